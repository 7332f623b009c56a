"""The one table: what was measured beside what is wanted and what the best peer does."""

from dataclasses import dataclass

Figures = dict[str, str]


@dataclass(frozen=True)
class Line:
    """A figure of the table: its key among the measured ones, the goal, the best peer's figure.

    The peers were measured on the same kind of machine, two cores, with the same mail.
    """

    key: str
    title: str
    goal: str = ""
    peer: str = ""


LINES = (
    Line("intake", "mail to ranked ticket", "150/s, 6 ms CPU", "FreeScout 46/s, 19 ms (no triage)"),
    Line("inbox 1000", "inbox, 1,000 tickets, p50 / p95", "12 / 30 ms", "roundup 29 / 40 ms"),
    Line("inbox 10000", "inbox, 10,000 tickets", "12 / 30 ms", "roundup 40 / 54 ms"),
    Line("inbox 100000", "inbox, 100,000 tickets", "12 / 30 ms", "FreeScout 117 / 140 ms"),
    Line("inbox at once", "inbox, 8 at once", "100/s", "FreeScout 10/s"),
    Line("ticket 1000", "ticket page, 30 messages, 1,000 tickets", "15 ms"),
    Line("ticket 10000", "ticket page, 10,000 tickets", "15 ms"),
    Line("ticket 100000", "ticket page, 100,000 tickets", "15 ms", "roundup 73 / 92 ms"),
    Line("reply", "agent's reply, POST, p50 / p95", "12 ms", "roundup 21 / 48 ms"),
    Line("reply in sink", "reply, until the mail has left", "100 ms", "roundup 18 / 45 ms"),
    Line("chat 1", "chat message, 1 client, p50 / p95", "5 / 15 ms"),
    Line("chat 100", "chat, 100 clients, one writes", "5 / 15 ms"),
    Line("chat 100 all", "chat, 100 clients, all write"),
    Line("chat 500", "chat, 500 clients, one writes", "5 / 15 ms", "echo, unstored: 0.5 / 0.9 ms"),
    Line("chat 500 all", "chat, 500 clients, all write", "", "echo, unstored: 2,645/s"),
    Line("memory", "memory, at rest → loaded", "100 → 150 MiB", "roundup 69 → 257 MiB"),
    Line("inbox weight", "inbox, all it loads, gzip", "45 KB", "roundup 17 KB, FreeScout 189 KB"),
    Line("launcher weight", "chat launcher, gzip", "5 KB", "Live Helper Chat 30 KB"),
    Line("widget weight", "chat widget, all of it, gzip", "25 KB", "Papercups 126 KB"),
)
MISSING = "–"


def table(columns: dict[str, Figures]) -> str:
    """A Markdown table, a column for each place that was measured, lines without a figure left out.

    A place that was not measured has an empty column only where another one has the figure.
    """
    heads = ["figure", *columns, "goal", "best peer"]
    body = [
        [line.title, *_cells(line.key, columns), line.goal or MISSING, line.peer or MISSING]
        for line in LINES
        if any(line.key in figures for figures in columns.values())
    ]
    widths = [max(len(row[place]) for row in [heads, *body]) for place in range(len(heads))]
    rule = ["-" * width for width in widths]
    return "\n".join(_row(row, widths) for row in [heads, rule, *body])


def _cells(key: str, columns: dict[str, Figures]) -> list[str]:
    return [figures.get(key, MISSING) for figures in columns.values()]


def _row(cells: list[str], widths: list[int]) -> str:
    return "| " + " | ".join(map(str.ljust, cells, widths)) + " |"

"""The command line: `python -m faq evaluate --articles A.jsonl --queries Q.jsonl [--json]`."""

import argparse
import json
from pathlib import Path

from faq.evaluate import evaluate


def main() -> None:
    """Prints the figures as one JSON object, or as a table."""
    parser = argparse.ArgumentParser(prog="python -m faq", description="Find answers, measured.")
    commands = parser.add_subparsers(required=True, metavar="command")
    measure = commands.add_parser("evaluate", help="how often the right article is found")
    measure.add_argument("--articles", type=Path, required=True, help="JSON lines of articles")
    measure.add_argument("--queries", type=Path, required=True, help="JSON lines of questions")
    measure.add_argument("--no-phrasings", action="store_true", help="leave out other phrasings")
    measure.add_argument("--json", action="store_true", help="one JSON object")
    asked = parser.parse_args()
    figures = evaluate(asked.articles, asked.queries, phrasings=not asked.no_phrasings)
    print(json.dumps(figures) if asked.json else _table(figures))


def _table(figures: dict[str, dict[str, float | int | None]]) -> str:
    names = list(figures["all"])
    rows = [["", *names]]
    rows += [[lang, *(_cell(row[name]) for name in names)] for lang, row in figures.items()]
    return "\n".join("".join(f"{cell:>14}" for cell in row) for row in rows)


def _cell(value: float | int | None) -> str:
    return "–" if value is None else f"{value:g}"


if __name__ == "__main__":
    main()

"""Measures everything there is a goal for and prints one table; see bin/bench --help."""

import argparse
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from bench import chat, intake, memory, pages, reply, weight
from bench.place import Place, embedded, scaled, servers_run
from bench.plan import FULL, QUICK, Plan
from bench.table import Figures, table

MEASURES: dict[str, Callable[[Place, Plan], Figures]] = {
    "weight": weight.measure,
    "pages": pages.measure,
    "reply": reply.measure,
    "chat": chat.measure,
    "memory": memory.measure,
    "intake": intake.measure,
}
# What begins with an empty database instead of a filled shop.
IN_EMPTY_PLACE = {"intake"}


def main() -> None:
    """Measure in each place there is, then print."""
    asked = _asked()
    plan = QUICK if asked.quick else FULL
    names = asked.only or MEASURES
    figures = {
        title: _measured(title, open_place, plan, names)
        for title, open_place in _places(asked.sqlite).items()
    }
    print(table(figures))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1,000 tickets, fewer repetitions")
    parser.add_argument("--only", action="append", choices=MEASURES, help="just this; repeatable")
    parser.add_argument("--sqlite", action="store_true", help="leave PostgreSQL and Redis out")
    return parser.parse_args()


def _places(sqlite_only: bool) -> dict[str, Callable[[], AbstractContextManager[Place]]]:
    places: dict[str, Callable[[], AbstractContextManager[Place]]] = {"SQLite": embedded}
    if sqlite_only:
        return places
    if servers_run():
        return places | {"PostgreSQL + Redis": scaled}
    _say("no PostgreSQL and Redis to measure with answer here")
    return places


def _measured(
    title: str,
    open_place: Callable[[], AbstractContextManager[Place]],
    plan: Plan,
    names: Iterable[str],
) -> Figures:
    figures: Figures = {}
    filled = [name for name in names if name not in IN_EMPTY_PLACE]
    for group in (filled, [name for name in names if name in IN_EMPTY_PLACE]):
        if group:
            with open_place() as place:
                for name in group:
                    figures |= _one(title, name, place, plan)
    return figures


def _one(title: str, name: str, place: Place, plan: Plan) -> Figures:
    """What one measure found; nothing where it broke off, so that the others are not lost."""
    began = time.monotonic()
    try:
        figures = MEASURES[name](place, plan)
    except RuntimeError as error:
        _say(f"{title}: {name} broke off: {error}")
        return {}
    _say(f"{title}: {name}, {time.monotonic() - began:.0f} s")
    return figures


def _say(words: str) -> None:
    """Progress goes beside the table, so that the table can be kept in a file."""
    sys.stderr.write(words + "\n")


if __name__ == "__main__":
    main()

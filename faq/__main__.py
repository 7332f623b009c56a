"""The command line: `python -m faq train | fit | evaluate`."""

import argparse
import json
import sys
from pathlib import Path

from faq.evaluate import evaluate


def main() -> None:
    """Runs one command."""
    parser = argparse.ArgumentParser(prog="python -m faq", description="Find answers, measured.")
    commands = parser.add_subparsers(required=True, metavar="command")
    measure = commands.add_parser("evaluate", help="how often the right article is found")
    measure.add_argument("--articles", type=Path, required=True, help="JSON lines of articles")
    measure.add_argument("--queries", type=Path, required=True, help="JSON lines of questions")
    measure.add_argument("--no-phrasings", action="store_true", help="leave out other phrasings")
    measure.add_argument("--json", action="store_true", help="one JSON object")
    measure.set_defaults(run=_measure)
    learn = commands.add_parser("train", help="learn from the examples, if anything changed")
    learn.add_argument("--force", action="store_true", help="even if nothing changed")
    learn.set_defaults(run=_train)
    weigh = commands.add_parser("fit", help="fit anew what ranks and refuses, after new examples")
    weigh.set_defaults(run=_fit)
    asked = parser.parse_args()
    asked.run(asked)


def _train(asked: argparse.Namespace) -> None:
    from faq.train import train  # SciPy is needed by this command alone

    print(train(force=asked.force, progress=lambda line: print(line, file=sys.stderr, flush=True)))


def _fit(_: argparse.Namespace) -> None:
    from faq.fit import fit  # so are SciPy and scikit-learn by this one

    print(fit(progress=lambda line: print(line, file=sys.stderr, flush=True)))


def _measure(asked: argparse.Namespace) -> None:
    try:
        figures = evaluate(asked.articles, asked.queries, phrasings=not asked.no_phrasings)
    except (OSError, ValueError) as error:
        sys.exit(f"{error}")
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

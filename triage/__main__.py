"""The command line: python -m triage train | evaluate | explain TEXT."""

import argparse
import sys

from triage import load
from triage.verdict import Verdict


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; gives the exit code."""
    given = _parser().parse_args(arguments)
    if given.command == "train":
        from triage.train import train  # scikit-learn is needed by this command alone

        print(train(force=given.force))
        return 0
    try:
        triage = load()
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    if given.command == "explain":
        text = " ".join(given.text) or sys.stdin.read()
        print(explain(triage.read(text, channel=given.channel, subject=given.subject)))
        return 0
    from triage import evaluate
    from triage.examples import part

    print(evaluate.table(triage, part(given.part)))
    return 0


def explain(verdict: Verdict) -> str:
    """A verdict as lines that a person reads."""
    also = f" (also {verdict.secondary})" if verdict.secondary else ""
    sure = "sure" if verdict.sure else "not sure"
    lines = [
        f"{verdict.topic}{also}, {verdict.confidence:.0%}, {sure}",
        f"urgency {verdict.urgency}, score {verdict.score}, language {verdict.language}",
    ]
    for reason in verdict.reasons:
        quote = f" «{reason.words}»" if reason.words else ""
        lines.append(f"  {reason.weight:+.1f}  {reason.code}: {reason.en} / {reason.ar}{quote}")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m triage", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="learn from the examples, if anything changed")
    train.add_argument("--force", action="store_true", help="even if nothing changed")
    evaluate = commands.add_parser("evaluate", help="measure on the examples kept apart")
    evaluate.add_argument("--part", choices=("test", "train"), default="test")
    explain = commands.add_parser("explain", help="the verdict on one message, with its reasons")
    explain.add_argument("text", nargs="*", help="the message (else standard input)")
    explain.add_argument("--channel", default="email", choices=("email", "chat", "social"))
    explain.add_argument("--subject", default="")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())

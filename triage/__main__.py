"""The command line: python -m triage train | evaluate | agreement | explain TEXT."""

import argparse
import json
import sys
from pathlib import Path
from typing import Literal

from triage import Triage, load
from triage.verdict import Verdict


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; gives the exit code."""
    given = _parser().parse_args(arguments)
    if given.command == "train":
        from triage.train import train  # scikit-learn is needed by this command alone

        print(train(force=given.force, progress=_say))
        return 0
    if given.command == "agreement":
        from triage import agreement

        print(agreement.table(agreement.readings()))
        return 0
    if given.command == "explain":
        text = " ".join(given.text) or sys.stdin.buffer.read().decode("utf-8", "replace")
        print(explain(_reader().read(text, channel=given.channel, subject=given.subject)))
        return 0
    return _evaluate(given.file, given.part, as_json=given.json)


def _evaluate(file: Path | None, part: Literal["train", "test"], *, as_json: bool) -> int:
    from triage import evaluate, examples

    try:
        listed = examples.read(file) if file else list(examples.part(part))
    except (OSError, ValueError) as error:
        print(f"cannot read the messages: {error}", file=sys.stderr)
        return 1
    if not listed:
        print("there are no messages to measure with", file=sys.stderr)
        return 1
    count = len(listed)
    judged = evaluate.judge(
        _reader(), listed, lambda done: _say(f"read {done} of {count}") if done % 500 == 0 else None
    )
    print(json.dumps(evaluate.report(judged)) if as_json else evaluate.table(judged))
    return 0


def _reader() -> Triage:
    """The reader in force; where the word lists decide alone, that is said."""
    reader = load()
    if reader.trouble:
        _say(reader.trouble)
    return reader


def _say(line: str) -> None:
    """Progress goes beside the result, so that the result can be piped on."""
    print(line, file=sys.stderr, flush=True)


def explain(verdict: Verdict) -> str:
    """A verdict as lines that a person reads."""
    also = f" (also {verdict.secondary})" if verdict.secondary else ""
    sure = "sure" if verdict.sure else "not sure"
    levels = ", ".join(f"{level}: {chance:.0%}" for level, chance in enumerate(verdict.urgencies))
    lines = [
        f"{verdict.topic}{also}, {verdict.confidence:.0%}, {sure}",
        f"urgency {verdict.urgency} ({levels}), score {verdict.score}",
        f"{verdict.language}, {verdict.variety}; model {verdict.model}",
    ]
    for reason in verdict.reasons:
        quote = f" «{reason.words}»" if reason.words else ""
        lines.append(f"  {reason.weight:+.1f}  {reason.code}: {reason.en} / {reason.ar}{quote}")
    lines += [f"  {fact.kind}: {fact.value}" for fact in verdict.facts]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m triage", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="learn from the examples, if anything changed")
    train.add_argument("--force", action="store_true", help="even if nothing changed")
    evaluate = commands.add_parser("evaluate", help="measure on messages with labels")
    evaluate.add_argument("file", nargs="?", type=Path, help="a JSON object a line (else ours)")
    evaluate.add_argument("--part", choices=("test", "train"), default="test")
    evaluate.add_argument("--json", action="store_true", help="one JSON object")
    commands.add_parser("agreement", help="how far two readers of the examples agreed")
    explain = commands.add_parser("explain", help="the verdict on one message, with its reasons")
    explain.add_argument("text", nargs="*", help="the message (else standard input)")
    explain.add_argument("--channel", default="email", choices=("email", "chat", "social"))
    explain.add_argument("--subject", default="")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())

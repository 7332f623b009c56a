"""A customer's message in, a verdict out: topic, urgency, score, and the reasons in words.

The parts are imported when they are first asked for, so that importing this costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from triage.facts import Fact
    from triage.own import OwnWord
    from triage.reader import Triage, load
    from triage.verdict import Reason, Verdict

_HOME = {
    "Fact": "facts", "OwnWord": "own", "Reason": "verdict", "Triage": "reader",
    "Verdict": "verdict", "load": "reader",
}  # fmt: skip
__all__ = ["Fact", "OwnWord", "Reason", "Triage", "Verdict", "load"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"triage.{_HOME[name]}"), name)

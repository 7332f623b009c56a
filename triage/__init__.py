"""A customer's message in, a verdict out: topic, urgency, score, and the reasons in words."""

from triage.reader import Triage, load
from triage.verdict import Reason, Verdict

__all__ = ["Reason", "Triage", "Verdict", "load"]

"""Between which two topics triage was not sure, until a person or a clearer message decides."""

from typing import Any

from helpdesk.assist.models import Verdict
from helpdesk.tickets.models import Ticket

# A topic less likely than this is no choice worth offering.
WORTH_ASKING = 0.05


def likeliest(topics: dict[str, float]) -> list[dict[str, Any]]:
    """The two likeliest topics with their chances (0 to 1), as a verdict's row keeps them."""
    ranked = sorted(topics.items(), key=lambda pair: -pair[1])[:2]
    return [{"topic": topic, "chance": round(chance, 3)} for topic, chance in ranked]


def doubt_after(ticket: Ticket, verdict: Verdict, *, topic: str) -> list[str] | None:
    """The two topics to ask about once `verdict` puts the ticket under `topic`; none where sure.

    A message that leaves the topic as it stood, whatever is said of its own, leaves the doubt too.
    """
    if topic != verdict.topic:
        return ticket.doubt if topic == ticket.topic else None
    if verdict.sure or len(verdict.chances) < 2:
        return None
    two = [each["topic"] for each in verdict.chances if each["chance"] >= WORTH_ASKING]
    return two if len(two) == 2 and topic in two else None


def chances_of(doubt: list[str] | None, verdict: Verdict | None) -> dict[str, float]:
    """The chances of the two topics in doubt; none where `verdict` speaks of other ones."""
    kept = {each["topic"]: each["chance"] for each in verdict.chances or []} if verdict else {}
    return kept if doubt and set(doubt) == set(kept) else {}

"""What the first step learns of a message, and the classes that each of it tells apart."""

from typing import Any

from triage.examples import DIALECTS
from triage.labels import TOPICS, URGENCIES

# A "matter" is a topic and a level in one. The plain heads also learn from the phrases of the word
# lists.
STACKED = ("topic", "urgency", "matter")
LINEAR = (*STACKED, "variety")
PLAIN = ("plain topic", "plain urgency")
HEADS = (*LINEAR, *PLAIN)
CLASSES: dict[str, list[Any]] = {
    "topic": sorted(TOPICS),
    "urgency": list(URGENCIES),
    "matter": list(range(len(TOPICS) * len(URGENCIES))),
    "variety": sorted(DIALECTS),
    "plain topic": sorted(TOPICS),
    "plain urgency": list(URGENCIES),
}


def matter(topic: str, urgency: int) -> int:
    """The number of a topic and level together, the topics in the order of the alphabet."""
    return CLASSES["topic"].index(topic) * len(URGENCIES) + urgency

"""When a ticket's turn comes: its due time, brought forward the graver it is inside its level."""

from datetime import datetime

# Points of the score that one level of urgency spans.
BAND = 25
# At most this share of the whole wait. More, and a calm matter could wait until its last minute
# behind each fresh grave one; less, and the score would hardly show.
MOST_FORWARD = 0.5


def place_in_level(score: float, urgency: int) -> float:
    """Where a score (0 to 100) stands inside the band of its level: 0 at the foot, 1 at the top.

    A score outside the band counts as the nearer end.
    """
    return min(max((score - BAND * urgency) / BAND, 0.0), 1.0)


def turn(started_at: datetime, due_at: datetime, *, score: float, urgency: int) -> datetime:
    """When it is the turn of a wait that began at `started_at` and is due at `due_at`.

    Never after `due_at` and never before the middle of the wait, so that whoever waits long
    enough stands before everybody who came later.
    """
    return due_at - (due_at - started_at) * (MOST_FORWARD * place_in_level(score, urgency))

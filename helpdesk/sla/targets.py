"""How soon the shop wants to answer, by channel and urgency, and changing that."""

from sqlalchemy import select

from helpdesk.db import db
from helpdesk.sla.models import Target

# Minutes for urgency 0 to 3. People wait a day for mail at most, an hour on social networks,
# and look at the chat while they wait; what cannot wait is answered within the hour anywhere.
DEFAULTS = {
    "email": (1440, 720, 240, 60),
    "form": (1440, 720, 240, 60),
    "whatsapp": (60, 60, 30, 15),
    "chat": (10, 5, 3, 2),
}
LONGEST_MINUTES = 14 * 24 * 60


class ImpossibleTarget(Exception):  # noqa: N818 (named as people say it)
    """A target below a minute or beyond two weeks."""


def minutes_for(channel: str, urgency: int) -> int:
    """The target in force."""
    # A target is never among what waits to be saved with a message, so that can wait on.
    with db.session.no_autoflush:
        chosen = db.session.get(Target, (channel, urgency))
    return chosen.minutes if chosen else DEFAULTS[channel][urgency]


def all_targets() -> dict[tuple[str, int], int]:
    """Every target in force, in minutes, by channel and urgency."""
    table = {
        (channel, urgency): minutes
        for channel, row in DEFAULTS.items()
        for urgency, minutes in enumerate(row)
    }
    for target in db.session.scalars(select(Target)):
        table[(target.channel, target.urgency)] = target.minutes
    return table


def set_target(channel: str, urgency: int, minutes: int) -> None:
    """Choose a target; clocks that run already keep theirs. Raises ImpossibleTarget."""
    if not 1 <= minutes <= LONGEST_MINUTES or (channel, urgency) not in all_targets():
        raise ImpossibleTarget
    db.session.merge(Target(channel=channel, urgency=urgency, minutes=minutes))

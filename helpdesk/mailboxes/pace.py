"""When a mailbox is looked into next: soon where all is well, ever later where it fails."""

from datetime import timedelta

# What may fail, in the order in which a mailbox is entered; then what fails beside that.
STEPS = ("name", "port", "tls", "login", "folder")
TROUBLES = (*STEPS, "mailbox", "private", "consent", "secret")
_REFUSED = ("login", "consent", "secret")

# Also where the server itself tells of new mail, should a telling get lost.
EVERY = timedelta(minutes=1)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
# Many servers lock an account after five or ten wrong passwords in an hour or a day.
FIRST_PAUSE_OF_REFUSED = timedelta(minutes=15)
LONGEST_PAUSE_OF_REFUSED = timedelta(hours=6)


def pause_after(failures: int, trouble: str) -> timedelta:
    """How long to wait after so many failures in a row, of which the last is `trouble`."""
    if trouble in _REFUSED:
        grown = FIRST_PAUSE_OF_REFUSED * 4 ** min(failures - 1, 8)
        return min(grown, LONGEST_PAUSE_OF_REFUSED)
    return min(FIRST_PAUSE * 2 ** min(failures - 1, 12), LONGEST_PAUSE)

"""What readers looked for is deleted in time: it is theirs, however little it says of them."""

from datetime import timedelta

from sqlalchemy import delete

from helpdesk.config import settings
from helpdesk.db import changed, now
from helpdesk.help.models import HelpSearch

# A report looks back over 366 days at most; a month more, so that last year can still be read.
KEPT = timedelta(days=400)


def forget_searches() -> int:
    """Delete the searches of days longer ago than KEPT; gives how many rows went."""
    today = now().astimezone(settings().zone).date()
    return changed(delete(HelpSearch).where(HelpSearch.day < today - KEPT))

"""How long customers lately waited for a first answer, in one honest number."""

from datetime import datetime, timedelta
from math import ceil, inf

from sqlalchemy import select

from helpdesk.db import db
from helpdesk.sla.models import Clock

LOOK_BACK = timedelta(days=7)
AT_MOST, AT_LEAST = 50, 5


def usual_minutes(channel: str, *, now: datetime) -> int | None:
    """Minutes within which three of four customers lately had their first answer.

    Looks at the latest AT_MOST waits of the last week on `channel`; those who still wait, or were
    never answered, count as endless, and those whom an article answered count nowhere. None where
    there were too few, or the number is endless.
    """
    waits = db.session.execute(
        select(Clock.started_at, Clock.met_at)
        .where(Clock.kind == "first", Clock.channel == channel, ~Clock.by_article)
        .where(Clock.started_at > now - LOOK_BACK)
        .order_by(Clock.started_at.desc())
        .limit(AT_MOST)
    ).all()
    if len(waits) < AT_LEAST:
        return None
    minutes = sorted(
        (met_at - started_at).total_seconds() / 60 if met_at else inf
        for started_at, met_at in waits
    )
    usual = minutes[ceil(len(minutes) * 3 / 4) - 1]
    return None if usual == inf else max(1, ceil(usual))

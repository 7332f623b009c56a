"""The arithmetic of response times: plain moments in, moments out."""

from datetime import datetime, timedelta


def due(started_at: datetime, minutes: int) -> datetime:
    """When an answer is due that was waited for since `started_at`. The shop never sleeps yet."""
    return started_at + timedelta(minutes=minutes)


def is_met(due_at: datetime, met_at: datetime | None) -> bool:
    """Whether the answer came in time; one that came in the very moment did."""
    return met_at is not None and met_at <= due_at


def is_breached(due_at: datetime, met_at: datetime | None, now: datetime) -> bool:
    """Whether the time ran out before an answer came."""
    return (met_at or now) > due_at

"""The link in an acknowledgement: one ticket and one article, signed, good for a month."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from itsdangerous import BadData, URLSafeSerializer

from helpdesk.config import settings

KEPT = timedelta(days=30)


class Named(NamedTuple):
    """What a link names."""

    ticket_id: int
    article_id: int


class NoLink(Exception):  # noqa: N818 (named as people say it)
    """Nothing that we signed, or not all of it."""


class TooOld(Exception):  # noqa: N818 (named as people say it)
    """A link of ours, from more than KEPT ago."""


def token_of(ticket_id: int, article_id: int, *, now: datetime) -> str:
    """What stands in the address; it can do nothing else and names nobody."""
    return str(_signer().dumps([ticket_id, article_id, int(now.timestamp())]))


def named_by(token: str, *, now: datetime) -> Named:
    """The ticket and article of a token. Raises NoLink or TooOld."""
    try:
        ticket_id, article_id, made_at = _signer().loads(token)
    except (BadData, ValueError, TypeError) as error:
        raise NoLink from error
    if now - datetime.fromtimestamp(made_at, UTC) > KEPT:
        raise TooOld
    return Named(ticket_id, article_id)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="answered by an article")

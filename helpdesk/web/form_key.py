"""The key of a public form: made by us, so that nobody's page but ours can send it, and dated."""

import secrets
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from helpdesk.config import settings

KEPT = timedelta(days=2)
# Nobody fills a form in faster than this.
QUICKEST = timedelta(seconds=2)


class NoKey(Exception):  # noqa: N818 (named as people say it)
    """A form came without a key of ours, or with one that is too old."""


class TooQuick(Exception):  # noqa: N818 (named as people say it)
    """A form came back faster than a person fills it in."""


def new_key(*, now: datetime) -> str:
    """A key for a form that is shown now, signed."""
    return _signer().dumps([secrets.token_hex(16), int(now.timestamp())])


def read_key(signed: str, *, now: datetime) -> str:
    """The key in what a form brought back; raises NoKey or TooQuick."""
    try:
        key, shown_at = _signer().loads(signed)
    except BadData as error:
        raise NoKey from error
    age = now - datetime.fromtimestamp(shown_at, UTC)
    if age > KEPT:
        raise NoKey
    if age < QUICKEST:
        raise TooQuick
    return str(key)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="public form")

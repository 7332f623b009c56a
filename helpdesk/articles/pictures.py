"""Pictures for articles: what may be one is told by its content, never by its name."""

from datetime import datetime

from helpdesk.articles.models import ArticlePicture
from helpdesk.db import added
from helpdesk.people.models import Agent

LARGEST = 4_000_000
_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


class NotAPicture(Exception):  # noqa: N818 (named as people say it)
    """A file that cannot stand in an article: `why` is too_large or kind."""

    def __init__(self, why: str) -> None:
        """`why` as the class says."""
        super().__init__(why)
        self.why = why


def kind_of(data: bytes) -> str:
    """The picture's media type; raises NotAPicture. SVG is none: it may carry script."""
    if len(data) > LARGEST:
        raise NotAPicture("too_large")
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    raise NotAPicture("kind")


def show(digest: str, kind: str, *, by: Agent, now: datetime) -> None:
    """Let everybody see the stored file with this SHA-256 as a picture."""
    added(ArticlePicture, sha256=digest, content_type=kind, by_id=by.id, at=now)

"""The file store: attachments lie under their hash, outside everything that is served."""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from helpdesk.channels.base import File
from helpdesk.config import settings
from helpdesk.db import db
from helpdesk.tickets.models import Attachment, Message


def attach(message: Message, file: File) -> Attachment:
    """Keep `file` with `message`; its bytes are on disk before the row is saved."""
    attachment = Attachment(
        token=secrets.token_urlsafe(24),
        message_id=message.id,
        name=file.name[:200],
        content_type=file.content_type[:100],
        size=len(file.data),
        sha256=keep(file.data),
        content_id=file.content_id,
    )
    db.session.add(attachment)
    return attachment


def files_of(message: Message) -> tuple[File, ...]:
    """The files of `message` with their bytes; raises OSError where those cannot be read."""
    return tuple(
        File(each.name, each.content_type, path_of(each.sha256).read_bytes())
        for each in sorted(message.attachments, key=lambda each: each.id)
    )


def keep(data: bytes) -> str:
    """Store `data` under its SHA-256, once, and give that back."""
    digest = hashlib.sha256(data).hexdigest()
    place = path_of(digest)
    if place.exists():
        return digest
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).rename(place)
    return digest


def path_of(digest: str) -> Path:
    """Where the bytes with this SHA-256 lie."""
    return Path(settings().data_dir).resolve() / "files" / digest[:2] / digest

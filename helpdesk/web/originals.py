"""Mail as it came, for owners: its headers and its source as text, and the file itself."""

import io

from flask import Blueprint, Response, abort, render_template, send_file
from sqlalchemy import select

from helpdesk.channels.email.original import LONGEST_SHOWN, original_mail
from helpdesk.channels.files import path_of
from helpdesk.channels.models import InboundRaw
from helpdesk.db import db
from helpdesk.tickets.models import Attachment, Message
from helpdesk.web.sandbox import sandboxed
from helpdesk.web.session import owner_only, signed_in

originals = Blueprint("originals", __name__)

MAIL = "message/rfc822"


@originals.get("/messages/<int:message_id>/original")
@owner_only
def page(message_id: int) -> str:
    """What the mail server handed over, to be read."""
    address = f"/messages/{message_id}/original.eml"
    return _shown(_raw_of(message_id), download=address)


@originals.get("/messages/<int:message_id>/original.eml")
@sandboxed()
@owner_only
def download(message_id: int) -> Response:
    """The same, byte for byte; a browser only ever saves it."""
    response = send_file(
        io.BytesIO(_raw_of(message_id)),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=f"message-{message_id}.eml",
        max_age=0,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@originals.get("/attachments/<token>/text")
@signed_in
def attached(token: str) -> str:
    """A mail that came attached, to be read."""
    found = db.session.scalar(select(Attachment).where(Attachment.token == token))
    if found is None or found.content_type != MAIL or not path_of(found.sha256).exists():
        abort(404)
    return _shown(path_of(found.sha256).read_bytes(), download=f"/attachments/{token}")


def _raw_of(message_id: int) -> bytes:
    body = db.session.scalar(
        select(InboundRaw.body)
        .join(Message, Message.raw_id == InboundRaw.id)
        .where(Message.id == message_id, InboundRaw.source == "email")
    )
    return body or abort(404)


def _shown(raw: bytes, *, download: str) -> str:
    return render_template(
        "ticket/original.html",
        mail=original_mail(raw),
        size=len(raw),
        most=LONGEST_SHOWN,
        download=download,
    )

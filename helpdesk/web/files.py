"""Attachments: handed out as files, never shown as pages."""

from flask import Blueprint, Response, abort, send_file
from sqlalchemy import select

from helpdesk.channels.files import path_of
from helpdesk.db import db
from helpdesk.tickets.models import Attachment
from helpdesk.web.sandbox import sandboxed
from helpdesk.web.session import signed_in

files = Blueprint("files", __name__)


@files.get("/attachments/<token>")
@sandboxed()
@signed_in
def attachment(token: str) -> Response:
    """The bytes as they came, under the name they came with; a browser only ever saves them."""
    found = db.session.scalar(select(Attachment).where(Attachment.token == token))
    if found is None or not path_of(found.sha256).exists():
        abort(404)
    response = send_file(
        path_of(found.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=found.name or "file",
        max_age=0,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response

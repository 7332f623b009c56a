"""The mail as it was sent, in a frame in which nothing runs, and nothing loads unasked."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, render_template

from helpdesk.channels.email.paper import paper
from helpdesk.channels.inline_pictures import inline_pictures
from helpdesk.config import settings
from helpdesk.db import db
from helpdesk.tickets.models import Message
from helpdesk.web.sandbox import sandboxed
from helpdesk.web.session import me, signed_in

mail_frames = Blueprint("mail_frames", __name__)

# Links open windows of their own. The frame is of our origin, so that the page around it can
# measure it; that is safe because no script runs in it, by this sandbox, the policy, and the
# frame's own attribute.
SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
STYLES = "'unsafe-inline'"


@mail_frames.get("/messages/<int:message_id>/html")
@sandboxed(img_src="data:", style_src=STYLES, sandbox=SANDBOX)
@signed_in
def as_sent(message_id: int) -> str:
    """The mail with what came in it alone: no request leaves."""
    return _frame(message_id)


@mail_frames.get("/messages/<int:message_id>/html/pictures")
@sandboxed(img_src="data: https:", style_src=STYLES, sandbox=SANDBOX)
@signed_in
def with_pictures(message_id: int) -> str:
    """The mail with its pictures from elsewhere, after somebody asked for them."""
    return _frame(message_id, from_elsewhere=True)


def _frame(message_id: int, *, from_elsewhere: bool = False) -> str:
    message = db.session.get(Message, message_id)
    if message is None or message.html is None:
        abort(404)
    mail = paper(
        message.html,
        inline_pictures(message_id),
        from_elsewhere=from_elsewhere,
        own_host=urlsplit(settings().public_url).hostname or "",
    )
    return render_template("ticket/mail_as_sent.html", mail=mail, theme=me().theme)

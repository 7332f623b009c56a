"""Webhooks in: proven before they are read, saved before they are acknowledged."""

import hashlib
import hmac

from flask import Blueprint, Response, abort, request

from helpdesk.channels import intake
from helpdesk.channels.whatsapp import is_signed
from helpdesk.config import settings
from helpdesk.db import commit, now
from helpdesk.jobs import wake
from helpdesk.web.session import csrf

hooks = Blueprint("hooks", __name__, url_prefix="/hooks")
csrf.exempt(hooks)

LARGEST_CALL = 3 * 1024 * 1024


@hooks.get("/whatsapp")
def whatsapp_handshake() -> Response:
    """Meta asks whether this address is ours: the agreed word opens, the challenge goes back."""
    word = settings().whatsapp_verify_token
    asked = request.args.get("hub.verify_token", "")
    known = bool(word) and hmac.compare_digest(word.encode(), asked.encode())
    if request.args.get("hub.mode") != "subscribe" or not known:
        abort(403)
    return Response(request.args.get("hub.challenge", ""), mimetype="text/plain")


@hooks.post("/whatsapp")
def whatsapp() -> Response:
    """Messages and statuses; 401 for a wrong signature, 200 only once they are saved."""
    if (request.content_length or 0) > LARGEST_CALL:
        abort(413)
    body = request.get_data(cache=False)
    if not is_signed(
        body, request.headers.get("X-Hub-Signature-256"), settings().whatsapp_app_secret
    ):
        abort(401)
    digest = hashlib.sha256(body).hexdigest()
    intake.store("whatsapp", f"whatsapp:{digest}", body, now=now())
    commit()
    # A repeat wakes too: the first call may have been killed between saving and waking.
    wake("read")
    return Response("", status=200)

"""The owner's way to Google or Microsoft and back, where they say that Farz may enter a mailbox."""

import hmac
import secrets

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask import session as cookie
from flask import url_for as address_of
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.channels.email.oauth import Refused, Unreachable, asking, exchange, is_offered
from helpdesk.config import settings
from helpdesk.db import commit, now, rollback
from helpdesk.jobs import wake
from helpdesk.mailboxes import actions
from helpdesk.mailboxes.models import PASSWORD, Mailbox
from helpdesk.mailboxes.queries import own_mailbox
from helpdesk.web.session import me, owner_only

mail_consent = Blueprint("mail_consent", __name__, url_prefix="/settings/mail")

# How long a person may take at the provider's page.
PATIENCE_SECONDS = 30 * 60
_KEPT = "mail_consent"


@mail_consent.get("/<int:mailbox_id>/connect")
@owner_only
def ask(mailbox_id: int) -> AnyResponse:
    """Send the browser to the provider. The state is signed, and names this person and browser."""
    mailbox = _by_consent(mailbox_id)
    verifier, mark = secrets.token_urlsafe(64), secrets.token_urlsafe(16)
    # With us only as long as the browser's own session; the provider sees but the hash of it.
    cookie[_KEPT] = {"verifier": verifier, "mark": mark}
    address = asking(
        mailbox.auth,
        settings(),
        back=_back(),
        state=_signer().dumps([mailbox.id, me().id, mark]),
        verifier=verifier,
        account=mailbox.imap_username,
    )
    return redirect(address)


@mail_consent.get("/connected")
@owner_only
def answer() -> AnyResponse:
    """Take the provider's answer: a code for tokens, or its word that nobody said yes."""
    kept = cookie.pop(_KEPT, {})
    mailbox = _by_consent(_mailbox_asked_for(kept))
    if not request.args.get("code"):
        return _told(mailbox, request.args.get("error_description") or request.args.get("error"))
    name, mailbox_id = mailbox.auth, mailbox.id
    # The connection goes back to the pool: the provider may take its time.
    rollback()
    try:
        tokens = exchange(
            name,
            settings(),
            back=_back(),
            code=request.args["code"],
            verifier=kept["verifier"],
        )
    except (Refused, Unreachable) as error:
        return _told(_by_consent(mailbox_id), str(error))
    actions.connect(_by_consent(mailbox_id), tokens, now=now())
    commit()
    wake("poll_mail")
    return redirect(address_of("mail_pages.page", told="connected"))


def _mailbox_asked_for(kept: dict[str, str]) -> int:
    """The mailbox of the state that came back; another's, an old or a forged one is refused."""
    try:
        mailbox_id, person_id, mark = _signer().loads(
            request.args.get("state", ""), max_age=PATIENCE_SECONDS
        )
    except (BadSignature, ValueError):
        abort(400)
    if person_id != me().id or not hmac.compare_digest(mark, kept.get("mark", "")):
        abort(400)
    return int(mailbox_id)


def _by_consent(mailbox_id: int) -> Mailbox:
    found = own_mailbox(mailbox_id)
    if found is None or found.auth == PASSWORD or not is_offered(found.auth, settings()):
        abort(404)
    return found


def _told(mailbox: Mailbox, error: str | None) -> Response:
    shown = render_template("settings/not_connected.html", mailbox=mailbox, error=error or "")
    return make_response(shown, 502)


def _back() -> str:
    """Where the provider sends the browser; the same address has to stand in its console."""
    return f"{settings().public_url.rstrip('/')}{address_of('.answer')}"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret_key, salt="consent for a mailbox")

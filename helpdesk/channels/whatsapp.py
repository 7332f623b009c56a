"""WhatsApp by Meta's Cloud API: text messages and statuses in, text replies out."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import httpx

from helpdesk.channels.base import DeliveryError, Incoming, Outgoing, Status, storable
from helpdesk.config import Settings

TIMEOUT_SECONDS = 20
# Graph API codes that another try may cure: too many requests, a passing fault on their side.
PASSING_CODES = {1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 133016}


class WhatsAppChannel:
    """One WhatsApp number of the shop."""

    name = "whatsapp"
    identity = "phone"
    settings_used: tuple[str, ...] = (
        "whatsapp_phone_id",
        "whatsapp_token",
        "whatsapp_app_secret",
        "whatsapp_verify_token",
    )

    def __init__(self, settings: Settings) -> None:
        """Speaks to the Graph API at `settings.graph_api_base`."""
        self._phone_id = settings.whatsapp_phone_id
        self._token = settings.whatsapp_token
        self._base = settings.graph_api_base.rstrip("/")

    def is_ready(self) -> bool:
        """Whether the number is set up."""
        return bool(self._phone_id and self._token)

    def receive(self, raw: bytes) -> list[Incoming | Status]:
        """Every message and status of one webhook call. Raises ValueError on broken JSON."""
        return list(_items(json.loads(raw)))

    def send(self, outgoing: Outgoing) -> str:
        """Send a text message; gives the id that statuses will speak of."""
        try:
            answer = httpx.post(
                f"{self._base}/{self._phone_id}/messages",
                headers={"Authorization": f"Bearer {self._token}"},
                json={
                    "messaging_product": "whatsapp",
                    "recipient_type": "individual",
                    "to": outgoing.recipient.lstrip("+"),
                    "type": "text",
                    "text": {"preview_url": False, "body": outgoing.text},
                    "biz_opaque_callback_data": outgoing.key,
                },
                timeout=TIMEOUT_SECONDS,
            )
        except httpx.HTTPError as error:
            raise DeliveryError(f"WhatsApp: {error}", permanent=False) from error
        return _receipt(answer)


def is_signed(body: bytes, header: str | None, secret: str) -> bool:
    """Whether `X-Hub-Signature-256` is Meta's signature of exactly these bytes.

    The rule: "sha256=" and the lower-case hex HMAC-SHA256 of the raw body under the app secret
    (Meta, Graph API webhooks, "Validating payloads"). No secret, no pass.
    """
    if not secret or not header or not header.startswith("sha256="):
        return False
    wanted = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), header.removeprefix("sha256=").encode())


def _items(call: Any) -> Iterator[Incoming | Status]:
    for value in _values(call):
        names = {
            contact.get("wa_id"): (contact.get("profile") or {}).get("name") or ""
            for contact in value.get("contacts") or []
        }
        for message in value.get("messages") or []:
            yield _incoming(message, names.get(message["from"], ""))
        for status in value.get("statuses") or []:
            if status.get("status") in ("sent", "delivered", "read", "failed"):
                yield _status(status)


def _values(call: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(call, dict):
        raise ValueError("a webhook call is an object")
    for entry in call.get("entry") or []:
        for change in entry.get("changes") or []:
            if change.get("field") == "messages":
                yield change.get("value") or {}


def _incoming(message: dict[str, Any], name: str) -> Incoming:
    answered = (message.get("context") or {}).get("id")
    return Incoming(
        channel="whatsapp",
        key=message["id"],
        sender_kind="phone",
        sender=f"+{message['from'].lstrip('+')}",
        sender_name=storable(name),
        text=storable(_text(message)),
        answers=(answered,) if answered else (),
        continues=True,
    )


def _text(message: dict[str, Any]) -> str:
    """The words of a message; of another kind, an honest line that says what it was."""
    kind = message.get("type", "unknown")
    content = message.get(kind) if isinstance(message.get(kind), dict) else {}
    if kind == "text" and content and content.get("body"):
        return str(content["body"])
    said = (content or {}).get("caption") or (content or {}).get("text") or ""
    return f"[{kind}] {said}".strip()


def _status(status: dict[str, Any]) -> Status:
    errors = status.get("errors") or [{}]
    return Status(
        channel="whatsapp",
        receipt=status["id"],
        state=status["status"],
        error=errors[0].get("message") or errors[0].get("title") or "",
    )


def _receipt(answer: httpx.Response) -> str:
    try:
        told = answer.json()
    except ValueError:
        told = {}
    if answer.is_success and isinstance(told, dict) and told.get("messages"):
        return str(told["messages"][0]["id"])
    error = told.get("error", {}) if isinstance(told, dict) else {}
    passing = answer.status_code >= 500 or answer.status_code == 429
    passing = passing or error.get("code") in PASSING_CODES
    words = error.get("message") or f"HTTP {answer.status_code}"
    raise DeliveryError(f"WhatsApp: {words}", permanent=not passing)

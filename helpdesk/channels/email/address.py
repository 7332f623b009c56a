"""The reply address: a ticket's number in the mailbox's address, signed so that none is guessed."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable

# 120 bits: too many to guess, and whole letters of base32. Lower case, since some servers
# change the case of what stands before the @.
_SIGNATURE_BYTES = 15
_TOKEN = re.compile(r"\+t(\d{1,18})\.([a-z2-7]{24})@", re.ASCII)
_LONGEST_LOCAL = 64  # RFC 5321, 4.5.3.1.1


def reply_address(mailbox_address: str, ticket_id: int, secret: str) -> str:
    """`support@shop.example` as `support+t123.<signature>@shop.example`.

    Where that would be longer than servers take, the plain address: references still thread.
    """
    local, _, domain = mailbox_address.rpartition("@")
    tagged = f"{local}+t{ticket_id}.{_signature(ticket_id, secret)}"
    return f"{tagged}@{domain}" if len(tagged) <= _LONGEST_LOCAL else mailbox_address


def ticket_id_from(addresses: Iterable[str], secret: str) -> int | None:
    """The ticket of the first address that carries a token of ours, rightly signed."""
    for address in addresses:
        for number, signature in _TOKEN.findall(address.lower()):
            ticket_id = int(number)
            if hmac.compare_digest(signature, _signature(ticket_id, secret)):
                return ticket_id
    return None


def _signature(ticket_id: int, secret: str) -> str:
    said = f"reply address of ticket {ticket_id}".encode()
    digest = hmac.new(secret.encode(), said, hashlib.sha256).digest()
    return base64.b32encode(digest[:_SIGNATURE_BYTES]).decode().lower()

"""How far it is proven that a mail comes from the address in its From."""

from collections.abc import Collection

from helpdesk.channels.base import PASSED, UNPROVEN
from helpdesk.channels.email.addressees import addresses
from helpdesk.channels.email.headers import Headers
from helpdesk.channels.email.results import told_by_server
from helpdesk.channels.email.seal import is_signed_by


def proof_of(
    raw: bytes, headers: Headers, sender: str, *, trusted: Collection[str], checks_seals: bool
) -> str:
    """PASSED, FAILED or UNPROVEN: the trusted server's word, else the mail's own signature.

    A mail that names several senders, or none in From, proves nothing of the one we read. Without
    the server only a pass can be found out: SPF, the other half of DMARC, was seen by it alone.
    """
    domain = _in_ascii(sender.rpartition("@")[2])
    proof = told_by_server(headers, domain=domain, trusted=trusted) if domain else UNPROVEN
    if proof is None:
        proof = PASSED if checks_seals and is_signed_by(raw, domain) else UNPROVEN
    return UNPROVEN if proof == PASSED and not _is_the_one(headers, sender) else proof


def _is_the_one(headers: Headers, sender: str) -> bool:
    fields = headers.all_raw("from")
    return len(fields) == 1 and addresses(fields[0]) == [sender]


def _in_ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode().lower()
    except UnicodeError:
        return domain.lower()

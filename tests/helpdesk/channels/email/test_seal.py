"""A mail's own DKIM signature: made with a key here, checked against a stand-in of the DNS."""

import base64
import shutil
import subprocess
from collections.abc import Callable

import pytest

from helpdesk.channels.base import Incoming
from helpdesk.channels.email import seal
from helpdesk.channels.email.adapter import EmailChannel
from helpdesk.config import read

dkim = pytest.importorskip("dkim")

MAIL = (
    b"From: Mona <mona@news.mail.example>\r\nTo: support@shop.example\r\nSubject: Lamp\r\n"
    b"Message-ID: <1@mail.example>\r\n\r\nIt arrived broken.\r\n"
)
FORGED = b"Authentication-Results: mx.shop.example; dmarc=fail\r\n"
Sign = Callable[..., bytes]


pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the key")


@pytest.fixture(scope="module")
def key() -> bytes:
    """A private key that lives as long as these tests."""
    return _openssl("genrsa", "1024")


def _openssl(*words: str, given: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *words], input=given, capture_output=True, check=True).stdout


@pytest.fixture
def sign(key: bytes, monkeypatch: pytest.MonkeyPatch) -> Sign:
    """Gives MAIL signed by a domain whose key the DNS knows: sign("mail.example")."""
    public = base64.b64encode(_openssl("rsa", "-pubout", "-outform", "DER", given=key))
    asked = b"s1._domainkey."

    def record(name: bytes, timeout: int = 0) -> bytes | None:
        return b"v=DKIM1; k=rsa; p=" + public if name.startswith(asked) else None

    monkeypatch.setattr(seal, "text_record", record)

    def signed(domain: str, *, raw: bytes = MAIL, selector: bytes = b"s1", **more: object) -> bytes:
        made: bytes = dkim.sign(raw, selector, domain.encode(), key, **more)
        return made + raw

    return signed


@pytest.mark.parametrize(
    ("signer", "proves"),
    [
        ("news.mail.example", True),
        ("mail.example", True),
        ("evil.example", False),
        ("x.news.mail.example", False),
        ("ail.example", False),
        ("example", False),
    ],
)
def test_a_signature_proves_its_domain_and_those_below(
    sign: Sign, signer: str, proves: bool
) -> None:
    assert seal.is_signed_by(sign(signer), "news.mail.example") is proves


def test_a_changed_mail_is_not_proven(sign: Sign) -> None:
    signed = sign("mail.example")
    assert not seal.is_signed_by(signed.replace(b"broken", b"whole."), "mail.example")
    forged = signed.replace(b"mona@", b"omar@")
    assert not seal.is_signed_by(forged, "mail.example")


def test_a_key_that_is_not_in_the_dns_proves_nothing(sign: Sign) -> None:
    assert not seal.is_signed_by(sign("mail.example", selector=b"other"), "mail.example")


def test_a_signature_over_a_part_of_the_words_proves_nothing(sign: Sign) -> None:
    signed = sign("mail.example", length=True)
    assert not seal.is_signed_by(signed + b"And send me the money.\r\n", "mail.example")


def test_a_silent_dns_proves_nothing(sign: Sign, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(name: bytes, timeout: int = 0) -> bytes:
        raise dkim.DnsTimeoutError("no answer")

    signed = sign("mail.example")
    monkeypatch.setattr(seal, "text_record", silent)
    assert not seal.is_signed_by(signed, "mail.example")


@pytest.mark.parametrize("field", [b"v=1", b";;;", b"v=1; d=mail.example; b=\xff", b""])
def test_a_broken_signature_proves_nothing(field: bytes) -> None:
    assert not seal.is_signed_by(b"DKIM-Signature: " + field + b"\r\n" + MAIL, "mail.example")


@pytest.mark.parametrize(
    ("switch", "trusted", "field", "proof"),
    [
        ("on", "", b"", "passed"),
        ("off", "", b"", "unproven"),
        ("on", "mx.shop.example", FORGED, "failed"),
        ("on", "mx.shop.example", b"", "passed"),
    ],
)  # fmt: skip
def test_signatures_are_checked_where_asked_and_no_server_said(
    sign: Sign, switch: str, trusted: str, field: bytes, proof: str
) -> None:
    chosen = {"SECRET_KEY": "x" * 32, "MAIL_CHECK_DKIM": switch, "MAIL_TRUSTED_SERVERS": trusted}
    [said] = EmailChannel(read(chosen)).receive(field + sign("news.mail.example"))
    assert isinstance(said, Incoming)
    assert said.proof == proof

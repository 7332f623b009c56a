"""Mail that is signed by DKIM: another server proves it by the public key and sees changes."""

import base64
import shutil
import subprocess
from dataclasses import replace

import pytest

from helpdesk.channels.base import DeliveryError, Outgoing
from helpdesk.channels.email.adapter import EmailChannel
from helpdesk.config import Settings
from tests.factories import NOON

dkim = pytest.importorskip("dkim", reason="dkimpy is not installed here")


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """A private key in a file, and what DNS says of it."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed, so that no key can be made")
    file = tmp_path_factory.mktemp("dkim") / "private.pem"
    subprocess.run(["openssl", "genrsa", "-out", file, "1024"], check=True, capture_output=True)
    made = ["openssl", "rsa", "-in", file, "-pubout", "-outform", "DER"]
    public = subprocess.run(made, check=True, capture_output=True).stdout
    return file, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


@pytest.fixture
def mail(tmp_path, key):
    """Gives the bytes that leave with these settings."""

    def written(**changed):
        outbox = tmp_path / "outbox"
        chosen = Settings(
            secret_key="x" * 32,
            mail_address="support@dukkan.example",
            mail_outbox_dir=str(outbox),
            mail_dkim_selector="farz",
            mail_dkim_key_file=str(key[0]),
        )
        EmailChannel(replace(chosen, **changed)).send(REPLY)
        (file,) = outbox.iterdir()
        return file.read_bytes()

    return written


REPLY = Outgoing(
    key="<r1@dukkan.example>",
    recipient="khalid@mail.example",
    recipient_name="خالد",
    cc=("nora@mail.example",),
    sender_name="ليلى",
    subject="أين طلبي؟",
    text="طلبك في الطريق.",
    language="ar",
    ticket_id=7,
    sent_at=NOON,
)


def proves(raw, key):
    def dns(name, **_):
        return key[1] if name == b"farz._domainkey.dukkan.example." else None

    return dkim.verify(raw, dnsfunc=dns)


def test_it_is_proven_by_the_public_key(mail, key):
    raw = mail()
    assert raw.startswith(b"DKIM-Signature:")
    assert proves(raw, key)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"To: khalid@mail.example", b"To: thief@mail.example"),
        (b"Cc: nora@mail.example", b"Cc: thief@mail.example"),
        (b"Message-ID: <r1@", b"Message-ID: <r2@"),
        (b"From: ", b"From: thief@mail.example\r\nFrom: "),
    ],
)
def test_a_change_on_the_way_is_seen(mail, key, was, becomes):
    raw = mail()
    assert was in raw
    assert not proves(raw.replace(was, becomes, 1), key)


def test_without_a_selector_it_is_not_signed(mail):
    assert b"DKIM-Signature" not in mail(mail_dkim_selector="", mail_dkim_key_file="")


@pytest.mark.parametrize("words", ["", "no key at all"])
def test_a_key_that_cannot_be_used_holds_the_mail_back(mail, tmp_path, words):
    broken = tmp_path / "broken.pem"
    if words:
        broken.write_text(words)
    with pytest.raises(DeliveryError, match="signing key") as error:
        mail(mail_dkim_key_file=str(broken))
    assert not error.value.permanent

"""The receiving server's word on a sender: whose word counts, and how it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.channels.email.head import head_of
from helpdesk.channels.email.proof import proof_of
from helpdesk.channels.email.results import read

FROM = "From: Mona <mona@mail.example>\n"
TRUSTED = {"mx.shop.example"}


def proof(*fields: str, head: str = FROM, trusted: set[str] = TRUSTED) -> str:
    raw = (
        head + "".join(f"Authentication-Results: {each}\n" for each in fields) + "\nHi\n"
    ).encode()
    return proof_of(
        raw, head_of(raw), "mona@mail.example", trusted=trusted, checks_seals=False
    )  # fmt: skip


GMAIL = (
    "mx.shop.example;\n       dkim=pass header.i=@mail.example header.s=20230601 header.b=AbC;\n"
    "       spf=pass (google.com: domain of mona@mail.example designates 192.0.2.1 as permitted"
    " sender) smtp.mailfrom=mona@mail.example;\n"
    "       dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=mail.example"
)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (GMAIL, "passed"),
        ("mx.shop.example; dmarc=pass header.from=mail.example", "passed"),
        ("MX.Shop.Example 1; DMARC=Pass header.from=Mail.Example", "passed"),
        ("mx.shop.example; dmarc = pass header.from = mail.example", "passed"),
        ("mx.shop.example; dmarc=bestguesspass action=none header.from=mail.example", "passed"),
        ("mx.shop.example; dmarc=pass", "passed"),
        ("mx.shop.example; dmarc=none; dkim=pass header.d=mail.example", "passed"),
        ("mx.shop.example; dmarc=fail (p=REJECT) header.from=mail.example", "failed"),
        ("mx.shop.example; dkim=pass header.d=mail.example; dmarc=fail", "failed"),
        ("mx.shop.example; dmarc=none header.from=mail.example", "unproven"),
        ("mx.shop.example; dmarc=temperror header.from=mail.example", "unproven"),
        ("mx.shop.example; dmarc=pass header.from=evil.example", "unproven"),
        ("mx.shop.example; dkim=pass header.d=evil.example", "unproven"),
        ("mx.shop.example; dkim=fail header.d=mail.example", "unproven"),
        ("mx.shop.example; spf=pass smtp.mailfrom=mona@mail.example", "unproven"),
        ("mx.shop.example; none", "unproven"),
        ("mx.shop.example", "unproven"),
        ("mx.evil.example; dmarc=pass header.from=mail.example", "unproven"),
        ("", "unproven"),
        # What a stranger chose (an address, a name of a machine) cannot speak in the server's name.
        ('mx.shop.example; spf=pass smtp.mailfrom="a; dmarc=pass"@evil.example', "unproven"),
        (r'mx.shop.example; spf=pass smtp.mailfrom="\"; dmarc=pass; x=\""@e.example', "unproven"),
        ("mx.shop.example; spf=pass (helo ; dmarc=pass) smtp.helo=x", "unproven"),
        ("mx.shop.example; spf=pass (a (b) ; dmarc=pass \\) ; dmarc=pass) smtp.helo=x", "unproven"),
        ("mx.shop.example; dmarc=pass (it stays open", "unproven"),
        ('mx.shop.example; dmarc=pass "it stays open', "unproven"),
        ("(mx.shop.example) mx.evil.example; dmarc=pass", "unproven"),
    ],
)  # fmt: skip
def test_what_the_trusted_server_says(said: str, found: str) -> None:
    assert proof(said) == found


def test_only_the_topmost_word_of_our_own_server_counts() -> None:
    ours = "mx.shop.example; dmarc={} header.from=mail.example"
    other = "mx.other.example; dmarc=pass header.from=mail.example"
    assert proof(ours.format("fail"), ours.format("pass")) == "failed"
    assert proof(ours.format("none"), ours.format("pass")) == "unproven"
    assert proof(other, ours.format("fail")) == "failed"
    assert proof(other) == "unproven"


def test_without_a_trusted_server_nobodys_word_counts() -> None:
    assert proof(GMAIL, trusted=set()) == "unproven"


def test_exchange_online_names_no_server() -> None:
    said = (
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=mail.example; dkim=pass (signature was"
        " verified) header.d=mail.example;dmarc=pass action=none header.from=mail.example;"
        "compauth=pass reason=100"
    )
    assert proof(said, trusted={"unnamed"}) == "passed"
    assert proof(said) == "unproven"


@pytest.mark.parametrize(
    "head",
    [
        "From: mona@mail.example, eve@evil.example\n",
        "From: mona@mail.example\nFrom: eve@evil.example\n",
        "From: Mona\nSender: mona@mail.example\n",
    ],
)
def test_one_of_several_senders_is_not_proven(head: str) -> None:
    assert proof(GMAIL, head=head) == "unproven"
    assert proof("mx.shop.example; dmarc=fail", head=head) == "failed"


def test_a_domain_in_other_letters_is_that_in_its_punycode() -> None:
    head = "From: m@متجر.example\n".encode()
    said = b"Authentication-Results: mx.shop.example; dmarc=pass header.from=xn--sgbc0c.example\n"
    raw = head + said + b"\nHi\n"
    name = "متجر".encode("idna").decode()
    raw = raw.replace(b"xn--sgbc0c", name.encode())
    found = proof_of(
        raw, head_of(raw), "m@متجر.example", trusted=TRUSTED, checks_seals=False
    )  # fmt: skip
    assert found == "passed"


@given(st.text(alphabet='();="\\ abc.@=;\n\t', max_size=300))
def test_anything_is_read_to_something(value: str) -> None:
    server, findings = read(value)
    assert server == server.lower()
    assert all(each.method == each.method.lower() for each in findings)

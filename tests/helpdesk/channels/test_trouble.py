"""What mail servers say when they refuse, and what each means; words as they are in use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.channels.trouble import KINDS, kind_of
from helpdesk.web.delivery_words import WORDS

SAID = [
    ("550 5.1.1 <mona@mail.example>: Recipient address rejected: User unknown", "no_user"),
    ("550-5.1.1 The email account that you tried to reach does not exist.", "no_user"),
    ("550 No such user here", "no_user"),
    ("550 5.2.1 The email account that you tried to reach is inactive", "no_user"),
    ("550 5.1.2 Host unknown (Name server: mail.exmaple: host not found)", "bad_domain"),
    ("550 5.4.4 Invalid domain", "bad_domain"),
    ("552 5.2.2 Mailbox full", "full"),
    ("452 4.2.2 The email account is over quota", "full"),
    ("552 5.3.4 Message size exceeds fixed maximum message size", "too_big"),
    ("552-5.2.3 Your message exceeded Google's message size limits.", "too_big"),
    ("554 5.7.1 Message rejected as spam by Content Filtering", "spam"),
    ("554 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", "spam"),
    ("554 5.7.1 <mona@mail.example>: Relay access denied", "relay"),
    ("550-5.7.26 This mail has been blocked because the sender is unauthenticated", "unproven"),
    ("smtp.shop.example refused our login: 535 5.7.8 Error: authentication failed", "login"),
    ("smtp.shop.example offers no STARTTLS, which is required; nothing was sent.", "no_tls"),
    ("smtp: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: expired", "certificate"),
    ("smtp.shop.example: [Errno -2] Name or service not known", "dns"),
    ("smtp.shop.example: [Errno 111] Connection refused", "unreachable"),
    ("smtp.shop.example: timed out", "unreachable"),
    ("451 4.7.1 Greylisting in action, please come back later", "later"),
    ("421 try later", "later"),
    ("signing key: unable to parse", "signing_key"),
    ("An attachment cannot be read: [Errno 5] Input/output error", "attachment"),
    ("no address", "no_address"),
    ("not set up", "not_set_up"),
    ("500 whatever", "other"),
    ("", "other"),
]


@pytest.mark.parametrize(("said", "kind"), SAID)
def test_a_server_s_words_are_known(said: str, kind: str) -> None:
    assert kind_of(said) == kind


def test_every_kind_has_its_words() -> None:
    assert set(WORDS) == set(KINDS)


@given(st.text(max_size=400))
def test_any_words_are_of_some_kind(said: str) -> None:
    assert kind_of(said) in KINDS

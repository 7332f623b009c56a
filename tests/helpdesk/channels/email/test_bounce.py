"""The words of a report, from programs that write one and from those that do not."""

import pytest

from helpdesk.channels.email.bounce import told_by
from helpdesk.channels.email.parse import parse
from tests.helpdesk.channels.email.test_parse import mail


@pytest.mark.parametrize(
    ("name", "beginning"), [("bounce-postfix", "5.1.1"), ("bounce-qmail", "Sorry, no mailbox")]
)
def test_the_other_server_s_words_are_found(name: str, beginning: str) -> None:
    told = told_by(mail(name))
    assert told.keys
    assert told.words.startswith(beginning)


def test_without_any_code_the_mail_s_own_words_stand() -> None:
    raw = b"From: MAILER-DAEMON@x.example\nSubject: failure notice\n\nThe user is gone.\n"
    assert told_by(parse(raw)).words == "The user is gone."

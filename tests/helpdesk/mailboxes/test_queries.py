"""Which address is ours, and which mailbox a mail was meant for."""

import pytest
from flask import Flask

from helpdesk.mailboxes.queries import mailbox_of, own_addresses
from tests.factories import a_mailbox


@pytest.fixture
def box(app: Flask) -> int:
    return a_mailbox("help@dukkan.example", aliases=["sales@dukkan.example"]).id


def test_aliases_are_ours_too(box: int) -> None:
    assert own_addresses() == {"help@dukkan.example", "sales@dukkan.example"}


@pytest.mark.parametrize(
    "address", ["help@dukkan.example", "Sales@Dukkan.example", "help+t7.abc@dukkan.example"]
)
def test_a_mail_belongs_to_the_mailbox_it_was_sent_to(box: int, address: str) -> None:
    assert mailbox_of(["mona@mail.example", address]) == box


def test_a_mail_to_nobody_of_ours_belongs_to_none(box: int) -> None:
    assert mailbox_of(["help@other.example"]) is None
    assert mailbox_of([]) is None

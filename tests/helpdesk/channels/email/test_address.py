"""The signed ticket number in a reply address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.channels.email.address import reply_address, ticket_id_from

SECRET = "a secret of the shop, long enough"


def test_the_address_carries_the_ticket_and_stays_the_mailbox_s():
    address = reply_address("support@shop.example", 123, SECRET)
    assert address.startswith("support+t123.")
    assert address.endswith("@shop.example")
    assert len(address.split(".")[1].split("@")[0]) >= 20


@given(st.integers(min_value=0, max_value=10**18 - 1), st.text(min_size=1))
def test_what_was_signed_is_read_back_in_any_case(ticket_id, secret):
    address = reply_address("support@shop.example", ticket_id, secret)
    for seen in (address, address.upper(), f"Noor <{address}>"):
        assert ticket_id_from(["noor@shop.example", seen], secret) == ticket_id


@pytest.mark.parametrize(
    "forge",
    [
        lambda address: address.replace("+t123.", "+t124."),
        lambda address: address.replace("+t123.", "+t0123") + "x",
        lambda address: "support+t123.aaaaaaaaaaaaaaaaaaaaaaaa@shop.example",
        lambda address: "support+t123.@shop.example",
        lambda address: "support@shop.example",
        lambda address: "",
    ],
)
def test_a_forged_address_names_no_ticket(forge):
    address = reply_address("support@shop.example", 123, SECRET)
    assert ticket_id_from([forge(address)], SECRET) is None


def test_another_shop_s_secret_proves_nothing():
    assert ticket_id_from([reply_address("a@b.example", 1, "theirs")], SECRET) is None


def test_an_address_too_long_for_servers_is_left_plain():
    mailbox = f"{'a' * 60}@shop.example"
    assert reply_address(mailbox, 123, SECRET) == mailbox

"""Whom we never write to by ourselves, and that of two workers one has an address's turn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.acknowledgement.addressees import PAUSE, may_be_told, take_turn
from helpdesk.db import commit, rollback
from tests.factories import NOON, a_mailbox

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    "address",
    [
        "mona@mail.example",
        "owner@dukkan-jeddah.example",
        "nora.replyson@mail.example",
        "sara.notify@mail.example",
        "donotreplyme@mail.example",
        "support@other.example",
        "منى@mail.example",
    ],
)
def test_people_may_be_told(address: str) -> None:
    assert may_be_told(address, now=NOON)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mona",
        "@mail.example",
        "no-reply@bank.example",
        "NoReply@bank.example",
        "do_not_reply@bank.example",
        "Do.Not.Reply@bank.example",
        "donotreply@bank.example",
        "billing-noreply@bank.example",
        "postmaster@mail.example",
        "mailer-daemon@mail.example",
        "bounce+123=mona@mail.example",
        "owner-shop-news@lists.example",
        "shop-news-request@lists.example",
        "unreadable-0a1b@invalid",
        "root@localhost",
        "mona@shop.local",
        "support@dukkan.example",
        "SUPPORT+t7.abc@Dukkan.example",
    ],
)
def test_machines_lists_and_ourselves_may_not(address: str) -> None:
    assert not may_be_told(address, now=NOON)


# What the database takes at all (storable); addresses are kept there before they are asked about.
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


def test_no_address_of_a_mailbox_of_ours_may_be_told() -> None:
    a_mailbox("help@dukkan.example", aliases=["sales@shop.example"])
    for address in ("Help@dukkan.example", "sales@shop.example", "sales+t7.abc@shop.example"):
        assert not may_be_told(address, now=NOON)


@given(address=WORDS | st.emails())
def test_any_address_is_judged(app: Flask, address: str) -> None:
    with app.app_context():
        assert may_be_told(address, now=NOON) in (True, False)
        rollback()


def test_of_workers_at_once_one_has_the_turn(app: Flask) -> None:
    def ask(hours: int) -> bool:
        with app.app_context():
            mine = take_turn("Mona@mail.example", now=NOON + hours * PAUSE)
            commit()
            return mine

    with ThreadPoolExecutor(4) as workers:
        for hours in range(3):
            assert sum(workers.map(ask, [hours] * 8)) == 1
    assert not take_turn("mona@mail.example", now=NOON + 3 * PAUSE - timedelta(seconds=1))

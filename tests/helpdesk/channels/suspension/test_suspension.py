"""Doubtful mail waits for a person's word; nothing is dropped, and no customer is kept waiting."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from helpdesk.channels import intake
from helpdesk.channels.email.address import reply_address
from helpdesk.channels.models import Delivery, InboundRaw
from helpdesk.channels.suspension import forgetting
from helpdesk.channels.suspension.actions import discard, put_back, release
from helpdesk.channels.suspension.blocking import ImpossibleBlock, block, unblock
from helpdesk.channels.suspension.models import BlockedSender, SuspendedMail
from helpdesk.channels.suspension.queue import counts, doubtful_count
from helpdesk.config import settings
from helpdesk.db import commit, db
from helpdesk.sla.models import Clock
from helpdesk.tickets.actions import close
from helpdesk.tickets.models import Entry, Message, Ticket
from tests.factories import NOON, after, agent, ticket

OFFER = "We bring your site to the first page of Google. Prices: https://seo.example/offer"
pytestmark = pytest.mark.usefixtures("app")


def arrive(text: str = "Where is my order?", *, now: datetime = NOON, **fields: str) -> None:
    """A mail comes in and is read: that of Zoe, whom nobody knows, unless `fields` say so."""
    number = db.session.scalar(select(func.count()).select_from(InboundRaw))
    head = {
        "From": "Zoe <zoe@offers.example>",
        "To": "support@dukkan.example",
        "Subject": "Hello",
        "Message-ID": f"<arrival-{number}@offers.example>",
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = [f"{name}: {value}" for name, value in head.items()]
    raw = "\r\n".join([*lines, "", text]).encode()
    intake.store("email", f"mail:{number}", raw, now=now)
    commit()
    intake.read_waiting()


def only() -> SuspendedMail:
    return db.session.scalars(select(SuspendedMail)).one()


def count(row: type) -> int:
    return db.session.scalar(select(func.count()).select_from(row)) or 0


def test_what_the_server_calls_spam_waits_with_the_reason() -> None:
    arrive(X_Spam_Flag="YES")
    held = only()
    assert (held.reason, held.detail) == ("server", "X-Spam-Flag: YES")
    assert (held.sender, held.sender_name) == ("zoe@offers.example", "Zoe")
    assert [count(row) for row in (Ticket, Message, Clock, Delivery)] == [0, 0, 0, 0]
    assert doubtful_count() == 1


def test_an_offer_with_a_link_from_a_stranger_waits() -> None:
    arrive(OFFER, Subject="Boost your ranking")
    assert (only().reason, only().detail) == ("words", "https://seo.example/offer")


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("My order", "The lamp is broken, see https://photos.example/a.jpg"),
        ("Colour", "Do you have https://shop.example/lamp in blue?"),
        ("Hello", "We bring your site to the first page of Google."),
    ],
)
def test_questions_and_words_without_links_come_in(subject: str, text: str) -> None:
    arrive(text, Subject=subject)
    assert (count(Ticket), count(SuspendedMail)) == (1, 0)


def test_where_triage_fails_the_mail_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpdesk.channels.suspension.suspicion.triage.load", lambda: None)
    arrive(OFFER)
    assert (count(Ticket), count(SuspendedMail)) == (1, 0)


def test_whoever_has_an_open_ticket_is_never_suspended() -> None:
    ticket(sender="zoe@offers.example")
    arrive(OFFER, X_Spam_Flag="YES")
    assert count(SuspendedMail) == 0


def test_a_closed_ticket_protects_nobody_from_the_servers_word() -> None:
    close(ticket(sender="zoe@offers.example"), by=agent(), now=after(minutes=1))
    commit()
    arrive(X_Spam_Flag="YES")
    assert count(SuspendedMail) == 1


def test_a_valid_reply_address_is_never_suspended() -> None:
    told = ticket()
    to = reply_address(settings().mail_address, told.id, settings().secret_key)
    arrive(OFFER, X_Spam_Flag="YES", To=to)
    assert count(SuspendedMail) == 0
    forged = to.replace(".", ".a", 1)
    arrive(OFFER, X_Spam_Flag="YES", To=forged, From="Max <max@offers.example>")
    assert count(SuspendedMail) == 1


def test_a_blocked_address_waits_apart_whatever_it_says() -> None:
    ticket(sender="zoe@offers.example")
    block("Zoe@Offers.example ", by=agent(), now=NOON)
    arrive()
    assert only().reason == "blocked"
    assert counts() == {"doubtful": 0, "blocked": 1, "deleted": 0}


@pytest.mark.parametrize("value", ["@offers.example", "offers.example", "@example"])
def test_a_blocked_domain_holds_all_within_it(value: str) -> None:
    if value == "@example":
        with pytest.raises(ImpossibleBlock):
            block(value, by=agent(), now=NOON)
        return
    block(value, by=agent(), now=NOON)
    arrive(From="zoe@mail.offers.example")
    assert only().detail == "@offers.example"


def test_a_blocked_domain_does_not_hold_a_customer_who_waits() -> None:
    ticket(sender="zoe@offers.example")
    block("@offers.example", by=agent(), now=NOON)
    arrive()
    assert count(SuspendedMail) == 0


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("@gmail.com", "everybodys"),
        ("gmail.com", "everybodys"),
        ("support@dukkan.example", "ours"),
        ("@dukkan.example", "ours"),
        ("no address", "wrong"),
        ("", "wrong"),
        ("<b>@x", "wrong"),
    ],
)
def test_what_cannot_be_blocked(value: str, why: str) -> None:
    with pytest.raises(ImpossibleBlock) as refusal:
        block(value, by=agent(), now=NOON)
    assert refusal.value.why == why


def test_blocking_twice_is_once_and_can_be_undone() -> None:
    sara = agent()
    assert block("zoe@offers.example", by=sara, now=NOON) == "zoe@offers.example"
    block("zoe@offers.example", by=sara, now=NOON)
    [row] = db.session.scalars(select(BlockedSender))
    unblock(row.id)
    arrive()
    assert count(SuspendedMail) == 0


def test_the_same_mail_by_two_roads_waits_once() -> None:
    arrive(X_Spam_Flag="YES", Message_ID="<one@offers.example>")
    arrive(X_Spam_Flag="YES", Message_ID="<one@offers.example>", Received="elsewhere")
    assert (count(SuspendedMail), count(InboundRaw)) == (1, 2)


def test_released_it_is_a_ticket_that_waits_since_it_arrived() -> None:
    arrive("Where is my order 4711?", X_Spam_Flag="YES")
    [opened] = release([only().id], by=agent(), now=after(hours=3))
    commit()
    assert opened.created_at == NOON
    assert db.session.scalars(select(Clock.started_at)).one() == NOON
    assert db.session.scalars(select(Entry.kind).order_by(Entry.id)).all() == ["opened", "released"]
    assert doubtful_count() == 0


def test_whoever_releases_second_finds_it_done() -> None:
    arrive(X_Spam_Flag="YES")
    sara, held = agent(), only().id
    assert len(release([held], by=sara, now=after(hours=1))) == 1
    assert release([held], by=sara, now=after(hours=1)) == []
    assert count(Ticket) == 1


def test_deleted_it_can_be_put_back() -> None:
    arrive(X_Spam_Flag="YES")
    sara, held = agent(), only().id
    assert discard([held], by=sara, now=after(hours=1)) == 1
    assert counts() == {"doubtful": 0, "blocked": 0, "deleted": 1}
    assert put_back([held], by=sara, now=after(hours=1)) == 1
    assert doubtful_count() == 1


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock by which mail is forgotten."""
    return lambda moment: monkeypatch.setattr(forgetting, "now", lambda: moment)


def test_only_deleted_and_blocked_mail_goes_and_only_in_time(
    at: Callable[[datetime], None],
) -> None:
    sara = agent()
    block("bad@offers.example", by=sara, now=NOON)
    arrive(From="bad@offers.example")
    arrive(X_Spam_Flag="YES", Subject="deleted")
    arrive(X_Spam_Flag="YES", Subject="doubtful")
    discard(deleted_id(), by=sara, now=NOON)
    commit()
    at(NOON + timedelta(days=29))
    assert forgetting.forget_suspended() == 0
    at(NOON + timedelta(days=31))
    assert forgetting.forget_suspended() == 2
    commit()
    assert only().subject == "doubtful"
    purged = select(InboundRaw.body).where(InboundRaw.state == "purged")
    assert db.session.scalars(purged).all() == [b"", b""]


def test_for_how_long_is_the_owners_choice(at: Callable[[datetime], None]) -> None:
    arrive(X_Spam_Flag="YES", Subject="deleted")
    discard(deleted_id(), by=agent(), now=NOON)
    forgetting.keep_for(90)
    commit()
    at(NOON + timedelta(days=89))
    assert forgetting.forget_suspended() == 0
    with pytest.raises(ValueError, match="none of"):
        forgetting.keep_for(0)


def deleted_id() -> list[int]:
    return list(
        db.session.scalars(select(SuspendedMail.id).where(SuspendedMail.subject == "deleted"))
    )

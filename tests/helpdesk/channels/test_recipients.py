"""One mail to several: each has an outcome of its own, and nobody is written to twice."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.channels import delivery
from helpdesk.channels.again import NothingFailed, send_again
from helpdesk.channels.models import Delivery
from helpdesk.channels.recipients import address_to
from helpdesk.db import commit, db
from helpdesk.people.models import Customer
from tests.factories import NOON, after, message, ticket
from tests.helpdesk.channels.post import mail_leaves_by, posted
from tests.sinks import MailSink

pytestmark = pytest.mark.usefixtures("app")
MONA, ALI, NORA = "mona@mail.example", "ali@mail.example", "nora@mail.example"
NO_SUCH_USER = "550 5.1.1 User unknown"


@pytest.fixture
def sink(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailSink]:
    with mail_leaves_by(app, monkeypatch) as sink:
        yield sink


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list:
    """What time the worker thinks it is: change its one entry."""
    time = [after(minutes=10)]
    monkeypatch.setattr(delivery, "now", lambda: time[0])
    return time


def to_three() -> Delivery:
    """A reply to Mona, with copies for Ali and Nora."""
    waiting = posted()
    address_to(waiting, [MONA, ALI, NORA, ALI], now=NOON)
    commit()
    return waiting


def states(of: Delivery) -> dict[str, str]:
    db.session.expire_all()
    return {each.address: each.state for each in of.recipients}


def test_one_mail_names_all_and_reaches_each(sink: MailSink) -> None:
    waiting = to_three()
    delivery.deliver_waiting()
    (mail,) = sink.mails
    assert (mail["To"], mail["Cc"]) == (MONA, f"{ALI}, {NORA}")
    assert sink.envelopes == [[MONA, ALI, NORA]]
    assert (waiting.state, set(states(waiting).values())) == ("sent", {"sent"})


def test_who_is_refused_has_the_others_written_to_once(sink: MailSink) -> None:
    waiting = to_three()
    sink.refusals = {ALI: NO_SUCH_USER}
    delivery.deliver_waiting()
    assert delivery.deliver_waiting() == 0
    assert sink.envelopes == [[MONA, NORA]]
    assert states(waiting) == {MONA: "sent", ALI: "failed", NORA: "sent"}
    assert (waiting.state, waiting.error) == ("failed", NO_SUCH_USER)


def test_who_is_to_be_tried_later_is_tried_alone(sink: MailSink, clock: list) -> None:
    waiting = to_three()
    sink.refusals = {ALI: "451 4.7.1 Greylisting", NORA: NO_SUCH_USER}
    delivery.deliver_waiting()
    assert states(waiting) == {MONA: "sent", ALI: "waiting", NORA: "failed"}
    assert waiting.state == "waiting"
    sink.refusals, clock[0] = {}, waiting.next_try_at
    delivery.deliver_waiting()
    assert sink.envelopes == [[MONA], [ALI]]
    assert sink.mails[0]["Message-ID"] == sink.mails[1]["Message-ID"]
    assert states(waiting) == {MONA: "sent", ALI: "sent", NORA: "failed"}
    assert waiting.state == "failed"


def test_where_all_are_refused_nothing_was_sent(sink: MailSink) -> None:
    waiting = to_three()
    sink.refusals = dict.fromkeys([MONA, ALI, NORA], NO_SUCH_USER)
    delivery.deliver_waiting()
    assert (sink.mails, waiting.state, waiting.sent_at) == ([], "failed", None)


def test_a_corrected_address_is_sent_the_same_mail_alone(sink: MailSink, clock: list) -> None:
    waiting = to_three()
    sink.refusals = {ALI: NO_SUCH_USER}
    delivery.deliver_waiting()
    send_again(waiting, was=ALI, to="ali@right.example", now=after(days=6))
    commit()
    clock[0] = after(days=6)
    delivery.deliver_waiting()
    assert sink.envelopes == [[MONA, NORA], ["ali@right.example"]]
    assert {mail["Message-ID"] for mail in sink.mails} == {waiting.key}
    assert sink.mails[1]["Cc"] == f"ali@right.example, {NORA}"
    assert waiting.state == "sent"


def test_what_did_not_fail_is_not_sent_again(sink: MailSink) -> None:
    waiting = to_three()
    with pytest.raises(NothingFailed):
        send_again(waiting, was=MONA, to=MONA, now=NOON)
    sink.refusals = {ALI: NO_SUCH_USER}
    delivery.deliver_waiting()
    with pytest.raises(NothingFailed):
        send_again(waiting, was=MONA, to=MONA, now=NOON)


def test_without_an_address_one_may_be_given(sink: MailSink) -> None:
    lost = posted(ticket(sender="unknown@invalid"))
    assert (lost.state, lost.recipients) == ("failed", [])
    send_again(lost, was="", to=MONA, now=NOON)
    commit()
    delivery.deliver_waiting()
    assert sink.envelopes == [[MONA]]
    assert lost.state == "sent"


@pytest.mark.parametrize(
    "address", ["mona@mail.example\r\nRCPT TO:<x@y>", "a b@c.example", "mona@"]
)
def test_what_is_no_address_fails_for_good_and_holds_nobody_up(
    sink: MailSink, address: str
) -> None:
    broken, fine = posted(ticket(sender=address)), posted()
    delivery.deliver_waiting()
    assert (broken.state, fine.state) == ("failed", "sent")
    assert sink.envelopes == [[MONA]]


HOSTILE = "Mona\r\nBcc: thief@mail.example\r\nX-Evil: 1\n\n<b>"


def test_no_name_and_no_subject_adds_a_recipient_or_a_field(sink: MailSink) -> None:
    opened = ticket(sender_name=HOSTILE, subject=HOSTILE)
    db.session.get_one(Customer, opened.customer_id).name = HOSTILE
    waiting = posted(opened, text=f"Hello\r\n.\r\nMAIL FROM:<x@y>\r\n{HOSTILE}")
    assert waiting.message.agent
    waiting.message.agent.name = HOSTILE
    commit()
    delivery.deliver_waiting()
    (mail,) = sink.mails
    assert sink.envelopes == [[MONA]]
    assert (mail.get_all("To"), mail["Bcc"], mail["Cc"], mail["X-Evil"]) == (
        [MONA],
        None,
        None,
        None,
    )


def test_mail_put_out_by_a_new_message_has_one_recipient() -> None:
    opened = message().ticket
    waiting = posted(opened)
    assert [each.address for each in waiting.recipients] == [MONA]
    chat = ticket(channel="whatsapp", sender_kind="phone", sender="966500000001")
    assert posted(chat).recipients == []
    assert len(db.session.scalars(select(Delivery)).all()) == 2

"""Who reads along: copied in by the customer, added and taken out by agents."""

import pytest
from sqlalchemy import select

from helpdesk.channels import participants
from helpdesk.channels.delivery import deliver_waiting
from helpdesk.channels.models import Delivery
from helpdesk.channels.participants import offered_on, participants_of, take_in, take_out
from helpdesk.channels.registry import channel
from helpdesk.db import commit, db
from helpdesk.tickets.actions import reply
from helpdesk.tickets.errors import NoParticipant, TooManyParticipants
from helpdesk.tickets.models import Ticket
from tests.factories import after, agent
from tests.helpdesk.channels.letters import arrived, said_by_server, token_address

pytestmark = pytest.mark.usefixtures("app")

PASSED = said_by_server("pass", "mail.example")


def addresses(found: Ticket) -> list[str]:
    return [each.address for each in participants_of(found)]


def offered(found: Ticket) -> list[str]:
    return [each.address for each in offered_on(found)]


def test_whom_the_first_mail_copies_reads_along_with_name() -> None:
    first = arrived(Cc='"عمر" <Omar@mail.example>, lina@mail.example')
    assert [(each.address, each.name) for each in participants_of(first.ticket)] == [
        ("omar@mail.example", "عمر"),
        ("lina@mail.example", ""),
    ]


@pytest.mark.parametrize(
    "nobody",
    [
        "support@dukkan.example",
        "Support+t1.abc@dukkan.example",
        "mona@mail.example",
        "no-reply@mail.example",
        "mailer-daemon@mail.example",
        "not an address",
    ],
)
def test_neither_we_nor_the_sender_nor_a_machine_reads_along(nobody: str) -> None:
    assert addresses(arrived(Cc=nobody).ticket) == []


def test_never_more_than_twenty() -> None:
    first = arrived(Cc=", ".join(f"friend{number}@mail.example" for number in range(30)))
    assert len(addresses(first.ticket)) == participants.MOST == 20
    with pytest.raises(TooManyParticipants):
        take_in(first.ticket, "one@more.example", by=agent(), now=after(hours=1))


@pytest.mark.parametrize(
    ("fields", "joined", "asked"),
    [
        ({"Authentication_Results": PASSED}, ["lina@mail.example"], []),
        ({}, [], ["lina@mail.example"]),
        ({"From": "omar@mail.example"}, [], []),
        ({"Auto_Submitted": "auto-replied"}, [], []),
    ],
    ids=["proven", "unproven", "somebody else", "machine"],
)
def test_a_later_mail_adds_only_where_it_is_proven(
    fields: dict[str, str], joined: list[str], asked: list[str]
) -> None:
    first = arrived()
    arrived(To=token_address(first.ticket), Cc="lina@mail.example", now=after(hours=1), **fields)
    assert (addresses(first.ticket), offered(first.ticket)) == (joined, asked)


def test_an_agent_takes_in_whom_a_mail_only_offered() -> None:
    first, sara = arrived(), agent()
    arrived(To=token_address(first.ticket), Cc="lina@mail.example", now=after(hours=1))
    taken = take_in(first.ticket, "lina@mail.example", by=sara, now=after(hours=2))
    assert (addresses(first.ticket), offered(first.ticket)) == (["lina@mail.example"], [])
    assert taken.added_by_id == sara.id


def test_nobody_comes_back_by_mail_whom_an_agent_took_out() -> None:
    first, sara = arrived(Cc="eve@evil.example"), agent()
    [eve] = participants_of(first.ticket)
    take_out(first.ticket, eve.id, by=sara, now=after(hours=1))
    arrived(
        To=token_address(first.ticket), Cc="eve@evil.example", now=after(hours=2),
        Authentication_Results=PASSED,
    )  # fmt: skip
    assert addresses(first.ticket) == offered(first.ticket) == []
    take_in(first.ticket, "eve@evil.example", by=sara, now=after(hours=3))
    assert addresses(first.ticket) == ["eve@evil.example"]


@pytest.mark.parametrize("nobody", ["support@dukkan.example", "MONA@mail.example", "no-reply@x.y"])
def test_an_agent_is_told_who_cannot_read_along(nobody: str) -> None:
    first = arrived()
    with pytest.raises(NoParticipant):
        take_in(first.ticket, nobody, by=agent(), now=after(hours=1))


def test_a_participant_of_another_ticket_stays() -> None:
    first, second = arrived(Cc="omar@mail.example"), arrived()
    [omar] = participants_of(first.ticket)
    take_out(second.ticket, omar.id, by=agent(), now=after(hours=1))
    assert addresses(first.ticket) == ["omar@mail.example"]


def test_a_reply_goes_to_those_who_read_along_when_it_was_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, sara = arrived(Cc="omar@mail.example, lina@mail.example"), agent()
    lina = participants_of(first.ticket)[1]
    said = reply(first.ticket, "On its way.", by=sara, now=after(hours=1))
    take_out(first.ticket, lina.id, by=sara, now=after(hours=2))
    take_in(first.ticket, "late@mail.example", by=sara, now=after(hours=2))
    commit()
    sent = []
    monkeypatch.setattr(channel("email"), "send", lambda going: sent.append(going) or going.key)
    deliver_waiting()
    [going] = sent
    there_then = ("omar@mail.example", "lina@mail.example")
    assert (going.recipient, going.cc) == ("mona@mail.example", there_then)
    assert db.session.scalars(select(Delivery.message_id)).one() == said.id

"""Raw mail in: on which ticket it stands then, for whom, and what it may not do (S18 to S21)."""

from typing import NamedTuple

import pytest
from sqlalchemy import select

from helpdesk.acknowledgement.choices import Choice, choose
from helpdesk.channels.models import Delivery
from helpdesk.channels.participants import offered_on, participants_of
from helpdesk.db import commit, db
from helpdesk.tickets.actions import close, reply
from helpdesk.tickets.models import Entry, Message, Ticket
from helpdesk.tickets.reopening import choose_days
from tests.factories import after, agent, ticket
from tests.helpdesk.channels.letters import arrived, said_by_server, token_address

pytestmark = pytest.mark.usefixtures("app")

MONA, OMAR, EVE = "mona@mail.example", "omar@mail.example", "eve@evil.example"
JOINS, CITES, ALONE = "joins", "cites", "alone"


class Case(NamedTuple):
    """A mail: from whom, what our server says of that, how it threads; and what comes of it."""

    sender: str
    dmarc: str
    way: str
    stands: str
    claim: str


def case(sender: str, dmarc: str, way: str, stands: str, claim: str) -> object:
    named = "-".join((sender.partition("@")[0], dmarc or "unsaid", way or "subject"))
    return pytest.param(Case(sender, dmarc, way, stands, claim), id=named)


def answered(opened: Ticket) -> Message:
    """Mona asked, Sara answered."""
    said = reply(opened, "It left this morning.", by=agent(), now=after(minutes=5))
    commit()
    return said


def fields_of(opened: Ticket, said: Message, wanted: Case) -> dict[str, str]:
    fields = {"From": wanted.sender}
    if wanted.dmarc:
        domain = wanted.sender.partition("@")[2]
        fields["Authentication_Results"] = said_by_server(wanted.dmarc, domain)
    if wanted.way in ("token", "both"):
        fields["To"] = token_address(opened)
    if wanted.way in ("reference", "both"):
        fields["In_Reply_To"] = said.channel_key or ""
    if not wanted.way:
        fields["Subject"] = f"Re: [#{opened.id}] another matter"
    return fields


# Level x whether the sender is on the ticket x way of threading: the table of docs/channels.md.
RULE = [
    case(MONA, "pass", "token", JOINS, "known"),
    case(MONA, "pass", "reference", JOINS, "known"),
    case(MONA, "pass", "", ALONE, "known"),
    case(MONA, "", "token", JOINS, "token"),
    case(MONA, "", "reference", JOINS, "unverified"),
    case(MONA, "none", "reference", JOINS, "unverified"),
    case(MONA, "", "", ALONE, "unverified"),
    case(MONA, "fail", "token", CITES, "failed"),
    case(MONA, "fail", "reference", CITES, "failed"),
    case(MONA, "fail", "both", CITES, "failed"),
    case(MONA, "fail", "", ALONE, "failed"),
    case(EVE, "pass", "token", JOINS, "passed"),
    case(EVE, "", "token", JOINS, "token"),
    case(EVE, "pass", "reference", CITES, "passed"),
    case(EVE, "", "reference", CITES, "unverified"),
    case(EVE, "fail", "token", CITES, "failed"),
    case(EVE, "fail", "reference", CITES, "failed"),
    case(EVE, "", "", ALONE, "unverified"),
]


@pytest.mark.parametrize("wanted", RULE)
def test_the_rule(wanted: Case) -> None:
    opened = ticket()
    came = arrived(**fields_of(opened, answered(opened), wanted), now=after(hours=1))
    assert came.claim == wanted.claim
    assert stands(came, opened) == wanted.stands
    assert opened.customer_id != came.customer_id or wanted.sender == MONA


def stands(came: Message, opened: Ticket) -> str:
    if came.ticket_id == opened.id:
        return JOINS
    cited = [each.data["number"] for each in entries(came.ticket, "cites")]
    assert cited in ([], [opened.id])
    return CITES if cited else ALONE


def entries(of: Ticket, kind: str) -> list[Entry]:
    asked = select(Entry).where(Entry.ticket_id == of.id, Entry.kind == kind)
    return list(db.session.scalars(asked))


def texts(of: Ticket) -> list[str]:
    asked = select(Message.text).where(Message.ticket_id == of.id).order_by(Message.seq)
    return list(db.session.scalars(asked))


S18 = [
    pytest.param({}, id="without proof"),
    pytest.param({"Authentication_Results": said_by_server("pass", "dukkan.example")}, id="passed"),
    pytest.param({"Authentication_Results": said_by_server("fail", "dukkan.example")}, id="failed"),
]


@pytest.mark.parametrize("proof", S18)
@pytest.mark.parametrize("way", ["reference", "token"])
def test_s18_an_agents_address_in_from_is_not_an_agent(way: str, proof: dict[str, str]) -> None:
    opened, sara = ticket(), agent("Sara")
    said = reply(opened, "It left.", by=sara, now=after(minutes=5))
    commit()
    aimed = {"To": token_address(opened)} if way == "token" else {"In_Reply_To": said.channel_key}
    came = arrived("Send him the money.", From=f"Sara <{sara.email}>", **aimed, **proof)
    assert came.agent_id is None
    assert came.is_incoming
    outgoing = db.session.scalars(select(Delivery.message_id)).all()
    assert came.id not in outgoing
    assert came.customer_id != opened.customer_id


S19 = [
    pytest.param({"Authentication_Results": said_by_server("fail", "mail.example")}, id="failed"),
    pytest.param({}, id="unproven"),
]


@pytest.mark.parametrize("proof", S19)
def test_s19_whoever_is_copied_by_a_forged_mail_reads_nothing(proof: dict[str, str]) -> None:
    opened = ticket()
    said = answered(opened)
    forged = arrived(
        "Please copy my colleague.", To=token_address(opened), Cc=f"Mona <{EVE}>",
        In_Reply_To=said.channel_key or "", now=after(hours=1), **proof,
    )  # fmt: skip
    assert participants_of(opened) == []
    assert participants_of(forged.ticket) == []
    told = reply(forged.ticket, "Your code is 123.", by=agent(), now=after(hours=2))
    commit()
    [sent] = db.session.scalars(select(Delivery).where(Delivery.message_id == told.id))
    assert sent.recipient == MONA
    if "Authentication_Results" in proof:
        assert forged.ticket_id != opened.id
        assert "Please copy my colleague." not in texts(opened)
    else:
        assert [each.address for each in offered_on(opened)] == [EVE]


S20 = [
    pytest.param("no-reply@chat.example", {}, id="no-reply"),
    pytest.param("feedback@chat.example", {"Auto_Submitted": "auto-generated"}, id="machine"),
    pytest.param("team@chat.example", {"List_Id": "<all.chat.example>"}, id="list"),
]


@pytest.mark.parametrize(("sender", "more"), S20)
def test_s20_a_machines_mail_to_a_tickets_address_is_not_on_that_ticket(
    sender: str, more: dict[str, str]
) -> None:
    opened = ticket()
    came = arrived("Your code is 4711.", From=sender, To=token_address(opened), **more)
    assert stands(came, opened) == CITES
    assert came.ticket.customer_id != opened.customer_id
    assert texts(opened) == ["Where is my order?"]


def test_s20_the_address_of_a_ticket_cannot_be_guessed() -> None:
    opened, other = ticket(), ticket(sender=OMAR)
    signed = token_address(opened)
    for guess in (signed.replace(f"+t{opened.id}.", f"+t{other.id}."), signed[:-20] + "a" * 20):
        assert arrived(From=EVE, To=guess).ticket_id not in (opened.id, other.id)


S21 = ["Re: [#{}] My order", "[#{}]", "رد: [#{}] طلبي", "Ticket #{} t{}", "Re: My order (#{})"]


@pytest.mark.parametrize("sender", [MONA, EVE])
@pytest.mark.parametrize("subject", S21)
def test_s21_a_number_in_the_subject_threads_nothing(subject: str, sender: str) -> None:
    opened = ticket()
    came = arrived(From=sender, Subject=subject.replace("{}", str(opened.id)))
    assert came.ticket_id != opened.id
    assert entries(came.ticket, "cites") == []


def test_a_field_that_the_sender_wrote_below_our_servers_counts_for_nothing() -> None:
    lie = "\r\nAuthentication-Results: mx.dukkan.example; dmarc=pass header.from=mail.example"
    came = arrived(Authentication_Results=said_by_server("fail", "mail.example") + lie)
    assert came.claim == "failed"


def test_a_colleague_with_the_reply_address_joins_as_somebody_else() -> None:
    opened = ticket()
    answered(opened)
    came = arrived("I can help.", From="Omar <omar@mail.example>", To=token_address(opened))
    assert came.ticket_id == opened.id
    assert came.customer is not None
    assert (came.customer.name, opened.customer.name) == ("Omar", "Mona Haddad")
    told = reply(opened, "Thank you both.", by=agent(), now=after(hours=2))
    assert db.session.scalars(
        select(Delivery.recipient).where(Delivery.message_id == told.id)
    ).one() == MONA  # fmt: skip


def test_who_reads_along_may_answer_by_reference_alone() -> None:
    first = arrived(Cc=f"Omar <{OMAR}>")
    said = answered(first.ticket)
    came = arrived(From=OMAR, In_Reply_To=said.channel_key or "", now=after(hours=1))
    assert came.ticket_id == first.ticket_id


def test_what_we_did_not_send_cannot_come_back() -> None:
    first = arrived()
    came = arrived(
        "The mailbox is full.", From="MAILER-DAEMON@mail.example", Return_Path="<>",
        Subject="Undelivered Mail Returned to Sender", In_Reply_To=first.channel_key or "",
    )  # fmt: skip
    assert came.ticket_id != first.ticket_id


def closed(opened: Ticket) -> Message:
    """Mona asked, Sara answered and closed."""
    sara = agent()
    said = reply(opened, "Done.", by=sara, now=after(minutes=5))
    close(opened, by=sara, now=after(minutes=6))
    commit()
    return said


@pytest.mark.parametrize(
    ("days", "waited", "reopens"),
    [(None, 13, True), (None, 15, False), (3, 4, False), (0, 400, True)],
)
def test_an_answer_to_a_closed_ticket_reopens_it_for_so_many_days(
    days: int | None, waited: int, reopens: bool
) -> None:
    if days is not None:
        choose_days(days)
    opened = ticket()
    said = closed(opened)
    came = arrived("Again!", In_Reply_To=said.channel_key or "", now=after(days=waited))
    assert (came.ticket_id == opened.id) is reopens
    assert came.ticket.is_open
    assert opened.is_open is reopens
    assert came.ticket.follows_id == (None if reopens else opened.id)


def test_the_next_answer_to_the_old_ticket_finds_what_followed_it() -> None:
    opened = ticket()
    said = closed(opened)
    first = arrived("Again!", In_Reply_To=said.channel_key or "", now=after(days=20))
    second = arrived("And?", In_Reply_To=said.channel_key or "", now=after(days=21))
    assert second.ticket_id == first.ticket_id != opened.id


def test_an_out_of_office_note_follows_nothing() -> None:
    opened = ticket()
    said = closed(opened)
    came = arrived(
        "Away.", In_Reply_To=said.channel_key or "", Auto_Submitted="auto-replied",
        now=after(days=20),
    )  # fmt: skip
    assert came.ticket_id == opened.id
    assert opened.is_closed


@pytest.mark.parametrize(
    ("subject", "days", "hinted"),
    [
        ("رد: إعادة توجيه: مصباح مكسور", 1, True),
        ("Fwd: RE: AW:  مصباح   مكسور", 6, True),
        ("مصباح مكسور", 8, False),
        ("مصباح آخر", 1, False),
    ],
)
def test_the_same_subject_without_references_is_a_hint_and_no_more(
    subject: str, days: int, hinted: bool
) -> None:
    opened = ticket(subject="مصباح مكسور")
    came = arrived(Subject=subject, now=after(days=days))
    assert came.ticket_id != opened.id
    assert [each.data["number"] for each in entries(came.ticket, "resembles")] == (
        [opened.id] if hinted else []
    )


@pytest.mark.parametrize(("result", "told"), [("fail", 0), ("pass", 1)])
def test_a_forged_mail_is_told_nothing_by_ourselves(result: str, told: int) -> None:
    choose(Choice(roads=frozenset({"email"})))
    arrived(Authentication_Results=said_by_server(result, "mail.example"))
    assert len(db.session.scalars(select(Delivery)).all()) == told

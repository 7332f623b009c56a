"""Fetching: the position is saved with the mail it stands for, and trouble is written down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from helpdesk.channels import intake
from helpdesk.channels.email import mailbox
from helpdesk.channels.email.connecting import MailboxUnavailable
from helpdesk.channels.email.imap import Fetched
from helpdesk.channels.email.mailbox import look_into
from helpdesk.channels.models import InboundRaw
from helpdesk.db import commit, db, now
from helpdesk.mailboxes import turns
from helpdesk.mailboxes.models import Mailbox
from helpdesk.tickets.models import Message, Ticket
from tests.factories import a_mailbox


class Server:
    """A mail server of our own making: its mails, its numbering, and where its line breaks."""

    is_told = False

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.uidvalidity = 7
        self.breaks_after: int | None = None
        self.refuses: MailboxUnavailable | None = None
        self.meanwhile: Callable[[], object] = lambda: None
        self.asked_from: list[tuple[int | None, int]] = []

    @contextmanager
    def visited(self, _place: object) -> Iterator["Server"]:
        if self.refuses:
            raise self.refuses
        yield self

    def fetch_new(self, position: tuple[int | None, int]) -> Iterator[Fetched]:
        self.asked_from.append(position)
        seen = position[1] if position[0] == self.uidvalidity else 0
        for uid, raw in enumerate(self.mails, start=1):
            if self.breaks_after is not None and uid > self.breaks_after:
                raise MailboxUnavailable("imap.example: connection reset")
            if uid > seen:
                self.meanwhile()
                yield Fetched(self.uidvalidity, uid, raw)


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Server:
    """What every mailbox leads to; two mails lie there."""
    made = Server()
    made.mails = [mail("Mona"), mail("Khalid")]
    monkeypatch.setattr(mailbox, "visited", made.visited)
    return made


@pytest.fixture
def box(server: Server) -> int:
    return a_mailbox().id


def mail(name: str) -> bytes:
    return f"From: {name}@mail.example\nMessage-ID: <{name}@mail.example>\n\nHello!\n".encode()


def row(mailbox_id: int) -> Mailbox:
    db.session.expire_all()
    return db.session.get_one(Mailbox, mailbox_id)


def position(mailbox_id: int) -> tuple[int | None, int]:
    found = row(mailbox_id)
    return found.uidvalidity, found.last_uid


def stored() -> int:
    return db.session.scalar(select(func.count()).select_from(InboundRaw)) or 0


def pause(mailbox_id: int) -> timedelta:
    found = row(mailbox_id)
    assert found.next_try_at and found.checked_at
    return found.next_try_at - found.checked_at


def test_new_mails_are_stored_and_the_position_stands_behind_the_last(
    server: Server, box: int
) -> None:
    assert look_into(box) == 2
    assert (stored(), position(box)) == (2, (7, 2))
    server.mails.append(mail("Layla"))
    assert look_into(box) == 1
    assert server.asked_from == [(None, 0), (7, 2)]


def test_a_worker_is_woken_and_the_tickets_belong_to_the_mailbox(
    server: Server, box: int, app: Flask
) -> None:
    look_into(box)
    assert app.extensions["queue"].pending_count() == 1
    assert intake.read_waiting() == 2
    assert len(db.session.scalars(select(Message)).all()) == 2
    assert set(db.session.scalars(select(Ticket.mailbox_id))) == {box}


def test_a_line_that_breaks_leaves_the_position_at_the_last_mail_we_have(
    server: Server, box: int
) -> None:
    server.breaks_after = 1
    look_into(box)
    assert (stored(), position(box)) == (1, (7, 1))
    server.breaks_after = None
    assert look_into(box) == 1
    assert (stored(), position(box)) == (2, (7, 2))


def test_a_mail_that_cannot_be_stored_does_not_move_the_position(
    server: Server, box: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object, **_named: object) -> bool:
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(mailbox, "store", full)
        assert look_into(box) == 0
    assert (stored(), position(box)) == (0, (None, 0))
    assert "no space left" in str(row(box).error)
    assert look_into(box) == 2


def test_trouble_is_noted_and_forgotten_once_it_is_over(server: Server, box: int) -> None:
    server.breaks_after = 0
    look_into(box)
    failed = row(box)
    assert (failed.trouble, failed.failures) == ("mailbox", 1)
    assert failed.error == "imap.example: connection reset"
    assert failed.connected_at is None
    server.breaks_after = None
    look_into(box)
    well = row(box)
    assert (well.trouble, well.error, well.failures) == (None, None, 0)
    assert well.connected_at == well.checked_at


def test_pauses_grow_with_each_failure_up_to_an_hour(server: Server, box: int) -> None:
    server.breaks_after = 0
    pauses = []
    for _ in range(8):
        look_into(box)
        pauses.append(pause(box) / timedelta(minutes=1))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_refused_password_is_tried_so_rarely_that_no_account_is_locked(
    server: Server, box: int
) -> None:
    server.refuses = MailboxUnavailable("imap.example: AUTHENTICATIONFAILED", step="login")
    tries, spent = 0, timedelta()
    while spent < timedelta(days=2):
        look_into(box)
        tries, spent = tries + 1, spent + pause(box)
    assert tries <= 12
    assert row(box).trouble == "login"


@pytest.mark.parametrize("arrange", [lambda mails: mails, lambda mails: mails[::-1]])
def test_a_mailbox_that_is_numbered_anew_brings_no_doubles(
    server: Server, box: int, arrange: Callable[[list[bytes]], list[bytes]]
) -> None:
    look_into(box)
    server.uidvalidity, server.mails = 8, [*arrange(server.mails), mail("Layla")]
    assert look_into(box) == 1
    assert (stored(), position(box)) == (3, (8, 3))


def test_two_workers_never_fetch_from_one_at_once(server: Server, box: int) -> None:
    second = []
    server.meanwhile = lambda: second.append(look_into(box))
    assert look_into(box) == 2
    assert second == [0, 0]
    assert len(server.asked_from) == 1
    assert row(box).lease_until is None


def test_who_was_killed_holds_it_only_until_the_lease_ends(server: Server, box: int) -> None:
    assert turns.take(box, now=now() - turns.LEASE * 2)
    commit()
    assert look_into(box) == 2


def test_one_that_lost_its_turn_moves_nothing(server: Server, box: int) -> None:
    def taken_over() -> None:
        row(box).fence += 1
        commit()

    server.meanwhile = taken_over
    assert look_into(box) == 0
    assert (stored(), position(box)) == (0, (None, 0))
    assert row(box).trouble is None


def test_one_that_is_off_is_left_alone(server: Server, box: int) -> None:
    row(box).is_on = False
    commit()
    assert look_into(box) == 0
    assert server.asked_from == []


def test_a_failing_mailbox_leaves_the_others_their_pace(server: Server, box: int) -> None:
    other = a_mailbox("sales@dukkan.example").id
    server.breaks_after = 0
    look_into(box)
    assert not turns.is_due(box, now=now())
    assert turns.is_due(other, now=now())


def test_numbers_go_as_far_as_the_protocol_lets_them(server: Server, box: int) -> None:
    server.uidvalidity = 4_294_967_295
    look_into(box)
    assert position(box) == (4_294_967_295, 2)


def test_a_password_sealed_under_another_key_is_told_and_never_tried(
    server: Server, box: int
) -> None:
    row(box).password = "gAAAAA" + "x" * 80
    commit()
    look_into(box)
    assert row(box).trouble == "secret"
    assert server.asked_from == []

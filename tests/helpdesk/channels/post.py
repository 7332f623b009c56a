"""Replies on their way to a mail server of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.channels.email.adapter import EmailChannel
from helpdesk.channels.models import Delivery
from helpdesk.config import settings
from helpdesk.db import commit, db
from helpdesk.tickets.actions import reply
from helpdesk.tickets.models import Ticket
from tests.factories import after, agent, ticket
from tests.sinks import MailSink, mail_sink


@contextmanager
def mail_leaves_by(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailSink]:
    """Mail leaves by a server of its own for a while."""
    with mail_sink() as sink:
        here = {"smtp_host": "127.0.0.1", "smtp_port": sink.port, "smtp_starttls": "off"}
        road = EmailChannel(replace(settings(), **here))
        monkeypatch.setitem(app.extensions["channels"], "email", road)
        yield sink


def posted(on: Ticket | None = None, text: str = "It left this morning.") -> Delivery:
    """A reply in the outbox."""
    said = reply(on or ticket(), text, by=agent("Sara"), now=after(minutes=5))
    commit()
    return db.session.scalars(select(Delivery).where(Delivery.message_id == said.id)).one()

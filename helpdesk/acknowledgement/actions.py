"""Tells a customer who wrote that the message is here, with an article where one likely answers."""

from helpdesk.acknowledgement.addressees import may_be_told, take_turn
from helpdesk.acknowledgement.choices import ROADS, Choice, chosen
from helpdesk.acknowledgement.fitting import fitting
from helpdesk.acknowledgement.letter import Carried, Letter
from helpdesk.acknowledgement.limits import may_say_more
from helpdesk.acknowledgement.link import token_of
from helpdesk.acknowledgement.models import Acknowledgement
from helpdesk.articles.models import ArticleText
from helpdesk.assist.models import Verdict
from helpdesk.assist.queries import verdict_of
from helpdesk.channels.delivery import put_out, recipient_of
from helpdesk.config import settings
from helpdesk.db import db, publish
from helpdesk.events import CustomerAcknowledged, MessageReceived
from helpdesk.sla.actions import running
from helpdesk.tickets.actions import acknowledge as say
from helpdesk.tickets.models import Message, Ticket


def acknowledge(happened: MessageReceived) -> None:
    """Put an acknowledgement of a new ticket into the outbox, where the shop chose so.

    Nothing goes to a machine, a list, an address that nobody reads or that is ours, nor to anybody
    twice within the hour; in all no more than `limits` says.
    """
    if not happened.opened or happened.refuses_machines or happened.channel not in ROADS:
        return
    choice = chosen()
    if happened.channel not in choice.roads:
        return
    message = db.session.get_one(Message, happened.message_id)
    address = recipient_of(message.ticket)
    if message.automatic or address is None or not may_be_told(address, now=message.sent_at):
        return
    if not may_say_more(message.ticket, now=message.sent_at):
        return
    if take_turn(address, now=message.sent_at):
        _tell(message.ticket, address, message, choice)


def _tell(ticket: Ticket, address: str, message: Message, choice: Choice) -> None:
    now = message.sent_at
    verdict = verdict_of(ticket.id)
    lang = _language(ticket, verdict)
    found = _article(ticket, verdict, choice, lang)
    clock = running(ticket.id)
    letter = Letter(
        lang=lang,
        number=ticket.id,
        opening=choice.openings.get(lang, ""),
        target=clock.due_at - clock.started_at if clock else None,
        article=_carried(ticket, found, message) if found else None,
    )
    said = say(ticket, letter.text, html=letter.html, now=now)
    put_out(said, to=address, lang=lang)
    db.session.add(
        Acknowledgement(
            ticket_id=ticket.id,
            message_id=said.id,
            lang=lang,
            article_id=found.article_id if found else None,
            question=found.question if found else "",
            at=now,
        )
    )
    publish(CustomerAcknowledged(ticket.id))


def _language(ticket: Ticket, verdict: Verdict | None) -> str:
    known = verdict.language if verdict else ticket.customer.language
    return known or settings().default_locale


def _article(
    ticket: Ticket, verdict: Verdict | None, choice: Choice, lang: str
) -> ArticleText | None:
    """The article that is carried: never on a ticket that cannot wait."""
    if verdict is None or not choice.carries_article:
        return None
    urgency = max(ticket.urgency, verdict.urgency)
    return fitting(verdict.answers, urgency=urgency, from_score=choice.from_score, lang=lang)


def _carried(ticket: Ticket, found: ArticleText, message: Message) -> Carried:
    token = token_of(ticket.id, found.article_id, now=message.sent_at)
    return Carried(
        slug=found.article.slug,
        question=found.question,
        answer=found.answer,
        helped=f"{settings().public_url.rstrip('/')}/answered/{token}",
    )

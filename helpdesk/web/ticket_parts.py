"""What the parts of a ticket show: the conversation, and what is known beside it."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from flask_babel import to_user_timezone

from helpdesk.assist.answers import proposed_for
from helpdesk.assist.doubt import chances_of
from helpdesk.assist.likeness import alike, echo
from helpdesk.assist.models import Verdict
from helpdesk.assist.queries import verdicts_of
from helpdesk.channels.delivery import is_mail, recipient_of
from helpdesk.channels.forwarding import forwarded_offer
from helpdesk.channels.models import DeliveryRecipient
from helpdesk.channels.queries import deliveries_of, trouble_with
from helpdesk.channels.undo import seconds_left
from helpdesk.db import now
from helpdesk.people.queries import colleagues, identities_of
from helpdesk.sla.queries import clock_of
from helpdesk.tickets.drafts import files_kept, words_kept
from helpdesk.tickets.models import Entry, Ticket
from helpdesk.tickets.queries import Conversation, Line, conversation
from helpdesk.web.long_text import beginning
from helpdesk.web.said import Passage, passages, places
from helpdesk.web.session import locale, me
from helpdesk.web.stated import stated
from helpdesk.web.ticket_spam import spam_offer
from triage.labels import TOPICS

# How long an address that a mail came back from is warned of.
WARNED_FOR = timedelta(days=30)


def spoken(talk: Conversation, verdicts: dict[int, Verdict]) -> dict[str, Any]:
    """The conversation: what was said by day, the marks in it, how replies fared."""
    replies = deliveries_of(talk.ticket.id)
    return {
        "talk": talk,
        "days": _by_day(talk),
        "said": _said(talk, verdicts) if me().marks else {},
        "deliveries": replies,
        "undo": {
            key: left for key, each in replies.items() if (left := seconds_left(each, now=now()))
        },
        "draft": words_kept(talk.ticket, of=me(), now=now()),
        "takes_files": is_mail(talk.ticket.channel),
        "drafted": files_kept(talk.ticket, of=me()),
        "dead_end": _dead_end(talk.ticket),
        "team": colleagues(),
        "spam_offer": spam_offer(talk),
        "forwarded": forwarded_offer(talk),
    }


def beside(ticket: Ticket) -> dict[str, Any]:
    """The context of `ticket` alone."""
    talk = conversation(ticket)
    return {"talk": talk, **known(talk, verdicts_of(ticket.id))}


def known(talk: Conversation, verdicts: dict[int, Verdict]) -> dict[str, Any]:
    """The context: why the ticket stands there, what its messages state, what is proposed."""
    ticket = talk.ticket
    verdict = next(reversed(verdicts.values()), None)
    first = talk.lines[0].text if talk.lines else ""
    language = language_of(ticket, verdict)
    return {
        "verdict": verdict,
        "chances": chances_of(ticket.doubt, verdict),
        "places": _places(talk, verdict) if verdict and me().marks else {},
        "stated": stated(talk.lines, verdicts),
        "variety": _variety(talk, verdicts),
        "proposed": proposed_for(verdict, language),
        "reads": language,
        "alike": alike(ticket, first, has_others=bool(talk.others)),
        "echo": echo(verdict, now=now()),
        "clock": clock_of(ticket.id),
        "identities": identities_of(ticket.customer_id),
        "topics": [_topic(key) for key in TOPICS],
    }


def language_of(ticket: Ticket, verdict: Verdict | None) -> str:
    """The language that the customer wrote last, else is known to write."""
    return verdict.language if verdict else ticket.customer.language or locale()


def _dead_end(ticket: Ticket) -> DeliveryRecipient | None:
    """The latest mail that did not reach the address to which the next reply goes."""
    address = recipient_of(ticket) if is_mail(ticket.channel) else None
    return trouble_with(address, since=now() - WARNED_FOR) if address else None


def _said(talk: Conversation, verdicts: dict[int, Verdict]) -> dict[int, list[Passage]]:
    """The customer's messages in passages, by the message's id."""
    judged = (line for line in talk.lines if line.id in verdicts)
    return {line.id: passages(verdicts[line.id], beginning(line.text)) for line in judged}


def _places(talk: Conversation, verdict: Verdict) -> dict[int, str]:
    text = next((line.text for line in talk.lines if line.id == verdict.message_id), "")
    return places(verdict, beginning(text))


def _variety(talk: Conversation, verdicts: dict[int, Verdict]) -> str:
    """How the customer writes: the longest message tells it best, an "ok" tells nothing."""
    judged = [line for line in talk.lines if line.id in verdicts]
    longest = max(judged, key=lambda line: len(line.text), default=None)
    return verdicts[longest.id].variety if longest else ""


def _topic(key: str) -> dict[str, str]:
    topic = TOPICS[key]
    if locale() == "ar":
        return {"key": key, "name": topic.ar, "means": topic.means_ar}
    return {"key": key, "name": topic.en, "means": topic.means_en}


def _by_day(talk: Conversation) -> list[tuple[datetime, list[Line | Entry]]]:
    """The story by day of the shop's calendar: the day's first moment, and what was told."""

    def moment(told: Line | Entry) -> datetime:
        return told.sent_at if isinstance(told, Line) else told.at

    days = groupby(talk.told, key=lambda told: to_user_timezone(moment(told)).date())
    return [(moment(told[0]), told) for told in (list(group) for _, group in days)]

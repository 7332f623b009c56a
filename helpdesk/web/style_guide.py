"""Every part of the desk on one page, in both languages and both themes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template
from flask_babel import force_locale
from markupsafe import Markup

from helpdesk.assist.answers import Proposed, Suggestion
from helpdesk.assist.doubt import chances_of
from helpdesk.assist.likeness import Alike, Echo
from helpdesk.assist.models import Burst, Verdict
from helpdesk.channels.models import Delivery
from helpdesk.config import LOCALES
from helpdesk.db import now
from helpdesk.people.models import Agent, Customer, Identity
from helpdesk.sla.models import Clock
from helpdesk.tickets.models import Attachment, Entry, Ticket
from helpdesk.tickets.queries import Conversation, InboxRow, Line, OtherTicket
from helpdesk.web.reasons import doubt_text, reason_text, row_reason
from helpdesk.web.said import passages, places
from helpdesk.web.session import signed_in
from helpdesk.web.stated import stated
from triage.labels import TOPICS, URGENCIES, VARIETIES

style_guide = Blueprint("style_guide", __name__)

THEMES = ("light", "dark")
BURNING = {
    "code": "danger.burning",
    "ar": "رائحة احتراق ← خطر",
    "en": "smells of burning → danger",
    "words": "burning smell",
    "weight": 3.0,
    "span": [39, 52],
}
LATE = {
    "code": "delivery.late",
    "ar": "تأخّر التوصيل",
    "en": "delivery is late",
    "words": "",
    "weight": 1.0,
}
ASKS = {
    "code": "product.size",
    "ar": "يسأل عن المقاس",
    "en": "asks about a size",
    "words": "size",
    "weight": 0.4,
}
AGAIN = {"code": "context.again", "weight": 4.0, "figure": {"count": 2}}
MAIL = (
    "Hello,\n(order 4417) the kettle gives a burning smell as soon as I switch it on."
    "\n\nوصلتني الغلاية وفيها رائحة احتراق، هل أستعملها؟"
)
ANSWER = "Please unplug it and do not use it again. A courier takes it back today, free of charge."


@style_guide.get("/style-guide")
@signed_in
def page() -> str:
    """The parts with sample data: a column for each language, a row for each theme."""
    frames = [
        {"lang": lang, "theme": theme, "html": _frame(lang)} for theme in THEMES for lang in LOCALES
    ]
    return render_template("style_guide/page.html", frames=frames)


def _frame(lang: str) -> Markup:
    with force_locale(lang):
        return Markup(  # noqa: S704 (our own template, escaped where it was rendered)
            render_template("style_guide/_parts.html", **_samples(lang), **_words(lang))
        )


def _words(lang: str) -> dict[str, Any]:
    """The names that templates use, in the language of the frame instead of the reader's."""
    return {
        "locale": lambda: lang,
        "direction": lambda: "rtl" if lang == "ar" else "ltr",
        "topic_name": lambda key: getattr(TOPICS[key], lang),
        "urgency_name": lambda level: getattr(URGENCIES[level], lang),
        "variety_name": lambda key: getattr(VARIETIES[key], lang),
        "reason_text": lambda reason: reason_text(reason, lang),
        "doubt_text": lambda doubt: doubt_text(doubt, lang),
        "row_reason": lambda why: row_reason(why, lang),
    }


def _samples(lang: str) -> dict[str, Any]:
    ticket = _ticket()
    lines = _lines()
    talk = Conversation(ticket=ticket, lines=lines, entries=_entries(), others=_others())
    return {
        "rows": _rows(),
        "bursts": [_burst()],
        "view": "open",
        "lane": None,
        "current": 2,
        "topic_names": {key: getattr(topic, lang) for key, topic in TOPICS.items()},
        "urgency_names": {level: getattr(each, lang) for level, each in URGENCIES.items()},
        "talk": talk,
        "recipients": None,
        "days": [(lines[0].sent_at, talk.told)],
        "deliveries": _deliveries(lines),
        "team": [_sara(), Agent(id=2, name="عمر الزهراني", email="omar@shop.example")],
        "verdict": _verdict(),
        "said": {lines[0].id: passages(_verdict(), MAIL)},
        "chances": chances_of(ticket.doubt, _verdict()),
        "places": places(_verdict(), MAIL),
        "stated": stated(lines, {lines[0].id: _verdict()}),
        "variety": _verdict().variety,
        "proposed": _proposed(lang),
        "reads": lang,
        "alike": _alike(),
        "echo": Echo(14, (118, 121)),
        "clock": _clock(),
        "identities": [
            Identity(kind="email", value="mona@mail.example"),
            Identity(kind="phone", value="+966500000000"),
        ],
        "topics": [
            {"key": key, "name": getattr(topic, lang), "means": getattr(topic, f"means_{lang}")}
            for key, topic in TOPICS.items()
        ],
    }


def _sara() -> Agent:
    return Agent(id=1, name="Sara Haddad", email="sara@shop.example")


def _ticket() -> Ticket:
    return Ticket(
        id=0,
        channel="email",
        subject="Burning smell from the kettle · رائحة احتراق",
        state="open",
        topic="broken",
        urgency=3,
        why=[BURNING],
        doubt=["broken", "return"],
        lane=0,
        last_seq=4,
        assignee=_sara(),
        customer=Customer(name="منى العتيبي", created_at=now() - timedelta(days=400)),
    )


def _rows() -> list[InboxRow]:
    told: tuple[tuple[Any, ...], ...] = (
        (1, "chat", "", "there is a burning smell", [BURNING], "broken", 3, 0, -6, "Mona Haddad"),
        (2, "email", "أين شحنتي؟", "مضى أسبوع ولم تصل", [LATE], "shipment", 2, 1, 12, "خالد"),
        (3, "whatsapp", "", "Is my order on its way?", [LATE], "shipment", 1, 1, 130, ""),
        (4, "chat", "", "هل يوجد مقاس أكبر؟", [AGAIN, ASKS], "product", 0, 1, 3000, "ليلى منصور"),
    )
    return [
        InboxRow._make(
            [
                *first,
                now() + timedelta(minutes=minutes),
                "open",
                now(),
                customer,
                "Sara Haddad" if first[0] == 2 else None,
                ["product", "order"] if first[0] == 4 else None,
            ]
        )
        for *first, minutes, customer in told
    ]


def _lines() -> list[Line]:
    at = now() - timedelta(hours=2)
    files = [
        Attachment(id=0, token="sample", name="غلاية.jpg", content_type="image/jpeg", size=184_320)  # noqa: S106 (no secret)
    ]

    def line(number: int, author: str, text: str, **said: Any) -> Line:
        facts: dict[str, Any] = {
            "is_note": False,
            "is_incoming": False,
            "agent_id": None,
            "quoted": None,
            "has_html": False,
            "has_original": False,
            "automatic": False,
            "claim": None,
            "is_other": False,
            "is_colleague": False,
            "attachments": [],
        }
        sent_at = at + timedelta(minutes=number)
        return Line(
            id=-number, seq=number, author=author, text=text, sent_at=sent_at, **(facts | said)
        )

    return [
        line(1, "منى العتيبي", MAIL, is_incoming=True, quoted="> Your order is on its way",
             claim="known",
             has_html=True, attachments=files),
        line(2, "Sara Haddad", "Same batch as last week, told the warehouse.", is_note=True),
        line(3, "Sara Haddad", ANSWER),
        line(4, "Sara Haddad", "هل يناسبك أن يمر المندوب بعد الخامسة؟"),
    ]  # fmt: skip


def _entries() -> list[Entry]:
    at = now() - timedelta(hours=2)
    return [
        Entry(id=0, kind="opened", at=at, data={}),
        Entry(
            id=-1,
            kind="corrected",
            at=at + timedelta(minutes=2),
            agent=_sara(),
            data={"field": "topic", "was": "product", "value": "broken"},
        ),
    ]


def _deliveries(lines: list[Line]) -> dict[int, Delivery]:
    failed = Delivery(state="failed", attempt=5, error="552 5.2.2 mailbox is full")
    return {lines[2].id: Delivery(state="delivered", attempt=1), lines[3].id: failed}


def _verdict() -> Verdict:
    return Verdict(
        message_id=-1,
        topic="broken",
        secondary="return",
        urgency=3,
        confidence=0.62,
        sure=False,
        chances=[{"topic": "broken", "chance": 0.62}, {"topic": "return", "chance": 0.24}],
        variety="mixed",
        facts=[{"kind": "order", "value": "4417", "start": 14, "end": 18}],
        reasons=[BURNING, LATE],
    )


def _clock() -> Clock:
    return Clock(
        kind="first", started_at=now() - timedelta(hours=2), due_at=now() + timedelta(minutes=9)
    )


def _proposed(lang: str) -> Proposed:
    """One used, one that the shop has in the other language alone, and one that was refused."""
    other = "en" if lang == "ar" else "ar"
    fits = _suggestion(lang)
    return Proposed([replace(fits, used=True), _suggestion(other)], refused=fits)


def _suggestion(lang: str) -> Suggestion:
    question = "وصلني المنتج تالفًا، ماذا أفعل؟" if lang == "ar" else "My item came damaged"
    answer = "أوقف استعماله وأرسل لنا صورة." if lang == "ar" else ANSWER
    return Suggestion(1, "damaged", lang, question, answer, 0.9, ())


def _others() -> list[OtherTicket]:
    past = now() - timedelta(days=12)
    return [OtherTicket(0, "email", "استفسار عن الضمان", "closed", 1, past)]


def _alike() -> list[Alike]:
    lately = now() - timedelta(hours=5)
    return [Alike(123, "Where is my order?", "open", lately, "order", "4417")]


def _burst() -> Burst:
    began = now() - timedelta(minutes=50)
    return Burst(id=0, topic="shipment", common="courier:SMSA", count=14, usual=2.2, began_at=began)

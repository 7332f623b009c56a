"""Words that moved a verdict are marked where they stand; the text stays as it was written."""

import html
import re

import pytest
from sqlalchemy import select

from helpdesk.assist.models import Verdict
from helpdesk.db import commit, db
from helpdesk.web.said import marks, passages, places
from tests.factories import after, agent, message, ticket
from tests.helpdesk.web.counting import queries

TEXT = "The kettle smells of burning, order 4417, no rush"


def reason(words, weight=2.0, *, text=TEXT, span=None):
    start = text.index(words)
    said = {"code": words, "ar": f"لأن {words}", "en": f"because {words}", "words": words}
    return {**said, "weight": weight, "span": span or [start, start + len(words)]}


def verdict(*reasons, facts=()):
    return Verdict(message_id=7, reasons=list(reasons), facts=list(facts))


def whole(told):
    return "".join(words for passage in told for words, _ in passage.runs)


def shown(verdict, text=TEXT):
    """The text with [marks] and _figures_ drawn in."""
    told = ""
    for passage in passages(verdict, text):
        inside = "".join(f"_{words}_" if figure else words for words, figure in passage.runs)
        told += f"[{inside}]" if passage.mark else inside
    return told


def test_each_reasons_words_are_marked_in_their_order():
    told = verdict(reason("no rush", -1.0), reason("burning"))
    assert shown(told) == "The kettle smells of [burning], order 4417, [no rush]"
    assert [mark.raises for mark in marks(told, TEXT)] == [True, False]
    assert places(told, TEXT) == {1: "said-7-0", 0: "said-7-1"}


def test_words_that_overlap_are_one_mark_with_every_reason():
    told = verdict(reason("smells of", 1.0), reason("of burning", -3.0), reason("smells"))
    [mark] = marks(told, TEXT)
    assert TEXT[mark.start : mark.end] == "smells of burning"
    assert [each["words"] for each in mark.reasons] == ["smells of", "of burning", "smells"]
    assert not mark.raises


@pytest.mark.parametrize(
    "span", [None, [], [3], [5, 5], [9, 2], [-4, 2], [0, 999], ["a", "b"], [0.0, 3.0], "ab"]
)
def test_a_span_that_the_text_has_not_marks_nothing(span):
    told = verdict({**reason("burning"), "span": span})
    assert marks(told, TEXT) == []
    assert whole(passages(told, TEXT)) == TEXT


def test_figures_are_underlined_also_where_a_mark_cuts_them():
    at = TEXT.index("4417")
    fact = {"kind": "order", "value": "4417", "start": at, "end": at + 4}
    link = {"kind": "link", "value": "kettle", "start": 4, "end": 10}
    told = verdict(reason("order 44"), facts=[fact, link])
    assert shown(told) == "The kettle smells of burning, [order _44_]_17_, no rush"


def test_an_empty_text_has_no_passages():
    assert passages(verdict(), "") == []


def judged(text, *reasons, **said):
    """A ticket whose first message has these reasons."""
    found = ticket(text, **said)
    row = db.session.scalars(select(Verdict).where(Verdict.ticket_id == found.id)).one()
    row.reasons = list(reasons)
    commit()
    return found, row


def body(page):
    """What stands in the first message's text."""
    [inside] = re.findall(r'<div class="written" dir="auto">(.*?)</div>', page, re.DOTALL)
    return inside


def test_the_conversation_shows_the_marks_and_why_and_changes_no_letter(as_person):
    text = "<b>Hi</b>\n  الغلاية فيها ريحة شياط & smoke\n\n"
    found, row = judged(text.strip(), reason("ريحة شياط", text=text.strip()))
    page = as_person(agent()).get(f"/tickets/{found.id}").text
    mark = (
        f'id="said-{row.message_id}-0" tabindex="0" aria-describedby="said-{row.message_id}-0-why"'
    )
    assert f'<mark class="said" {mark}>ريحة شياط</mark>' in page
    assert html.unescape(re.sub(r"<[^>]+>", "", body(page))) == text.strip()
    why = page.partition(f'id="said-{row.message_id}-0-why"')[2].partition("</div>")[0]
    assert "Weighs for it" in why
    assert "because ريحة شياط" in why


def test_what_lowers_is_told_apart_in_look_and_words_in_arabic_too(as_person):
    found, _ = judged(TEXT, reason("no rush", -1.0))
    page = as_person(agent(locale="ar")).get(f"/tickets/{found.id}/messages").text
    assert 'class="said said--against"' in page
    assert "لأن no rush" in page
    assert "because" not in page


def test_a_reason_leads_to_its_words(as_person):
    found, row = judged(TEXT, reason("burning"), {**reason("no rush"), "span": None})
    context = as_person(agent()).get(f"/tickets/{found.id}/context").text
    assert f'href="#said-{row.message_id}-0"><q dir="auto">burning</q></a>' in context
    assert '<q class="heard" dir="auto">no rush</q>' in context


def test_whoever_does_not_want_marks_sees_none(as_person):
    found, _ = judged(TEXT, reason("burning"))
    browser = as_person(agent())
    browser.post("/me/preferences", data={"marks": "off"})
    page = browser.get(f"/tickets/{found.id}").text
    assert "<mark" not in page
    assert 'href="#said' not in page
    assert body(page) == TEXT
    browser.post("/me/preferences", data={"marks": "on"})
    assert "<mark" in browser.get(f"/tickets/{found.id}").text


def test_thirty_judged_messages_ask_no_more_than_one(as_person):
    found, _ = judged(TEXT, reason("burning"))
    browser = as_person(agent())
    for part in ("", "/messages", "/context"):
        browser.get(f"/tickets/{found.id}{part}")
        with queries() as few:
            browser.get(f"/tickets/{found.id}{part}")
        for number in range(10):
            message(f"It smells, order {number}", now=after(minutes=number), ticket_id=found.id)
        with queries() as many:
            browser.get(f"/tickets/{found.id}{part}")
        assert len(many) == len(few)

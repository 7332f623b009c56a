"""Figures that customers state stand beside the ticket once, and are copied in western digits."""

import pytest
from sqlalchemy import select

from helpdesk.assist.models import Verdict
from helpdesk.db import commit, db
from helpdesk.people.models import Agent
from tests.factories import after, agent, message, ticket
from triage import examples
from triage.labels import VARIETIES


def part(browser, found):
    page = browser.get(f"/tickets/{found.id}/context").text
    return page.partition('id="stated-title"')[2].partition("</section>")[0]


def test_the_newest_message_comes_first_and_each_figure_once(as_person):
    found = ticket("Order #4417 for 120 SAR, call +966 50 123 4567", now=after())
    message("I mean order 9921, not order 4417", ticket_id=found.id, now=after(hours=1))
    told = part(as_person(agent()), found)
    assert told.count('data-text="4417"') == 1
    assert told.index('data-text="9921"') < told.index("120 SAR")
    assert 'href="tel:+966501234567"' in told
    assert "Order number" in told


def test_digits_are_the_readers_but_are_copied_western(as_person):
    found = ticket("رقم الطلب ٤٤١٧ والمبلغ ١٢٠ ريال")
    layla: Agent = agent(locale="ar")
    layla.digits = "arab"
    told = part(as_person(layla), found)
    assert 'dir="ltr">٤٤١٧</bdi>' in told
    assert 'data-text="4417"' in told
    assert 'dir="auto">١٢٠ ريال</bdi>' in told
    assert 'data-text="120 ريال"' in told


def test_nothing_stated_takes_no_room(as_person):
    found = ticket("Good morning")
    assert "stated-title" not in as_person(agent()).get(f"/tickets/{found.id}/context").text


def test_links_and_addresses_are_not_listed_and_many_figures_fold(as_person):
    found = ticket("See https://shop.example " + " ".join(f"order #88{n}1" for n in range(7)))
    told = part(as_person(agent()), found)
    assert "https:" not in told
    assert told.count("data-text=") == 7
    assert told.partition("<details")[2].count("data-text=") == 2


@pytest.mark.parametrize(
    ("locale", "words"), [("en", "Writes Egyptian Arabic"), ("ar", "لغة الكتابة: لهجة مصرية")]
)
def test_how_the_customer_writes_is_told_by_the_longest_message(as_person, locale, words):
    found = ticket("الاوردر بتاعي لسه موصلش وانا مستني بقالي اسبوع")
    message("ok", ticket_id=found.id, now=after(hours=1))
    first, second = db.session.scalars(select(Verdict).order_by(Verdict.message_id))
    first.variety, second.variety = "egyptian", "en"
    commit()
    assert words in as_person(agent(locale=locale)).get(f"/tickets/{found.id}/context").text


def test_each_variety_has_a_name():
    assert set(VARIETIES) == set(examples.VARIETIES)

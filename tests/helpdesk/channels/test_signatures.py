"""What stands below a mail: the writer's own, else the shop's; words, never a program."""

from collections.abc import Iterator

import pytest
from flask import Flask

from helpdesk.channels import delivery
from helpdesk.channels.signatures import LONGEST, TooLong, below, filled, keep, kept
from helpdesk.db import commit
from helpdesk.tickets.actions import reply
from tests.factories import after, agent, ticket
from tests.helpdesk.channels.post import mail_leaves_by
from tests.sinks import MailSink

pytestmark = pytest.mark.usefixtures("app")
HOSTILE = "{{7*7}} {{config}} {{''.__class__}} {% for x in y %} ${7*7} {name.__class__} {0} <b>"


@pytest.fixture
def sink(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailSink]:
    monkeypatch.setattr(delivery, "now", lambda: after(minutes=10))
    with mail_leaves_by(app, monkeypatch) as sink:
        yield sink


def test_who_has_none_of_their_own_signs_with_the_shop_s() -> None:
    sara, omar = agent("Sara"), agent("Omar")
    keep(None, {"en": "{name}\n{shop}", "ar": "فريق {shop}"})
    keep(sara, {"en": "Sara, customer care"})
    assert below(sara, "en") == "Sara, customer care"
    assert below(sara, "ar") == "فريق Dukkan Layla"
    assert below(omar, "en") == "Omar\nDukkan Layla"


def test_an_emptied_one_is_none() -> None:
    sara = agent()
    keep(sara, {"en": "Sara", "ar": "سارة"})
    keep(sara, {"en": " ", "ar": "سارة حداد"})
    assert kept(sara) == {"ar": "سارة حداد"}
    assert below(sara, "en") == ""


def test_what_is_filled_in_is_not_read_again() -> None:
    assert filled("{name}", name="{shop} {name}") == "{shop} {name}"
    assert filled(HOSTILE, name="Sara") == HOSTILE


def test_one_that_is_too_long_is_refused() -> None:
    with pytest.raises(TooLong) as refusal:
        keep(None, {"en": "short", "ar": "ط" * (LONGEST + 1)})
    assert refusal.value.lang == "ar"
    assert kept(None) == {}


def test_it_stands_below_the_words_in_both_parts_of_the_mail(sink: MailSink) -> None:
    sara = agent("Sara")
    keep(sara, {"en": f"{{name}} · {{shop}}\n{HOSTILE}", "ar": f"{{name}}\n{HOSTILE}"})
    reply(ticket(), "It left this morning.", by=sara, now=after(minutes=5))
    commit()
    keep(sara, {"en": "changed since"})
    commit()
    delivery.deliver_waiting()
    (mail,) = sink.mails
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain
    assert page
    assert plain.get_content().splitlines() == [
        "It left this morning.", "", "-- ", "Sara · Dukkan Layla", HOSTILE
    ]  # fmt: skip
    assert "-- <br> Sara · Dukkan Layla<br>" in " ".join(page.get_content().split())
    assert "&lt;b&gt;" in page.get_content()
    assert "49" not in page.get_content()


def test_without_one_a_mail_ends_with_its_words(sink: MailSink) -> None:
    reply(ticket(), "It left this morning.", by=agent(), now=after(minutes=5))
    commit()
    delivery.deliver_waiting()
    plain = sink.mails[0].get_body(("plain",))
    assert plain
    assert plain.get_content().strip() == "It left this morning."

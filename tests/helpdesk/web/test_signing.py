"""The pages of signatures: kept, looked at beforehand, refused beside the field."""

import pytest

from helpdesk.channels.signatures import LONGEST, kept
from helpdesk.db import db
from helpdesk.people.models import Agent
from tests.factories import agent
from tests.helpdesk.web.parts import PART


@pytest.mark.parametrize("address", ["/me/signature", "/settings/signature"])
def test_it_is_kept_and_shown_as_mails_end(as_person, address):
    layla = agent("Layla", role="owner")
    browser = as_person(layla)
    form = {"text_en": "{name}\r\n{shop}", "text_ar": "{name}، {shop}"}
    assert browser.post(address, data=form).status_code == 302
    page = browser.get(f"{address}?saved=yes").text
    assert "Saved." in page
    assert "--\nLayla\nDukkan Layla</div>" in page
    whose = db.session.get(Agent, layla.id) if address.startswith("/me") else None
    assert kept(whose) == {"en": "{name}\n{shop}", "ar": "{name}، {shop}"}


def test_a_preview_saves_nothing_and_shows_what_is_typed_as_text(as_person):
    browser = as_person(agent("Sara"))
    form = {"text_en": "{{7*7}} <script>{name}"}
    part = browser.post("/me/signature/preview", data=form, headers=PART).text
    assert "{{7*7}} &lt;script&gt;Sara</div>" in part
    assert "{{7*7}}" not in browser.get("/me/signature").text


def test_one_that_is_too_long_is_told_beside_its_field_and_kept_in_it(as_person):
    long = "x" * (LONGEST + 1)
    answer = as_person(agent()).post("/me/signature", data={"text_en": long})
    assert answer.status_code == 422
    assert 'id="text_en-wrong"' in answer.text
    assert long in answer.text

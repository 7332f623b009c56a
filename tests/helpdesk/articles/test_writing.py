"""Drafts: kept within limits, never overwritten unseen, published as versions, brought back."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from helpdesk.articles.drafts import ChangedMeanwhile, discard, draft_of, text_of, words_of, write
from helpdesk.articles.models import ArticleVersion
from helpdesk.articles.publishing import DraftInTheWay, publish, restore, withdraw
from helpdesk.articles.queries import listed
from helpdesk.articles.wording import ImpossibleArticle, Wording, as_typed
from helpdesk.assist import library
from helpdesk.db import commit, db
from tests.factories import NOON, after, agent
from tests.helpdesk.articles.writing import TRACK, TRACK_AR, article, live, pair, said

pytestmark = pytest.mark.usefixtures("app")
LATER = replace(TRACK, answer="Press “Track”, or write to us.")


def version(number: int) -> ArticleVersion:
    query = select(ArticleVersion).where(
        ArticleVersion.lang == "en", ArticleVersion.number == number
    )
    return db.session.scalars(query).one()


def states(lang: str) -> list[str]:
    [only] = listed()
    return only.states(lang)


def test_what_was_typed_is_tidied() -> None:
    words = as_typed("  How  come? ", "a\r\n\r\n b  c \na", "one  \r\n\r\ntwo\x00\n")
    assert words == Wording("How come?", ("a", "b c"), "one\n\ntwo")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (("x" * 301, "", ""), {"question": "too_long"}),
        (("", "\n".join(map(str, range(31))), ""), {"phrasings": "too_many"}),
        (("", "x" * 301, ""), {"phrasings": "phrasing_too_long"}),
        (("", "", "x" * 20_001), {"answer": "too_long"}),
    ],
)
def test_too_much_is_named_by_its_field(typed: tuple[str, str, str], wrong: dict[str, str]) -> None:
    with pytest.raises(ImpossibleArticle) as refusal:
        as_typed(*typed)
    assert refusal.value.wrong == wrong


def test_a_later_save_of_other_words_is_told_of_the_earlier_one() -> None:
    sara, omar, track = agent("Sara"), agent("Omar"), article()
    opened = words_of(track.id, "en").fingerprint
    write(track, "en", TRACK, base=opened, by=sara, now=NOON)
    with pytest.raises(ChangedMeanwhile) as clash:
        write(track, "en", LATER, base=opened, by=omar, now=after(minutes=1))
    assert (clash.value.theirs, clash.value.by) == (TRACK, sara)
    assert words_of(track.id, "en") == TRACK
    write(track, "en", LATER, base=TRACK.fingerprint, by=omar, now=after(minutes=2))
    assert words_of(track.id, "en") == LATER


def test_saving_the_very_words_that_stand_there_is_no_clash() -> None:
    sara, track = agent(), article()
    said(track, "en", TRACK, sara)
    draft = write(track, "en", TRACK, base="long ago", by=sara, now=NOON)
    assert draft is draft_of(track.id, "en")


def test_an_unfinished_draft_is_not_published() -> None:
    sara, track = agent(), article()
    said(track, "en", Wording("How?"), sara)
    with pytest.raises(ImpossibleArticle) as refusal:
        publish(track, "en", same=True, by=sara, now=NOON)
    assert refusal.value.wrong == {"answer": "empty"}
    assert text_of(track.id, "en") is None


def test_each_publishing_is_a_version_and_a_discarded_draft_changes_nothing() -> None:
    huda, track = agent("Huda", role="manager"), article()
    live(track, "en", TRACK, huda)
    live(track, "en", LATER, huda)
    assert [version(1).wording, version(2).wording] == [TRACK, LATER]
    said(track, "en", TRACK, huda)
    discard(track, "en")
    assert words_of(track.id, "en") == LATER


def test_an_old_version_comes_back_as_a_draft_but_over_no_other_draft() -> None:
    huda, track = agent("Huda", role="manager"), article()
    live(track, "en", TRACK, huda)
    live(track, "en", LATER, huda)
    restore(track, version(1), by=huda, now=NOON)
    assert words_of(track.id, "en") == TRACK
    text = text_of(track.id, "en")
    assert text
    assert text.wording == LATER
    said(track, "en", replace(TRACK, answer="Ask the courier."), huda)
    with pytest.raises(DraftInTheWay):
        restore(track, version(1), by=huda, now=NOON)


def test_a_text_is_stale_once_the_other_language_went_on() -> None:
    huda = agent("Huda", role="manager")
    track = pair(huda)
    assert (states("en"), states("ar")) == (["live"], ["live"])
    live(track, "en", LATER, huda, same=False)
    assert (states("en"), states("ar")) == (["live"], ["live", "stale"])
    live(track, "ar", replace(TRACK_AR, answer="اضغط «تتبع» أو راسلنا."), huda)
    assert (states("en"), states("ar")) == (["live"], ["live"])


def test_calling_both_the_same_needs_no_new_version() -> None:
    huda = agent("Huda", role="manager")
    track = pair(huda)
    live(track, "en", LATER, huda, same=False)
    text = publish(track, "ar", same=True, by=huda, now=NOON)
    commit()
    assert (text.version, states("ar")) == (1, ["live"])


def test_a_withdrawn_text_is_a_draft_and_its_number_is_not_used_again() -> None:
    huda = agent("Huda", role="manager")
    track = pair(huda)
    withdraw(track, "en", by=huda, now=NOON)
    commit()
    assert (states("en"), states("ar")) == (["draft"], ["live"])
    assert publish(track, "en", same=True, by=huda, now=NOON).version == 2


def test_only_what_is_live_is_suggested_and_a_change_is_seen_at_once() -> None:
    huda, track = agent("Huda", role="manager"), article()
    said(track, "en", TRACK, huda)
    commit()
    assert suggested() == []
    publish(track, "en", same=True, by=huda, now=NOON)
    commit()
    assert suggested() == [track.id]
    withdraw(track, "en", by=huda, now=NOON)
    commit()
    assert suggested() == []


def test_two_changes_of_one_moment_are_both_seen() -> None:
    huda, track = agent("Huda", role="manager"), article()
    lamps = Wording("Do you sell lamps?", (), "Yes, of all kinds.")
    live(track, "en", lamps, huda)
    assert suggested() == []
    live(track, "en", TRACK, huda)
    assert suggested() == [track.id]


def suggested() -> list[int]:
    found = library.suggest("How do I track it?", lang="en", topic="shipment")
    return [answer["article"] for answer in found]


def test_the_list_is_searched_in_any_spelling(app: Flask) -> None:
    pair(agent("Huda", role="manager"))
    assert [each.slug for each in listed(q="اتتبعة")] == ["track"]
    assert [each.slug for each in listed(q="TRACK press")] == ["track"]
    assert listed(q="refund") == []
    assert listed(state="missing") == []
    assert listed(topic="payment") == []

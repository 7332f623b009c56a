"""From questions that agents answer by hand to groups that an editor decides on, night by night."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from helpdesk.articles.drafts import draft_of, text_of
from helpdesk.articles.models import Article
from helpdesk.articles.publishing import withdraw
from helpdesk.articles.removing import remove
from helpdesk.assist import library
from helpdesk.db import commit, db
from helpdesk.help.actions import searched
from helpdesk.mining import work
from helpdesk.mining.actions import AlreadyDecided, accept, ask, dismiss, merge, take_up
from helpdesk.mining.models import ACCEPTED, DISMISSED, GroupedQuestion, Mining, QuestionGroup
from helpdesk.mining.night import begin_night, mine
from helpdesk.mining.outcome import settle
from helpdesk.people.models import Agent
from helpdesk.runs.actions import take
from tests.factories import NOON, after, agent
from tests.helpdesk.articles.writing import pair
from tests.helpdesk.mining.conftest import Clock
from tests.helpdesk.mining.shop import GIFTS, PARTS, WRAPPED, asked, groups, mined, several

# Three in the morning in Riyadh, the third of March.
THREE = datetime(2026, 3, 3, 0, 30, tzinfo=UTC)


@pytest.fixture
def sara(clock: Clock, app: object) -> Agent:
    return agent("Sara Haddad")


def test_what_agents_answer_by_hand_becomes_a_group_with_a_masked_draft(sara: Agent) -> None:
    tickets = several(GIFTS, sara)
    run = mined()
    assert (run.slot, run.error, run.questions, run.groups) == (None, None, 4, 1)
    (group,) = groups()
    assert (group.questions, group.customers, group.is_open) == (4, 4, True)
    assert group.name_ar == "هل تغلفون الهدايا؟"
    assert group.name_en.casefold() in {text.casefold() for text in GIFTS}
    assert group.answers["en"]["text"].startswith("We wrap gifts for 15 SAR")
    assert group.weeks == [0] * 12 + [4]
    rows = db.session.scalars(select(GroupedQuestion.ticket_id))
    assert set(rows) == {ticket.id for ticket in tickets}


def test_two_matters_are_two_groups_over_languages(sara: Agent) -> None:
    several(GIFTS, sara)
    several(PARTS, sara, by="p")
    mined()
    assert [group.questions for group in groups()] == [4, 3]
    assert all(group.name_ar and group.name_en for group in groups())


def test_two_customers_are_no_group_however_often_they_ask(sara: Agent) -> None:
    for at, text in enumerate(GIFTS):
        asked(text, f"c{at % 2}", said=WRAPPED, agent=sara, now=after(hours=at))
    assert mined().groups == 0


def test_a_second_run_changes_nothing(sara: Agent) -> None:
    several(GIFTS, sara)
    mined()
    before = [(group.id, group.name_en, group.questions, group.found_at) for group in groups()]
    mined()
    after_ = [(group.id, group.name_en, group.questions, group.found_at) for group in groups()]
    assert after_ == before
    assert db.session.scalar(select(func.count()).select_from(GroupedQuestion)) == 4


def test_a_group_grows_under_its_number_and_goes_with_its_questions(
    sara: Agent, clock: Clock
) -> None:
    several(GIFTS[:3], sara)
    mined()
    (before,) = groups()
    several(GIFTS, sara, by="later", now=after(days=30))
    clock(after(days=32))
    mined()
    (grown,) = groups()
    assert (grown.id, grown.questions, grown.now_and_before) == (before.id, 7, (4, 3))
    clock(after(days=200))
    mined()
    assert groups() == []


def test_what_was_dismissed_stays_dismissed_with_other_members_too(
    sara: Agent, clock: Clock
) -> None:
    several(GIFTS, sara)
    mined()
    dismiss(groups()[0], by=sara, now=NOON)
    commit()
    others = (
        "can you gift wrap my order please",
        "تقدرون تغلفونها هدية؟",
        "is there gift wrapping for birthdays?",
        "عندكم تغليف هدايا؟",
    )
    several(others, sara, by="other", now=after(days=120))
    clock(after(days=122))
    several(PARTS, sara, by="p", now=after(days=120))
    assert mined().groups == 1
    gifts, parts = groups()
    assert (gifts.state, gifts.questions, parts.questions) == (DISMISSED, 4, 3)
    take_up(gifts)
    commit()
    assert mined().groups == 2
    assert [(one.id, one.is_open) for one in groups()] == [(gifts.id, True), (parts.id, True)]


def test_an_accepted_group_is_a_draft_article_in_each_language(sara: Agent) -> None:
    several(GIFTS, sara)
    mined()
    (group,) = groups()
    article = accept(group, by=sara, now=NOON)
    commit()
    english, arabic = draft_of(article.id, "en"), draft_of(article.id, "ar")
    assert english
    assert arabic
    assert english.answer == group.answers["en"]["text"]
    assert arabic.question == "هل تغلفون الهدايا؟"
    assert set(english.phrasings) < {*GIFTS}
    assert (article.texts, group.state, group.article_id) == ([], ACCEPTED, article.id)
    with pytest.raises(AlreadyDecided):
        dismiss(group, by=sara, now=NOON)


def test_one_whose_article_was_deleted_waits_again(sara: Agent) -> None:
    several(GIFTS, sara)
    mined()
    accept(groups()[0], by=sara, now=NOON)
    commit()
    db.session.delete(db.session.scalars(select(Article)).one())
    commit()
    db.session.expire_all()
    assert mined().groups == 1
    assert groups()[0].is_open


def test_one_whose_article_was_live_and_deleted_waits_again_too(sara: Agent) -> None:
    several(GIFTS, sara)
    mined()
    other = pair(sara)
    merge(groups()[0], other, by=sara, now=NOON)
    for lang in ("ar", "en"):
        withdraw(other, lang, by=sara, now=NOON)
    remove(other)
    commit()
    db.session.expire_all()
    assert groups()[0].is_open


def test_a_merged_group_is_found_at_once_and_its_languages_stay_in_line(sara: Agent) -> None:
    several(GIFTS, sara)
    mined()
    other = pair(sara)
    count = merge(groups()[0], other, by=sara, now=NOON)
    commit()
    new = {lang: text_of(other.id, lang) for lang in ("ar", "en")}
    assert count == sum(len(text.phrasings) - 1 for text in new.values() if text)
    assert all(text and text.version == 2 and text.fits == 2 for text in new.values())
    found = library.ask("هل تغلفون الهدايا؟")
    assert [answer.article.id for answer in found][:1] == [other.id]


def test_an_editor_who_decides_while_a_run_goes_on_has_decided(sara: Agent) -> None:
    several(GIFTS, sara)
    mined()
    ask(by=None, now=NOON)
    run = take(Mining, now=NOON)
    assert run
    commit()
    task = work.prepare(run.id, run.fence, now=after(days=2))
    outcome = work.hold(task)
    dismiss(groups()[0], by=sara, now=NOON)
    commit()
    settle(task, outcome, now=after(days=2))
    commit()
    assert [(group.state, group.questions) for group in groups()] == [(DISMISSED, 4)]


def test_figures_that_grow_by_masking_fit_their_place(sara: Agent) -> None:
    many = " ".join(f"#{number}" for number in range(1000, 1020))
    several(tuple(f"{text} {many}" for text in GIFTS), sara)
    run = mined()
    assert (run.error, run.groups) == (None, 1)


def test_searches_in_vain_are_counted_and_never_make_a_group(sara: Agent) -> None:
    for _ in range(5):
        searched("gift wrapping", "en", found=0, on=NOON.date())
    commit()
    assert mined().groups == 0
    several(GIFTS, sara)
    mined()
    assert groups()[0].searches == 5


def test_a_worker_that_is_to_go_leaves_it_to_be_begun_anew(
    sara: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    several(GIFTS, sara)
    monkeypatch.setattr("helpdesk.runs.hearing.is_leaving", lambda: True)
    run = mined()
    assert (run.stage, run.error, run.lease_until, groups()) == ("waiting", None, None, [])
    monkeypatch.setattr("helpdesk.runs.hearing.is_leaving", lambda: False)
    mine()
    db.session.refresh(run)
    assert (run.slot, run.groups) == (None, 1)


def test_one_that_takes_too_long_is_ended_and_leaves_the_groups_alone(
    sara: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    several(GIFTS, sara)
    mined()
    monkeypatch.setattr(work, "TIME_LIMIT", timedelta(0))
    assert mined().error == "time"
    assert len(groups()) == 1


def test_one_that_dies_says_how(sara: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "COMMAND", (work.COMMAND[0], "-c", "raise MemoryError('no room')"))
    run = mined()
    assert run.error == "failed"
    assert "no room" in (run.detail or "")


def test_one_goes_on_at_a_time(sara: Agent) -> None:
    assert ask(by=sara, now=NOON)
    assert not ask(by=None, now=NOON)


def test_the_night_begins_one_run_in_its_hour(sara: Agent) -> None:
    assert not begin_night(now=THREE - timedelta(hours=1))
    assert begin_night(now=THREE)
    commit()
    assert not begin_night(now=THREE + timedelta(minutes=1))
    assert db.session.scalar(select(func.count()).select_from(QuestionGroup)) == 0

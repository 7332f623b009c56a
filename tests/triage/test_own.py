"""The shop's own words: what they match, what they decide, and what they may not."""

import pytest

from triage import OwnWord, Triage
from triage.own import BadPhrase, decided, matching, spelling, steps

URGENT = OwnWord("عاجل", urgency=3)


def matched(phrase: str, text: str, subject: str = "") -> list[str]:
    """What of a message the phrase stands for; "" where that is in the subject."""
    found = matching([OwnWord(phrase, urgency=3)], text, subject)
    return [text[span[0] : span[1]] if span else "" for _, span in found]


@pytest.mark.parametrize(
    ("phrase", "text", "seen"),
    [
        # little words written on, on either side
        ("ضمان", "وين الضمان حق الجهاز", "الضمان"),
        ("ضمان", "الجهاز عليه مشكلة وبالضمان", "وبالضمان"),
        ("ضمان", "محتاج للضمان", "للضمان"),
        ("الضمان", "هل عليه ضمان سنتين؟", "ضمان"),
        ("الضمان الذهبي", "عندي ضمان ذهبي من ليلى", "ضمان ذهبي"),
        # one letter for another, marks, stretched letters, digits
        ("أجهزة", "عندي اجهزه كثيرة", "اجهزه"),
        ("هدية", "وصلت الهديه", "الهديه"),
        ("مستشفى", "الطلب لمستشفي الملك", "لمستشفي"),
        ("عاجل", "عـــاجِل لو سمحتوا", "عـــاجِل"),
        ("عاجل", "عاااااجل", "عاااااجل"),
        ("موديل ٢٠٢٦", "هذا موديل 2026 الجديد", "موديل 2026"),
        ("Ramadan Box", "my ramadan  box is late", "ramadan  box"),
        ("don't charge", "please don’t charge me", "don’t charge"),
        ("SKU-1234", "about sku 1234, thanks", "sku 1234"),
        # endings, only where they are asked for
        ("refund*", "where are my refunds", "refunds"),
        ("مستعجل*", "احنا مستعجلين عليه", "مستعجلين"),
        ("الشحن* السريع", "دفعت الشحنة السريعة", None),
        ("refund", "where are my refunds", None),
        ("عاجل", "طلبت آجل", None),
        # Arabizi
        ("مستعجل", "ana mesta3jel 3al talab", "mesta3jel"),
        ("mesta3jel", "ana mesta3jel 3al talab", "mesta3jel"),
        ("عاجل", "the ajel brand is nice", None),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, seen: str | None) -> None:
    assert matched(phrase, text) == ([seen] if seen else [])


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("عاجل", "الموضوع مو عاجل"),
        ("عاجل", "ليس الأمر عاجلا، أقصد مش عاجل"),
        ("عاجلا", "هذا ليس أبدا عاجلا"),
        ("urgent", "it is not urgent"),
        ("urgent", "this is not that urgent at all"),
        ("recall", "there is no recall, is there"),
        ("وصل", "الطلب موصلش"),
    ],
)
def test_what_is_denied_does_not_count(phrase: str, text: str) -> None:
    assert matched(phrase, text) == []


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("الآيفون", "ما وصلني الايفون"),
        ("diamond", "I have not received my Diamond order"),
        ("ما يشتغل", "الجهاز ما يشتغل"),
        ("not working", "it is not working"),
        ("urgent", "it is not only urgent but overdue"),
    ],
)
def test_a_name_counts_though_its_arriving_is_denied(phrase: str, text: str) -> None:
    assert matched(phrase, text)


def test_the_subject_counts_and_quoted_mail_does_not() -> None:
    assert matched("عاجل", "السلام عليكم", "طلب عاجل") == [""]
    assert matched("gold", "Thanks!\n\nOn Monday Layla wrote:\n> our gold members", "") == []
    assert matched("gold member", "member since May", "gold") == []


def test_only_what_the_reader_reads_is_looked_at() -> None:
    assert matched("عاجل", "كلام " * 900 + "عاجل") == []


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("", "empty"),
        (" ... ", "empty"),
        ("ـــ", "empty"),
        ("one two three four five six seven", "long"),
        ("*fund", "star"),
        ("re * fund", "star"),
        ("و*", "star"),
        ("refund**", "star"),
        ("ref*und", "star"),
    ],
)
def test_a_phrase_that_cannot_be_searched_for_is_refused(phrase: str, why: str) -> None:
    with pytest.raises(BadPhrase) as refusal:
        steps(phrase)
    assert refusal.value.why == why
    assert isinstance(refusal.value, ValueError)


@pytest.mark.parametrize(
    ("one", "other"),
    [("الهدية", "هديه"), ("GOLD  Member", "gold member"), ("Refund*", "refund*")],
)
def test_phrases_that_match_the_same_share_a_spelling(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


def test_other_phrases_do_not_share_a_spelling() -> None:
    assert len({spelling(each) for each in ("refund", "refund*", "الله", "له")}) == 4


def test_the_gravest_word_decides_and_among_equals_the_longer_one() -> None:
    calm, grave = OwnWord("gift", "order", 0), OwnWord("recall", "broken", 3)
    assert decided([calm, grave]) == ("broken", 3)
    assert decided([OwnWord("a", urgency=2), OwnWord("b", topic="claim")]) == ("claim", 2)
    short, long = OwnWord("gift", "order", 1), OwnWord("gift card", "payment", 1)
    assert decided([short, long]) == ("payment", 1)
    assert decided([]) == (None, None)


def test_a_word_raises_and_says_why(triage: Triage) -> None:
    text = "الطلب حق هدية العرس الملكي"
    before = triage.read(text, channel="chat")
    after = triage.read(text, channel="chat", words=[OwnWord("العرس الملكي", "claim", 3)])
    assert before.urgency < 3
    assert (after.topic, after.urgency, after.sure) == ("claim", 3, True)
    assert 75 <= after.score < 100
    why = after.reasons[0]
    assert (why.code, why.words) == ("own", "العرس الملكي")
    assert (why.ar, why.en) == (
        "من كلمات المتجر: العرس الملكي",
        "the shop's own word: العرس الملكي",
    )
    assert why.weight > 0
    assert after.reasons[1:] == before.reasons[: len(after.reasons) - 1]


def test_a_word_lowers_what_was_learnt_but_never_danger(triage: Triage) -> None:
    calm = [OwnWord("kettle*", urgency=0), OwnWord("الشاحن", urgency=0)]
    lowered = triage.read("the kettle arrived broken, I want my money back", words=calm)
    assert lowered.urgency == 0
    assert lowered.reasons[0].weight < 0
    burning = triage.read("الشاحن تطلع منه ريحة شياط ودخان", channel="chat", words=calm)
    assert (burning.urgency, burning.by_fact) == (3, True)
    assert burning.reasons[0].code != "own"
    assert "own" in {reason.code for reason in burning.reasons}


def test_a_topic_alone_leaves_the_urgency_and_makes_sure(triage: Triage) -> None:
    text = "السلام عليكم بخصوص النادي الذهبي"
    before = triage.read(text)
    after = triage.read(text, words=[OwnWord("النادي الذهبي", topic=before.topic)])
    assert (after.topic, after.urgency, after.score) == (
        before.topic,
        before.urgency,
        before.score,
    )
    assert after.sure
    moved = triage.read(text, words=[OwnWord("النادي الذهبي", topic="account")])
    assert moved.topic == "account"
    assert moved.secondary == (before.topic if before.topic != "account" else before.secondary)


def test_a_word_in_the_subject_is_quoted_from_there(triage: Triage) -> None:
    said = triage.read("hello there", subject="My Gold order", words=[OwnWord("gold", urgency=2)])
    assert (said.reasons[0].span, said.reasons[0].words) == (None, "Gold")


def test_without_words_nothing_changes(triage: Triage) -> None:
    text = "وين طلبي"
    assert triage.read(text, words=[]) == triage.read(text)
    assert triage.read(text, words=[URGENT]) == triage.read(text)

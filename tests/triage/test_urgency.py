"""Verdicts at the door: levels, traps, tone, reasons in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage import Triage
from triage.labels import TOPICS

CALM = "Hello, where is my parcel 5512?"


@pytest.mark.parametrize(
    "text",
    [
        "فيه ريحة شياط تطلع من الشاحن",
        "ريحه حريق من الفيش",
        "السخان يكهرب كل ما لمسته",
        "البوتاجاز بيسرب غاز",
        "el charger feh ri7et 7ari2",
        "The plug smells of burning. I am not angry, just telling you.",
        "Smoke came out of the heater",
        "the battery is swollen and hot to touch",
        "وجهي تورم بعد الكريم",
        "سأرفع عليكم قضية والمحامي سيتواصل معكم",
        "I will file a complaint with the ministry of commerce",
        "I have opened a chargeback with my bank",
        "حسابي اتهكر وحد بيطلب بالفيزا بتاعتي",
        "someone hacked my account and is ordering with my card",
        "المندوب واقف عند بيت غلط الحين كلموه",
        "the rider is ringing me from another building, please catch him before he leaves",
        "my email and my mobile were changed within minutes and none of this was me",
        "please stop the order before it ships today, wrong address",
        "حليب الرضيع ما وصل وباقي علبة وحدة",
        "her insulin has not arrived and she has one dose left",
        "the wedding is tomorrow and the dress is not here",
    ],
)
def test_what_cannot_wait(triage: Triage, text: str) -> None:
    assert triage.read(text, channel="chat").urgency == 3


@pytest.mark.parametrize(
    ("text", "topic", "urgency"),
    [
        ("URGENT!!! best SEO offer, rank first on Google, act now", "other", 0),
        ("عاجل!!! نوفر لكم متابعين وتصدر قوقل خلال اسبوع", "other", 0),
        ("وصلت سليمة مو مكسورة شكرا", "feedback", 0),
        ("Nothing was broken and nothing was late, thank you, great service", "feedback", 0),
        ("شكرا على سرعة التوصيل والتغليف الرائع", "feedback", 0),
        ("هل يتوفر هذا القميص مقاس لارج؟ بكم؟", "product", 0),
        ("فين الاوردر بتاعي هيوصل امتى؟", "shipment", 1),
        ("where is my parcel? tracking number 7712", "shipment", 1),
        ("نسيت كلمة المرور وما اقدر ادخل حسابي", "account", 1),
        ("the vase arrived broken in pieces", "broken", 2),
        ("وصلني الكوب مكسور", "broken", 2),
        ("please take me off the promotional emails", "account", 0),
        ("you sent me the wrong item", "claim", 2),
        ("انخصم مني مرتين لنفس الطلب", "claim", 2),
    ],
)
def test_plain_messages_and_traps(triage: Triage, text: str, topic: str, urgency: int) -> None:
    verdict = triage.read(text, channel="chat")
    assert (verdict.topic, verdict.urgency) == (topic, urgency)


@pytest.mark.parametrize("tone", ["URGENT!!! ", "عاجل جدا!!! ", "asap asap ", "I am furious! "])
@pytest.mark.parametrize(
    "text",
    [CALM, "do you have this in blue?", "how can I pay?", "I want to exchange the shirt for a M"],
)
def test_tone_alone_moves_at_most_one_level(triage: Triage, tone: str, text: str) -> None:
    plain, loud = triage.read(text), triage.read(tone + text)
    assert plain.urgency <= loud.urgency <= plain.urgency + 1


def test_reasons_say_why_and_where(triage: Triage) -> None:
    text = "Hello. My charger smells of burning!"
    reason = triage.read(text).reasons[0]
    assert (reason.code, reason.en) == ("danger.burning", "smells of burning → danger")
    assert reason.span is not None
    assert text[slice(*reason.span)] == reason.words == "smells of burning"
    assert reason.ar
    assert reason.weight > 0


def test_a_denial_is_a_reason_to_wait(triage: Triage) -> None:
    reasons = triage.read("وصلت سليمة مو مكسورة شكرا").reasons
    assert any(reason.code == "not broken.damaged" and reason.weight < 0 for reason in reasons)


def test_evidence_in_the_subject_has_no_place_in_the_text(triage: Triage) -> None:
    verdict = triage.read("please see the photo", subject="Charger smells of burning")
    assert verdict.urgency == 3
    assert verdict.reasons[0].span is None
    assert verdict.reasons[0].words == "smells of burning"


@pytest.mark.parametrize("text", ["", "   ", "???", "12345"])
def test_a_message_without_words(triage: Triage, text: str) -> None:
    verdict = triage.read(text)
    assert (verdict.topic, verdict.urgency, verdict.sure) == ("other", 0, False)
    assert len(verdict.reasons) == 1


@settings(max_examples=60)
@given(text=st.text(max_size=300), subject=st.text(max_size=60))
def test_every_message_has_a_whole_verdict(triage: Triage, text: str, subject: str) -> None:
    verdict = triage.read(text, channel="social", subject=subject)
    assert verdict.topic in TOPICS
    assert 25 * verdict.urgency <= verdict.score <= 25 * (verdict.urgency + 1)
    assert 0 <= verdict.confidence <= 1
    assert 1 <= len(verdict.reasons) <= 5


def test_many_at_once_are_read_like_one_by_one(triage: Triage) -> None:
    messages = [(CALM, "email", ""), ("وصل مكسور", "chat", ""), ("thanks", "social", "Hi")]
    one_by_one = [triage.read(text, channel=c, subject=s) for text, c, s in messages]
    assert triage.read_all(messages) == one_by_one
    assert triage.read_all([]) == []

"""Reads a message into signals: dialects, clitics, denial and how far it reaches."""

import pytest

from triage.signals import read


def said(text: str) -> set[str]:
    return {signal.meaning.name for signal in read(text).signals if not signal.denied}


def denied(text: str) -> set[str]:
    return {signal.meaning.name for signal in read(text).signals if signal.denied}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("وصلت الكاسة مكسورة", "broken.damaged"),
        ("الخلاط جه متكسر", "broken.damaged"),
        ("الصحن ديال الطاجين مهرس", "broken.damaged"),
        ("el kobbaya weslet maksoora", "broken.damaged"),
        ("the vase arrived cracked", "broken.damaged"),
        ("الجهاز ما يشتغل", "broken.not_working"),
        ("المكواة مبتسخنش", "broken.not_working"),
        ("الماكينة ماكتخدمش", "broken.not_working"),
        ("the lamp does not work", "broken.not_working"),
        ("طلبي ما وصل للحين", "shipment.not_arrived"),
        ("الاوردر موصلش", "shipment.not_arrived"),
        ("الكولي ما وصلاتش", "shipment.not_arrived"),
        ("لم تصل الشحنة", "shipment.not_arrived"),
        ("my parcel has not arrived", "shipment.not_arrived"),
        ("ابي ارجع الفستان", "return.return"),
        ("بغيت نرجعها", "return.return"),
        ("فين فلوسي؟", "return.refund_wait"),
        ("طلبت اسود وجاني ابيض", "claim.wrong_item"),
        ("you sent me the wrong colour", "claim.wrong_item"),
        ("انخصم مني مرتين", "claim.overcharged"),
        ("بالبطاقة وبالكاش؟ كيف ادفع", "payment.how"),
        ("نسيت كلمة السر", "account.password"),
        ("متوفر منه مقاس ٣٨؟", "product.stock"),
        ("تسلم ايديكم", "feedback.thanks"),
        ("هذي ثالث رسالة ومحد يرد", "repeat.again"),
    ],
)
def test_what_is_said(text: str, meaning: str) -> None:
    assert meaning in said(text)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("وصلت سليمة مو مكسورة", "broken.damaged"),
        ("مش مكسور", "broken.damaged"),
        ("nothing was broken", "broken.damaged"),
        ("it came without any damage", "broken.damaged"),
        ("there is no smoke", "danger.smoke"),
    ],
)
def test_what_is_denied(text: str, meaning: str) -> None:
    assert meaning in denied(text)
    assert meaning not in said(text)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("not happy, the vase is broken", "broken.damaged"),
        ("I did not like the colour and the second vase is broken", "broken.damaged"),
        ("it is not only broken but late", "broken.damaged"),
        ("ما عجبني اللون بس الكاسة مكسورة", "broken.damaged"),
        ("وقفوا الطلب قبل لا يطلع اليوم", "now.soon"),
        ("الجهاز جديد ولا مكسور", "broken.damaged"),
    ],
)
def test_denial_reaches_no_further_than_its_clause(text: str, meaning: str) -> None:
    assert meaning in said(text)


@pytest.mark.parametrize(
    ("text", "not_meant"),
    [
        ("ابي شاحن جوال وكرت شحن", "shipment.word"),
        ("breaking news in broken english", "broken.damaged"),
        ("the discount code expired", "broken.expired"),
        ("i want to change my email address", "shipment.address"),
        ("a phone with a good sim card", "payment.word"),
        ("my serial number is 4417", "other.wrong_address"),
        ("رقم التتبع ما يشتغل", "broken.not_working"),
        ("الرقم الضريبي ناقص خانة", "claim.missing_item"),
        ("شكرا لكم على اهتمامكم", "fury.let_down"),
    ],
)
def test_senses_that_are_not_meant(text: str, not_meant: str) -> None:
    assert not_meant not in said(text)


def test_a_fact_that_needs_company_counts_only_with_it() -> None:
    alone, joined = read("the wedding dress is lovely"), read("the wedding is tomorrow")
    assert max((alone.level(signal) for signal in alone.signals), default=0) < 3
    assert max(joined.level(signal) for signal in joined.signals) == 3


def test_a_slight_defect_is_worth_a_level_less() -> None:
    slight, plain = read("there is a small crack in the tray"), read("the tray is cracked")
    assert max(slight.level(signal) for signal in slight.signals) == 1
    assert max(plain.level(signal) for signal in plain.signals) == 2


def test_an_allergy_that_is_only_asked_about_is_no_alarm() -> None:
    asked = read("is it true that this cream can cause an allergic reaction?")
    happened = read("my face is swollen after the cream")
    assert max((asked.level(signal) for signal in asked.signals), default=0) <= 1
    assert max(happened.level(signal) for signal in happened.signals) == 3


def test_only_the_first_four_thousand_characters_are_read() -> None:
    assert "broken.damaged" not in said("x " * 2000 + "broken")

"""What a draft hides: names, numbers, addresses; and what it keeps, since it is the answer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.articles.placeholders import without_placeholders
from helpdesk.mining.masking import mask

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
DIGITS = st.sampled_from([{}, ARABIC, PERSIAN])
AROUND = st.text("km # سلام واتساب شكرا hello mail me ok،,.:!\n", max_size=30)


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("طلبك ٤٧٨٢١ خرج اليوم", "طلبك [رقم الطلب] خرج اليوم"),
        ("اتصل على ٠٥٥ ١٢٣ ٤٥٦٧", "اتصل على [رقم الهاتف]"),
        ("أو على +966 55 123 4567 مساءً", "أو على [رقم الهاتف] مساءً"),
        ("راسلنا: mona@mail.example", "راسلنا: [البريد الإلكتروني]"),
        ("الآيبان SA03 8000 0000 6080 1016 7519", "الآيبان [رقم الآيبان]"),
        ("بطاقتك 4111 1111 1111 1111", "بطاقتك [رقم]"),
        ("سكني شقة ١٢ الدور ٣ شارع الملك فهد", "سكني [العنوان]"),
        ("حي النرجس، شارع التخصصي ثم مسجد", "[العنوان] ثم مسجد"),
        ("العنوان الوطني RRRD2929", "العنوان الوطني [العنوان]"),
    ],
)
def test_figures_and_addresses_of_one_customer_are_hidden(said: str, masked: str) -> None:
    assert mask(said, "ar") == masked


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("وسارة تقول لمحمد إنه وصل", "و[الاسم] تقول ل[الاسم] إنه وصل"),
        ("أستاذ رجب عويس المحترم", "أستاذ [الاسم] المحترم"),
        ("معك نورة من خدمة العملاء", "معك [الاسم] من خدمة العملاء"),
        ("الأخ محمد بن علي القحطاني", "الأخ [الاسم]"),
        ("معك كريم، وأستاذ سعيد", "معك [الاسم]، وأستاذ [الاسم]"),
        ("اسمي هيثم الربيعي", "اسمي [الاسم]"),
        ("يا عُمَر وصلت", "يا [الاسم] وصلت"),
    ],
)
def test_names_are_hidden_with_whatever_letters_they_carry(said: str, masked: str) -> None:
    assert mask(said, "ar") == masked


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("My name is mona el haddad", "My name is [name]"),
        ("I'm Wilhelmina from Jeddah", "I'm [name] from Jeddah"),
        ("Mr. Oakenshield will call", "Mr. [name] will call"),
        ("Apartment 1204, Palm View Residence, Al Sufouh.", "[address]."),
        ("12 King Fahd Street, Olaya", "[address]"),
        ("See https://shop.example/track?id=9", "See [link]"),
        ("serial CG2-00417", "serial [number]"),
        ("order 10000 days late", "order [order number] days late"),
    ],
)
def test_so_it_is_in_english(said: str, masked: str) -> None:
    assert mask(said, "en") == masked


@pytest.mark.parametrize(
    "said",
    [
        "التغليف بـ ١٥ ريال، ويصل خلال ٣ إلى ٥ أيام عمل",
        "التوصيل عن طريق سمسا، والبطارية 5000 mAh بـ 1500 ريال",
        "من 10:00 إلى 22:00 يوم 20/11/2026",
        "أنا طلبت من أسبوع وعمر المنتج سنتان، وسعيد بكم",
        "Yes, 60 SAR to Morocco, 7 to 10 days, see https://shop.example/help",
        "A 65W USB-C charger fits the iPhone 15; I am waiting. This is fine.",
        "Dear Sir or Madam, dear customer, hello all",
    ],
)
def test_amounts_dates_measures_and_plain_words_stay(said: str) -> None:
    assert mask(said, "ar") == said


def test_names_that_are_known_are_hidden_also_in_parts() -> None:
    known = ["Zeina Barakat", "Sara Haddad"]
    assert mask("Barakat, ask Zeina or Haddad", "en", known=known) == "[name], ask [name] or [name]"
    assert mask("طلب أم سعود وصل", "ar", known=["أم سعود"]) == "طلب [الاسم] وصل"


def test_a_number_sign_makes_no_amount_of_letters() -> None:
    assert "10000" not in mask("order #USD10000 is late", "en")
    assert mask("I paid USD 100", "en") == "I paid USD 100"


def test_a_name_in_brackets_is_hidden_too() -> None:
    assert mask("it is for [Zeina Barakat]", "en", known=["Zeina Barakat"]) == "it is for [[name]]"
    assert mask("call [my sister Zeina]", "en", known=["Zeina"]) == "call [my sister [name]]"


@given(
    AROUND,
    st.from_regex(r"05[0-9]{8}|\+9665[0-9]{8}|05[0-9] [0-9]{3} [0-9]{4}", fullmatch=True),
    AROUND,
    DIGITS,
)
def test_no_phone_survives(before: str, phone: str, after: str, digits: dict[int, str]) -> None:
    masked = without_placeholders(mask(f"{before} {phone.translate(digits)} {after}", "ar"))
    assert not re.search(r"\d", masked)


@given(AROUND, st.from_regex(r"[A-Z]{0,3}-?[1-9][0-9]{4,8}", fullmatch=True), AROUND, DIGITS)
def test_no_order_survives(before: str, order: str, after: str, digits: dict[int, str]) -> None:
    masked = without_placeholders(mask(f"{before} #{order.translate(digits)} {after}", "en"))
    assert not re.search(r"\d", masked)


PARTS = (
    *("سارة", "محمد", "شقة", "12", "شارع", "Dr", "Oak", "Street", "05", "1234567", "@", "a.b"),
    *("[رقم]", "https://x.y/z?a", "،", "أستاذ", "SA0380000000608010167519", "بن", "my name is"),
)


@given(st.text(max_size=200) | st.lists(st.sampled_from(PARTS), max_size=12).map(" ".join))
def test_what_is_masked_stays_as_it_is(said: str) -> None:
    masked = mask(said, "ar")
    assert mask(masked, "ar") == masked


def test_a_long_text_takes_no_long_time() -> None:
    assert mask("شقة ١٢ شارع " * 1500, "ar")
    assert mask("1 " * 9000, "en")
    assert mask("Aa " * 6000, "en")

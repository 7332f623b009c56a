"""A reply becomes a draft: what is said to one customer alone goes."""

import pytest

from helpdesk.mining.drafting import draft

TEAM = ["Sara Haddad", "عمر الزهراني"]


@pytest.mark.parametrize(
    ("reply", "left"),
    [
        (
            "Hello Deepa,\nassembly is free above 1,000 SAR in Riyadh. You add it in the basket.\n"
            "Best regards,\nSara",
            "Assembly is free above 1,000 SAR in Riyadh. You add it in the basket.",
        ),
        (
            "Hi Yara! Gift wrapping is 15 SAR with a handwritten card. Let me know if there is "
            "anything else!\nSara Haddad",
            "Gift wrapping is 15 SAR with a handwritten card.",
        ),
    ],
)
def test_greeting_thanks_and_signature_go_in_english(reply: str, left: str) -> None:
    assert draft(reply, "en", known=TEAM) == left


@pytest.mark.parametrize(
    ("reply", "left"),
    [
        (
            "وعليكم السلام ورحمة الله أستاذ تركي،\n"
            "يمكن حفظ بيانات المؤسسة في «حسابي» ثم «الفوترة». حياك الله في أي وقت.\nعمر، دكان ليلى",
            "يمكن حفظ بيانات المؤسسة في «حسابي» ثم «الفوترة».",
        ),
        (
            "أهلًا سارة، طلبك ٤٧٨٢١ يُغلَّف هدية بـ ١٥ ريال مع بطاقة بخط اليد. شكرًا لك",
            "طلبك [رقم الطلب] يُغلَّف هدية بـ ١٥ ريال مع بطاقة بخط اليد.",
        ),
    ],
)
def test_so_they_do_in_arabic(reply: str, left: str) -> None:
    assert draft(reply, "ar", known=TEAM) == left


@pytest.mark.parametrize("reply", ["العفو، نورتنا يا كريم.", "Hi Mona, done! Thanks, Sara", "😊"])
def test_pleasantries_leave_no_draft(reply: str) -> None:
    assert draft(reply, "en", known=TEAM) is None

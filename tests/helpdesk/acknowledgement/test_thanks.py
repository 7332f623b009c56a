"""A mail that says only that an article helped is recognised; whatever says more is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.acknowledgement.thanks import LONGEST, _phrases, says_it_helped

HELPED = [
    "this helped",
    "This helped, thanks!",
    "thanks, solved",
    "Solved. Thank you very much :)",
    "That answered my question 👍🏽",
    "Hi,\n\nthis solved my problem, thanks a lot!\n\nKind regards\nMona Haddad",
    "yes it helped",
    "It’s solved",
    "Thanks!! It works now…",
    "Problem solved, you can close the ticket. Thanks",
    "تم الحل شكرا",
    "نفعني",
    "هذا حل المشكلة",
    "هٰذا حلّ المُشكلة",
    "شكــرًا لكم، تم حل المشكلة 🙏🏻",
    "السلام عليكم ورحمة الله وبركاته\nتم الحل وشكرا\nمع التحية",
    "وجدت الإجابة، جزاكم الله خيرًا",
    "انحلت ما قصرتوا",
    "خلاص اتحلت، متشكرين جدا",
    "زبطت معي، يسلمو كتير",
    "صافي تحلات المشكلة، شكرا بزاف",
    "tam el 7al shukran",
    "nafa3ni, yslamo 🌹",
    "en7alet el moshkela, choukran",
]
NOT = [
    "",
    " ",
    "thanks",
    "ok",
    "شكرا",
    "تمام شكرا",
    "تم",
    "👍",
    "received",
    "this helped?",
    "has this helped",
    "this helped :(",
    "this helped 👎",
    "this helped :/",
    "this did not help",
    "this helped, not",
    "not solved",
    "no, this helped nothing",
    "nothing helped",
    "solved nothing",
    "this would have helped last week",
    "this helped but where is my refund",
    "this helped a lot, but the lamp is still broken",
    "solved. thanks. please send the invoice",
    "Thanks, this helped. One more question: when do you open?",
    "solved 1043",
    "I solved it myself, your article is wrong",
    "it solved itself",
    "please close the ticket",
    "this helped my neighbour",
    "if this helped I would tell you",
    "ما نفعني",
    "مانفعني",
    "ولا نفعني",
    "هذا ما نفعني",
    "نفعني؟",
    "هل تم الحل",
    "لم تنحل المشكلة",
    "ما انحلت",
    "مو محلولة",
    "مش محلولة",
    "ما ساعدني شكرا",
    "لا شكرا",
    "ما زبطت معي",
    "تم الحل بس باقي الفاتورة",
    "شكرا نفعني لكن متى يوصل الطلب",
    "يا ريت نفعني",
    "ma nafa3ni",
    "ma en7alet",
    "mafi 7al",
    "tam el 7al? ",
    "this helped " * 9,
    "this helped\n\nOn Monday you wrote that it ships",
]


@pytest.mark.parametrize("text", HELPED)
def test_it_is_recognised(text: str) -> None:
    assert says_it_helped(text, name="Mona Haddad")


@pytest.mark.parametrize("text", NOT)
def test_at_any_doubt_it_is_not(text: str) -> None:
    assert not says_it_helped(text, name="Mona Haddad")


def test_a_name_below_is_known_only_where_it_is_the_customers() -> None:
    assert says_it_helped("This helped. Mona", name="Mona Haddad")
    assert not says_it_helped("This helped. Mona", name="Omar")
    assert not says_it_helped("Mona", name="Mona Haddad")


def _said(number: int) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(" ".join(phrase) for phrase in _phrases()[number]))


@given(_said(0), _said(1), _said(2))
def test_thanks_and_greetings_around_it_change_nothing(helped: str, beside: str, around: str):
    assert says_it_helped(f"{around}, {helped}") == says_it_helped(helped)
    if len(f"{helped} {beside}".split()) <= 8:
        assert says_it_helped(f"{helped}. {beside}!\n{around}")


@given(_said(0), st.sampled_from("?؟:(/%$#@123٤"))
def test_no_question_no_figure_and_no_strange_sign_passes(helped: str, sign: str) -> None:
    if sign != ":":
        assert not says_it_helped(f"{helped} {sign}")
        assert not says_it_helped(f"{sign} {helped}")


DENIALS = ["not", "no", "never", "but", "ma", "mish"]
DENIALS += ["ما", "لم", "لا", "مو", "مش", "ليس", "بس", "لكن"]


@given(_said(0), st.sampled_from(DENIALS), st.booleans())
def test_no_denial_passes_wherever_it_stands(helped: str, denial: str, before: bool) -> None:
    assert not says_it_helped(f"{denial} {helped}" if before else f"{helped} {denial}")


@given(st.lists(_said(1) | _said(2), max_size=6))
def test_thanks_alone_say_nothing(said: list[str]) -> None:
    assert not says_it_helped(" ".join(said))


@given(st.text(max_size=LONGEST * 2), st.text(max_size=40))
def test_any_text_is_read(text: str, name: str) -> None:
    assert says_it_helped(text, name=name) in (True, False)

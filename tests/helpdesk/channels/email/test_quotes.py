"""Which words of a reply are new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.channels.email.quotes import new_text

HISTORY = {
    "Gmail": "On Mon, Jun 30, 2025 at 4:02 PM Noor <a@shop.example> wrote:\n\n> Hi\n> you",
    "Gmail, unmarked": "On Mon, Jun 30, 2025 at 4:02 PM Noor <a@shop.example> wrote:\nHi",
    "folded": "On Mon, Jun 30, 2025 at 4:02 PM Noor Shop\n<a@shop.example>\nwrote:\n\nHi",
    "Gmail, Arabic": "في الأحد، 3 مارس 2024 في 2:40 م تمت كتابة ما يلي بواسطة Noor "
    "<a@shop.example>:\n\nأهلا",
    "older Gmail, Arabic": "في الأحد، ٣ مارس ٢٠١٩ ١١:٢٢ نور <a@shop.example> كتب:\nأهلا",
    "came from": "بتاريخ 4 يونيو، 2017 8:39 م، جاء من Noor Shop\n<a@shop.example>:\nأهلا",
    "on the date": 'بتاريخ ٢١/٠٣/٢٠١٨ ٩:٠٧ م، كتب "نور":\nأهلا',
    "Yahoo": "    On Monday, June 30, 2025 at 04:02:00 PM GMT+3, Noor <a@b.example> "
    "wrote:  \n \n Hi",
    "French": "Le lun. 30 juin 2025 à 16:02, Noor <a@shop.example> a écrit :\n\n> Salut",
    "address first": "2025-06-30 16:02 GMT+03:00 Noor <a@shop.example>:\n\n> Hi\n> you",
    "Outlook": "From: Noor\nSent: Monday\nTo: Mona\nSubject: Order\n\nHi",
    "Outlook, bold": "*From:* Noor\n*Sent:* Monday\n*To:* Mona\n*Subject:* Order\n\nHi",
    "Outlook, ruled": "_____________\nFrom: Noor\nDate: Monday\nSubject: Order\n\nHi",
    "Outlook, Arabic": "\u200fمن: نور\nتم الإرسال: الاثنين\nإلى: منى\nالموضوع: طلب\n\nأهلا",
    "original message": "-----Original Message-----\nHi",
    "Samsung": "-------- Original message --------\nHi",
    "Huawei, Arabic": "-------- رسالة أصلية --------\nأهلا",
    "original, vowelled": "----- الرسالة الأصليَّة -----\nأهلا",
    "only marked": "> Hi\n> there",
    "iPhone": "Sent from my iPhone",
    "iPhone, Arabic": "أُرسلت من الـ iPhone",
    "Huawei's line": "تم الإرسال من هاتف Huawei الخاص بي",
    "Outlook's line": "الحصول على Outlook لـ Android\n\nFrom: A\nSent: B\nSubject: C\n\nHi",
    "signature": "-- \nMona\n0551234567",
}


@pytest.mark.parametrize("mailer", HISTORY)
def test_history_below_the_words_goes(mailer):
    assert new_text(f"شكرًا!\n\n{HISTORY[mailer]}") == "شكرًا!"


KEPT = {
    "a story": "On Monday my brother wrote:\nI paid 200 and got nothing.",
    "a story with a year": "On 3 July 2025 my brother wrote to you:\nno answer came",
    "the courier wrote": "في 3:30 كتب لي المندوب:\nالطلب عند الجيران",
    "my own address": "On 1/7/2025 I ordered with the address mona@mail.example:\nitem 5",
    "from and to of a parcel": "From: Riyadh\nTo: Jeddah\nDate: 5 July\nhow much is it?",
    "an arrow": "I want:\n> the blue one\nand that soon",
    "a list of prices": "Price: 5\nDate: 3\nSubject: maths book",
    "sent from, in a sentence": "It was sent from my office to the wrong address.\nWhy?",
    "a rule": "one\n----------\ntwo",
    "a forward": "see below\n\n---------- Forwarded message ---------\nFrom: A\nDate: B\n"
    "Subject: C\n\nOn 1/2/2025 10:00 x@y.example wrote:\n> all of it\n> stays",
    "Apple's forward": "FYI\n\nBegin forwarded message:\n\n> From: A\n> Subject: B\n>\n> words",
    "a forward, in Arabic": "اقرأوا\n\n-------- الرسالة المعاد توجيهها --------\nمن: ا\n"
    "التاريخ: ب\nالموضوع: ج\n\nنص",
}


@pytest.mark.parametrize("words", KEPT)
def test_what_a_person_wrote_stays(words):
    assert new_text(KEPT[words]) == KEPT[words]


def test_an_answer_below_the_quote_stays():
    text = "On 1/2/2025 10:00, Noor wrote:\n> Which size?\n\nForty-two."
    assert new_text(text) == "Forty-two."


def test_answers_between_quotes_stay_beside_their_questions():
    text = "Hello\n\nNoor wrote:\n> Which size?\n42\n> Which colour?\nBlue\n> Bye\n> Noor"
    assert new_text(text) == "Hello\n\n> Which size?\n42\n> Which colour?\nBlue"


def test_where_nothing_would_be_left_all_of_it_stays():
    assert new_text("> only\n> quoted") == "> only\n> quoted"
    assert new_text("-----Original Message-----\nHi") == "-----Original Message-----\nHi"


def test_a_block_of_fields_is_content_when_the_subject_says_forward():
    text = "Look\n\nFrom: A\nSent: B\nSubject: C\n\nHi"
    assert new_text(text, is_forward=True) == text
    assert new_text(text) == "Look"


LINES = st.sampled_from(
    ["> quoted", "own words", "", "On 1/2/2025 10:00 a@b.example wrote:", "-- ", "From: x",
     "Sent: y", "Subject: z", "Sent from my iPhone", "كتب:", "-----Original Message-----"]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=30), max_size=30).map("\n".join))
def test_only_whole_lines_go_and_words_are_never_made_up(text):
    left = new_text(text)
    lines = [line.rstrip() for line in text.split("\n")]
    at = iter(lines)
    assert left == "" or all(line in at for line in left.split("\n"))
    assert bool(left) == bool("".join(lines))

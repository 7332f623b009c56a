"""Lines by which mailers of many languages say who wrote what follows."""

import pytest

from helpdesk.channels.email.quotes import new_text

WROTE = {
    "Gmail, English": "On Tue, Oct 7, 2025 at 3:20 PM Noor <a@shop.example> wrote:",
    "without a year": "On Tue, Oct 7, Noor\n<a@shop.example> wrote:",
    "address alone": "noor <a@shop.example> wrote:",
    "Zoho": "---- On Tue, 07 Oct 2025 15:20:36 +0300 Noor<a@shop.example> wrote ----",
    "dashes, Arabic": "---- نور كتب ----",
    "without a colon": "On Tue, 7 Oct 2025 15:20:43 +0300 Noor <a@shop.example> wrote",
    "old Gmail": "2025/10/7 Noor <a@shop.example>",
    "a verb nobody knows": "On 7-Oct-2025, at 3:20 PM, Noor <a@shop.example> zzz:",
    "Czech": "út 7. 10. 2025 v 15:20 Noor <a@shop.example> napsal:",
    "Danish": "Den tirs. 7. okt. 2025 kl. 15.20 skrev Noor <a@shop.example>:",
    "Dutch": "Op di 7 okt 2025 om 15:20 schreef Noor\n<a@shop.example>:",
    "Dutch, Apple": "Op 7 okt. 2025, om 15:20 heeft Noor <a@shop.example> het volgende geschreven:",
    "Finnish": "Noor <a@shop.example> kirjoitti 7.10.2025 kello 15.20:",
    "French": "Le mar. 7 oct. 2025 à 15:20, Noor <a@shop.example> a\nécrit :",
    "German": "Am Di., 7. Okt. 2025 um 15:20 Uhr schrieb Noor <a@shop.example>:",
    "Hungarian": "Noor <a@shop.example> ezt írta (időpont: 2025. okt. 7., K, 15:20):",
    "Italian": "Il giorno mar 7 ott 2025 alle ore 15:20 Noor <a@shop.example>\nha scritto:",
    "Japanese": "2025年10月7日(火) 15:20 Noor <a@shop.example>:",
    "Norwegian": "tir. 7. okt. 2025 kl. 15:20 skrev Noor <a@shop.example>:",
    "Polish": "wt., 7 paź 2025 o 15:20 Noor <a@shop.example> napisał(a):",
    "Portuguese": "Em ter., 7 de out. de 2025 às 15:20, Noor <a@shop.example> escreveu:",
    "Russian": "вт, 7 окт. 2025 г. в 15:20, Noor <a@shop.example>:",
    "Russian, without an address": "Вторник, 7 октября 2025, 15:20 от Noor написал:",
    "Spanish": "El mar, 7 oct 2025 a las 15:20, Noor (<a@shop.example>) escribió:",
    "Spanish, without an hour": "El martes, 7 de octubre de 2025, Noor escribió:",
    "Swedish": "Den tis 7 okt. 2025 kl 15:20 skrev Noor <a@shop.example>:",
    "Turkish": "Noor <a@shop.example>, 7 Eki 2025 Sal, 15:20 tarihinde şunu yazdı:",
    "Ukrainian": "вт, 7 жовт. 2025 р. о 15:20 Noor <a@shop.example> пише:",
    "Chinese": "Noor <a@shop.example> 于2025年10月7日周二 15:20写道：",
    "Chinese, Apple": "在 2025年10月7日，下午3:20，Noor <a@shop.example> 写道：",
}


@pytest.mark.parametrize("mailer", WROTE)
@pytest.mark.parametrize("below", ["\n> Hello\n> Mona", "\n\nHello\nMona"])
def test_what_stands_below_such_a_line_is_history(mailer, below):
    assert new_text(f"The blue one.\n\n{WROTE[mailer]}{below}") == "The blue one."


def test_own_words_on_the_same_line_stay():
    text = "The blue one On Tue, Oct 7, 2025 at 3:20 PM, a@shop.example wrote:\n> Which?"
    assert new_text(text) == "The blue one"


def test_lines_above_are_taken_only_where_they_begin_as_these_do():
    text = "The blue one\n2025-10-07 15:20 GMT+03:00 Noor <a@shop.example>:\n> Which?"
    assert new_text(text) == "The blue one"
    text = "I pay 5 for it\nNoor <a@shop.example> wrote:\n> Which?"
    assert new_text(text) == "I pay 5 for it"


OWN = {
    "an hour": "please call me tomorrow at this time:\n10:30",
    "what he said": "I rang on 5/7/2025 10:30 and this is what he said:\ncome tomorrow",
    "a day and a list": "I paid on 2025-03-04 at 10:30:\n> 200 SAR\nand nothing came",
    "an address": "Write to me at Mona (mona@mail.example):\nthanks",
    "two accounts": "Two accounts, <a@b.example> and\n<c@d.example> of 3/4/2025 are mine:\nwhich?",
    "I wrote": "On 3 July 2025 I wrote to you:\nwhere is it",
    "the driver": "On Tuesday at 10:30 the driver <Ahmad> rang and wrote:\nI am outside",
    "Arabic, a list": "طلبت يوم 5/7/2025 الساعة 10:30:\nحذاء\nحقيبة",
    "Arabic, I wrote": "كتبت لكم يوم 5/7/2025 ولم يرد أحد:\nأين الطلب؟",
    "Arabic, the courier": "في 5 يوليو 2025 كتب لي المندوب:\nالطلب عند الجيران",
}


@pytest.mark.parametrize("name", OWN)
def test_what_a_person_tells_stays(name):
    assert new_text(OWN[name]) == OWN[name]

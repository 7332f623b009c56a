"""Lines that telephones, apps and people put below their words."""

import pytest

from helpdesk.channels.email.markup import html_to_text
from helpdesk.channels.email.quotes import new_text

LINES = [
    "Sent from my iPhone",
    "Sent from my Galaxy S24, please excuse typos",
    "Sent from Windows Mail",
    "Sent with Proton Mail secure email.",
    "(sent from a phone)",
    "<<sent by huawei>>",
    "Get Outlook for Android<https://aka.example/x>",
    "Von meinem iPhone gesendet",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Envoyé de mon iPhone",
    "Télécharger Outlook pour iOS",
    "Enviado desde mi iPhone",
    "Enviado do meu telemóvel",
    "Inviato da iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Skickat från min iPad",
    "Sendt fra min telefon Samsung",
    "Lähetetty iPhonesta",
    "Wysłane z iPhone'a",
    "Отправлено с iPhone",
    "iPhone'umdan gönderildi",
    "發自我的 iPhone",
    "從我的 iPhone 傳送",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    "أُرسلت من الـ iPhone",
    "مرسل من هاتفي",
    "تم الإرسال من هاتف Huawei الخاص بي",
    "احصل على Outlook لـ iOS",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("below", ["", "\n\n-----Original Message-----\nHi"])
def test_a_telephone_s_line_goes(line, below):
    assert new_text(f"The blue one.\n\n{line}{below}") == "The blue one."


@pytest.mark.parametrize(
    "line",
    [
        "Sent from Riyadh last week",
        "Sent by DHL, says the phone",
        "Sent from my desk, it is easier than a mobile phone",
        "Get my money back",
        "Download does not work",
        "أرسلت من جوالي صورة المنتج مع رقم الطلب كاملا",
        "أرسلت من الرياض",
        "مرسل من المستودع",
    ],
)
def test_a_person_s_last_line_stays(line):
    assert new_text(f"Hello\n{line}") == f"Hello\n{line}"


def test_two_dashes_without_a_blank_set_a_signature_apart_only_above_history():
    text = "The blue one.\n--\nMona\n0551234567"
    assert new_text(text) == text
    assert new_text(f"{text}\n\n-----Original Message-----\nHi") == "The blue one."


def test_links_that_a_line_s_end_tore_stay_on_their_side():
    own = "See <http://shop.example/a\n> for the colour"
    assert new_text(own) == own
    quoted = "Blue.\n\nNoor wrote:\n\n> see (http://shop.example/a\nb=1)\n> bye"
    assert new_text(quoted) == "Blue."


@pytest.mark.parametrize(
    "mark", ["<div>--</div><div>Mona</div>", "<div class='gmail_signature'>Mona</div>"]
)
def test_a_signature_in_html_goes(mark):
    assert new_text(html_to_text(f"<p>The blue one.</p>{mark}")) == "The blue one."

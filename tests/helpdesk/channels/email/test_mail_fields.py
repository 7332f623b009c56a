"""Blocks of mail fields and dividers that mailers set above what they quote."""

import pytest

from helpdesk.channels.email.quotes import new_text

BLOCKS = {
    "date first": "Date: Tue, 7 Oct 2025 15:20:02 +0300\nTo: a@shop.example",
    "date first, Arabic": "التاريخ: 7 أكتوبر 2025\nمن: نور\nإلى: منى\nالموضوع: طلب",
    "by an address": "From: Noor <a@shop.example>\nTo: Mona\nSubject: Order",
    "indented": "      De : Noor <a@shop.example>\n À : Mona\n Envoyé le :mardi\n Objet : Commande",
    "Chinese": "发件人: Noor <a@shop.example>\n日期: 2025年10月7日\n收件人: Mona\n主题: 订单",
    "Danish": "Fra: Noor\nSendt: 7. oktober 2025 15:20\nTil: Mona\nEmne: Ordre",
    "German": "Von: Noor\nGesendet: Dienstag, 7. Oktober 2025\nAn: Mona\nBetreff: Bestellung",
    "Polish": "Od: Noor\nWysłano: wtorek, 7 października 2025\nDo: Mona\nTemat: Zamówienie",
    "Portuguese": "De: Noor\nEnviada em: terça-feira, 7 de outubro\nPara: Mona\nAssunto: Pedido",
    "Russian": "От: Noor\nОтправлено: 7 октября 2025 г.\nКому: Mona\nТема: Заказ",
    "Swedish": "Från: Noor\nSkickat: den 7 oktober 2025\nTill: Mona\nÄmne: Order",
    "Turkish": "Gönderen: Noor\nGönderildi: 7 Ekim 2025\nKime: Mona\nKonu: Sipariş",
    "nobody's language": "_________\nZuf: Noor <a@shop.example>\nZen: 7/10/2025 15:20\nZub: Order",
    "German divider": "-----Ursprüngliche Nachricht-----",
    "Spanish divider": "-----Mensaje original-----",
    "Samsung's divider": "-------- Mensagem original --------",
    "Chinese divider": "------------------ 原始邮件 ------------------",
    "Huawei's divider": "-------- البريد الأصلي --------",
    "a ticket system": "## Please type your reply above this line ##",
    "a ticket system, dashes": "##- الرجاء كتابة الرد فوق هذا السطر -##",
}


@pytest.mark.parametrize("mailer", BLOCKS)
def test_what_stands_below_them_is_history(mailer):
    assert new_text(f"The blue one.\n\n{BLOCKS[mailer]}\n\nHello") == "The blue one."


OWN = {
    "a parcel": "From: Riyadh\nTo: Jeddah\nDate: 5 July\nhow much is it?",
    "a parcel, Arabic": "من: الرياض\nإلى: جدة\nالتاريخ: 5/7\nكم السعر؟",
    "a waybill": "المرسل: منى\nالمستلم: أحمد\nالتاريخ: 5/7/2025 10:30\nمتى يصل؟",
    "a parcel, French": "De: Riyad\nÀ: Djeddah\nDate: 5 juillet\ncombien ?",
    "a form": "Name: Mona\nEmail: mona@mail.example\nDate: 5/7\nSubject: late\nMessage: where?",
    "a list item": "- original message\n- second message",
    "dashes": "---- the original message was better ----\nsend that",
    "above this line": "# above this line is the number\n5",
}


@pytest.mark.parametrize("name", OWN)
def test_what_a_person_lists_stays(name):
    assert new_text(OWN[name]) == OWN[name]

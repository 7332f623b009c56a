"""Bounces of the many mail servers that send prose instead of a report."""

import pytest

from helpdesk.channels.email.parse import parse

RETURNED = "--b\nContent-Type: message/rfc822\n\nMessage-ID: <t5-1@shop.example>\n\nhi\n--b--"


def mail(sender, subject, body, *fields, returns=False):
    head = [f"From: {sender}", "To: support@shop.example", f"Subject: {subject}", *fields]
    if returns:
        head.append("Content-Type: multipart/mixed; boundary=b")
        body = f"--b\n\n{body}\n{RETURNED}"
    return parse("\n".join([*head, "", body]).encode())


PROSE = {
    "by a daemon, without a known subject": mail(
        "MAILER-DAEMON@mx.example", "Sorry", "<mona@mail.example>:\n550 No such user here"
    ),
    "by an administrator, returned": mail(
        "System Administrator <postmaster@mx.example>",
        "E",
        "did not reach the following recipient(s):\n\nmona@mail.example on Monday",
        "Return-Path: <>",
        returns=True,
    ),
    "from nobody known, returned": mail(
        "no-reply@phone.example",
        "メールエラー通知",
        "Could not be delivered to: <mona@mail.example>",
        returns=True,
    ),
    "a conversation of servers": mail(
        "Gateway <postmaster@mx.example>",
        "メッセージを配信できません。",
        "Sent <<< RCPT TO:<mona@mail.example>\nReceived >>> 550 5.1.1 user unknown",
    ),
    "in German": mail(
        "postmaster@mx.example",
        "Unzustellbar: Ihre Bestellung",
        "konnte nicht zugestellt werden:\n  mona@mail.example\n#550 5.1.1",
    ),
}


@pytest.mark.parametrize("name", PROSE)
def test_prose_is_known_by_several_signs_and_says_for_whom(name):
    assert PROSE[name].is_bounce
    assert not PROSE[name].is_auto_reply
    assert PROSE[name].failed_recipients == ("mona@mail.example",)


def test_the_returned_mail_tells_which_one_it_was():
    assert PROSE["from nobody known, returned"].original_message_id == "<t5-1@shop.example>"


NO_BOUNCES = {
    "a person called postmaster": mail(
        "Postmaster Hans <postmaster@small.example>", "Order 5", "It could not be delivered."
    ),
    "a person about a parcel": mail(
        "mona@mail.example", "Delivery failed", "The courier says: could not be delivered. 550 SAR"
    ),
    "a person who forwards one": mail(
        "mona@mail.example", "Fwd: Undelivered Mail", "I got this, user unknown", returns=True
    ),
    "a person who asks back": mail(
        "mona@mail.example", "Re: Delivery Status Notification", "What is that?"
    ),
    "a vacation": mail(
        "mona@mail.example",
        "Automatic reply: Order 5",
        "I am unable to send an answer, call 550.",
        "Return-Path: <>",
    ),
}


@pytest.mark.parametrize("name", NO_BOUNCES)
def test_one_or_two_signs_are_not_enough(name):
    assert not NO_BOUNCES[name].is_bounce

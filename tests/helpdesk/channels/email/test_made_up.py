"""Mails without an id: the same one by two roads gets one, two that look alike get two."""

import pytest

from helpdesk.channels.email.parse import parse

FIRST = b"Received: from phone by mail.example; Sun, 22 Nov 2026 09:00:00 +0000\r\n"
MAIL = b"From: mona@mail.example\r\nSubject: Lamp\r\n\r\nBroken.\r\n"
LATER = b"Received: from phone by mail.example; Sun, 22 Nov 2026 09:05:00 +0000\r\n"
ON_THE_WAY = (
    b"Return-Path: <mona@mail.example>\r\nDelivered-To: support@dukkan.example\r\n"
    b"Received: from mail.example by dovecot; Sun, 22 Nov 2026 09:01:00 +0000\r\n"
)


def id_of(raw: bytes) -> str:
    return parse(raw).message_id


@pytest.mark.parametrize("other", [ON_THE_WAY + FIRST + MAIL, (FIRST + MAIL).replace(b"\r", b"")])
def test_one_mail_has_one_id_by_every_road(other: bytes) -> None:
    assert id_of(FIRST + MAIL) == id_of(other)


@pytest.mark.parametrize(
    "other",
    [LATER + MAIL, FIRST + MAIL.replace(b"Broken", b"Shattered"), FIRST + b"To: x@y.z\r\n" + MAIL],
)
def test_another_mail_has_another(other: bytes) -> None:
    assert id_of(FIRST + MAIL) != id_of(other)

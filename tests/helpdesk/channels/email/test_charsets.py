"""Bytes to text where the label lies, is missing or is unheard of."""

import encodings.aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.channels.email.charsets import decode
from helpdesk.channels.email.encoded_words import decode_words

ARABIC = "أين طلبي رقم 12؟ لم يصل حتى الآن"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-1256", "cp1256"),
        ("x-windows-1256", "cp1256"),
        ("CP-1256", "cp1256"),
        ('"cp1256"', "cp1256"),
        ("iso-8859-6-i", "iso-8859-6"),
        ("ISO-8859-6-E", "iso-8859-6"),
        ("iso_8859-6", "iso-8859-6"),
        ("utf8", "utf-8"),
        ("UTF_8", "utf-8"),
        ("utf-16", "utf-16"),
        ("iso-8859-1", "cp1256"),
        ("us-ascii", "utf-8"),
        ("us-ascii", "cp1256"),
        ("utf-8", "cp1256"),
        ("x-unheard-of", "utf-8"),
        ("big5", "utf-8"),
        ("windows-1251", "utf-8"),
        ("", "cp1256"),
        (None, "utf-8-sig"),
    ],
)
def test_arabic_is_read_under_every_label_it_is_sent_with(label, codec):
    assert decode(ARABIC.encode(codec, "replace"), label) == ARABIC


@pytest.mark.parametrize("text", ["Où est ma commande, s'il vous plaît ?", "Größe für die Schuhe"])
def test_french_and_german_are_not_taken_for_arabic(text):
    assert decode(text.encode("latin-1"), None) == text
    assert decode(text.encode("latin-1"), "iso-8859-1") == text


def test_one_torn_letter_does_not_turn_all_into_another_script():
    assert decode(ARABIC.encode()[:-1], "utf-8") == ARABIC[:-1] + "\ufffd"


@given(
    st.binary(max_size=50),
    st.sampled_from(sorted(encodings.aliases.aliases)) | st.text(max_size=20),
)
def test_no_label_can_bring_it_down(data, label):
    assert isinstance(decode(data, label), str)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?Q?=D8=A3=D9?= =?utf-8?Q?=8A=D9=86?=", "أين"),
        ("=?windows-1256?B?x+HTwePL?=", "السءمث"),
        ("a =?utf-8?Q?b_c?= d", "a b c d"),
        ("=?utf-8?Q?with a space?=", "with a space"),
        ("=?utf-8*ar?Q?a?=\n =?iso-8859-6?Q?=C7?=", "aا"),
        ("=?utf-8?B?torn", "=?utf-8?B?torn"),
        ("=??Q?a?=", "a"),
    ],
)
def test_encoded_words_are_read_as_meant(value, text):
    assert decode_words(value) == text

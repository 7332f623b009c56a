"""File names that nothing can be done with but saving a file."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.channels.email.names import safe_name


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("فاتورة الطلب ١٢.pdf", "فاتورة الطلب ١٢.pdf"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\mona\receipt.png", "receipt.png"),
        ("re\0ceipt\r\n.png", "receipt.png"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a:b|c?.txt", "a_b_c_.txt"),
        ("con.txt", "_con.txt"),
        (".htaccess", "htaccess"),
        ("a" * 5000 + ".jpeg", "a" * 115 + ".jpeg"),
        ("", "attachment.pdf"),
        ("...", "attachment.pdf"),
        ("folder/", "folder"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(given_name, safe):
    assert safe_name(given_name, "application/pdf") == safe


@given(st.text(max_size=300))
def test_every_name_is_a_bare_one(given_name):
    name = safe_name(given_name)
    assert 0 < len(name) <= 120
    assert not set(name) & set('/\\<>:"|?*')
    assert name not in (".", "..")
    assert all(unicodedata.category(each) not in ("Cc", "Cf") for each in name)
    assert safe_name(name) == name

"""Who is named in From, To and Cc, and that no name is ever taken for an address."""

from time import process_time

import pytest

from helpdesk.channels.email.addressees import addressees
from helpdesk.channels.email.parse import parse


def people(value):
    return [(each.name, each.address) for each in addressees(value)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mona <mona@mail.example>", [("Mona", "mona@mail.example")]),
        ("mona@mail.example (Mona)", [("Mona", "mona@mail.example")]),
        ("Saleh, Mona <mona@mail.example>", [("Saleh, Mona", "mona@mail.example")]),
        ("Ali @ Shop, Ltd <ali@mail.example>", [("Ali @ Shop, Ltd", "ali@mail.example")]),
        ("Mona :( <mona@mail.example>", [("Mona :(", "mona@mail.example")]),
        ("<<mona@mail.example>>", [("", "mona@mail.example")]),
        ("<mona@mail.example> Mona", [("Mona", "mona@mail.example")]),
        (
            "Mona <mona@mail.example> Adam <adam@mail.example>",
            [("Mona", "mona@mail.example"), ("Adam", "adam@mail.example")],
        ),
        (
            'Team: "Saleh, Mona" <mona@mail.example>, adam@mail.example;',
            [("Saleh, Mona", "mona@mail.example"), ("", "adam@mail.example")],
        ),
        ("Way <@old.example,@relay.example:mona@mail.example>", [("Way", "mona@mail.example")]),
    ],
)
def test_each_person_has_a_name_and_an_address(value, expected):
    assert people(value) == expected


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ('<"a b"@evil.example>', '"a b"@evil.example'),
        ("<x@[192.0.2.1]>", "x@[192.0.2.1]"),
        ("<x@[IPv6:2001:db8::1]>", "x@[ipv6:2001:db8::1]"),
        ("<x@evil.example", "x@evil.example"),
        ("<x@evil.example (the boss)>", "x@evil.example"),
        ("<boss@shop.example> <x@evil.example>", "x@evil.example"),
        ("<>", ""),
        ("<evil>", ""),
        ("<boss@shop.example x@evil.example>", ""),
        ('<"evil>"@evil.example>', ""),
    ],
)
@pytest.mark.parametrize(
    "name", ["boss@shop.example", '"boss@shop.example"', "=?utf-8?q?boss=40shop.example?="]
)
def test_an_address_in_the_name_never_wins_over_the_real_one(name, given, address):
    assert people(f"{name} {given}") == [("boss@shop.example", address)]
    assert parse(f"From: {name} {given}\n\nhello".encode()).from_address == address


@pytest.mark.parametrize(
    "value",
    [
        '"boss@shop.example" x@evil.example',
        "(boss@shop.example) x@evil.example",
        "((the) boss@shop.example) x@evil.example",
        "=?utf-8?q?boss=40shop.example_=3Cx=40evil.example=3E?=",
    ],
)
def test_nor_does_one_in_quotes_or_a_comment(value):
    assert [address for _, address in people(value)] == ["x@evil.example"]


def test_a_quoted_local_part_needs_no_bracket():
    assert [each.address for each in addressees('"a b"@mail.example, c@mail.example')] == [
        '"a b"@mail.example',
        "c@mail.example",
    ]


def test_the_second_from_is_read_where_the_first_says_nothing():
    raw = b"From: [??]\nReply-To: other@mail.example\nFrom: Mona <mona@mail.example>\n\nhello"
    assert parse(raw).from_address == "mona@mail.example"


@pytest.mark.parametrize(
    "piece",
    [",", "g:;", "a,", "@,", "(", "((a)", "<", '<"a', '"', '"\\"', "a[", '"a"@', "x <a@b> ",
     "<a@b> "],
)  # fmt: skip
def test_a_field_of_64_kilobytes_is_read_at_once(piece):
    value = piece * (64_000 // len(piece))
    begun = process_time()
    addressees(value)
    assert process_time() - begun < 0.5

"""Whom we connect to: public addresses, whatever they are spelled like; the name is asked once."""

import socket

import pytest

from helpdesk.channels.email import reach as reaching
from helpdesk.channels.email.reach import PrivateAddress, UnknownName, is_public, reach


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd12:3456::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::",
    ],
)  # fmt: skip
def test_our_own_network_is_not_in_any_spelling(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f.1", "2130706433", "::1"])
def test_a_private_host_is_not_connected_to(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_where: pytest.fail("connected"))
    with pytest.raises((PrivateAddress, UnknownName)):
        reach(host, 993, timeout=1, private=False)


def test_a_name_that_changes_its_mind_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["93.184.216.34", "127.0.0.1"])
    went: list[str] = []

    def look_up(_host: str, port: int, **_how: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(where: tuple[str, int], _timeout: float) -> str:
        went.append(where[0])
        return "a line"

    monkeypatch.setattr(reaching.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(reaching.socket, "create_connection", connect)
    reach("imap.example", 993, timeout=1, private=False)
    assert went == ["93.184.216.34"]


def test_one_private_address_among_public_ones_is_enough_to_stay_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [(2, 1, 6, "", (address, 993)) for address in ("93.184.216.34", "10.0.0.5")]
    monkeypatch.setattr(reaching.socket, "getaddrinfo", lambda *_where, **_how: found)
    with pytest.raises(PrivateAddress):
        reach("imap.example", 993, timeout=1, private=False)


def test_a_name_that_leads_nowhere_says_so() -> None:
    with pytest.raises(UnknownName, match="no server of this name"):
        reach("nowhere.invalid", 993, timeout=1, private=True)

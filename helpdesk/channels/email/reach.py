"""The line to a mail server: its name is looked up once, and where it leads decides whether we go.

A name that says a public address when asked and a private one when connected to (DNS rebinding)
gains nothing: the connection goes to the very address that was looked at.
"""

import socket
import ssl
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address

# Addresses of IPv4 in the shape of IPv6 (RFC 6052, section 2.1).
_NAT64 = int(IPv6Address("64:ff9b::")) >> 32


class UnknownName(OSError):  # noqa: N818 (said of the name)
    """The server's name leads nowhere."""


class PrivateAddress(OSError):  # noqa: N818 (said of the address)
    """The name leads into our own network, where the setting lets nobody look around."""


def reach(host: str, port: int, *, timeout: float, private: bool) -> socket.socket:
    """A connection to the first address of `host` that answers, within `timeout` seconds each.

    Unless `private`, one that leads to this machine or its network is not tried. Raises
    UnknownName, PrivateAddress, else OSError.
    """
    addresses = _addresses(host, port)
    if not private and not all(is_public(address) for address in addresses):
        raise PrivateAddress("the name leads to a private address")
    trouble: OSError = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as error:
            trouble = error
    raise trouble


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open internet, in whatever spelling."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and int(found) >> 32 == _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


@cache
def trust() -> ssl.SSLContext:
    """Whom we trust, read once: the list of authorities takes longer than sending a mail."""
    return ssl.create_default_context()


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise UnknownName("there is no server of this name") from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))

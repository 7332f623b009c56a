"""The people named in From, To and Cc, out of whatever mailers write there."""

import re
import unicodedata
from dataclasses import dataclass

from helpdesk.channels.email.encoded_words import decode_words
from helpdesk.channels.email.headers import one_line

# Quoted name, comment, address in brackets, separator, plain run; each bounded, none nested.
_TOKEN = re.compile(
    r'(?P<quoted>"(?:[^"\\]|\\.){0,500}")|(?P<comment>\([^()]{0,500}\))|(?P<angle><[^<>]{0,500}>)'
    r'|(?P<comma>[,;])|(?P<plain>[^"(<,;]+|.)',
    re.DOTALL,
)
_BARE = re.compile(r"[^\s<>()\",;:\[\]\\]+")
_LONGEST_ADDRESS = 320  # RFC 3696, erratum 1690, rounded up as address columns are
_LONGEST_NAME = 200
_MOST = 1000


@dataclass(frozen=True)
class Addressee:
    """A name as the mail gives it and an address in lower case; either may be empty."""

    name: str
    address: str


def addressees(value: str) -> list[Addressee]:
    """Everybody named in a field's raw value, in order, at most 1,000."""
    found: list[Addressee] = []
    name, comment, address = "", "", ""
    for token in _TOKEN.finditer(value):
        kind, text = token.lastgroup, token[0]
        if kind == "comma":
            address = address or _bare_address(name)
            if not address:  # a comma inside a name that should have been quoted
                name += ","
                continue
            found.append(_addressee(name, comment, address))
            name, comment, address = "", "", ""
            if len(found) >= _MOST:
                return found
        elif kind == "comment":
            comment = text[1:-1]
        elif kind == "angle" and "@" in text:
            address = _bare_address(text) or address
        elif kind == "quoted":
            name += re.sub(r"\\(.)", r"\1", text[1:-1])
        else:
            name += text
    if name.strip(" ,") or address or comment:
        found.append(_addressee(name, comment, address or _bare_address(name)))
    return found


def addresses(value: str) -> list[str]:
    """The addresses alone, each once."""
    return list(dict.fromkeys(each.address for each in addressees(value) if each.address))


def _addressee(name: str, comment: str, address: str) -> Addressee:
    shown = decode_words(name)
    if not address:  # the whole of it, brackets and all, stood in an encoded word
        address = _bare_address(shown)
    shown = _without(_readable(shown), address)
    return Addressee(shown or _readable(decode_words(comment)), address)


def _bare_address(text: str) -> str:
    for token in _BARE.findall(text):
        local, at, domain = token.strip("'").rpartition("@")
        if at and local and domain.strip("."):
            address = f"{local}@{domain.strip('.')}".lower()
            if len(address) <= _LONGEST_ADDRESS and address.isprintable():
                return address
    return ""


def _readable(name: str) -> str:
    shown = "".join(each for each in name if unicodedata.category(each) != "Cf")
    return one_line(shown).strip("\"' ,")[:_LONGEST_NAME]


def _without(name: str, address: str) -> str:
    """`name` without a torn bracket, or nothing where it is only the address again."""
    rest = name.strip("<> ").partition("<")[0].strip(' "')
    return "" if rest.lower() == address else rest

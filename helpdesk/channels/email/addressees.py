"""The people named in From, To and Cc, out of whatever mailers write there."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from helpdesk.channels.email.encoded_words import decode_words
from helpdesk.channels.email.headers import one_line

# Quoted name, comment, address in brackets, a bracket nobody closed, separator, plain run: each
# bounded. Whatever a bracket holds up to the next comma is never read as part of the name.
_COMMENT = r"\((?:[^()]|\((?:[^()]|\([^()]{0,200}\)){0,200}\)){0,500}\)"
_TOKEN = re.compile(
    r'(?P<quoted>"(?:[^"\\]|\\.){0,500}")'
    rf"|(?P<comment>{_COMMENT})"
    r'|(?P<angle><(?:"(?:[^"\\<>]|\\.){0,64}"|[^<>"]){0,500}>)'
    r"|(?P<torn><[^<>,;]{0,500})"
    r'|(?P<comma>[,;])|(?P<plain>[^"(<,;]+|.)',
    re.DOTALL,
)
# An address or a word: perhaps a quoted local part, perhaps an IP literal as its domain.
_RUN = re.compile(
    r'(?:"(?:[^"\\<>]|\\.){1,64}"(?=@))?[^\s<>()",;:\[\]\\]+(?:\[[\w.:]{1,100}\])?', re.ASCII
)
_QUOTED_NAME = re.compile(r'"(?:[^"\\]|\\.){0,500}"(?!@)', re.DOTALL)
_GROUP = re.compile(r"\s*[^:@\s][^:@]{0,100}:\s*")
_LONGEST_ADDRESS = 320  # RFC 3696, erratum 1690, rounded up as address columns are
_LONGEST_NAME = 200
_MOST = 1000


@dataclass(frozen=True)
class Addressee:
    """A name as the mail gives it and an address in lower case; either may be empty."""

    name: str
    address: str


@dataclass
class _Entry:
    """What was said of one person so far; `after` holds the words behind the bracket."""

    name: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    comment: str = ""
    address: str = ""
    has_bracket: bool = False
    is_named_after: bool = False
    # The next comma ends this person.
    is_whole: bool = False

    def take(self, kind: str | None, text: str) -> None:
        if kind == "comment":
            self.comment = text[1:-1]
        elif kind in ("angle", "torn"):
            self.address = _only_address(text) or self.address
            self.has_bracket = self.is_whole = True
        else:
            words = re.sub(r"\\(.)", r"\1", text[1:-1]) if kind == "quoted" else text
            (self.after if self.has_bracket else self.name).append(words)
            self.is_named_after = self.is_named_after or (self.has_bracket and bool(words.strip()))
            self.written.append(text)
            self.is_whole = self.is_whole or (kind == "plain" and _holds_address(text))

    def addressee(self) -> Addressee:
        """The person. Words beside a bracket are a name and never an address, whatever they say."""
        given = "".join(self.name)
        shown = decode_words(given if given.strip(" ,") else "".join(self.after))
        address = self.address
        if not self.has_bracket:
            address = (
                _first_address(_QUOTED_NAME.sub(" ", "".join(self.written)))
                or _first_address(given)
                # The whole of it, brackets and all, stood in an encoded word.
                or _first_address(shown.rpartition("<")[2])
            )
        name = _without(_readable(shown), address)
        return Addressee(name or _readable(decode_words(self.comment)), address)


def addressees(value: str) -> list[Addressee]:
    """Everybody named in a field's raw value, in order, at most 1,000."""
    found = []
    for entry in _entries(value):
        person = entry.addressee()
        if person.name or person.address:
            found.append(person)
        if len(found) >= _MOST:
            break
    return found


def addresses(value: str) -> list[str]:
    """The addresses alone, each once."""
    return list(dict.fromkeys(each.address for each in addressees(value) if each.address))


def _entries(value: str) -> Iterator[_Entry]:
    """One entry a person: they end at a comma, or where one more name follows a bracket."""
    entry = _Entry()
    has_groups = ";" in value
    for token in _TOKEN.finditer(value):
        kind, text = token.lastgroup, token[0]
        if kind == "comma" and entry.is_whole:
            yield entry
            entry = _Entry()
            continue
        if kind == "angle" and entry.is_named_after:
            following = _Entry(name=entry.after)
            entry.after = []
            yield entry
            entry = following
        if has_groups and not entry.name:
            text = _GROUP.sub("", text, count=1) if kind == "plain" else text
        entry.take(kind, "," if kind == "comma" else text)
    yield entry


def _only_address(bracket: str) -> str:
    """The address in a bracket; where there are two, none is the surely meant one."""
    found = dict.fromkeys(_read_addresses(bracket))
    return next(iter(found)) if len(found) == 1 else ""


def _first_address(words: str) -> str:
    return next(_read_addresses(words), "")


def _holds_address(text: str) -> bool:
    """Whether a plain run ends or is an address; what stood before its @ may have been quoted."""
    return "@" in text and (text.startswith("@") or any(_read_addresses(text)))


def _read_addresses(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        local, at, domain = run.strip("'").rpartition("@")
        if at and local and domain.strip("."):
            address = f"{local}@{domain.strip('.')}".lower()
            if len(address) <= _LONGEST_ADDRESS and address.isprintable():
                yield address


def _readable(name: str) -> str:
    shown = "".join(each for each in name if unicodedata.category(each) != "Cf")
    return one_line(shown).strip("\"' ,")[:_LONGEST_NAME]


def _without(name: str, address: str) -> str:
    """`name` without a torn bracket, or nothing where it is only the address again."""
    rest = name.strip("<> ").partition("<")[0].strip(' "')
    return "" if rest.lower() == address else rest

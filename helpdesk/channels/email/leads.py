"""The links of a safe mail: each says where it leads, and loudly where its words say otherwise."""

import html as entities
import re
from urllib.parse import urlsplit

# On what nh3 writes: attributes in double quotes, letters of tags escaped everywhere else.
_LINK = re.compile(r'<a((?: [\w-]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_HREF = re.compile(r' href="([^"]*)"')
_TITLE = re.compile(r' title="[^"]*"')
_TAG = re.compile(r"<[^>]*>")
_NAMES_A_HOST = re.compile(
    r"(?i)^\s*(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,24})(?=[/:?#\s]|$)", re.UNICODE
)
# Against the mail's own styles, which could hide it.
_ALWAYS_SEEN = (
    "all:revert !important;font-size:0.85em !important;color:#b3261e !important;"
    "background:#fff !important;direction:ltr !important;unicode-bidi:isolate !important"
)


def with_leads(safe_html: str) -> str:
    """Each link's address as its title; behind words that name another host stands the true one."""
    return _LINK.sub(_told, safe_html)


def host_of(address: str) -> str:
    """The host of an address as it is asked for, in letters that cannot be mistaken; "" without."""
    try:
        host = urlsplit(address).hostname or ""
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except (ValueError, UnicodeError):
        return ""


def _told(link: re.Match[str]) -> str:
    attributes, words = link[1], link[2]
    address = _HREF.search(attributes)
    if address is None:
        return link[0]
    shown = _TITLE.sub("", attributes) + f' title="{address[1]}"'
    host = host_of(entities.unescape(address[1]))
    named = _NAMES_A_HOST.match(entities.unescape(_TAG.sub("", words)))
    if not host or named is None or _is_same_house(host_of(f"https://{named[1]}"), host):
        return f"<a{shown}>{words}</a>"
    return f'<a{shown}>{words}</a> <span style="{_ALWAYS_SEEN}">({entities.escape(host)})</span>'


def _is_same_house(named: str, host: str) -> bool:
    named, host = named.removeprefix("www."), host.removeprefix("www.")
    return host == named or host.endswith(f".{named}")

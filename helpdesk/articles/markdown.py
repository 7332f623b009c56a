"""An article's answer, written in Markdown: as HTML for pages, as plain text for chat and mail.

The text runs as its article's language does: whoever shows the HTML sets `lang` and `dir` around.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LONGEST = 20_000
_HIGHEST, _LOWEST = 2, 4

# A line break is kept as typed, and what is indented or underlined by hyphens stays what it is:
# people of a shop write so without meaning code or headings.
_PARSER = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable(["table", "strikethrough"])
    .disable(["code", "lheading"])
)
_TAGS = {"h2", "h3", "h4", "p", "br", "hr", "ul", "ol", "li", "strong", "em", "s", "a", "img"}
_TAGS |= {"code", "pre", "blockquote", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start", "class"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}

_OWN_PICTURE = re.compile(r"/help/pictures/[\w.-]+")
_FOREIGN = re.compile(r"(?i)(https?:)?//")
# Markdown counts by 0 to 9 only.
_ARABIC_NUMBER = re.compile(r"(?m)^([ \t>]*)([٠-٩۰-۹]{1,9})(?=[.)][ \t])")
# What people type for an item, where Markdown wants a hyphen.
_DOT = re.compile(r"(?m)^([ \t>]*)[•●▪◦](?=[ \t])")
_LATIN = {ord(digit): str(at % 10) for at, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@lru_cache(maxsize=256)
def html(text: str) -> Markup:
    """`text` as HTML: paragraphs, lists, tables, headings from h2 to h4, links, own pictures.

    Tags that were typed are shown as text. Pictures from elsewhere become their description.
    """
    shown = _PARSER.renderer.render(_tokens(text), _PARSER.options, {})
    return Markup(  # noqa: S704 (nh3 let through nothing but these)
        nh3.clean(shown, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    )


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """`text` without marks: items with their number or a dot, the address after a link's words."""
    page = _Page()
    for token in _tokens(text):
        page.read(token)
    return "\n".join(page.lines)


def _tokens(text: str) -> list[Token]:
    text = text[:LONGEST].replace("\0", "")
    arabic = {text.count("\n", 0, found.start()) for found in _ARABIC_NUMBER.finditer(text)}
    text = _ARABIC_NUMBER.sub(lambda it: it[1] + it[2].translate(_LATIN), text)
    tokens = _PARSER.parse(_DOT.sub(r"\1-", text))
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    for token in tokens:
        if token.type.startswith("heading_"):
            depth = int(token.tag[1]) - min(levels) + _HIGHEST
            token.tag = f"h{min(depth, _LOWEST)}"
        elif token.type == "ordered_list_open" and token.map and token.map[0] in arabic:
            token.attrSet("class", "arab")
        elif token.type == "inline":
            token.children = list(_own(token.children or []))
    return tokens


def _own(children: list[Token]) -> Iterator[Token]:
    """The pieces of a line, with foreign pictures as words and foreign links marked as such."""
    for piece in children:
        if piece.type == "image" and not _OWN_PICTURE.fullmatch(str(piece.attrs.get("src"))):
            yield Token("text", "", 0, content=piece.content)
            continue
        if piece.type == "image":
            piece.attrSet("loading", "lazy")
        elif piece.type == "link_open" and _FOREIGN.match(str(piece.attrs.get("href"))):
            piece.attrSet("rel", "noopener nofollow")
        yield piece


class _Page:
    """Lines written so far, and the lists that the next one stands in."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.lists: list[_Marks] = []
        self.cells: list[str] | None = None
        self.mark = ""
        self.wants_gap = False

    def read(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(_Marks(token))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
            self.wants_gap = not self.lists
        elif token.type == "list_item_open":
            self.mark = self.lists[-1].next()
        elif token.type == "tr_open":
            self.cells = []
        elif token.type == "tr_close":
            self.write(" | ".join(self.cells or []))
            self.cells = None
        elif token.type in ("inline", "fence"):
            self.tell(token)
        elif token.type.endswith("_close") and token.block and not token.hidden:
            self.wants_gap = self.wants_gap or token.type in _APART

    def tell(self, token: Token) -> None:
        words = _words(token.children or []) if token.type == "inline" else token.content.strip()
        if self.cells is None:
            self.write(words)
        else:
            self.cells.append(words)

    def write(self, words: str) -> None:
        if self.wants_gap and self.lines:
            self.lines.append("")
        self.wants_gap = False
        margin = "  " * max(len(self.lists) - 1, 0)
        self.lines += [margin + self.mark + line for line in words.split("\n")[:1]]
        self.lines += [margin + line for line in words.split("\n")[1:]]
        self.mark = ""


_APART = {"paragraph_close", "heading_close", "table_close", "blockquote_close"}


class _Marks:
    """What stands before the items of one list, one after the other."""

    def __init__(self, opened: Token) -> None:
        self.ordered = opened.type == "ordered_list_open"
        self.at = int(opened.attrs.get("start", 1))
        self.arabic = opened.attrs.get("class") == "arab"

    def next(self) -> str:
        if not self.ordered:
            return "• "
        number, self.at = str(self.at), self.at + 1
        return f"{number.translate(_ARABIC) if self.arabic else number}. "


def _words(children: list[Token]) -> str:
    said: list[str] = []
    opened: list[tuple[str, int]] = []
    for piece in children:
        if piece.type == "link_open":
            opened.append((str(piece.attrs.get("href")), len(said)))
        elif piece.type == "link_close":
            address, since = opened.pop()
            said.append(_after("".join(said[since:]), address))
        elif piece.type in ("softbreak", "hardbreak"):
            said.append("\n")
        else:
            said.append(piece.content)
    return "".join(said)


def _after(words: str, address: str) -> str:
    """The address of a link, unless its words say it or it leads nowhere from outside."""
    told = address.removeprefix("mailto:").removeprefix("tel:")
    return f" ({told})" if told != words and not told.startswith(("/", "#")) else ""

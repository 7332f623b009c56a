"""HTML of a mail to plain text, for mails that bring no text of their own.

Built on lxml's parser and not on a ready converter: those obey the sender's tables and paddings,
so that a mail of 120 KB can grow to 200 MB of blanks, and they lose what was quoted.
"""

import html as entities
import re

from lxml import etree

LONGEST_HTML = 1_000_000

_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre"}
_PARAGRAPHS |= {"hr", "dl"}
_LINES = _PARAGRAPHS | {"div", "br", "li", "tr", "dt", "dd", "section", "article", "header"}
_LINES |= {"footer", "address", "center", "figure", "form", "main", "nav"}
_UNSEEN = {"head", "script", "style", "title", "template", "object", "svg", "noscript"}
_HIDDEN = re.compile(r"(?i)display\s{0,9}:\s{0,9}none")
_BLANKS = re.compile(r"\s+")
_LONGEST_EMOJI = 8
_DEEPEST_QUOTE = 20


def html_to_text(html: str) -> str:
    """The words of `html` in lines as a reader sees them; quoted history is marked by "> "."""
    cut = html[:LONGEST_HTML]
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = etree.fromstring(cut.encode("utf-8", "replace").replace(b"\0", b""), parser)
    except etree.XMLSyntaxError:  # nothing in it but comments
        return ""
    text = _Page().read(tree) if tree is not None else ""
    return text or (_words_of(cut) if _was_too_deep(parser) else "")


class _Page:
    """Lines written so far, and the state of the one being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.quotes = self.quotes_above = 0
        self.wants_gap = False

    def read(self, tree: etree._Element) -> str:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self.close(element)
            elif element.tag in _UNSEEN or _HIDDEN.search(element.get("style", "")):
                walk.skip_subtree()
            else:
                self.open(element)
        self.break_line()
        return "\n".join(self.lines).strip("\n")

    def open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _LINES:
            self.break_line()
            self.wants_gap = self.wants_gap or tag in _PARAGRAPHS
        if tag == "br":
            self.end_empty_line(element)
        elif tag == "li":
            self.line.append("- ")
        elif tag == "img" and len(element.get("alt", "")) <= _LONGEST_EMOJI:
            self.line.append(element.get("alt", ""))
        elif tag == "blockquote" and _is_history(element):
            self.quotes += 1
        elif "gmail_signature" in element.get("class", "").split():
            self.line.append("--")
            self.break_line()
        self.write(element.text, kept=tag == "pre")

    def close(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _LINES and tag != "br":
            self.break_line()
            self.wants_gap = self.wants_gap or tag in _PARAGRAPHS
        elif tag in ("td", "th"):
            self.line.append(" ")
        if tag == "blockquote" and _is_history(element):
            self.quotes -= 1
        self.write(element.tail)

    def write(self, text: str | None, *, kept: bool = False) -> None:
        if not text:
            return
        if not kept:
            self.line.append(text)
            return
        for line in text.split("\n"):
            self.lines.append(_mark(self.quotes) + line)

    def end_empty_line(self, element: etree._Element) -> None:
        """A second <br> in a row is an empty line."""
        before = element.getprevious()
        if before is not None and before.tag == "br" and not (before.tail or "").strip():
            self.wants_gap = True

    def break_line(self) -> None:
        shown = _BLANKS.sub(" ", "".join(self.line)).strip()
        self.line.clear()
        if not shown or shown == "-":
            return
        if self.wants_gap and self.lines:
            self.lines.append(_mark(min(self.quotes, self.quotes_above)).rstrip())
        self.wants_gap = False
        # The blank behind a signature's dashes does not survive HTML.
        self.lines.append(_mark(self.quotes) + ("-- " if shown == "--" else shown))
        self.quotes_above = self.quotes


def _mark(quotes: int) -> str:
    return "> " * min(quotes, _DEEPEST_QUOTE)


def _is_history(element: etree._Element) -> bool:
    """Whether a mailer quotes here; people use the same element to indent."""
    return element.get("type") == "cite" or "quote" in element.get("class", "")


def _was_too_deep(parser: etree.HTMLParser) -> bool:
    """Whether the parser gave up on tags within tags, and lost what stood below."""
    return any("depth" in each.message for each in parser.error_log)


def _words_of(html: str) -> str:
    """What is left of bottomless HTML without its tags."""
    words = (piece.partition(">")[2] or piece for piece in html.split("<"))
    return " ".join(entities.unescape(" ".join(words)).split())

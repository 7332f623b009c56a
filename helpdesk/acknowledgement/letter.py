"""What an acknowledgement says, in both languages, as plain text and as HTML of the same words."""

import re
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from flask_babel import force_locale, gettext, ngettext
from markupsafe import Markup, escape

from helpdesk.articles.markdown import html, plain
from helpdesk.config import settings

MINUTE, HOUR, DAY = 60, 3600, 86_400
# Up to here a wait is told in hours: "within 48 hours" is plainer than "within two days".
_HOURS_UP_TO = 48 * HOUR
_FROM_ROOT = re.compile(r'(?<= src=")/(?!/)|(?<= href=")/(?!/)')


@dataclass(frozen=True, kw_only=True)
class Carried:
    """The article that goes with it, and the address by which the customer says that it helped."""

    slug: str
    question: str
    answer: str
    helped: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """All that one acknowledgement says; `target` is how soon a person should answer."""

    lang: str
    number: int
    opening: str
    target: timedelta | None
    article: Carried | None = None

    @property
    def text(self) -> str:
        """As plain text, a blank line between paragraphs."""
        with force_locale(self.lang):
            return "\n\n".join([*self._first_words(), *self._article_as_text(), self._last_words()])

    @property
    def html(self) -> Markup:
        """As what stands in the body of a page."""
        with force_locale(self.lang):
            paragraphs = [*map(_paragraph, self._first_words()), *self._article_as_html()]
            return Markup("\n").join([*paragraphs, _paragraph(self._last_words())])

    def _first_words(self) -> list[str]:
        number = gettext("Your ticket has the number #%(number)s.", number=self.number)
        return [self.opening or default_opening(), " ".join([number, *_promise(self.target)])]

    def _last_words(self) -> str:
        return gettext("This mail was written automatically. To add something, reply to it.")

    def _article_as_text(self) -> list[str]:
        if self.article is None:
            return []
        return [
            _may_answer(),
            self.article.question,
            plain(self.article.answer),
            f"{_on_help_pages()}: {self._page()}",
            f"{_answered_it()}: {self.article.helped}",
            _nothing_to_do(),
        ]

    def _article_as_html(self) -> list[Markup]:
        if self.article is None:
            return []
        whole = _FROM_ROOT.sub(f"{_root()}/", html(self.article.answer))
        return [
            _paragraph(_may_answer()),
            Markup("<h2>{}</h2>").format(self.article.question),
            Markup("<div>{}</div>").format(Markup(whole)),  # noqa: S704 (markdown.html made it)
            _link(_on_help_pages(), self._page()),
            _link(_answered_it(), self.article.helped, strong=True),
            _paragraph(_nothing_to_do()),
        ]

    def _page(self) -> str:
        assert self.article is not None
        return f"{_root()}/help/{self.lang}/{self.article.slug}"


def default_opening() -> str:
    """The first words where the shop has none of its own, in the language in force."""
    return gettext(
        "Hello,\n\nyour message has reached us. Thank you for writing to %(shop)s.",
        shop=settings().shop_name,
    )


def within(target: timedelta) -> str:
    """How soon, in words, rounded up: nobody is promised less than the target."""
    seconds = max(target.total_seconds(), MINUTE)
    if seconds < HOUR:
        minutes = ceil(seconds / MINUTE)
        return ngettext("within %(num)s minute", "within %(num)s minutes", minutes)
    if seconds <= _HOURS_UP_TO:
        hours = ceil(seconds / HOUR)
        return ngettext("within %(num)s hour", "within %(num)s hours", hours)
    days = ceil(seconds / DAY)
    return ngettext("within %(num)s day", "within %(num)s days", days)


def _promise(target: timedelta | None) -> list[str]:
    if target is None:
        return []
    return [gettext("A person reads it and means to answer %(within)s.", within=within(target))]


def _may_answer() -> str:
    return gettext("Until then: this article of our help pages may already answer your question.")


def _on_help_pages() -> str:
    return gettext("The article on our help pages")


def _answered_it() -> str:
    return gettext("This answered my question")


def _nothing_to_do() -> str:
    return gettext("If it does not, you need do nothing: a person will answer you.")


def _paragraph(text: str) -> Markup:
    """The words of one or more paragraphs, escaped, with their line breaks."""
    parts = re.split(r"\n{2,}", text)
    broken = (escape(part).replace("\n", Markup("<br>\n")) for part in parts)
    return Markup("\n").join(Markup('<p dir="auto">{}</p>').format(part) for part in broken)


def _link(words: str, address: str, *, strong: bool = False) -> Markup:
    shown = Markup("<b>{}</b>").format(words) if strong else words
    return Markup('<p><a href="{}">{}</a></p>').format(address, shown)


def _root() -> str:
    return settings().public_url.rstrip("/")

"""What readers do, counted: they read an article, say whether it helped, search."""

from datetime import date

from helpdesk.db import count_up
from helpdesk.help.models import LONGEST_WORDS, ArticleDay, HelpSearch
from triage.text import words

# A number this long is an order's, a phone's or a card's: it says who searched, not for what.
_TELLING_DIGITS = 4


def seen(article_id: int, lang: str, *, on: date) -> None:
    """Somebody opened the article."""
    count_up(ArticleDay, _row(article_id, lang, on), by={"views": 1})


def voted(article_id: int, lang: str, *, helped: bool, on: date) -> None:
    """Somebody said that the article helped, or that it did not."""
    said = "helped" if helped else "unhelped"
    count_up(ArticleDay, _row(article_id, lang, on), by={said: 1})


def searched(text: str, lang: str, *, found: int, on: date) -> None:
    """Somebody searched for `text` and was shown `found` articles."""
    if kept := as_counted(text):
        row = {"day": on, "lang": lang, "words": kept}
        count_up(HelpSearch, row, by={"count": 1}, latest={"found": found})


def as_counted(text: str) -> str:
    """A search in the one spelling, without addresses and long numbers; may be empty then."""
    asked = " ".join(piece for piece in text.split() if "@" not in piece)
    forms = (word.form for word in words(asked))
    said = " ".join(form for form in forms if sum(map(str.isdigit, form)) < _TELLING_DIGITS)
    return said[:LONGEST_WORDS].strip()


def _row(article_id: int, lang: str, on: date) -> dict[str, object]:
    return {"lang": lang, "day": on, "article_id": article_id}

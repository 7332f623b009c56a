"""What is wrong with an article, in the reader's language."""

from flask_babel import lazy_gettext

from helpdesk.articles.categories import LONGEST_NAME
from helpdesk.articles.categories import MOST as MOST_CATEGORIES
from helpdesk.articles.slugs import LONGEST_SLUG
from helpdesk.articles.wording import (
    LONGEST_ANSWER,
    LONGEST_PHRASING,
    LONGEST_QUESTION,
    MOST_PHRASINGS,
)
from helpdesk.web.render import num
from triage.labels import TOPICS

_SAID = {
    ("question", "empty"): lazy_gettext("Write the question."),
    ("question", "too_long"): lazy_gettext("Up to %(question)s characters."),
    ("answer", "empty"): lazy_gettext("Write the answer."),
    ("answer", "too_long"): lazy_gettext(
        "Up to %(answer)s characters. Divide a long answer among several articles."
    ),
    ("phrasings", "too_many"): lazy_gettext("Up to %(phrasings)s phrasings, one a line."),
    ("phrasings", "phrasing_too_long"): lazy_gettext("Up to %(phrasing)s characters a line."),
    ("placeholders", "left"): lazy_gettext(
        "Customers would read these words in brackets. Replace them, or say that you mean them."
    ),
    ("slug", "empty"): lazy_gettext("Write an address."),
    ("slug", "shape"): lazy_gettext(
        "Small Latin letters, digits and single hyphens, as in return-an-item."
    ),
    ("slug", "too_long"): lazy_gettext("Up to %(slug)s characters."),
    ("slug", "taken"): lazy_gettext("Another article has this address."),
    ("slug", "twice"): lazy_gettext("The file has this article twice in this language."),
    ("topic", "differs"): lazy_gettext("Another row gives this article another topic."),
    ("category", "differs"): lazy_gettext("Another row gives this article another category."),
    ("topic", "unknown"): lazy_gettext("One of: %(topics)s."),
    ("category", "unknown"): lazy_gettext("No category has this address. Add it first."),
    ("lang", "unknown"): lazy_gettext("Only “ar” or “en”."),
    ("same", "empty"): lazy_gettext("Say whether the other language still says the same."),
    ("name_en", "full"): lazy_gettext("Up to %(categories)s categories. Remove one first."),
    ("name_en", "empty"): lazy_gettext("Write a name in both languages."),
    ("name_ar", "empty"): lazy_gettext("Write a name in both languages."),
    ("name_en", "taken"): lazy_gettext("Another category has this name."),
    ("name_ar", "taken"): lazy_gettext("Another category has this name."),
    ("name_en", "too_long"): lazy_gettext("Up to %(name)s characters."),
    ("name_ar", "too_long"): lazy_gettext("Up to %(name)s characters."),
}
_UNKNOWN = lazy_gettext("Choose one of the list.")


def complaint(field: str, why: str) -> str:
    """What is wrong with one field, as a sentence with the limit in it."""
    limits = {
        "question": LONGEST_QUESTION,
        "answer": LONGEST_ANSWER,
        "phrasing": LONGEST_PHRASING,
        "phrasings": MOST_PHRASINGS,
        "slug": LONGEST_SLUG,
        "categories": MOST_CATEGORIES,
        "name": LONGEST_NAME,
    }
    shown = {name: num(limit) for name, limit in limits.items()} | {"topics": ", ".join(TOPICS)}
    return str(_SAID.get((field, why), _UNKNOWN)) % shown


def complaints(wrong: dict[str, str]) -> dict[str, str]:
    """The same for all fields of a refusal."""
    return {field: complaint(field, why) for field, why in wrong.items()}

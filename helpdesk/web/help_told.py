"""What an article's page tells machines of itself: a description, its data for search engines."""

from flask import json
from markupsafe import Markup

from helpdesk.config import LOCALES, settings
from helpdesk.help.queries import Page
from helpdesk.web.session import locale
from helpdesk.web.vouching import vouched

LONGEST_DESCRIPTION = 160


def address(path: str) -> str:
    """A path as the whole address that the world knows it by."""
    return settings().public_url.rstrip("/") + path


def other_language(lang: str) -> str:
    """The language that `lang` is not."""
    return next(each for each in LOCALES if each != lang)


def described(text: str) -> str:
    """The beginning of `text`, as long as search engines and previews show it."""
    words = " ".join(text.split())
    if len(words) <= LONGEST_DESCRIPTION:
        return words
    return words[:LONGEST_DESCRIPTION].rpartition(" ")[0] + "…"


def article_data(question: str, body: Markup, article: Page) -> Markup:
    """The article as schema.org's FAQPage with its path of shelves, ready for its <script>."""
    home = address(f"/help/{locale()}")
    shelf = (article.shelf_name, f"{home}/topics/{article.shelf}")
    crumbs = [(settings().shop_name, home), shelf]
    page = {
        "@type": "FAQPage",
        "@id": f"{home}/{article.slug}",
        "inLanguage": locale(),
        "dateModified": article.updated_at.isoformat(timespec="seconds"),
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": str(body)},
            }
        ],
    }
    path = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": item}
            for at, (name, item) in enumerate([*crumbs, (question, page["@id"])], start=1)
        ],
    }
    return vouched(_inside_a_page({"@context": "https://schema.org", "@graph": [page, path]}))


def _inside_a_page(data: object) -> Markup:
    """JSON in which nothing ends the <script> it stands in."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 (no sign of markup is left)

"""What search engines ask for: the map of the help centre, and where they may go."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from flask import Blueprint, Response, make_response, render_template, request

from helpdesk.config import LOCALES
from helpdesk.help import queries
from helpdesk.help.shelves import shelves
from helpdesk.web.help_told import address

help_machines = Blueprint("help_machines", __name__)

KEPT_SECONDS = 3600
# What search engines read of one map.
LONGEST_MAP = 50_000
Place = tuple[str, str, datetime | None, list[tuple[str, str]]]


@help_machines.get("/help/sitemap.xml")
def sitemap() -> Response:
    """Every page that is worth finding, with its other language."""
    places = list(_places())[:LONGEST_MAP]
    return _kept(render_template("help/sitemap.xml", places=places), "application/xml")


@help_machines.get("/robots.txt")
def robots() -> Response:
    """Search engines read the help centre, and nothing else here."""
    lines = (
        "User-agent: *",
        "Disallow: /",
        "Allow: /help",
        "Allow: /static/",
        "Disallow: /help/*?",
        f"Sitemap: {address('/help/sitemap.xml')}",
    )
    return _kept("\n".join(lines) + "\n", "text/plain")


def _places() -> Iterator[Place]:
    homes = [(lang, address(f"/help/{lang}")) for lang in LOCALES]
    yield from ((lang, home, None, homes) for lang, home in homes)
    topics: dict[str, list[str]] = defaultdict(list)
    for lang in LOCALES:
        for shelf in shelves(lang, shown=1):
            topics[f"topics/{shelf.key}"].append(lang)
    for path, languages in topics.items():
        yield from _each(path, languages, None)
    articles: dict[str, list[str]] = defaultdict(list)
    changed: dict[str, datetime] = {}
    for row in queries.addresses():
        articles[row.slug].append(row.lang)
        changed[row.slug] = row.updated_at
    for slug, languages in articles.items():
        yield from _each(slug, languages, changed[slug])


def _each(path: str, languages: list[str], changed: datetime | None) -> Iterator[Place]:
    """One page in each of its languages, each naming all of them."""
    pairs = [(lang, address(f"/help/{lang}/{path}")) for lang in languages]
    yield from ((lang, place, changed, pairs) for lang, place in pairs)


def _kept(text: str, mimetype: str) -> Response:
    response = make_response(text)
    response.mimetype = mimetype
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_SECONDS
    response.add_etag(weak=True)
    response.make_conditional(request)
    return response

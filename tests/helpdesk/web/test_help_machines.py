"""What search engines read: the map, the data of an article, where they may go."""

import base64
import hashlib
import json
import re
from xml.etree import ElementTree as Xml

from flask.testing import FlaskClient

from helpdesk.articles import categories
from tests.factories import article

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def test_the_map_names_each_page_with_its_other_language(client: FlaskClient) -> None:
    delivery = categories.add("التوصيل", "Delivery")
    article("late", category=delivery, en=("Late?", "Wait."), ar=("تأخر؟", "انتظر."))
    article("tailor", topic="product", ar=("خياط؟", "نعم."))
    article("withdrawn")
    answer = client.get("/help/sitemap.xml")
    assert answer.mimetype == "application/xml"
    found = {
        page.findtext("s:loc", namespaces=NAMES).removeprefix("http://localhost/help/"): [
            link.get("hreflang") for link in page.findall("x:link", NAMES)
        ]
        for page in Xml.fromstring(answer.text).findall("s:url", NAMES)
    }
    assert found == {
        "en": ["en", "ar"],
        "ar": ["en", "ar"],
        "en/topics/delivery": ["en", "ar"],
        "ar/topics/delivery": ["en", "ar"],
        "ar/topics/more": ["ar"],
        "ar/late": ["ar", "en"],
        "en/late": ["ar", "en"],
        "ar/tailor": ["ar"],
    }


def test_search_engines_may_read_the_help_centre_alone(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert {"Disallow: /", "Allow: /help"} <= {*lines}
    assert lines[-1] == "Sitemap: http://localhost/help/sitemap.xml"


def test_the_data_of_an_article_is_whole_and_vouched_for(client: FlaskClient) -> None:
    article("late", en=("Late </script>?", "Wait **a** day & <b>."))
    page = client.get("/help/en/late")
    (told,) = DATA.findall(page.text)
    faq, path = json.loads(told)["@graph"]
    assert faq["@type"] == "FAQPage"
    assert faq["mainEntity"][0]["name"] == "Late </script>?"
    assert "<strong>a</strong>" in faq["mainEntity"][0]["acceptedAnswer"]["text"]
    assert [step["position"] for step in path["itemListElement"]] == [1, 2, 3]
    digest = base64.b64encode(hashlib.sha256(told.encode()).digest()).decode()
    policy = page.headers["Content-Security-Policy"]
    assert f"script-src 'self' 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_a_page_vouches_for_nothing_of_another(client: FlaskClient) -> None:
    article("late", en=("Late?", "Wait."))
    client.get("/help/en/late")
    assert "sha256" not in client.get("/help/en").headers["Content-Security-Policy"]


def test_searches_and_missing_pages_are_not_for_search_engines(client: FlaskClient) -> None:
    for path in ("/help/en?q=x", "/help/en/nowhere"):
        assert '<meta name="robots" content="noindex">' in client.get(path).text

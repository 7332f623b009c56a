"""The chat's scripts load on any page, and the demo shop embeds them with one tag."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from helpdesk.web import widget


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the build makes, small."""
    for name in ("widget.js", "widget-panel.js"):
        (tmp_path / name).write_text("'مرحبًا';", encoding="utf-8")
    monkeypatch.setattr(widget, "DIST", tmp_path)
    yield


@pytest.mark.parametrize("script", ["/widget.js", "/widget-panel.js"])
def test_a_page_of_another_origin_may_load_and_keep_the_script(client: FlaskClient, script: str):
    with client.get(script, headers={"Origin": "https://shop.example"}) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.cache_control.max_age >= 300
        assert "Set-Cookie" not in answer.headers

    with client.get(script, headers={"If-None-Match": answer.headers["ETag"]}) as again:
        assert again.status_code == 304
        assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("asked", "language", "direction", "name"),
    [
        ("?lang=ar", "ar", "rtl", "دكان ليلى"),
        ("?lang=en", "en", "ltr", "Dukkan Layla"),
        ("?lang=fr", "ar", "rtl", "دكان ليلى"),
        ("", "ar", "rtl", "دكان ليلى"),
    ],
)
def test_the_demo_shop_speaks_the_language_asked_for_else_the_browsers(
    client: FlaskClient, asked: str, language: str, direction: str, name: str
):
    page = client.get(f"/demo/shop{asked}", headers={"Accept-Language": "ar-EG,ar;q=0.9"})

    assert page.status_code == 200
    assert f'<html lang="{language}" dir="{direction}">' in page.text
    assert f"<title>{name}</title>" in page.text


def test_one_script_tag_is_all_a_shop_needs(client: FlaskClient):
    page = client.get("/demo/shop?lang=en").text
    scripts = re.findall(r"<script\b[^>]*>", page)

    assert len(scripts) == 1
    assert 'src="/widget.js"' in scripts[0]
    assert 'data-lang="en"' in scripts[0]


def test_every_product_has_a_name_in_both_languages_and_a_drawing(client: FlaskClient):
    for language in ("ar", "en"):
        page = client.get(f"/demo/shop?lang={language}").text
        drawings = re.findall(r'<div class="stage [a-z]+">\s*(<svg|</div>)', page)
        assert drawings == ["<svg"] * 9
        assert len(re.findall(r"<h3>[^<]+</h3>", page)) == 9

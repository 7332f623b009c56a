"""The demo shop: a page like a customer's own, with the chat in its corner."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, render_template, request

from helpdesk.config import LOCALES
from helpdesk.web.session import locale

demo = Blueprint("demo", __name__, url_prefix="/demo")

SHOP = Path(__file__).parent.parent / "demo" / "shop.json"


@demo.get("/shop")
def shop() -> str:
    """The shop in the language asked for by ?lang=, else the visitor's own."""
    asked = request.args.get("lang", "")
    language = asked if asked in LOCALES else locale()
    told = _told()
    return render_template(
        "demo/shop.html",
        language=language,
        other="en" if language == "ar" else "ar",
        words=told["words"][language],
        shelves=told["shelves"],
    )


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(SHOP.read_text(encoding="utf-8"))
    return told

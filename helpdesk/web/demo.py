"""The demo shop: a page with the chat in its corner, and a stand-in for the Graph API."""

import json
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from helpdesk.config import LOCALES, settings
from helpdesk.web.session import csrf, locale

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


@demo.post("/graph/<phone_id>/messages")
@csrf.exempt
def graph(phone_id: str) -> Response:
    """Takes WhatsApp replies as Meta's Graph API does, so that the demo needs no account there."""
    if request.headers.get("Authorization") != f"Bearer {settings().whatsapp_token}":
        abort(401)
    sent = request.get_json()
    return jsonify(
        messaging_product="whatsapp",
        contacts=[{"input": sent["to"], "wa_id": sent["to"]}],
        messages=[{"id": f"wamid.demo-{phone_id}-{uuid.uuid4().hex}"}],
    )


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(SHOP.read_text(encoding="utf-8"))
    return told

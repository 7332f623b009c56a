"""Articles for visitors who are about to write, as any page of the shop may ask for them."""

import re
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, request

from helpdesk.articles.deflection import note_helped
from helpdesk.articles.markdown import plain
from helpdesk.assist.before_writing import likely_answers
from helpdesk.channels.base import storable
from helpdesk.config import LOCALES, settings
from helpdesk.db import commit, now
from helpdesk.web.session import csrf, limiter

answers = Blueprint("answers", __name__)

# Many visitors may share one address (a phone company's), and each asks at every pause in typing.
ASKED = "240 per minute"
TOLD = "30 per minute"
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
_LARGEST_ID = 2**31 - 1


def _too_many(_limit: Any) -> Response:
    """Refused in few words, which a page of the shop may read."""
    return _open(make_response(jsonify(error="too_fast"), 429))


@answers.get("/answers")
@limiter.limit(ASKED, on_breach=_too_many)
def likely() -> Response:
    """What likely answers ?q=; ?lang= is the page's language, where the question's is unclear."""
    lang = request.args.get("lang")
    found = likely_answers(
        storable(request.args.get("q", "")), page_lang=lang if lang in LOCALES else None
    )
    shown = [
        {
            "id": answer.article.id,
            "slug": answer.article.slug,
            "lang": answer.article.lang,
            "question": answer.article.question,
            "answer": plain(answer.article.answer),
        }
        for answer in found
    ]
    return _open(jsonify(answers=shown))


@answers.post("/answers/helped")
@csrf.exempt
@limiter.limit(TOLD, on_breach=_too_many)
def helped() -> Response:
    """A visitor of the chat was helped: {article, lang, key}; only pages of the shop may tell."""
    if request.headers.get("Origin") not in settings().shop_origins:
        return _open(make_response(jsonify(error="foreign_origin"), 403))
    article, lang = request.form.get("article", 0, int), request.form.get("lang", "")
    key = request.form.get("key", "")
    if not 0 < article <= _LARGEST_ID or lang not in LOCALES or not _KEY.fullmatch(key):
        return _open(make_response(jsonify(error="wrong_shape"), 422))
    counted = note_helped(article, lang, place="widget", key=key, now=now())
    commit()
    return _open(jsonify(counted=counted))


def _open(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response

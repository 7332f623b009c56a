"""The pages of signatures: a person's own, and the shop's for all who have none."""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask import url_for as address_of
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.articles.wording import LANGS
from helpdesk.channels.signatures import LONGEST, TooLong, filled, keep, kept
from helpdesk.db import commit, rollback
from helpdesk.people.models import Agent
from helpdesk.web.render import num, wants_part
from helpdesk.web.session import locale, me, owner_only, signed_in

signing = Blueprint("signing", __name__)


@signing.get("/me/signature")
@signed_in
def mine() -> Response:
    """What stands below one's own replies."""
    return _page(me(), kept(me()), saved="saved" in request.args)


@signing.post("/me/signature")
@signed_in
def save_mine() -> AnyResponse:
    """Keep one's own."""
    return _save(me(), ".mine")


@signing.post("/me/signature/preview")
@signed_in
def preview_mine() -> Response:
    """One's own as typed; nothing is saved."""
    return _page(me(), _typed())


@signing.get("/settings/signature")
@owner_only
def shop() -> Response:
    """What stands below the replies of all who have none of their own."""
    return _page(None, kept(None), saved="saved" in request.args)


@signing.post("/settings/signature")
@owner_only
def save_shop() -> AnyResponse:
    """Keep the shop's."""
    return _save(None, ".shop")


@signing.post("/settings/signature/preview")
@owner_only
def preview_shop() -> Response:
    """The shop's as typed; nothing is saved."""
    return _page(None, _typed())


def _save(of: Agent | None, place: str) -> AnyResponse:
    typed = _typed()
    try:
        keep(of, typed)
    except TooLong as refusal:
        rollback()
        limit = num(LONGEST)
        words = gettext("Up to %(limit)s characters. Shorten it, then save.", limit=limit)
        return _page(of, typed, wrong={refusal.lang: words}, status=422)
    commit()
    return redirect(address_of(place, saved="yes"))


def _typed() -> dict[str, str]:
    """As browsers send it: lines end in two signs there."""
    return {
        lang: request.form.get(f"text_{lang}", "").replace("\r\n", "\n").replace("\0", "").strip()
        for lang in LANGS
    }


def _page(of: Agent | None, texts: dict[str, str], *, status: int = 200, **named: Any) -> Response:
    """The page, or its form alone where htmx asks for that."""
    shops = kept(None) if of else {}
    shown: dict[str, Any] = {
        "wrong": {},
        "texts": texts,
        "langs": sorted(LANGS, key=lambda lang: lang != locale()),
        "below": {
            lang: filled(texts.get(lang) or shops.get(lang, ""), name=me().name) for lang in LANGS
        },
        "is_shop": of is None,
        "address": "/me/signature" if of else "/settings/signature",
        **named,
    }
    template = "signature/_form.html" if wants_part() else "signature/page.html"
    return make_response(render_template(template, **shown), status)

"""Who reads the help centre: a person or a robot, and what this browser did here today."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from flask import request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from helpdesk.config import settings
from helpdesk.db import now
from helpdesk.web.session import LOCALE_COOKIE

Answer = TypeVar("Answer", bound=Response)

A_DAY, A_YEAR = 24 * 3600, 365 * 24 * 3600
TODAY_COOKIE = "help_today"
# What a cookie of 4 KB holds with room to spare.
_REMEMBERED = 250
_ROBOTS = re.compile(
    r"(?i)bot\b|bot[/_-]|crawl|spider|slurp|scan|preview|monitor|archiv|fetch|headless|lighthouse"
    r"|facebookexternalhit|whatsapp|curl|wget|python|java/|okhttp|go-http|httpclient|libwww|axios"
)


def today() -> date:
    """The day in the shop."""
    return now().astimezone(settings().zone).date()


def is_robot() -> bool:
    """Whether the browser names itself a machine, or looks ahead for nobody."""
    agent = request.headers.get("User-Agent", "")
    ahead = f"{request.headers.get('Sec-Purpose')} {request.headers.get('Purpose')}"
    return not agent or bool(_ROBOTS.search(agent)) or "prefetch" in ahead


def is_from_here() -> bool:
    """Whether one of our own pages sent this; a foreign page, a mail or a scanner did not."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and origin in (settings().shop_origins[0], request.host_url[:-1])


@dataclass
class Today:
    """The articles that this browser read and judged today, as "ar7"; it says nothing else."""

    day: str
    seen: list[str] = field(default_factory=list)
    voted: list[str] = field(default_factory=list)


def remembered() -> Today:
    """What this browser's cookie says of today; nothing where it was tampered with or is old."""
    fresh = Today(today().isoformat())
    try:
        day, seen, voted = _signer().loads(request.cookies.get(TODAY_COOKIE, ""))
    except (BadSignature, ValueError, TypeError):
        return fresh
    return Today(day, seen, voted) if day == fresh.day else fresh


def remember(answer: Answer, it: Today) -> Answer:
    """Leave with the browser what it did today."""
    said = [it.day, it.seen[-_REMEMBERED:], it.voted[-_REMEMBERED:]]
    return _keep(answer, TODAY_COOKIE, str(_signer().dumps(said)), A_DAY, "/help")


def remember_language(answer: Answer, lang: str) -> Answer:
    """Leave with the browser the language that its reader chose."""
    return _keep(answer, LOCALE_COOKIE, lang, A_YEAR, "/")


def _keep(answer: Answer, name: str, value: str, seconds: int, path: str) -> Answer:
    answer.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="help-today")

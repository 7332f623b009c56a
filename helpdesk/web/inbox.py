"""The inbox: one list in one order, beside whatever ticket is open."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from helpdesk.assist.bursts import told_now
from helpdesk.channels.queries import undelivered
from helpdesk.db import now
from helpdesk.tickets.queries import PAGE, VIEWS, counts, queue
from helpdesk.web import reasons
from helpdesk.web.render import topic_name, urgency_name
from helpdesk.web.session import me, signed_in
from triage.labels import TOPICS, URGENCIES

inbox = Blueprint("inbox", __name__)
inbox.record_once(lambda state: reasons.connect(state.app))

# What a page that has paged on may ask for again at once.
MOST_ROWS = 200
# Lost replies are told for so long, so many of them by name.
TOLD_LOST_FOR = timedelta(days=7)
MOST_LOST = 100


@inbox.get("/")
def home() -> AnyResponse:
    """The inbox is where everybody begins."""
    return redirect(url_for("inbox.page"))


@inbox.get("/inbox")
@signed_in
def page() -> str:
    """The desk with no ticket open."""
    return render_template("inbox/page.html", **listed())


@inbox.get("/inbox/rows")
@signed_in
def rows() -> str:
    """The list alone; with `after`, only the rows below that ticket."""
    part = "inbox/_more.html" if _after() else "inbox/_rows.html"
    return render_template(part, **listed())


@inbox.after_request
def keep_apart(response: Response) -> Response:
    """A part must never be taken for the page of the same address."""
    response.vary.add("HX-Request")
    return response


def asked() -> dict[str, Any]:
    """Which list was asked for: its `view`, its `topic` or None, and `only` to add to addresses."""
    view, topic = request.args.get("view"), request.args.get("topic")
    topic = topic if topic in TOPICS else None
    return {
        "view": view if view in VIEWS else "open",
        "topic": topic,
        "only": f"&topic={topic}" if topic else "",
    }


def listed(current: int | None = None) -> dict[str, Any]:
    """What the list pane shows of the list that was asked for; `current` is the open ticket."""
    wanted = min(max(request.args.get("rows", PAGE, int), PAGE), MOST_ROWS)
    shown = asked()
    found = queue(shown["view"], me().id, topic=shown["topic"], after=_after(), limit=wanted + 1)
    return {
        **shown,
        "rows": found[:wanted],
        "more": len(found) > wanted,
        "counts": counts(me().id) if not _after() else {},
        "bursts": told_now() if not _after() else [],
        "lost": undelivered(since=now() - TOLD_LOST_FOR, limit=MOST_LOST) if not _after() else [],
        "lane": request.args.get("lane", None, int),
        "current": current,
        # Looked up once a page: fifty rows ask for the same few names.
        "topic_names": {key: topic_name(key) for key in TOPICS},
        "urgency_names": {level: urgency_name(level) for level in URGENCIES},
    }


def _after() -> int | None:
    return request.args.get("after", None, int)

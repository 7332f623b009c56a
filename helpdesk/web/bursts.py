"""Notices that a topic comes in far more often than usual: shown with the list, dismissed here."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from helpdesk.assist.bursts import dismiss
from helpdesk.assist.models import Burst
from helpdesk.db import commit, db, now
from helpdesk.web.inbox import asked, listed
from helpdesk.web.render import wants_part
from helpdesk.web.session import manager_only, me

bursts = Blueprint("bursts", __name__)


@bursts.post("/bursts/<int:burst_id>/dismiss")
@manager_only
def dismissed(burst_id: int) -> Response | str:
    """Tell it to nobody any more; who did so, and when, is kept."""
    burst = db.session.get(Burst, burst_id) or abort(404)
    dismiss(burst, by=me(), now=now())
    commit()
    if wants_part():
        return render_template("inbox/_rows.html", **listed())
    wanted = asked()
    return redirect(url_for("inbox.page", view=wanted["view"], topic=wanted["topic"]))

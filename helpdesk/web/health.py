"""Whether the helpdesk is up, for machines that watch it."""

from flask import Blueprint, Response, jsonify

from helpdesk.db import is_up

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> tuple[Response, int]:
    """200 where the database answers, 503 where it does not."""
    try:
        up = is_up()
    except Exception:
        up = False
    return jsonify(ok=up), 200 if up else 503


# Who watches from inside asks over plain HTTP; Flask-Talisman would send them to the front door.
healthz.talisman_view_options = {"force_https": False}  # type: ignore[attr-defined]

"""The chat's scripts, as any page of the shop may load them."""

from flask import Blueprint, Response, send_from_directory

from helpdesk.web.render import DIST

widget = Blueprint("widget", __name__)

# A new version reaches every shop page within minutes; until then the browser need not ask.
KEPT_SECONDS = 600


@widget.get("/widget.js")
def launcher() -> Response:
    """The round button: all that a page of the shop has to name."""
    return _script("widget.js")


@widget.get("/widget-panel.js")
def panel() -> Response:
    """The conversation; the launcher fetches it when it is wanted."""
    return _script("widget-panel.js")


def _script(name: str) -> Response:
    script = send_from_directory(DIST, name, mimetype="text/javascript", max_age=KEPT_SECONDS)
    script.headers["Access-Control-Allow-Origin"] = "*"
    script.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return script

"""Pictures of articles: taken from the team, shown to everybody, kept by browsers for ever."""

from flask import Blueprint, Response, abort, jsonify, make_response, request, send_file
from flask_babel import gettext

from helpdesk.articles.models import ArticlePicture
from helpdesk.articles.pictures import LARGEST, NotAPicture, kind_of, show
from helpdesk.channels.files import keep, path_of
from helpdesk.db import commit, db, now
from helpdesk.web.render import size
from helpdesk.web.sandbox import sandboxed
from helpdesk.web.session import me, signed_in

pictures = Blueprint("pictures", __name__)


@pictures.post("/articles/pictures")
@signed_in
def upload() -> Response:
    """Keep a picture and tell where it stands, or say why it cannot be one."""
    file = request.files.get("picture")
    data = file.stream.read(LARGEST + 1) if file else b""
    try:
        kind = kind_of(data)
    except NotAPicture as refusal:
        return make_response(jsonify(wrong=_why(refusal)), 422)
    digest = keep(data)
    show(digest, kind, by=me(), now=now())
    commit()
    return jsonify(address=f"/help/pictures/{digest}")


@pictures.get("/help/pictures/<digest>")
@sandboxed()
def picture(digest: str) -> Response:
    """The picture with this SHA-256."""
    row = db.get_or_404(ArticlePicture, digest)
    if not path_of(row.sha256).exists():
        abort(404)
    response = send_file(path_of(row.sha256), mimetype=row.content_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _why(refusal: NotAPicture) -> str:
    if refusal.why == "too_large":
        return gettext("A picture may have up to %(size)s.", size=size(LARGEST))
    return gettext("This is no picture: PNG, JPEG, WebP and GIF can be shown.")

"""The pictures that a mail's own HTML shows, out of its attachments."""

from sqlalchemy import select

from helpdesk.channels.email.pictures import as_data
from helpdesk.channels.files import path_of
from helpdesk.db import db
from helpdesk.tickets.models import Attachment

# They travel inside the page; what is beyond that stays a file to be downloaded.
MOST_BYTES = 12_000_000


def inline_pictures(message_id: int) -> dict[str, str]:
    """By Content-ID, the address of each picture that came with the message, its bytes within."""
    found: dict[str, str] = {}
    room = MOST_BYTES
    attached = select(Attachment).where(
        Attachment.message_id == message_id, Attachment.content_id.is_not(None)
    )
    for each in db.session.scalars(attached.order_by(Attachment.id)):
        place = path_of(each.sha256)
        if each.size > room or not place.exists():
            continue
        address = as_data(place.read_bytes())
        if address and each.content_id:
            room -= each.size
            found.setdefault(each.content_id, address)
    return found

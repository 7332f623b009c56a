"""What most tickets of a burst have in common: one courier, or one batch of orders."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from helpdesk.assist.models import Mention
from helpdesk.db import db
from helpdesk.tickets.models import Ticket
from triage.text import words

MOST_SHARE = 0.5
# Orders of one day's batch differ in their last two figures only.
BATCH = 2
# Names as people write them, in the one spelling of triage.text.
COURIERS = {
    "SMSA": {"smsa", "سمسا"},
    "Aramex": {"aramex", "ارامكس"},
    "DHL": {"dhl"},
    "J&T": {"jt", "jnt"},
    "Naqel": {"naqel", "ناقل"},
    "SPL": {"spl", "سبل"},
    "iMile": {"imile", "ايمايل"},
    "UPS": {"ups"},
    "FedEx": {"fedex", "فيديكس"},
    "Bosta": {"bosta", "بوسطه"},
    "Zajil": {"zajil", "زاجل"},
}
_COURIER_OF = {form: name for name, forms in COURIERS.items() for form in forms}


def in_common(ticket_ids: Sequence[int]) -> str:
    """What at least half of the tickets share, "courier:SMSA" or "orders:44"; else ""."""
    couriers = Counter(
        courier
        for subject, preview in db.session.execute(
            select(Ticket.subject, Ticket.preview).where(Ticket.id.in_(ticket_ids))
        )
        for courier in _couriers(f"{subject} {preview}")
    )
    orders = db.session.execute(
        select(Mention.ticket_id, Mention.value).where(
            Mention.ticket_id.in_(ticket_ids), Mention.kind == "order"
        )
    )
    # A ticket that mentions two orders of a batch speaks for it once.
    heads = {(ticket_id, value[:-BATCH]) for ticket_id, value in orders}
    batches = Counter(head for _, head in heads)
    for kind, counted in (("courier", couriers), ("orders", batches)):
        for name, count in counted.most_common(1):
            if count >= MOST_SHARE * len(ticket_ids):
                return f"{kind}:{name}"
    return ""


def _couriers(text: str) -> set[str]:
    forms = (word.form for word in words(text))
    return {_COURIER_OF[form] for form in forms if form in _COURIER_OF}

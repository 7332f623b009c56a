"""What is asked of mailboxes: which there are, which address is ours, whose a mail is."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from helpdesk.config import Settings, settings
from helpdesk.db import db
from helpdesk.mailboxes.models import Mailbox


def name_in_settings(chosen: Settings) -> str | None:
    """How the row of the settings file's mailbox is called; None where it names none."""
    if not chosen.imap_host:
        return None
    return f"{chosen.imap_username}@{chosen.imap_host}/{chosen.imap_folder}"[:320]


def mailboxes() -> list[Mailbox]:
    """The settings file's first, as far as it was ever looked into, then the others by age."""
    ours = or_(
        Mailbox.from_settings.is_(None), Mailbox.from_settings == name_in_settings(settings())
    )
    first = Mailbox.from_settings.is_(None)
    return list(db.session.scalars(select(Mailbox).where(ours).order_by(first, Mailbox.id)))


def own_mailbox(mailbox_id: int) -> Mailbox | None:
    """The mailbox of that number, where it is not the settings file's, which nobody edits."""
    return db.session.scalar(
        select(Mailbox).where(Mailbox.id == mailbox_id, Mailbox.from_settings.is_(None))
    )


def own_addresses() -> set[str]:
    """Every address of the shop's mailboxes, aliases too, in lower case."""
    return set(_owners())


def mailbox_of(addresses: Iterable[str]) -> int | None:
    """The mailbox that the first of `addresses` belongs to, also with something after a plus.

    None where none is a mailbox's own: the installation's address then stands for it.
    """
    owners = _owners()
    spellings = (each for address in addresses for each in (address.lower(), without_tag(address)))
    return next((owners[each] for each in spellings if each in owners), None)


def _owners() -> dict[str, int]:
    rows = db.session.execute(
        select(Mailbox.id, Mailbox.address, Mailbox.aliases).where(Mailbox.address.is_not(None))
    )
    return {
        each.lower(): row_id
        for row_id, address, aliases in rows
        for each in (str(address), *aliases)
    }


def without_tag(address: str) -> str:
    """The address in lower case without what stands after a plus."""
    local, at, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"

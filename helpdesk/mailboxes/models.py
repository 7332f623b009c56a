"""The row of a mailbox: how it is entered, in whose name it writes, and how fetching stands."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from helpdesk.db import Model, Moment

TLS, STARTTLS, PLAIN = "tls", "starttls", "none"
SECURITIES = (TLS, STARTTLS, PLAIN)
PASSWORD, GOOGLE, MICROSOFT = "password", "google", "microsoft"
AUTHS = (PASSWORD, GOOGLE, MICROSOFT)


class Mailbox(Model):
    """One mailbox of the shop.

    The one of the settings file has a row too, for its position and its trouble: `from_settings`
    names it, and how it is entered stands in the settings alone. Passwords and tokens are sealed
    (sealing.py). `uidvalidity` and `last_uid` are the mailbox's own numbering, how far it was
    fetched. `trouble` names the step that failed last (TROUBLES in pace.py), `error` is what the
    server said. Whoever fetches works under a lease and saves only under the fence it was given.
    """

    __tablename__ = "mailbox"
    # Tickets keep the number of a mailbox that was removed.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_settings: Mapped[str | None] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str | None] = mapped_column(String(320), unique=True)
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_on: Mapped[bool] = mapped_column(default=True)

    auth: Mapped[str] = mapped_column(String(10), default=PASSWORD)
    imap_host: Mapped[str] = mapped_column(String(255), default="")
    imap_port: Mapped[int] = mapped_column(default=993)
    imap_security: Mapped[str] = mapped_column(String(10), default=TLS)
    imap_username: Mapped[str] = mapped_column(String(320), default="")
    imap_folder: Mapped[str] = mapped_column(String(255), default="INBOX")
    # At the very first connect only; none: everything that lies there.
    since: Mapped[date | None]
    password: Mapped[str | None] = mapped_column(Text)
    refresh_token: Mapped[str | None] = mapped_column(Text)
    access_token: Mapped[str | None] = mapped_column(Text)
    access_until: Mapped[datetime | None] = mapped_column(Moment)

    # Without a host, mail leaves by the installation's own server.
    smtp_host: Mapped[str] = mapped_column(String(255), default="")
    smtp_port: Mapped[int] = mapped_column(default=587)
    smtp_security: Mapped[str] = mapped_column(String(10), default=STARTTLS)
    # Without a name of its own, the login is the one of the mailbox.
    smtp_username: Mapped[str] = mapped_column(String(320), default="")
    smtp_password: Mapped[str | None] = mapped_column(Text)

    uidvalidity: Mapped[int | None] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger, default=0)
    checked_at: Mapped[datetime | None] = mapped_column(Moment)
    connected_at: Mapped[datetime | None] = mapped_column(Moment)
    trouble: Mapped[str | None] = mapped_column(String(10))
    error: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    fence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)

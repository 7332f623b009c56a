"""Every setting of the helpdesk: its name in the environment, its default and what it means."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from flask import current_app

LOCALES = ("en", "ar")
_SWITCH = {"1": True, "on": True, "yes": True, "true": True}
_SWITCH |= {"0": False, "off": False, "no": False, "false": False, "": False}


_BOUNDS = {
    "port": (1, 65535),
    "mail_limit_mb": (1, 30),
    "undo_seconds": (0, 60),
    "learning_hour": (0, 23),
}


class SettingError(Exception):
    """A setting that is missing or impossible; its text is one line that names the setting."""


def _setting(default: Any, meaning: str, one_of: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"meaning": meaning, "one_of": one_of})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation may choose; a field `mail_address` is read from `MAIL_ADDRESS`."""

    data_dir: str = _setting("var", "folder for the database, attachments and the made-up secret")
    database_url: str = _setting("", "SQLAlchemy address; empty means SQLite in DATA_DIR")
    redis_url: str = _setting("", "Redis for queue, live bus and rate limits; empty means none")
    secret_key: str = _setting("", "signs sessions and reply addresses; 32 characters or more")
    public_url: str = _setting("http://127.0.0.1:8000", "address under which people reach the desk")
    host: str = _setting("127.0.0.1", "address to listen on")
    port: int = _setting(8000, "port to listen on")
    trusted_proxies: int = _setting(0, "how many reverse proxies stand in front")
    worker: bool = _setting(True, "the web process also runs the jobs (off where workers run)")
    demo: bool = _setting(False, "offers the demo shop pages under /demo")
    log_format: str = _setting("console", "how log lines look", ("console", "json"))
    log_level: str = _setting("INFO", "least grave line to log", ("DEBUG", "INFO", "WARNING"))

    shop_name: str = _setting("Farz", "the shop's name, on pages and in mail")
    default_locale: str = _setting("en", "language where a person has none", LOCALES)
    timezone: str = _setting("Asia/Riyadh", "time zone in which times are shown")

    learning: bool = _setting(True, "triage learns from corrections by night")
    mining: bool = _setting(True, "missing answers are looked for by night")
    learning_hour: int = _setting(3, "the hour of the night for both, 0 to 23, in TIMEZONE")

    mail_address: str = _setting("support@shop.example", "the shop's support address")
    mail_limit_mb: int = _setting(25, "largest mail fetched whole from the mailbox, in MB")
    mail_trusted_servers: str = _setting(
        "", "names in Authentication-Results that are ours, by comma; 'unnamed': Exchange Online"
    )
    mail_check_dkim: bool = _setting(False, "check DKIM here where no trusted server has said")
    mail_outbox_dir: str = _setting("", "write outgoing mail as files here where no SMTP_HOST is")
    mail_listen: str = _setting("", "host:port where mail is taken directly; empty: nowhere")
    mail_listen_protocol: str = _setting("lmtp", "what is spoken there", ("lmtp", "smtp"))
    mail_listen_addresses: str = _setting(
        "", "more addresses taken there, by comma; @domain takes all of it"
    )
    mail_listen_certificate: str = _setting("", "PEM file for STARTTLS there; empty: no TLS")
    mail_listen_key: str = _setting("", "PEM file of its key, where that is another")
    undo_seconds: int = _setting(10, "how long a reply by mail can be taken back, 0 to 60")
    mail_dkim_selector: str = _setting("", "signs outgoing mail by DKIM; empty means unsigned")
    mail_dkim_key_file: str = _setting("", "file with the private key (RSA, PEM) of that selector")
    smtp_host: str = _setting("", "mail server for outgoing mail")
    smtp_port: int = _setting(587, "its port")
    smtp_username: str = _setting("", "login there; empty means none")
    smtp_password: str = _setting("", "password there")
    smtp_starttls: str = _setting("required", "encryption", ("required", "optional", "off"))
    smtp_ssl: bool = _setting(False, "TLS from the first byte (port 465)")
    imap_host: str = _setting("", "mail server of the mailbox that is polled")
    imap_port: int = _setting(993, "its port")
    imap_username: str = _setting("", "login there")
    imap_password: str = _setting("", "password there")
    imap_ssl: bool = _setting(True, "TLS from the first byte")
    imap_starttls: str = _setting("required", "encryption without IMAP_SSL", ("required", "off"))
    imap_folder: str = _setting("INBOX", "folder that is polled")
    imap_since: str = _setting("", "first day to fetch at first connect, YYYY-MM-DD; empty: all")

    mail_private_hosts: bool = _setting(
        False, "mailboxes set up on the page may lie in our own network"
    )
    mail_plain_text: bool = _setting(False, "mailboxes set up on the page may go unencrypted")
    mail_google_client_id: str = _setting("", "id of the OAuth client for mailboxes at Google")
    mail_google_client_secret: str = _setting("", "its secret")
    mail_microsoft_client_id: str = _setting("", "id of the application at Microsoft Entra")
    mail_microsoft_client_secret: str = _setting("", "its secret")
    mail_microsoft_tenant: str = _setting("common", "whose accounts may connect there")

    widget_origins: str = _setting(
        "", "origins of the shop's pages that may embed the chat, by comma"
    )
    chat_limit: int = _setting(4000, "longest chat message, in characters")

    whatsapp_phone_id: str = _setting("", "id of the shop's number in the WhatsApp Cloud API")
    whatsapp_token: str = _setting("", "access token for the Graph API")
    whatsapp_app_secret: str = _setting("", "secret that signs the webhook's calls")
    whatsapp_verify_token: str = _setting("", "word agreed on for the webhook's handshake")
    graph_api_base: str = _setting("https://graph.facebook.com/v23.0", "address of the Graph API")

    @property
    def database(self) -> str:
        """The database address in force."""
        if self.database_url:
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return f"sqlite:///{Path(self.data_dir).resolve() / 'farz.db'}"

    @property
    def uses_sqlite(self) -> bool:
        """Whether rows lie in one local file."""
        return self.database.startswith("sqlite")

    @property
    def shop_origins(self) -> tuple[str, ...]:
        """Origins that may open a chat: the shop's pages and our own."""
        parts = urlsplit(self.public_url)
        shops = [origin.strip().rstrip("/") for origin in self.widget_origins.split(",")]
        return tuple(dict.fromkeys([f"{parts.scheme}://{parts.netloc}", *filter(None, shops)]))

    @property
    def trusted_servers(self) -> frozenset[str]:
        """Mail servers whose word on a sender counts, in lower case."""
        names = self.mail_trusted_servers.lower().split(",")
        return frozenset(name.strip() for name in names if name.strip())

    @property
    def listened_addresses(self) -> tuple[str, ...]:
        """Addresses besides the shop's own at which mail is taken directly."""
        return tuple(filter(None, map(str.strip, self.mail_listen_addresses.split(","))))

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which times are shown."""
        return ZoneInfo(self.timezone)


def read(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `environ` (the process's own where none is given).

    Raises SettingError with one line that names the first setting that cannot be.
    """
    environ = os.environ if environ is None else environ
    given = {
        each.name: _value(each.name.upper(), environ[each.name.upper()], type(each.default))
        for each in fields(Settings)
        if each.name.upper() in environ
    }
    settings = Settings(**given)
    _check(settings)
    if not settings.secret_key:
        settings = Settings(**{**given, "secret_key": _secret_of_this_place(settings)})
    return settings


def settings() -> Settings:
    """The settings of the running app."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def _value(name: str, text: str, kind: type) -> Any:
    if kind is bool:
        if text.strip().lower() not in _SWITCH:
            raise SettingError(f"{name} must be on or off, not {text!r}")
        return _SWITCH[text.strip().lower()]
    if kind is int:
        if not text.strip().isdigit():
            raise SettingError(f"{name} must be a whole number, not {text!r}")
        return int(text)
    return text.strip()


def _check(settings: Settings) -> None:
    for each in fields(Settings):
        choices = each.metadata["one_of"]
        value = getattr(settings, each.name)
        if choices and value not in choices:
            raise SettingError(f"{each.name.upper()} must be {' or '.join(choices)}, not {value!r}")
    if settings.timezone not in available_timezones():
        raise SettingError(f"TIMEZONE {settings.timezone!r} is no known time zone")
    if urlsplit(settings.public_url).scheme not in ("http", "https"):
        raise SettingError(
            f"PUBLIC_URL must begin with http:// or https://: {settings.public_url!r}"
        )
    for name, (least, most) in _BOUNDS.items():
        value = getattr(settings, name)
        if not least <= value <= most:
            raise SettingError(f"{name.upper()} must lie between {least} and {most}, not {value}")
    if settings.secret_key and len(settings.secret_key) < 32:
        raise SettingError("SECRET_KEY must have 32 characters or more")
    scheme = urlsplit(settings.database).scheme
    if scheme not in ("sqlite", "postgresql+psycopg"):
        raise SettingError("DATABASE_URL must begin with sqlite:/// or postgresql://")
    if settings.redis_url and urlsplit(settings.redis_url).scheme not in ("redis", "rediss"):
        raise SettingError("REDIS_URL must begin with redis:// or rediss://")
    _check_whole(
        settings,
        "whatsapp_phone_id",
        "whatsapp_token",
        "whatsapp_app_secret",
        "whatsapp_verify_token",
    )
    _check_mail(settings)


def _check_mail(settings: Settings) -> None:
    if settings.imap_since and not _is_day(settings.imap_since):
        raise SettingError(f"IMAP_SINCE must be a day as YYYY-MM-DD, not {settings.imap_since!r}")
    if "@" not in settings.mail_address:
        raise SettingError(f"MAIL_ADDRESS must be a mail address, not {settings.mail_address!r}")
    if settings.mail_listen and not _is_place(settings.mail_listen):
        raise SettingError(f"MAIL_LISTEN must be host:port, not {settings.mail_listen!r}")
    _check_whole(settings, "mail_dkim_selector", "mail_dkim_key_file")
    _check_whole(settings, "imap_host", "imap_username", "imap_password")
    _check_whole(settings, "mail_google_client_id", "mail_google_client_secret")
    _check_whole(settings, "mail_microsoft_client_id", "mail_microsoft_client_secret")


def _check_whole(settings: Settings, *names: str) -> None:
    """A channel is set up wholly or not at all, so that it cannot fail half-way later."""
    missing = [name.upper() for name in names if not getattr(settings, name)]
    if missing and len(missing) < len(names):
        given = next(name.upper() for name in names if getattr(settings, name))
        raise SettingError(f"{missing[0]} is missing (it goes with {given})")


def _is_place(text: str) -> bool:
    host, _, port = text.rpartition(":")
    return bool(host) and port.isdigit() and int(port) < 65536


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _secret_of_this_place(settings: Settings) -> str:
    """A secret made up once and kept beside the SQLite file; other databases must bring one."""
    if not settings.uses_sqlite:
        raise SettingError("SECRET_KEY is missing (it is needed with DATABASE_URL)")
    place = Path(settings.data_dir) / "secret_key"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600, exist_ok=False)
        place.write_text(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingError(f"DATA_DIR {settings.data_dir!r} cannot be written: {error}") from error
    return place.read_text()

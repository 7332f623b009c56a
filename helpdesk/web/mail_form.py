"""The form of a mailbox: what it holds as saved, what was typed, and what is wrong with it."""

from dataclasses import dataclass, field
from datetime import date

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from helpdesk.channels.email.oauth import PROVIDERS, is_offered
from helpdesk.config import Settings
from helpdesk.mailboxes.actions import Chosen
from helpdesk.mailboxes.models import AUTHS, PASSWORD, PLAIN, SECURITIES, STARTTLS, TLS, Mailbox
from helpdesk.mailboxes.queries import own_addresses

TODAY, DAY, ALL = "today", "day", "all"
NAME_LIMIT, HOST_LIMIT, LOGIN_LIMIT = 120, 255, 320
MOST_ALIASES = 50
PORTS = range(1, 65536)
# As typed, by the form's own names; passwords are never sent back to the browser.
TEXTS = (
    "name", "address", "aliases", "auth",
    "imap_host", "imap_port", "imap_security", "imap_username", "imap_folder",
    "since", "since_day", "sends", "smtp_host", "smtp_port", "smtp_security", "smtp_username",
)  # fmt: skip
SECRETS = ("password", "smtp_password")
BLANK = {
    "auth": PASSWORD, "imap_port": "993", "imap_security": TLS, "imap_folder": "INBOX",
    "sends": "shared", "smtp_port": "587", "smtp_security": STARTTLS, "is_on": "yes",
}  # fmt: skip


@dataclass
class Read:
    """A form that was read: the mailbox it means, or what is wrong by field."""

    chosen: Chosen | None = None
    wrong: dict[str, str] = field(default_factory=dict)


def as_saved(mailbox: Mailbox) -> dict[str, str]:
    """What stands in the form of a mailbox; its secrets do not."""
    shown = {name: str(getattr(mailbox, name, "") or "") for name in TEXTS}
    return shown | {
        "aliases": "\n".join(mailbox.aliases),
        "since": DAY if mailbox.since else ALL,
        "since_day": mailbox.since.isoformat() if mailbox.since else "",
        "sends": "own" if mailbox.smtp_host else "shared",
        "is_on": "yes" if mailbox.is_on else "",
    }


def typed(form: MultiDict[str, str]) -> dict[str, str]:
    """What was typed, without the secrets."""
    shown = {name: form.get(name, "").replace("\0", "").strip() for name in TEXTS}
    return shown | {"is_on": "yes" if form.get("is_on") else ""}


def read(
    form: MultiDict[str, str], mailbox: Mailbox | None, chosen: Settings, *, today: date
) -> Read:
    """The mailbox that a form means; `mailbox` is the one it changes, `today` the shop's day."""
    said = typed(form)
    if said["auth"] in PROVIDERS:
        said |= _at_provider(said)
    if said["sends"] != "own" and said["auth"] == PASSWORD:
        said["smtp_host"] = ""
    secrets = {name: form.get(name) or None for name in SECRETS}
    found = Read()
    aliases = [each.strip() for each in said["aliases"].replace(",", "\n").split("\n")]
    _check_who(said, list(filter(None, aliases)), mailbox, found.wrong)
    _check_servers(said, chosen, found.wrong)
    _check_secrets(said, secrets, mailbox, found.wrong)
    since = _since(said, today, found.wrong)
    if not found.wrong:
        found.chosen = Chosen(
            name=said["name"], address=said["address"].lower(),
            aliases=[each.lower() for each in filter(None, aliases)], is_on=bool(said["is_on"]),
            auth=said["auth"], imap_host=said["imap_host"], imap_port=int(said["imap_port"]),
            imap_security=said["imap_security"], imap_username=said["imap_username"],
            imap_folder=said["imap_folder"] or "INBOX", since=since,
            smtp_host=said["smtp_host"], smtp_port=int(said["smtp_port"] or 587),
            smtp_security=said["smtp_security"] or STARTTLS, smtp_username=said["smtp_username"],
            **secrets,
        )  # fmt: skip
    return found


def _at_provider(said: dict[str, str]) -> dict[str, str]:
    """A token goes to its provider's servers and nowhere else."""
    provider = PROVIDERS[said["auth"]]
    return {
        "imap_host": provider.imap_host, "imap_port": str(provider.imap_port),
        "imap_security": provider.imap_security, "imap_username": said["address"],
        "smtp_host": provider.smtp_host, "smtp_port": str(provider.smtp_port),
        "smtp_security": provider.smtp_security, "smtp_username": "",
    }  # fmt: skip


def _check_who(
    said: dict[str, str], aliases: list[str], mailbox: Mailbox | None, wrong: dict[str, str]
) -> None:
    if not 0 < len(said["name"]) <= NAME_LIMIT:
        wrong["name"] = gettext("Write the name that customers see as the sender.")
    here = {mailbox.address, *mailbox.aliases} if mailbox else set()
    taken = own_addresses() - here
    if not _is_address(said["address"]):
        wrong["address"] = gettext("Write an email address, such as sara@shop.example.")
    elif said["address"].lower() in taken:
        wrong["address"] = gettext("Another mailbox has this address already.")
    bad = [each for each in aliases if not _is_address(each) or each.lower() in taken]
    if bad:
        wrong["aliases"] = gettext(
            "%(address)s is no email address, or belongs to another mailbox.", address=bad[0]
        )
    elif len(aliases) > MOST_ALIASES:
        wrong["aliases"] = gettext("That is more than a mailbox can have.")


def _check_servers(said: dict[str, str], chosen: Settings, wrong: dict[str, str]) -> None:
    if said["auth"] not in AUTHS or (
        said["auth"] != PASSWORD and not is_offered(said["auth"], chosen)
    ):
        wrong["auth"] = gettext("Choose how Farz signs in to the mailbox.")
    for kind in ("imap", "smtp"):
        host = said[f"{kind}_host"]
        if kind == "smtp" and not host and (said["sends"] != "own" or said["auth"] != PASSWORD):
            continue
        if not 0 < len(host) <= HOST_LIMIT or not set(host).isdisjoint(" /@:"):
            wrong[f"{kind}_host"] = gettext("Write the server’s name, such as imap.shop.example.")
        port = said[f"{kind}_port"]
        if not (port.isascii() and port.isdigit() and int(port[:6]) in PORTS):
            wrong[f"{kind}_port"] = gettext("Write a number from 1 to 65535.")
        security = said[f"{kind}_security"]
        if security not in SECURITIES or (security == PLAIN and not chosen.mail_plain_text):
            wrong[f"{kind}_security"] = gettext("Choose how the connection is encrypted.")
    if not 0 < len(said["imap_username"]) <= LOGIN_LIMIT and said["auth"] == PASSWORD:
        wrong["imap_username"] = gettext("Write the name with which Farz signs in there.")
    if len(said["smtp_username"]) > LOGIN_LIMIT:
        wrong["smtp_username"] = gettext("Write the name with which Farz signs in there.")
    if len(said["imap_folder"]) > HOST_LIMIT:
        wrong["imap_folder"] = gettext("That is too long for the name of a folder.")


def _check_secrets(
    said: dict[str, str],
    secrets: dict[str, str | None],
    mailbox: Mailbox | None,
    wrong: dict[str, str],
) -> None:
    """A saved password never goes anywhere but where it was typed for."""
    if said["auth"] != PASSWORD:
        secrets.update(dict.fromkeys(SECRETS))
        return
    if not secrets["password"]:
        if mailbox is None or not mailbox.password:
            wrong["password"] = gettext("Write the password of the mailbox.")
        elif _differs(said, mailbox, "imap"):
            wrong["password"] = gettext("The server or the login has changed: write the password.")
    goes_elsewhere = mailbox is not None and said["smtp_host"] and _differs(said, mailbox, "smtp")
    if goes_elsewhere and not secrets["smtp_password"] and not secrets["password"]:
        wrong["smtp_password"] = gettext("The server or the login has changed: write the password.")


def _differs(said: dict[str, str], mailbox: Mailbox, kind: str) -> bool:
    names = [f"{kind}_{part}" for part in ("host", "port", "security", "username")]
    return any(str(getattr(mailbox, name)) != said[name] for name in names)


def _since(said: dict[str, str], today: date, wrong: dict[str, str]) -> date | None:
    if said["since"] == TODAY:
        return today
    if said["since"] == DAY:
        try:
            return date.fromisoformat(said["since_day"])
        except ValueError:
            wrong["since"] = gettext("Choose the day.")
    elif said["since"] != ALL:
        wrong["since"] = gettext("Choose from which day mail is fetched.")
    return None


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True

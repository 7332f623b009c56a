"""What a visitor typed into the contact form, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from werkzeug.datastructures import FileStorage, MultiDict

from helpdesk.channels.base import File
from helpdesk.config import settings
from helpdesk.help.search import LONGEST_SEARCH
from helpdesk.web.form_key import NoKey, TooQuick, new_key, read_key
from helpdesk.web.render import num

NAME_LIMIT, ORDER_LIMIT, TEXT_LIMIT = 120, 60, 10_000
# What an address may bring along into the text: a search, no letter.
CARRIED_LIMIT = LONGEST_SEARCH
MOST_FILES = 10
# Hidden from people; whoever fills every field there is fills this one too.
TRAP = "website"


@dataclass
class ContactForm:
    """The form as typed; `wrong` says by field what to mend, under "" what concerns all of it.

    `lost_files` tells that files had been chosen: browsers do not keep them for the next page.
    """

    signed: str
    name: str = ""
    email: str = ""
    order: str = ""
    text: str = ""
    key: str = ""
    files: list[File] = field(default_factory=list)
    lost_files: bool = False
    wrong: dict[str, str] = field(default_factory=dict)


def empty(*, now: datetime, text: str = "") -> ContactForm:
    """A form to be filled in, with the `text` that its reader brings along."""
    return ContactForm(new_key(now=now), text=text)


def typed(
    sent: MultiDict[str, str], files: Iterable[FileStorage] = (), *, now: datetime
) -> ContactForm:
    """What was typed, as it was typed.

    A form that is not sent as multipart names its files among the words.
    """
    return ContactForm(
        sent.get("key") or new_key(now=now),
        name=sent.get("name", ""),
        email=sent.get("email", ""),
        order=sent.get("order", ""),
        text=sent.get("text", ""),
        lost_files=any(each.filename for each in files) or any(sent.getlist("files")),
    )


def checked(sent: MultiDict[str, str], files: list[FileStorage], *, now: datetime) -> ContactForm:
    """What was sent, with what is wrong about it; only without that it may be taken in."""
    form = typed(sent, now=now)
    form.files = [_read(each) for each in files if each.filename]
    _check_key(form, sent, now=now)
    _check_words(form)
    _check_files(form)
    form.lost_files = bool(form.wrong and form.files)
    return form


def _read(file: FileStorage) -> File:
    with file.stream:
        return File(file.filename or "", file.mimetype, file.read())


def most_bytes() -> int:
    """How much the files of one form may weigh: as much as a mail."""
    return settings().mail_limit_mb * 1_000_000


def too_much() -> str:
    """What is said to too many files, or too large ones."""
    most, megabytes = num(MOST_FILES), num(settings().mail_limit_mb)
    return gettext(
        "Up to %(most)s files, and %(megabytes)s MB together.", most=most, megabytes=megabytes
    )


def _check_key(form: ContactForm, sent: MultiDict[str, str], *, now: datetime) -> None:
    try:
        form.key = read_key(form.signed, now=now)
    except NoKey:
        form.signed = new_key(now=now)
        form.wrong[""] = gettext("This page was open for a long time. Please press Send again.")
    except TooQuick:
        form.wrong[""] = gettext("That went too fast for us. Please press Send again.")
    if sent.get(TRAP):
        form.wrong[""] = gettext("A hidden field was filled in. Please press Send again.")


def _check_words(form: ContactForm) -> None:
    for name, limit in (("name", NAME_LIMIT), ("order", ORDER_LIMIT), ("text", TEXT_LIMIT)):
        if len(getattr(form, name).strip()) > limit:
            form.wrong[name] = gettext("Up to %(limit)s characters, please.", limit=num(limit))
    if not form.name.strip():
        form.wrong["name"] = gettext("Tell us your name, so that we know how to address you.")
    if not form.text.strip():
        form.wrong["text"] = gettext("Tell us what it is about.")
    try:
        validate_email(form.email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        form.wrong["email"] = gettext("This address is not complete. Example: name@example.com")


def _check_files(form: ContactForm) -> None:
    size = sum(len(each.data) for each in form.files)
    if len(form.files) > MOST_FILES or size > most_bytes():
        form.wrong["files"] = too_much()

"""Seeded mail of customers: plain, with an HTML alternative, with attachments; some in cp1256."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from random import Random

from bench import sentences

SEED = 20_261_122
FIRST_SENT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
KIB = 1024
STYLE_SHEET = "".join(
    f"p.Section{number}, li.Section{number} {{ margin: 0cm; font-size: {number}pt; }}\n"
    for number in range(180)
)
FILES = (("photo.jpg", "image", "jpeg"), ("invoice.pdf", "application", "pdf"))


def mails(count: int, *, seed: int = SEED) -> Iterator[bytes]:
    """`count` raw mails, the same ones for the same seed, half in Arabic.

    40 % are plain text, 40 % have an HTML alternative, 20 % carry a file of 8 to 200 KiB. Every
    fifth Arabic one is in windows-1256; one customer in three has written before.
    """
    chance = Random(seed)
    for number in range(count):
        yield _mail(number, chance).as_bytes()


def _mail(number: int, chance: Random) -> EmailMessage:
    lang = "ar" if number % 2 else "en"
    mail = EmailMessage()
    writer = chance.randrange(max(1, number * 2 // 3 + 1))
    mail["From"] = formataddr((chance.choice(sentences.NAMES[lang]), f"c{writer}@mail.example"))
    mail["To"] = "support@shop.example"
    mail["Subject"] = sentences.subject(lang, chance)
    mail["Date"] = format_datetime(FIRST_SENT + timedelta(minutes=number))
    mail["Message-ID"] = f"<{number}.{chance.getrandbits(64):x}@mail.example>"
    _write(mail, sentences.letter(lang, chance), lang=lang, chance=chance)
    if mail.is_multipart():
        # Else the library draws one by lot, and no two runs would have the same mail.
        mail.set_boundary(f"=_{number}")
    return mail


def _write(mail: EmailMessage, letter: list[str], *, lang: str, chance: Random) -> None:
    text = "\n\n".join(" ".join(letter[start : start + 3]) for start in range(0, len(letter), 3))
    old = lang == "ar" and chance.random() < 0.2
    mail.set_content(text + "\n", charset="windows-1256" if old else "utf-8")
    kind = chance.random()
    if kind < 0.4:
        mail.add_alternative(_html(text, lang), subtype="html")
    elif kind < 0.6:
        name, maintype, subtype = chance.choice(FILES)
        data = chance.randbytes(chance.randint(8 * KIB, 200 * KIB))
        mail.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)


def _html(text: str, lang: str) -> str:
    """As mail programs write it: a long style sheet, a div for each paragraph."""
    side = "rtl" if lang == "ar" else "ltr"
    style = "font-family:Arial,Helvetica,sans-serif;font-size:14px;color:#222222"
    body = "".join(
        f'<div dir="{side}" style="{style}"><span style="{style}">{part}</span></div><br>'
        for part in text.split("\n\n")
    )
    return f"<html><head><style>{STYLE_SHEET}</style></head><body>{body}</body></html>"

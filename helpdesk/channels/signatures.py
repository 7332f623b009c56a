"""What stands below a reply by mail: the writer's own signature, else the shop's."""

import re
from collections.abc import Mapping

from sqlalchemy import select

from helpdesk.channels.models import Signature
from helpdesk.config import LOCALES, settings
from helpdesk.db import db
from helpdesk.people.models import Agent

LONGEST = 600
# The only words that are filled in; whatever else stands in braces stays text.
_PLACE = re.compile(r"\{(name|shop)\}")


class TooLong(Exception):  # noqa: N818 (named as people say it)
    """A signature of more than LONGEST letters; `lang` tells in which language."""

    def __init__(self, lang: str) -> None:
        """`lang` as the class says."""
        super().__init__(lang)
        self.lang = lang


def kept(of: Agent | None) -> dict[str, str]:
    """The signatures of a person, or of the shop, by language; without those not written."""
    return {each.lang: each.text for each in _rows(of)}


def keep(of: Agent | None, texts: Mapping[str, str]) -> None:
    """Have the signatures be `texts`, by language; an empty one is none. Raises TooLong."""
    for lang, text in texts.items():
        if len(text) > LONGEST:
            raise TooLong(lang)
    there = {each.lang: each for each in _rows(of)}
    for lang in LOCALES:
        text = texts.get(lang, "").strip()
        if text and lang in there:
            there[lang].text = text
        elif text:
            db.session.add(Signature(agent_id=of.id if of else None, lang=lang, text=text))
        elif lang in there:
            db.session.delete(there[lang])
    db.session.flush()


def below(writer: Agent, lang: str) -> str:
    """What stands below a mail of `writer` in `lang`: their own, else the shop's, else ""."""
    return filled(kept(writer).get(lang) or kept(None).get(lang, ""), name=writer.name)


def filled(text: str, *, name: str) -> str:
    """`text` with {name} and {shop} filled in, once: what they bring is never read again."""
    told = {"name": name, "shop": settings().shop_name}
    return _PLACE.sub(lambda place: told[place[1]], text)


def _rows(of: Agent | None) -> list[Signature]:
    whose = Signature.agent_id == of.id if of else Signature.agent_id.is_(None)
    with db.session.no_autoflush:
        return list(db.session.scalars(select(Signature).where(whose)))

"""What a group of questions is called, how it is asked, and its drafts: all of it masked."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from faq.groups.pleasantries import without_greeting
from helpdesk.articles.models import Article
from helpdesk.articles.placeholders import placeholders_in
from helpdesk.articles.wording import LONGEST_PHRASING
from helpdesk.db import db
from helpdesk.mining.drafting import draft, unsigned
from helpdesk.mining.evidence import Unanswered
from helpdesk.mining.masking import mask
from helpdesk.mining.work import Work
from helpdesk.people.models import Agent, Customer

EXAMPLES = 12  # questions of a group that are kept with their words
# Of a group's questions, the share for which one article was proposed, to name it beside them.
NEAR = 1 / 3
_AT_ONCE = 500


@dataclass(frozen=True)
class Description:
    """All that a group's row says of it, and its first questions by their message's number."""

    known: int | None
    asked: Sequence[Unanswered]
    columns: Mapping[str, Any]
    examples: Mapping[int, str]


def described(work: Work, told: Mapping[str, Any]) -> list[Description]:
    """The groups that a run found, as an editor may see them."""
    describer = _Describer(work)
    found = []
    for group in told["groups"]:
        # Masking takes a millisecond a text: whoever shares the process gets a turn.
        time.sleep(0)
        found.append(describer.describe(group))
    return found


class _Describer:
    """Knows the questions of a run, and the names of all who wrote in their tickets."""

    def __init__(self, work: Work) -> None:
        self._asked = {one.message_id: one for one in work.questions}
        self._searches = work.searches
        self._names = _names_of(one.customer_id for one in work.questions)
        self._articles = set(db.session.scalars(select(Article.id)))
        self._team = list(db.session.scalars(select(Agent.name)))

    def describe(self, found: Mapping[str, Any]) -> Description:
        asked = [self._asked[id_] for id_ in found["members"]]
        examples = {one.message_id: self._example(one) for one in asked[:EXAMPLES]}
        ways = {lang: self._ways(lang, listed) for lang, listed in found["ways"].items()}
        named = {lang: listed for lang, listed in ways.items() if listed} or {
            asked[0].lang: [examples[asked[0].message_id]]
        }
        english = next(iter(named.get("en", [])), "")
        columns = {
            "topic": Counter(one.topic for one in asked).most_common(1)[0][0],
            "name_ar": next(iter(named.get("ar", [])), ""),
            "name_en": english[:1].upper() + english[1:],
            "ways": ways,
            "answers": self._answers(found["replies"]),
            "searches": sum(self._searches[place].count for place in found["searches"]),
            "near_id": self._near(asked),
        }
        return Description(found["known"], asked, columns, examples)

    def _ways(self, lang: str, ways: Iterable[tuple[int, str]]) -> list[str]:
        """Ways of asking; those that name nobody and nothing, where there are any."""
        masked = [self._masked(self._asked[id_], way, lang) for id_, way in ways]
        # A placeholder may be longer than what it hides.
        masked = [way for way in masked if len(way) <= LONGEST_PHRASING]
        plain = [way for way in masked if not placeholders_in(way)]
        return list(dict.fromkeys(plain or masked))

    def _answers(self, replies: Mapping[str, Iterable[tuple[int, int]]]) -> dict[str, Any]:
        """By language, the draft of the best reply that leaves one."""
        answers = {}
        for lang, listed in replies.items():
            for id_, place in listed:
                one = self._asked[id_]
                if text := draft(one.replies[place].text, lang, known=self._known(one)):
                    answers[lang] = {"text": text, "ticket": one.ticket_id}
                    break
        return answers

    def _example(self, one: Unanswered) -> str:
        """A question in one line, without greeting and signature."""
        matter = unsigned(without_greeting(one.text), self._known(one))
        line = " ".join(self._masked(one, matter or one.text, one.lang).split())
        return line if len(line) <= LONGEST_PHRASING else f"{line[: LONGEST_PHRASING - 1]}…"

    def _near(self, asked: Sequence[Unanswered]) -> int | None:
        """The article that was proposed for many of them, as long as it is still there."""
        proposed = Counter(one.near for one in asked if one.near in self._articles)
        commonest = proposed.most_common(1)
        return next((id_ for id_, count in commonest if count >= NEAR * len(asked)), None)

    def _masked(self, one: Unanswered, text: str, lang: str) -> str:
        return mask(text, lang, known=self._known(one))

    def _known(self, one: Unanswered) -> list[str]:
        return [self._names[one.customer_id], *self._team]


def _names_of(customers: Iterable[int]) -> dict[int, str]:
    wanted, names = list(set(customers)), {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = db.session.execute(select(Customer.id, Customer.name).where(Customer.id.in_(some)))
        names.update({row.id: row.name for row in rows})
    return names

"""One run of mining: what is handed to the process that sorts, and what it says."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from helpdesk.articles.placeholders import without_placeholders
from helpdesk.db import db
from helpdesk.mining.evidence import Search, Unanswered, unanswered, vain_searches
from helpdesk.mining.models import STAGES, GroupedQuestion, Mining, QuestionGroup
from helpdesk.runs.hearing import Held, Outcome, hear_out

# 5,000 questions take 12 s of a core and 390 MB (docs/faq.md): not in the web process.
COMMAND = (sys.executable, "-m", "faq.groups")
TIME_LIMIT = timedelta(minutes=5)
# Groups that people have dealt with, the newest: by so many their like is known again.
MOST_KNOWN = 500


@dataclass(frozen=True)
class Work:
    """A run that is ours by `fence`, the evidence, and the groups of before."""

    mining_id: int
    fence: int
    questions: Sequence[Unanswered]
    searches: Sequence[Search]
    known: Sequence[dict[str, Any]]


def prepare(mining_id: int, fence: int, *, now: datetime) -> Work:
    """All that a run needs of the database."""
    return Work(mining_id, fence, unanswered(now=now), vain_searches(now=now), _known())


def hold(work: Work) -> Outcome:
    """Have the questions sorted in a process of its own; commits how far it is."""
    task = {
        "questions": [
            {
                "id": one.message_id,
                "text": one.text,
                "by": one.customer_id,
                "replies": [reply.text for reply in one.replies],
            }
            for one in work.questions
        ],
        "known": work.known,
        "searches": [search.words for search in work.searches],
    }
    return hear_out(
        Held(
            kind=Mining,
            run_id=work.mining_id,
            fence=work.fence,
            command=COMMAND,
            task=task,
            stages=STAGES,
            time_limit=TIME_LIMIT,
        )
    )


def _known() -> list[dict[str, Any]]:
    groups = db.session.scalars(
        select(QuestionGroup)
        .order_by(QuestionGroup.decided_at.desc().nulls_first(), QuestionGroup.id.desc())
        .limit(MOST_KNOWN)
    ).all()
    members: dict[int, list[int]] = {group.id: [] for group in groups}
    rows = db.session.execute(select(GroupedQuestion.group_id, GroupedQuestion.message_id))
    for group_id, message_id in rows:
        if group_id in members:
            members[group_id].append(message_id)
    return [
        {
            "id": group.id,
            "texts": [without_placeholders(way) for ways in group.ways.values() for way in ways],
            "members": members[group.id],
            "decided": not group.is_open,
        }
        for group in groups
    ]

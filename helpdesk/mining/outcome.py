"""What a run leaves: the rows of groups and their questions, brought in line with what it found."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import delete, insert, select

from helpdesk.db import changed, db, hold, rollback
from helpdesk.mining.describing import Description, described
from helpdesk.mining.evidence import Unanswered
from helpdesk.mining.models import OPEN, WEEKS, GroupedQuestion, Mining, QuestionGroup
from helpdesk.mining.work import Work
from helpdesk.runs.actions import end, put_back, still_ours
from helpdesk.runs.hearing import Outcome

log = structlog.get_logger()

_WEEK = timedelta(days=7)


def settle(work: Work, outcome: Outcome, *, now: datetime) -> None:
    """Write down how a run ended, and the groups it found.

    Where another worker has taken the run over, nothing is written.
    """
    told = outcome.told or {}
    error = outcome.error or told.get("error")
    # Described before anything is held: nobody else could write meanwhile.
    groups = [] if error else described(work, told)
    rollback()
    mining = still_ours(Mining, work.mining_id, work.fence)
    if mining is None:
        return
    if error == "leaving":
        put_back(mining)
    elif error:
        end(mining, now=now, error=error, detail=outcome.detail)
    else:
        hold(mining)
        mining.questions, mining.peak_mib = len(work.questions), told["peak_mib"]
        mining.groups = _keep(work, groups, told["decided"], now=now)
        end(mining, now=now)
        log.info("mined", questions=mining.questions, groups=mining.groups)


def _keep(
    work: Work,
    groups: Sequence[Description],
    decided: Mapping[str, Sequence[int]],
    *,
    now: datetime,
) -> int:
    """Gives how many groups wait for an editor now."""
    # An editor who decides in this moment comes before or after, never between.
    rows = {
        group.id: group for group in db.session.scalars(select(QuestionGroup).with_for_update())
    }
    changed(delete(GroupedQuestion))
    asked = {one.message_id: one for one in work.questions}
    for group_id, members in decided.items():
        if row := rows.get(int(group_id)):
            _count(row, [asked[id_] for id_ in members], {}, now=now)
    kept = [_row(rows, group, now=now) for group in groups]
    for row in rows.values():
        if row.is_open and row not in kept:
            # Its questions were answered, or are too old by now.
            db.session.delete(row)
    db.session.flush()
    return sum(row.is_open for row in kept)


def _row(rows: Mapping[int, QuestionGroup], found: Description, *, now: datetime) -> QuestionGroup:
    """The row of a group, new or under its former number; one dealt with is only counted."""
    row = rows.get(found.known or 0)
    if row is None:
        row = QuestionGroup(state=OPEN, found_at=now, seen_at=now, **found.columns)
        db.session.add(row)
        db.session.flush()
    elif row.is_open:
        row.state, row.decided_at, row.decided_by_id = OPEN, None, None
        for name, value in found.columns.items():
            setattr(row, name, value)
    _count(row, found.asked, found.examples if row.is_open else {}, now=now)
    return row


def _count(
    row: QuestionGroup,
    asked: Sequence[Unanswered],
    examples: Mapping[int, str],
    *,
    now: datetime,
) -> None:
    row.seen_at = now
    row.questions = len(asked)
    row.customers = len({one.customer_id for one in asked})
    ago = Counter(int((now - one.asked_at) / _WEEK) for one in asked)
    row.weeks = [ago[week] for week in reversed(range(WEEKS))]
    questions: list[dict[str, Any]] = [
        {
            "message_id": one.message_id,
            "group_id": row.id,
            "ticket_id": one.ticket_id,
            "place": place,
            "lang": one.lang,
            "text": examples.get(one.message_id, ""),
            "asked_at": one.asked_at,
        }
        for place, one in enumerate(asked)
    ]
    if questions:
        db.session.execute(insert(GroupedQuestion), questions)

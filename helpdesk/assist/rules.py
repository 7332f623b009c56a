"""What surrounds a message and moves its ticket: the rules, their points, and why each stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpdesk.sla.turn import BAND

# How far above the foot of their band points may lift; the next level begins at BAND.
TOP = 24.75
HARMED = 2
# How long people wait before they leave, where they wait less than for mail.
TOLERANCE = {"chat": timedelta(minutes=2), "whatsapp": timedelta(minutes=30)}

# What a rule found, as rows keep it: {"count": 3}, {"since": moment}, {"on": moment}.
Figure = dict[str, int | str]


@dataclass(frozen=True)
class Situation:
    """What is known around a ticket whose customer waits, or begins to.

    `contacts` is how many times the customer wrote without an answer; `waiting` how long they
    wait, of the time `promised` (None: nothing was promised before this message); `late_on` when
    they last had an answer too late; `others` how many more of their tickets are open.
    """

    now: datetime
    channel: str
    contacts: int = 1
    waiting: timedelta = timedelta(0)
    promised: timedelta | None = None
    late_on: datetime | None = None
    others: int = 0


@dataclass(frozen=True)
class Rule:
    """A named rule: `applies` gives the figure it found, or None; `at_least` the level it wants."""

    name: str
    points: float
    applies: Callable[[Situation], Figure | None]
    why: str
    at_least: int = 0


@dataclass(frozen=True)
class Found:
    """A rule that applies, with its figure."""

    rule: Rule
    figure: Figure


def _third_contact(around: Situation) -> Figure | None:
    return {"count": around.contacts} if around.contacts >= 3 else None


def _second_contact(around: Situation) -> Figure | None:
    return {"count": around.contacts} if around.contacts == 2 else None


def _promise_broken(around: Situation) -> Figure | None:
    if around.promised is None or around.waiting < around.promised:
        return None
    return _since(around)


def _half_waited(around: Situation) -> Figure | None:
    if around.promised is None or not around.promised / 2 <= around.waiting < around.promised:
        return None
    return _since(around)


def _impatient_channel(around: Situation) -> Figure | None:
    patience = TOLERANCE.get(around.channel)
    if patience is None or around.waiting < patience:
        return None
    return {"minutes": int(patience.total_seconds() // 60)}


def _let_down_before(around: Situation) -> Figure | None:
    return {"on": around.late_on.isoformat()} if around.late_on else None


def _other_tickets(around: Situation) -> Figure | None:
    return {"count": around.others} if around.others else None


def _since(around: Situation) -> Figure:
    return {"since": (around.now - around.waiting).isoformat()}


RULES = (
    Rule("again_thrice", 8, _third_contact,
         "Who writes a third time was left alone twice: harmed and waiting, whatever it is about.",
         at_least=HARMED),
    Rule("again", 4, _second_contact,
         "A second message without an answer is a customer who begins to doubt us."),
    Rule("waits_whole", 8, _promise_broken,
         "The promised time is over: every further hour costs more trust than the one before."),
    Rule("waits_half", 4, _half_waited,
         "Past the half, the answer comes late if nobody looks soon."),
    Rule("late_before", 5, _let_down_before,
         "Who was answered late once leaves the second time, so this wait weighs more."),
    Rule("others", 3, _other_tickets,
         "Several open matters at once mean a larger trouble, best seen together."),
    Rule("channel", 3, _impatient_channel,
         "In chat people leave within minutes, on social networks within the hour; mail waits."),
)  # fmt: skip


def found_in(around: Situation) -> list[Found]:
    """The rules that apply, the heaviest first."""
    found = [Found(rule, figure) for rule in RULES if (figure := rule.applies(around)) is not None]
    return sorted(found, key=lambda each: -each.rule.points)


def level_of(score: float) -> int:
    """The level in whose band a score (0 to 100) stands."""
    return min(int(score // BAND), 3)


def moved(base: float, found: Iterable[Found], *, may_raise: bool = True) -> tuple[int, float]:
    """Level and score of a ticket whose words alone give `base`, after the rules had their say.

    Points lift inside the band. Only a rule that says so raises the level, to 2 at most, and
    only where `may_raise`; none ever lowers.
    """
    found = list(found)
    level = level_of(base)
    lifted = base - BAND * level + sum(each.rule.points for each in found)
    if may_raise:
        level = max([level, *(each.rule.at_least for each in found)])
    return level, round(BAND * level + min(lifted, max(TOP, base - BAND * level_of(base))), 2)

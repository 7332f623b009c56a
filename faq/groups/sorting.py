"""Sorts questions: those of groups known before go there, the rest into groups of their own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from faq.groups.likeness import Reader, Readings
from faq.matters import Matters
from triage.table import Floats

# Mean likeness, in logits, of the questions of one group: see "Mining" in docs/faq.md.
ALIKE = -1.2
# A whole group is known again somewhat sooner than one question: its mean is steadier.
AGAIN = ALIKE - 0.5
PEOPLE = 3
# A text that more likely asks nothing than anything is no question.
ASKS_NOTHING = 0.5
# What a group known before shares with one found now, of the smaller, to be the same.
SAME = 1 / 3
# Likenesses are at most some 4; the tree wants distances above 0.
_FAR = 12.0
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Asked:
    """A question: the number of its message, its words, and the number of who asked it."""

    id: int
    text: str
    by: int


@dataclass(frozen=True)
class Known:
    """A group of before: its number, its clearest questions, and the numbers of its messages.

    `decided` tells that a person has dealt with it: it then takes its like out of the rest.
    """

    id: int
    texts: tuple[str, ...]
    members: frozenset[int] = frozenset()
    decided: bool = False


@dataclass(frozen=True)
class Group:
    """Questions of one matter, the nearest to its middle first; `known` is its former number."""

    members: tuple[int, ...]
    known: int | None = None
    searches: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sorted:
    """The groups found, largest first, and what went to groups that people have dealt with."""

    groups: tuple[Group, ...] = ()
    decided: dict[int, tuple[int, ...]] = field(default_factory=dict)


class _Table:
    """Questions with their readings, from which some are taken out as they find their place."""

    def __init__(self, asked: Sequence[Asked], readings: Readings) -> None:
        self.asked, self.readings = asked, readings
        self.left = [at for at in range(len(asked)) if readings.silent[at] < ASKS_NOTHING]

    def take(self, places: Iterable[int]) -> None:
        gone = set(places)
        self.left = [at for at in self.left if at not in gone]


def sort(
    asked: Sequence[Asked],
    learnt: Matters,
    *,
    known: Sequence[Known] = (),
    searches: Sequence[str] = (),
    progress: Progress = lambda *_: None,
) -> Sorted:
    """Groups of at least PEOPLE different people, and whatever belongs to groups of before.

    A group that people have dealt with is known again by its messages and by their like, so that
    it does not come back with others; an open one by the messages it shares with a new one.
    `searches` are words that somebody looked for in vain: a group lists those that ask for it.
    """
    if not asked:
        return Sorted()
    decided = [group for group in known if group.decided and group.texts]
    corpus = [one.text for one in asked] + [text for group in decided for text in group.texts]
    reader = Reader(learnt, corpus)
    every = [one.text for one in asked]
    table = _Table(asked, reader.read(every, lambda step: progress("reading", step, len(asked))))
    kept = [reader.read(group.texts) for group in decided]
    progress("sorting", 0, 0)
    absorbed = _absorbed(table, decided, kept)
    found = [places for places in _clusters(table) if _people(table, places) >= PEOPLE]
    new = []
    for places in found:
        again = _likest(table, places, kept)
        if again is None:
            new.append(places)
        else:
            absorbed[decided[again].id] += places
    sought = reader.read(searches) if searches else None
    return Sorted(
        tuple(_named(table, new, [group for group in known if not group.decided], sought)),
        {id_: tuple(asked[at].id for at in places) for id_, places in absorbed.items()},
    )


def middle_first(readings: Readings) -> list[int]:
    """The rows, the one that is likest to all others first."""
    mean = readings.likeness(readings).mean(axis=1)
    return np.argsort(-mean, kind="stable").tolist()


def _absorbed(
    table: _Table, decided: Sequence[Known], kept: Sequence[Readings]
) -> dict[int, list[int]]:
    """By decided group: the places of questions that are its own, or are likest to it."""
    taken: dict[int, list[int]] = {group.id: [] for group in decided}
    if not decided or not table.left:
        return taken
    here = table.readings.at(table.left)
    means = np.stack([here.likeness(group).mean(axis=1) for group in kept])
    home = {member: group.id for group in decided for member in group.members}
    for column, at in enumerate(table.left):
        best = int(means[:, column].argmax())
        own = home.get(table.asked[at].id)
        if own is None and means[best, column] >= ALIKE:
            own = decided[best].id
        if own is not None:
            taken[own].append(at)
    table.take(at for places in taken.values() for at in places)
    return taken


def _clusters(table: _Table) -> list[list[int]]:
    """Average linkage: the mean likeness of all pairs between two groups decides."""
    places = table.left
    if len(places) < PEOPLE:
        return []
    tree = linkage(_distances(table.readings.at(places)), "average")
    labels = fcluster(tree, _FAR - ALIKE, "distance")
    found: dict[int, list[int]] = {}
    for at, label in zip(places, labels.tolist(), strict=True):
        found.setdefault(label, []).append(at)
    return list(found.values())


def _distances(readings: Readings) -> NDArray[np.float32]:
    """The upper triangle, row by row, as the tree takes it."""
    return np.concatenate(
        [
            np.maximum(_FAR - row[start + offset + 1 :], 0)
            for start, part in readings.portions(readings)
            for offset, row in enumerate(part)
        ]
    )


def _people(table: _Table, places: Iterable[int]) -> int:
    return len({table.asked[at].by for at in places})


def _likest(table: _Table, places: list[int], kept: Sequence[Readings]) -> int | None:
    here = table.readings.at(places)
    means = [float(here.likeness(group).mean()) for group in kept]
    best = int(np.argmax(means)) if means else -1
    return best if means and means[best] >= AGAIN else None


def _named(
    table: _Table, found: list[list[int]], known: Sequence[Known], sought: Readings | None
) -> list[Group]:
    """Each group from its middle outwards, under its former number where it has one."""
    members = [[table.asked[at].id for at in places] for places in found]
    former = _former(members, known)
    searches = _searches([table.readings.at(places) for places in found], sought)
    groups = []
    for number, places in enumerate(found):
        order = middle_first(table.readings.at(places))
        groups.append(
            Group(
                tuple(members[number][at] for at in order),
                former.get(number),
                tuple(searches.get(number, ())),
            )
        )
    return sorted(groups, key=lambda group: -len(group.members))


def _former(members: list[list[int]], known: Sequence[Known]) -> dict[int, int]:
    """For each group found: the open group of before with which it shares most, each once."""
    shared = []
    for number, found in enumerate(members):
        for group in known:
            both = len(group.members.intersection(found))
            if both and both >= SAME * min(len(found), len(group.members)):
                shared.append((both, number, group.id))
    named: dict[int, int] = {}
    for _, number, id_ in sorted(shared, reverse=True):
        if number not in named and id_ not in named.values():
            named[number] = id_
    return named


def _searches(groups: list[Readings], sought: Readings | None) -> dict[int, list[int]]:
    """For each group: the searches that are likest to it."""
    if sought is None or not groups:
        return {}
    means: Floats = np.stack([sought.likeness(group).mean(axis=1) for group in groups])
    found: dict[int, list[int]] = {}
    for place, best in enumerate(means.argmax(axis=0).tolist()):
        if means[best, place] >= ALIKE:
            found.setdefault(best, []).append(place)
    return found

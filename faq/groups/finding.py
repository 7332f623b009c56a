"""A whole task: questions sorted, each group's clearest questions, and its best replies."""

from collections.abc import Sequence
from typing import Any

from faq.groups.likeness import Reader
from faq.groups.pleasantries import without_farewell, without_greeting
from faq.groups.sorting import Asked, Group, Known, Progress, middle_first, sort
from faq.groups.wording import clearest
from faq.matters import Matters
from triage.text import language

WAYS, REPLIES = 12, 6  # told of a group, by language
_COMPARED = 60  # replies of one language


def found(task: dict[str, Any], learnt: Matters, progress: Progress) -> dict[str, Any]:
    """What a task comes to, as plain data: "groups", largest first, and "decided" by number.

    A group has "members" and "known" as sorting.Group, the places of its "searches", and by
    language "ways" and "replies": pairs of a question's number and a sentence of it, or the place
    of one of its replies; the clearest, and the one likest to all others, first.
    """
    questions = {one["id"]: one for one in task["questions"]}
    sorted_ = sort(
        [Asked(one["id"], one["text"], one["by"]) for one in task["questions"]],
        learnt,
        known=[
            Known(one["id"], tuple(one["texts"]), frozenset(one["members"]), one["decided"])
            for one in task["known"]
        ],
        searches=task["searches"],
        progress=progress,
    )
    progress("wording", 0, len(sorted_.groups))
    reader = Reader(learnt, [one["text"] for one in task["questions"]])
    groups = []
    for number, group in enumerate(sorted_.groups, start=1):
        groups.append(_told(group, [questions[id_] for id_ in group.members], reader))
        progress("wording", number, len(sorted_.groups))
    return {"groups": groups, "decided": sorted_.decided}


def _told(group: Group, asked: Sequence[dict[str, Any]], reader: Reader) -> dict[str, Any]:
    texts = [one["text"] for one in asked]
    ways = clearest(texts, reader.read(texts), reader)
    return {
        "members": group.members,
        "known": group.known,
        "searches": group.searches,
        "ways": {
            lang: [(asked[way.place]["id"], way.text) for way in listed[:WAYS]]
            for lang, listed in ways.items()
        },
        "replies": _replies(asked, reader),
    }


def _replies(asked: Sequence[dict[str, Any]], reader: Reader) -> dict[str, list[tuple[int, int]]]:
    """By language, which replies are likest to the others."""
    spoken: dict[str, list[tuple[int, int, str]]] = {}
    for one in asked:
        for place, reply in enumerate(one["replies"]):
            matter = without_farewell(without_greeting(reply))
            if matter:
                spoken.setdefault(language(matter), []).append((one["id"], place, matter))
    best = {}
    for lang, listed in spoken.items():
        some = listed[:_COMPARED]
        order = middle_first(reader.read([text for _, _, text in some]))
        best[lang] = [some[at][:2] for at in order[:REPLIES]]
    return best

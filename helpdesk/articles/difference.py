"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

# Comparing goes with the square of the words; beyond this a line is the smallest piece.
MOST_WORDS = 2000


class Piece(NamedTuple):
    """A run of words that is in both texts ("same"), in the old ("gone") or the new ("new")."""

    kind: str
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in reading order, what is gone before what took its place."""
    before, after = _cut(old, new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a_start, a_end, b_start, b_end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(after[b_start:b_end])))
            continue
        pieces += [
            Piece(name, "".join(words))
            for name, words in (("gone", before[a_start:a_end]), ("new", after[b_start:b_end]))
            if words
        ]
    return pieces


def _cut(old: str, new: str) -> tuple[list[str], list[str]]:
    cut = [re.findall(r"\s+|\S+", text) for text in (old, new)]
    if max(map(len, cut)) > 2 * MOST_WORDS:
        cut = [text.splitlines(keepends=True) for text in (old, new)]
    return cut[0], cut[1]

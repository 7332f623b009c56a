"""Counts what a message is made of: words and pairs of words, letter grams, concepts and pairs.

It is what TfidfVectorizer does (words, char_wb, concepts), over fingerprints instead of texts: a
gram then takes eight bytes of memory instead of two hundred.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from triage.concepts import WINDOW, Named
from triage.features import Traits
from triage.fingerprints import Keys, Numbers, of_letters, of_pairs, of_words
from triage.table import Floats

BLOCKS = ("words", "letters", "concepts")
_MARKS = dict(zip(BLOCKS, of_words(BLOCKS), strict=True))
_TINY = 1e-12
_PLACE_BITS = 32
_PLACE = (1 << _PLACE_BITS) - 1


@dataclass(frozen=True)
class Grams:
    """The vocabularies of all BLOCKS in one, with their idf, and how to count them.

    `keys` holds the fingerprint of each gram, ascending: its number there is its place. `blocks`
    is the number of each gram's block; `scales` is how much a block counts; `sizes` is the shortest
    and longest letter gram.
    """

    keys: Keys
    blocks: NDArray[np.uint8]
    idf: Floats
    scales: tuple[float, ...]
    sizes: tuple[int, int]

    def weigh(self, traits: Traits) -> tuple[Numbers, Floats]:
        """The places of a message's grams, ascending, and their TF-IDF values.

        Counts are sublinear, and each block is as long as its scale says, so that a long message
        weighs no more than a short one.
        """
        places, values, _ = self.weigh_all([traits])
        return places, values

    def weigh_all(self, messages: Sequence[Traits]) -> tuple[Numbers, Floats, Numbers]:
        """The grams of many messages one after the other, as `weigh` gives them, and their bounds.

        The grams of message k stand from bounds[k] to before bounds[k + 1].
        """
        keys, owners = self._said(messages)
        places, known = self._places(keys)
        # One number for a gram of a message; the rest is arithmetic over all messages at once.
        of_message, counts = np.unique(owners[known] << _PLACE_BITS | places, return_counts=True)
        owners, places = of_message >> _PLACE_BITS, of_message & _PLACE
        values = (1 + np.log(counts)) * self.idf[places]
        blocks = owners * len(BLOCKS) + self.blocks[places]
        squares = np.bincount(blocks, values * values, len(messages) * len(BLOCKS))
        evened = np.tile(self.scales, len(messages)) / np.sqrt(np.maximum(squares, _TINY))
        bounds = owners.searchsorted(np.arange(len(messages) + 1))
        return places, (values * evened[blocks]).astype(np.float32), bounds

    def _said(self, messages: Sequence[Traits]) -> tuple[Keys, Numbers]:
        """The fingerprints of all that messages are made of, and the number of the message."""
        forms = [form for message in messages for form in message.words]
        of_form = _owners([len(message.words) for message in messages])
        words = of_words(forms)
        follows = of_form[1:] == of_form[:-1]
        letters, of_letter = of_letters(forms, self.sizes)
        concepts, of_concept = _of_concepts([message.concepts for message in messages])
        keys = [
            in_block("words", words),
            in_block("words", of_pairs(words[:-1], words[1:])[follows]),
            in_block("letters", letters),
            in_block("concepts", concepts),
        ]
        owners = [of_form, of_form[1:][follows], of_form[of_letter], of_concept]
        return np.concatenate(keys), np.concatenate(owners)

    def of_each(self, forms: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The places of words and of their letter grams, and the number of the word of each."""
        letters, owners = of_letters(forms, self.sizes)
        said = [in_block("words", of_words(forms)), in_block("letters", letters)]
        places, known = self._places(np.concatenate(said))
        return places, np.concatenate([np.arange(len(forms)), owners])[known]

    def _places(self, keys: Keys) -> tuple[Numbers, NDArray[np.bool_]]:
        """Where those grams stand that were learnt, and which they are."""
        places = self.keys.searchsorted(keys)
        known = self.keys.take(places, mode="clip") == keys
        return places[known], known


def in_block(block: str, keys: Keys) -> Keys:
    """Fingerprints that are a block's own: a concept is no word, though it be named as one."""
    return keys + _MARKS[block]


def _of_concepts(sequences: Sequence[Sequence[Named]]) -> tuple[Keys, Numbers]:
    """The fingerprints of messages' concepts and of the pairs of them that stand near."""
    named = [each for sequence in sequences for each in sequence]
    at_place = np.array([len(each) for each in named], np.intp)
    of_place = _owners([len(sequence) for sequence in sequences])
    keys = np.array([_of_name(name) for each in named for name in each], np.uint64)
    owners = of_place.repeat(at_place)
    # So far apart, nothing of one message is near to anything of the next.
    places = np.arange(len(named)) + WINDOW * of_place
    ones, others = _near(places.repeat(at_place))
    pairs = of_pairs(keys[ones], keys[others])
    return np.concatenate([keys, pairs]), np.concatenate([owners, owners[ones]])


def _owners(counts: Sequence[int]) -> Numbers:
    """The number of the message that each thing is of, where each has so many."""
    return np.arange(len(counts)).repeat(counts)


@cache
def _of_name(name: str) -> int:
    return int(of_words([name])[0])


def _near(places: Numbers) -> tuple[Numbers, Numbers]:
    """Which concepts pair, where these are their places, ascending."""
    begins = places.searchsorted(places, "right")
    partners = places.searchsorted(places + WINDOW) - begins
    before = partners.cumsum() - partners
    others = np.arange(partners.sum()) + (begins - before).repeat(partners)
    return np.arange(len(places)).repeat(partners), others

"""A customer's message as it is read: its words, mended, and its pieces."""

from dataclasses import dataclass

from faq import clauses, match
from faq.bridge import concepts
from faq.reading import Entry, Vocabulary
from faq.shelf import Known
from faq.terms import as_meaning, stems
from triage.text import Word, language_of, words

_LONG = 90  # words from which each piece of a message is weighed by itself as well


@dataclass(frozen=True)
class Asked:
    """A message as it was read: its words, in one spelling and mended, and its pieces."""

    text: str
    language: str
    words: list[Word]
    forms: list[str]
    spans: list[tuple[int, int]]

    def parts(self) -> list[list[str]]:
        """The words as written, of the whole message and, where it is long, of each piece."""
        written = [word.form for word in self.words]
        if len(written) <= _LONG:
            return [written]
        return [written, *(written[start:end] for start, end in self.spans)]

    def pieces(self) -> list[list[str]]:
        """The words of each piece, mended."""
        return [self.forms[start:end] for start, end in self.spans]

    def matching(self, entry: Entry, piece: int, vocabulary: Vocabulary) -> tuple[str, ...]:
        """The words of a piece that an article has too, as the customer wrote them."""
        start, end = self.spans[piece]
        forms = self.forms[start:end]
        held = set(entry.terms.tolist())
        hit = {at for at, form in enumerate(forms) if _in(held, stems([form]), vocabulary)}
        for concept, first, last in concepts(forms):
            if _in(held, [as_meaning(concept)], vocabulary):
                hit.update(range(first, last))
        shared = [self.words[start + at] for at in sorted(hit)]
        return tuple(dict.fromkeys(self.text[word.start : word.end] for word in shared))


def read(question: str, known: Known) -> Asked:
    """Reads a message, its misspelled words mended by the known ones."""
    text = clauses.shortened(question)
    said = list(words(text))
    forms = match.mended([word.form for word in said], known)
    own = language_of([word.form for word in said])
    return Asked(text, own, said, forms, clauses.pieces(text, said))


def _in(held: set[int], terms: list[str], vocabulary: Vocabulary) -> bool:
    return not held.isdisjoint(vocabulary.words.find(terms).tolist())

"""What makes messages findable by one another: their fingerprint, and the figures they mention."""

from collections.abc import Iterable
from hashlib import blake2b

from triage.parts import new_words

# The figures that stand for one matter or one person, the most telling first; money, dates and
# links stand for neither.
TELLING = ("order", "tracking", "phone", "email")
MOST_MENTIONS = 8
# "#12" may be anything; numbers of orders, parcels and phones are longer.
FEWEST_SIGNS = 4
# The end of a phone number is the same with and without the country before it.
PHONE_END = 9
LONGEST_VALUE = 80
# Shorter messages are alike by chance: "Where is my order?"
FEWEST_WORDS = 8
LETTERS_READ = 4_000


def fingerprint(text: str) -> str | None:
    """The same for messages of the same words, however spelled; None for fewer than eight.

    Looks at the first 4,000 characters, without quoted mail and signatures. Words with figures
    are passed over, for a text sent to many often carries a number of its own in each copy.
    """
    forms = [word.form for word in new_words(text[:LETTERS_READ])]
    told = [form for form in forms if form.isalpha() or not any(map(str.isdigit, form))]
    if len(told) < FEWEST_WORDS:
        return None
    return blake2b(" ".join(told).encode(), digest_size=16).hexdigest()


def telling(facts: Iterable[tuple[str, str]], *, ours: str) -> list[tuple[str, str]]:
    """Of facts, as (kind, value), those that tell tickets apart, each once, in one spelling.

    `ours` is the shop's own address, which tells nothing.
    """
    told = ((kind, _spelled(kind, value)) for kind, value in facts if kind in TELLING)
    kept = (pair for pair in told if len(pair[1]) >= FEWEST_SIGNS and pair[1] != ours)
    return list(dict.fromkeys(kept))[:MOST_MENTIONS]


def _spelled(kind: str, value: str) -> str:
    if kind == "phone":
        return "".join(letter for letter in value if letter.isdigit())[-PHONE_END:]
    return (value.lower() if kind == "email" else value)[:LONGEST_VALUE]

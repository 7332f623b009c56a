"""The phrases of the word lists as short messages, plainer than writers of examples write them.

Whoever invents a message makes it a person's own; most people only say “order delayed”. Each phrase
is learnt alone, and before and after what is written about ("my order …").
"""

import random
from collections.abc import Iterator

from triage.examples import Example
from triage.lexicon import Meaning, Phrase, meanings, phrases
from triage.text import language
from triage.urgency import DEFAULTS

# Below this weight a phrase mentions a topic, as "order" does, and does not tell it.
_TELLING = 1.2
_CERTAIN = 2.0
_SEED = 5
_ABOUT = {
    "en": ("my order", "the parcel", "my item", "the thing i bought", "order", "product"),
    "ar": ("طلبي", "الطلب", "الاوردر", "المنتج", "القطعة", "طلبيتي"),
}
_DENIALS = {"en": ("not", "did not", "has not", "never"), "ar": ("ما", "لم", "مو", "مش")}


def messages() -> list[Example]:
    """Every message once, the same each time, with the topic and level that its phrase speaks for.

    A message has no variety.
    """
    chance = random.Random(_SEED)  # noqa: S311 - it keeps no secret
    found = {example.text: example for one in phrases() for example in _messages(one, chance)}
    return list(found.values())


def _messages(phrase: Phrase, chance: random.Random) -> Iterator[Example]:
    meaning = meanings()[phrase.meaning]
    topic, weight = max(meaning.topics.items(), key=lambda pair: pair[1], default=("", 0.0))
    if phrase.excludes or meaning.tone or weight < _TELLING:
        return
    lang = language(_words(phrase, chance))
    for form in ("{said}", "{about} {said}", "{said} {about}"):
        said = _words(phrase, chance)
        if phrase.denied:
            said = f"{chance.choice(_DENIALS[lang])} {said}"
        yield Example(
            id=f"plain {phrase.meaning}",
            text=form.format(said=said, about=chance.choice(_ABOUT[lang])),
            channel="chat",
            lang=lang,
            variety="",
            topic=topic,
            urgency=_level(meaning, topic, weight),
            hard=False,
        )


def _words(phrase: Phrase, chance: random.Random) -> str:
    """One way of saying a phrase; open ends are left as they are, and gaps stay empty."""
    return " ".join(chance.choice(step.alternatives).strip("*") for step in phrase.steps)


def _level(meaning: Meaning, topic: str, weight: float) -> int:
    """The level of the meaning, where that needs no company, else what its topic deserves."""
    if meaning.level and not meaning.when:
        return meaning.level
    return DEFAULTS[topic] if meaning.level or weight >= _CERTAIN else 0

"""Which variety of Arabic a message is written in, or that it is English, Arabizi or mixed."""

from triage.signals import Reading
from triage.text import is_arabic

_MIXED = 0.25


def variety(reading: Reading, learnt: dict[str, float]) -> str:
    """One of examples.VARIETIES: by the letters first, then the likeliest dialect."""
    if reading.language == "en":
        return "en"
    if reading.romanised:
        return "arabizi"
    latin = sum(1 for form in reading.forms if form.isascii() and form.isalpha())
    arabic = sum(1 for form in reading.forms if is_arabic(form))
    if latin >= _MIXED * (latin + arabic) and latin > 1:
        return "mixed"
    return max(learnt, key=learnt.__getitem__) if learnt else "msa"

"""The form of response targets: a number and a unit for each channel and urgency."""

from collections.abc import Mapping
from typing import NamedTuple

from flask_babel import gettext

from helpdesk.sla.targets import ImpossibleTarget, all_targets, set_target

UNITS = {"min": 1, "h": 60}


class Field(NamedTuple):
    """One target as it stands in the form: what is typed, its unit, and what is wrong with it."""

    number: str
    unit: str
    wrong: str = ""


Fields = dict[tuple[str, int], Field]


def as_saved() -> Fields:
    """The targets in force, in hours where they are whole hours."""
    return {
        place: Field(str(minutes // 60), "h") if minutes % 60 == 0 else Field(str(minutes), "min")
        for place, minutes in all_targets().items()
    }


def save(form: Mapping[str, str]) -> Fields:
    """Set every target that was changed; gives the form as typed, with what is wrong beside it.

    What is wrong keeps nothing of the rest from being right, but nothing should be committed
    then: the person sees one form, not half of one.
    """
    return {
        (channel, urgency): _save(form, channel, urgency, saved)
        for (channel, urgency), saved in all_targets().items()
    }


def is_fine(fields: Fields) -> bool:
    """Whether nothing is wrong anywhere."""
    return not any(field.wrong for field in fields.values())


def _save(form: Mapping[str, str], channel: str, urgency: int, saved: int) -> Field:
    number = form.get(f"{channel}-{urgency}", "").strip()
    unit = form.get(f"{channel}-{urgency}-unit", "")
    try:
        # int() reads the digits of any alphabet, ٤٥ as well as 45.
        minutes = int(number) * UNITS[unit]
        if minutes != saved:
            set_target(channel, urgency, minutes)
    except (ValueError, KeyError):
        return Field(number, unit, gettext("Write a whole number, such as 30."))
    except ImpossibleTarget:
        return Field(number, unit, gettext("From 1 minute to 14 days (336 hours)."))
    return Field(number, unit)

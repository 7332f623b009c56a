"""How far a "not" reaches: the clauses of a message, and which of its words are denied."""

from collections.abc import Sequence

from triage.text import Word

_NEGATORS = frozenset(
    """
    ما مو مب موب مهوب ماهو ماهي مش مهو لم لن لا ليس ليست لست ليسوا بدون بلا دون
    مافي مافيه مافيها
    مفيش مافيش مفيهاش مفيهوش ماكو ماكان مكانش مكنش ماكانش ماشي ماعندي معنديش محد ماحد ولا
    عمره عمرها منيش ماني مهي مانيش ماكاين ماكاينش مكاينش ماكاينه مكاين
    mish msh mesh mush mosh mu mo ma mafi mafeesh mafish mafich lam la2 wala makaynch makaynsh
    not no never nothing none nobody noone without nor neither dont doesnt didnt isnt arent wasnt
    werent hasnt havent hadnt cant cannot couldnt wont wouldnt shouldnt aint nt hardly unable
    """.split()  # noqa: SIM905 - a table to read and add to
)
_BREAKS = frozenset("بس لكن لكنه لكنها ولكن but however although though except الا".split())  # noqa: SIM905
_ONLY = frozenset("only just فقط بس".split())  # noqa: SIM905
_REACH = 3


def clauses(found: list[Word], titled: int) -> list[int]:
    """The number of the clause that each word stands in; the subject ends in one."""
    number, numbers = 0, []
    for place, word in enumerate(found):
        if word.breaks or word.form in _BREAKS or place == titled:
            number += 1
        numbers.append(number)
    return numbers


def denied_at(
    forms: Sequence[str],
    clause: Sequence[int],
    first: int,
    last: int,
    self_denied: Sequence[bool],
    *,
    reach: int = _REACH,
) -> bool:
    """Whether a negator within `reach` words before reaches into this place («مو مكسورة»)."""
    if any(self_denied[first : last + 1]):
        return True
    for place in range(first - 1, max(-1, first - 1 - reach), -1):
        if clause[place] != clause[first]:
            return False
        form = forms[place] if forms[place] == "ولا" else forms[place].removeprefix("و")
        if form in _NEGATORS and not _is_other(forms, clause, place):
            return forms[place + 1] not in _ONLY
    return False


def _is_other(forms: Sequence[str], clause: Sequence[int], place: int) -> bool:
    """Whether a negator denies nothing here.

    «قبل لا يطلع» and «قبل ما يطلع» say before, «ما شاء الله» praises, and «ولا» in the middle of
    a clause that denies nothing else asks: "this or that".
    """
    before = forms[max(0, place - 4) : place]
    if forms[place] == "ولا":
        starts = place == 0 or clause[place - 1] != clause[place]
        return not starts and not any(form in _NEGATORS for form in before)
    if forms[place] == "ما" and forms[place + 1].startswith("شا"):
        return True
    return bool(before) and before[-1] in ("قبل", "abl", "2abl", "9bel", "qbel")

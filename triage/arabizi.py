"""Arabic written with Latin letters and digits: how to tell it, and how to read it."""

import re
from functools import lru_cache

# Words that are frequent in Arabizi and are not English.
_KNOWN = frozenset(
    """
    ana ana2 enta enti enty inta inti ento ehna e7na ahna huwa howa hiya heya homa hom
    mish msh mesh mush mosh mu mo moo mafi mafe mafeesh mafish mafich makaynch makaynsh
    ma wla wala aw wa w fe fi fel fil bel bil el al il men mn min 3an an 3ala 3al 3la ela ila
    eh eih aih ey ay esh aysh eish ish shu sho shou shno shnu chno chnou chnu wach wash wesh
    leh leih lih leish lesh laysh 3lach 3lash fen fein feen wein wen wain ween fin emta amta imta
    emata mata meta imati kam kem adaish addesh 2addeh adeh bkam bekam bikam chhal sh7al bchhal
    3ayz 3ayez 3ayza 3ayzah 3awz 3awez 3awza awza ayza 3ayzin abi abgha aby abghi abgi abga bghit
    bghina badi baddi bade biddi bdi bedi widdi wdi brit 3andi 3ndi andi 3endi 3endy 3andy ma3i
    law lw low2 iza eza ida ila yalla yala ya yaani ya3ni yani bas bs bass lakin laken walakin
    dyal dyali dial diali dyalkom dyalkoum ta3 taa3 beta3 bta3 beta3i bta3i bita3 ta3i taba3
    shi chi shwaya shway chwiya ktir kteer ktyr kter kathir katheer awi awy 2awi qawi bezaf bzaf
    bezzaf jidan jiddan giddan gedan geddan khalas khlas 5alas tamam tmm kwayes kwais kwayis quais
    mnih mni7 zwin zwina mezyan mzyan meziane 7elw helw helwa zein zain zeen
    salam slm salaam alsalam assalam alaykum aleikum 3alaykom alikom 3likom marhaba mar7aba ahlan
    sabah saba7 masa shukran shokran shukrn chokran choukran mashkor mashkoor merci
    lazem lazim darori daroori daruri mohem mhm momken mumkin momkin mmkn yomken lw sam7t sama7t
    samahti samahtu law wallah wallahi walla wlh inshallah nshallah insha allah hamdulillah
    dah da di dih dy hada hatha hadha hayda haida hadi had hadchi hal hay hayde dol delwa2ti
    dilwa2ti hal2 halla halla2 halaa alheen al7een elheen daba hassa hala2 lsa lessa lissa lesa
    ba3d ba3den ba3dein abl 2abl qabl bokra bukra bokrah boukra ghedda ghadda bacher embare7
    mbare7 imbare7 ams youm yom yoom yomein yawm osbo3 osboo3 shahr chhar
    wsl wesel wasal wasalni weselni wsalni wslni weslet weslat waslat waslatni weslatni weselatni
    wslatni wasalatni wslat ouslat wslet wasel wselni weslny weselny talab talabt talabet tlabt
    talabi talabiya talabiye talabity talabeyti talabiti sha7n shahn sha7na sha7neh she7na sh7na
    flous floos flousi floosi fluus fulus masari masary drahem drahm maksor maksora maksoor
    maksoora maksour maksoura mksor mksour mksora mekassar mkassar mkasar metkasar mherres mharras
    ragga3 arga3 araga3 raja3 traja3 arja3 arajja3 araji3 terja3 erga3 trje3 nraja3 nrejja3
    mantog montag muntaj montaj mntj mondoub mandoub mandob mndob mawgood mawjood mawjod mwjod
    mwgod mojood mojod mtwfr motawafer mtwafer kayn kayen kayna kaine 7aga haga hagah shay shai
    shey 7aja haja 7ajeh se3r se3ro si3r s3ro s3r as3ar se3ru t3awed tjawbo 7ad had7 mahad
    yewsal yousal tewsal byewsal biwsal bywsal hyewsal touslni tusalni tousal twsal ywsl twsl
    """.split()  # noqa: SIM905 - a table to read and add to
)
_ENGLISH = frozenset(
    """
    the and for you your with this that have has had was were are is it my me we our not from
    but can could would will when what where which how please order delivery delivered refund
    arrived been do does did to of in on at be an if or so as they them there i'm im dont any
    """.split()  # noqa: SIM905
)
_DIGIT_LETTER = re.compile(r"^(?=.*[a-z])[a-z]*(?:[a-z][23567 89]|[23579][a-z])[a-z0-9]*$")
# 2nd, 3pm, 5kg, 64gb, 2x, iphone7: digits that are only digits.
_PLAIN = re.compile(
    r"^\d+(?:st|nd|rd|th|am|pm|x|kg|g|gm|mg|ml|l|cm|mm|m|km|gb|tb|mb|k|w|v|mah|h|hr|hrs|d|days?"
    r"|ft|in|inch|oz|lb|pcs|pc|pro|s|a|b|c|e|f|xl|xxl|usb|way|pack|piece|size|hz|star)$"
    r"|^[a-z]{1,2}\d+$|^[a-z]+\d{2,}[a-z0-9]*$|^\d{2,}|^(?:iphone|covid|ps|mp|galaxy|v|h)\d"
)


def is_arabizi(forms: list[str]) -> bool:
    """Whether words in the one spelling are Arabic in Latin letters rather than English.

    Counts known words and digits inside words against frequent English words.
    """
    latin = [form for form in forms if form.isascii() and not form.isdigit()]
    if not latin:
        return False
    arabic = sum(1.0 for form in latin if form in _KNOWN) + 1.5 * sum(
        1 for form in latin if speaks_in_digits(form)
    )
    english = sum(1 for form in latin if form in _ENGLISH)
    return arabic > 1.2 * english and arabic / len(latin) >= 0.2


@lru_cache(maxsize=4_000)
def speaks_in_digits(form: str) -> bool:
    """Whether a digit stands for a letter in this word (3ayez, mo7tag), not for a number."""
    return bool(_DIGIT_LETTER.match(form)) and not _PLAIN.match(form)


_PAIRS = (
    ("ch", "ش"), ("sh", "ش"), ("kh", "خ"), ("gh", "غ"), ("th", "ث"), ("dh", "ذ"),
    ("ou", "و"), ("oo", "و"), ("ee", "ي"), ("ei", "ي"), ("ai", "ي"), ("ay", "ي"), ("aa", "ا"),
    ("3'", "غ"), ("7'", "خ"),
)  # fmt: skip
_LETTERS = str.maketrans(
    {
        "2": "ا", "3": "ع", "4": "ش", "5": "خ", "6": "ط", "7": "ح", "8": "غ", "9": "ق",
        "b": "ب", "c": "ك", "d": "د", "f": "ف", "g": "ج", "h": "ه", "j": "ج", "k": "ك",
        "l": "ل", "m": "م", "n": "ن", "p": "ب", "q": "ق", "r": "ر", "s": "س", "t": "ت",
        "v": "ف", "w": "و", "x": "كس", "y": "ي", "z": "ز", "o": "و", "u": "و", "i": "ي",
        "a": "ا", "e": "",
    }
)  # fmt: skip
_SHORT_VOWEL = re.compile(r"(?<=[^aeiou])[aeiu](?=[^aeiou])")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")


@lru_cache(maxsize=4_000)
def reading(form: str) -> str:
    """A likely Arabic spelling of one Arabizi word (mo7tag → موحتاج); consonants are reliable."""
    latin = _DOUBLED.sub(r"\1", form)
    for pair, letter in _PAIRS:
        latin = latin.replace(pair, letter)
    if latin and latin[-1] in "ae":
        latin = latin[:-1] + "ه"
    return _SHORT_VOWEL.sub("", latin).translate(_LETTERS)


_SKELETON = str.maketrans(
    {
        "ا": "", "و": "", "ي": "", "ص": "س", "ط": "ت", "ض": "د", "ح": "ه", "ظ": "ز", "ذ": "د",
        "ث": "ت", "ق": "ك", "غ": "ج",
    }
)  # fmt: skip


def skeleton(arabic: str) -> str:
    """The consonants that an Arabic spelling and an Arabizi reading of one word share.

    Long vowels and the final ه go; letters that Latin writing does not part are one.
    """
    return arabic.rstrip("ه").translate(_SKELETON)

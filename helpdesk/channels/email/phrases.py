"""Phrases of many languages as patterns, out of the readable files in words/."""

import re
import tomllib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"
# Direction marks, zero-width letters, tatweel and vowel signs, which mailers strew about.
_UNSEEN = re.compile(r"[\u061c\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# From here on scripts write no blanks between words (Chinese, Japanese; Korean joins endings).
_NO_BLANKS = "\u2e80"
_ALIKE = str.maketrans("أإآ\u00a0\u202f\u2019-_", "ااا  '  ")


def plain(line: str) -> str:
    """`line` without the unseen letters, for comparing; most lines come back as they are."""
    if line.isascii():
        return line.strip()
    return _UNSEEN.sub("", line).replace("\u00a0", " ").replace("\u202f", " ").strip()


def spelled(text: str) -> str:
    """`text` as the files spell: lower case, one alef, blanks for hyphens, no unseen letter."""
    return " ".join(plain(text).translate(_ALIKE).lower().split())


@cache
def of(name: str, kind: str) -> tuple[str, ...]:
    """Every phrase of one kind in words/<name>.toml, longest first, spelled alike."""
    found = {spelled(each) for phrases in _told(name)[kind].values() for each in phrases}
    return tuple(sorted(found, key=lambda each: (-len(each), each)))


@cache
def pattern(name: str, kind: str) -> str:
    """A group of a regular expression that matches any of the phrases as they are spelled."""
    return f"(?:{'|'.join(re.escape(each) for each in of(name, kind))})"


@cache
def whole_words(name: str, kind: str) -> str:
    """The same as whole words, where the script sets words apart."""
    apart = [re.escape(each) for each in of(name, kind) if each[-1] < _NO_BLANKS]
    together = [re.escape(each) for each in of(name, kind) if each[-1] >= _NO_BLANKS]
    return rf"(?:(?<!\w)(?:{'|'.join(apart)})(?!\w)|{'|'.join(together) or '(?!)'})"


@cache
def _told(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))

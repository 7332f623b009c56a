"""File names that are safe to store, show and offer for download."""

import mimetypes
import re
import unicodedata

_LONGEST = 120
_LONGEST_ENDING = 16
# Control, format (bidi overrides, zero width, marks), surrogate and unassigned characters.
_NEVER = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def safe_name(given: str, content_type: str = "application/octet-stream") -> str:
    """A bare file name from what a mail claims: at most 120 characters, never empty.

    Folders, control and bidi characters go, as do letters that file systems refuse; the ending
    stays. Where nothing is left, the name is made from the content type.
    """
    bare = given[-5000:].replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    shown = "".join(each for each in bare if unicodedata.category(each) not in _NEVER)
    name = " ".join(_FORBIDDEN.sub("_", shown).split()).strip(". ")
    if not name.strip("_"):
        return f"attachment{_ending_of(content_type)}"
    return _shortened(f"_{name}" if _RESERVED.match(name) else name)


def _ending_of(content_type: str) -> str:
    return mimetypes.guess_extension(content_type, strict=False) or ".bin"


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return name[:_LONGEST].rstrip(". ")
    return f"{stem[: _LONGEST - len(ending) - 1].rstrip('. ')}.{ending}"

"""Whether a mail has colours of its own, or can be read in those of the desk."""

import re

_DECLARED = re.compile(r"(?i)\b(?:color|background(?:-color)?)\s*:\s*([^;\"'}>]{1,80})")
_ATTRIBUTE = re.compile(r"(?i)\s(?:bgcolor|color|text|background)\s*=\s*[\"']?\s*([^\"'\s>]{1,80})")
# What mailers write into mails whose writer chose no colour at all.
_PLAIN = re.compile(
    r"(?i)(?:black|white|windowtext|window|canvas|canvastext|inherit|initial|unset|auto|none"
    r"|transparent|currentcolor|#000|#000000|#000000ff|#fff|#ffffff|#ffffffff|#1a1a1a|#212121"
    r"|#222|#222222|#242424|#333|#333333|rgba?\((?:0,0,0|34,34,34|33,33,33|255,255,255)(?:,[\d.]+)?\))"
)


def has_own_colours(html: str) -> bool:
    """Whether somebody chose a colour or a background: more than black on white."""
    chosen = [*_DECLARED.findall(html), *_ATTRIBUTE.findall(html)]
    return any(not _PLAIN.fullmatch(_bare(value)) for value in chosen)


def _bare(value: str) -> str:
    return value.lower().replace("!important", "").replace(" ", "").replace("&nbsp", "").strip()

"""Bytes of a mail to text, whatever their label says or fails to say."""

import codecs
import re

# Labels that mailers write and Python does not know, or where the label is narrower than what
# is sent under it (the supersets are those of the WHATWG Encoding Standard, section 4.2).
_ALIASES = {
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "windows1256": "cp1256",
    "windows1252": "cp1252",
    "ansi1256": "cp1256",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "gb2312": "gb18030",
    "iso-gb2312": "gb18030",
    "gbk": "gb18030",
    "ks-c-5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
}
_SAYS_NOTHING = {"", "unknown", "unknown-8bit", "x-unknown"}
# Mailers send these by default, whatever the letters are.
_LATIN = {"cp1252", "iso8859-15"}
_DOUBLE_BYTE = {"gb18030", "gbk", "big5", "big5hkscs", "cp932", "shift_jis", "euc_jp", "cp949"}
_DOUBLE_BYTE |= {"euc_kr", "cp950", "iso2022_jp", "johab"}
# Text codecs of Python that are no charset of a mail.
_NOT_FOR_MAIL = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"}

_WORDS_OF_HIGH_BYTES = re.compile(rb"[\xc0-\xff]+")
# Windows-1256 keeps the French letters between the Arabic ones.
_ARABIC_IN_1256 = bytes(
    byte for byte in range(0xC0, 0x100) if "\u0600" <= bytes([byte]).decode("cp1256") <= "\u06ff"
)
_SAMPLE = 20_000
_BROKEN = "\ufffd"


def decode(data: bytes, label: str | None) -> str:
    """Text of `data`, by its charset label where that fits, else by what the bytes look like."""
    codec = codec_for(label)
    if codec is None:
        return guess(data)
    if codec in _LATIN:
        return data.decode(codec, "replace") if data.isascii() else guess(data, codec)
    if codec == "iso2022_jp" and not data.isascii():  # Shift JIS is sent under its name
        codec = "cp932"
    text = data.decode(codec, "replace")
    if codec == "utf-8" and _mostly_broken(text):
        return guess(data)
    if _is_rather_utf8(data, codec, text):
        return data.decode("utf-8")
    return text.removeprefix("\ufeff")


def codec_for(label: str | None) -> str | None:
    """Python's name of the charset, or None where the label says nothing that we know."""
    name = (label or "").strip(" \t\"'").lower().replace("_", "-").replace("cp-", "cp")
    if name in _SAYS_NOTHING:
        return None
    for form in (name, name.removeprefix("x-")):
        found = _lookup(_ALIASES.get(form, form))
        if found:
            return found
    return None


def guess(data: bytes, latin: str = "cp1252", label: str | None = None) -> str:
    """Text of unlabelled bytes: UTF-8 if they are, else windows-1256 if Arabic, else `latin`.

    `label` is that of text nearby; unless it is Latin, which says little, it is believed first.
    """
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    if not _mostly_broken(text):
        return text
    if label and says_more_than_latin(label):
        return decode(data, label)
    return data.decode("cp1256" if looks_arabic(data) else latin, "replace")


def says_more_than_latin(label: str | None) -> bool:
    """Whether the label names a charset that mailers do not send by default."""
    codec = codec_for(label)
    return codec is not None and codec not in _LATIN and not codec.startswith("utf")


def looks_arabic(data: bytes) -> bool:
    """Whether the bytes read as Arabic in windows-1256: whole words of its Arabic letters."""
    words = _WORDS_OF_HIGH_BYTES.findall(data, 0, _SAMPLE)
    letters = b"".join(words)
    if not words or len(letters) < 2 * len(words):
        return False
    others = letters.translate(None, _ARABIC_IN_1256)
    return len(others) * 5 < len(letters)


def _lookup(name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
        b"a".decode(codec, "replace")
    except (LookupError, ValueError):  # unknown, no text codec, or no name at all
        return None
    if codec in _NOT_FOR_MAIL or codec == "ascii":
        return None
    return "cp1252" if codec == "iso8859-1" else codec


def _is_rather_utf8(data: bytes, codec: str, text: str) -> bool:
    """Whether bytes under another label are UTF-8: letters of no single-byte charset look so.

    Short words of the East Asian ones may; there the label must not fit.
    """
    if data.isascii() or codec.startswith("utf") or (codec in _DOUBLE_BYTE and _BROKEN not in text):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_broken(text: str) -> bool:
    broken = text.count(_BROKEN)
    if not broken:
        return False
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return broken * 5 > beyond_ascii

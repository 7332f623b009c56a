"""What of a very long message a page shows at once, and the rest in pieces that browsers can bear.

Browsers set a paragraph in time that grows with the square of its length: one of 200,000 Arabic
letters keeps Chromium busy for half a minute, forty of 5,000 for some three seconds.
"""

AT_ONCE = 10_000
PIECE = 5_000


def beginning(text: str) -> str:
    """What is shown at once: all of a text that is not very long."""
    return text[: _cut(text, 0, AT_ONCE)]


def rest(text: str) -> list[str]:
    """What follows the beginning, in pieces; none of a text that is not very long."""
    return pieces(text[len(beginning(text)) :])


def pieces(text: str) -> list[str]:
    """The text in pieces of PIECE letters at most, cut between lines or words where there are any.

    Together they are the text, letter for letter.
    """
    found = []
    start = 0
    while start < len(text):
        end = _cut(text, start, PIECE)
        found.append(text[start:end])
        start = end
    return found


def _cut(text: str, start: int, length: int) -> int:
    """Where a piece of at most `length` ends: in its second half, after a line, else a word."""
    end = start + length
    if end >= len(text):
        return len(text)
    half = start + length // 2
    for mark in ("\n", " "):
        place = text.rfind(mark, half, end)
        if place >= 0:
            return place + 1
    return end

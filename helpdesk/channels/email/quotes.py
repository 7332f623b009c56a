"""What is new in a reply: its words without the history that the mailer quoted below or above.

One pass over the lines, with a fixed look around each. Where it is not certain, words stay:
a line too much is a nuisance, a line too little is a question nobody answers.
"""

import re

from helpdesk.channels.email import attribution, dividers, signatures
from helpdesk.channels.email.disclaimers import without_disclaimer
from helpdesk.channels.email.mail_fields import begins_mail_fields, kinds_of_fields
from helpdesk.channels.email.phrases import plain

Span = tuple[int, int]

_TORN_LINK = re.compile(r"[<(]https?://[^\s<>()]{0,1000}$")

# A single line with ">" and nobody who "wrote" it may be an arrow that the sender drew.
_FEWEST_UNATTRIBUTED = 2


def new_text(full_text: str, *, is_forward: bool = False) -> str:
    """The words of `full_text` that its sender wrote now; all of it where nothing would be left.

    What was forwarded counts as written now, and `is_forward` (by the subject) says that a
    block of mail fields is a forward's and not a reply's. Answers between or below quoted lines
    stay; where there are several, the questions stay beside them.
    """
    lines = _with_mid_lines_parted(full_text.split("\n"))
    end, goes_on = _history_without_marks(lines, is_forward=is_forward)
    own = _without_quoted(lines[:end])
    had_history = len(own) < len(lines)
    own = without_disclaimer(own)
    own = signatures.without_signature(own, above_history=had_history)
    return _tidy(own + lines[goes_on:]) or _tidy(full_text.split("\n"))


def _with_mid_lines_parted(lines: list[str]) -> list[str]:
    """The lines; own words and "On … wrote:" on one line above a quote become two."""
    parted: list[str] = []
    for index, line in enumerate(lines):
        if line.endswith("wrote:") and _quoted_below(lines, index):
            parted.extend(attribution.parted_mid_line(line) or (line,))
        else:
            parted.append(line)
    return parted


def _history_without_marks(lines: list[str], *, is_forward: bool) -> Span:
    """First line of history that no ">" marks, and the line where the sender's words go on.

    Without such history both are the number of lines; at a forward both are its first line.
    """
    kinds = kinds_of_fields(lines)
    for index, line in enumerate(lines):
        if not line or line.startswith(">"):
            continue
        shown = plain(line)
        if dividers.is_forward_line(shown):
            return index, index
        if dividers.is_divider(shown):
            return index, len(lines)
        if begins_mail_fields(lines, kinds, index):
            start = _above_rule(lines, index)
            return start, start if is_forward else len(lines)
        if attribution.may_end_wrote_line(shown) and not _quoted_below(lines, index):
            wrote = attribution.start_of_wrote_line(lines, index)
            if wrote is not None:
                return wrote, len(lines)
    return len(lines), len(lines)


def _without_quoted(lines: list[str]) -> list[str]:
    """The lines without what is quoted; with it where answers stand below several quotes."""
    blocks = _quoted_blocks(lines)
    ends = [block[0] for block in blocks[1:]] + [len(lines)]
    answered = [
        number
        for number, (block, end) in enumerate(zip(blocks, ends, strict=False))
        if _has_words(lines[block[1] : end])
    ]
    if len(answered) < 2:
        return _cut(lines, [_with_wrote_line(lines, block) for block in blocks])
    first, last = answered[0], answered[-1]
    history = [_with_wrote_line(lines, block) for block in blocks[:first] + blocks[last + 1 :]]
    only_wrote = (_with_wrote_line(lines, blocks[first])[0], blocks[first][0])
    return _cut(lines, [*history, only_wrote])


def _quoted_blocks(lines: list[str]) -> list[Span]:
    """Runs of lines that begin with ">", empty lines between two such included."""
    blocks: list[Span] = []
    for index in range(len(lines)):
        if not _is_quoted(lines, index):
            continue
        if blocks and not any(each.strip() for each in lines[blocks[-1][1] : index]):
            blocks[-1] = (blocks[-1][0], index + 1)
        else:
            blocks.append((index, index + 1))
    return _history_of(lines, blocks)


def _is_quoted(lines: list[str], index: int) -> bool:
    """Whether a mailer quotes this line: by ">", but for links that were torn by a line's end."""
    above = lines[index - 1] if index else ""
    if "://" in above and _TORN_LINK.search(above):
        return above.lstrip().startswith(">")
    return lines[index].lstrip().startswith(">")


def _history_of(lines: list[str], blocks: list[Span]) -> list[Span]:
    """The blocks that a mailer quoted: all once it says who wrote, else those of some length."""
    for start, _ in blocks:
        inside = lines[start].lstrip("> ")
        if attribution.start_of_wrote_line_above(lines, start) is not None or (
            attribution.may_end_wrote_line(inside)
            and attribution.start_of_wrote_line([inside], 0) is not None
        ):
            return blocks
    return [block for block in blocks if block[1] - block[0] >= _FEWEST_UNATTRIBUTED]


def _has_words(own: list[str]) -> bool:
    """Whether the sender wrote something in these lines between two quotes."""
    wrote = attribution.start_of_wrote_line_above(own, len(own))
    return bool(_tidy(signatures.without_signature(own[:wrote])))


def _with_wrote_line(lines: list[str], block: Span) -> Span:
    """The block from the "… wrote:" line just above it on, where there is one."""
    start = attribution.start_of_wrote_line_above(lines, block[0])
    return (block[0] if start is None else start, block[1])


def _quoted_below(lines: list[str], index: int) -> bool:
    """Whether the next written line after `index` is a quoted one."""
    following = next((each for each in lines[index + 1 : index + 6] if each.strip()), "")
    return following.lstrip().startswith(">")


def _above_rule(lines: list[str], index: int) -> int:
    """`index`, or that of the line of underscores or dashes just above it."""
    above = index - 1
    while above >= max(0, index - 3) and not lines[above].strip():
        above -= 1
    return above if above >= 0 and dividers.is_rule(lines[above]) else index


def _cut(lines: list[str], spans: list[Span]) -> list[str]:
    kept: list[str] = []
    done = 0
    for start, end in sorted(spans):
        kept.extend(lines[done : max(start, done)])
        done = max(done, end)
    return kept + lines[done:]


def _tidy(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n")

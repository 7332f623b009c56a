"""Text whose lines the mailer broke (format=flowed) back to the lines that were written."""


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """`text` with soft line breaks undone, by RFC 3676, section 4; quotes are kept apart."""
    done: list[str] = []
    paragraph: list[str] = []
    depth_before = 0
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        is_signature_mark = content == "-- "
        if paragraph and (depth != depth_before or is_signature_mark):
            done.append(_quoted(paragraph, depth_before))
            paragraph = []
        is_soft = content.endswith(" ") and not is_signature_mark
        paragraph.append(content[:-1] if is_soft and delete_space else content)
        depth_before = depth
        if not is_soft:
            done.append(_quoted(paragraph, depth))
            paragraph = []
    if paragraph:
        done.append(_quoted(paragraph, depth_before))
    return "\n".join(done)


def _quoted(paragraph: list[str], depth: int) -> str:
    words = "".join(paragraph)
    return f"{'>' * depth} {words}" if depth else words

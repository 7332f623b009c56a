"""Takes off the little words that Arabic writes on: and, so, by, for, the."""


def stems(form: str) -> tuple[str, ...]:
    """A word, and it without the little words that stand before it (و ف ب ل ك ال)."""
    found = [form]
    rest = form
    if len(rest) > 3 and rest[0] in "وف":
        rest = rest[1:]
        found.append(rest)
    if len(rest) > 3 and rest.startswith("لل"):
        found.append(rest[2:])
    if len(rest) > 4 and rest[0] in "بلكهعش" and rest[1:3] == "ال":
        rest = rest[1:]
    if len(rest) > 3 and rest.startswith("ال"):
        found.append(rest[2:])
    elif len(rest) > 3 and rest[0] in "بل":
        found.append(rest[1:])
    return tuple(found)

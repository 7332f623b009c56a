"""The style guide renders every part; the colours keep their contrast."""

import math
import re
from itertools import product
from pathlib import Path

import pytest

import helpdesk
from tests.factories import agent

TOKENS = Path(helpdesk.__file__).parent / "frontend" / "css" / "tokens.css"
WRITTEN_ON = {
    ("text", "text-soft", "text-faint"): ("canvas", "surface", "sunken", "raised"),
    ("accent-text",): ("canvas", "surface", "accent-soft"),
    ("on-accent",): ("accent", "accent-hover"),
    ("urgent",): ("canvas", "surface", "urgent-soft", "accent-soft"),
    ("high",): ("canvas", "surface", "high-soft", "note-soft"),
    ("good",): ("canvas", "surface"),
    ("text", "text-faint"): ("note-soft", "accent-soft"),
}


def test_strangers_do_not_see_it(client):
    assert client.get("/style-guide").status_code == 302


def test_every_part_stands_there_in_both_languages_and_themes(as_person):
    text = as_person(agent()).get("/style-guide").text
    for lang, way in (("ar", "rtl"), ("en", "ltr")):
        for theme in ("light", "dark"):
            assert f'lang="{lang}" dir="{way}" data-theme="{theme}"' in text
    for part in ("row--0", "message--note", "message--ours", "composer", "context", "empty"):
        assert text.count(f"{part}") >= 4
    assert "رائحة احتراق ← خطر" in text
    assert "smells of burning → danger" in text


def pairs():
    for inks, papers in WRITTEN_ON.items():
        yield from product(inks, papers, (0, 1))


@pytest.mark.parametrize(("ink", "paper", "theme"), list(pairs()))
def test_text_can_be_read(ink, paper, theme):
    told = TOKENS.read_text()
    assert contrast(colour(told, ink, theme), colour(told, paper, theme)) >= 4.5


def colour(told, name, theme):
    found = re.search(rf"--{name}: light-dark\(oklch\((.+?)\), oklch\((.+?)\)\)", told)
    assert found is not None, name
    return [float(number) for number in found[theme + 1].split()]


def contrast(one, other):
    """WCAG 2.2, contrast ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(oklch):
    """Relative luminance of an OKLCH colour, by the matrices of CSS Color 4."""
    lightness, chroma, hue = oklch
    a, b = (chroma * turn(math.radians(hue)) for turn in (math.cos, math.sin))
    long, medium, short = (
        (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3,
        (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3,
        (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3,
    )
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

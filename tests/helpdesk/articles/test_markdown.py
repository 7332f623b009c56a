"""Answers in Markdown: what pages show of them, and what chat and mail say."""

import time

import pytest

from helpdesk.articles.markdown import html, plain


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Two **days** at *most*.", "<p>Two <strong>days</strong> at <em>most</em>.</p>"),
        ("one line\nand the next", "<p>one line<br>\nand the next</p>"),
        ("    not code", "<p>not code</p>"),
        ("a shop's line\n---", "<p>a shop's line</p>\n<hr>"),
        ("[terms](/help/en/terms)", '<p><a href="/help/en/terms">terms</a></p>'),
        (
            "[them](https://courier.example)",
            '<p><a href="https://courier.example" rel="noopener nofollow">them</a></p>',
        ),
        ("[us](tel:+966)", '<p><a href="tel:+966">us</a></p>'),
        (
            "![a box](/help/pictures/ab12)",
            '<p><img src="/help/pictures/ab12" alt="a box" loading="lazy"></p>',
        ),
    ],
)
def test_what_is_written_is_shown(written: str, shown: str) -> None:
    assert html(written).strip() == shown


def test_the_shallowest_heading_is_of_the_second_level_and_none_is_below_the_fourth() -> None:
    tags = [line[1:3] for line in html("# a\n## b\n### c\n#### d").split() if line[0] == "<"]
    assert tags == ["h2", "h3", "h4", "h4"]
    assert html("### alone").strip() == "<h2>alone</h2>"


def test_arabic_numbers_count_as_numbers_do_and_stay_arabic() -> None:
    assert html("٣. افتح\n٤. اضغط").startswith('<ol start="3" class="arab">\n<li>افتح</li>')


def test_dots_that_were_typed_are_a_list() -> None:
    assert html("• one\n• two").split() == ["<ul>", "<li>one</li>", "<li>two</li>", "</ul>"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://evil.example/pixel.png)",
        "![x](/help/pictures/../../logout)",
        '[x](https://a.example "\\"><script>")',
        "<style>body{display:none}</style>",
    ],
)
def test_what_could_harm_is_shown_as_text(hostile: str) -> None:
    shown = html(hostile)
    for tag in ("<script", "<img", "<style", 'href="javascript', 'href="data'):
        assert tag not in shown


@pytest.mark.parametrize("endless", ["[" * 1_000_000, "- " * 500_000, "![" * 9_000, "*a " * 9_000])
def test_endless_text_is_read_in_time(endless: str) -> None:
    began = time.process_time()
    html(endless)
    assert time.process_time() - began < 5


def test_plain_text_keeps_lists_and_addresses() -> None:
    written = (
        "## Steps\nDo **this**:\n\n1. [Track](https://t.example/x)\n2. Wait\n   - a day\n\n"
        "![the page](/help/pictures/a)\n\n|a|b|\n|-|-|\n|1|2|\n\n"
        "See [our terms](/help/en/terms) <b>"
    )
    assert plain(written).split("\n") == [
        "Steps", "", "Do this:", "", "1. Track (https://t.example/x)", "2. Wait", "  • a day", "",
        "the page", "", "a | b", "1 | 2", "", "See our terms <b>",
    ]  # fmt: skip


def test_text_without_marks_stays_as_it_is() -> None:
    told = "يمكنك المتابعة:\n\n١. افتح الصفحة.\n٢. اضغط «تتبع».\n\nوإلا فراسلنا:\n\n• هنا"
    assert plain(told) == told

"""Which words in brackets wait for an editor, and which are how links are written."""

import pytest

from helpdesk.articles.placeholders import marked, placeholders_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Your order [order number] is here.", ["[order number]"]),
        ("Within [number of days] days, or [number of days].", ["[number of days]"]),
        ("خلال [عدد الأيام] أيام", ["[عدد الأيام]"]),
        ("See [our terms](https://shop.example) or [the list][terms].", []),
        ("[terms]: https://shop.example", []),
        ("![A parcel](picture)", []),
        ("- [x] done, as stated [1]", []),
    ],
)
def test_words_in_brackets_are_found_and_links_are_not(text: str, found: list[str]) -> None:
    assert placeholders_in(text) == found


def test_they_are_marked_where_they_stand() -> None:
    assert marked("<b> [number of days]") == "&lt;b&gt; <mark>[number of days]</mark>"

"""The shelves of the help centre: the shop's categories, in the shop's order."""

import pytest
from flask import Flask

from helpdesk.articles import categories
from helpdesk.articles.models import Category
from helpdesk.help.shelves import Shelf, shelf, shelves
from tests.factories import article


@pytest.fixture
def delivery(app: Flask) -> Category:
    return categories.add("التوصيل", "Delivery")


def titled(slug: str, category: Category | None, *, position: int = 0) -> None:
    article(slug, category=category, en=(slug, "It is so.")).position = position


def told(found: list[Shelf]) -> list[tuple[str, str, int, list[str]]]:
    return [(s.key, s.name, s.count, [title.slug for title in s.titles]) for s in found]


def test_they_stand_in_the_shops_order_and_what_has_no_category_last(delivery: Category) -> None:
    payment = categories.add("الدفع", "Payment")
    categories.move_up(payment)
    titled("loose", None)
    titled("late", delivery)
    titled("cash", payment)
    assert told(shelves("en")) == [
        ("payment", "Payment", 1, ["cash"]),
        ("delivery", "Delivery", 1, ["late"]),
        ("more", "General questions", 1, ["loose"]),
    ]


def test_a_shelf_without_an_article_in_the_language_is_not_shown(delivery: Category) -> None:
    titled("late", delivery)
    assert shelves("ar") == []
    assert shelf("delivery", "ar") == Shelf("delivery", "التوصيل", 0, ())


def test_articles_stand_by_their_place_and_only_the_first_are_named(delivery: Category) -> None:
    for number in range(6):
        titled(f"a{number}", delivery, position=-number)
    assert told(shelves("en", shown=2)) == [("delivery", "Delivery", 6, ["a5", "a4"])]
    whole = shelf("delivery", "en")
    assert whole is not None
    assert [title.slug for title in whole.titles] == ["a5", "a4", "a3", "a2", "a1", "a0"]


def test_no_category_takes_the_address_of_the_rest(app: Flask) -> None:
    assert categories.add("المزيد", "More").slug == "more-2"
    assert shelf("nothing", "en") is None

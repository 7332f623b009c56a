"""What managers do with categories: add one, rename it, move it, remove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select, update

from helpdesk.articles.models import Article, Category
from helpdesk.articles.slugs import slug_of
from helpdesk.articles.wording import ImpossibleArticle
from helpdesk.db import changed, db

Thing = TypeVar("Thing")
LONGEST_NAME = 80
# The address of what stands in no category.
REST = "more"
MOST = 40


@dataclass(frozen=True)
class Shelf:
    """A category and how many articles stand in it."""

    category: Category
    articles: int


def shelves() -> list[Shelf]:
    """All categories in their order."""
    count = (
        select(func.count())
        .where(Article.category_id == Category.id)
        .correlate(Category)
        .scalar_subquery()
    )
    rows = db.session.execute(select(Category, count).order_by(Category.position, Category.id))
    return [Shelf(*row) for row in rows]


def add(name_ar: str, name_en: str) -> Category:
    """A new category behind the others; raises ImpossibleArticle, also where the list is full."""
    name_ar, name_en = _checked(name_ar, name_en)
    if (db.session.scalar(select(func.count(Category.id))) or 0) >= MOST:
        raise ImpossibleArticle({"name_en": "full"})
    slug = _free(slug_of(name_en) or slug_of(name_ar) or "category")
    last = db.session.scalar(select(func.max(Category.position))) or 0
    category = Category(slug=slug, position=last + 1, name_ar=name_ar, name_en=name_en)
    db.session.add(category)
    db.session.flush()
    return category


def rename(category: Category, name_ar: str, name_en: str) -> None:
    """Other names, the same address; raises ImpossibleArticle."""
    category.name_ar, category.name_en = _checked(name_ar, name_en, of=category)


def move_up(category: Category) -> None:
    """One place further to the front."""
    order = one_up([shelf.category for shelf in shelves()], category)
    for position, each in enumerate(order, start=1):
        each.position = position


def one_up(order: Sequence[Thing], thing: Thing) -> list[Thing]:
    """The same order with one of its things a place further to the front."""
    found = list(order)
    here = found.index(thing)
    if here:
        found[here - 1], found[here] = thing, found[here - 1]
    return found


def remove(category: Category) -> None:
    """Take it away; its articles stay, without a category."""
    changed(update(Article).where(Article.category_id == category.id).values(category_id=None))
    db.session.delete(category)


def _checked(name_ar: str, name_en: str, of: Category | None = None) -> tuple[str, str]:
    names = {"name_ar": " ".join(name_ar.split()), "name_en": " ".join(name_en.split())}
    wrong = {field: "empty" for field, name in names.items() if not name}
    wrong |= {field: "too_long" for field, name in names.items() if len(name) > LONGEST_NAME}
    for other in db.session.scalars(select(Category)):
        if other is not of:
            wrong |= {field: "taken" for field in names if _are_same(other, field, names[field])}
    if wrong:
        raise ImpossibleArticle(wrong)
    return names["name_ar"], names["name_en"]


def _are_same(category: Category, field: str, name: str) -> bool:
    return str(getattr(category, field)).casefold() == name.casefold()


def _free(wanted: str) -> str:
    taken, number, slug = {REST, *db.session.scalars(select(Category.slug))}, 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug

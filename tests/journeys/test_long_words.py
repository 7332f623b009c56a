"""A word without an end, a wide table: pages break or scroll it, and grow no wider for it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewContext, SignIn

PHONE = {"width": 390, "height": 844}
WORD = "مستودعات" * 40
WIDE = f"""{WORD}

| {" | ".join(["مقاس"] * 12)} |
|{"---|" * 12}
| {" | ".join(["طويل جدًا"] * 12)} |

```
{WORD}
```
"""


def fits(page: Page) -> bool:
    """Whether nothing reaches past the screen's edge."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def say_everywhere(page: Page, places: str) -> None:
    """Such words wherever the page shows those of an article."""
    page.eval_on_selector_all(places, f"all => all.forEach(each => each.textContent = '{WORD}')")


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("/help/ar", "main a"),
        ("/help/ar/topics/delivery", "main a"),
        ("/help/ar?q=ارجاع", ".hits a"),
        ("/help/ar/track-my-order", "main h1, .titles a"),
    ],
)
def test_the_help_centre_breaks_a_long_title(
    new_context: NewContext, path: str, places: str
) -> None:
    reader = new_context("ar-SA").new_page()
    reader.set_viewport_size(PHONE)
    reader.goto(path)
    say_everywhere(reader, places)
    assert fits(reader)


def test_the_contact_form_breaks_a_long_title_and_holds_a_long_line(
    new_context: NewContext,
) -> None:
    visitor = new_context("ar-SA").new_page()
    visitor.set_viewport_size(PHONE)
    visitor.goto("/contact?lang=ar")
    visitor.fill("#text", "متى ترجع فلوسي؟")
    expect(visitor.locator("#answers summary").first).to_be_visible()
    say_everywhere(visitor, "#answers summary")
    visitor.locator("#answers summary").first.click()
    visitor.eval_on_selector("#answers .reading", f"it => it.innerHTML = '<pre>{WORD}</pre>'")
    assert fits(visitor)


def test_the_list_of_articles_breaks_a_long_title(sign_in: SignIn) -> None:
    desk = sign_in("huda", "ar-SA")
    desk.set_viewport_size(PHONE)
    desk.goto("/articles")
    say_everywhere(desk, "tbody th bdi")
    assert fits(desk)


def test_the_preview_stays_in_its_pane_and_looks_as_the_help_centre_does(sign_in: SignIn) -> None:
    desk = sign_in("sara", "ar-SA")
    desk.goto("/articles/new")
    desk.fill("[name=question_ar]", "ما مقاسي؟")
    desk.fill("[name=slug]", "long-words")
    desk.locator("form.filing .button--main").click()
    desk.fill("#answer-ar", WIDE)
    shown = desk.locator("#preview-ar")
    expect(shown.locator("table")).to_be_visible()
    pane, preview = desk.locator("#pane-ar").bounding_box(), shown.bounding_box()
    assert pane and preview and preview["width"] < pane["width"]
    assert fits(desk)
    assert (
        shown.locator("td").first.evaluate("it => getComputedStyle(it).borderTopStyle") == "solid"
    )

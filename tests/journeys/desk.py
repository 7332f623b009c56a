"""What an agent sees and does at the desk, in the words of a journey."""

from playwright.sync_api import Locator, Page, expect


def row_with(desk: Page, words: str) -> Locator:
    """The ticket in the list that shows these words."""
    row = desk.locator("#list a.row", has_text=words)
    expect(row).to_have_count(1)
    return row


def lanes(desk: Page) -> list[str]:
    """The lane of each row, from the top: "0" cannot wait. Inside a lane the turn is not shown."""
    found: list[str] = desk.locator("#list a.row").evaluate_all(
        """rows => rows.map(row => row.classList.contains("row--0") ? "0" : "1")"""
    )
    return found


def mark(desk: Page) -> None:
    """Leave a mark that only a reload of the page would wipe away."""
    desk.evaluate("window.marked = true")


def is_marked(desk: Page) -> bool:
    """Whether the page was never loaded anew since mark()."""
    return bool(desk.evaluate("window.marked === true"))


def message(desk: Page, words: str) -> Locator:
    """The message of the open ticket that says these words."""
    found = desk.locator("#thread .message", has_text=words)
    expect(found).to_have_count(1)
    return found


def send(desk: Page, words: str = "") -> None:
    """Send what stands in the composer, `words` where any are given, and see it accepted."""
    field = desk.locator("#composer-text")
    if words:
        field.fill(words)
    desk.click("#composer button[name=then][value=pending]")
    expect(field).to_have_value("")

"""The list of tickets while news and clicks come at the same time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import text as sql

from helpdesk.tickets.queries import PAGE
from tests.helpdesk.channels.test_whatsapp import call, text
from tests.journeys.conftest import SignIn
from tests.journeys.desk import row_with
from tests.journeys.test_whatsapp import deliver
from tests.processes import House, until

URGENT = (
    "The kettle sparks and burned my son",
    "The charger smokes in my daughter's hand",
    "The heater is on fire",
)
# The browser may skip what is out of sight; a frame later it has drawn what came into sight.
SEE_EVERY_ROW = """async () => {
    for (const row of document.querySelectorAll("#list a.row")) {
        row.scrollIntoView();
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
    }
}"""


def test_a_click_waits_for_no_news_and_news_for_no_click(house: House, sign_in: SignIn) -> None:
    desk = sign_in("sara")
    hold_news(desk)
    # While the list waits for its answer, more news come and somebody opens a ticket.
    for which in (0, 1):
        send(house, which)
        until(lambda: desk.evaluate("window.heard") > which, what="the list hears of it")  # noqa: B023
    row = desk.locator("#list a.row").nth(3)
    opened = f"[data-ticket='{number_in(row.get_attribute('href'))}']"
    row.click()
    expect(desk.locator(opened)).to_have_count(1)
    # The news come behind it.
    desk.unroute("**/inbox/rows*")
    for words in URGENT[:2]:
        row_with(desk, words)


def test_a_row_stays_under_the_finger_that_presses_it(house: House, sign_in: SignIn) -> None:
    desk = sign_in("sara")
    row = desk.locator("#list a.row").nth(5)
    opened = f"[data-ticket='{number_in(row.get_attribute('href'))}']"
    row.hover()
    desk.mouse.down()
    with desk.expect_response("**/inbox/rows*"):
        send(house, 2)
    desk.mouse.up()
    expect(desk.locator(opened)).to_have_count(1)
    row_with(desk, URGENT[2])


def test_scrolling_moves_no_row_under_the_pointer(sign_in: SignIn) -> None:
    desk = sign_in("sara")
    assumed = heights(desk)
    desk.evaluate(SEE_EVERY_ROW)
    # Scrolling to the end may have brought more.
    assert heights(desk)[: len(assumed)] == assumed


def test_the_next_page_leaves_the_click_alone(
    house: House, sign_in: SignIn, long_list: int
) -> None:
    desk = sign_in("sara")
    row = desk.locator("#list a.row").first
    address = row.get_attribute("href")
    # The ticket is slow to come; meanwhile the agent scrolls on, and more rows are fetched.
    held: list[Route] = []
    desk.route(f"**{address}", lambda route: held.append(route))  # noqa: PLW0108
    with desk.expect_request(f"**{address}"):
        row.click()
    desk.locator("#list .more").scroll_into_view_if_needed()
    expect(desk.locator("#list a.row").nth(long_list)).to_be_attached()
    held[0].continue_()
    expect(desk.locator(f"[data-ticket='{number_in(address)}']")).to_have_count(1)


@pytest.fixture
def long_list(house: House) -> Iterator[int]:
    """More open tickets than a page of the list shows; gives how many that shows."""
    greetings = [
        text(f"Good morning, greeting number {n}", id=f"wamid.long-{n}")
        | {"from": f"9665111{n:05}"}
        for n in range(PAGE + 1)
    ]
    ours = "FROM ticket WHERE state = 'open' AND preview LIKE 'Good morning, greeting%'"
    deliver(house, call(messages=greetings))
    until(lambda: _ask(house, f"SELECT count(*) {ours}") > PAGE, what="each is a ticket")
    yield PAGE
    with house.database().begin() as rows:
        rows.execute(sql(f"UPDATE ticket SET state = 'closed' WHERE id IN (SELECT id {ours})"))


def _ask(house: House, question: str) -> int:
    with house.database().connect() as rows:
        return int(rows.execute(sql(question)).scalar_one())


def heights(desk: Page) -> list[float]:
    """How tall each row is, in pixels, from the top; once the fonts are there."""
    found: list[float] = desk.evaluate(
        """async () => {
            await document.fonts.ready;
            const rows = [...document.querySelectorAll("#list a.row")];
            return rows.map((row) => row.getBoundingClientRect().height);
        }"""
    )
    return found


def hold_news(desk: Page) -> None:
    """Keep what the list asks from its answer until unrouted, and count the news it hears."""
    desk.route("**/inbox/rows*", lambda _: None)
    desk.evaluate(
        """() => {
            window.heard = 0;
            document.querySelector("#list").addEventListener("news", () => (window.heard += 1));
        }"""
    )


def send(house: House, which: int) -> None:
    """Somebody else's message comes in."""
    message = text(URGENT[which], id=f"wamid.news-{which}")
    deliver(house, call(messages=[message | {"from": f"96650000010{which}"}]))


def number_in(address: str | None) -> str:
    """The ticket's number in the address of its row."""
    assert address is not None
    return address.removeprefix("/tickets/").partition("?")[0]

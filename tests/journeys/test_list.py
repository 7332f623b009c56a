"""The list of tickets while news and clicks come at the same time."""

from playwright.sync_api import Page, expect

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

"""Writing an answer while the page asks for other things by itself."""

from playwright.sync_api import Route, expect

from tests.journeys.conftest import SignIn
from tests.journeys.desk import message, send

ANSWER = "It left our store this morning; the courier calls you before noon."


def test_send_waits_for_no_news_of_who_reads_along(sign_in: SignIn) -> None:
    desk = sign_in("omar")
    desk.locator("#list a.row", has=desk.locator("use[href='#i-email']")).nth(2).click()
    expect(desk.locator("#recipients")).to_be_attached()
    held: list[Route] = []
    desk.route("**/recipients", lambda route: held.append(route))  # noqa: PLW0108
    with desk.expect_request("**/recipients"):
        desk.evaluate("document.querySelector('#recipients').dispatchEvent(new Event('news'))")
    send(desk, ANSWER)
    message(desk, ANSWER)

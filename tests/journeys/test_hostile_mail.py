"""Hostile mails, opened by an agent: nothing runs, nothing is fetched, nobody is led away."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, expect
from sqlalchemy import select

from helpdesk.channels.models import InboundRaw
from helpdesk.tickets.models import Message
from tests.journeys.conftest import SignIn
from tests.journeys.hostile import PAYLOADS, mail
from tests.processes import House


@dataclass
class Watch:
    """Everything that a mail must not bring about, as it happens."""

    url: str
    seen: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("dialog", self.dialog)
        page.on("console", self.console)
        page.context.on("request", self.request)
        page.context.on("page", lambda opened: self.seen.append(f"window {opened.url}"))

    def dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def request(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:image/")):
            self.seen.append(f"request {request.url}")

    def console(self, message: ConsoleMessage) -> None:
        """The inner wall has to do: what only the policy stops is told here too."""
        if "Refused" in message.text or "Blocked" in message.text or "violates" in message.text:
            self.seen.append(f"stopped late: {message.text}")


def test_hostile_mails_do_nothing(house: House, sign_in: SignIn) -> None:
    tickets = arrived(house)
    desk = sign_in("sara")
    watch = Watch(house.url)
    watch.over(desk)
    for payload, ticket_id in zip(PAYLOADS, tickets, strict=True):
        address = f"{house.url}/tickets/{ticket_id}"
        desk.goto(address)
        opens_the_mail_as_sent(desk)
        assert (payload, watch.seen) == (payload, [])
        assert desk.url == address
    desk.goto("/inbox")
    assert watch.seen == []


def test_pictures_are_fetched_only_once_somebody_asks(house: House, sign_in: SignIn) -> None:
    desk = sign_in("sara")
    asked: list[str] = []
    desk.route(
        "https://spy.example/**", lambda route: (asked.append(route.request.url), route.abort())
    )
    number = PAYLOADS.index('<img src="https://spy.example/seen">')
    desk.goto(f"/tickets/{arrived(house)[number]}")
    opens_the_mail_as_sent(desk)
    assert asked == []
    with desk.expect_request("https://spy.example/seen") as request:
        desk.get_by_role("button", name="Show pictures from elsewhere").click()
    assert "referer" not in request.value.headers
    expect(desk.locator(".mail-ask")).to_be_hidden()


def opens_the_mail_as_sent(desk: Page) -> None:
    """Every mail of the ticket is opened in its frame, and has had its time to do harm."""
    desk.locator("[data-behaviour=mail-frame] > summary").click()
    frame = desk.frame_locator("iframe.mail-frame")
    expect(frame.locator("body")).to_contain_text("Where is my order")
    desk.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)))")


def arrived(house: House) -> list[int]:
    """The tickets of the hostile mails, in the order of PAYLOADS; they arrive once."""
    raws = [mail(number, payload) for number, payload in enumerate(PAYLOADS)]
    keys = [f"hostile:{number}" for number in range(len(raws))]
    with house.database().begin() as connection:
        there = connection.scalar(select(InboundRaw.id).where(InboundRaw.source_key == keys[0]))
        if there is None:
            connection.execute(InboundRaw.__table__.insert(), rows(raws, keys))
    assert house.flask("arrivals", "read").returncode == 0
    with house.database().connect() as connection:
        found = connection.execute(
            select(InboundRaw.source_key, Message.ticket_id)
            .join(Message, Message.raw_id == InboundRaw.id)
            .where(InboundRaw.source_key.in_(keys))
        )
        tickets = {row.source_key: row.ticket_id for row in found}
    return [tickets[key] for key in keys]


def rows(raws: list[bytes], keys: list[str]) -> list[dict[str, object]]:
    return [
        {
            "source": "email",
            "source_key": key,
            "sha256": hashlib.sha256(raw).hexdigest(),
            "body": raw,
            "received_at": datetime.now(UTC),
            "state": "new",
        }
        for raw, key in zip(raws, keys, strict=True)
    ]

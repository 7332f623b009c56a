"""An agent's reply: how long the POST takes, and how soon the mail is with the mail server."""

import re
import time

from bench import shop
from bench.browser import Browser
from bench.house import House, running
from bench.meter import middle_and_tail
from bench.place import Place
from bench.plan import Plan
from bench.sink import Sink, listening

WARM_UP = 5
PATIENCE_SECONDS = 10
PAUSE_SECONDS = 0.002


def measure(place: Place, plan: Plan) -> dict[str, str]:
    """Times of replies, each on another open ticket, one after the other."""
    shop.grow(place, plan.size)
    with listening(place) as sink, running(place) as house:
        browser = Browser(place).sign_in()
        tickets = _open_tickets(browser, WARM_UP + plan.replies)
        for ticket in tickets[:WARM_UP]:
            _reply(browser, sink, ticket)
        return _timed(house, browser, sink, tickets[WARM_UP:])


def _timed(house: House, browser: Browser, sink: Sink, tickets: list[int]) -> dict[str, str]:
    cpu = house.cpu_ms()
    times = [_reply(browser, sink, ticket) for ticket in tickets]
    used = (house.cpu_ms() - cpu) / len(tickets)
    return {
        "reply": f"{middle_and_tail(posted for posted, _ in times)}, {used:.1f} CPU",
        "reply in sink": middle_and_tail(arrived for _, arrived in times),
    }


def _open_tickets(browser: Browser, count: int) -> list[int]:
    page = browser.get(f"/inbox/rows?rows={count}")
    found = [int(ticket) for ticket in re.findall(r'id="row-(\d+)"', page)]
    if len(found) < count:
        raise RuntimeError(f"{count} replies need as many open tickets, there are {len(found)}")
    return found[:count]


def _reply(browser: Browser, sink: Sink, ticket: int) -> tuple[float, float]:
    """Seconds until the answer to the POST, and until the mail arrived."""
    word = f"reply-to-{ticket}-of-the-bench"
    began = time.perf_counter()
    browser.post(f"/tickets/{ticket}/reply", {"text": f"Your parcel comes tomorrow. {word}"})
    posted = time.perf_counter() - began
    while (arrived := sink.arrived_at(word)) is None:
        if time.perf_counter() - began > PATIENCE_SECONDS:
            raise RuntimeError(f"the reply on ticket {ticket} did not leave")
        time.sleep(PAUSE_SECONDS)
    return posted, arrived - began

"""The inbox and a ticket page, whole, from the real web process, at several sizes of shop."""

import time
from concurrent.futures import ThreadPoolExecutor

from bench import shop
from bench.browser import Browser
from bench.house import House, running
from bench.meter import middle_and_tail
from bench.place import Place
from bench.plan import Plan

WARM_UP = 10
AT_ONCE = 8


def measure(place: Place, plan: Plan) -> dict[str, str]:
    """Median, tail and CPU of each page at each size; inboxes a second at last."""
    figures = {}
    for size in plan.sizes:
        long_ticket = shop.grow(place, size)
        with running(place) as house:
            browser = Browser(place).sign_in()
            figures[f"inbox {size}"] = _timed(house, browser, "/inbox", plan.pages)
            figures[f"ticket {size}"] = _timed(
                house, browser, f"/tickets/{long_ticket}", plan.pages
            )
            figures["inbox at once"] = _at_once(browser, place, 2 * plan.pages)
    return figures


def _timed(house: House, browser: Browser, path: str, count: int) -> str:
    for _ in range(WARM_UP):
        browser.get(path)
    cpu, seconds = house.cpu_ms(), []
    for _ in range(count):
        began = time.perf_counter()
        browser.get(path)
        seconds.append(time.perf_counter() - began)
    return f"{middle_and_tail(seconds)}, {(house.cpu_ms() - cpu) / count:.1f} CPU"


def _at_once(browser: Browser, place: Place, count: int) -> str:
    """Requests a second when as many browsers as AT_ONCE ask without a pause."""
    browsers = [Browser(place, browser.cookies) for _ in range(AT_ONCE)]

    def ask(one: Browser) -> None:
        for _ in range(count // AT_ONCE):
            one.get("/inbox")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        began = time.perf_counter()
        list(pool.map(ask, browsers))
        return f"{count // AT_ONCE * AT_ONCE / (time.perf_counter() - began):.0f}/s"

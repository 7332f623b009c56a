"""Memory of all our processes, at rest and after work (proportional set size)."""

import time

from bench import shop
from bench.browser import Browser
from bench.house import running
from bench.place import Place
from bench.plan import Plan

REST_SECONDS = 3
MAILS = 100
MOST_VISITORS = 100


def measure(place: Place, plan: Plan) -> dict[str, str]:
    """MiB a few seconds after the start; and after mails, pages and chats, the model loaded."""
    long_ticket = shop.grow(place, plan.size)
    with running(place) as house:
        time.sleep(REST_SECONDS)
        at_rest = house.pss_mib()
        place.run("bench.post", MAILS)
        browser = Browser(place).sign_in()
        for number in range(plan.pages):
            browser.get(f"/tickets/{long_ticket}" if number % 2 else "/inbox")
        visitors = min(plan.clients[-1], MOST_VISITORS)
        place.run("bench.visitors", place.address, visitors, visitors)
        return {"memory": f"{at_rest:.0f} → {house.pss_mib():.0f} MiB"}

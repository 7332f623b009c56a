"""Chat round trips: a visitor's message until it is stored and acknowledged."""

from bench import shop
from bench.house import running
from bench.place import Place
from bench.plan import Plan


def measure(place: Place, plan: Plan) -> dict[str, str]:
    """With each number of connected clients: one writes at a time, then all at once."""
    shop.grow(place, plan.size)
    figures = {}
    for number in plan.clients:
        with running(place):
            told = place.run("bench.visitors", place.address, number, plan.messages)
        figures[f"chat {number}"] = told["one"]
        if number > 1:
            figures[f"chat {number} all"] = told["all"]
    return figures

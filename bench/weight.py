"""What goes over the wire before anything is cached, packed by gzip -6."""

import gzip
import re

from bench import shop
from bench.browser import Browser
from bench.house import running
from bench.place import Place
from bench.plan import Plan

KIB = 1024


def measure(place: Place, plan: Plan) -> dict[str, str]:
    """Packed bytes of the inbox with all it loads, of the widget's launcher, of all the widget."""
    shop.grow(place, plan.sizes[0])
    with running(place):
        browser = Browser(place).sign_in()
        page = browser.get("/inbox")
        loaded = [browser.get(path) for path in _loaded_by(page)]
        launcher, panel = browser.get("/widget.js"), browser.get("/widget-panel.js")
    return {
        "inbox weight": _packed(page, *loaded),
        "launcher weight": _packed(launcher),
        "widget weight": _packed(launcher, panel),
    }


def _loaded_by(page: str) -> list[str]:
    """Addresses of the scripts and style sheets that a page names."""
    scripts = re.findall(r'<script[^>]+src="([^"]+)"', page)
    styles = re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', page)
    return [address.replace("&amp;", "&") for address in scripts + styles]


def _packed(*texts: str) -> str:
    return f"{sum(len(gzip.compress(text.encode(), 6)) for text in texts) / KIB:.1f} KB"

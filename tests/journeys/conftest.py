"""A running helpdesk with the demo shop, a browser, and the servers that replies go to."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.processes import ROOT, House, a_house
from tests.sinks import GraphSink, MailSink, graph_sink, mail_sink

PASSWORD = "farz-demo"
BUNDLE = ROOT / "helpdesk" / "static" / "dist" / "desk.js"
# Generous, for machines that are busy with other things; nothing waits this long where it works.
PATIENCE_MS = 60_000
WHATSAPP = {
    "WHATSAPP_PHONE_ID": "1000000001",
    "WHATSAPP_TOKEN": "journey-token",
    "WHATSAPP_APP_SECRET": "journey-app-secret",
    "WHATSAPP_VERIFY_TOKEN": "journey-word",
}
expect.set_options(timeout=PATIENCE_MS)
NewContext = Callable[..., BrowserContext]
SignIn = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(chromium).exists():
        _cannot("no chromium here (Debian: apt-get install chromium; or CHROMIUM=its path)")
    if not BUNDLE.exists():
        _cannot("the front end is not built (npm ci && npm run build)")
    quiet = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", *quiet]
        )
        yield running
        running.close()


@pytest.fixture(scope="package")
def mails() -> Iterator[MailSink]:
    """The mail server that replies leave by."""
    with mail_sink() as sink:
        yield sink


@pytest.fixture(scope="package")
def graph() -> Iterator[GraphSink]:
    """Where WhatsApp replies go."""
    with graph_sink() as sink:
        yield sink


@pytest.fixture(scope="package")
def house(
    browser: Browser,
    migrated: House,
    mails: MailSink,
    graph: GraphSink,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[House]:
    """Web and worker in one process, with the demo shop; asked to leave, it leaves in peace."""
    post = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(mails.port), "SMTP_STARTTLS": "off"}
    post["UNDO_SECONDS"] = "2"
    meta = {**WHATSAPP, "GRAPH_API_BASE": graph.base}
    place = tmp_path_factory.mktemp("house")
    with a_house(place, migrated, DEMO="on", **post, **meta) as house:
        assert house.flask("demo", "load").returncode == 0
        house.start()
        yield house
        assert house.stop() == 0


@pytest.fixture
def new_context(browser: Browser, house: House) -> Iterator[NewContext]:
    """Opens a browser of somebody's own: new_context("ar-SA")."""
    opened: list[BrowserContext] = []

    def open_one(
        language: str = "en-GB", *, script: bool = True, user_agent: str | None = None
    ) -> BrowserContext:
        context = browser.new_context(
            base_url=house.url,
            locale=language,
            viewport={"width": 1280, "height": 800},
            java_script_enabled=script,
            user_agent=user_agent,
        )
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def sign_in(new_context: NewContext) -> SignIn:
    """Signs a person of the demo shop in, in a browser of their own; gives the inbox."""

    def enter(name: str, language: str = "en-GB") -> Page:
        page = new_context(language).new_page()
        page.goto("/inbox")
        page.fill("input[name=email]", f"{name}@dukkan.example")
        page.fill("input[name=password]", PASSWORD)
        page.click("form.sign-in button.button--main")
        page.wait_for_url("**/inbox")
        return page

    return enter


def _cannot(why: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"no browser journeys, which CI needs: {why}")
    pytest.skip(f"no browser journeys: {why}")

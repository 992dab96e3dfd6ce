"""A real Chromium for tests that must see what an editor sees; skipped visibly where none is installed."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from rasid.model import Finding, Source
from rasid.model.desk import Looked, Role
from rasid.model.draft import Checked
from rasid.review import create_app
from rasid.review.identity import personal_token
from rasid.store import Ledger
from rasid.store.desk.audit import Who
from tests.review.paper import BRIDGE, SECRET, Now, articles, faults, filled_ledger, place

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "no Chromium is installed (chromium, chromium-browser or google-chrome on the PATH)"
        if "browser" in os.environ.get("RASID_TEST_REQUIRE", "").split(","):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@dataclass
class OpenDesk:
    """A running desk over a small paper, and the person in front of it."""

    url: str
    ledger: Ledger
    clock: Now
    mended: set[str]
    """Rules that a recheck finds mended."""
    unreachable: bool = False

    def enter(self, browser: Browser, name: str, role: Role = Role.EDITOR, **context: Any) -> Page:
        """Somebody invited comes in by the personal link, from the keyboard."""
        person = self.ledger.desk.people.invite(name, role, by=Who("tests", Role.ADMIN), now=self.clock())
        page = browser.new_context(locale="ar", **context).new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{self.url}/enter?token={personal_token(SECRET, person)}")
        page.get_by_role("button", name="دخول").press("Enter")
        page.wait_for_url(f"{self.url}/")
        return page


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    clock = Now()
    ledger = filled_ledger(tmp_path, clock)
    opened = OpenDesk("", ledger, clock, set())

    def recheck(source: Source, url: str) -> Looked:
        if opened.unreachable:
            return Looked(None, "unreachable")
        return Looked(tuple(found for found in here(url) if found.rule not in opened.mended))

    def here(url: str) -> list[Finding]:
        return [found for found in faults() if found.article_url == url]

    def check(given: str, source: Source) -> Checked:
        return Checked(articles()[0], tuple(here(BRIDGE)))

    with serving(create_app(place(ledger, clock, recheck=recheck, check_text=check, check_address=check))) as url:
        opened.url = url
        yield opened
    ledger.close()


class serving:
    """An application on a free port of loopback, as a context manager that gives its address."""

    def __init__(self, app: Any) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]}, daemon=True)

    def __enter__(self) -> str:
        self.thread.start()
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}"

    def __exit__(self, *exception: object) -> None:
        self.server.should_exit = True
        self.thread.join(10)
        self.listening.close()

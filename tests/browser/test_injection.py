"""The same payloads in a real browser, with the policy lifted: not one of them acts, loads or leads anywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from rasid.model.desk import Role
from rasid.report import ReportData, render
from rasid.report.digest import SHOWN, digest
from rasid.review import create_app
from rasid.review.identity import personal_token
from rasid.store.desk.audit import Who
from tests.browser.conftest import serving
from tests.report.payloads import HOME, PAYLOADS, report_on
from tests.report.samples import grouped
from tests.review.hostile import WORDS, hostile_ledger
from tests.review.paper import SECRET, Now, place

pytestmark = pytest.mark.browser

# Everything that a click could start is started: handlers are called by what calls them, links are only read.
POKE = """() => {
  for (const element of document.querySelectorAll("*")) {
    for (const kind of ["mouseover", "focus", "click", "error", "load", "toggle", "animationstart"]) {
      if (element.matches("a, button, input, summary") && kind === "click") continue;
      element.dispatchEvent(new Event(kind));
    }
  }
  const odd = [...document.querySelectorAll("[href], [src], [action], [formaction]")].flatMap((element) =>
    ["href", "src", "action", "formaction"].map((name) => element[name]).filter((value) => typeof value === "string" && value && !/^(https?|file):/.test(value)));
  return [window.__hit ?? null, odd];
}"""


class Watched:
    """A context in which every request to elsewhere, dialog and hit is noted."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.context: BrowserContext = browser.new_context(bypass_csp=True)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: None if request.url.startswith((home, "file:")) else self.wrong.append(request.url))
        self.page.on("popup", lambda popup: self.wrong.append("popup"))

    def poke(self, where: str) -> None:
        hit, odd = self.page.evaluate(POKE)
        assert (where, hit, odd, self.wrong) == (where, None, [], [])


def everything() -> ReportData:
    """One morning with all payloads in it, each in its own article, edit and waiver."""
    each = [report_on(payload) for payload in PAYLOADS]
    return replace(
        each[0],
        # A rule of its own for each: every one is a card in the report and a line in some mail.
        problems=grouped(
            replace(item, finding=replace(item.finding, rule=f"rule_{at}_{number}"))
            for at, data in enumerate(each)
            for number, problem in enumerate(data.problems.problems)
            for item in problem.items
        ),
        edits=tuple(edit for data in each for edit in data.edits)[:50],
        waived=tuple(item for data in each for item in data.waived),
    )


@pytest.mark.parametrize("language", ["ar", "en"])
def test_neither_report_nor_mail_is_live(browser: Browser, tmp_path: Path, language: str) -> None:
    watched = Watched(browser, "file:")
    data = everything()
    cards = [problem for problem in data.problems.problems if problem.rule.endswith("_0")]
    halves = [replace(data, problems=replace(data.problems, problems=tuple(cards[at : at + SHOWN]))) for at in range(0, len(cards), SHOWN)]
    pages = {"report": render(data, language=language)} | {
        f"mail {at}": digest([half], language=language).html for at, half in enumerate(halves)
    }
    for kind, html in pages.items():
        file = tmp_path / f"{kind}.html"
        file.write_bytes(html.encode("utf-8", "replace"))
        watched.page.goto(file.as_uri(), wait_until="load")
        watched.poke(kind)
    watched.context.close()


def test_no_page_of_the_desk_is_live(browser: Browser, tmp_path: Path) -> None:
    clock = Now()
    ledger = hostile_ledger(tmp_path, clock)
    person = ledger.desk.people.invite("سلمى", Role.ADMIN, by=Who("tests", Role.ADMIN), now=clock())
    with serving(create_app(place(ledger, clock))) as url:
        watched = Watched(browser, url)
        watched.page.goto(f"{url}/enter?token={personal_token(SECRET, person)}")
        watched.page.get_by_role("button", name="دخول").press("Enter")
        paths = ["/", "/?page=2", "/?page=3", "/incidents", "/waivers", "/style", "/style?change=1", "/audit", "/people", "/report/nahr"]
        paths += [f"/article?source=nahr&url={quote(f'{HOME}/p/{number}', safe='')}" for number in range(len(WORDS))]
        paths += [f"/incidents/{number:08x}" for number in range(0, len(WORDS), 4)]
        for path in paths:
            watched.page.goto(url + path, wait_until="load")
            watched.poke(path)
        watched.context.close()
    ledger.close()

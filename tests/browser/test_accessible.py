"""WCAG 2.1 A and AA by axe-core, on every page, in both languages, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from rasid.model import Severity
from rasid.model.desk import Role, StyleTerm
from rasid.report import render
from rasid.store.desk.audit import Who
from tests.browser.conftest import OpenDesk
from tests.report.samples import full, healthy
from tests.review.paper import BRIDGE

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{row['id']} ({row['impact']}): {row['nodes'][0]['html'][:200]}" for row in found]


@pytest.mark.parametrize(("language", "scheme", "width"), [("ar", "light", 1280), ("ar", "dark", 390), ("en", "dark", 1280)])
def test_the_report_has_no_violation(browser: Browser, tmp_path: Path, language: str, scheme: str, width: int) -> None:
    for name, data in (("full", full()), ("healthy", healthy())):
        file = tmp_path / f"{name}.html"
        file.write_text(render(data, language=language, switch_href="other.html"), "utf-8")
        # The policy of the page forbids every script, axe's too: it is lifted for the examination alone.
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(file.as_uri())
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_page_of_the_desk_has_a_violation(desk: OpenDesk, browser: Browser, scheme: str, width: int) -> None:
    who = Who("سلمى", Role.ADMIN)
    desk.ledger.desk.style.save(StyleTerm("مسئول", "مسؤول", "الهمزة على الواو", ("مجلس",), Severity.WARNING), by=who, now=desk.clock())
    desk.ledger.desk.waive(who, now=desk.clock(), source_id="nahr", reason="باتفاق", rule="headline_length")
    desk.ledger.desk.comment(who, "nahr", BRIDGE, "راجعت الأصل", now=desk.clock())
    page = desk.enter(browser, "سلمى", Role.ADMIN, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    paths = (
        "/",
        "/?q=nothing+here",
        f"/article?source=nahr&url={BRIDGE}&said=waived&act=1",
        "/incidents",
        "/incidents/1a2b3c4d",
        "/waivers",
        "/overview",
        "/check",
        "/me",
        "/?rule=published_disagrees",
    )
    for path in (*paths, "/style?change=1", "/audit", "/people", "/missing", "/enter?token=bad"):
        page.goto(desk.url + path)
        for summary in page.locator("details.do > summary").all():
            summary.click()
        assert (path, violations(page)) == (path, [])
        assert (path, page.evaluate("document.documentElement.scrollWidth <= innerWidth")) == (path, True)


HERE = {"source": "nahr", "url": BRIDGE}
ANSWERS = {
    "a wide waiver is asked for twice": (
        200,
        "/article/waive",
        HERE | {"rule": "published_disagrees", "target": "source", "reason": "باتفاق"},
    ),
    "no reason": (409, "/article/waive", HERE | {"rule": "published_disagrees", "target": "article", "reason": " "}),
    "no such rule": (422, "/article/waive", HERE | {"rule": "no_such", "target": "article", "reason": "باتفاق"}),
    "two at once": (409, "/article/assign", HERE | {"assignee": "سلمى", "version": "0"}),
    "nothing picked": (409, "/bulk", {"do": "assign", "assignee": "سلمى"}),
    "an empty draft": (422, "/check", {"draft": " ", "source": "nahr"}),
    "a draft": (200, "/check", {"draft": "نصّ", "source": "nahr"}),
}
SEND = """([action, fields]) => {
    const form = document.createElement("form");
    for (const [name, value] of Object.entries(fields)) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name, value });
        form.append(field);
    }
    Object.assign(form, { method: "post", action });
    document.body.append(form);
    form.submit();
}"""


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 768)])
def test_what_a_form_is_answered_has_no_violation(desk: OpenDesk, browser: Browser, scheme: str, width: int) -> None:
    page = desk.enter(browser, "سلمى", Role.ADMIN, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    for name, (status, action, fields) in ANSWERS.items():
        page.goto(f"{desk.url}/me")
        csrf = page.locator("[name=csrf]").first.input_value()
        with page.expect_navigation() as led:
            page.evaluate(SEND, [action, {"csrf": csrf, **fields}])
        assert (name, led.value.status) == (name, status)
        assert (name, violations(page)) == (name, [])
        assert (name, page.evaluate("document.documentElement.scrollWidth <= innerWidth")) == (name, True)

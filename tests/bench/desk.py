"""How the report and the desk bear a large paper: 10,000 articles with 2,000 findings. ``python -m tests.bench.desk``.

Prints the size of the report, how long it takes to make, and how long Chromium needs to open the desk and to answer each filter
(navigation start to load event, the median of five).
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from rasid.model import Article, Counts, Finding, Verdict, Visit, VisitRecord
from rasid.model.desk import Role
from rasid.model.values import Quote
from rasid.pipeline.reporting import gather
from rasid.report import render
from rasid.review import create_app
from rasid.review.identity import personal_token
from rasid.store import Ledger, open_ledger
from rasid.store.desk.audit import Who
from rasid.store.save_visit import save_visit
from tests.browser.conftest import ARGUMENTS, CHROMIUM, serving
from tests.report.samples import HOME, RULES, SOURCE
from tests.review.paper import SECRET, START, Now, finding, place

ARTICLES, FINDINGS = 10_000, 2_000
PARAGRAPH = "وقال رئيس البلدية إن العمل في الطريق الجديد سيبدأ بعد انقضاء موسم الأمطار وإن السكان سيبلَّغون قبل ذلك بأسبوع كامل."
FILTERS = {
    "open": "/",
    "severity": "/?severity=critical",
    "rule": "/?rule=headline_length",
    "section": "/?source=nahr&section=economy",
    "search": "/?q=الجسر+رقم+77",
    "page 40": "/?page=40",
    "waived": "/?state=waived",
    "fixed": "/?state=fixed",
}


def articles() -> list[Article]:
    return [
        Article(
            url=f"{HOME}/{'local' if number % 2 else 'economy'}/{number}",
            source_id="nahr",
            section="local" if number % 2 else "economy",
            language="ar",
            headline=f"البلدية تفتتح الجسر رقم {number} فوق النهر بعد انتظار أربع سنوات",
            body=(f"{PARAGRAPH} {number}.", *(PARAGRAPH,) * 5),
            published_at=START - timedelta(minutes=number % 2800),
        )
        for number in range(ARTICLES)
    ]


def faults(written: list[Article]) -> list[Finding]:
    keys = tuple(RULES)
    return [
        finding(
            keys[number % 4],
            written[number // 2 * 3].url,
            written[number // 2 * 3],
            "بعد انقضاء موسم الأمطار",
            observed_value=Quote("118"),
            expected_value=Quote("20–110"),
        )
        for number in range(FINDINGS)
    ]


def filled(folder: Path, clock: Now) -> Ledger:
    ledger = open_ledger(f"sqlite:///{folder / 'ledger.db'}", pages_dir=folder / "pages", clock=clock)
    written = articles()
    visit = Visit("v1", "nahr", clock(), None, clock(), Verdict.DEGRADED, None, counts=Counts())
    ledger.visits.begin(replace(visit, verdict=None, finished_at=None))
    with ledger.transaction() as tx:
        save_visit(ledger, tx, VisitRecord(visit=visit, articles=tuple(written), findings=tuple(faults(written))))
    return ledger


def opened(page: Page, url: str) -> float:
    page.goto(url, wait_until="load")
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")) / 1000


def main() -> None:
    clock = Now()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        ledger = filled(Path(folder), clock)
        print(f"filled in {time.perf_counter() - began:.1f} s: {ledger.articles.count()} articles, {len(ledger.findings.open())} findings")
        began = time.perf_counter()
        data = gather(ledger, SOURCE, tuple(RULES.values()), now=clock())
        gathered = time.perf_counter() - began
        html = render(data, language="ar")
        print(
            f"report: {len(html.encode()) / 1e6:.2f} MB; gathered in {gathered:.2f} s, rendered in {time.perf_counter() - began - gathered:.2f} s"
        )
        person = ledger.desk.people.invite("سلمى", Role.EDITOR, by=Who("bench", Role.ADMIN), now=clock())
        file = Path(folder) / "report.html"
        file.write_text(html, "utf-8")
        with serving(create_app(place(ledger, clock))) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_page()
            print(f"report opened in Chromium: {median(opened(page, file.as_uri()) for _ in range(5)):.2f} s")
            page.goto(f"{url}/enter?token={personal_token(SECRET, person)}")
            page.get_by_role("button", name="دخول").press("Enter")
            page.wait_for_url(f"{url}/")
            for name, path in FILTERS.items():
                print(f"desk, {name}: {median(opened(page, url + path) for _ in range(5)):.2f} s")
            browser.close()
        ledger.close()


if __name__ == "__main__":
    sys.exit(main())

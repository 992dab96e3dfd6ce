"""Counts, states and verdicts come from one layer: no page contradicts another, and none reads all there is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from rasid.model import Severity, Verdict
from rasid.model.desk import Person, Role
from rasid.model.problems import Item
from rasid.model.source import WritingStyle
from rasid.pipeline.overview import overview
from rasid.pipeline.reporting import gather
from rasid.report import render
from rasid.review import DeskContext, create_app
from rasid.review.identity import personal_token
from rasid.review.variants import written_as
from rasid.store import Ledger
from rasid.store.desk.audit import Who
from rasid.store.desk.listing import Filter, listed, problems
from rasid.store.desk.waivers import covers, hides
from rasid.store.summaries import open_problems
from tests.report.samples import grouped
from tests.review.conftest import Inside
from tests.review.counting import counted
from tests.review.crowd import VIEWS, crowd
from tests.review.newsroom import BIG, CLEAN, DOWN, MINOR, RULES, SOURCES, article, town
from tests.review.paper import SECRET, START


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskContext]:
    with town(tmp_path_factory.mktemp("town")) as (_, place):
        yield place


@pytest.fixture(scope="module")
def inside(place: DeskContext) -> Inside:
    person = place.ledger.desk.people.invite("سلمى", Role.ADMIN, by=Who("tests", Role.ADMIN), now=place.clock())
    return entered(place, person)


def entered(place: DeskContext, person: Person) -> Inside:
    client = TestClient(create_app(place), base_url="http://127.0.0.1", follow_redirects=False)
    client.post("/enter", data={"token": personal_token(SECRET, person)})
    return Inside(client)


def text(html: str) -> str:
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S).split())


def number(pattern: str, said: str) -> int:
    found = re.search(pattern, said)
    assert found, (pattern, said[:400])
    return int(found.group(1))


@pytest.mark.parametrize(
    "wanted", [Filter(), Filter(source="mina"), Filter(state="waived"), Filter(state="fixed"), Filter(severity="info")]
)
def test_what_the_database_groups_is_what_grouping_every_finding_gives(place: DeskContext, wanted: Filter) -> None:
    now = place.clock()
    found = problems(place.ledger, wanted, now=now, each=10_000)
    by_article = listed(place.ledger, wanted, now=now, per_page=0)
    items = [Item(row.id, one.source_id, row.finding, row.since, row.state, one.url) for one in by_article.articles for row in one.findings]
    there = grouped(items, each=10_000)
    told = [(p.rule, p.severity, p.findings, p.articles, p.sources, p.since) for p in found.problems]
    assert told == [(p.rule, p.severity, p.findings, p.articles, p.sources, p.since) for p in there.problems]
    for name in ("urgent", "to_fix", "minor", "general", "findings", "by_severity"):
        assert getattr(found, name) == getattr(there, name), name
    assert (by_article.to_fix, by_article.minor, by_article.total_findings) == (found.to_fix, found.minor, found.findings)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_desk_report_and_spreadsheet_say_the_same_numbers(place: DeskContext, inside: Inside, source: object) -> None:
    key = source.id  # type: ignore[attr-defined]
    data = gather(place.ledger, place.source(key), tuple(RULES.values()), now=place.clock())  # type: ignore[arg-type]
    desk, report = text(inside.get(f"/?source={key}")), text(inside.get(f"/report/{key}"))
    rows = list(csv.reader(io.StringIO(inside.client.get(f"/export.csv?source={key}").content.decode("utf-8-sig"))))[1:]
    assert len(rows) == data.problems.findings
    if data.problems.findings:
        assert f"{data.problems.findings} ملاحظة" in desk or "ملاحظة واحدة" in desk or "ملاحظات" in desk
    if data.problems.to_fix > 10:
        assert number(r"(\d+) \S+ تحتاج إلى إصلاح", desk) == data.problems.to_fix
        assert f" {data.problems.to_fix} " in report
    assert open_problems(place.ledger, now=place.clock()).get(key, {}) == {
        str(severity): count for severity in Severity if (count := sum(problem.severity is severity for problem in data.problems.problems))
    }
    for problem in data.problems.articles:
        if problem.articles > 2:
            assert f"مشكلة واحدة × {problem.articles} " in report


def test_healthy_is_said_of_an_empty_list_alone(inside: Inside) -> None:
    clean, minor, down = (text(inside.get(f"/report/{source.id}")) for source in (CLEAN, MINOR, DOWN))
    assert "ولم يجد ما يُصلَح" in clean
    assert "لا شيء يحتاج إلى إصلاح الآن." in clean
    assert "ولم يجد ما يُصلَح" not in minor
    assert "ملاحظات طفيفة: مسافة قبل الفاصلة" in minor
    assert "تعذّر على راصد الوصول إلى" in down


def test_the_overview_s_share_of_clean_articles_is_that_of_the_report(place: DeskContext) -> None:
    lines = {line.id: line for line in overview(place.ledger, SOURCES, now=place.clock())}
    for source in SOURCES:
        data = gather(place.ledger, source, tuple(RULES.values()), now=place.clock())
        assert tuple(data.days) == tuple(lines[source.id].days)
    assert lines["jabal"].clean == 1
    assert lines["wadi"].verdict is Verdict.FAILED
    assert lines["wadi"].since == START
    assert overview(place.ledger, SOURCES, now=place.clock())[0].id == "wadi"


def test_trends_never_count_more_than_was_opened(place: DeskContext) -> None:
    data = gather(place.ledger, BIG, tuple(RULES.values()), now=place.clock())
    ever = {stored.finding.rule: 0 for stored in place.ledger.findings.open("mina")}
    for stored in place.ledger.findings.between("mina", START - timedelta(days=60), START + timedelta(days=1)):
        if not stored.finding.waived:
            ever[stored.finding.rule] = ever.get(stored.finding.rule, 0) + 1
    for trend in data.trends:
        assert sum(count or 0 for _, count in trend.days) == ever[trend.rule]


def test_the_report_of_336_articles_is_small(place: DeskContext) -> None:
    for language in ("ar", "en"):
        data = gather(place.ledger, BIG, tuple(RULES.values()), now=place.clock(), desk_url="https://desk.example")
        assert data.window_size >= 300
        assert len(render(data, language=language).encode()) <= 200_000


def test_bodies_and_authors_are_searched(place: DeskContext, inside: Inside) -> None:
    assert "لا شيء يوافق" not in text(inside.get("/?q=ريم+حداد"))
    assert "لا شيء يوافق" not in text(inside.get("/?q=المتطوعين+جميعا"))
    assert "لا شيء يوافق" in text(inside.get("/?q=زرافة"))


def test_what_is_mine_is_a_view(inside: Inside) -> None:
    mine = text(inside.get("/?assignee=سلمى"))
    assert article(BIG, 9).headline in mine  # type: ignore[operator]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Inside]]:
    """10,000 open findings on 2,000 articles of four papers."""
    with crowd(tmp_path_factory.mktemp("crowd")) as (ledger, place):
        yield ledger, entered(place, ledger.desk.people.invite("سلمى", Role.ADMIN, by=Who("t", Role.ADMIN), now=place.clock()))


LISTS = {
    "/audit": 600,
    "/waivers": 600,
    "/style": 700,
    "/incidents": 150,
    "/overview": 150,
    "/report/mina": 3_500,
    "/report/mina?language=en": 3_500,
}
"""Rows that pages read which are no list of findings; a report reads every article of its window once."""


@pytest.mark.parametrize("path", VIEWS)
def test_with_ten_thousand_findings_a_page_asks_and_reads_little(busy: tuple[Ledger, Inside], path: str) -> None:
    ledger, inside = busy
    inside.get(path)  # what is usual is learnt once a visit and hour
    with counted(ledger.engine) as seen:
        html = inside.get(path)
    assert 0 < seen.queries <= 60, seen
    assert 0 < seen.rows <= LISTS.get(path, 1_000 if path.startswith("/report") else 500), seen
    assert len(html.encode()) <= 150_000
    if path == "/":
        assert "مشكلة واحدة × 1,996 مادة" in text(html)


def test_a_waiver_reads_the_findings_it_is_about_and_no_other(busy: tuple[Ledger, Inside]) -> None:
    ledger, _ = busy
    salma = Who("سلمى", Role.EDITOR)
    with counted(ledger.engine) as seen:
        ledger.desk.waive(salma, now=START, source_id="sahl", rule="quotes_open", article_url=f"{MINOR.home}/crowd/7", reason="اقتباس")
    assert seen.rows < 20, seen
    assert problems(ledger, Filter(state="waived", source="sahl"), now=START).findings == 1


def test_what_a_waiver_hides_is_counted_as_it_covers(busy: tuple[Ledger, Inside]) -> None:
    ledger, _ = busy
    in_force = ledger.desk.waivers(source_id="mina", now=START)
    there = [stored.finding for stored in ledger.findings.open("mina")]
    sections = {url: ledger.articles.latest("mina", url).article.section for url in {str(found.article_url) for found in there}}  # type: ignore[union-attr]
    wanted = [sum(covers(waiver, found, sections[str(found.article_url)]) for found in there) for waiver in in_force]
    assert hides(ledger, "mina", in_force) == wanted
    assert max(wanted) > 100


def test_the_house_s_own_form_is_shown_beside_its_style_with_counts(busy: tuple[Ledger, Inside]) -> None:
    _, inside = busy
    shown = text(inside.get("/style?source=sahl"))
    assert "ما يُكتب بصورتين في بريد السهل" in shown
    assert "همزة «أن» و«إن»" in shown
    written = {str(one.name): one for one in written_as(inside.client.app.state.place, MINOR)}  # type: ignore[attr-defined]
    (an,) = [one for name, one in written.items() if "أن" in name and "همزة" in name]
    assert (an.form, an.rule, an.forms) == ("أن", "learnt", (("أن", 600),))
    fixed = replace(MINOR, style=WritingStyle(forms={"an": "ان", "ila": "off"}))
    told = [(one.rule, one.form) for one in written_as(inside.client.app.state.place, fixed)]  # type: ignore[attr-defined]
    assert {("fixed", "ان"), ("off", None)} <= set(told)

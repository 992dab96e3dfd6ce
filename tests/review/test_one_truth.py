"""Counts, states and verdicts come from one layer: no page contradicts another, and none reads all there is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.cursor import CursorFetchStrategy
from starlette.testclient import TestClient

from rasid.model import Severity, Verdict, Visit, VisitRecord
from rasid.model.desk import Person, Role
from rasid.model.problems import Item
from rasid.pipeline.overview import overview
from rasid.pipeline.reporting import gather
from rasid.report import render
from rasid.review import DeskContext, create_app
from rasid.review.identity import personal_token
from rasid.store import Ledger
from rasid.store.desk.audit import Who
from rasid.store.desk.listing import Filter, listed, problems
from rasid.store.save_visit import save_visit
from rasid.store.summaries import open_problems
from tests.report.samples import grouped
from tests.review.conftest import Inside
from tests.review.newsroom import BIG, CLEAN, DOWN, MINOR, RULES, SOURCES, article, faults, town
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
def flood(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Inside]]:
    """2,000 articles with five findings each, in one visit."""
    with town_of_one(tmp_path_factory.mktemp("flood")) as (ledger, inside):
        yield ledger, inside


def town_of_one(folder: Path):  # type: ignore[no-untyped-def]
    from contextlib import contextmanager

    from rasid.store import open_ledger
    from tests.review.paper import Now

    @contextmanager
    def opened() -> Iterator[tuple[Ledger, Inside]]:
        clock = Now()
        with open_ledger(f"sqlite:///{folder / 'flood.db'}", pages_dir=folder / "pages", clock=clock) as ledger:
            made = [
                replace(article(BIG, n % 336), url=f"{BIG.home}/flood/{n}", published_at=START - timedelta(minutes=n)) for n in range(2_000)
            ]
            every = dict.fromkeys(("quotes_open", "words_twice", "paragraph_twice", "markup_left", "picture_missing"), 1)
            found = [fault for n, one in enumerate(made) for fault in faults(BIG, one, n, every)]
            visit = Visit("v1", BIG.id, START, None, START, Verdict.DEGRADED, None)
            ledger.visits.begin(replace(visit, finished_at=None, verdict=None))
            with ledger.transaction() as tx:
                save_visit(ledger, tx, VisitRecord(visit=visit, articles=tuple(made), findings=tuple(found)))
            place = DeskContext(ledger, (BIG,), tuple(RULES.values()), SECRET, clock=clock, hosts=frozenset())
            yield ledger, entered(place, ledger.desk.people.invite("سلمى", Role.EDITOR, by=Who("t", Role.ADMIN), now=clock()))

    return opened()


@pytest.mark.parametrize(
    ("path", "queries", "rows"),
    [
        ("/", 30, 200),
        ("/?rule=quotes_open", 30, 200),
        ("/?q=الميناء", 30, 200),
        ("/overview", 30, 200),
        ("/audit", 20, 100),
        ("/report/mina", 60, 4_500),
    ],
)
def test_with_ten_thousand_findings_a_page_asks_and_reads_little(
    flood: tuple[Ledger, Inside], monkeypatch: pytest.MonkeyPatch, path: str, queries: int, rows: int
) -> None:
    """The report looks at each of the 2,000 articles twice (what each is ready for), at no finding that it does not show."""
    ledger, inside = flood
    asked: list[str] = []
    read: list[int] = []

    def before(*given: object) -> None:
        asked.append(str(given[2]))

    def counting(name: str) -> object:
        original = getattr(CursorFetchStrategy, name)

        def fetch(self: CursorFetchStrategy, *given: object, **named: object) -> object:
            found = original(self, *given, **named)
            read.append(len(found) if isinstance(found, list) else int(found is not None))
            return found

        return fetch

    inside.get(path)  # what is usual is learnt once a visit and hour
    event.listen(ledger.engine, "before_cursor_execute", before)
    for name in ("fetchone", "fetchmany", "fetchall"):
        monkeypatch.setattr(CursorFetchStrategy, name, counting(name))
    html = inside.get(path)
    monkeypatch.undo()
    event.remove(ledger.engine, "before_cursor_execute", before)
    assert sum(read) > 0
    assert len(asked) <= queries, len(asked)
    assert sum(read) <= rows, read
    assert len(html.encode()) <= 150_000
    if path == "/":
        assert "مشكلة واحدة × 2,000 مادة" in text(html)

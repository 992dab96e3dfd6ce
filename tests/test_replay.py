"""Stored pages are read again offline: nothing differs without a reason, and what a better extractor reads becomes a revision of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rasid.errors import LeaseHeld, LedgerError
from rasid.model import Article, Candidate, Finding, Link, Origin, Page, Section, Source, Verdict, Visit, VisitRecord, Words
from rasid.pipeline.collect import _at_home
from rasid.pipeline.replay import replay_all, replay_visit
from rasid.pipeline.single import extract_article
from rasid.pipeline.workplace import VisitContext
from rasid.settings import Settings
from rasid.store import open_ledger
from rasid.store.revisions import silent_edits
from rasid.store.save_visit import save_visit

AT = datetime(2026, 2, 6, 12, 0, tzinfo=UTC)
SITE = "https://bayan.example"
SOURCE = Source(
    id="bayan",
    name=Words("بيان", "Bayan"),
    home=SITE,
    country="EG",
    timezone="Africa/Cairo",
    sections=(Section("local", Words("محلي", "Local"), f"{SITE}/local"),),
)
PARAGRAPH = "أعلن المجلس البلدي صباح اليوم خطة جديدة لتوسعة الحديقة العامة على ضفة النهر وتشجير الشوارع المحيطة بها خلال العام المقبل بمشاركة الأهالي."


def html(number: int) -> bytes:
    paragraphs = "".join(f"<p>{PARAGRAPH} الفقرة {number}-{at}.</p>" for at in range(5))
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>خطة لتوسعة الحديقة العامة رقم {number}</title>
    <meta property="og:type" content="article"><meta property="og:title" content="خطة لتوسعة الحديقة العامة رقم {number}">
    <meta property="article:published_time" content="2026-02-06T10:0{number}:00+02:00"></head>
    <body><article><h1>خطة لتوسعة الحديقة العامة رقم {number}</h1>{paragraphs}</article></body></html>""".encode()


def url(number: int) -> str:
    return f"{SITE}/news/{number}"


def stored_page(number: int) -> Page:
    return Page(url(number), url(number), 200, {"content-type": "text/html; charset=utf-8"}, html(number), AT)


def as_read(number: int) -> Article:
    page = stored_page(number)
    link = Link(
        url(number), title="من الخلاصة", published_at=AT - timedelta(hours=1), published_raw="raw", origin=Origin.FEED, section="local"
    )
    return _at_home(extract_article(page.body, page.final_url, source=SOURCE, content_type=page.content_type, now=AT), link, SOURCE.id)


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[VisitContext]:
    with open_ledger(f"sqlite:///{tmp_path / 'l.db'}", pages_dir=tmp_path / "pages") as ledger:
        yield VisitContext(ledger=ledger, settings=Settings(), clock=lambda: AT + timedelta(days=1))


def visit(
    workplace: VisitContext,
    visit_id: str,
    *made: Article,
    at: datetime = AT,
    numbers: tuple[int, ...] = (1, 2),
    findings: tuple[Finding, ...] = (),
) -> None:
    done = Visit(id=visit_id, source_id=SOURCE.id, started_at=at, finished_at=at, verdict=Verdict.HEALTHY)
    listing = Page(f"{SITE}/local", f"{SITE}/local", 200, {"content-type": "text/html"}, b"<a href='/news/1'>1</a>", at)
    pages = (listing, *(replace(stored_page(number), fetched_at=at) for number in numbers))
    with workplace.ledger.transaction() as tx:
        save_visit(workplace.ledger, tx, VisitRecord(visit=done, articles=made, pages=pages, findings=findings))


def test_nothing_differs_when_nothing_was_changed(workplace: VisitContext) -> None:
    visit(workplace, "v1", as_read(1), as_read(2))
    done = replay_visit("v1", SOURCE, workplace)
    assert (done.pages, done.articles, done.differences, done.damaged) == (3, 2, (), ())


def test_what_would_be_read_differently_is_shown_field_by_field_and_nothing_is_changed(workplace: VisitContext) -> None:
    visit(workplace, "v1", replace(as_read(1), headline="قراءة قديمة"), as_read(2))
    (difference,) = replay_visit("v1", SOURCE, workplace).differences
    assert (difference.url, difference.fields) == (url(1), (("headline", "قراءة قديمة", "خطة لتوسعة الحديقة العامة رقم 1"),))
    assert workplace.ledger.articles.latest(SOURCE.id, url(1)).revision == 1  # type: ignore[union-attr]


def test_a_page_that_was_refused_and_would_be_an_article_now_is_told_of(workplace: VisitContext) -> None:
    visit(workplace, "v1", as_read(2))
    (difference,) = replay_visit("v1", SOURCE, workplace).differences
    assert (difference.url, difference.note) == (url(1), "was refused, would be an article now")


def test_a_page_that_breaks_the_extractor_is_told_of_and_the_others_are_read(
    workplace: VisitContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rasid.pipeline import replay

    def stumbles(body: bytes, at: str, **rest: object) -> Article:
        if at == url(1):
            raise ZeroDivisionError("poison")
        return extract_article(body, at, **rest)  # type: ignore[arg-type]

    visit(workplace, "v1", as_read(1), as_read(2))
    monkeypatch.setattr(replay, "extract_article", stumbles)
    done = replay_visit("v1", SOURCE, workplace)
    assert done.articles == 1
    (difference,) = done.differences
    assert difference.url == url(1)
    assert "ZeroDivisionError: poison" in difference.note
    assert replay_all(SOURCE, AT - timedelta(days=1), workplace)[0] == 1


def test_replaying_all_writes_revisions_that_are_no_edits_of_the_publisher(workplace: VisitContext) -> None:
    visit(workplace, "v1", replace(as_read(1), headline="قراءة قديمة"), as_read(2))
    ledger = workplace.ledger
    assert replay_all(SOURCE, AT - timedelta(hours=1), workplace) == (2, 1, [])
    assert [(r.number, r.reason, r.article.headline) for r in ledger.articles.revisions(SOURCE.id, url(1))] == [
        (2, "replayed", "خطة لتوسعة الحديقة العامة رقم 1"),
        (1, "seen", "قراءة قديمة"),
    ]
    now = ledger.articles.latest(SOURCE.id, url(1))
    assert now is not None
    assert now.previous is None
    assert silent_edits(ledger, SOURCE.id, AT - timedelta(days=2)) == []
    assert replay_all(SOURCE, AT - timedelta(hours=1), workplace) == (2, 0, [])
    assert replay_visit("v1", SOURCE, workplace).differences[0].fields[0][0] == "headline"


def test_what_a_feed_said_of_an_article_is_not_lost(workplace: VisitContext) -> None:
    visit(workplace, "v1", replace(as_read(1), headline="قراءة قديمة"))
    replay_all(SOURCE, AT - timedelta(hours=1), workplace)
    article = workplace.ledger.articles.latest(SOURCE.id, url(1)).article  # type: ignore[union-attr]
    assert Candidate(AT - timedelta(hours=1), Origin.FEED, "raw") in article.candidates["published_at"]
    assert article.section == "local"


def test_an_older_page_does_not_overwrite_a_newer_revision(workplace: VisitContext) -> None:
    visit(workplace, "v1", as_read(1), as_read(2))
    visit(workplace, "v2", replace(as_read(1), headline="عنوان معدل"), at=AT + timedelta(hours=6), numbers=())
    replay_all(SOURCE, AT - timedelta(hours=1), workplace)
    assert workplace.ledger.articles.latest(SOURCE.id, url(1)).article.headline == "عنوان معدل"  # type: ignore[union-attr]


def test_a_visit_under_way_is_not_disturbed(workplace: VisitContext) -> None:
    visit(workplace, "v1", as_read(1))
    with workplace.ledger.leases.hold(SOURCE.id, "v2"), pytest.raises(LeaseHeld):
        replay_all(SOURCE, AT - timedelta(hours=1), workplace)


def test_a_damaged_page_is_named_and_the_others_are_read(workplace: VisitContext) -> None:
    visit(workplace, "v1", as_read(1), as_read(2))
    (file,) = workplace.ledger.pages_dir.rglob("*.warc.gz")
    raw = file.read_bytes()
    file.write_bytes(raw[:-200])
    done = replay_visit("v1", SOURCE, workplace)
    assert done.articles == 1
    assert len(done.damaged) == 1
    assert "is damaged" in done.damaged[0]


@pytest.mark.parametrize(("visit_id", "says"), [("nobody", "no visit nobody"), ("v1", "No page of the visit v1 is stored")])
def test_what_cannot_be_replayed_is_one_clear_line(workplace: VisitContext, visit_id: str, says: str) -> None:
    done = Visit(id="v1", source_id=SOURCE.id, started_at=AT, finished_at=AT, verdict=Verdict.HEALTHY)
    with workplace.ledger.transaction() as tx:
        save_visit(workplace.ledger, tx, VisitRecord(visit=done))
    with pytest.raises(LedgerError, match=says):
        replay_visit(visit_id, SOURCE, workplace)

"""The doors of a section: what they are read for, and what is left behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from rasid.errors import FetchError
from rasid.model import Door, Page, Section, Visit, Words
from rasid.pipeline import VisitOptions
from rasid.pipeline.discover import discover
from rasid.pipeline.workplace import VisitUnderWay
from rasid.wording.values import Reader, title_of
from tests.pipeline.conftest import Watch

HOME = "https://paper.example"
ARCHIVE = f"{HOME}/sitemap-all.xml"


class Shelf:
    """Answers with the pages it was given."""

    def __init__(self, pages: dict[str, bytes], now: datetime) -> None:
        self.pages, self.now = pages, now

    def get(self, url: str, *, kind: str = "page") -> Page:
        if url not in self.pages:
            raise FetchError(f"{url} answers 404", url=url, permanent=True, status=404)
        return Page(url=url, final_url=url, status=200, headers={}, body=self.pages[url], fetched_at=self.now)


def sitemap(ages: list[timedelta], now: datetime) -> bytes:
    entries = (
        f"<url><loc>{HOME}/local/2026/{number}-the-harbour-opens-again-today</loc><lastmod>{now - age:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
        for number, age in enumerate(ages)
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</urlset>'.encode()


def feed(urls: list[str], now: datetime) -> bytes:
    items = (f"<item><title>خبر المرفأ رقم {number}</title><link>{url}</link></item>" for number, url in enumerate(urls))
    return f'<rss version="2.0"><channel><title>الصحيفة</title>{"".join(items)}</channel></rss>'.encode()


def under_way(watch: Watch, options: VisitOptions | None = None, **doors: dict[str, bytes]) -> VisitUnderWay:
    """A visit to one section with these ``feeds`` and ``sitemaps`` (address → body; an empty body is not there)."""
    now = watch.clock()
    ages = [timedelta(hours=2), timedelta(days=1), timedelta(days=5), *(timedelta(days=day) for day in range(30, 90))]
    doors = doors or {"sitemaps": {ARCHIVE: sitemap(ages, now)}}
    addresses = {name: tuple(pages) for name, pages in doors.items()}
    section = Section("local", Words("محليات", "Local"), f"{HOME}/local", max_pages=0, **addresses)  # type: ignore[arg-type]
    bodies = {url: body for pages in doors.values() for url, body in pages.items() if body}
    return VisitUnderWay(
        source=replace(watch.source, home=HOME, sections=(section,), article_url=None, max_age_days=7),
        visit=Visit(id="v", source_id="paper", started_at=now),
        workplace=watch.workplace,
        fetcher=Shelf(bodies, now),  # type: ignore[arg-type]
        options=options or VisitOptions(),
    )


def test_a_sitemap_of_the_whole_archive_gives_the_news_and_leaves_the_archive(watch: Watch) -> None:
    found = discover(under_way(watch))
    assert len(found.links) == 3
    assert found.problems == ()


def test_a_visit_asked_for_older_articles_reads_the_archive_as_far_back(watch: Watch) -> None:
    found = discover(under_way(watch, VisitOptions(since=watch.clock() - timedelta(days=35))))
    assert len(found.links) == 9  # 3, and those of 30 to 35 days ago


def test_an_address_written_in_two_ways_is_one_article(watch: Watch) -> None:
    slashed = [f"{HOME}/local/2026/{number}-the-harbour-opens-again-today/" for number in range(3)]
    plain = sitemap([timedelta(hours=1)] * 3, watch.clock())
    found = discover(under_way(watch, feeds={f"{HOME}/feed.xml": feed(slashed, watch.clock())}, sitemaps={ARCHIVE: plain}))
    assert [link.url for link in found.links] == slashed
    assert {link.doors for link in found.links} == {(Door.FEED, Door.SITEMAP)}


def test_a_sitemap_that_is_gone_does_not_hide_the_next(watch: Watch) -> None:
    there = sitemap([timedelta(hours=1)] * 3, watch.clock())
    found = discover(under_way(watch, sitemaps={f"{HOME}/gone.xml": b"", ARCHIVE: there}))
    assert len(found.links) == 3
    assert ["gone.xml" in problem for problem in found.problems] == [True]
    assert (found.readable_sections, found.sitemaps) == (1, 0)


def test_a_section_is_named_in_the_language_of_the_sentence(watch: Watch) -> None:
    (finding,) = discover(under_way(watch, sitemaps={f"{HOME}/gone.xml": b""})).findings
    assert "محليات" in title_of(finding, Reader("ar"))
    assert "Local" in title_of(finding, Reader("en"))


def test_a_section_that_is_down_is_told_with_the_address_that_did_not_open(watch: Watch) -> None:
    (finding,) = discover(under_way(watch, feeds={f"{HOME}/feed.xml": b""})).findings
    assert finding.observed == f"HTTP 404 · {HOME}/feed.xml"

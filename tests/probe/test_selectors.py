"""Where the generic extractor is unsure, `rasid new` finds selectors, and the first visit is right without editing anything."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rasid.demo import Newsroom, Story
from rasid.sources import load_source
from tests.probe.conftest import Run
from tests.probe.sites import Site, listing, serving

TUNIS = ZoneInfo("Africa/Tunis")
MONTHS = ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
SITE = "صدى الواحة"


def written(moment: datetime) -> str:
    """«12 جانفي 2026 09:30», in the site's own zone."""
    at = moment.astimezone(TUNIS)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year} {at:%H:%M}"


def body(story: Story) -> str:
    return "".join(f'<div class="ligne">{paragraph}</div>' for paragraph in story.body)


def beside(others: list[Story]) -> str:
    """A box of other news with dates of its own: a trap for whoever takes the first date of the page."""
    return "".join(f'<div class="bloc"><span class="petit">{written(one.published)}</span> {one.headline}</div>' for one in others[:5])


def page(inside: str) -> str:
    """No metadata at all; the title is the site's name on every page."""
    return f'<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{SITE}</title></head><body>{inside}</body></html>'


def date_at_the_foot(story: Story, others: list[Story]) -> str:
    return page(
        f'<div class="bandeau">{SITE}</div><div class="gauche">{beside(others)}</div>'
        f'<div class="piece"><div class="grand">{story.headline}</div><div class="texte">{body(story)}</div></div>'
        f'<div class="pied"><span class="date-info">{written(story.published)}</span></div>'
    )


def table_and_font(story: Story, others: list[Story]) -> str:
    return page(
        f'<table><tr><td>{beside(others)}</td><td><font class="grand">{story.headline}</font><br>'
        f'<i class="date-info">{written(story.published)}</i><br><div class="texte">{body(story)}</div></td></tr></table>'
    )


def heading_of_the_site(story: Story, others: list[Story]) -> str:
    return page(
        f'<h1>{SITE}</h1><div class="gauche">{beside(others)}</div><div class="piece"><p class="grand">{story.headline}</p>'
        f'<div class="texte">{body(story)}</div></div>{beside(others)}'
        f'<p class="pied">حقوق النشر محفوظة <b class="date-info">نُشر: {written(story.published)}</b></p>'
    )


@pytest.mark.parametrize(
    ("article", "selectors"),
    [
        (date_at_the_foot, {"headline": "div.grand", "published": "span.date-info"}),
        (table_and_font, {"headline": "font.grand"}),
        (heading_of_the_site, {"headline": "p.grand", "published": "b.date-info"}),
    ],
)
def test_selectors_are_found_where_every_page_seems_to_say_the_same(
    article: Callable[[Story, list[Story]], str], selectors: dict[str, str], rasid: Run, seeds: Path, tmp_path: Path
) -> None:
    stories = [story for story in Newsroom(seed_document=False).stories() if len(story.body) >= 3 and not story.urgent][:8]
    when = {story.headline: story.published.astimezone(TUNIS).replace(second=0) for story in stories}

    def build(site: Site) -> None:
        site.put("/akhbar", listing("أخبار", [(f"/akhbar/{100 + n}", story.headline, "") for n, story in enumerate(stories)]))
        for n, story in enumerate(stories):
            site.put(f"/akhbar/{100 + n}", article(story, [other for other in stories if other is not story]))

    with serving(build) as site:
        done = rasid("new", f"{site.url}/akhbar", "--yes", "--allow-private", "--id", "waha", "--country", "TN")
        assert done.exit_code == 0, done.exception
        assert all(f"selector {field}: {selector}" in done.output for field, selector in selectors.items())
        assert "+0100" in done.output, "the table shows the site's own hours"
        source = load_source(seeds / "waha")
        assert source.selectors == selectors
        assert source.every_minutes is not None
        visit = rasid("visit", "waha")
        assert visit.exit_code == 0
        assert "waha: healthy" in visit.output, visit.output
        assert "critical" not in visit.output
        assert "warning" not in visit.output
    assert rasid("export", str(tmp_path / "out"), "--format", "csv").exit_code == 0
    with (tmp_path / "out" / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    read = {row["headline"]: datetime.fromisoformat(row["published_at"]).astimezone(UTC) for row in rows}
    assert read == {headline: moment.astimezone(UTC) for headline, moment in when.items()}
    by_headline = {story.headline: story for story in stories}
    assert all(paragraph in row["body"] for row in rows for paragraph in by_headline[row["headline"]].body)

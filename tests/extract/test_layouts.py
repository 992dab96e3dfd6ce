"""The same invented story, laid out by four dozen systems, reads the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.extract import extract
from rasid.model import Origin, Source, Words
from tests.extract.layouts_agencies import PAGES as AGENCIES
from tests.extract.layouts_independents import PAGES as INDEPENDENTS
from tests.extract.layouts_publishers import PAGES as PUBLISHERS
from tests.extract.layouts_publishers import Page
from tests.extract.layouts_systems import PAGES as SYSTEMS

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
PAGES = (*PUBLISHERS, *SYSTEMS, *AGENCIES, *INDEPENDENTS)
_ZONES = {"DZ": "Africa/Algiers", "KW": "Asia/Kuwait", "LB": "Asia/Beirut"}


def source_for(page: Page) -> Source | None:
    country = page.extra.get("country")
    if not isinstance(country, str):
        return None
    return Source("invented", Words("مخترع", "invented"), "https://www.example.org/", country, _ZONES[country], ())


SHORT_ROWS = pytest.mark.xfail(
    reason="a list of two rows of three words is lost, since only names told it from a box of facts", strict=False
)


@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=[SHORT_ROWS] if page.name == "wordpress, Newspaper theme" else []) for page in PAGES],
    ids=[page.name for page in PAGES],
)
def test_a_story_reads_the_same_in_every_layout(page: Page) -> None:
    article = extract(page.html, page.url, now=NOW, source=source_for(page))
    assert article.headline == page.headline
    assert article.body == page.body
    assert article.authors == page.authors
    assert article.language == "ar"
    assert article.published_at is not None
    assert page.published is not None
    if len(page.published) == 10:
        assert article.published_at.date().isoformat() == page.published
    else:
        assert article.published_at == datetime.fromisoformat(page.published)
    for name in ("section_name", "tags", "standfirst", "lead_repeated", "url", "type"):
        if name in page.extra:
            assert getattr(article, name) == page.extra[name]
    if "captions" in page.extra:
        assert len(article.captions) == page.extra["captions"]
    if "note" in page.extra:
        assert page.extra["note"] in article.notes


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_field_remembers_its_origin_and_what_else_it_could_have_been(page: Page) -> None:
    article = extract(page.html, page.url, now=NOW, source=source_for(page))
    for name in ("headline", "body", "published_at"):
        assert isinstance(article.origins[name], Origin)
    assert article.headline in [candidate.value for candidate in article.candidates["headline"]]
    assert all(candidate.value.tzinfo is not None for candidate in article.candidates["published_at"])
    assert article.candidates["canonical"][0].value == article.url
    assert not set(article.related) & {article.url}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_reading_a_page_twice_gives_the_same_article(page: Page) -> None:
    assert extract(page.html, page.url, now=NOW) == extract(page.html, page.url, now=NOW)

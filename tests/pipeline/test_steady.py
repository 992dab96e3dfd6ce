"""What a page still shows was taken out of it by nobody, whatever stands beside it by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rasid.model import Article, Page, WindowArticle
from rasid.pipeline.steady import steadied

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
URL = "https://example.org/news/1"
LEAD, FIRST, SECOND = (
    "زار الوفد المدينة القديمة أمس.",
    "قال رئيس الوفد إن الزيارة تأتي بعد عام من الانقطاع.",
    "ويعود الوفد إلى العاصمة غداً.",
)


def page(*paragraphs: str) -> Page:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = f"<html><head><script>var was = '{LEAD}';</script></head><body><h1>عنوان</h1>{body}</body></html>"
    return Page(
        url=URL, final_url=URL, status=200, headers={"content-type": "text/html; charset=utf-8"}, body=html.encode(), fetched_at=NOW
    )


def known(*body: str, version: str = "1", standfirst: str | None = LEAD) -> WindowArticle:
    article = Article(url=URL, headline="عنوان", standfirst=standfirst, body=body)
    return WindowArticle(article=article, first_seen_at=NOW, revision=1, revised_at=NOW, new_in_visit=False, read_with=version)


def read(*body: str) -> Article:
    return Article(url=URL, headline="عنوان", standfirst=LEAD, body=body)


@pytest.mark.parametrize(
    ("before", "now"),
    [((LEAD, FIRST, SECOND), (FIRST, SECOND)), ((FIRST, SECOND), (LEAD, FIRST, SECOND)), ((FIRST, SECOND), (FIRST,))],
)
def test_what_still_stands_on_the_page_was_edited_by_nobody(before: tuple[str, ...], now: tuple[str, ...]) -> None:
    assert steadied(read(*now), known(*before), page(LEAD, FIRST, SECOND), version="1").body == before


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        ((LEAD, FIRST, SECOND), (FIRST, SECOND), (FIRST, SECOND)),  # taken out; a program of the page still names it
        ((FIRST,), (FIRST, SECOND), (LEAD, FIRST, SECOND)),  # perhaps new
        ((FIRST, "كان هنا سطر آخر."), (FIRST, SECOND), (FIRST, SECOND)),  # written anew
    ],
)
def test_an_edit_is_an_edit(before: tuple[str, ...], now: tuple[str, ...], shown: tuple[str, ...]) -> None:
    assert steadied(read(*now), known(*before), page(*shown), version="1").body == now


def test_another_version_reads_as_it_reads() -> None:
    assert steadied(read(FIRST), known(FIRST, SECOND, version="0"), page(FIRST, SECOND), version="1").body == (FIRST,)
    assert steadied(read(FIRST), None, page(FIRST, SECOND), version="1").body == (FIRST,)


def test_what_was_known_to_be_the_sites_is_part_of_what_was_read() -> None:
    before = known(FIRST)
    before = replace(before, article=replace(before.article, repeated=((1, "تابعونا على تلغرام"),)))
    assert steadied(read(FIRST), before, page(FIRST, "تابعونا على تلغرام"), version="1").whole_body == (FIRST, "تابعونا على تلغرام")

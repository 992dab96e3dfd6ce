"""One date out of many: the documented order, the three corrections, and every disagreement told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.extract import extract
from rasid.model import Article, Origin, Source, Words
from tests.extract.layouts_publishers import ld, paragraphs
from tests.extract.prose import HEADLINE, MENU

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
CAIRO = Source("invented", Words("مخترع", "invented"), "https://www.example.org/", "EG", "Africa/Cairo", ())


def read(
    *,
    meta: str = "",
    shown: str = "",
    data: dict[str, object] | None = None,
    url: str = "https://www.example.org/news/771204",
    source: Source | None = CAIRO,
    header: str = "",
    after: str = "",
) -> Article:
    head = f'<title>{HEADLINE}</title><meta property="og:type" content="article"><meta property="og:title" content="{HEADLINE}">'
    head += f'<meta property="article:published_time" content="{meta}">' if meta else ""
    head += ld(**{"@type": "NewsArticle", "headline": HEADLINE, **data}) if data else ""
    html = f'<html lang="ar"><head>{head}</head><body>{header}<nav>{MENU}</nav><main><h1>{HEADLINE}</h1>{shown}<div class="article-body">{paragraphs()}</div>{after}</main></body></html>'
    return extract(html, url, now=NOW, source=source)


def test_the_zone_written_is_kept_because_utc_moves_the_day() -> None:
    article = read(meta="2026-03-09T01:01+0400")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-03-09T01:01:00+04:00"
    assert article.published_zone == "text"
    assert article.origins["published_at"] is Origin.META


def test_a_stamp_in_utc_that_shows_the_readers_wall_clock_lies_about_its_zone() -> None:
    article = read(meta="2026-03-09T18:40:13Z", shown='<span class="date">الإثنين، 09 مارس 2026 06:40 م</span>')
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-03-09T18:40:13+02:00"
    assert article.published_zone == "source"
    assert "date:zone_corrected" in article.notes
    assert "date:origins_disagree" not in article.notes


def test_a_stamp_in_utc_that_agrees_with_the_local_clock_is_believed() -> None:
    article = read(meta="2026-03-09T16:40:00Z", shown='<span class="date">الإثنين، 09 مارس 2026 06:40 م</span>')
    assert article.published_at == datetime(2026, 3, 9, 16, 40, tzinfo=UTC)
    assert "date:zone_corrected" not in article.notes


def test_a_page_that_says_its_clock_is_greenwich_is_believed() -> None:
    article = read(meta="2026-03-09T18:40:00Z", shown='<span class="date">09.03.2026 | 18:40 GMT</span>')
    assert article.published_at == datetime(2026, 3, 9, 18, 40, tzinfo=UTC)
    assert "date:zone_corrected" not in article.notes


def test_after_midnight_the_day_is_the_one_readers_see() -> None:
    article = read(meta="2026-03-08T22:30:00Z", shown='<span class="date">الإثنين 9 مارس 2026</span>')
    assert article.published_at is not None
    assert article.published_at == datetime(2026, 3, 8, 22, 30, tzinfo=UTC)
    assert article.published_at.date().isoformat() == "2026-03-09"


def test_a_stamp_without_a_zone_takes_the_sources() -> None:
    article = read(meta="2026-03-09 18:40:00")
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-03-09T18:40:00+02:00"
    assert article.published_zone == "source"


def test_a_day_in_the_metadata_takes_its_time_from_the_page() -> None:
    article = read(meta="2026-03-09", shown='<span class="date">9 مارس 2026 - 18:40</span>')
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-03-09T18:40:00+02:00"
    assert article.published_precision == "minute"
    assert "date:time_from_text" in article.notes


def test_a_fixed_stamp_of_a_template_is_outvoted_by_what_readers_see() -> None:
    article = read(shown='<time datetime="2008-02-14 20:00">09/03/2026</time>')
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2026-03-09"
    assert {"date:outvoted", "date:origins_disagree"} <= set(article.notes)


def test_metadata_of_one_mind_win_over_a_single_other_text() -> None:
    article = read(
        meta="2026-03-09T18:40:00+02:00", data={"datePublished": "2026-03-09T18:40:00+02:00"}, shown='<span class="date">1 مارس 2026</span>'
    )
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2026-03-09"
    assert "date:origins_disagree" in article.notes


@pytest.mark.parametrize("empty", ["1970-01-01T00:00:00Z", "0001-01-01T00:00:00", "-0001-11-30T00:00:00+00:00"])
def test_an_empty_database_field_is_no_date(empty: str) -> None:
    assert read(meta=empty).published_at is None
    shown = read(meta=empty, shown='<span class="date">9 مارس 2026 - 18:40</span>')
    assert shown.published_at is not None
    assert shown.published_at.date().isoformat() == "2026-03-09"


def test_a_date_nobody_can_believe_is_none_with_its_words() -> None:
    article = read(meta="1926-02-06T09:30:00+02:00")
    assert article.published_at is None
    assert article.published_raw == "1926-02-06T09:30:00+02:00"
    assert "date:implausible" in article.notes
    assert "date:unreadable" not in article.notes


def test_a_date_nobody_can_read_is_none_with_its_words() -> None:
    article = read(meta="قريبا إن شاء الله 31/31/2026")
    assert article.published_at is None
    assert article.published_raw == "قريبا إن شاء الله 31/31/2026"
    assert "date:unreadable" in article.notes


def test_todays_date_in_the_header_is_nobodys_publication_date() -> None:
    assert read(header='<div class="today">الثلاثاء 10 مارس 2026</div>').published_at is None


def test_dates_of_other_stories_below_are_not_this_ones() -> None:
    below = '<h3>قصص أخرى</h3><div><a href="/n/1">عنوان خبر آخر طويل بما يكفي</a><span class="date">2 مارس 2026 10:00</span></div>'
    assert read(after=below).published_at is None


def test_published_and_updated_in_one_line_are_told_apart() -> None:
    article = read(shown='<div class="dates">نُشر في: 9 مارس 2026 18:40 | آخر تحديث: 9 مارس 2026 20:15</div>')
    assert article.published_at is not None
    assert article.modified_at is not None
    assert article.published_at.strftime("%H:%M") == "18:40"
    assert article.modified_at.strftime("%H:%M") == "20:15"


def test_modified_before_published_is_told() -> None:
    article = read(data={"datePublished": "2026-03-09T18:40:00+02:00", "dateModified": "2026-03-01T10:00:00+02:00"})
    assert article.modified_at is not None
    assert "date:modified_before_published" in article.notes


def test_the_address_is_the_last_witness() -> None:
    article = read(url="https://www.example.org/2026/03/09/market-plan")
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2026-03-09"
    assert article.published_precision == "day"
    assert article.origins["published_at"] is Origin.URL


def test_every_reading_stays_a_candidate() -> None:
    article = read(
        meta="2026-03-09T16:40:00Z", data={"datePublished": "2026-03-09T16:40:00Z"}, shown='<span class="date">9 مارس 2026 18:40</span>'
    )
    assert [candidate.origin for candidate in article.candidates["published_at"]] == [Origin.JSON_LD, Origin.META, Origin.TEXT]


def test_the_foot_of_an_article_is_read_past_the_section_and_the_writer_it_links() -> None:
    foot = (
        '<footer class="entry-meta">نشر ضمن <a href="/c">محليات</a> بواسطة <span class="author"><a href="/author/dima">ديمة الراشد</a></span>، '
        'تاريخ النشر <time datetime="2026-03-08T12:12:00+00:00">8 مارس، 2026</time></footer>'
    )
    article = read(after=f"<article>{foot}</article>")
    assert article.published_at == datetime(2026, 3, 8, 12, 12, tzinfo=UTC)


def test_a_day_told_in_the_first_sentence_does_not_keep_the_foot_unread() -> None:
    shown = "<div class='article-body'><p>قال مدير السوق إن المحال مغلقة منذ مساء أمس، وإن الحراس أطفأوا الحريق.</p></div>"
    article = read(shown=shown, after="<p class='entry-meta'>8 مارس 2026</p>")
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2026-03-08"


@pytest.mark.parametrize("name", ["a", "h4"])
def test_the_date_of_the_next_story_is_not_read_behind_the_link_to_its_section(name: str) -> None:
    headline = "<a href='/news/771100'>البلدية تفتتح حديقة عامة في وسط المدينة</a>"
    card = f"<div><span>12 يناير 2024</span>{headline if name == 'a' else f'<h4>{headline}</h4>'}</div>"
    assert read(after=f"<div><a href='/local'>محليات</a></div>{card}").published_at is None


@pytest.mark.parametrize("name", ["article:published:time", "article-published-time", "Article.Published_Time"])
def test_a_stamp_is_read_whatever_parts_the_words_of_its_name(name: str) -> None:
    article = read(header=f'<meta property="{name}" content="2026-03-09T16:40:00+02:00">')
    assert article.published_at is not None
    assert article.origins["published_at"] is Origin.META


def test_a_day_at_the_end_of_the_title_dates_the_page() -> None:
    html = f'<html lang="ar"><head><title>{HEADLINE} | أخبار | 09.03.2026</title></head><body><main><h1>{HEADLINE}</h1>{paragraphs()}</main></body></html>'
    article = extract(html, "https://www.example.org/news/771204", now=NOW, source=CAIRO)
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2026-03-09"
    assert article.headline == HEADLINE


def test_a_fact_check_says_its_own_day_and_not_its_claims() -> None:
    check = {"@type": "ClaimReview", "url": "https://www.example.org/news/771204", "datePublished": "2026-03-09 15:44",
             "itemReviewed": {"@type": "Claim", "datePublished": "2026-03-01"}}  # fmt: skip
    article = read(data=check)
    assert article.published_at is not None
    assert article.published_at.date().isoformat() == "2026-03-09"

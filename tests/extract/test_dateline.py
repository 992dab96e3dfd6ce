"""A date dates an article only as its dateline, or where a machine says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rasid.extract import extract
from rasid.model import Article

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
URL = "https://www.sahel-daily.net/local/40771"
HEADLINE = "محطة القطار القديمة في الساحل تتحول إلى مكتبة عامة"
BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "بدأ مجلس المدينة تحويل محطة القطار القديمة إلى مكتبة عامة، بعد أن ظلت مغلقة أكثر من عشرين سنة.",
        "وقالت المهندسة المشرفة إن القاعة الكبرى ستحتفظ بساعتها وبمقاعدها الخشبية، وإن الرفوف ستوضع على الرصيفين.",
        "ويأمل الأهالي أن تعيد المكتبة الحركة إلى السوق المجاور الذي هجره التجار واحدا بعد آخر.",
    )
)


def read(over: str = "", under: str = "", head: str = "", url: str = URL, tail: str = "") -> Article:
    html = f'<html lang="ar"><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}">{head}</head><body><main><article><h1>{HEADLINE}</h1>{over}<div class="txt">{BODY}{tail}</div>{under}</article></main></body></html>'
    return extract(html, url, now=NOW)


def day(article: Article) -> str | None:
    return article.published_at.date().isoformat() if article.published_at else None


@pytest.mark.parametrize(
    "part",
    [
        "<p>يفتح باب الاشتراك في 1/4/2026، وفق البلدية.</p>",
        "<p>في 12 أيار 1974 وصل آخر قطار إلى المحطة.</p>",
        "<figure><img src='/a.jpg'><figcaption>الرصيف في 3 آذار 2019</figcaption></figure>",
        "<div class='pic'><img src='/a.jpg'><div>رصيف المحطة كما كان في 3 آذار 2019</div></div>",
        "<h2>ما الذي جرى في 3 آذار 2019؟</h2>",
        "<table><tr><td>وصول أول قطار</td><td>افتتحت في 3 آذار 1911</td></tr></table>",
        "<div>استطلاع: شاركونا الرأي حتى 30 نيسان 2026</div>",
        "<div><a href='/culture/88'>حلقة خاصة عن قطارات الشرق القديمة ومحطاتها</a> <time datetime='2026-02-11T10:00:00+03:00'>11 شباط 2026</time></div>",
    ],
)
def test_a_date_that_tells_when_something_else_was_does_not_date_the_article(part: str) -> None:
    assert day(read(over=part)) is None


@pytest.mark.parametrize(
    "part", ["<p>وكانت المحطة قد أغلقت في 9 حزيران 2003.</p>", "<p>آخر تعديل على سياسة الاستخدام: 2 كانون الثاني 2025</p>"]
)
def test_a_date_at_the_end_of_the_text_or_in_a_legal_line_does_not_either(part: str) -> None:
    assert day(read(tail=part)) is None
    assert day(read(under=part)) is None


@pytest.mark.parametrize(
    "line",
    [
        "الإثنين 9 آذار 2026",
        "نشر في 9 مارس 2026 الساعة 18:40",
        "بقلم: سلمى الحداد | 9 مارس 2026",
        "بيروت - 9 مارس 2026",
        "نشره مدير الموقع في 9/3/2026 - 18:40",
        "9 مارس 2026 المشاهدات: 120",
    ],
)
def test_a_dateline_dates_it(line: str) -> None:
    assert day(read(over=f"<div>{line}</div>")) == "2026-03-09"


@pytest.mark.parametrize(("line", "expected"), [("7 مارس", "2026-03-07"), ("20 تشرين الثاني 17:25", "2025-11-20")])
def test_a_day_without_a_year_is_the_latest_such_day_and_told_as_a_guess(line: str, expected: str) -> None:
    article = read(over=f"<div>{line}</div>")
    assert day(article) == expected
    assert article.published_precision == "day"
    assert "date:year_inferred" in article.notes


STAMP = '<meta property="article:published_time" content="%s">'


@pytest.mark.parametrize(
    ("head", "over", "url", "expected"),
    [
        (STAMP % "3/9/2026 6:40:00 PM", "<div>الإثنين 9 آذار 2026</div>", URL, "2026-03-09"),
        (STAMP % "3/9/2026 6:40:00 PM", "", "https://www.sahel-daily.net/2026/03/09/old-station", "2026-03-09"),
        (STAMP % "12/3/2026 6:40:00 PM", "", URL, "2026-03-12"),
        (STAMP % "03/04/2026 6:40:00 PM", "<div>3 نيسان 2026</div>", URL, "2026-04-03"),
        (STAMP % "2/11/2026", "", URL, "2026-02-11"),
    ],
    ids=["words", "address", "day first within reach", "day first as told", "day first has not come yet"],
)
def test_a_stamp_that_could_be_read_two_ways_is_read_as_the_page_says(head: str, over: str, url: str, expected: str) -> None:
    assert day(read(head=head, over=over, url=url)) == expected


LD = '<script type="application/ld+json">%s</script>'
OTHER = '{"@type":"NewsArticle","headline":"أسعار الزيتون ترتفع في الأسواق","datePublished":"2026-02-01T10:00:00+03:00"%s}'


@pytest.mark.parametrize(
    "own",
    [
        f'"headline":"{HEADLINE}"',
        '"url":"http://sahel-daily.net/local/40771/"',
        '"mainEntityOfPage":"/local/40771?utm_source=x"',
        '"@id":"#story"',
        f'"headline":"{HEADLINE[:40]}…"',
    ],
    ids=["headline", "other scheme and slash", "relative with tracking", "fragment", "headline cut off"],
)
@pytest.mark.parametrize("others", ["", ',"url":"https://www.sahel-daily.net/economy/7"'], ids=["no address", "own address"])
def test_the_date_is_of_the_node_whose_headline_or_address_is_the_page_s(own: str, others: str) -> None:
    node = f'{{"@type":"Article","datePublished":"2026-03-09T18:40:00+03:00",{own}}}'
    assert day(read(head=LD % f"[{OTHER % others},{node}]")) == "2026-03-09"


def test_a_related_story_s_node_alone_dates_nothing() -> None:
    assert day(read(head=LD % (OTHER % ""))) is None


NODE = '{"@type":"NewsArticle","headline":"%s","datePublished":%s}'


@pytest.mark.parametrize(
    "block",
    [
        LD % ("/* cms */ " + NODE % (HEADLINE, '"2026-03-09" // day')).replace("// day}", "// day\n}"),
        LD % ("Notice: Undefined index [2] in /srv/x.php on line 9\n" + NODE % (HEADLINE, '"2026-03-09"')),
        LD % ("var data = " + NODE % (HEADLINE, '"2026-03-09"') + ";"),
        LD % ('"' + (NODE % (HEADLINE, '"2026-03-09"')).replace('"', '\\"') + '"'),
        LD % (NODE % (HEADLINE, "1773070800")),
        LD % (NODE % (HEADLINE, "1773070800000")),
        LD % (NODE % (HEADLINE, '["2026-03-09"]')),
        LD % (NODE % (HEADLINE, '"2026-03-09"')).replace("NewsArticle", "WebPage"),
        LD % (NODE % (HEADLINE, '"2026-03-09"')).replace("NewsArticle", "CreativeWork"),
    ],
)
def test_structured_data_are_read_through_what_servers_put_round_them(block: str) -> None:
    assert day(read(head=block)) == "2026-03-09"


@pytest.mark.parametrize("name", ["dc:date dc:created", "schema:datePublished", "datePublished"])
def test_rdfa_dates_the_page_it_names(name: str) -> None:
    own = f'<span property="{name}" content="2026-03-09T18:40:00+03:00"></span>'
    other = f'<div about="/local/1"><span property="{name}" content="2026-02-01T18:40:00+03:00"></span></div>'
    assert day(read(over=other + own)) == "2026-03-09"
    assert day(read(over=other)) is None


def test_a_name_that_is_a_person_is_read_as_a_name() -> None:
    authors = '[{"@type":"Person","name":{"@type":"Person","name":"سلمى الحداد"}},{"name":["رامي قاسم"]}]'
    assert read(head=LD % (NODE % (HEADLINE, f'"2026-03-09","author":{authors}'))).authors == ("سلمى الحداد", "رامي قاسم")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p><a href='/u/3'>رنا سلوم</a> · منذ ٥ ساعات · ٤٢٠ مشاهدة</p>", "رنا سلوم"),
        ("<p>هدى المصري | منذ 5 ساعات | القاهرة</p>", "هدى المصري"),
    ],
)
def test_a_line_of_particulars_that_looks_like_a_paragraph_dates_the_article_and_is_none_of_its_text(line: str, author: str) -> None:
    html = f'<html lang="ar"><head><title>{HEADLINE}</title></head><body><main><section><h2>{HEADLINE}</h2>{line}{BODY}</section></main></body></html>'
    article = extract(html, URL, now=NOW)
    assert article.published_at == NOW - timedelta(hours=5)
    assert article.authors == (author,)
    assert article.body[0].startswith("بدأ مجلس المدينة")


def test_a_paragraph_that_names_people_and_hours_stays_text() -> None:
    opening = "<p>هدى المصري، رئيسة اللجنة، قالت منذ 5 ساعات إن الأعمال ستبدأ.</p>"
    html = f'<html lang="ar"><head><title>{HEADLINE}</title></head><body><main><h1>{HEADLINE}</h1>{opening}{BODY}</main></body></html>'
    article = extract(html, URL, now=NOW)
    assert article.body[0].startswith("هدى المصري")
    assert article.published_at is None


def test_the_date_stands_in_a_row_over_a_text_without_a_headline() -> None:
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in ("<a href='/'>الرئيسية</a>", f"<font size=5>{HEADLINE}</font>", "بغداد / ليلى حسن   2026/03/08", BODY.replace("<p>", "").replace("</p>", "<br>")))  # fmt: skip
    article = extract(f"<html lang='ar'><head><title>جريدة الساحل</title></head><body><table>{rows}</table></body></html>", URL, now=NOW)
    assert day(article) == "2026-03-08"

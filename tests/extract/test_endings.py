"""Where a text begins and ends on pages whose boxes do not say so: datelines over it, pictures and readers' comments under it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rasid.extract import extract
from rasid.model import Article

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
HEADLINE = "بلدية التل تفتح سوق الخضار بعد ترميم دام عاما"
PROSE = (
    "فتحت بلدية التل صباح الخميس سوق الخضار الجديد أمام الباعة بعد ترميم دام عاما كاملا وكلف مليوني دينار من موازنة البلدة.",
    "وقال رئيس البلدية إن السوق يضم ثمانين محلا وزعت بالقرعة على الباعة الذين كانوا يفترشون الأرصفة حول الساحة القديمة.",
    "وأضاف أن ساحة لوقوف الشاحنات ستفتح في الأسبوع المقبل وأن الباعة أعفوا من أجرة الشهرين الأولين تشجيعا لهم على الانتقال.",
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def read(text: str, *, after: str = "", head: str = "", title: str = HEADLINE, over: str = "") -> Article:
    html = (
        f"<html lang='ar'><head><title>{title}</title>{head}</head><body><main><h1>{HEADLINE}</h1>{over}<div>12/03/2026</div>"
        f"<div class='text'>{text}</div>{after}</main></body></html>"
    )
    return extract(html, "https://tall.example/news/71205", now=NOW)


@pytest.mark.parametrize(
    ("opening", "dateline", "agency", "authors"),
    [
        ("عجلون 12 آذار (بترا) راكان العتوم- ", "عجلون", "بترا", ("راكان العتوم",)),
        ("عجلون 12 آذار (بترا)- ", "عجلون", "بترا", ()),
        ("الكويت - 12 - 3 (كونا) -- ", "الكويت", "كونا", ()),
        ("رام الله 12-3-2026 وفا- ", "رام الله", "وفا", ()),
        ("وطنية - عكار - ", "عكار", "وطنية", ()),
        ("وات - ", None, "وات", ()),
        ("سبوتنيك - خاص - ", None, "سبوتنيك", ()),
        ("الخليج - ", None, None, ()),
        ("سوريا 2011 كانت بلدا آخر - ", None, None, ()),
    ],
)
def test_a_dateline_may_hold_a_day_and_a_reporter_and_may_begin_with_its_agency(
    opening: str, dateline: str | None, agency: str | None, authors: tuple[str, ...]
) -> None:
    article = read(paragraphs(opening + PROSE[0], *PROSE[1:]))
    assert (article.dateline, article.agency, article.authors) == (dateline, agency, authors)
    assert article.body[0] == opening + PROSE[0]


def test_who_speaks_after_an_agency_is_no_reporter() -> None:
    assert read(paragraphs(f"عمان 12 آذار (بترا)- أحمد الزعبي - {PROSE[0]}", *PROSE[1:])).authors == ()


@pytest.mark.parametrize(
    ("line", "dateline", "agency", "authors"),
    [
        ("سلفيت 12-3-2026 وفا- رؤى الخطيب", "سلفيت", "وفا", ("رؤى الخطيب",)),
        ("بغداد - واع", "بغداد", "واع", ()),
    ],
)
def test_a_dateline_alone_on_its_line_is_no_paragraph(line: str, dateline: str, agency: str, authors: tuple[str, ...]) -> None:
    article = read(paragraphs(line, *PROSE))
    assert (article.dateline, article.agency, article.authors) == (dateline, agency, authors)
    assert article.body == PROSE


def test_a_weekday_before_a_date_is_no_place() -> None:
    article = read(paragraphs("<b>الخميس 12 آذار 2026 - هدى المصري</b>", *PROSE))
    assert article.dateline is None


def test_a_writer_or_a_paper_named_again_over_the_text_is_no_paragraph() -> None:
    over = "<div class='author'>الضفاف ديجيتال</div>"
    article = read(paragraphs("الضفاف ديجيتال", *PROSE), over=over)
    assert article.authors == ()
    assert article.body == PROSE


COMMENT = "كلام معقول لكن من يعوض البائع الصغير إذا خسر زبائنه في الشهر الأول بعد الانتقال إلى السوق الجديد"


@pytest.mark.parametrize("label", ["تعليقات", "التعليقات", "Comments"])
def test_what_stands_under_the_label_of_comments_is_the_readers(label: str) -> None:
    cells = f"<table><tr><td class='t'>{'<br><br>'.join(PROSE)}</td></tr><tr><td><b>{label}</b></td></tr><tr><td>{COMMENT}</td></tr><tr><td>{COMMENT[::-1]}</td></tr></table>"
    assert read("", after=cells).body == PROSE


def test_the_same_word_as_a_subhead_or_a_counter_ends_nothing() -> None:
    assert read(paragraphs(*PROSE[:2]) + "<h3>تعليقات</h3>" + paragraphs(COMMENT + ".")).body[-1] == COMMENT + "."
    assert read(paragraphs(*PROSE), over="<div>تعليقات</div>").body == PROSE
    parted = f"<div>{paragraphs(*PROSE[:2])}</div><div><span>3 تعليقات</span></div><div>{paragraphs(PROSE[2])}</div>"
    assert read(parted).body == PROSE


def test_a_line_under_a_picture_that_ends_the_text_names_the_picture() -> None:
    shown = "<br><img src='a.jpg'><div>جانب من الافتتاح</div><br><img src='b.jpg'><div>الباعة في محالهم الجديدة</div>"
    article = read(paragraphs(*PROSE) + shown)
    assert article.body == PROSE
    assert article.captions == ("جانب من الافتتاح", "الباعة في محالهم الجديدة")


def test_the_number_of_a_slide_names_no_picture() -> None:
    article = read(f"{paragraphs(*PROSE)}<br><img src='a.jpg'><div>2/6</div>")
    assert "2/6" not in (*article.captions, *article.body)


def test_a_sentence_under_a_picture_that_ends_the_text_is_the_texts() -> None:
    said = "وختم بالقول إن الباب مفتوح للجميع."
    assert read(f"{paragraphs(*PROSE)}<br><img src='a.jpg'><div>{said}</div>").body == (*PROSE, said)


@pytest.mark.parametrize(
    "asked",
    [
        "هل تسمح بعرض المحتوى من X؟",
        "تحتوي هذه الصفحة على محتوى من موقع X. موافقتكم مطلوبة قبل عرض أي مواد لأنها قد تتضمن ملفات ارتباط وغيرها من الأدوات التقنية.",
    ],
)
def test_a_request_in_the_place_of_an_embedded_post_is_no_paragraph(asked: str) -> None:
    assert read(paragraphs(PROSE[0], asked, *PROSE[1:])).body == PROSE


def test_a_sentence_about_what_a_page_holds_is_a_paragraph() -> None:
    said = "وتحتوي هذه الصفحة من المخطوط على رسوم لم ينشرها المتحف من قبل."
    assert read(paragraphs(*PROSE, said)).body == (*PROSE, said)


def test_a_headline_without_a_heading_is_found_between_the_names_in_the_title() -> None:
    html = (
        f"<html lang='ar'><head><title>TNA : {HEADLINE} - محليات - 12/03/2026</title></head><body><form><span id='lblTitle'>{HEADLINE}</span>"
        f"<table><tr><td>12/03/2026</td></tr></table><div id='body'>{'<br>'.join(PROSE)}</div></form></body></html>"
    )
    article = extract(html, "https://tall.example/ArticleDetails.aspx?id=3112345", now=NOW)
    assert article.headline == HEADLINE
    assert article.body == PROSE


def test_a_day_of_no_year_beside_the_headline_is_the_latest_such_day_and_told_as_a_guess() -> None:
    html = (
        f"<html lang='ar'><head><title>{HEADLINE} | الضفاف</title><meta property='og:type' content='website'></head><body><h1>{HEADLINE}</h1>"
        f"<ul><li>{{}}</li></ul><div>{paragraphs(*PROSE)}</div></body></html>"
    )
    article = extract(html.format("12 آذار 17:25"), "https://tall.example/news/economy/souq", now=NOW)
    assert article.published_at is not None
    assert article.published_at.date() == date(2026, 3, 12)
    assert article.published_raw == "12 آذار 17:25"
    assert "date:year_inferred" in article.notes

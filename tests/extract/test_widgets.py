"""Boxes between the paragraphs and lines round them that no class gives away: told by what opens them and by where they stand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.extract import extract
from rasid.extract.document import Document
from rasid.extract.walk import lay_out
from rasid.model import Article

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
HEADLINE = "مكتبة الحي تعود إلى قرائها بعد إغلاق دام عامين"
PROSE = (
    "فتحت مكتبة الحي أبوابها مساء الخميس بعد إغلاق دام عامين، وقال أمينها إن ثلاثة آلاف كتاب عادت إلى رفوفها مرممة.",
    "وأضاف أن المتطوعين صنفوا الكتب بحسب أعمار القراء، وأن القاعة الكبرى ستستضيف أمسية شعرية كل أسبوعين.",
    "ويأمل سكان الحي أن تعيد المكتبة الحياة إلى الشارع الذي خلت محاله منذ بناء السوق الجديدة خارج البلدة.",
)


def read(*, over: str = "", between: str = "", after: str = "", heading: str = f"<h1>{HEADLINE}</h1>", title: str = HEADLINE) -> Article:
    first, *others = (f"<p>{text}</p>" for text in PROSE)
    html = (
        f"<html lang='ar'><head><title>{title}</title></head><body><main>{heading}<p>12 مارس 2026 | بقلم هدى المصري</p>"
        f"<div class='x7'>{over}{first}{between}{''.join(others)}{after}</div></main></body></html>"
    )
    return extract(html, "https://hayy.example/news/71205", now=NOW)


@pytest.mark.parametrize(
    "box",
    [
        "<div><div>اشترك في نشرتنا البريدية</div><div>تصلك كل صباح أهم أخبار الحي مختارة بعناية، ويمكنك إلغاء الاشتراك في أي وقت.</div><input type='email'></div>",
        "<div><p>حمّل تطبيق الحي الآن ليصلك كل جديد</p><a href='https://play.example/x'>Google Play</a></div>",
        "<div><h4>استطلاع</h4><p>هل تزور مكتبة الحي؟</p><label>نعم</label> <label>لا</label></div>",
        "<div><b>اقرأ أيضاً</b><p>أمين المكتبة يروي قصة الكتب التي نجت من الفيضان.</p></div>",
    ],
)
def test_a_small_box_is_what_its_first_line_calls_it(box: str) -> None:
    assert read(between=box).body == PROSE


def test_a_label_at_the_head_of_real_paragraphs_takes_none_of_them() -> None:
    long = "وكانت البلدية قد خصصت للمكتبة في موازنة العام الماضي مبلغاً لم يكف لإصلاح السقف، فتبرع النجارون في الحي بأخشابهم وعملهم، وظل الباب مغلقاً حتى جفت الجدران وعادت الكهرباء إلى القاعتين."
    assert long in read(between=f"<div><p>اقرأ أيضاً: السوق الجديدة</p><p>{long}</p></div>").body


@pytest.mark.parametrize("label", ["اقرأ أيضاً: <a href='/news/71190'>السوق الجديدة تفتح أبوابها</a>", "تابعونا على واتساب"])
def test_short_paragraphs_wrapped_together_with_a_call_before_them_stay(label: str) -> None:
    short = ("وقال أمين المكتبة إن العمل انتهى في موعده.", "ولم يحدد موعد الأمسية الأولى.")
    wrapped = f"<div><p>{label}</p><p>{short[0]}</p><p>{short[1]}</p></div>"
    assert read(between=wrapped).body == (PROSE[0], *short, *PROSE[1:])


@pytest.mark.parametrize("line", ["h.masri@hayy.example", "للتواصل: h.masri@hayy.example", "@hudamasri", "https://hayy.example/s/9"])
def test_an_address_alone_on_its_line_is_no_paragraph(line: str) -> None:
    assert read(after=f"<p>{line}</p>").body == PROSE


@pytest.mark.parametrize("line", ["اشترك في بريد القرية لتصلك القصص كل جمعة.", "تابعونا على أخبار غوغل ليصلكم كل جديد"])
def test_a_call_that_brings_something_to_the_reader_is_no_paragraph(line: str) -> None:
    assert read(between=f"<div class='k'><div>{line}</div></div>").body == PROSE


@pytest.mark.parametrize(
    "line", ["واشترك في الورشة ثلاثون طالباً قال أحدهم إن الكتاب يصلك بعالم آخر ويعيدك أهدأ.", "وتابع أن الكتب لن تصلكم قبل الصيف."]
)
def test_what_was_reported_is_a_paragraph_whatever_its_first_word(line: str) -> None:
    assert line in read(between=f"<p>{line}</p>").body


def test_the_paper_that_signs_is_no_paragraph() -> None:
    assert read(after="<p>صوت الحي</p>", title=f"{HEADLINE} - صوت الحي").body == PROSE


def test_a_list_in_the_text_stays() -> None:
    points = ("عودة ثلاثة آلاف كتاب إلى رفوفها.", "أمسية شعرية كل أسبوعين.")
    assert read(between=f"<ul><li>{points[0]}</li><li>{points[1]}</li></ul>").body == (PROSE[0], *points, *PROSE[1:])


def test_the_section_over_the_text_and_the_byline_under_it_are_no_paragraphs() -> None:
    article = read(over="<h4>محليات</h4><span>كتب: ناصر أبو ليل</span><br>")
    assert article.body == PROSE


def test_a_subhead_over_the_text_with_sisters_further_down_stays() -> None:
    article = read(over="<h4>العودة</h4>", between="<h4>القاعة الكبرى</h4>")
    assert article.body == ("العودة", PROSE[0], "القاعة الكبرى", *PROSE[1:])


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (f"<h1>المدونة</h1><h3>{HEADLINE}</h3>", "المدونة"),
        (f"<h1>تفاصيل الخبر</h1><h2>{HEADLINE}</h2>", "صوت الحي"),
        (f"<h2>{HEADLINE}</h2>", "الموقع"),
        (f"<div><font size='5'><b>{HEADLINE}</b></font></div>", "صوت الحي"),
    ],
)
def test_a_label_is_not_the_headline_when_a_heading_stands_over_the_text(heading: str, title: str) -> None:
    assert read(heading=heading, title=title).headline == HEADLINE


def test_a_short_headline_that_its_page_confirms_stays_one() -> None:
    short = "عودة المكتبة"
    article = read(heading=f"<h1>{short}</h1>", between="<h2>أمسيات شعرية كل أسبوعين في القاعة</h2>", title=f"{short} - صوت الحي")
    assert article.headline == short


def test_the_label_of_a_caption_is_no_caption() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption><span class='hint-text'>التعليق على الصورة، </span><p>رفوف المكتبة بعد ترميمها</p></figcaption></figure>"
    assert read(over=figure).captions == ("رفوف المكتبة بعد ترميمها",)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "<div><font>فتحت مكتبة الحي أبوابها مساء الخميس بعد إغلاق دام عام</font><font>ين، وقال أمينها إن الكتب عادت.</font></div>",
            "عامين، وقال",
        ),
        ("<div><span>ف</span><span>تحت مكتبة الحي أبوابها مساء الخميس بعد إغلاق دام عامين كاملين.</span></div>", "فتحت مكتبة"),
        (
            "<div><strong>وأضاف المتطو</strong><strong>عون إنهم صنفوا الكتب</strong> بحسب أعمار القراء، وفتحوا القاعة.</div>",
            "المتطوعون إنهم",
        ),
        ("<li><span>صنفت الكتب وفق أعمار القرا</span><span>ء في القاعة الكبرى، ثم رتبت على الرفوف.</span></li>", "القراء في"),
        ("<div><span>12 مارس 2026</span><span>06:40 م</span></div>", "2026 06:40"),
        ("<div><span>أخبار محلية</span><span>فتحت مكتبة الحي أبوابها مساء الخميس بعد إغلاق دام عامين.</span></div>", "محلية فتحت"),
        ("<div><a>ثقافة</a><a>مكتبات</a></div>", "ثقافة مكتبات"),
    ],
)
def test_no_word_is_torn_and_no_two_particulars_are_run_together(line: str, text: str) -> None:
    blocks = lay_out(Document(f"<html><body><div>{line}</div></body></html>", "https://hayy.example/news/71205")).blocks
    assert text in blocks[0].text


def test_a_notice_of_cookies_between_the_paragraphs_is_no_text() -> None:
    notice = "<div><p>نحن وشركاؤنا نستخدم ملفات تعريف الارتباط لقياس زيارات الحي، وبمواصلة القراءة توافق على سياسة الخصوصية.</p><button>أوافق</button></div>"
    assert read(between=notice).body == PROSE

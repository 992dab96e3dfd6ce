"""Who wrote a story where no class and no structured data say so: what a reader knows from the line between headline and text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.arabic.given_names import looks_like_person
from rasid.extract import extract

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
PROSE = (
    "<p>فتحت مكتبة الحي أبوابها مساء الخميس بعد إغلاق دام عامين، وقال أمينها إن ثلاثة آلاف كتاب عادت إلى رفوفها مرممة.</p>"
    "<p>وأضاف أن المتطوعين صنفوا الكتب بحسب أعمار القراء، وأن القاعة الكبرى ستستضيف أمسية شعرية كل أسبوعين.</p>"
    "<p>ويأمل سكان الحي أن تعيد المكتبة الحياة إلى الشارع الذي خلت محاله منذ بناء السوق الجديدة خارج البلدة.</p>"
)
HEADLINE = "مكتبة الحي تعود إلى قرائها بعد إغلاق دام عامين"


def authors(line: str, *, head: str = "", title: str = HEADLINE) -> tuple[str, ...]:
    html = f"<html lang='ar'><head><title>{title}</title>{head}</head><body><main><h1>{HEADLINE}</h1>{line}<div>{PROSE}</div></main></body></html>"
    return extract(html, "https://hayy.example/news/71205", now=NOW).authors


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>12 مارس 2026</span><span>بقلم: هدى المصري</span></div>",
        "<div><span>بقلم: هدى المصري</span><span>12 مارس 2026</span></div>",
        "<div><span>بقلم: هدى المصري</span> • <span>12 مارس 2026</span> • <span>4 دقائق قراءة</span></div>",
        "<div><span>الخميس 12-3-2026 | 09:40 مساءً</span> <span>تحرير: هدى المصري</span></div>",
        "<p>12 مارس، 2026 | بقلم هدى المصري</p>",
        "<p>الكاتب: هدى المصري</p><p>تاريخ النشر: 12/03/2026</p>",
        "<div><span>اسم الكاتبة: هدى المصري</span></div><div><span>12/03/2026</span></div>",
        "<ul><li><span>Author, </span><span>هدى المصري</span></li><li><time datetime='2026-03-12'>12 مارس 2026</time></li></ul>",
    ],
)
def test_a_byline_beside_the_date_needs_no_class(line: str) -> None:
    assert authors(line) == ("هدى المصري",)


@pytest.mark.parametrize(
    "line",
    [
        "<div>هدى المصري | 12 مارس 2026</div>",
        "<div>هدى المصري نشر في الضفاف يوم 12 - 03 - 2026</div>",
        "<div><span>هدى المصري</span></div><div><span>12 مارس 2026</span></div>",
        "<ul><li><span>هدى المصري</span><span>مراسلة الثقافة</span></li></ul><div>نُشر في 12 مارس 2026</div>",
        "<ul><li>هدى المصري</li><li>الضفاف عربي</li><li><time datetime='2026-03-12'>12 مارس 2026</time></li></ul>",
    ],
)
def test_a_name_that_nothing_calls_a_byline_is_told_by_the_given_name(line: str) -> None:
    assert authors(line) == ("هدى المصري",)


@pytest.mark.parametrize(
    "line",
    [
        "<div>أخبار محلية | 12 مارس 2026</div>",
        "<div>كرة القدم | 12 مارس 2026 | 4 دقائق قراءة</div>",
        "<div><a href='/tag/hani'>هاني شاكر</a> | 12 مارس 2026</div>",
        "<p>تقرير: ارتفاع أعداد القراء بنسبة 46%</p><p>12 مارس 2026</p>",
        "<p>تحقيق: إنقاذ 12 رفاً من الماء</p><p>12 مارس 2026</p>",
        "<p>هاني شاكر يغني في مكتبة الحي</p><p>12 مارس 2026</p>",
        "<p>صالح للقراءة أيضا</p><p>12 مارس 2026</p>",
        "<div>رفوف المكتبة - 12 مارس 2026 (الضفاف/ هاني شاكر)</div>",
        "<strong class='byline'>معلومات المقال</strong><div>12 مارس 2026</div>",
    ],
)
def test_sections_tags_pictures_and_labels_wrote_nothing(line: str) -> None:
    assert authors(line) == ()


@pytest.mark.parametrize(
    "line",
    [
        "<div><img src='/r.jpg'><span>هاني شاكر</span></div><div>12 مارس 2026</div>",
        "<div><a href='/people-in-the-news-12'>هاني شاكر</a> | 12 مارس 2026</div>",
    ],
)
def test_whom_the_story_speaks_of_has_not_written_it(line: str) -> None:
    told = line + "<p>غنى الفنان هانى شاكر في مكتبة الحي مساء الخميس أمام ثلاثمئة من قرائها، وصفق له الحاضرون طويلاً.</p>"
    assert authors(told) == ()
    assert authors(told.replace("هاني شاكر", "هدى المصري")) == ("هدى المصري",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<div>بقلم <a href='/author/5'>هدى المصري</a> و<span>كريم شاهين</span></div>", ("هدى المصري", "كريم شاهين")),
        ("<div><a href='/writers/5'>هدى المصري</a>، كريم شاهين - 12 مارس 2026</div>", ("هدى المصري", "كريم شاهين")),
        ("<div><a href='/writers/5'>هدى المصري</a>، أستاذة جامعية | 12 مارس 2026</div>", ("هدى المصري",)),
        ("<div>بيروت: <a href='/writers/5'>هدى المصري</a></div><div>12 مارس 2026</div>", ("هدى المصري",)),
    ],
)
def test_a_name_joined_to_a_linked_one_is_kept_and_a_role_is_not(line: str, names: tuple[str, ...]) -> None:
    assert authors(line) == names


def test_reporters_in_a_list_over_the_date_are_all_named() -> None:
    reporters = (("هدى المصري", "مراسلة الثقافة"), ("كريم شاهين", "محرر المجتمع"))
    rows = "".join(f"<li><img src='/p.jpg'><div><span>{name}</span><span>{role}</span></div></li>" for name, role in reporters)
    assert authors(f"<ul>{rows}</ul><div>نُشر في 12 مارس 2026</div>") == ("هدى المصري", "كريم شاهين")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p>03-12-2026, 11:02 AM  كتب: حسن الطيب - الخرطوم  شوهد 1230 مرة</p>", ("حسن الطيب",)),
        ("<p>كتابة: جون ماكفرسون<br>ترجمة: ربى الكردي<br>12 آذار 2026</p>", ("جون ماكفرسون",)),
        ("<p>ترجمة: ربى الكردي</p><p>12 آذار 2026</p>", ("ربى الكردي",)),
        ("<p>الكاتبة: صفاء مراد | المحرر: عمر سليم</p><p>12 آذار 2026</p>", ("صفاء مراد",)),
        ("<p>تحرير: عمر سليم</p><p>12 آذار 2026</p>", ("عمر سليم",)),
        ("<p><strong>سعد المالكي – الساحل</strong></p><p>12 آذار 2026</p>", ("سعد المالكي",)),
        ("<p>بقلم: أحمد جواد 12/3/2026</p><p>أخبار</p>", ("أحمد جواد",)),
        ("<p>بقلم: أحمد جواد الكاتب</p><p>12 آذار 2026</p>", ("أحمد جواد الكاتب",)),
    ],
)
def test_counters_towns_translators_and_editors_beside_a_writer_are_no_authors(line: str, names: tuple[str, ...]) -> None:
    assert authors(line) == names


def test_the_paper_between_town_and_name_is_known_by_the_title() -> None:
    line = "<p>وادي النسيم - «الضفاف» - جهاد نصر</p><p>12 آذار 2026</p>"
    assert authors(line, title=f"{HEADLINE} - أرشيف الضفاف") == ("جهاد نصر",)


def test_a_title_that_ends_with_the_writer_does_not_make_a_site_of_him() -> None:
    assert authors("<p>بقلم: هدى المصري</p><p>12 آذار 2026</p>", title=f"{HEADLINE} - هدى المصري") == ("هدى المصري",)


def test_what_the_title_ends_with_is_the_site_and_no_author() -> None:
    meta = "<meta name='author' content='ضفاف Arabic'><meta property='article:published_time' content='2026-03-12T08:00:00Z'>"
    assert authors("", head=meta, title=f"{HEADLINE} - ضفاف Arabic") == ()
    assert authors("", head=meta.replace("ضفاف Arabic", "هدى المصري"), title=f"{HEADLINE} - ضفاف Arabic") == ("هدى المصري",)


@pytest.mark.parametrize(
    "name",
    ["فاطمة الزهراء بنعلي", "فاطمه الزهراء بنعلي", "عبد الرحيم البكري", "أم كلثوم الشامي", "خليل يوسف اليازجي", "كمال ياغي", "سامي والي"],
)
def test_a_person_is_told_by_the_first_word(name: str) -> None:
    assert looks_like_person(name)


@pytest.mark.parametrize(
    "text", ["محمد", "محمد في القاهرة", "خالد 12 مارس", "عبد الله", "شؤون عربية", "علي: كلمة قصيرة", "سامي يفوز", "هدى بالجائزة الكبرى"]
)
def test_what_is_no_whole_name_is_no_person(text: str) -> None:
    assert not looks_like_person(text)


def test_a_headline_that_opens_like_a_byline_names_nobody() -> None:
    title = "تقرير: أعداد قراء المكتبة"
    html = f"<html lang='ar'><head><title>{title}</title></head><body><main><h1>{title}</h1><p>12 مارس 2026</p><div>{PROSE}</div></main></body></html>"
    article = extract(html, "https://hayy.example/news/71205", now=NOW)
    assert (article.headline, article.authors) == (title, ())


def test_two_names_joined_without_a_label_are_two_authors() -> None:
    assert authors("<ul><li>هدى المصري وكريم شاهين</li><li>12 مارس 2026</li></ul>") == ("هدى المصري", "كريم شاهين")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<div class='byline'><span class='author'>هدى المصري</span> ـــ <span>رأس الخيمة</span></div>", ("هدى المصري",)),
        ("<div class='byline'><span class='author'>هدى المصري</span> - <span>كريم شاهين</span></div>", ("هدى المصري", "كريم شاهين")),
        ("<p>شعر: هدى المصري</p>", ("هدى المصري",)),
        ("<div>الكاتب: الضفاف نت</div>", ()),
        ("<div>الكاتب: هدى نعمة</div>", ("هدى نعمة",)),
    ],
)
def test_towns_and_outlets_beside_or_instead_of_a_name_wrote_nothing(line: str, names: tuple[str, ...]) -> None:
    assert authors(line + "<div>12 مارس 2026</div>") == names

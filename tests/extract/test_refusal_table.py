"""A refusal names the test that found something and tells what; a story is not refused for words that walls, errors and forms use too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.errors import Refusal
from rasid.extract import extract, recognise_wall
from rasid.extract.notices import LOGIN, MISSING, PARKED, SEARCH, WALL_TITLE, covers
from rasid.extract.refusal import PAGE_TESTS
from rasid.extract.trace import Trace
from rasid.model import Cause, Refused

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
URL = "https://www.sahel-daily.net/local/40771"
FLASH = "قال متحدث باسم المحافظة إن الحادث وقع فجر الثلاثاء، وإن الفرق المختصة أنهت عملها في المكان بعد ثلاث ساعات."
NODE = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s","datePublished":"2026-03-09T10:00:00+03:00"}</script>'
META = '<meta property="article:published_time" content="2026-03-09T10:00:00+03:00">'


def flash(headline: str, text: str = FLASH, head: str = "", url: str = URL) -> str:
    html = f'<html lang="ar"><head><title>{headline}</title><meta property="og:title" content="{headline}">{head}</head><body><header><a href="/">يومية الساحل</a></header><main><h1>{headline}</h1><div><p>{text}</p></div></main></body></html>'
    article = extract(html, url, now=NOW)
    assert text in article.body
    return article.headline or ""


HEADLINES = [
    "حظر التجول ليلا في ثلاث مدن ساحلية",
    "جاري التحقق من أسباب انهيار جسر المشاة",
    "الموقع قيد الإنشاء يبتلع عاملين في الساحل",
    "مؤتمر عن Captcha وأمن المصارف في العاصمة",
    "ممنوع الدخول إلى المحمية حتى الربيع",
    "خطاب العرش يتعهد بخفض الضرائب",
    "خطأ إملائي يؤجل طباعة أوراق الاقتراع",
    "خطة 410 لتشجير الطريق الدولي تبدأ غدا",
    "لم يتم العثور على ناجين في المنجم بعد أسبوع",
    "تعذر العثور على ممول لمتحف الساحل",
    "البحث عن صيادين فقدوا قبالة الجزيرة",
    "تسجيل الدخول إلى الجامعات يبدأ الأحد",
    "سياسة الخصوصية في المدارس أمام البرلمان",
]


@pytest.mark.parametrize("headline", HEADLINES)
@pytest.mark.parametrize("head", ["", META, "node"], ids=["undated", "dated", "node"])
def test_a_flash_is_read_whatever_its_headline_says(headline: str, head: str) -> None:
    assert flash(headline, head=NODE % headline if head == "node" else head) == headline


@pytest.mark.parametrize("path", ["research/labour", "بحث-ميداني", "search-and-rescue/4471"])
def test_an_address_that_holds_the_word_is_no_search(path: str) -> None:
    headline = "نتائج البحث الميداني تكشف هجرة المزارعين"
    assert flash(headline, url=f"https://www.sahel-daily.net/{path}") == headline


@pytest.mark.parametrize(
    ("pattern", "notices", "stories"),
    [
        (MISSING, ["عذراً، الصفحة المطلوبة غير موجودة", "لم يتم العثور على هذا الخبر", "خطأ 404", "404 - الساحل", "تم حذف هذا المقال", "Page not found"], ["الصفحة الأخيرة من الدفتر غير موجودة في المتحف", "خطاب جديد", "الحافلة 404 تعود"]),
        (WALL_TITLE, ["جارٍ التحقق من متصفحك...", "لحظة من فضلك...", "Access Denied", "Just a moment...", "تم رفض الوصول"], ["جارٍ التحقق من هوية الضحية", "تم رفض الوصول إلى القرى: الإغاثة تعود", "Just a moment of peace in the harbour"]),
        (PARKED, ["هذا النطاق معروض للبيع", "الموقع تحت الصيانة", "Account suspended"], ["انهيار في الموقع قيد الإنشاء شرق المدينة", "فندق الساحل معروض للبيع"]),
        (SEARCH, ["نتائج البحث عن: مطار", "لا توجد نتائج"], ["نتائج البحث الميداني تكشف هجرة"]),
        (LOGIN, ["تسجيل الدخول | يومية الساحل", "Sign in"], ["تسجيل الدخول إلى الجامعات يبدأ الأحد"]),
    ],
)  # fmt: skip
def test_a_notice_is_all_that_its_line_says(pattern: object, notices: list[str], stories: list[str]) -> None:
    assert [text for text in notices if not covers(pattern, text)] == []  # type: ignore[arg-type]
    assert [text for text in stories if covers(pattern, text)] == []  # type: ignore[arg-type]


CONSENT = "<h1>قبل المتابعة</h1><p>نحن وشركاؤنا نخزن ملفات تعريف الارتباط على جهازك ونقرأها كي نعرض لك إعلانات تناسبك ونقيس أثرها.</p><p>لك أن تسحب موافقتك متى شئت، وتجد التفاصيل في سياسة الخصوصية المنشورة أسفل الصفحة.</p><button>أوافق</button>"


@pytest.mark.parametrize(
    ("test", "kind", "body"),
    [
        ("consent_text", Refused.CONSENT, CONSENT),
        ("missing_title", Refused.NOT_FOUND, "<h1>هذا الخبر غير متاح</h1><p>عد إلى الصفحة الرئيسية.</p>"),
        ("wall_title", Refused.CHALLENGE, "<h1>جارٍ التحقق من متصفحك</h1><p>انتظر قليلا</p>"),
        ("parked", Refused.PARKED, "<h1>الموقع تحت الصيانة</h1>"),
        ("shape", Refused.LISTING, "".join(f'<h3><a href="/local/{n}">وزير الأشغال يفتتح جسرا جديدا في المدينة رقم {n}</a></h3>' for n in range(9))),
    ],
)  # fmt: skip
def test_a_refusal_names_its_test_and_what_it_found(test: str, kind: Refused, body: str) -> None:
    trace = Trace()
    with pytest.raises(Refusal) as caught:
        extract(
            f"<html><head><title>يومية الساحل</title></head><body>{body}</body></html>",
            "https://www.sahel-daily.net/x",
            now=NOW,
            trace=trace,
        )
    assert (caught.value.test, caught.value.kind) == (test, kind)
    assert caught.value.evidence
    assert [tried.name for tried in trace.tried] == [each.name for each in PAGE_TESTS][: len(trace.tried)]
    assert trace.tried[-1].name == test


def test_a_wall_of_consent_blocks_and_a_banner_does_not() -> None:
    with pytest.raises(Refusal) as caught:
        recognise_wall(f"<html><body>{CONSENT}</body></html>", URL)
    assert caught.value.cause is Cause.BLOCKED
    stories = "".join(f'<h3><a href="/local/{n}">وزير الأشغال يفتتح جسرا جديدا في المدينة رقم {n}</a></h3>' for n in range(9))
    recognise_wall(f"<html><body>{CONSENT}{stories}</body></html>", URL)

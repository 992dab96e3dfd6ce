"""Single fields: seed selectors, bylines, agencies and datelines, links, canonical addresses, furniture."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rasid.extract import extract
from rasid.extract.credits import credits_of, dateline_of
from rasid.extract.furniture import furniture
from rasid.extract.names import names_in
from rasid.model import Article, Origin, Source, Words
from tests.extract.layouts_publishers import paragraphs
from tests.extract.prose import BODY, HEADLINE, MENU, OTHERS

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
URL = "https://www.channel-one.net/local/771204"
SOURCE = Source("invented", Words("مخترع", "invented"), "https://www.channel-one.net/", "JO", "Asia/Amman", ())


def read(middle: str, head: str = "", url: str = URL, source: Source | None = None) -> Article:
    html = f'<html lang="ar"><head><title>{HEADLINE} | القناة</title><meta property="og:site_name" content="القناة"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00">{head}</head><body><nav>{MENU}</nav><main><h1>{HEADLINE}</h1>{middle}</main></body></html>'
    return extract(html, url, now=NOW, source=source)


def test_a_seeds_selectors_win_and_say_so() -> None:
    selectors = {"headline": ".real-title", "body": "#text", "published": ".stamp", "author": ".who", "standfirst": ".deck"}
    article = read(
        f'<div class="real-title">عنوان آخر يختاره الموقع نفسه</div><p class="deck">مقدمة يعينها الموقع</p><i class="who">بقلم: رنا السعدي</i><b class="stamp">2026-03-08 10:00</b><div id="text"><p>{BODY[0]}</p></div><div class="article-body">{paragraphs(BODY[1:])}</div>',
        source=replace(SOURCE, selectors=selectors),
    )
    assert article.headline == "عنوان آخر يختاره الموقع نفسه"
    assert article.body == BODY[:1]
    assert article.authors == ("رنا السعدي",)
    assert article.standfirst == "مقدمة يعينها الموقع"
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-03-08T10:00:00+03:00"
    assert {article.origins[name] for name in ("headline", "body", "published_at", "authors", "standfirst")} == {Origin.SELECTOR}


def test_a_selector_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match=r"p\[\["):
        read(paragraphs(), source=replace(SOURCE, selectors={"headline": "p[["}))


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("كتب: سالم الوادي", ["سالم الوادي"]),
        ("كتبت نجاة البكري", ["نجاة البكري"]),
        ("بقلم: د. عمر الفاروق", ["د. عمر الفاروق"]),
        ("إعداد: منى وحيد، وليد وائل", ["منى وحيد", "وليد وائل"]),
        ("تحرير - سناء كمال", ["سناء كمال"]),
        ("كتب أحمد علي - محمود حسن", ["أحمد علي", "محمود حسن"]),
        ("القاهرة: ريم صالح", ["ريم صالح"]),
        ("مراسل الشؤون المحلية، هدى النجار", ["هدى النجار"]),
        ("https://www.facebook.com/someone", []),
        ("admin", []),
        ("(عمّان - البيان)", []),
    ],
)
def test_names_are_read_without_what_stands_round_them(byline: str, names: list[str]) -> None:
    assert list(names_in(byline)) == names


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("بيروت - رويترز: قال مصدر أمني إن الطريق أعيد فتحه.", "بيروت", "رويترز"),
        ("القاهرة (رويترز) - قالت الشركة إن الأرباح ارتفعت.", "القاهرة", "رويترز"),
        ("دمشق، سوريا (CNN) -- أكدت جهات محلية الخبر.", "دمشق، سوريا", "CNN"),
        ("الرباط: وقع الطرفان الاتفاق يوم الاثنين.", "الرباط", None),
        ("غزة - «الأناضول» - أعلنت البلدية فتح المعبر.", "غزة", "الأناضول"),
        ("قال الوزير: لن نتراجع عن الخطة مهما حدث.", None, None),
        ("أكد المجلس - في بيان - أن الخطة قائمة.", None, None),
    ],
)
def test_place_and_agency_are_read_from_the_first_words(opening: str, place: str | None, agency: str | None) -> None:
    assert dateline_of(opening) == (place, agency)


def test_a_source_line_names_the_agency_and_is_no_paragraph() -> None:
    article = read(f'<div class="text">{paragraphs()}<p>المصدر: وكالة السهل للأنباء</p></div>')
    assert article.body == BODY
    assert article.agency == "وكالة السهل للأنباء"


def test_links_inside_the_text_and_links_to_other_stories_are_told_apart() -> None:
    article = read(
        f'<div class="text"><p>{BODY[0]} <a href="https://www.example.com/report?utm_source=x">تقرير مفصل</a> نشر أمس.</p><p><a href="/local/5">{OTHERS[0]}</a></p>{paragraphs(BODY[1:])}</div><div class="related-posts"><a href="/local/6">{OTHERS[1]}</a><a href="https://ads.example.net/x">{OTHERS[2]}</a></div>'
    )
    assert article.body_links == ("https://www.example.com/report",)
    assert article.related == ("https://www.channel-one.net/local/5", "https://www.channel-one.net/local/6")
    assert OTHERS[0] not in article.body


@pytest.mark.parametrize(
    ("link", "url", "note"),
    [
        ("https://www.channel-one.net/local/771204-market", "https://www.channel-one.net/local/771204-market", None),
        ("https://channel-one.net/local/771204", "https://channel-one.net/local/771204", None),
        ("https://www.channel-one.net/", URL, "canonical:home"),
        ("https://copied-from.example.org/1", URL, "canonical:other_site"),
        ("javascript:void(0)", URL, None),
    ],
)
def test_the_canonical_link_is_followed_only_to_a_page_of_the_same_site(link: str, url: str, note: str | None) -> None:
    article = read(paragraphs(), head=f'<link rel="canonical" href="{link}">')
    assert article.url == url
    assert note is None or note in article.notes


def test_a_kicker_over_the_headline_is_no_part_of_it() -> None:
    html = f'<html><head><title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}"><meta property="article:published_time" content="2026-03-09T18:40:00+03:00"></head><body><main><div class="kicker">تحقيق خاص</div><h1>{HEADLINE}</h1><div class="t">{paragraphs()}</div></main></body></html>'
    article = extract(html, URL, now=NOW)
    assert (article.kicker, article.headline) == ("تحقيق خاص", HEADLINE)


FURNITURE = """اقرأ أيضاً: إغلاق جسر الوادي أمام الشاحنات|إقرأ المزيد|شاهد أيضًا|مواضيع ذات صلة|أخبار متعلقة:|الأكثر قراءة|للمزيد:|تابعوا أخبار القناة عبر غوغل نيوز|تابعونا على فيسبوك|اشترك في النشرة البريدية
|لمتابعة آخر الأخبار انضم إلى قناتنا على تلغرام|جميع الحقوق محفوظة © 2026|شارك الخبر|طباعة|أضف تعليقاً|تعليقات (12)|الوسوم|إعلان|يمنع نسخ أو نقل المواد المنشورة دون إذن|الآراء الواردة في المقال لا تعبر بالضرورة عن رأي الموقع|المقالات المنشورة تعبر عن رأي أصحابها|جميع التعليقات المنشورة لا تمثل بالضرورة موقف راصد الساحل.|المواد المنشورة على مسؤولية كتّابها|يحظر منعاً باتاً نشر أو توزيع المحتوى من دون موافقة خطية|لا يجوز إعادة نشر المواد الصحفية إلا بإذن مسبق
|نستخدم ملفات تعريف الارتباط لتحسين تجربتك، راجع سياسة الخصوصية|حمّل تطبيق القناة الآن|3 دقائق للقراءة"""
SENTENCES = """مزيد من الضغوط على العملة المحلية بعد قرار المصرف المركزي رفع الفائدة.|تعليق الدراسة في المحافظات الجنوبية بسبب الأمطار|سجل المنتخب هدفه الثاني عبر تطبيق خطة المدرب الجديد.|شارك في الاجتماع وزراء خارجية ثلاث دول.
|شارك مع المنتخب في عشرين مباراة دولية.|حمل الرئيس على المعارضة في خطاب بث عبر فيسبوك.|قانون جديد يحظر نقل النفايات بين المحافظات.|تصريحات الوزير لا تعبر عن موقف الحكومة، بحسب المتحدث الرسمي.|آراء المزارعين في الجلسة لا تعبر عن اتجاه واحد، بحسب محضرها.|التعليقات التي جمعتها الباحثة لا تعكس مزاج المدينة كلها.|مقالات الأسبوع الماضي أثارت غضب مسؤولين في وزارة الري.|يحظر القانون الجديد نشر صور القاصرين دون إذن أهلهم.|يمنع استخدام المواد الحافظة في خبز المدارس.|قالت الشركة إنها ستعدل سياسة الخصوصية العام المقبل.
|توصيات المؤتمر تضمنت إنشاء صندوق للتعويضات.|تابع الوزير سير العمل في المشروع عبر تطبيق إلكتروني.|علق على القرار عدد من النواب.|أخبار سارة لمزارعي السهل بعد هطول الأمطار.|آخر الأخبار الواردة من المنطقة تشير إلى تحسن الوضع.|المزيد من الدعم للقطاع الزراعي
|مختارات من شعره صدرت في ديوان جديد.|يمنع القرار نقل الأسلحة عبر المعابر.|صور الأقمار الاصطناعية أظهرت دمارا واسعا.|شاهد المشجعون المباراة من المدرجات.|اقرأ في عينيه حزنا قديما، قالت الأم."""


@pytest.mark.parametrize("text", [line.strip() for line in FURNITURE.replace("\n", "").split("|")])
def test_furniture_is_known_by_its_words(text: str) -> None:
    assert furniture(text) is not None


@pytest.mark.parametrize("text", [line.strip() for line in SENTENCES.replace("\n", "").split("|")])
def test_a_sentence_that_begins_like_furniture_is_a_sentence(text: str) -> None:
    assert furniture(text) is None


@pytest.mark.parametrize(
    ("line", "bold", "credits"),
    [
        ("المرسى - فهد القرني:", False, ("المرسى", "فهد القرني", None)),
        ("بلدة السد/ رانيا أبو شمالة/ الأناضول", False, ("بلدة السد", "رانيا أبو شمالة", "الأناضول")),
        ("وادي الرمان – وك – سرمد الحسني", False, ("وادي الرمان", "سرمد الحسني", "وك")),
        ("القناة – يوسف أيت عمر", False, (None, "يوسف أيت عمر", "القناة")),
        ("الخرطوم: أم سلمة الطيب", False, ("الخرطوم", "أم سلمة الطيب", None)),
        ("قال الوزير: لن نتراجع", True, None),
        ("خطة الترميم - ثلاثة محاور", False, None),
        ("أعلن المجلس - في بيان - أن الخطة قائمة", False, None),
    ],
)
def test_a_line_of_credits_is_read_and_a_sentence_is_left(line: str, bold: bool, credits: tuple[str | None, ...] | None) -> None:
    assert credits_of(line, bold, ("القناه",)) == credits


def test_two_names_are_parted_and_a_name_that_begins_like_and_is_not() -> None:
    assert list(names_in("جنى العلي ومهند الخطيب")) == ["جنى العلي", "مهند الخطيب"]
    assert list(names_in("سالم عبد الله وليد الوادي")) == ["سالم عبد الله وليد الوادي"]


def test_a_relative_date_inside_a_sentence_dates_nothing() -> None:
    html = f'<html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1><p class="deck">قالت هيئة الدفاع إنها لم تتسلم نسخة من التقرير إلا قبل ثلاثة أيام.</p><span class="author">رنا السعدي</span><div class="article-body">{paragraphs()}</div></article></body></html>'
    assert extract(html, "https://www.channel-one.net/local/2026771204", now=NOW).published_at is None

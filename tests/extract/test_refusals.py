"""Pages that are no article end in a refusal of their kind, never in an article made of a menu."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.errors import Refusal
from rasid.extract import extract, recognise_wall
from rasid.model import Cause, Refused
from tests.extract.layouts_publishers import ld, paragraphs
from tests.extract.prose import BODY, HEADLINE, MENU, OTHERS, links

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
URL = "https://www.channel-one.net/news/771204"


def page(body: str, head: str = "", title: str = "القناة الأولى") -> str:
    return f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


CARDS = "".join(
    f'<article class="card"><a href="/news/{n}"><img src="{n}.jpg"></a><h3><a href="/news/{n}">{text}</a></h3><p>ملخص الخبر في سطر أو سطرين كما تعرضه صفحة القسم تحت كل عنوان من عناوينها، وقد يمتد قليلا.</p><span>منذ {n} ساعات</span></article>'
    for n, text in enumerate(OTHERS, 2)
)
SITE = '<meta property="og:site_name" content="القناة الأولى"><meta property="og:type" content="website">'

KINDS = [
    (Refused.LISTING, "https://www.channel-one.net/section/local", page(f"<nav><ul>{MENU}</ul></nav><main><h1>محليات</h1>{CARDS}</main>", SITE, "محليات | القناة الأولى")),
    (Refused.LISTING, "https://www.channel-one.net/section/local", page(f"<ul>{MENU}</ul><div><ul>{links(40)}</ul></div>", SITE)),
    (Refused.LISTING, "https://www.channel-one.net/category/local/page/2/", page(f'<ul>{MENU}</ul><div class="posts">{CARDS}</div>', '<meta property="og:type" content="article">', "محليات")),
    (Refused.HOME, "https://www.channel-one.net/", page(f'<nav>{MENU}</nav><div class="hero">{CARDS}</div><div>{links(30)}</div>', SITE)),
    (Refused.HOME, "https://www.channel-one.net/ar", page(f"<nav>{MENU}</nav><div>{CARDS}{links(12)}</div>", '<meta property="og:type" content="article">')),
    (Refused.SEARCH, "https://www.channel-one.net/search?q=%D8%B3%D9%88%D9%82", page(f"<h1>نتائج البحث عن: سوق</h1>{CARDS}", SITE, "نتائج البحث")),
    (Refused.SEARCH, "https://www.channel-one.net/?s=%D8%B3%D9%88%D9%82", page(f"<h1>سوق</h1>{CARDS}", SITE)),
    (Refused.NOT_FOUND, URL, page(f"<nav>{MENU}</nav><h1>404</h1><p>عفواً، الصفحة التي تبحث عنها غير موجودة أو تم نقلها.</p><ul>{links()}</ul>", SITE, "الصفحة غير موجودة")),
    (Refused.NOT_FOUND, URL, page(f'<nav>{MENU}</nav><p>عذرا، لم يتم العثور على ما تبحث عنه.</p><ul>{links()}</ul>', "", "لم يتم العثور على الصفحة - القناة الأولى")),
    (Refused.CHALLENGE, URL, page('<div class="main-wrapper"><h1>www.channel-one.net</h1><h2>Checking if the site connection is secure</h2><div id="challenge-running"></div><div>Ray ID: 7f0</div></div><script>window._cf_chl_opt={}</script>', "", "Just a moment...")),
    (Refused.CHALLENGE, URL, page('<h1>جارٍ التحقق من أنك إنسان. قد يستغرق هذا بضع ثوانٍ.</h1><p>يحتاج الموقع إلى مراجعة أمان اتصالك قبل المتابعة.</p>', "", "لحظة من فضلك...")),
    (Refused.CHALLENGE, URL, '<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX"></head><body><iframe src="/_Incapsula_Resource?SWUDNSAI=31" frameborder=0>Request unsuccessful. Incapsula incident ID: 1234-5</iframe></body></html>'),
    (Refused.CHALLENGE, URL, page("<p>DDoS protection by DDoS-Guard</p><p>Checking your browser before accessing the site.</p>", "", "DDoS-Guard")),
    (Refused.CHALLENGE, URL, page("<h1>Access Denied</h1>You don't have permission to access this page on this server.<p>Reference #18.2d</p>", "", "Access Denied")),
    (Refused.LOGIN, URL, page('<h1>تسجيل الدخول</h1><form><label>البريد الإلكتروني</label><input name="u"><label>كلمة المرور</label><input type="password" name="p"><button>دخول</button></form>', "", "تسجيل الدخول | القناة الأولى")),
    (Refused.EMPTY_SHELL, URL, page('<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src="/main.js"></script>')),
    (Refused.EMPTY_SHELL, URL, page('<app-root></app-root><script src="/a.js"></script><script src="/b.js"></script>', SITE)),
    (Refused.PARKED, URL, page("<h1>channel-one.net</h1><p>This domain is for sale! Buy this domain now.</p>", "", "channel-one.net")),
    (Refused.PARKED, URL, page("<center><h1>هذا النطاق معروض للبيع</h1></center>", "", "channel-one.net")),
    (Refused.PARKED, URL, page("<h1>Apache2 Ubuntu Default Page</h1><p>It works!</p>", "", "Apache2 Ubuntu Default Page: It works")),
    (Refused.REDIRECT_STUB, URL, '<html><head><meta http-equiv="refresh" content="0; url=/ar/"></head><body></body></html>'),
    (Refused.REDIRECT_STUB, URL, '<html><body><script>window.location.href="/ar/index.php";</script></body></html>'),
    (Refused.NOT_HTML, URL, '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>أخبار</title></channel></rss>'),
    (Refused.NOT_HTML, URL, '{"status":"error","message":"not found"}'),
    (Refused.NOT_HTML, URL, "%PDF-1.7\n%âãÏÓ\n1 0 obj"),
    (Refused.NOT_HTML, URL, ""),
    (Refused.NOT_HTML, URL, "نص بلا أي وسم على الإطلاق"),
    (Refused.NO_ARTICLE, "https://www.channel-one.net/about", page(f"<nav>{MENU}</nav><h1>من نحن</h1>{paragraphs(BODY)}", '<meta property="og:type" content="article">', "من نحن - القناة الأولى")),
    (Refused.NO_ARTICLE, "https://www.channel-one.net/wiki/المريخ", page(f"<h1>المريخ</h1>{paragraphs(BODY)}", '<meta name="generator" content="MediaWiki 1.43">', "المريخ")),
    (Refused.NO_ARTICLE, "https://www.channel-one.net/x", page(f"<p>{BODY[0]}</p>", "", "windows-1256")),
    (Refused.NO_ARTICLE, "https://shop.channel-one.net/p/mug", page("<h1>كوب القناة</h1><p>كوب من الخزف الأبيض بسعة ثلث لتر، يحمل شعار القناة.</p>", '<meta property="og:type" content="product">' + ld(**{"@type": "Product", "name": "كوب القناة"}), "كوب القناة")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "url", "html"), KINDS, ids=[f"{kind.value}-{n}" for n, (kind, _, _) in enumerate(KINDS)])
def test_a_page_that_is_no_article_is_refused_by_its_kind(kind: Refused, url: str, html: str) -> None:
    with pytest.raises(Refusal) as caught:
        extract(html, url, now=NOW)
    assert caught.value.kind is kind
    assert caught.value.url == url
    assert url in str(caught.value)


STORY = f'<main><h1>{HEADLINE}</h1><span class="date">9 مارس 2026 18:40</span><div class="body">{paragraphs()}</div></main>'


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("فرقة 404 تفوز بجائزة أفضل ألبوم في مهرجان الساحل", BODY),
        ("لم يتم العثور على الطائرة المفقودة بعد أسبوع من البحث عن ناجين", BODY),
        ("تسجيل الدخول إلى الجامعات يبدأ الأحد عبر المنصة الجديدة", BODY),
        ("هذا النطاق الجغرافي يشهد زلازل متكررة منذ سنوات", BODY),
        ("شركة تطلق اختبار captcha جديدا يميز الإنسان من الآلة", BODY),
    ],
)
def test_a_story_is_not_refused_for_words_in_its_headline(headline: str, body: tuple[str, ...]) -> None:
    html = page(
        f'<nav>{MENU}</nav><main><h1>{headline}</h1><span class="date">9 مارس 2026 18:40</span><div class="body">{paragraphs(body)}</div></main>',
        SITE,
        f"{headline} | القناة الأولى",
    )
    assert extract(html, URL, now=NOW).headline == headline


def test_a_story_under_a_bot_wall_script_is_no_challenge() -> None:
    html = page(STORY + '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>', SITE, HEADLINE)
    assert extract(html, URL, now=NOW).headline == HEADLINE


def test_an_article_whose_body_is_empty_is_still_an_article() -> None:
    head = f'<meta property="og:type" content="article"><meta property="og:title" content="{HEADLINE}">{ld(**{"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-03-09T18:40:00+03:00"})}'
    article = extract(
        page(f'<nav>{MENU}</nav><h1>{HEADLINE}</h1><div class="article-body"></div><div class="related">{links()}</div>', head, HEADLINE),
        URL,
        now=NOW,
    )
    assert article.body == ()
    assert article.headline == HEADLINE


def test_an_article_in_another_language_is_read_and_says_so() -> None:
    persian = (
        "شورای شهر چشمه گل‌ها برنامه بازسازی بازار قدیمی را تصویب کرد و گفت که کارها از ماه آینده آغاز می‌شود و تا پایان سال ادامه دارد."
    )
    html = page(
        f'<h1>شورای شهر برنامه بازسازی بازار را تصویب کرد</h1><time datetime="2026-03-09T18:40:00+03:30">۱۸ اسفند</time><div>{paragraphs((persian,) * 3)}</div>',
        "",
        "شورای شهر برنامه بازسازی بازار را تصویب کرد",
    )
    assert extract(html, URL, now=NOW).language == "fa"


def test_a_wall_is_recognised_before_a_listing_is_read() -> None:
    challenge = next(html for kind, _, html in KINDS if kind is Refused.CHALLENGE)
    with pytest.raises(Refusal) as caught:
        recognise_wall(challenge, URL)
    assert caught.value.cause is Cause.BLOCKED
    recognise_wall(page(f"<nav>{MENU}</nav>{CARDS}"), URL)


def test_a_naive_clock_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="aware"):
        extract(page(STORY), URL, now=datetime(2026, 3, 10))

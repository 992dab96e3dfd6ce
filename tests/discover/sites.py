"""Section pages in the manner of real sites, with invented headlines: what a listing looks like before anybody tidied it.

Each manner returns the page's address, its HTML and the set of article addresses it really lists (canonical).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

PLACES = (
    "طرابلس",
    "بنغازي",
    "صفاقس",
    "وهران",
    "قسنطينة",
    "فاس",
    "طنجة",
    "الإسكندرية",
    "أسوان",
    "صنعاء",
    "عدن",
    "مسقط",
    "صلالة",
    "البصرة",
    "الموصل",
    "حلب",
    "اللاذقية",
    "صيدا",
    "زحلة",
    "العقبة",
)
EVENTS = (
    "افتتاح مكتبة عامة في {} بعد ثلاث سنوات من الأشغال",
    "بلدية {} تعلن خطة جديدة لتنظيم الأسواق الشعبية",
    "مزارعون في {} يشكون تراجع محصول الزيتون هذا الموسم",
    "جامعة {} تستقبل ألف طالب جديد في كلية الهندسة",
    "حريق محدود في مستودع للأخشاب قرب ميناء {} بلا إصابات",
    "انطلاق مهرجان المسرح في {} بمشاركة فرق من عشر دول",
)  # fmt: skip
HEADLINES = [event.format(place) for event, place in itertools.product(EVENTS, PLACES)]
MENU = ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة وفن", "تكنولوجيا", "منوعات", "صحة", "آراء", "الشرق الأوسط والعالم العربي")
TAGS = ("البرلمان", "أسعار النفط", "الدوري المحلي", "المناخ", "سوق العمل الجديد في المدن الكبرى")
AUTHORS = ("سلمى الهادي", "كريم بن يوسف", "نور الدين العامري")


@dataclass(frozen=True)
class Listing:
    url: str
    html: str
    articles: frozenset[str]
    next_page: str | None = None


def slug(text: str) -> str:
    return "-".join(text.replace(":", "").split())


def canonical(host: str, path: str) -> str:
    return host + quote(path, safe="/-?=&.:%")


def page(body: str, *, head: str = "", attributes: str = "") -> str:
    return f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>سياسة</title>{head}</head><body {attributes}>{body}</body></html>'


def menu(path: str = "/section/{}", *, tag: str = "nav", mark: str = "") -> str:
    items = "".join(f'<li><a href="{path.format(number)}">{name}</a></li>' for number, name in enumerate(MENU))
    return f"<{tag} {mark}><ul>{items}</ul></{tag}>"


def footer() -> str:
    return (
        '<footer><div><a href="/about-us">من نحن</a><a href="/contact">اتصل بنا</a><a href="/page/privacy-policy-and-terms-of-use">سياسة الخصوصية وشروط الاستخدام في الموقع</a>'
        '<a href="https://www.facebook.com/x">فيسبوك</a><a href="/rss">RSS</a><a href="/story/1999/1/1/خبر-قديم-في-أسفل-الصفحة/1">خبر قديم يبقى في أسفل كل صفحة من الموقع</a></div></footer>'
    )


def paginated() -> Listing:
    """A WordPress section: permalinks with dates, classes that name categories and tags on every card, «has-sidebar» on the body."""
    host, url = "https://www.alsahil.example", "https://www.alsahil.example/category/politics/page/2/"
    paths = [f"/2026/11/{slug(title)}/" for title in HEADLINES[:12]]
    cards = "".join(
        f'<article class="post-{number} post type-post category-politics tag-parliament has-post-thumbnail"><header class="entry-header"><h2 class="entry-title"><a href="{host}{path}" rel="bookmark">{title}</a></h2>'
        f'<div class="entry-meta"><span class="author"><a href="{host}/author/salma/">{AUTHORS[0]}</a></span> <a href="{host}{path}#comments">3 تعليقات</a> <a href="{host}/category/politics/">سياسة</a></div></header>'
        f'<div class="entry-summary"><p>مقتطف من الخبر يشرح ما جرى بإيجاز […] <a class="more-link" href="{host}{path}?utm_source=more">اقرأ المزيد</a></p></div></article>'
        for number, (path, title) in enumerate(zip(paths, HEADLINES, strict=False))
    )
    side = (
        '<div id="secondary" class="sidebar widget-area"><section class="widget"><h3 class="widget-title">الأكثر قراءة</h3><ul>'
        + "".join(f'<li><a href="{host}/2026/10/{slug(title)}/">{title}</a></li>' for title in HEADLINES[40:48])
        + '</ul></section><section class="widget tagcloud"><h3>وسوم</h3>'
        + "".join(f'<a href="{host}/tag/{slug(tag)}/">{tag}</a>' for tag in TAGS)
        + "</section></div>"
    )
    numbers = '<nav class="navigation pagination"><a href="/category/politics/">1</a><span class="current">2</span><a href="/category/politics/page/3/">3</a><a href="/category/politics/page/4/">4</a><a class="next" href="/category/politics/page/3/">التالي</a></nav>'
    html = page(
        f'<div id="page" class="site">{menu("/category/{}/")}<div class="content-with-sidebar"><main>{cards}{numbers}</main>{side}</div>{footer()}</div>',
        attributes='class="archive category category-politics has-sidebar right-sidebar"',
    )
    return Listing(url, html, frozenset(canonical(host, path) for path in paths), f"{host}/category/politics/page/3/")


def card_grid() -> Listing:
    """A grid of cards with picture, headline and «read more» each; a video menu, a mega menu that repeats two stories, recommended cards."""
    host, url = "https://alminbar.example", "https://alminbar.example/politics"
    paths = [f"/news/{481200 + number}/{slug(title)}" for number, title in enumerate(HEADLINES[:24])]
    cards = "".join(
        f'<div class="col-md-4 card-item"><a class="thumb" href="{path}"><img src="/i/{number}.jpg" alt=""></a><div class="body"><span class="cat"><a href="/politics">سياسة</a></span><h3><a href="{path}">{title}</a></h3>'
        f'<time>منذ {number + 1} ساعات</time><a class="btn" href="{path}">التفاصيل</a></div></div>'
        for number, (path, title) in enumerate(zip(paths, HEADLINES, strict=False))
    )
    mega = f'<div class="mega-menu">{menu("/{}", tag="div")}<a href="{paths[0]}">{HEADLINES[0]}</a><a href="/news/470001/{slug(HEADLINES[60])}">{HEADLINES[60]}</a></div>'
    videos = (
        '<div class="block"><div class="block-head"><h4>فيديو</h4></div><ul>'
        + "".join(f'<li><a href="/video/{9000 + n}/{slug(HEADLINES[70 + n])}">{HEADLINES[70 + n]}</a></li>' for n in range(6))
        + "</ul></div>"
    )
    chosen = (
        '<section class="recommended-for-you"><h3>اخترنا لكم</h3>'
        + "".join(f'<a href="/news/{400000 + n}/{slug(HEADLINES[80 + n])}"><h4>{HEADLINES[80 + n]}</h4></a>' for n in range(4))
        + "</section>"
    )
    html = page(
        f'{mega}<div class="container"><div class="row">{cards}</div><a class="load-more" href="/politics?page=2">عرض المزيد</a>{videos}{chosen}</div>{footer()}'
    )
    return Listing(url, html, frozenset(canonical(host, path) for path in paths), "https://alminbar.example/politics?page=2")


def ticker() -> Listing:
    """A breaking-news ticker with cut titles over the list; the ticker's stories are in the list as well."""
    host, url = "https://www.akhbaralyawm.example", "https://www.akhbaralyawm.example/Section/سياسة/97/1"
    paths = [f"/story/2026/11/{1 + number % 20}/{slug(title)}/{6570000 + number}" for number, title in enumerate(HEADLINES[20:45])]
    titles = HEADLINES[20:45]
    moving = (
        '<div class="breaking-ticker"><span>عاجل</span><ul>'
        + "".join(
            f'<li><a href="{path}">{" ".join(title.split()[:4])}...</a></li>' for path, title in list(zip(paths, titles, strict=True))[:10]
        )
        + "</ul></div>"
    )
    rows = "".join(
        f'<div class="row bigOneSec"><div class="img"><a href="{host.upper().replace("HTTPS", "https")}{path}"><img src="x.jpg" alt="{title}"></a></div><div><h3><a href="{path}">{title}</a></h3><p>نص تمهيدي قصير عن الخبر</p><span class="writer"><a href="/Editor/{n % 3}/{slug(AUTHORS[n % 3])}">كتب {AUTHORS[n % 3]}</a></span></div></div>'
        for n, (path, title) in enumerate(zip(paths, titles, strict=True))
    )
    pager = '<div id="paging"><a href="/Section/سياسة/97/2">2</a> <a href="/Section/سياسة/97/3">3</a> <a href="/Section/سياسة/97/2">الصفحة التالية</a></div>'
    html = page(
        f'<header><div class="logo"><a href="/">الموقع</a></div>{menu("/Section/قسم/{}/1")}</header>{moving}<div id="main">{rows}{pager}</div>{footer()}'
    )
    return Listing(url, html, frozenset(canonical(host, path) for path in paths), canonical(host, "/Section/سياسة/97/2"))


def portal() -> Listing:
    """38 stories behind 87 links, in five designs of block, with most read, tags with numbers, authors and a photo strip."""
    host, url = "https://arabic.rasiya.example", "https://arabic.rasiya.example/arab_world/"
    titles = HEADLINES[:38]
    paths = [f"/arab_world/{202611030000000000 + 1044893040 + number}-{slug(title)}/" for number, title in enumerate(titles)]
    both = list(zip(paths, titles, strict=True))
    hero = f'<div class="b-hero"><a href="{paths[0]}"><img src="h.jpg" alt="صورة"></a><h1><a href="{paths[0]}">{titles[0]}</a></h1><a href="{paths[0]}">المزيد</a></div>'
    pictured = "".join(
        f'<div class="b-plainlist__item"><div class="b-plainlist__img"><a href="{path}" title="{title}"><img src="p.jpg"></a></div><div class="b-plainlist__info"><h2><a href="{path}">{title}</a></h2></div></div>'
        for path, title in both[1:25]
    )
    plain = (
        '<ul class="b-stories">'
        + "".join(f'<li><span>12:0{n}</span> <a href="{path}">{title}</a></li>' for n, (path, title) in enumerate(both[25:34]))
        + "</ul>"
    )
    wrapped = "".join(
        f'<a class="c-card" href="{path}"><div><img src="c.jpg"><div class="c-card__title">{title}</div><p>سطر يمهد للخبر ثم ينقطع...</p><time datetime="2026-11-03T10:00:00+03:00">10:00</time></div></a>'
        for path, title in both[34:38]
    )
    most = (
        '<div class="l-col"><div class="b-popular"><h2>الأكثر قراءة</h2>'
        + "".join(f'<a href="/arab_world/{202610010000000000 + n}-{slug(HEADLINES[90 + n])}/">{HEADLINES[90 + n]}</a>' for n in range(8))
        + f'<a href="{paths[2]}">{titles[2]}</a></div></div>'
    )
    tags = '<div class="b-keywords">' + "".join(f'<a href="/keyword_{20000 + n}/">{tag}</a>' for n, tag in enumerate(TAGS)) + "</div>"
    strip = (
        "<section><h3>معرض الصور</h3>"
        + "".join(
            f'<a href="/photo/{202611030000000900 + n}-{slug(HEADLINES[100 + n])}/"><img alt="{HEADLINES[100 + n]}"></a>' for n in range(6)
        )
        + "</section>"
    )
    html = page(
        f'{menu("/{}/")}<div class="l-main">{hero}<div class="b-plainlist">{pictured}</div>{plain}<div class="grid">{wrapped}</div></div>{most}{tags}{strip}{footer()}'
    )
    return Listing(url, html, frozenset(canonical(host, path) for path in paths))


def query_site() -> Listing:
    """Everything is one script with numbers: sections differ from articles in the parameter only."""
    host, url = "http://www.alwatania.example", "http://www.alwatania.example/Section.aspx?cat=2"
    paths = [f"/Story.aspx?id={number + 77}&cat=2" for number in range(16)]
    rows = "".join(
        f'<tr><td><a href="Story.aspx?id={n + 77}&amp;cat=2"><font color="navy"><b>{HEADLINES[n + 50]}</b></font></a></td><td>{n}/11/2026</td></tr>'
        for n in range(16)
    )
    html = page(
        f'<table><tr><td>{menu("/Section.aspx?cat={}", tag="div")}</td><td><table>{rows}</table><a href="Section.aspx?cat=2&amp;page=2">2</a> <a href="Section.aspx?cat=2&amp;page=2">التالي &raquo;</a></td></tr></table>{footer()}'
    )
    return Listing(url, html, frozenset(host + path for path in paths), host + "/Section.aspx?cat=2&page=2")


def short_slugs() -> Listing:
    """Addresses of one or two words that say nothing: only the look of the page tells."""
    host, url = "https://madar.example", "https://madar.example/economy"
    paths = [
        f"/oil-{word}" for word in ("price", "deal", "talks", "shock", "port", "cuts", "trade", "tax", "field", "law", "group", "bank")
    ]
    cards = "".join(
        f'<li class="feed-item"><div class="feed-item__text"><h2><a href="{path}">{HEADLINES[n + 30]}</a></h2><p>تمهيد</p></div></li>'
        for n, path in enumerate(paths)
    )
    html = page(f'{menu("/{}-news", tag="div", mark=chr(99) + "lass=top-links")}<ul class="feed">{cards}</ul>{footer()}')
    return Listing(url, html, frozenset(host + path for path in paths))


def hashes() -> Listing:
    """Hashed addresses and generated class names; topics have hashes as well; the whole card is the link."""
    host, url = "https://www.baath.example", "https://www.baath.example/arabic/topics/cjr0w1d9pvzt"
    paths = [f"/arabic/articles/c{number:02}yk8p0o{number % 7}do" for number in range(20)]
    cards = "".join(
        f'<li class="bbc-{n}x9"><div data-testid="promo"><div class="css-{n}a"><img src="{n}.jpg" alt="رجل يقف أمام نافذة"></div><div class="promo-text"><h2 class="bbc-1slyjq2"><a href="{path}" class="focusIndicatorDisplayBlock bbc-uk8dsi">{HEADLINES[n + 60]}</a></h2><time datetime="2026-11-{n % 20 + 1:02}">تشرين الثاني</time></div></div></li>'
        for n, path in enumerate(paths)
    )
    topics = (
        '<section aria-labelledby="t"><h2 id="t">مواضيع رائجة</h2><ul>'
        + "".join(f'<li><a href="/arabic/topics/c{n}zt8p0o1dq">{tag}</a></li>' for n, tag in enumerate(TAGS))
        + "</ul></section>"
    )
    pager = (
        '<nav aria-label="Page"><a href="?page=2" aria-label="الصفحة التالية">›</a><a href="?page=2">2</a><a href="?page=40">40</a></nav>'
    )
    html = page(
        f'<header role="banner">{menu("/arabic/topics/c{}n1qzw9vd2t")}</header><main role="main"><ul>{cards}</ul>{pager}{topics}</main>{footer()}'
    )
    return Listing(url, html, frozenset(host + path for path in paths), f"{url}?page=2")


def small_numbers() -> Listing:
    """A young site: articles have numbers under a hundred, and so has everything else."""
    host, url = "http://127.0.0.1:8080", "http://127.0.0.1:8080/section/politics"
    paths = [f"/article/{number}.html" for number in range(1, 11)]
    cards = "".join(f'<div class="story"><h2><a href="{path}">{HEADLINES[n]}</a></h2></div>' for n, path in enumerate(paths))
    html = page(
        f'{menu("/section/{}")}<div id="content">{cards}<div class="pages"><a href="/section/politics/2">2</a></div></div>{footer()}'
    )
    return Listing(url, html, frozenset(host + path for path in paths), "http://127.0.0.1:8080/section/politics/2")


def opinions() -> Listing:
    """A section of opinions: its heading and its class names are those of widgets elsewhere, every card has its author's link."""
    host, url = "https://alrai.example", "https://alrai.example/opinions"
    paths = [f"/opinions/{slug(HEADLINES[n])}-{55000 + n}" for n in range(14)]
    cards = "".join(
        f'<div class="opinion-card"><a href="/writers/{n % 3}"><img alt="{AUTHORS[n % 3]}"></a><a class="writer-name" href="/writers/{n % 3}">{AUTHORS[n % 3]}</a><a href="{path}" class="opinion-title">{HEADLINES[n]}</a></div>'
        for n, path in enumerate(paths)
    )
    html = page(f'{menu("/{}")}<section class="opinions-list"><h1>آراء</h1>{cards}</section>{footer()}')
    return Listing(url, html, frozenset(canonical(host, path) for path in paths))


def below_section() -> Listing:
    """Addresses below «section»; relative links against a base; AMP twins and tracking on some."""
    host, url = "https://www.anwar.example", "https://www.anwar.example/arabic/section/134-politics"
    paths = [f"/arabic/section/134-politics/{187000 + n}/{slug(HEADLINES[n + 10])}" for n in range(15)]
    cards = "".join(
        f'<div class="listing__item"><a href="section/134-politics/{187000 + n}/{slug(HEADLINES[n + 10])}{"/amp" if n % 5 == 0 else "?utm_source=home&fbclid=1" if n % 3 == 0 else ""}"><span class="listing__title">{HEADLINES[n + 10]}</span></a><a href="/arabic/section/134-politics/{187000 + n}/{slug(HEADLINES[n + 10])}#share">مشاركة</a></div>'
        for n in range(15)
    )
    html = page(f'{menu("/arabic/section/{}-x")}<div class="listing">{cards}</div>{footer()}', head='<base href="/arabic/">')
    return Listing(url, html, frozenset(canonical(host, path) for path in paths))


MANNERS: tuple[Callable[[], Listing], ...] = (
    paginated,
    card_grid,
    ticker,
    portal,
    query_site,
    short_slugs,
    hashes,
    small_numbers,
    opinions,
    below_section,
)

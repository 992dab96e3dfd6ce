"""More manners of listings, one trap each; and pages of links that are no list of articles."""

from __future__ import annotations

import pytest

from rasid.discover import listing_links
from rasid.urls import canonical_url
from tests.discover.sites import AUTHORS, HEADLINES, MENU, footer, menu, page, slug

H = HEADLINES
CASES: dict[str, tuple[str, str, list[str]]] = {}


def add(name: str, url: str, html: str, articles: list[str]) -> None:
    CASES[name] = (url, html, list(articles))


def li(paths, row) -> str:  # type: ignore[no-untyped-def]
    return "".join(row(path, H[number], number) for number, path in enumerate(paths))


M = menu("/{}")
# 1 titles short (3 words)
P = [f"/news/{9000 + i}" for i in range(15)]
add(
    "short titles",
    "https://a.example/sport",
    page(M + "<div class=l>" + "".join(f'<h3><a href="{p}">فوز الأهلي بالدوري</a></h3>' for p in P) + "</div>" + footer()),
    P,
)
# 2 everything in aside/section with class widget (theme 'jannah')
P = [f"/{slug(H[i])}/" for i in range(12)]
add(
    "jannah",
    "https://b.example/category/x/",
    page(
        f'<div id="tie-wrapper" class="site"><header id="theme-header">{M}</header><div class="main-content-row"><div class="main-content tie-col-md-8"><div class="mag-box"><ul class="posts-items">'
        + li(
            P,
            lambda p, t, i: (
                f'<li class="post-item tie-standard"><a aria-label="{t}" href="{p}" class="post-thumb"><span class="post-cat-wrap"><span class="post-cat">سياسة</span></span><img></a><div class="post-details"><div class="post-meta"><span class="date">منذ {i} ساعات</span><a href="{p}#respond">0</a></div><h2 class="post-title"><a href="{p}">{t}</a></h2><p>…</p><a class="more-link button" href="{p}">أكمل القراءة »</a></div></li>'
            ),
        )
        + '</ul></div></div><aside class="sidebar tie-col-md-4"><div class="widget popular-posts"><ul>'
        + "".join(f'<li class="widget-single-post-item"><a href="/{slug(H[60 + i])}/">{H[60 + i]}</a></li>' for i in range(5))
        + "</ul></div></aside></div></div>"
        + footer(),
        attributes='class="rtl archive category sidebar-right has-sidebar"',
    ),
    P,
)
# 3 only images with alt
P = [f"/a/{7000 + i}" for i in range(12)]
add(
    "images only",
    "https://c.example/x",
    page(M + "<div>" + li(P, lambda p, t, i: f'<div class="it"><a href="{p}"><img alt="{t}"></a></div>') + "</div>" + footer()),
    P,
)
# 4 image link & unlinked heading
add(
    "unlinked heading",
    "https://c.example/x",
    page(M + "<div>" + li(P, lambda p, t, i: f'<div class="it"><a href="{p}"><img></a><h3>{t}</h3></div>') + "</div>" + footer()),
    P,
)
# 5 one hero + 3 in different shapes
P = (
    ["/news/politics/2026/11/3/" + slug(H[0])]
    + [f"/news/politics/2026/11/{i}/" + slug(H[i]) for i in range(1, 9)]
    + ["/politics/longform/2026/10/1/" + slug(H[20])]
)
add(
    "aljaz",
    "https://d.example/politics/",
    page(
        M
        + f'<ul class="featured"><li><article><h3><a class="u-clickable-card__link" href="{P[0]}"><span>{H[0]}</span></a></h3></article></li></ul>'
        + li(P[1:], lambda p, t, i: f'<article class="gc"><h3 class="gc__title"><a href="{p}"><span>{H[i + 1]}</span></a></h3></article>')
        + "<aside><h2>الأكثر قراءة</h2><ol>"
        + "".join(f'<li><a href="/news/2026/10/{i + 1}/{slug(H[70 + i])}">{H[70 + i]}</a></li>' for i in range(5))
        + "</ol></aside>"
        + footer()
    ),
    P,
)
# 6 author names as sections, tags as 4-word strings with hash ids
P = [f"/posts/{i}a7b{i}c9d0e" for i in range(10)]
add(
    "hash posts",
    "https://e.example/latest",
    page(
        M
        + li(
            P,
            lambda p, t, i: (
                f'<div class="c"><a href="/users/{i}f7b9c9d0e">{AUTHORS[i % 3]}</a><a href="{p}"><h4>{t}</h4></a><a href="/topics/{i}b7b{i}c9d0e">أسعار النفط في الأسواق العالمية</a></div>'
            ),
        )
        + footer()
    ),
    P,
)
# 7 home page with many section blocks + video block
blocks = ""
P = []
for s in range(5):
    ps = [f"/{['pol', 'eco', 'spo', 'art', 'tec'][s]}/{80000 + s * 10 + i}-{slug(H[s * 8 + i])}" for i in range(6)]
    P += ps
    blocks += (
        f'<section class="sec"><h2><a href="/sec{s}">{MENU[s + 1]}</a></h2>'
        + "".join(f'<div class="p"><a href="{p}">{H[s * 8 + i]}</a></div>' for i, p in enumerate(ps))
        + "</section>"
    )
add(
    "home",
    "https://f.example/",
    page(
        M
        + blocks
        + '<section class="sec"><h2>فيديو</h2>'
        + "".join(f'<div class="p"><a href="/vid/{i + 500}-{slug(H[90 + i])}">{H[90 + i]}</a></div>' for i in range(5))
        + "</section>"
        + footer()
    ),
    P,
)
# 8 spip / joomla
P = [f"/index.php/component/k2/item/{4500 + i}" for i in range(10)]
add(
    "joomla",
    "https://g.example/index.php/politics",
    page(
        menu("/index.php/{}")
        + li(
            P,
            lambda p, t, i: (
                f'<div class="catItemView"><h3 class="catItemTitle"><a href="{p}">{t}</a></h3><a class="k2ReadMore" href="{p}">إقرأ المزيد...</a></div>'
            ),
        )
        + footer()
    ),
    P,
)
P = [f"/index.php?option=com_content&view=article&id={45 + i}:{'slug'}&catid={3}&Itemid=5" for i in range(10)]
add(
    "joomla old",
    "https://g.example/index.php?option=com_content&view=category&id=3",
    page(
        menu("/index.php?option=com_content&view=category&id={}&Itemid=1")
        + li(P, lambda p, t, i: f'<tr><td><a href="{p.replace("&", "&amp;")}">{t}</a></td></tr>')
        + footer()
    ),
    P,
)
# 9 few: three articles
P = [f"/news/{9000 + i}/x" for i in range(3)]
add("three", "https://a.example/s", page(M + li(P, lambda p, t, i: f'<h3><a href="{p}">{t}</a></h3>') + footer()), P)
P = P[:1]
add("one", "https://a.example/s", page(M + "<main>" + li(P, lambda p, t, i: f'<h3><a href="{p}">{t}</a></h3>') + "</main>" + footer()), P)
# 10 subdomain per section, absolute urls http
P = [f"http://sport.h.example/n/{i + 5000}.html" for i in range(12)]
add("subdomain", "https://www.h.example/sport", page(M + li(P, lambda p, t, i: f'<dt><a href="{p}">{t}</a></dt>') + footer()), P)
# 11 single page with class 'video' on wrapper & articles within 'widget-content'
P = [f"/article/{300000 + i}/{slug(H[i])}" for i in range(12)]
add(
    "widgety",
    "https://i.example/sec/1",
    page(
        M
        + '<div class="page-content video-enabled"><div class="widget widget-latest"><div class="widget-content">'
        + li(P, lambda p, t, i: f'<div class="media social-item"><a href="{p}" title="{t}"><img></a><a href="{p}">{t[:30]}...</a></div>')
        + "</div></div></div>"
        + footer()
    ),
    P,
)
# 12 persian digits, uppercase
P = [f"/Home/Details/{i + 100}" for i in range(10)]
add(
    "mvc",
    "https://j.example/Home/Section/3",
    page(menu("/Home/Section/{}") + li(P, lambda p, t, i: f'<div class="news-box"><a href="{p}"><p>{t}</p></a></div>') + footer()),
    P,
)
# 13 nav contains latest as dropdown w/ same shapes; footer list 'most read' w/out heading
P = [f"/ar/news/{i + 61000}" for i in range(10)]
add(
    "megadrop",
    "https://k.example/ar/politics",
    page(
        '<nav><ul><li><a href="/ar/politics">سياسة</a><div class="dropdown">'
        + "".join(f'<a href="/ar/news/{i + 70000}">{H[80 + i]}</a>' for i in range(4))
        + "</div></li></ul></nav>"
        + li(P, lambda p, t, i: f'<div class="views-row"><span class="field-content"><a href="{p}" hreflang="ar">{t}</a></span></div>')
        + '<ul class="pager"><li><a href="?page=1" rel="next">التالي</a></li></ul>'
        + footer()
    ),
    P,
)
# 14 section heading «مقالات» h2 on the opinion listing
P = [f"/opinion/{i + 61000}" for i in range(10)]
add(
    "opinion h2",
    "https://k.example/opinion",
    page(
        M + '<h2>مقالات</h2><div class="list">' + li(P, lambda p, t, i: f'<div class="r"><a href="{p}">{t}</a></div>') + "</div>" + footer()
    ),
    P,
)
# 15 video section
P = [f"/video/{i + 61000}/{slug(H[i])}" for i in range(10)]
add(
    "video sec",
    "https://k.example/video",
    page(
        M
        + '<h1>فيديو</h1><div class="videos-list">'
        + li(P, lambda p, t, i: f'<div class="r"><a href="{p}">{t}</a></div>')
        + "</div>"
        + footer()
    ),
    P,
)
# neg: services, menus long
add(
    "neg services",
    "https://k.example/",
    page("".join(f'<li><a href="/services/{i}">خدمة إلكترونية للمواطنين رقم {i} من الوزارة</a></li>' for i in range(12))),
    [],
)
add(
    "neg menu long",
    "https://k.example/",
    page("<div class='x'>" + "".join(f'<li><a href="/s{i}">أخبار الشرق الأوسط والعالم {i}</a></li>' for i in range(12)) + "</div>"),
    [],
)
add(
    "neg authors",
    "https://k.example/writers",
    page("".join(f'<div><h3><a href="/writers/{i + 100}">{AUTHORS[i % 3]}</a></h3></div>' for i in range(12))),
    [],
)
add(
    "neg authors id",
    "https://k.example/w",
    page("".join(f'<div><h3><a href="/u/{i + 10000}">{AUTHORS[i % 3]}</a></h3></div>' for i in range(12))),
    [],
)


@pytest.mark.parametrize("name", CASES)
def test_the_articles_are_found_and_nothing_else(name: str) -> None:
    url, html, articles = CASES[name]
    wanted = {canonical_url(path, url) for path in articles}
    found = {link.url for link in listing_links(html, url).links}
    assert len(found & wanted) >= 0.97 * len(wanted)
    assert len(found & wanted) >= 0.95 * len(found)

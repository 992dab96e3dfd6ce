"""Section pages as common publishing systems print them, and the company their lists keep; written before the finder was tried on them.

Among the headlines of every page are short ones («النفط يرتفع»): real lists have them.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from tests.discover.sites import AUTHORS, HEADLINES, Listing, canonical, footer, menu, page, slug

SHORT = "النفط يرتفع"
H = [HEADLINES[0], SHORT, *HEADLINES[1:30]]
TEAMS = ("الواحة", "الساحل", "النجم الأزرق", "اتحاد الميناء", "شباب الوادي", "نادي المدينة")


def _listing(host: str, path: str, html: str, paths: list[str], more: str | None = None) -> Listing:
    return Listing(canonical(host, path), html, frozenset(canonical(host, p) for p in paths), more and canonical(host, more))


def most_read_in_the_same_cards() -> Listing:
    """«الأكثر قراءة» in a plain line over cards that look like the list's own and lead to addresses of its shape."""
    paths, read = [f"/news/local/{120_300 + i}" for i in range(12)], [f"/news/world/{119_000 + i}" for i in range(8)]

    def card(path: str, title: str) -> str:
        return f'<div class="card"><a href="{path}"><h4>{title}</h4></a></div>'

    rail = f'<div class="box"><div class="box-title">الأكثر قراءة</div>{"".join(card(p, H[15 + i]) for i, p in enumerate(read))}</div>'
    rows = f'<div class="col-8">{"".join(card(p, H[i]) for i, p in enumerate(paths))}</div><div class="col-4">{rail}</div>'
    return _listing("https://sada.example", "/news/local", page(menu("/news/{}") + rows + footer()), paths)


def columnists_like_articles() -> Listing:
    """Every opinion stands under its author, in a heading, at an address like the opinion's own."""
    paths = [f"/opinion/{7700 + i}/{slug(H[i])}" for i in range(14)]
    rows = "".join(
        f'<div class="op"><h5><a href="/writers/{310 + i % 3}/{slug(AUTHORS[i % 3])}">{AUTHORS[i % 3]}</a></h5><h3><a href="{p}">{H[i]}</a></h3></div>'
        for i, p in enumerate(paths)
    )
    return _listing(
        "https://minassa.example",
        "/opinion",
        page(menu() + f'<main>{rows}</main><a href="/opinion/page/2" rel="next">›</a>' + footer()),
        paths,
        "/opinion/page/2",
    )


def one_script_of_sections() -> Listing:
    """ASP.NET of long ago: tables, a script for lists and one for details; a section's name as long as a headline."""
    names = (*[f"قسم {i}" for i in range(8)], "أخبار المحافظات والمدن الجنوبية", "التحقيقات والملفات الخاصة بالقراء")
    sections = "".join(f'<td><a href="List.aspx?cat={i}">{name}</a></td>' for i, name in enumerate(names))
    paths = [f"/Details.aspx?nid={55_210 + i}&cat=3" for i in range(20)]
    rows = "".join(
        f'<tr><td>{i + 1}/11/2026</td><td><a href="Details.aspx?nid={55_210 + i}&amp;cat=3">{H[i]}</a></td></tr>' for i in range(20)
    )
    return _listing(
        "https://www.jarida.example",
        "/List.aspx?cat=3",
        page(
            f'<table><tr>{sections}</tr></table><table>{rows}</table><a href="List.aspx?cat=3&amp;page=2">الصفحة التالية</a>',
        ),
        paths,
        "/List.aspx?cat=3&page=2",
    )


def three_forms_of_each_address() -> Listing:
    """The picture's address is tracked one way, the headline's another, and a third leads to the quick version."""
    paths = [f"/local/2026/11/26/{slug(H[i])}" for i in range(16)]
    rows = "".join(
        f'<article><a href="{p}?utm_source=section&fbclid=IwAR{i}"><img src="a.jpg" alt=""></a><h2><a href="{p}?ref=list">{H[i]}</a></h2>'
        f'<a href="{p}?amp=1">نسخة سريعة</a><a href="https://api.whatsapp.com/send?text={quote(H[i])}">واتساب</a></article>'
        for i, p in enumerate(paths)
    )
    return _listing("https://www.khabar24.example", "/local", page(menu("/{}") + f"<section>{rows}</section>" + footer()), paths)


def live_scores() -> Listing:
    """A section of sport: matches and teams at addresses shaped as the stories' are; the next page is a button's."""
    paths = [f"/news/{982_110 + i}-{slug(H[i])}" for i in range(14)]
    scores = "".join(
        f'<a class="m" href="/match/{66_000 + i}-{slug(TEAMS[i % 6] + " ضد " + TEAMS[(i + 1) % 6])}"><span>{TEAMS[i % 6]}</span><b>{i % 3} - {i % 2}</b><span>{TEAMS[(i + 1) % 6]}</span></a>'
        for i in range(12)
    )
    table = "".join(f'<tr><td>{i}</td><td><a href="/team/{100 + i}-{slug(team)}">{team}</a></td></tr>' for i, team in enumerate(TEAMS))
    rows = "".join(f'<div class="n"><a href="{p}"><img alt="" src="{i}.jpg"><h3>{H[i]}</h3></a></div>' for i, p in enumerate(paths))
    body = f'<div class="live-scores">{scores}</div><div class="list">{rows}</div><table>{table}</table><button data-next="/football?page=2">المزيد</button>'
    return _listing("https://malaab.example", "/football", page(menu("/{}") + body + footer()), paths, "/football?page=2")


def told_to_search_engines_only() -> Listing:
    """A program draws the list; what search engines are told of it is all the page holds."""
    host, paths = "https://bayan.example", [f"/story/{slug(H[i])}-{5000 + i}" for i in range(12)]
    elements = [{"@type": "ListItem", "position": i, "item": {"@id": host + p, "name": H[i]}} for i, p in enumerate(paths)]
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "item": f"{host}/c/{slug(H[20])}-9999", "name": "قسم"}]}
    told = {"@graph": [crumbs, {"@type": "CollectionPage", "mainEntity": {"@type": ["ItemList"], "itemListElement": elements}}]}
    head = f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script><script type="application/ld+json">{{broken</script>'
    return _listing(host, "/local", page(menu("/{}") + '<div id="root"></div>' + footer(), head=head), paths)


def sharepoint() -> Listing:
    """A ministry's news: every page of it lies below «Pages»."""
    paths = [f"/ar/MediaCenter/News/Pages/news-{i + 1:02}-11-2026-{i}.aspx" for i in range(10)]
    others = (("About", "عن الوزارة"), ("Services", "الخدمات الإلكترونية للأفراد"), ("MediaCenter/Events", "الفعاليات والمؤتمرات القادمة"))
    top = "".join(f'<li><a href="/ar/{path}/Pages/default.aspx">{name}</a></li>' for path, name in others)
    rows = "".join(f'<div class="news"><span>{i + 1}/11/2026</span><a href="{p}">{H[i]}</a></div>' for i, p in enumerate(paths))
    return _listing(
        "https://www.mow.gov.example", "/ar/MediaCenter/News/Pages/default.aspx", page(f"<ul>{top}</ul><div>{rows}</div>"), paths
    )


def blogger() -> Listing:
    """The day under every story is a link to it, and so is the count of its comments; older posts go on from an hour."""
    host, paths = "https://mahalli.example", [f"/2026/11/blog-post_{i * 3 + 1}.html" for i in range(9)]
    rows = "".join(
        f'<div class="post hentry"><h3 class="post-title"><a href="{p}">{H[i]}</a></h3><a class="timestamp-link" href="{p}">نوفمبر {20 - i}, 2026</a> '
        f'<a href="{p}#comment-form">لا توجد تعليقات</a> <a href="/search/label/local">محليات</a></div>'
        for i, p in enumerate(paths)
    )
    older = "/search?updated-max=2026-11-05T10:00:00%2B03:00&max-results=9"
    return _listing(
        host, "/", page(f'<div class="blog-posts">{rows}</div><a href="{older.replace("&", "&amp;")}">رسائل أقدم</a>'), paths, older
    )


def elementor() -> Listing:
    """Addresses of nothing but the headline; «Read more about …» for those who hear the page; the next page at a mark that nobody sees."""
    host, paths = "https://wahat.example", [f"/{slug(H[i])}/" for i in range(9)]
    rows = "".join(
        f'<article class="elementor-post"><a href="{p}" tabindex="-1"><img src="1.jpg"></a><div class="elementor-post__text"><h3><a href="{p}"> {H[i]} </a></h3>'
        f'<a class="elementor-post__read-more" href="{p}" aria-label="Read more about {H[i]}">اقرأ المزيد »</a></div></article>'
        for i, p in enumerate(paths)
    )
    more = f'<div class="e-load-more-anchor" data-page="1" data-next-page="{host}/local/page/2/"></div><a href="#" class="button">تحميل المزيد</a>'
    return _listing(host, "/local/", page(menu("/{}/") + f"<div>{rows}{more}</div>" + footer()), paths, "/local/page/2/")


def jannah() -> Listing:
    """WordPress's most bought Arabic theme, permalinks by number: «أكمل القراءة» is longer than a short headline."""
    paths = [f"/{98_700 + i}/" for i in range(10)]
    rows = "".join(
        f'<li class="post-item"><a aria-label="{H[i]}" href="{p}" class="post-thumb"><img src="{i}.jpg"></a><div class="post-details"><span class="date">منذ {i + 1} ساعة</span>'
        f'<h2 class="post-title"><a href="{p}">{H[i]}</a></h2><a class="more-link button" href="{p}">أكمل القراءة »</a></div></li>'
        for i, p in enumerate(paths)
    )
    more = '<span class="the-next-page"><a href="/category/local/page/2/"><span class="icon"></span>الصفحة التالية</a></span>'
    return _listing(
        "https://janna.example",
        "/category/local/",
        page(menu("/category/{}/") + f'<ul class="posts-items">{rows}</ul>{more}' + footer()),
        paths,
        "/category/local/page/2/",
    )


def joomla() -> Listing:
    """«إقرأ المزيد: » and the headline once more."""
    paths = [f"/index.php/local/{4410 + i}-{slug(H[i])}" for i in range(10)]
    rows = "".join(
        f'<div class="item"><h2><a href="{p}">{H[i]}</a></h2><p class="readmore"><a href="{p}">إقرأ المزيد: {H[i]}</a></p></div>'
        for i, p in enumerate(paths)
    )
    more = '<div class="pagination"><a title="التالي" href="/index.php/local?start=10">التالي</a></div>'
    return _listing("https://www.wadi.example", "/index.php/local", page(rows + more), paths, "/index.php/local?start=10")


def two_languages() -> Listing:
    """A slider of clones over a grid; every card leads to its English twin as well."""
    paths = [f"/ar/news/2026/11/{slug(H[i])[:30]}" for i in range(16)]

    def slide(i: int, mark: str = "") -> str:
        return f'<div class="slick-slide {mark}"><a href="{paths[i]}"><img alt="{H[i]}" src="{i}.jpg"></a><h2><a href="{paths[i]}">{H[i]}</a></h2></div>'

    slider = slide(2, "slick-cloned") + "".join(slide(i) for i in range(3)) + slide(0, "slick-cloned")
    grid = "".join(
        f'<div class="g"><a href="{p}"><h3>{H[i]}</h3></a><a href="/en{p[3:]}">EN</a></div>' for i, p in enumerate(paths) if i >= 3
    )
    body = f'<a href="/en/news">English</a>{menu("/ar/{}")}<div class="slider">{slider}</div><div class="grid">{grid}</div>'
    return _listing("https://www.thulatha.example", "/ar/news", page(body + footer()), paths)


def kicker_over_the_headline() -> Listing:
    """A card that is one link with two headings: the first says «خاص»."""
    paths = [f"/a/{70_000 + i}/{slug(H[i])}" for i in range(12)]
    rows = "".join(
        f'<article><a href="{p}"><h5 class="kicker">{("خاص", "عاجل", "تحليل")[i % 3]}</h5><h3>{H[i]}</h3><p>سطر من المقدمة يشرح الحدث.</p></a></article>'
        for i, p in enumerate(paths)
    )
    return _listing("https://kicker.example", "/local", page(menu() + f"<main>{rows}</main>" + footer()), paths)


def sections_dressed_as_stories() -> Listing:
    """A home page whose rails begin with their section's name, a long one, in the same element as the stories."""
    sections = (("local", "أخبار المحافظات والمدن"), ("biz", "أسواق المال والأعمال"), ("sport", "الرياضة المحلية والعالمية"))
    paths = [f"/{name}/{slug(H[6 * k + j])}/" for k, (name, _) in enumerate(sections) for j in range(6)]

    def item(path: str, words: str) -> str:
        return f'<div class="item"><h2 class="t"><a href="{path}">{words}</a></h2></div>'

    rails = "".join(
        f"<section>{item(f'/{name}/', words)}{''.join(item(paths[6 * k + j], H[6 * k + j]) for j in range(6))}</section>"
        for k, (name, words) in enumerate(sections)
    )
    return _listing("https://rails.example", "/", page(menu("/{}/") + rails + footer()), paths)


def topics_with_numbers() -> Listing:
    """Every story carries a topic as long as a headline, at an address of the stories' shape."""
    topics = ("الانتخابات البرلمانية المقبلة", "أزمة المياه في الجنوب", "أسعار الخبز والوقود المدعوم")
    paths = [f"/post/{55_000 + i}" for i in range(12)]
    rows = "".join(f'<li><a href="/t/{400 + i % 3}">{topics[i % 3]}</a><a href="{p}">{H[i]}</a></li>' for i, p in enumerate(paths))
    return _listing("https://topics.example", "/c/3", page(menu("/c/{}") + f"<ul>{rows}</ul>" + footer()), paths)


def bare_wordpress() -> Listing:
    """Everything by numbers at the root; «فيديو» and «رأي» are items of a menu nobody marked, no headings over the stories below."""
    names = ("الرئيسية", "محليات", "فيديو", "رأي", "آراء", "صور", "أخبار المحافظات والمدن الجنوبية")
    sections = "".join(f'<li><a href="/?cat={i}">{name}</a></li>' for i, name in enumerate(names))
    paths = [f"/?p={3300 + i}" for i in range(10)]
    rows = "".join(f'<div class="post"><h2><a href="{p}">{H[i]}</a></h2></div>' for i, p in enumerate(paths))
    more = '<a href="/?page_id=7">عن الموقع وفريق التحرير ومجلس الإدارة</a><a href="/?cat=3&amp;paged=2">مقالات أقدم</a>'
    return _listing("https://bare.example", "/?cat=3", page(f"<ul>{sections}</ul>{rows}{more}"), paths, "/?cat=3&paged=2")


def films_and_events_beside() -> Listing:
    """«شاهد» and «الفعاليات القادمة» in the list's own cards, at addresses of the stories' shape."""
    paths = [f"/article/{slug(H[i])}-{7000 + i}" for i in range(10)]

    def cards(of: list[str], first: int) -> str:
        return "".join(f'<div class="y"><a href="{p}"><h3>{H[first + i]}</h3></a></div>' for i, p in enumerate(of))

    films = cards([f"/watch/{slug(H[15 + i])}-{20_000 + i}" for i in range(4)], 15)
    events = cards([f"/events/{slug(H[20 + i])}-{30_000 + i}" for i in range(4)], 20)
    body = f"<div>{cards(paths, 0)}</div><div><h4>شاهد</h4>{films}</div><div><h2>الفعاليات القادمة</h2>{events}</div>"
    return _listing("https://beside.example", "/biz", page(menu("/{}") + body + footer()), paths)


def headlines_that_begin_with_numbers() -> Listing:
    """«3 قتلى و5 جرحى»: figures at the start and further on are no date; a day that is itself a link is no headline."""
    lines = [f"{i + 3} قتلى و{i + 5} جرحى في {place}" for i, place in enumerate(("انهيار منجم", "حادث قطار", "عاصفة رملية", "سيول الجنوب"))]
    paths = [f"/n/{41_000 + i}" for i in range(4)]
    rows = "".join(
        f'<li><a href="{p}">{line}</a> <a href="{p}">{i + 3} نوفمبر 2026</a></li>'
        for i, (p, line) in enumerate(zip(paths, lines, strict=True))
    )
    return _listing("https://figures.example", "/local", page(menu() + f"<ul>{rows}</ul>" + footer()), paths)


MANNERS = (
    most_read_in_the_same_cards,
    columnists_like_articles,
    one_script_of_sections,
    three_forms_of_each_address,
    live_scores,
    told_to_search_engines_only,
    sharepoint,
    blogger,
    elementor,
    jannah,
    joomla,
    two_languages,
    kicker_over_the_headline,
    sections_dressed_as_stories,
    topics_with_numbers,
    bare_wordpress,
    films_and_events_beside,
)

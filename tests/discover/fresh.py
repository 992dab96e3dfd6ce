"""Section pages of fourteen more manners, written with what they list before the finder was tried on them."""

from __future__ import annotations

from tests.discover.sites import AUTHORS, HEADLINES, MENU, Listing, canonical, footer, menu, page, slug

H = HEADLINES


def _listing(host: str, path: str, html: str, paths: list[str], more: str | None = None) -> Listing:
    return Listing(f"{host}{path}", html, frozenset(canonical(host, p) for p in paths), more and canonical(host, more))


def cut_titles() -> Listing:
    """A grid of cards: titles cut with dots in the link, whole in its title attribute; author and section linked on every card."""
    host, paths = "https://grid.example", [f"/politics/2026/11/{3 + i % 20}/{slug(H[i])[:40]}" for i in range(24)]
    cards = "".join(
        f'<div class="col-md-4"><div class="card"><a class="card-img" href="{p}" title="{H[i]}"><img src="{i}.jpg"></a><div class="card-body"><a class="card-cat" href="/politics">سياسة</a><h5 class="card-title"><a href="{p}" title="{H[i]}">{H[i][:28]}...</a></h5><a class="card-author" href="/writer/{i % 3}">{AUTHORS[i % 3]}</a></div></div></div>'
        for i, p in enumerate(paths)
    )
    pager = '<ul class="pagination"><li class="active"><span>1</span></li><li><a href="/politics?page=2">2</a></li><li><a href="/politics?page=3">3</a></li><li><a href="/politics?page=2">التالي</a></li></ul>'
    return _listing(host, "/politics", page(menu() + f'<div class="row">{cards}</div>{pager}' + footer()), paths, "/politics?page=2")


def two_tickers() -> Listing:
    """A ticker on top and one at the bottom repeat other sections' stories; the list itself is short."""
    host, paths = "https://ticker.example", [f"/economy/{5500 + i}" for i in range(8)]
    other = "".join(f'<a class="t" href="/sport/{7700 + i}">{H[40 + i]}</a> • ' for i in range(12))
    rows = "".join(f'<li class="row-item"><span class="hour">1{i}:20</span><a href="{p}">{H[i]}</a></li>' for i, p in enumerate(paths))
    return _listing(
        host,
        "/economy/",
        page(
            menu()
            + f'<div class="breaking-ticker">{other}</div><h1>اقتصاد</h1><ul class="rows">{rows}</ul><div class="bottom-ticker">{other}</div>'
            + footer()
        ),
        paths,
    )


def load_more() -> Listing:
    """The next page only behind a button that carries its address as data."""
    host, paths = "https://more.example", [f"/ar/news/{slug(H[i])}-{990_000 + i}" for i in range(20)]
    rows = "".join(
        f'<article class="story"><a href="{p}"><h3>{H[i]}</h3><time>منذ {i + 1} ساعات</time></a></article>' for i, p in enumerate(paths)
    )
    return _listing(
        host,
        "/ar/news",
        page(menu() + f'<main>{rows}<button class="load-more" data-url="/ar/news?page=2">تحميل المزيد</button></main>' + footer()),
        paths,
        "/ar/news?page=2",
    )


def utility_classes() -> Listing:
    """Utility classes only, whole cards as links with section, title, excerpt and hour inside."""
    host, paths = "https://utility.example", [f"/posts/{i}f3a9c2e4b{i}" for i in range(15)]
    cards = "".join(
        f'<a class="flex flex-col gap-2" href="{p}"><img class="w-full" src="{i}.jpg"><span class="text-xs">{MENU[1 + i % 4]}</span><span class="text-lg font-bold">{H[i]}</span><span class="text-sm">ملخص قصير من سطر واحد يسبق تفاصيل الخبر في صفحته.</span><span class="text-xs">قبل {i + 2} ساعة</span></a>'
        for i, p in enumerate(paths)
    )
    pager = '<div class="flex"><a href="/latest/2">2</a><a href="/latest/3">3</a><a href="/latest/2">الصفحة التالية ›</a></div>'
    return _listing(
        host, "/latest", page(menu("/s/{}") + f'<div class="grid grid-cols-3">{cards}</div>{pager}' + footer()), paths, "/latest/2"
    )


def mixed_kinds() -> Listing:
    """Stories, films and galleries in one stream, each kind with an address of its own: on a page of news only the stories are articles."""
    host = "https://mixed.example"
    every = [f"/{('story', 'video', 'gallery')[i % 3]}/2026/11/3/{slug(H[i])}" for i in range(21)]
    rows = "".join(
        f'<div class="stream-item {("s", "v", "g")[i % 3]}"><a href="{p}"><i class="icon"></i><h2>{H[i]}</h2></a></div>'
        for i, p in enumerate(every)
    )
    return _listing(
        host,
        "/topics/economy",
        page(menu() + f'<section class="stream">{rows}</section><a rel="next" href="/topics/economy?p=2">الأقدم</a>' + footer()),
        every[::3],
        "/topics/economy?p=2",
    )


def old_tables() -> Listing:
    """Tables in tables, a line a story, «المزيد» beside each, addresses by number in the query."""
    host, paths = "http://tables.example", [f"/news.php?id={3300 + i}" for i in range(25)]
    rows = "".join(
        f'<tr><td><img src="b.gif"></td><td><a href="{p}"><font size="3">{H[i]}</font></a><br><font size="1">03/11/2026</font></td><td><a href="{p}">المزيد</a></td></tr>'
        for i, p in enumerate(paths)
    )
    cells = "".join(f'<td><a href="/cat.php?id={n}">{name}</a></td>' for n, name in enumerate(MENU))
    pager = "".join(f'<a href="/cat.php?id=3&page={n}">{n}</a> ' for n in range(2, 6))
    return _listing(
        host,
        "/cat.php?id=3",
        page(
            f'<table><tr>{cells}</tr></table><table><tr><td><table>{rows}</table>{pager}<a href="/cat.php?id=3&page=2">التالي &gt;&gt;</a></td><td width="160"><b>الأكثر قراءة</b><br>{"".join(f"<a href=/news.php?id={n}>{H[80 + n]}</a><br>" for n in range(6))}</td></tr></table>'
        ),
        paths,
        "/cat.php?id=3&page=2",
    )


def section_with_columnists() -> Listing:
    """A section's list beside a strip of columnists and a strip of partners' links to other hosts."""
    host, paths = "https://strip.example", [f"/local/{slug(H[i])}/{61_000 + i}" for i in range(16)]
    rows = "".join(
        f'<div class="news-box"><a href="{p}"><img alt="{H[i]}"></a><h3><a href="{p}">{H[i]}</a></h3></div>' for i, p in enumerate(paths)
    )
    columns = "".join(
        f'<div class="writer-box"><a href="/writers/{n}"><img alt="{AUTHORS[n % 3]}"></a><a href="/writers/{n}">{AUTHORS[n % 3]}</a><a href="/opinion/{slug(H[70 + n])}/{n}">{H[70 + n]}</a></div>'
        for n in range(5)
    )
    partners = "".join(f'<a href="https://partner{n}.example/x/{n}">{H[90 + n]}</a>' for n in range(5))
    return _listing(
        host,
        "/local",
        page(
            menu()
            + f'<div class="content"><h1>محليات</h1>{rows}<nav class="pages"><a href="/local/page/2">2</a><a href="/local/page/2">»</a></nav></div><aside class="writers"><h2>كتاب الرأي</h2>{columns}</aside><div class="partners">{partners}</div>'
            + footer()
        ),
        paths,
        "/local/page/2",
    )


def hero_and_rails() -> Listing:
    """A home of rails by section: a hero, three rails of cards that slide, the same stories twice for small and large screens."""
    host = "https://rails.example"
    paths = [f"/{('a', 'b', 'c', 'd')[i % 4]}rts/{slug(H[i])}-{i + 100}" for i in range(33)]
    hero = f'<section class="hero"><a href="{paths[0]}"><h1>{H[0]}</h1></a></section>'
    rails = "".join(
        f'<section class="rail"><h2><a href="/{"abcd"[r]}rts">{MENU[r + 1]}</a></h2><div class="swiper">{"".join(f"""<div class="swiper-slide"><a href="{paths[i]}"><h3>{H[i]}</h3></a></div>""" for i in range(1 + r * 8, 9 + r * 8))}</div></section>'
        for r in range(4)
    )
    return _listing(
        host,
        "/",
        page(menu("/{}rts") + hero + f'<div class="d-none d-md-block">{rails}</div><div class="d-md-none">{rails}</div>' + footer()),
        paths,
    )


def date_groups() -> Listing:
    """An agency's stream grouped under days, the hour before each line, the title a text link of the whole line."""
    host, paths = "https://stream.example", [f"/w{1_234_500 + i}" for i in range(30)]
    groups = "".join(
        f"<h4>{day} نوفمبر 2026</h4><ul>{''.join(f'<li>0{i % 9}:1{i % 6} <a href={paths[i]}>{H[i]}</a> (محلي)</li>' for i in range(start, start + 10))}</ul>"
        for day, start in ((3, 0), (2, 10), (1, 20))
    )
    return _listing(
        host,
        "/stream",
        page(menu("/cat{}") + f'<div id="stream">{groups}</div><a class="prev" href="/stream?before=1234500">الأقدم</a>' + footer()),
        paths,
        "/stream?before=1234500",
    )


def short_list_of_five() -> Listing:
    """A quiet section: five stories, and more links in the rail «من أقسام أخرى» than in the list."""
    host, paths = "https://quiet.example", [f"/culture/{slug(H[i])}" for i in range(5)]
    rows = "".join(
        f'<article><h2><a href="{p}">{H[i]}</a></h2><p>تفاصيل أولى عن الخبر كما يلخصها المحرر في سطرين تحت العنوان الكبير.</p></article>'
        for i, p in enumerate(paths)
    )
    rail = "".join(f'<li><a href="/sport/{slug(H[50 + n])}">{H[50 + n]}</a></li>' for n in range(9))
    return _listing(
        host,
        "/culture",
        page(menu() + f'<main>{rows}</main><div class="from-other-sections"><h3>من أقسام أخرى</h3><ul>{rail}</ul></div>' + footer()),
        paths,
    )


def counted_links() -> Listing:
    """Comment counts, share links and «اقرأ المزيد» at every story: four links each, one of them the story's."""
    host, paths = "https://counts.example", [f"/archives/{81_000 + i}" for i in range(18)]
    rows = "".join(
        f'<div class="post"><h2 class="entry-title"><a href="{p}" rel="bookmark">{H[i]}</a></h2><a href="{p}#comments">{i} تعليقات</a><a href="https://x.com/share?u={p}">غرّد</a><div class="entry-summary">مقتطف… <a class="more" href="{p}">اقرأ المزيد</a></div><a href="/archives/category/local" rel="category tag">محليات</a></div>'
        for i, p in enumerate(paths)
    )
    pager = '<div class="nav-links"><a class="page-numbers" href="/archives/category/local/page/2">2</a><a class="next page-numbers" href="/archives/category/local/page/2">التالي »</a></div>'
    return _listing(host, "/archives/category/local", page(menu() + rows + pager + footer()), paths, "/archives/category/local/page/2")


def second_page() -> Listing:
    """The second page of a list: both directions, the first page without a number."""
    host, paths = "https://second.example", [f"/news/{slug(H[20 + i])}/{i}.html" for i in range(14)]
    rows = "".join(f'<div class="n"><a href="{p}">{H[20 + i]}</a></div>' for i, p in enumerate(paths))
    pager = '<div class="pg"><a href="/news/">السابق</a><a href="/news/">1</a><b>2</b><a href="/news/page/3/">3</a><a href="/news/page/4/">4</a><a href="/news/page/3/">التالي</a><a href="/news/page/90/">الأخير</a></div>'
    return _listing(host, "/news/page/2/", page(menu() + rows + pager + footer()), paths, "/news/page/3/")


def titles_beside_links() -> Listing:
    """Every card is covered by an empty link; the title stands beside it unlinked, whole in an aria label."""
    host, paths = "https://cover.example", [f"/story/{slug(H[i])}" for i in range(12)]
    cards = "".join(
        f'<div class="tile"><a class="cover" href="{p}" aria-label="{H[i]}"></a><img src="{i}.jpg"><div class="tile-title">{H[i]}</div><div class="tile-time">{i + 1} نوفمبر</div></div>'
        for i, p in enumerate(paths)
    )
    return _listing(host, "/sections/arts", page(menu("/sections/{}") + f'<div class="tiles">{cards}</div>' + footer()), paths)


def live_and_archive() -> Listing:
    """A section with dossiers and years of archive linked under the list in words as long as headlines."""
    host, paths = "https://dossier.example", [f"/report/{4400 + i}/{slug(H[i])}" for i in range(12)]
    rows = "".join(f'<li><a href="{p}"><b>{H[i]}</b></a><small>{i + 1}/11/2026</small></li>' for i, p in enumerate(paths))
    dossiers = "".join(
        f'<li><a href="/dossier/{n}">ملف خاص: كل ما نشرناه عن {name} منذ بداية العام</a></li>' for n, name in enumerate(MENU[1:7])
    )
    years = "".join(f'<a href="/archive/{year}">أرشيف عام {year} كاملا</a> ' for year in range(2010, 2026))
    return _listing(
        host,
        "/reports",
        page(
            menu()
            + f'<ul class="reports">{rows}</ul><h3>ملفات</h3><ul class="dossiers">{dossiers}</ul><div class="years">{years}</div>'
            + footer()
        ),
        paths,
    )


MANNERS = (
    cut_titles,
    two_tickers,
    load_more,
    utility_classes,
    mixed_kinds,
    old_tables,
    section_with_columnists,
    hero_and_rails,
    date_groups,
    short_list_of_five,
    counted_links,
    second_page,
    titles_beside_links,
    live_and_archive,
)

"""Listings: the section's own articles, all of them and nothing else."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rasid.discover import listing_links
from rasid.discover.listing import parse
from rasid.urls import canonical_url
from tests.discover import fresh, sites, systems

MANNERS = (*sites.MANNERS, *fresh.MANNERS, *systems.MANNERS)


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.__name__)
def test_a_listing_yields_its_articles_and_nothing_else(manner: Callable[[], sites.Listing]) -> None:
    listing = manner()
    found = {link.url for link in listing_links(listing.html, listing.url).links}
    right = found & listing.articles
    assert len(right) >= 0.97 * len(listing.articles), f"missed {sorted(listing.articles - found)[:3]}"
    assert len(right) >= 0.95 * len(found), f"too many {sorted(found - listing.articles)[:3]}"


@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.__name__)
def test_a_listing_names_its_next_page(manner: Callable[[], sites.Listing]) -> None:
    listing = manner()
    more = listing_links(listing.html, listing.url).more
    assert (more[0] if more else None) == listing.next_page


@pytest.mark.parametrize(
    "manner",
    [sites.paginated, sites.card_grid, sites.ticker, sites.portal, sites.hashes, *fresh.MANNERS, *systems.MANNERS],
    ids=lambda manner: manner.__name__,
)
def test_every_article_carries_its_whole_headline(manner: Callable[[], sites.Listing]) -> None:
    listing = manner()
    for link in listing_links(listing.html, listing.url).links:
        assert link.title in (*sites.HEADLINES, systems.SHORT)


def _twice(html: str) -> str:
    head, _, rest = html.partition("<body")
    attributes, _, rest = rest.partition(">")
    inner, _, end = rest.rpartition("</body>")
    return f'{head}<body{attributes}><div class="d-lg-block">{inner}</div><div class="d-lg-none">{inner}</div></body>{end}'


REDRESSED: dict[str, Callable[[str], str]] = {
    "everything twice, for two sizes of screen": _twice,
    "no element says that it is a menu": lambda html: re.sub(r"<(/?)(?:nav|header|footer|aside)(?=[\s>])", r"<\1div", html),
    "every link wrapped": lambda html: html.replace("<a ", "<div><span><a ").replace("</a>", "</a></span></div>"),
    "a line a tag": lambda html: html.replace(">", ">\n\t").replace("<", "\n<"),
}


@pytest.mark.parametrize("dress", REDRESSED)
@pytest.mark.parametrize("manner", [*sites.MANNERS, *fresh.MANNERS], ids=lambda manner: manner.__name__)
def test_how_a_page_is_dressed_changes_nothing_in_what_it_lists(manner: Callable[[], sites.Listing], dress: str) -> None:
    listing = manner()
    found = {link.url for link in listing_links(REDRESSED[dress](listing.html), listing.url).links}
    assert len(found & listing.articles) >= 0.97 * len(listing.articles)
    assert len(found & listing.articles) >= 0.95 * len(found)


def test_the_portal_really_hides_38_stories_behind_many_links() -> None:
    html = sites.portal().html
    assert html.count("<a ") >= 87
    assert len(sites.portal().articles) == 38


def test_figures_at_the_start_of_a_headline_are_no_date_and_a_day_is_no_headline() -> None:
    listing = systems.headlines_that_begin_with_numbers()
    titles = [link.title or "" for link in listing_links(listing.html, listing.url).links]
    assert len(titles) == len(listing.articles)
    assert all("قتلى" in title for title in titles)


@pytest.mark.parametrize("timed", [True, False])
def test_a_stream_of_two_words_a_line_is_told_from_tags_by_its_hours(timed: bool) -> None:
    lines = [f"{what} {how}" for what in ("النفط", "الذهب", "القمح") for how in ("يرتفع", "ينخفض", "مستقر")]
    hour = '<time datetime="2026-11-26T10:10">10:10</time>' if timed else ""
    rows = "".join(f'<li>{hour}<a href="/b/{90_010 + i}">{line}</a></li>' for i, line in enumerate(lines))
    links = listing_links(sites.page(sites.menu() + f"<ul>{rows}</ul>" + sites.footer()), "https://x.example/breaking").links
    assert [link.title for link in links] == (lines if timed else [])


@pytest.mark.parametrize(
    "path", ["/2026/11/26/7712{}", "/news/{}-story"], ids=["addresses that look like articles'", "addresses that look like nothing"]
)
@pytest.mark.parametrize("opening", ["<h2>فعاليات</h2>", "<section><h2>فعاليات</h2><div>"], ids=["beside the cards", "over their box"])
def test_a_heading_over_all_there_is_heads_no_widget(opening: str, path: str) -> None:
    cards = "".join(
        f'<div class="card"><h3><a href="{path.format(10 + i)}">{title}</a></h3></div>' for i, title in enumerate(sites.HEADLINES[:8])
    )
    links = listing_links(sites.page(sites.menu() + f"<main>{opening}{cards}</main>" + sites.footer()), "https://x.example/events").links
    assert [link.title for link in links] == list(sites.HEADLINES[:8])


def test_a_directory_of_writers_lists_no_articles() -> None:
    names = [f"{first} {last}" for first in ("سلمى", "نادر", "هيفاء", "بدر") for last in ("الشامي", "بن عمر", "العتيبي المطيري")]
    rows = "".join(f'<div><a href="/writers/{500 + i}/{sites.slug(name)}"><h4>{name}</h4></a></div>' for i, name in enumerate(names))
    assert listing_links(sites.page(sites.menu() + rows + sites.footer()), "https://x.example/writers").links == ()


def test_routes_behind_a_hash_are_no_pages_to_fetch() -> None:
    rows = "".join(
        f'<div><a href="#/news/{i}/{sites.slug(title)}"><h3>{title}</h3></a></div>' for i, title in enumerate(sites.HEADLINES[:15])
    )
    assert listing_links(sites.page(rows), "https://x.example/").links == ()


MENU_ONLY = sites.page(
    sites.menu("/section/{}") + sites.menu("/category/{}", tag="div") + '<div class="content"><p>لا توجد مواد.</p></div>' + sites.footer()
)
DESIGN = sites.page(
    "".join(
        f'<div class="card"><h3><a href="{href}">{title}</a></h3></div>'
        for href, title in zip(["#", "/", "#!", "javascript:void(0)"] * 8, sites.HEADLINES, strict=False)
    )
)
MOST_READ_ONLY = sites.page(
    sites.menu()
    + "<h1>عذراً، الصفحة غير موجودة</h1><div><h2>الأكثر قراءة</h2><ul>"
    + "".join(f'<li><a href="/news/{4000 + n}/{sites.slug(title)}">{title}</a></li>' for n, title in enumerate(sites.HEADLINES[:8]))
    + "</ul></div>"
    + sites.footer()
)
SHELL = '<html><body><div id="root"></div><script src="/app.js"></script></body></html>'
ELSEWHERE = sites.page(
    "".join(f'<h3><a href="https://other.example/news/{5000 + n}/x">{title}</a></h3>' for n, title in enumerate(sites.HEADLINES[:10]))
)
TAGS = sites.page(
    "".join(f'<li><a href="/tags/{n + 5000}/{sites.slug(title)}">{title}</a></li>' for n, title in enumerate(sites.HEADLINES[:10]))
)


@pytest.mark.parametrize(
    "html",
    [MENU_ONLY, DESIGN, MOST_READ_ONLY, SHELL, ELSEWHERE, TAGS, "", "نص بلا وسوم", "<a" * 1000],
    ids=["menu", "design", "most-read", "shell", "elsewhere", "tags", "empty", "text", "broken"],
)
def test_a_page_without_a_list_yields_no_links_rather_than_its_menu(html: str) -> None:
    found = listing_links(html, "https://x.example/politics")
    assert found.links == ()


def test_the_seeds_pattern_decides_where_it_is_given() -> None:
    listing = sites.card_grid()
    found = listing_links(listing.html, listing.url, article_url=r"/news/4812\d\d/")
    assert {link.url for link in found.links} == listing.articles
    assert listing_links(listing.html, listing.url, article_url=r"/nowhere/").links == ()


def test_the_seeds_selectors_decide_where_they_are_given() -> None:
    listing = sites.portal()
    found = listing_links(listing.html, listing.url, selectors={"listing_links": ".b-stories a", "next_page": ".c-card"})
    assert len(found.links) == 9
    assert len(found.more) == 4
    lost = listing_links(listing.html, listing.url, selectors={"listing_links": ".gone"})
    assert lost.links == ()
    assert "'.gone'" in lost.problems[0]
    assert "cannot be read" in listing_links(listing.html, listing.url, selectors={"listing_links": "a[["}).problems[0]


def test_hostile_markup_ends_soon_and_without_an_exception() -> None:
    for html in (
        "<div>" * 200_000,
        '<a href="/x/1234">' * 50_000,
        "<ul><li>" * 50_000 + '<a href="/n/12345/a">عنوان طويل من خمس كلمات</a>',
        "<" * 500_000,
        '<a href="' + "a" * 2_000_000 + '">',
    ):
        started = time.process_time()
        listing_links(html, "https://x.example/")
        assert time.process_time() - started < 20


def corpus() -> Path:
    folder = Path(os.environ.get("RASID_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
    if not (folder / "manifest.jsonl").is_file():
        pytest.skip(f"no corpus at {folder}; set RASID_CORPUS")
    return folder


def entries() -> list[dict[str, str]]:
    return [json.loads(line) for line in (corpus() / "manifest.jsonl").read_text("utf-8").splitlines()]


def test_the_corpus_designer_templates_have_no_article_links() -> None:
    folder = corpus()
    for entry in entries():
        if entry["kind"] == "listing" and entry.get("template"):
            html = (folder / "pages" / Path(entry["file"]).name).read_text("utf-8")
            assert listing_links(html, entry.get("url_if_known") or "https://www.x.example/section").links == (), entry["id"]


def test_the_corpus_articles_are_found_behind_a_listing_of_their_own_site() -> None:
    """Each real address stands in a list of its site, beside invented ones of the same pattern."""
    for entry in entries():
        url = canonical_url(entry.get("url_if_known") or "")
        if entry["kind"] != "article" or not url or url.count("/") < 4:
            continue
        host = "/".join(url.split("/")[:3])
        twins = [url] + [f"{url}{n}" if not url.endswith("html") else url.replace("index.html", f"x{n}/index.html") for n in range(1, 9)]
        rows = "".join(
            f'<div class="row"><a href="{twin}"><img src="x.jpg"></a><h3><a href="{twin}">{title}</a></h3></div>'
            for twin, title in zip(twins, sites.HEADLINES, strict=False)
        )
        html = sites.page(sites.menu("/{}-section") + f'<div class="list">{rows}</div>' + sites.footer())
        found = {link.url for link in listing_links(html, f"{host}/some-section").links}
        assert found == {canonical_url(twin) for twin in twins}, entry["id"]


def test_what_is_cut_off_a_very_long_listing_is_told() -> None:
    story = '<li><h2><a href="/news/{n}-khabar">البلدية تفتتح حديقة جديدة في الحي رقم {n}</a></h2></li>'
    stories = "".join(story.format(n=n) for n in range(30))
    usual = listing_links(f"<main><ul>{stories}</ul></main>", "https://a.example/news/")
    many = listing_links(f"<main><ul>{stories}</ul></main>{'<a href=/x>x</a>' * 4_000}", "https://a.example/news/")
    long = listing_links(f"<main><ul>{stories}</ul></main>{'<i></i>' * 15_000}", "https://a.example/news/")
    assert usual.problems == ()
    assert [len(found.links) for found in (usual, many, long)] == [30, 30, 30]
    assert "4,030 links" in many.problems[0]
    assert "25,000 tags" in long.problems[0]


def test_elements_within_elements_without_end_are_not_searched_by_what_is_quadratic_in_their_depth() -> None:
    story = '<li><h2><a href="/news/{n}-khabar">البلدية تفتتح حديقة جديدة في الحي رقم {n}</a></h2></li>'
    page = f"<main><ul>{''.join(story.format(n=n) for n in range(30))}</ul></main>" + "<b class=x>" * 9_000
    soup = parse(page)
    assert max(sum(1 for _ in element.parents) for element in soup.find_all("a", limit=30)) < 10
    deepest, depth = soup, 0
    while deepest.find(True, recursive=False) is not None:
        deepest, depth = list(deepest.find_all(True, recursive=False))[-1], depth + 1
    assert depth < 300
    assert len(listing_links(page, "https://a.example/news/").links) == 30

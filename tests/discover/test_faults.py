"""One fault in a feed, a sitemap or a robots.txt costs that place, not what stands beside it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rasid.discover import feed_links, sitemap_links
from rasid.errors import FetchError
from rasid.fetch import robots

SITE = "https://www.sahel-daily.net"
TITLES = ["محطة القطار تتحول إلى مكتبة", "موسم الزيتون يبدأ باكرا", "ميناء الساحل يستقبل أول عبارة"]
DATES = ["2026-03-09T10:00:00+03:00", "2026-03-08T10:00:00+03:00", "2026-03-07T10:00:00+03:00"]
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def sitemap(names: str = NEWS, prefix: str = "news", titles: list[str] = TITLES, before: str = "", declared: str = "UTF-8") -> str:
    entries = "".join(
        f"<url><loc>{SITE}/local/{40771 + n}/story</loc><{prefix}:news><{prefix}:publication><{prefix}:name>الساحل</{prefix}:name></{prefix}:publication><{prefix}:publication_date>{DATES[n]}</{prefix}:publication_date><{prefix}:title>{title}</{prefix}:title></{prefix}:news><image:image><image:loc>{SITE}/i/{n}.jpg</image:loc><image:title>صورة</image:title></image:image></url>"
        for n, title in enumerate(titles)
    )
    return f'{before}<?xml version="1.0" encoding="{declared}"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {names}>{entries}</urlset>'


@pytest.mark.parametrize(
    ("body", "first"),
    [
        (sitemap(names="").encode(), TITLES[0]),
        (sitemap(names="", prefix="n").encode(), TITLES[0]),
        (sitemap(titles=["البلدية & الميناء", *TITLES[1:]]).encode(), "البلدية & الميناء"),
        (sitemap(titles=["سعر البرميل < سبعين", *TITLES[1:]]).encode(), "سعر البرميل < سبعين"),
        (sitemap(titles=["الساحل&nbsp;اليوم", *TITLES[1:]]).encode(), "الساحل اليوم"),
        (sitemap(before="Warning: Undefined variable $x in /srv/map.php on line 3\n").encode(), TITLES[0]),
        (sitemap(declared="ISO-8859-1").encode(), TITLES[0]),
        (sitemap(declared="windows-1256").encode(), TITLES[0]),
        (sitemap(declared="UTF-8").encode("cp1256"), TITLES[0]),
        (sitemap(titles=["<b>الساحل", *TITLES[1:]]).encode(), "الساحل"),
    ],
    ids=["undeclared", "undeclared n", "ampersand", "less", "name", "warning", "utf-8 as latin", "utf-8 as 1256", "1256 as utf-8", "open tag"],
)  # fmt: skip
def test_every_entry_of_a_faulty_news_sitemap_keeps_title_and_date(body: bytes, first: str) -> None:
    found = sitemap_links(body, f"{SITE}/news.xml")
    assert [link.title for link in found.links] == [first, *TITLES[1:]]
    assert [link.published_at for link in found.links] == [datetime.fromisoformat(date) for date in DATES]


def test_an_ampersand_in_an_address_is_part_of_it() -> None:
    written = (
        sitemap().replace("/local/40771/story", "/story.php?id=40771&cat=2").replace("/local/40772/story", "/story.php?id=40772&amp;cat=2")
    )
    addresses = [link.url for link in sitemap_links(written.encode(), f"{SITE}/news.xml").links]
    assert [
        f"id={n}" in address and "cat=2" in address and "amp" not in address
        for n, address in ((40771, addresses[0]), (40772, addresses[1]))
    ] == [True, True]


def test_each_entry_of_an_atom_feed_has_its_own_base() -> None:
    entries = "".join(
        f'<entry{base}><title>{TITLES[n]}</title><link href="{n}.html"/><id>t:{n}</id><updated>{DATES[n]}</updated></entry>'
        for n, base in enumerate([' xml:base="https://www.sahel-daily.net/local/"', "", ' xml:base="/sport/"'])
    )
    found = feed_links(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>', f"{SITE}/ar/all.atom")
    assert [link.url for link in found.links] == [f"{SITE}/local/0.html", f"{SITE}/ar/1.html", f"{SITE}/sport/2.html"]


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("&lt;![CDATA[موسم الزيتون يبدأ باكرا]]&gt;", "موسم الزيتون يبدأ باكرا"),
        ("&lt;![CDATA[ موسم &lt;b&gt;الزيتون&lt;/b&gt; ]]&gt;", "موسم الزيتون"),
        ("اتفاق R&D بين الجامعات", "اتفاق R&D بين الجامعات"),
        ("زيت & زيتون", "زيت & زيتون"),
        ("<![CDATA[زيت & زيتون]]>", "زيت & زيتون"),
        ("زيت &amp; زيتون", "زيت & زيتون"),
    ],
)
def test_a_title_of_a_feed_is_what_its_editor_wrote(written: str, title: str) -> None:
    body = f"<rss version='2.0'><channel><title>x</title><item><title>{written}</title><link>{SITE}/local/1</link></item></channel></rss>"
    assert feed_links(body, f"{SITE}/feed").links[0].title == title


@pytest.mark.parametrize("agent", ["rasid", "Rasid/0.1", "RASID/2.3 (bot; +https://x.example)", "rasid   # us"])
def test_a_group_that_names_a_version_of_us_is_obeyed(agent: str) -> None:
    kept = robots.record(
        f"User-agent: {agent}\nDisallow: /local/\n\nUser-agent: *\nAllow: /\n".encode(), 200, datetime(2026, 3, 10, tzinfo=UTC)
    )
    robots.check_allowed(kept, f"{SITE}/sport/1")
    with pytest.raises(FetchError):
        robots.check_allowed(kept, f"{SITE}/local/1")


def test_a_group_of_another_agent_is_not_ours() -> None:
    kept = robots.record(b"User-agent: rasidbot/1.0\nDisallow: /\n", 200, datetime(2026, 3, 10, tzinfo=UTC))
    robots.check_allowed(kept, f"{SITE}/local/1")

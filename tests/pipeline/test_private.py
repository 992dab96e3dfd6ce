"""A source on a private network opens its own hosts and ports, and nothing its pages, feeds or redirects name besides."""

from __future__ import annotations

from pathlib import Path

from rasid.model import Rule
from tests.fetch.hostile import serving
from tests.pipeline.odd_site import article, odd_site, with_section


def test_a_feed_cannot_make_rasid_ask_the_neighbours(tmp_path: Path, rules: tuple[Rule, ...]) -> None:
    with serving(secret=lambda wire: wire.answer()) as neighbour, odd_site(tmp_path, rules, {1: article(1)}) as site:
        links = (
            f"{neighbour.url}/secret/1-khabar",
            "http://169.254.169.254/latest/1-khabar",
            f"http://[::1]:{neighbour.port}/secret/1-khabar",
            site.url(1),
        )
        items = "".join(f"<item><title>خبر رقم {n} من الحي</title><link>{link}</link></item>" for n, link in enumerate(links))
        site.serve("/feed", f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "application/rss+xml")
        site.source = with_section(site.source, feeds=(f"{site.server.url}/feed",))
        outcome = site.visit()
        assert outcome.visit.counts.new == 1
        assert neighbour.asked == []

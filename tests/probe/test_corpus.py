"""Real article pages served from loopback as three sites, each with its listing and feed written in another manner: added and visited unedited."""

from __future__ import annotations

import json
import os
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from rasid.settings import CHECKOUT
from tests.probe.conftest import Run
from tests.probe.sites import Site, feed, listing, news_sitemap, serving

CORPUS = Path(os.environ.get("RASID_CORPUS", CHECKOUT.parent / "shared" / "corpus"))
FEED = ("youm7-2020-groundwater", "youm7-2024-taxi", "youm7-2024-greece")
LIST = ("albayan-2020-afghan", "almadenahnews-2020-covid", "sputnik-2020-egypt", "cnn-2013-syria")
OLD_ENCODINGS = ("derived-1256-declared-youm7", "derived-1256-undeclared-albayan", "derived-8859-6-declared-almadenah")
SHELL = '<!doctype html><html lang="ar"><head><title>الموقع</title><script src="/app.js"></script></head><body><div id="app"></div></body></html>'

pytestmark = pytest.mark.skipif(not (CORPUS / "manifest.jsonl").is_file(), reason=f"no corpus at {CORPUS} (RASID_CORPUS)")


def articles(names: tuple[str, ...], *, own_paths: bool = False) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in (CORPUS / "manifest.jsonl").read_text("utf-8").splitlines()]
    known = {line["id"]: line for line in lines}
    chosen = []
    for number, name in enumerate(names):
        line = known[name]
        truth = line.get("truth") or known[line["derived_from"]]["truth"]
        address = line.get("url_if_known") or ""
        path = ("" if own_paths else unquote(urlsplit(address).path)) or f"/news/{4000000 + number}"
        chosen.append({"path": path, "body": (CORPUS / line["file"]).read_bytes(), "truth": truth})
    return chosen


def put_articles(site: Site, chosen: list[dict[str, Any]]) -> None:
    for one in chosen:
        site.put(one["path"], one["body"])


def with_feed(site: Site) -> None:
    """RSS announced in the listing's head; absolute links; RFC 822 dates."""
    chosen = articles(FEED)
    put_articles(site, chosen)
    dated = [
        (one["path"], one["truth"]["headline"], format_datetime(datetime.fromisoformat(one["truth"]["published_at"]))) for one in chosen
    ]
    site.put("/rss.xml", feed(site, dated), "application/rss+xml; charset=utf-8")
    site.put("/news", listing("أخبار", dated, '<link rel="alternate" type="application/rss+xml" title="أخبار" href="/rss.xml">'))


def with_listing_only(site: Site) -> None:
    """No feed, no sitemap: relative links in cards."""
    chosen = articles(LIST, own_paths=True)  # four publishers' addresses on one site would be like no site
    put_articles(site, chosen)
    site.put("/arab/", listing("العرب والعالم", [(one["path"], one["truth"]["headline"], "") for one in chosen]))


def with_news_sitemap(site: Site) -> None:
    """The section is empty without a browser; robots.txt names a news sitemap. The articles are in encodings of before UTF-8."""
    chosen = articles(OLD_ENCODINGS)
    put_articles(site, chosen)
    site.put("/", SHELL)
    site.put("/robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.url}/sitemap-news.xml\n", "text/plain")
    dated = [(one["path"], one["truth"]["headline"], one["truth"]["published_at"]) for one in chosen]
    site.put("/sitemap-news.xml", news_sitemap(site, dated), "application/xml")


@pytest.mark.parametrize(
    ("build", "start", "names"),
    [(with_feed, "/news", FEED), (with_listing_only, "/arab/", LIST), (with_news_sitemap, "/", OLD_ENCODINGS)],
    ids=["feed", "listing only", "news sitemap"],
)
def test_real_pages_are_added_and_visited_without_editing_anything(
    build: Any, start: str, names: tuple[str, ...], rasid: Run, seeds: Path
) -> None:
    with serving(build) as site:
        done = rasid("new", site.url + start, "--yes", "--allow-private", "--id", "real")
        assert done.exit_code == 0, done.exception
        visit = rasid("visit", "real", "--json")
        outcome = json.loads(visit.stdout)
    if os.environ.get("RASID_TRANSCRIPT"):
        print(done.stdout, (seeds / "real" / "source.toml").read_text("utf-8"), visit.stdout)
    assert outcome["counts"]["new"] == len(names), outcome
    assert outcome["counts"]["refused"] == outcome["counts"]["errors"] == 0
    told = {(finding["key"], finding["severity"]) for finding in outcome["findings"]}
    assert "feed_problems" not in {key for key, _ in told}
    assert not {key for key, severity in told if severity == "critical"}, "they are years old, and nothing graver can be said of them"
    assert outcome["verdict"] in ("healthy", "degraded")
    wrong = {key for key, _ in told}
    assert not {key for key in wrong if key.startswith(("headline_missing", "body_missing", "text_mojibake", "published_at_missing"))}
    stored = "".join(page.read_text("utf-8") for page in (seeds / "real").iterdir())
    for one in articles(names):
        for sentence in (one["truth"]["headline"], *one["truth"]["body"].split("\n")):
            assert len(sentence.split()) < 5 or sentence not in stored

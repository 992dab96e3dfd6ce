"""The ledger remembers through which doors a site names its articles, and says of the news sitemap only what is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rasid.model import Counts, Door, Link, Origin, VisitRecord
from rasid.store import Ledger
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, SOURCE, article, record, url_of

HOUR = timedelta(hours=1)


def links(*numbers: int, door: Door = Door.NEWS_SITEMAP) -> tuple[Link, ...]:
    return tuple(Link(url=url_of(number), origin=Origin.SITEMAP, doors=(door,)) for number in numbers)


def saved(ledger: Ledger, made: VisitRecord, *, sitemaps: int = 1) -> None:
    with ledger.transaction() as tx:
        save_visit(ledger, tx, replace(made, visit=replace(made.visit, counts=Counts(sitemaps=sitemaps))))


def told(ledger: Ledger) -> dict[str, bool]:
    window = ledger.articles.window(SOURCE, NOON - timedelta(days=2), now=NOON)
    return ledger.links.in_news_sitemap(SOURCE, window)


def test_an_article_the_news_sitemap_names_is_in_it_and_one_it_leaves_out_is_not(ledger: Ledger) -> None:
    saved(ledger, record("v1", (1, 2), links=(*links(1), *links(2, door=Door.LISTING))))
    assert told(ledger) == {url_of(1): True, url_of(2): False}


def test_what_was_named_once_stays_named_and_doors_are_added_up(ledger: Ledger) -> None:
    saved(ledger, record("v1", (1, 2), links=(*links(1), *links(2, door=Door.LISTING))))
    saved(ledger, record("v2", at=NOON + HOUR, seen_urls=(url_of(1), url_of(2)), links=links(1, 2, door=Door.FEED)))
    saved(ledger, record("v3", at=NOON + 2 * HOUR, links=links(2)))
    assert told(ledger) == {url_of(1): True, url_of(2): True}
    (first, second) = ledger.articles.window(SOURCE, NOON - HOUR, now=NOON)
    assert first.doors == {Door.NEWS_SITEMAP, Door.FEED}
    assert second.doors == {Door.NEWS_SITEMAP, Door.FEED, Door.LISTING}


def test_without_a_news_sitemap_it_is_not_known(ledger: Ledger) -> None:
    saved(ledger, record("v1", (1,), links=links(1, door=Door.SITEMAP)))
    assert told(ledger) == {}


def test_while_the_sitemap_cannot_be_read_nobody_is_said_to_be_missing_from_it(ledger: Ledger) -> None:
    saved(ledger, record("v1", (1,), links=links(1)))
    saved(ledger, record("v2", (2,), at=NOON + HOUR, links=links(2, door=Door.LISTING)), sitemaps=0)
    assert told(ledger) == {url_of(1): True}


def test_an_article_too_old_for_a_news_sitemap_when_it_was_found_is_not_missing_from_it(ledger: Ledger) -> None:
    old = article(2, published_at=NOON - timedelta(days=3))
    saved(ledger, record("v1", (1,), articles=(article(1), old), links=(*links(1), *links(2, door=Door.LISTING))))
    assert told(ledger) == {url_of(1): True}


def test_a_link_that_waits_to_be_fetched_keeps_its_door(ledger: Ledger) -> None:
    """Named by the sitemap in one visit, fetched in the next, whose sitemap answers 304 and names nothing."""
    saved(ledger, record("v1", seen_urls=(url_of(1),), links=links(1)))
    saved(ledger, record("v2", at=NOON + HOUR, seen_urls=(url_of(1),), links=links(1, door=Door.LISTING)))
    saved(ledger, record("v3", (1,), at=NOON + 2 * HOUR, links=()))
    assert told(ledger) == {url_of(1): True}

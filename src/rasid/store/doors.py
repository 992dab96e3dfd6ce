"""Through which doors a site hands its articles out: feed, sitemap, news sitemap, listing. Remembered, because what answers 304 names nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, select, update

from rasid.model import Door, VisitRecord, WindowArticle
from rasid.store.keys import CHUNK, url_key
from rasid.store.link_writes import as_link
from rasid.store.tables.articles import articles, links

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger

NEWS_DAYS = timedelta(days=2)
"""A news sitemap names the articles of the last two days:
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap"""


LATELY = timedelta(days=7)


def doors_of(text: str | None) -> frozenset[Door]:
    """The column as values."""
    return frozenset(map(Door, (text or "").split()))


def note_doors(tx: Connection, record: VisitRecord) -> None:
    """Add the doors this visit found links through to what is known of their articles. Before the links of new articles are let go."""
    found = {url_key(link.url): set(link.doors) for link in record.links if link.doors}
    source_id = record.visit.source_id
    new = [url_key(article.url) for article in record.articles]
    for start in range(0, len(new), CHUNK):
        waiting = select(links).where(links.c.source_id == source_id, links.c.url_key.in_(new[start : start + CHUNK]))
        for row in tx.execute(waiting):
            found.setdefault(bytes(row.url_key), set()).update(as_link(row).doors)
    keys, moved = list(found), []
    for start in range(0, len(keys), CHUNK):
        here = articles.c.url_key.in_(keys[start : start + CHUNK])
        for row in tx.execute(select(articles.c.id, articles.c.url_key, articles.c.doors).where(articles.c.source_id == source_id, here)):
            known = doors_of(row.doors)
            if not found[bytes(row.url_key)] <= known:
                moved.append({"of": row.id, "named": " ".join(sorted(known | found[bytes(row.url_key)]))})
    if moved:
        tx.execute(update(articles).where(articles.c.id == bindparam("of")).values(doors=bindparam("named")), moved)


def in_news_sitemap(ledger: Ledger, source_id: str, items: Iterable[WindowArticle]) -> dict[str, bool]:
    """By address, whether the site's news sitemap names (or has named) the article; what cannot be known is left out.

    It cannot be known where the site has no news sitemap that rasid reads, where the last visit that saw the site could not read it,
    and of articles that were too old for one when they were first seen. Raises LedgerError.
    """
    given = list(items)
    named = {item.article.url: True for item in given if Door.NEWS_SITEMAP in item.doors}
    last = ledger.visits.last(source_id, looked=True)
    if last is None or not last.counts.sitemaps or not (named or _has_one(ledger, source_id, last.started_at)):
        return named
    return {item.article.url: False for item in given if item.doors and not _old(item)} | named


def _old(item: WindowArticle) -> bool:
    published = item.article.published_at
    return published is not None and published < item.first_seen_at - NEWS_DAYS


def _has_one(ledger: Ledger, source_id: str, looked_at: datetime) -> bool:
    """Any article of the source that was seen lately came out of a news sitemap."""
    lately = (articles.c.source_id == source_id, articles.c.last_seen_at >= looked_at - LATELY)
    query = select(articles.c.id).where(*lately, articles.c.doors.contains(Door.NEWS_SITEMAP.value)).limit(1)
    with ledger.reading() as tx:
        return tx.execute(query).first() is not None

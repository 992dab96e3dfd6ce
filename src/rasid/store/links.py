"""Links, each with its fate (decision 15), and through which doors a site hands its articles out.

A link that is no article (yet) is kept: an unchanged listing (304) names none, and one that could not be fetched when it was first linked would be
forgotten. One that became an article has its row in ``articles`` alone. Doors are remembered for the same reason.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from rasid.model import FAILED_FATES, Door, Fate, Link, LinkFate, VisitRecord, WindowArticle
from rasid.store.codec import from_plain, to_plain
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles, evidence, links
from rasid.store.keys import CHUNK, article_ids, url_key
from rasid.store.visits import Visits

FAILED = tuple(fate.value for fate in FAILED_FATES)


class Links:
    def __init__(self, database: Database, visits: Visits) -> None:
        self._database = database
        self._visits = visits

    def of(self, source_id: str, urls: Collection[str]) -> dict[str, LinkFate]:
        """Address → what became of it, of those of ``urls`` that are no articles and that an earlier visit met."""
        keys = {url_key(url): url for url in urls}
        with self._database.reading() as tx:
            return {keys[key]: fate_of(row) for key, row in stored_links(tx, source_id, list(keys)).items()}

    def tried(self, source_id: str, since: datetime) -> list[tuple[Link, LinkFate]]:
        """Links that the section named since then for the first time and that were asked for in vain, newest first."""
        query = (
            select(links)
            .where(links.c.source_id == source_id, links.c.first_seen_at >= since, links.c.fate.in_(FAILED))
            .order_by(links.c.first_seen_at.desc(), links.c.url)
        )
        with self._database.reading() as tx:
            return [(as_link(row), fate_of(row)) for row in tx.execute(query)]

    def fates(self, source_id: str, since: datetime) -> dict[Fate, int]:
        """How many links first named since then had each fate; every fate is a key."""
        counted = dict.fromkeys(Fate, 0)
        query = (
            select(links.c.fate, func.count()).where(links.c.source_id == source_id, links.c.first_seen_at >= since).group_by(links.c.fate)
        )
        read = select(func.count()).select_from(articles).where(articles.c.source_id == source_id, articles.c.first_seen_at >= since)
        with self._database.reading() as tx:
            for fate, count in tx.execute(query):
                counted[Fate(fate)] = int(count)
            counted[Fate.ARTICLE] = int(tx.execute(read).scalar_one())
        return counted

    def began(self, source_id: str) -> datetime | None:
        """When the first article of the source was read."""
        query = select(func.min(articles.c.first_seen_at)).where(articles.c.source_id == source_id)
        with self._database.reading() as tx:
            found: datetime | None = tx.execute(query).scalar()
            return found

    def last_read(self, source_id: str) -> datetime | None:
        """When a link last became an article."""
        query = select(func.max(articles.c.first_seen_at)).where(articles.c.source_id == source_id)
        with self._database.reading() as tx:
            found: datetime | None = tx.execute(query).scalar()
            return found

    def memory(self, source_id: str) -> Mapping[str, Any] | None:
        """What the template test remembers of the source, as its visits left it; None before the first."""
        with self._database.reading() as tx:
            found: Mapping[str, Any] | None = tx.execute(select(evidence.c.memory).where(evidence.c.source_id == source_id)).scalar()
            return found

    def in_news_sitemap(self, source_id: str, items: Iterable[WindowArticle]) -> dict[str, bool]:
        """By address, whether the site's news sitemap names (or has named) the article; what cannot be known is left out.

        It cannot be known where the site has no news sitemap that rasid reads, where the last visit that saw the site could not read it,
        and of articles that were too old for one when they were first seen. Raises LedgerError.
        """
        given = list(items)
        named = {item.article.url: True for item in given if Door.NEWS_SITEMAP in item.doors}
        last = self._visits.last(source_id, looked=True)
        if last is None or not last.counts.sitemaps or not (named or self._has_one(source_id, last.started_at)):
            return named
        return {item.article.url: False for item in given if item.doors and not _old(item)} | named

    def _has_one(self, source_id: str, looked_at: datetime) -> bool:
        """Any article of the source that was seen lately came out of a news sitemap."""
        lately = (articles.c.source_id == source_id, articles.c.last_seen_at >= looked_at - LATELY)
        query = select(articles.c.id).where(*lately, articles.c.doors.contains(Door.NEWS_SITEMAP.value)).limit(1)
        with self._database.reading() as tx:
            return tx.execute(query).first() is not None


def save_memory(tx: Connection, source_id: str, memory: Mapping[str, Any], *, at: datetime) -> None:
    values = {"memory": dict(memory), "updated_at": at}
    if tx.execute(evidence.update().where(evidence.c.source_id == source_id).values(**values)).rowcount == 0:
        tx.execute(evidence.insert().values(source_id=source_id, **values))


def fate_of(row: Any) -> LinkFate:
    link = row.link or {}
    return LinkFate(row.url, Fate(row.fate), row.why, row.first_seen_at, row.refusals, row.next_try_at, link.get("title"))


TRY_AGAIN = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""After each try in vain: a page that was no article may become one, sooner than later; after the last it is left to ``--recheck``."""
UNREAD_AGAIN = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
"""What a server refused or failed to send is there and may be had any hour: the last wait is kept up."""


def save_links(tx: Connection, record: VisitRecord, *, at: datetime) -> None:
    source_id = record.visit.source_id
    found = {link.url: link for link in record.links}
    fates = {fate.url: fate for fate in record.fates}
    fates |= {url: LinkFate(url, Fate.GONE) for url in record.gone_urls if url not in fates}
    done = {url_key(article.url) for article in record.articles}
    keys = {url_key(url): url for url in (*record.seen_urls, *found, *fates)}
    stored = stored_links(tx, source_id, [*keys, *done])
    settled = [key for key in done if key in stored]
    if settled:
        tx.execute(links.delete().where(links.c.source_id == source_id, links.c.url_key.in_(settled)))
    known = article_ids(tx, source_id, keys)
    fresh, moved = [], []
    for key, url in keys.items():
        if key in done or key in known:
            continue
        row = stored.get(key)
        values = {
            "link": to_plain(_remembering(found[url], row)) if url in found else row.link if row else {},
            **_fate(fates.get(url), row, at),
        }
        if row is None:
            fresh.append({"source_id": source_id, "url_key": key, "url": url, "first_seen_at": at, "last_seen_at": at, **values})
        else:
            moved.append({"of": key, "last_seen_at": at if url in found or url in record.seen_urls else row.last_seen_at, **values})
    if fresh:
        tx.execute(links.insert(), fresh)
    if moved:
        mine = (links.c.source_id == source_id, links.c.url_key == bindparam("of"))
        tx.execute(links.update().where(*mine).values({name: bindparam(name) for name in moved[0] if name != "of"}), moved)


PAGES_BACK = timedelta(hours=48)
"""As long as a window is by default: what was tried in vain before is news no more."""


def try_at_once(tx: Connection, source_id: str, *, at: datetime) -> None:
    """Every link tried in vain of late is due now, whatever its back-off."""
    failed = [fate.value for fate in FAILED_FATES]
    late = (links.c.source_id == source_id, links.c.first_seen_at >= at - PAGES_BACK, links.c.fate.in_(failed))
    tx.execute(links.update().where(*late).values(next_try_at=at))


def _fate(fate: LinkFate | None, row: Row[Any] | None, at: datetime) -> dict[str, Any]:
    """The columns that say what became of a link; one that was not asked for in this visit keeps what an earlier visit learnt of it."""
    tries = row.refusals if row else 0
    if fate is not None and fate.fate is Fate.ARTICLE:  # its story is kept at another address
        return {"refusals": tries, "fate": fate.fate.value, "why": fate.why, "next_try_at": None}
    if fate is None or (fate.fate not in FAILED_FATES and tries):
        kept = (
            {"fate": row.fate, "why": row.why, "next_try_at": row.next_try_at} if row else {"fate": "waiting", "why": "", "next_try_at": at}
        )
        return {"refusals": tries, **kept}
    if fate.fate not in FAILED_FATES:
        return {"refusals": tries, "fate": fate.fate.value, "why": fate.why, "next_try_at": at}
    waits = UNREAD_AGAIN if fate.fate is Fate.UNREAD else TRY_AGAIN
    wait = waits[tries] if tries < len(waits) else UNREAD_AGAIN[-1] if fate.fate is Fate.UNREAD else None
    return {"refusals": tries + 1, "fate": fate.fate.value, "why": fate.why, "next_try_at": at + wait if wait is not None else None}


def stored_links(tx: Connection, source_id: str, keys: list[bytes]) -> dict[bytes, Row[Any]]:
    """Key → its row in ``links``."""
    stored: dict[bytes, Row[Any]] = {}
    for start in range(0, len(keys), CHUNK):
        query = select(links).where(links.c.source_id == source_id, links.c.url_key.in_(keys[start : start + CHUNK]))
        stored.update({bytes(row.url_key): row for row in tx.execute(query)})
    return stored


def _remembering(link: Link, row: Row[Any] | None) -> Link:
    """``link`` with the doors it was found through before: what answers 304 today does not name it again."""
    return link if row is None else dataclasses.replace(link, doors=tuple(dict.fromkeys((*as_link(row).doors, *link.doors))))


def as_link(row: Any) -> Link:
    """The stored Link; of one that was only an address, a bare Link."""
    return dataclasses.replace(from_plain(Link, row.link), url=row.url) if row.link else Link(url=row.url)


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


def _old(item: WindowArticle) -> bool:
    published = item.article.published_at
    return published is not None and published < item.first_seen_at - NEWS_DAYS

"""Questions about articles: which are known, which are due, and the window that rules judge."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from rasid.model import Article, Link, WindowArticle, counted_at
from rasid.store.codec import changed_fields, unpack
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles, links, revisions
from rasid.store.duplicates import Duplicates
from rasid.store.keys import CHUNK, article_ids, url_key
from rasid.store.links import as_link, doors_of
from rasid.store.revisions import Revised, history
from rasid.urls import forms_of

PENDING_DAYS = 7
"""A link that the section has not shown for so long is not worth fetching any more."""


class Articles:
    def __init__(self, database: Database, duplicates: Duplicates) -> None:
        self._database = database
        self._duplicates = duplicates

    def known(self, source_id: str, urls: Collection[str], *, now: datetime | None = None) -> set[str]:
        """Those of ``urls`` that need no first fetch: stored articles, and links refused lately (see ``rasid.store.links``)."""
        now = now or self._database.clock()
        keys = {url_key(url): url for url in urls}
        wanted = list(keys)
        with self._database.reading() as tx:
            found = set(article_ids(tx, source_id, wanted))
            for start in range(0, len(wanted), CHUNK):
                waiting = or_(links.c.next_try_at.is_(None), links.c.next_try_at > now)
                refused = select(links.c.url_key).where(
                    links.c.source_id == source_id, links.c.url_key.in_(wanted[start : start + CHUNK]), waiting
                )
                found.update(map(bytes, tx.execute(refused).scalars()))
        return {keys[key] for key in found}

    def stored(self, source_id: str, urls: Collection[str]) -> set[str]:
        """Those of ``urls`` that are articles of the database."""
        keys = {url_key(url): url for url in urls}
        with self._database.reading() as tx:
            return {keys[key] for key in article_ids(tx, source_id, keys)}

    def stored_forms(self, source_id: str, urls: Collection[str]) -> dict[str, str]:
        """Address → the form of it (``rasid.urls.forms_of``) its article or link is stored under, where that is another one.

        A feed and a listing may write one address differently; an article must not be stored twice for it.
        """
        keys = {url_key(url): url for url in urls}
        with self._database.reading() as tx:
            here = _stored_addresses(tx, source_id, keys)
            forms = {url_key(form): (url, form) for key, url in keys.items() if key not in here for form in forms_of(url)}
            return dict(forms[key] for key in _stored_addresses(tx, source_id, forms))

    def pending(self, source_id: str, *, now: datetime | None = None) -> list[Link]:
        """Links of earlier visits that are still to be fetched, latest first: over the visit's limit, failed, or refused and due again.

        A listing that answers 304 names no links; these are what it would have named.
        """
        now = now or self._database.clock()
        query = (
            select(links)
            .where(links.c.source_id == source_id, links.c.next_try_at <= now, links.c.last_seen_at >= now - timedelta(days=PENDING_DAYS))
            .order_by(links.c.last_seen_at.desc(), links.c.first_seen_at.desc(), links.c.url)
        )
        with self._database.reading() as tx:
            return [as_link(row) for row in tx.execute(query)]

    def due(self, source_id: str, now: datetime) -> list[str]:
        """Addresses of articles whose second look (1, 6, 24 h after publication) is due, longest overdue first."""
        query = (
            select(articles.c.url)
            .where(articles.c.source_id == source_id, articles.c.next_look_at <= now)
            .order_by(articles.c.next_look_at, articles.c.id)
        )
        with self._database.reading() as tx:
            return list(tx.execute(query).scalars())

    def window(
        self,
        source_id: str,
        since: datetime,
        *,
        visit_articles: Sequence[Article] = (),
        seen_urls: Collection[str] = (),
        now: datetime | None = None,
        read_with: str = "",
    ) -> list[WindowArticle]:
        """The latest revision of every article of the source seen since then, in the order of first sight.

        Seen means extracted, looked at again, or still linked from the section. Articles that are gone are left out (see :meth:`gone`).
        ``visit_articles``, extracted in the visit under way and not yet stored, take their places: as the article's new revision, as
        its reread latest one, or at the end as new. ``seen_urls`` are linked from the section now, which is not stored yet either.
        ``read_with``: the version that read ``visit_articles``; what it reads differently from another version was edited by nobody.
        """
        now = now or self._database.clock()
        fresh = {article.url: article for article in visit_articles}
        with self._database.reading() as tx:
            near = dict(zip(fresh, self._duplicates.nearest(tx, list(fresh.values()), source_id), strict=True)) if fresh else {}
            seen = (articles.c.source_id == source_id, articles.c.last_seen_at >= since, articles.c.gone_at.is_(None))
            stored = _window(tx, *seen)
            here = {item.article.url for item in stored}
            outside = list(article_ids(tx, source_id, [url_key(url) for url in {*fresh, *seen_urls} - here]).values())
            for start in range(0, len(outside), CHUNK):
                stored += _window(tx, articles.c.id.in_(outside[start : start + CHUNK]))
        if outside:
            stored = sorted(
                (item for item in stored if item.gone_at is None or item.article.url in fresh), key=lambda item: item.first_seen_at
            )
        window = []
        for item in stored:
            article = fresh.pop(item.article.url, None)
            window.append(item if article is None else _reread(item, article, near[item.article.url].same_source, now, read_with))
        for url, article in fresh.items():
            repeated = near[url].same_source
            window.append(
                WindowArticle(
                    article=article,
                    first_seen_at=now,
                    revision=1,
                    revised_at=now,
                    new_in_visit=True,
                    near_duplicate_of=repeated.url if repeated else None,
                )
            )
        return window

    def shown_last(self, source_id: str, visit_start: datetime) -> list[str]:
        """Addresses of the articles that the section showed at or after ``visit_start``: what an unchanged listing (304) shows still."""
        query = select(articles.c.url).where(
            articles.c.source_id == source_id, articles.c.last_seen_at >= visit_start, articles.c.gone_at.is_(None)
        )
        with self._database.reading() as tx:
            return list(tx.execute(query).scalars())

    def read_otherwise(self, source_id: str, since: datetime, read_with: str) -> set[str]:
        """Addresses of the window's articles whose latest revision another version read."""
        query = (
            select(articles.c.url)
            .join(revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.revision))
            .where(articles.c.source_id == source_id, articles.c.last_seen_at >= since, articles.c.gone_at.is_(None))
            .where(revisions.c.read_with.is_(None) | (revisions.c.read_with != read_with))
        )
        with self._database.reading() as tx:
            return set(tx.execute(query).scalars())

    def gone(self, source_id: str, since: datetime) -> list[WindowArticle]:
        """Articles that answered 404 or 410 for the first time since then; ``gone_at`` says when."""
        with self._database.reading() as tx:
            return _window(tx, articles.c.source_id == source_id, articles.c.gone_at >= since)

    def latest(self, source_id: str, url: str) -> WindowArticle | None:
        """One article as it stands, gone or not."""
        with self._database.reading() as tx:
            found = _window(tx, articles.c.id.in_(article_ids(tx, source_id, [url_key(url)]).values()))
        return found[0] if found else None

    def revisions(self, source_id: str, url: str) -> list[Revised]:
        """Every revision of one article, newest first, each beside the one before it; empty when it is not known."""
        return history(self._database, source_id, url)

    def rhythm(self, source_id: str, since: datetime) -> dict[datetime, int]:
        """Articles published in each hour since then (UTC, hour → count): the series of volume rules.

        An article counts as :func:`rasid.model.counted_at` says; so the backlog that a first visit finds does not look like a burst of news.
        """
        query = select(articles.c.published_at, articles.c.first_seen_at).where(
            articles.c.source_id == source_id, articles.c.first_seen_at >= since
        )
        counted: dict[datetime, int] = {}
        with self._database.reading() as tx:
            for published_at, first_seen_at in tx.execute(query):
                hour = counted_at(published_at, first_seen_at).replace(minute=0, second=0, microsecond=0)
                counted[hour] = counted.get(hour, 0) + 1
        return dict(sorted(counted.items()))

    def count(self, source_id: str | None = None) -> int:
        query = select(func.count()).select_from(articles)
        if source_id is not None:
            query = query.where(articles.c.source_id == source_id)
        with self._database.reading() as tx:
            return int(tx.execute(query).scalar_one())


def _window_query() -> Select[Any]:
    earlier = articles.alias("earlier")
    before = revisions.alias("before")
    return (
        select(
            articles,
            revisions.c.payload,
            revisions.c.reason,
            revisions.c.read_with,
            before.c.payload.label("before"),
            earlier.c.url.label("earlier_url"),
        )
        .join(revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.revision))
        .outerjoin(before, (before.c.article_id == articles.c.id) & (before.c.number == articles.c.revision - 1))
        .outerjoin(earlier, earlier.c.id == articles.c.near_duplicate_of)
        .order_by(articles.c.first_seen_at, articles.c.id)
    )


def _window(tx: Connection, *conditions: ColumnElement[bool]) -> list[WindowArticle]:
    return [
        WindowArticle(
            article=unpack(row.payload),
            first_seen_at=row.first_seen_at,
            revision=row.revision,
            revised_at=row.revised_at,
            near_duplicate_of=row.earlier_url,
            # What a better extractor reads differently was changed by nobody: rules on silent edits must not see it.
            previous=unpack(row.before) if row.before is not None and row.reason == "seen" else None,
            gone_at=row.gone_at,
            doors=doors_of(row.doors),
            read_with=row.read_with,
        )
        for row in tx.execute(_window_query().where(*conditions))
    ]


def _reread(item: WindowArticle, article: Article, repeated: Any, now: datetime, read_with: str) -> WindowArticle:
    """A stored article as the visit under way read it: a new revision if its content changed."""
    changed = changed_fields(item.article, article)
    edited = bool(changed) and not (read_with and item.read_with != read_with)
    return WindowArticle(
        article=article,
        first_seen_at=item.first_seen_at,
        revision=item.revision + 1 if changed else item.revision,
        revised_at=now if changed else item.revised_at,
        revised_in_visit=edited,
        near_duplicate_of=repeated.url if repeated else None if "body" in changed else item.near_duplicate_of,
        previous=item.article if edited else item.previous,
        read_with=read_with or item.read_with,
        doors=item.doors,
    )


def _stored_addresses(tx: Connection, source_id: str, keys: Collection[bytes]) -> set[bytes]:
    """Those of ``keys`` that stand for a stored article or link."""
    wanted = list(keys)
    found = set(article_ids(tx, source_id, wanted))
    for start in range(0, len(wanted), CHUNK):
        query = select(links.c.url_key).where(links.c.source_id == source_id, links.c.url_key.in_(wanted[start : start + CHUNK]))
        found.update(map(bytes, tx.execute(query).scalars()))
    return found

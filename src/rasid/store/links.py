"""Questions about links: what became of each, and what of all that a section named in a span of time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from rasid.model import FAILED_FATES, Fate, Link, LinkFate
from rasid.store.keys import url_key
from rasid.store.link_writes import as_link, stored_links
from rasid.store.tables.articles import articles, evidence, links

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger

FAILED = tuple(fate.value for fate in FAILED_FATES)


class Links:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, source_id: str, urls: Collection[str]) -> dict[str, LinkFate]:
        """Address → what became of it, of those of ``urls`` that are no articles and that an earlier visit met."""
        keys = {url_key(url): url for url in urls}
        with self._ledger.reading() as tx:
            return {keys[key]: fate_of(row) for key, row in stored_links(tx, source_id, list(keys)).items()}

    def tried(self, source_id: str, since: datetime) -> list[tuple[Link, LinkFate]]:
        """Links that the section named since then for the first time and that were asked for in vain, newest first."""
        query = (
            select(links)
            .where(links.c.source_id == source_id, links.c.first_seen_at >= since, links.c.fate.in_(FAILED))
            .order_by(links.c.first_seen_at.desc(), links.c.url)
        )
        with self._ledger.reading() as tx:
            return [(as_link(row), fate_of(row)) for row in tx.execute(query)]

    def fates(self, source_id: str, since: datetime) -> dict[Fate, int]:
        """How many links first named since then had each fate; every fate is a key."""
        counted = dict.fromkeys(Fate, 0)
        query = (
            select(links.c.fate, func.count()).where(links.c.source_id == source_id, links.c.first_seen_at >= since).group_by(links.c.fate)
        )
        read = select(func.count()).select_from(articles).where(articles.c.source_id == source_id, articles.c.first_seen_at >= since)
        with self._ledger.reading() as tx:
            for fate, count in tx.execute(query):
                counted[Fate(fate)] = int(count)
            counted[Fate.ARTICLE] = int(tx.execute(read).scalar_one())
        return counted

    def began(self, source_id: str) -> datetime | None:
        """When the first article of the source was read."""
        query = select(func.min(articles.c.first_seen_at)).where(articles.c.source_id == source_id)
        with self._ledger.reading() as tx:
            found: datetime | None = tx.execute(query).scalar()
            return found

    def last_read(self, source_id: str) -> datetime | None:
        """When a link last became an article."""
        query = select(func.max(articles.c.first_seen_at)).where(articles.c.source_id == source_id)
        with self._ledger.reading() as tx:
            found: datetime | None = tx.execute(query).scalar()
            return found

    def memory(self, source_id: str) -> Mapping[str, Any] | None:
        """What the template test remembers of the source, as its visits left it; None before the first."""
        with self._ledger.reading() as tx:
            found: Mapping[str, Any] | None = tx.execute(select(evidence.c.memory).where(evidence.c.source_id == source_id)).scalar()
            return found


def save_memory(tx: Connection, source_id: str, memory: Mapping[str, Any], *, at: datetime) -> None:
    values = {"memory": dict(memory), "updated_at": at}
    if tx.execute(evidence.update().where(evidence.c.source_id == source_id).values(**values)).rowcount == 0:
        tx.execute(evidence.insert().values(source_id=source_id, **values))


def fate_of(row: Any) -> LinkFate:
    link = row.link or {}
    return LinkFate(row.url, Fate(row.fate), row.why, row.first_seen_at, row.refusals, row.next_try_at, link.get("title"))

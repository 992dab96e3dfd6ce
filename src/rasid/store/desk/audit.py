"""The audit: a line for every act at the desk, which can be added to and read, never changed (triggers see to that)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from rasid.errors import DeskError
from rasid.model.desk import Act, Role
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles
from rasid.store.database.tables.desk import audit
from rasid.store.keys import CHUNK, url_key


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts. Every writing method of the desk asks for one."""

    name: str
    role: Role = Role.EDITOR


class Audit:
    def __init__(self, database: Database) -> None:
        self._database = database

    def note(
        self,
        tx: Connection,
        who: Who,
        act: str,
        *,
        at: datetime,
        source_id: str | None = None,
        article_url: str | None = None,
        rule: str | None = None,
        detail: Mapping[str, Any] | None = None,
        undoes: int | None = None,
    ) -> int:
        """Write one line in the transaction of the act itself; its id."""
        done = tx.execute(
            insert(audit).values(
                at=at,
                who=who.name,
                role=str(who.role),
                act=act,
                source_id=source_id,
                article_key=url_key(article_url) if article_url is not None else None,
                article_url=article_url,
                rule=rule,
                detail=dict(detail or {}),
                undoes=undoes,
            )
        )
        return int(done.inserted_primary_key[0])  # type: ignore[index]

    def get(self, tx: Connection, act_id: int) -> Act:
        """Raises DeskError when there is no such line."""
        found = self._select(tx, select(audit).where(audit.c.id == act_id))
        if not found:
            raise DeskError(f"act {act_id}: there is no such line in the audit.", key="gone")
        return found[0]

    def recent(
        self,
        *,
        source_id: str | None = None,
        article_url: str | None = None,
        who: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
        before: int | None = None,
    ) -> list[Act]:
        """Newest first. ``before`` is the id of the last line already shown; ``since`` and ``until`` bound the time."""
        query = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if source_id is not None:
            query = query.where(audit.c.source_id == source_id)
        if article_url is not None:
            query = query.where(audit.c.article_key == url_key(article_url))
        if who is not None:
            query = query.where(audit.c.who == who)
        if since is not None:
            query = query.where(audit.c.at >= since)
        if until is not None:
            query = query.where(audit.c.at < until)
        if before is not None:
            query = query.where(audit.c.id < before)
        with self._database.reading() as tx:
            return self._select(tx, query)

    def people(self) -> list[str]:
        """Everybody who has done something, by name."""
        with self._database.reading() as tx:
            return sorted(tx.execute(select(audit.c.who).distinct()).scalars())

    def headlines(self, acts: Sequence[Act]) -> dict[tuple[str, str], str]:
        """(source, address) → headline, as the ledger knows it now."""
        keys = {url_key(act.article_url) for act in acts if act.article_url is not None}
        found: dict[tuple[str, str], str] = {}
        with self._database.reading() as tx:
            for start in range(0, len(keys), CHUNK):
                query = select(articles.c.source_id, articles.c.url, articles.c.headline).where(
                    articles.c.url_key.in_(sorted(keys)[start : start + CHUNK]), articles.c.headline.is_not(None)
                )
                found.update({(source_id, url): headline for source_id, url, headline in tx.execute(query)})
        return found

    def _select(self, tx: Connection, query: Any) -> list[Act]:
        rows = tx.execute(query).all()
        ids = [row.id for row in rows]
        taken_back: dict[int, int] = {}
        if ids:
            query_undone = select(audit.c.undoes, func.max(audit.c.id)).where(audit.c.undoes.in_(ids)).group_by(audit.c.undoes)
            taken_back = {int(undone): int(by) for undone, by in tx.execute(query_undone)}
        return [
            Act(
                row.id,
                row.at,
                row.who,
                row.role,
                row.act,
                row.source_id,
                row.article_url,
                row.rule,
                row.detail,
                row.undoes,
                taken_back.get(row.id),
            )
            for row in rows
        ]

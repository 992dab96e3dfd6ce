"""Findings that editors call wrong, with a word why: the only measure of a rule's precision on texts nobody prepared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from rasid.errors import DeskError
from rasid.model import Finding
from rasid.store.codec import unpack
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles, revisions
from rasid.store.database.tables.desk import doubts
from rasid.store.desk.audit import Audit, Who
from rasid.store.desk.waivers import fingerprint
from rasid.store.keys import url_key


@dataclass(frozen=True, slots=True)
class Doubt:
    rule: str
    why: str
    by: str
    at: datetime


class Doubts:
    def __init__(self, database: Database, audit: Audit) -> None:
        self._database = database
        self._audit = audit

    def add(self, who: Who, source_id: str, article_url: str, finding: Finding, why: str, *, now: datetime) -> int:
        """Id of the act. Raises DeskError without a word why, or when the same person has said so of the same finding."""
        if not why.strip():
            raise DeskError("say in a word why the finding is wrong: whoever mends the rule needs it.", key="reason")
        same = (
            doubts.c.source_id == source_id,
            doubts.c.article_key == url_key(article_url),
            doubts.c.rule == finding.rule,
            doubts.c.by == who.name,
            doubts.c.fingerprint == fingerprint(finding),
            doubts.c.withdrawn_at.is_(None),
        )
        with self._database.transaction() as tx:
            if tx.execute(select(doubts.c.id).where(*same)).first() is not None:
                raise DeskError("you have said so already.", key="said_already")
            done = tx.execute(
                insert(doubts).values(
                    source_id=source_id,
                    article_key=url_key(article_url),
                    article_url=article_url,
                    rule=finding.rule,
                    fingerprint=fingerprint(finding),
                    why=why.strip(),
                    by=who.name,
                    at=now,
                )
            )
            detail = {"doubt": int(done.inserted_primary_key[0]), "reason": why.strip()}  # type: ignore[index]
            return self._audit.note(
                tx, who, "doubt", at=now, source_id=source_id, article_url=article_url, rule=finding.rule, detail=detail
            )

    def of(self, source_id: str, article_url: str) -> list[Doubt]:
        """Oldest first, those withdrawn left out."""
        here = (doubts.c.source_id == source_id, doubts.c.article_key == url_key(article_url), doubts.c.withdrawn_at.is_(None))
        with self._database.reading() as tx:
            return [Doubt(row.rule, row.why, row.by, row.at) for row in tx.execute(select(doubts).where(*here).order_by(doubts.c.id))]

    def told(self) -> Iterator[dict[str, str | bool | None]]:
        """A line for each: the verdict and the text it was given on (the revision then in the ledger), as ``tests.bench.precision`` reads them."""
        query = (
            select(doubts, articles.c.id.label("number"))
            .outerjoin(articles, (articles.c.source_id == doubts.c.source_id) & (articles.c.url_key == doubts.c.article_key))
            .where(doubts.c.withdrawn_at.is_(None))
            .order_by(doubts.c.id)
        )
        with self._database.reading() as tx:
            for row in tx.execute(query).all():
                then = (
                    select(revisions.c.payload)
                    .where(revisions.c.article_id == row.number, revisions.c.seen_at <= row.at)
                    .order_by(revisions.c.number.desc())
                    .limit(1)
                )
                payload = tx.execute(then).scalar()
                article = unpack(payload) if payload is not None else None
                yield {
                    "id": row.article_url,
                    "rule": row.rule,
                    "verdict": False,
                    "why": row.why,
                    "by": row.by,
                    "at": row.at.isoformat(),
                    "source": row.source_id,
                    "headline": article.headline if article else None,
                    "body": "\n".join(article.body) if article else None,
                    "published_at": article.published_at.isoformat() if article and article.published_at else None,
                }

    def by_rule(self) -> dict[str, int]:
        """How often each rule was called wrong."""
        query = select(doubts.c.rule, func.count()).where(doubts.c.withdrawn_at.is_(None)).group_by(doubts.c.rule)
        with self._database.reading() as tx:
            return {rule: int(count) for rule, count in tx.execute(query)}

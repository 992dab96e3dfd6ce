"""Findings that editors call wrong, with a word why: the only measure of a rule's precision on texts nobody prepared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from rasid.errors import DeskError
from rasid.model import Finding
from rasid.store.database.session import Database
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

    def by_rule(self) -> dict[str, int]:
        """How often each rule was called wrong."""
        query = select(doubts.c.rule, func.count()).where(doubts.c.withdrawn_at.is_(None)).group_by(doubts.c.rule)
        with self._database.reading() as tx:
            return {rule: int(count) for rule, count in tx.execute(query)}

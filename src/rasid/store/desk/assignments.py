"""Who has which article, since when, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from rasid.store.database.tables.desk import assignments
from rasid.store.desk.versions import version_of
from rasid.store.keys import url_key


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who has an article, since when, until when; nobody by default."""

    assignee: str | None = None
    by: str = ""
    at: datetime | None = None
    due: datetime | None = None

    @property
    def version(self) -> str:
        return version_of(self.assignee, self.by, self.at)


def load(tx: Connection, source_id: str, article_url: str) -> Assignment:
    here = (assignments.c.source_id == source_id, assignments.c.article_key == url_key(article_url))
    row = tx.execute(select(assignments).where(*here)).one_or_none()
    return Assignment(row.assignee, row.by, row.at, row.due) if row is not None else Assignment()


def keep(tx: Connection, source_id: str, article_url: str, made: Assignment) -> None:
    here = (assignments.c.source_id == source_id, assignments.c.article_key == url_key(article_url))
    values = {"assignee": made.assignee, "by": made.by, "at": made.at, "due": made.due}
    if tx.execute(update(assignments).where(*here).values(**values)).rowcount == 0:
        tx.execute(insert(assignments).values(source_id=source_id, article_key=url_key(article_url), article_url=article_url, **values))

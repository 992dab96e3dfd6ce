"""Findings: one row for each time a rule began to fail on an article (or a section), open until it ends."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from rasid.store.database.schema import metadata
from rasid.store.database.types import Bytes, Id, Json, Moment, Scraped

findings = Table(
    "findings",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("article_key", Bytes, nullable=False),  # url_key of the article's address, or of the field of a section finding
    Column("article_url", Scraped),
    Column("scope", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("waived", Boolean, nullable=False),
    Column("affected", Integer, nullable=False),
    Column("finding", Json, nullable=False),  # the whole Finding as last seen
    Column("since", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("visits", Integer, nullable=False),  # consecutive visits that saw it
    Column("first_visit_id", Text, nullable=False),
    Column("last_visit_id", Text, nullable=False),
    Column("closed_at", Moment),
    Column("closed_visit_id", Text),
    Column("ending", Text),  # passed | left (the article left the window as it was)
    Index("ix_findings_source_closed", "source_id", "closed_at"),
    Index("ix_findings_closed", "closed_at"),
    Index("ix_findings_closed_rule", "closed_at", "rule"),
    Index("ix_findings_source_article", "source_id", "article_key"),
    sqlite_autoincrement=True,
)

Index(
    "uq_findings_open",
    findings.c.source_id,
    findings.c.rule,
    findings.c.article_key,
    unique=True,
    sqlite_where=findings.c.closed_at.is_(None),
    postgresql_where=findings.c.closed_at.is_(None),
)

"""Visits: one row from the moment a visit begins, completed by its commit."""

from sqlalchemy import Boolean, Column, Index, Table, Text

from rasid.store.database.schema import metadata
from rasid.store.database.types import Json, Moment, Scraped

visits = Table(
    "visits",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source_id", Text, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("slot", Moment),
    Column("finished_at", Moment),
    Column("verdict", Text),
    Column("cause", Text),
    Column("message", Scraped, nullable=False),
    Column("counts", Json, nullable=False),
    Column("first", Boolean, nullable=False),
    Column("run_url", Text),
    Column("metrics", Json, nullable=False),
    Column("read_with", Text),  # the version of what read and judged; null: it committed nothing, or before versions were kept
    Column("reason", Json),  # why it ended so, as rasid.model.values writes a Named
    Index("ix_visits_source_started", "source_id", "started_at"),
    Index("ix_visits_started", "started_at"),
    Index("ix_visits_source_finished", "source_id", "finished_at"),
)

# Asked at every visit and within every commit: of a year of visits a handful, at the most, have not ended.
Index(
    "ix_visits_unfinished",
    visits.c.source_id,
    visits.c.started_at,
    sqlite_where=visits.c.finished_at.is_(None),
    postgresql_where=visits.c.finished_at.is_(None),
)

"""Incidents, the lines of their history, and silences."""

from sqlalchemy import Column, Index, Integer, Table, Text

from rasid.store.database.schema import metadata
from rasid.store.database.types import Id, Json, Moment, Scraped

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("passes", Integer, nullable=False),
    Column("opened_at", Moment),
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", Scraped),
    Column("resolved_at", Moment),
    Column("resolved_by", Scraped),
    Column("reopened", Integer, nullable=False),
    Column("said", Integer, nullable=False),  # notices written; numbers their dedup keys
    Column("affected", Integer, nullable=False),
    Column("told_affected", Integer, nullable=False, server_default="0"),  # as it was last told
    Column("observed", Scraped),
    Column("expected", Scraped),
    Column("words", Json, nullable=False),  # title, advice and examples
    Column("last_visit_id", Text),
    Column("run_url", Text),
    Index("ix_incidents_source_state", "source_id", "state"),
    Index("ix_incidents_state", "state"),
    Index("ix_incidents_resolved", "resolved_at"),
)

incident_events = Table(
    "incident_events",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("incident_id", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", Text, nullable=False),
    Column("by", Scraped),
    Column("reason", Scraped, nullable=False),
    Column("visit_id", Text),
    Index("ix_incident_events_incident", "incident_id"),
    sqlite_autoincrement=True,
)

silences = Table(
    "silences",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source_id", Text),
    Column("rule", Text),
    Column("cause", Text),
    Column("until", Moment, nullable=False),
    Column("author", Scraped, nullable=False),
    Column("reason", Scraped, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Index("ix_silences_until", "until"),
)

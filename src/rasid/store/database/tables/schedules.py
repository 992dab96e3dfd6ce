"""Schedules as last applied, and one row for every slot they promised."""

from sqlalchemy import Column, Index, Integer, Table, Text

from rasid.store.database.schema import metadata
from rasid.store.database.types import Json, Moment, Scraped

schedules = Table(
    "schedules",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("cron", Text),
    Column("every_minutes", Integer),
    Column("timezone", Text, nullable=False),
    Column("jitter_seconds", Integer, nullable=False),
    Column("applied_at", Moment, nullable=False),
    Column("checked_until", Moment, nullable=False),  # slots up to here have their rows
    Column("paused_at", Moment),
    Column("applied", Json, nullable=False),  # whatever the deployer must remember of what it applied last
)

slots = Table(
    "slots",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("slot", Moment, primary_key=True),
    Column("state", Text, nullable=False),  # started | done | skipped | missed
    Column("visit_id", Text),
    Column("noted_at", Moment, nullable=False),
    Column("reason", Scraped, nullable=False),
    Index("ix_slots_slot", "slot"),
)

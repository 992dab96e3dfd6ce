"""Notices, which commit with what they speak of, and what became of them on each route.

A route is known here by its name alone (service and fingerprint): its address holds secrets and never enters the database.
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from rasid.store.database.schema import metadata
from rasid.store.database.types import Id, Json, Moment, Scraped

notices = Table(
    "notices",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("incident_id", Text),
    Column("visit_id", Text),
    Column("cause", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("by", Scraped),
    Column("payload", Json, nullable=False),
    Column("routed_at", Moment),  # null: nobody has been found yet who wants to hear it
    Index("ix_notices_incident", "incident_id"),
    Index("ix_notices_routed", "routed_at"),
    Index("ix_notices_created", "created_at"),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("number", Id, ForeignKey("notices.number"), nullable=False),
    Column("incident_id", Text),
    Column("route", Text, nullable=False),
    Column("state", Text, nullable=False),  # pending | sending | sent | dropped | moved
    Column("maybe_sent", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("settled_at", Moment),
    Column("message_key", Text),
    Column("group_key", Text),
    UniqueConstraint("number", "route"),
    Index("ix_deliveries_state_route", "state", "route"),  # what is not settled is asked for in every round of the delivery loop
    Index("ix_deliveries_incident", "incident_id"),
    sqlite_autoincrement=True,
)

Index(
    "ix_deliveries_group",
    deliveries.c.group_key,
    sqlite_where=deliveries.c.group_key.is_not(None),
    postgresql_where=deliveries.c.group_key.is_not(None),
)

route_health = Table(
    "route_health",
    metadata,
    Column("route", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("down_since", Moment),
    Column("next_try_at", Moment),
    Column("last_error", Scraped, nullable=False),
    Column("last_sent_at", Moment),
    Column("recent", Json, nullable=False),
    Column("failure", Text),  # key of what is to be done about last_error
)

delivery_log = Table(
    "delivery_log",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("route", Text, nullable=False),
    Column("message_key", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # sent | refused | ambiguous | permanent | crashed
    Column("notices", Json, nullable=False),  # dedup keys
    Column("error", Scraped, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("failure", Text),  # key of what is to be done about error; null: nothing, or before there were keys
    Index("ix_delivery_log_at", "at"),
    sqlite_autoincrement=True,
)

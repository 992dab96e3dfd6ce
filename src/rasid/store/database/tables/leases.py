"""Who is at work on what, proved by a heartbeat."""

from sqlalchemy import Column, Table, Text

from rasid.store.database.schema import metadata
from rasid.store.database.types import Moment

leases = Table(
    "leases",
    metadata,
    Column("name", Text, primary_key=True),  # a source's id, or the name of a loop
    Column("holder", Text, nullable=False),  # a visit's id, or the loop's own
    Column("taken_at", Moment, nullable=False),
    Column("beat_at", Moment, nullable=False),
)

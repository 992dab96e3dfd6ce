"""What fetching remembers of hosts and addresses."""

from sqlalchemy import Column, Integer, Table, Text

from rasid.store.database.schema import metadata
from rasid.store.database.types import Bytes, Moment, Scraped

hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),  # scheme://host:port
    Column("next_free_at", Moment),
    Column("backed_off_until", Moment),
    Column("backed_off_reason", Scraped),
)

robots = Table(
    "robots",
    metadata,
    Column("host", Text, primary_key=True),
    Column("body", Scraped, nullable=False),
    Column("status", Integer, nullable=False),
    Column("fetched_at", Moment, nullable=False),
)

validators = Table(
    "validators",
    metadata,
    Column("url_key", Bytes, primary_key=True),
    Column("source_id", Text, primary_key=True),
    Column("etag", Scraped),
    Column("last_modified", Scraped),
    Column("saved_at", Moment, nullable=False),
)

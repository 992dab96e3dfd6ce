"""What a source repeats on most of its articles; a row a block of text. The row with the empty fingerprint says since when anything is learnt."""

from sqlalchemy import Column, Integer, Table, Text

from rasid.store.database.schema import metadata
from rasid.store.database.types import Bytes, Json, Moment, Scraped

repeats = Table(
    "repeats",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("fingerprint", Bytes, primary_key=True),
    Column("sample", Scraped, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("of_articles", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("changes", Json, nullable=False),  # [[moment, standing], …], in order
    Column("kept_at", Moment),  # a person said that it is the newsroom's
    Column("kept_by", Text, nullable=False, server_default=""),
)

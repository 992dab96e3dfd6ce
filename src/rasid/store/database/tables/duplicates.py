"""MinHash signatures and the index over their bands.

A band key is a 64-bit hash; the primary key of ``article_bands`` is the index that near-duplicates are looked up by.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text

from rasid.store.database.schema import metadata
from rasid.store.database.types import Bytes, Id, Moment

signatures = Table(
    "signatures",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("source_id", Text, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("signature", Bytes, nullable=False),
)

article_bands = Table(
    "article_bands",
    metadata,
    Column("band_key", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Id, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

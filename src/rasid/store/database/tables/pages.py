"""Where each archived answer lies: file, offset and length in a WARC file under the pages folder."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from rasid.store.database.schema import metadata
from rasid.store.database.types import Bytes, Id, Moment, Scraped

pages = Table(
    "pages",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("visit_id", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("url_key", Bytes, nullable=False),  # of the address asked for
    Column("url", Scraped, nullable=False),
    Column("status", Integer, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("file", Text, nullable=False),  # relative to the pages folder, with forward slashes
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Index("ix_pages_visit", "visit_id"),
    Index("ix_pages_source_url", "source_id", "url_key"),
    Index("ix_pages_file", "file"),
    sqlite_autoincrement=True,
)

"""Articles, their revisions, and links that are not (yet) articles.

``url_key`` is the first 16 bytes of the address's SHA-256: PostgreSQL refuses index entries over 2,700 bytes, and a
percent-encoded Arabic slug of a hostile page can be longer.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from rasid.store.database.schema import metadata
from rasid.store.database.types import Bytes, Id, Json, Moment, Scraped

articles = Table(
    "articles",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False),
    Column("url_key", Bytes, nullable=False),
    Column("url", Scraped, nullable=False),
    Column("section", Text),
    Column("type", Text, nullable=False),
    Column("language", Text),
    Column("headline", Scraped),
    Column("published_at", Moment),
    Column("modified_at", Moment),
    Column("first_seen_at", Moment, nullable=False),
    Column("first_visit_id", Text, nullable=False),
    Column("last_seen_at", Moment, nullable=False),  # extracted, looked at again, or still linked from the section
    Column("revision", Integer, nullable=False),  # number of the latest revision
    Column("revised_at", Moment, nullable=False),  # when the latest revision was first seen
    Column("next_look_at", Moment),  # when the second look is due; null when there are none left
    Column("gone_at", Moment),  # answered 404 or 410 since then
    Column("near_duplicate_of", Id),  # an earlier article of the same source
    Column("copy_of", Id),  # an earlier article of another source
    Column("doors", Text),  # where the site has named it: names of Door, sorted, a space between; null: not looked at yet
    UniqueConstraint("source_id", "url_key"),
    Index("ix_articles_source_last_seen", "source_id", "last_seen_at"),
    Index("ix_articles_source_first_seen", "source_id", "first_seen_at"),
    Index("ix_articles_source_next_look", "source_id", "next_look_at"),
    sqlite_autoincrement=True,
)

revisions = Table(
    "revisions",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("content_hash", Bytes, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("visit_id", Text, nullable=False),
    Column("reason", Text, nullable=False),  # seen | replayed
    Column("changed", Json, nullable=False),  # names of the fields that differ from the revision before
    Column("payload", Bytes, nullable=False),  # the Article, as rasid.store.codec packs it
    Column("read_with", Text),  # the version of what read it; null: before versions were kept
    Index("ix_revisions_seen", "seen_at"),
)

article_words = Table(
    "article_words",
    metadata,
    Column("article_id", Id, ForeignKey("articles.id"), primary_key=True, autoincrement=False),
    Column("words", Scraped, nullable=False),  # headline, standfirst, authors and body, folded, for the desk's search
)

links = Table(
    "links",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("url_key", Bytes, primary_key=True),
    Column("url", Scraped, nullable=False),
    Column("link", Json, nullable=False),  # the Link as last found; {} when only its address is known
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("refusals", Integer, nullable=False),  # how often it was asked for in vain
    Column("next_try_at", Moment),  # null: never again
    Column("fate", Text, nullable=False, server_default="waiting"),  # a Fate; that of articles is their own row
    Column("why", Text, nullable=False, server_default=""),  # the kind of page, or the cause and the HTTP status
    Index("ix_links_source_first_seen", "source_id", "first_seen_at"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("source_id", Text, primary_key=True),
    Column("memory", Json, nullable=False),  # what the template test remembers: counts, the last outcomes, the runs that are open
    Column("updated_at", Moment, nullable=False),
)

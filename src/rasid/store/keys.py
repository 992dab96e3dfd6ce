"""Short keys for long addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, select

from rasid.store.database.tables.articles import articles

NO_KEY = b""
"""Key of what has no address: section and history findings."""
CHUNK = 500
"""Keys asked for in one statement."""


def url_key(url: str) -> bytes:
    """16 bytes that stand for ``url``. PostgreSQL refuses index entries over 2,700 bytes; addresses can be longer."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:16]


def article_ids(tx: Connection, source_id: str, keys: Iterable[bytes]) -> dict[bytes, int]:
    """Key → id of those that are stored articles.

    Asked for by themselves, so that SQLite reads the index over the keys: beside other conditions it may choose to walk through
    all articles of the source instead.
    """
    wanted = list(keys)
    found: dict[bytes, int] = {}
    for start in range(0, len(wanted), CHUNK):
        query = select(articles.c.url_key, articles.c.id).where(
            articles.c.source_id == source_id, articles.c.url_key.in_(wanted[start : start + CHUNK])
        )
        found.update({bytes(key): article_id for key, article_id in tx.execute(query)})
    return found

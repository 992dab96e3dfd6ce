"""Links that are not articles (yet): found but not fetched, or fetched and refused.

An unchanged listing (304) names no links; without these rows an article that could not be fetched when it was first linked
would be forgotten.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from rasid.model import Link, VisitRecord
from rasid.store.codec import from_plain, to_plain
from rasid.store.keys import CHUNK, article_ids, url_key
from rasid.store.tables.articles import links

TRY_AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""After each refusal: a page that was no article may become one; after the fourth it is left alone."""


def save_links(tx: Connection, record: VisitRecord, *, at: datetime) -> None:
    source_id = record.visit.source_id
    found = {link.url: link for link in record.links}
    refused = {*record.refused_urls, *record.gone_urls}
    done = {url_key(article.url) for article in record.articles}
    keys = {url_key(url): url for url in (*record.seen_urls, *found, *refused)}
    stored = _stored(tx, source_id, [*keys, *done])
    settled = [key for key in done if key in stored]
    if settled:
        tx.execute(links.delete().where(links.c.source_id == source_id, links.c.url_key.in_(settled)))
    known = article_ids(tx, source_id, keys)
    fresh, moved = [], []
    for key, url in keys.items():
        if key in done or key in known:
            continue
        row = stored.get(key)
        values: dict[str, Any] = {
            "link": to_plain(_remembering(found[url], row)) if url in found else row.link if row else {},
            "refusals": row.refusals if row else 0,
            "next_try_at": row.next_try_at if row else at,
        }
        if url in refused:
            values["refusals"] += 1
            values["next_try_at"] = at + TRY_AGAIN[values["refusals"] - 1] if values["refusals"] <= len(TRY_AGAIN) else None
        if row is None:
            fresh.append({"source_id": source_id, "url_key": key, "url": url, "first_seen_at": at, "last_seen_at": at, **values})
        else:
            moved.append({"of": key, "last_seen_at": at, **values})
    if fresh:
        tx.execute(links.insert(), fresh)
    if moved:
        mine = (links.c.source_id == source_id, links.c.url_key == bindparam("of"))
        tx.execute(links.update().where(*mine).values({name: bindparam(name) for name in moved[0] if name != "of"}), moved)


def _stored(tx: Connection, source_id: str, keys: list[bytes]) -> dict[bytes, Row[Any]]:
    """Key → its row in ``links``."""
    stored: dict[bytes, Row[Any]] = {}
    for start in range(0, len(keys), CHUNK):
        query = select(links).where(links.c.source_id == source_id, links.c.url_key.in_(keys[start : start + CHUNK]))
        stored.update({bytes(row.url_key): row for row in tx.execute(query)})
    return stored


def _remembering(link: Link, row: Row[Any] | None) -> Link:
    """``link`` with the doors it was found through before: what answers 304 today does not name it again."""
    return link if row is None else dataclasses.replace(link, doors=tuple(dict.fromkeys((*as_link(row).doors, *link.doors))))


def as_link(row: Any) -> Link:
    """The stored Link; of one that was only an address, a bare Link."""
    return dataclasses.replace(from_plain(Link, row.link), url=row.url) if row.link else Link(url=row.url)

"""Links that are not articles (yet): found but not fetched, or fetched and refused.

An unchanged listing (304) names no links; without these rows an article that could not be fetched when it was first linked
would be forgotten.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from rasid.model import Link, VisitRecord
from rasid.store.codec import from_plain, to_plain
from rasid.store.keys import url_key
from rasid.store.tables.articles import articles, links

TRY_AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""After each refusal: a page that was no article may become one; after the fourth it is left alone."""
CHUNK = 500


def save_links(tx: Connection, record: VisitRecord, *, at: datetime) -> None:
    source_id = record.visit.source_id
    found = {link.url: link for link in record.links}
    refused = {*record.refused_urls, *record.gone_urls}
    done = {article.url for article in record.articles}
    keys = {url_key(url): url for url in (*record.seen_urls, *found, *refused)}
    stored, become = _stored(tx, source_id, [*keys, *(url_key(url) for url in done)])
    settled = [key for url in done if (key := url_key(url)) in stored]
    if settled:
        tx.execute(links.delete().where(links.c.source_id == source_id, links.c.url_key.in_(settled)))
    fresh = []
    for key, url in keys.items():
        if url in done or key in become:
            continue
        row = stored.get(key)
        values: dict[str, Any] = {"last_seen_at": at}
        if url in found:
            values["link"] = to_plain(found[url])
        if url in refused:
            refusals = (row.refusals if row else 0) + 1
            values |= {
                "refusals": refusals,
                "next_try_at": at + TRY_AGAIN[refusals - 1] if refusals <= len(TRY_AGAIN) else None,
            }
        if row is not None:
            tx.execute(links.update().where(links.c.source_id == source_id, links.c.url_key == key).values(**values))
        else:
            fresh.append(
                {
                    "source_id": source_id,
                    "url_key": key,
                    "url": url,
                    "link": {},
                    "first_seen_at": at,
                    "refusals": 0,
                    "next_try_at": at,
                }
                | values
            )
    if fresh:
        tx.execute(links.insert(), fresh)


def _stored(tx: Connection, source_id: str, keys: list[bytes]) -> tuple[dict[bytes, Any], set[bytes]]:
    """Key → its row in ``links``; and the keys that are articles already."""
    stored: dict[bytes, Any] = {}
    become: set[bytes] = set()
    for start in range(0, len(keys), CHUNK):
        these = keys[start : start + CHUNK]
        stored.update(
            {row.url_key: row for row in tx.execute(select(links).where(links.c.source_id == source_id, links.c.url_key.in_(these)))}
        )
        become.update(
            tx.execute(select(articles.c.url_key).where(articles.c.source_id == source_id, articles.c.url_key.in_(these))).scalars()
        )
    return stored, become


def as_link(row: Any) -> Link:
    """The stored Link; of one that was only an address, a bare Link."""
    return dataclasses.replace(from_plain(Link, row.link), url=row.url) if row.link else Link(url=row.url)

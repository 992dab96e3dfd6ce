"""Links that are not articles (yet): found but not fetched, or asked for in vain; each with its fate (decision 15).

An unchanged listing (304) names no links; without these rows an article that could not be fetched when it was first linked
would be forgotten. A link that became an article has its row in ``articles`` alone.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from rasid.model import FAILED_FATES, Fate, Link, LinkFate, VisitRecord
from rasid.store.codec import from_plain, to_plain
from rasid.store.keys import CHUNK, article_ids, url_key
from rasid.store.tables.articles import links

TRY_AGAIN = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""After each try in vain: a page that was no article may become one, sooner than later; after the last it is left to ``--recheck``."""
UNREAD_AGAIN = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
"""What a server refused or failed to send is there and may be had any hour: the last wait is kept up."""


def save_links(tx: Connection, record: VisitRecord, *, at: datetime) -> None:
    source_id = record.visit.source_id
    found = {link.url: link for link in record.links}
    fates = {fate.url: fate for fate in record.fates}
    fates |= {url: LinkFate(url, Fate.GONE) for url in record.gone_urls if url not in fates}
    done = {url_key(article.url) for article in record.articles}
    keys = {url_key(url): url for url in (*record.seen_urls, *found, *fates)}
    stored = stored_links(tx, source_id, [*keys, *done])
    settled = [key for key in done if key in stored]
    if settled:
        tx.execute(links.delete().where(links.c.source_id == source_id, links.c.url_key.in_(settled)))
    known = article_ids(tx, source_id, keys)
    fresh, moved = [], []
    for key, url in keys.items():
        if key in done or key in known:
            continue
        row = stored.get(key)
        values = {
            "link": to_plain(_remembering(found[url], row)) if url in found else row.link if row else {},
            **_fate(fates.get(url), row, at),
        }
        if row is None:
            fresh.append({"source_id": source_id, "url_key": key, "url": url, "first_seen_at": at, "last_seen_at": at, **values})
        else:
            moved.append({"of": key, "last_seen_at": at if url in found or url in record.seen_urls else row.last_seen_at, **values})
    if fresh:
        tx.execute(links.insert(), fresh)
    if moved:
        mine = (links.c.source_id == source_id, links.c.url_key == bindparam("of"))
        tx.execute(links.update().where(*mine).values({name: bindparam(name) for name in moved[0] if name != "of"}), moved)


PAGES_BACK = timedelta(hours=48)
"""As long as a window is by default: what was tried in vain before is news no more."""


def try_at_once(tx: Connection, source_id: str, *, at: datetime) -> None:
    """Every link tried in vain of late is due now, whatever its back-off."""
    failed = [fate.value for fate in FAILED_FATES]
    late = (links.c.source_id == source_id, links.c.first_seen_at >= at - PAGES_BACK, links.c.fate.in_(failed))
    tx.execute(links.update().where(*late).values(next_try_at=at))


def _fate(fate: LinkFate | None, row: Row[Any] | None, at: datetime) -> dict[str, Any]:
    """The columns that say what became of a link; one that was not asked for in this visit keeps what an earlier visit learnt of it."""
    tries = row.refusals if row else 0
    if fate is not None and fate.fate is Fate.ARTICLE:  # its story is kept at another address
        return {"refusals": tries, "fate": fate.fate.value, "why": fate.why, "next_try_at": None}
    if fate is None or (fate.fate not in FAILED_FATES and tries):
        kept = (
            {"fate": row.fate, "why": row.why, "next_try_at": row.next_try_at} if row else {"fate": "waiting", "why": "", "next_try_at": at}
        )
        return {"refusals": tries, **kept}
    if fate.fate not in FAILED_FATES:
        return {"refusals": tries, "fate": fate.fate.value, "why": fate.why, "next_try_at": at}
    waits = UNREAD_AGAIN if fate.fate is Fate.UNREAD else TRY_AGAIN
    wait = waits[tries] if tries < len(waits) else UNREAD_AGAIN[-1] if fate.fate is Fate.UNREAD else None
    return {"refusals": tries + 1, "fate": fate.fate.value, "why": fate.why, "next_try_at": at + wait if wait is not None else None}


def stored_links(tx: Connection, source_id: str, keys: list[bytes]) -> dict[bytes, Row[Any]]:
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

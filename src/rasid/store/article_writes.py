"""How a visit's articles get into the ledger: new ones, new revisions, re-reads, second looks, disappearances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, text, update

from rasid.model import FAILED_FATES, Article, VisitRecord
from rasid.store.codec import changed_fields, content_hash, pack, unpack
from rasid.store.database.tables.articles import article_words, articles, revisions
from rasid.store.desk.matching import words_of
from rasid.store.duplicates import Duplicates, Nearest
from rasid.store.keys import CHUNK, article_ids, url_key

SEEN, REPLAYED = "seen", "replayed"
"""Why there is a revision: the site shows something else, or rasid reads the stored page differently now."""
SECOND_LOOKS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""After publication: most silent edits of a news article fall into its first day."""
STALE = timedelta(hours=24)
"""An article published longer before it was first seen than this is looked at again by when it was seen."""


@dataclass(frozen=True, slots=True)
class Written:
    new: int = 0
    revised: int = 0


def next_look(base: datetime, after: datetime) -> datetime | None:
    """The first second look later than ``after``; None when all are past."""
    return next((base + wait for wait in SECOND_LOOKS if base + wait > after), None)


def look_base(published_at: datetime | None, first_seen_at: datetime) -> datetime:
    """What second looks are counted from: publication, if it can be believed, else the first sight."""
    if published_at is not None and first_seen_at - STALE <= published_at <= first_seen_at:
        return published_at
    return first_seen_at


def lock_source(tx: Connection, source_id: str) -> None:
    """One transaction at a time writes a source's articles: a visit and an editor's recheck may come together. SQLite has one writer anyway."""
    if tx.dialect.name == "postgresql":
        tx.execute(text("SELECT pg_advisory_xact_lock(hashtext(:source))"), {"source": f"rasid.save.{source_id}"})


def save_articles(tx: Connection, duplicates: Duplicates, record: VisitRecord, *, at: datetime) -> Written:
    """Store ``record``'s articles, note which known ones were seen, looked at or gone. One row an address, the last article given wins."""
    written = write_articles(tx, duplicates, record.visit.source_id, record.visit.id, record.articles, at=at, read_with=record.read_with)
    _touch(tx, record.visit.source_id, record, at)
    return written


def write_articles(
    tx: Connection,
    duplicates: Duplicates,
    source_id: str,
    visit_id: str,
    given_articles: Sequence[Article],
    *,
    at: datetime,
    reason: str = SEEN,
    read_with: str = "",
) -> Written:
    """New articles, and new revisions of known ones. With the reason ``replayed`` the site was not asked: nothing was seen or gone.

    ``read_with``: the version of what read them; empty for one that nobody knows.
    """
    given = {article.url: article for article in given_articles}
    known = _known(tx, source_id, list(given))
    nearest = dict(zip(given, duplicates.nearest(tx, list(given.values()), source_id), strict=True)) if given else {}
    new = [article for url, article in given.items() if url_key(url) not in known]
    _insert(tx, duplicates, new, nearest, source_id, visit_id, at, reason, read_with)
    revised = 0
    for url, article in given.items():
        if (row := known.get(url_key(url))) is not None:
            revised += _update(tx, duplicates, row, article, nearest[url], visit_id, at, reason, read_with)
    _link_within_visit(tx, source_id, new, nearest)
    return Written(len(new), revised)


def _known(tx: Connection, source_id: str, urls: Sequence[str]) -> dict[bytes, Row[Any]]:
    """Key → the article's row with its latest revision's payload and hash."""
    found = {}
    ids = list(article_ids(tx, source_id, map(url_key, urls)).values())
    for start in range(0, len(ids), CHUNK):
        query = (
            select(articles, revisions.c.payload, revisions.c.read_with)
            .join(revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.revision))
            .where(articles.c.id.in_(ids[start : start + CHUNK]))
        )
        found.update({bytes(row.url_key): row for row in tx.execute(query)})
    return found


def _insert(
    tx: Connection,
    duplicates: Duplicates,
    new: Sequence[Article],
    nearest: dict[str, Nearest],
    source_id: str,
    visit_id: str,
    at: datetime,
    reason: str,
    read_with: str,
) -> None:
    if not new:
        return
    rows = [
        {
            "source_id": source_id,
            "url_key": url_key(article.url),
            "url": article.url,
            "first_seen_at": at,
            "first_visit_id": visit_id,
            "last_seen_at": at,
            "revision": 1,
            "revised_at": at,
            "next_look_at": next_look(look_base(article.published_at, at), at),
            "gone_at": None,
            **_shown(article),
            **_repeats(nearest[article.url]),
        }
        for article in new
    ]
    ids = [row.id for row in tx.execute(articles.insert().returning(articles.c.id, sort_by_parameter_order=True), rows)]
    tx.execute(
        revisions.insert(),
        [
            {
                "article_id": article_id,
                "number": 1,
                "content_hash": content_hash(article),
                "seen_at": at,
                "visit_id": visit_id,
                "reason": reason,
                "changed": [],
                "payload": pack(article),
                "read_with": read_with or None,
            }
            for article_id, article in zip(ids, new, strict=True)
        ],
    )
    tx.execute(
        article_words.insert(),
        [{"article_id": article_id, "words": words_of(article)} for article_id, article in zip(ids, new, strict=True)],
    )
    duplicates.store(tx, [(article_id, source_id, at, article) for article_id, article in zip(ids, new, strict=True)])


def _update(
    tx: Connection,
    duplicates: Duplicates,
    row: Row[Any],
    article: Article,
    nearest: Nearest,
    visit_id: str,
    at: datetime,
    reason: str,
    read_with: str,
) -> int:
    """A known article read again: 1 when the publisher changed it, which is a new revision.

    Otherwise what was read stands in the place of the latest revision, so that rules judge the article as it is now. What another version
    of rasid reads differently is a revision that counts as no edit: nobody can tell whether the page changed as well.
    """
    before = unpack(row.payload)
    changed = changed_fields(before, article)
    values = _shown(article)
    if reason == SEEN:
        values |= {"last_seen_at": max(at, row.last_seen_at), "gone_at": None}
    payload = pack(article)
    if changed:
        number = row.revision + 1
        values |= {"revision": number, "revised_at": at}
        tx.execute(
            revisions.insert().values(
                article_id=row.id,
                number=number,
                content_hash=content_hash(article),
                seen_at=at,
                visit_id=visit_id,
                reason=REPLAYED if read_with and row.read_with != read_with else reason,
                changed=changed,
                payload=payload,
                read_with=read_with or None,
            )
        )
    elif payload != row.payload or row.read_with != read_with:
        same = (revisions.c.article_id == row.id, revisions.c.number == row.revision)
        again = {"payload": payload, "content_hash": content_hash(article), "read_with": read_with or row.read_with}
        tx.execute(revisions.update().where(*same).values(**again))
    if "body" in changed:
        values |= _repeats(nearest)
        duplicates.store(tx, [(row.id, row.source_id, row.first_seen_at, article)], revised=[row.id])
    if changed:
        tx.execute(article_words.update().where(article_words.c.article_id == row.id).values(words=words_of(article)))
    tx.execute(articles.update().where(articles.c.id == row.id).values(**values))
    return 1 if changed else 0


def _shown(article: Article) -> dict[str, Any]:
    """The fields that lists filter and sort by."""
    return {
        "section": article.section,
        "type": article.type.value,
        "language": article.language,
        "headline": article.headline,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
    }


def _repeats(nearest: Nearest) -> dict[str, Any]:
    return {
        "near_duplicate_of": nearest.same_source.article_id if nearest.same_source else None,
        "copy_of": nearest.elsewhere.article_id if nearest.elsewhere else None,
    }


def _link_within_visit(tx: Connection, source_id: str, new: Sequence[Article], nearest: dict[str, Nearest]) -> None:
    """An article that repeats one of the same visit learns its id only after both were inserted."""
    pairs = [
        (article.url, near.url) for article in new if (near := nearest[article.url].same_source) is not None and near.article_id is None
    ]
    if not pairs:
        return
    ids = article_ids(tx, source_id, {url_key(url) for pair in pairs for url in pair})
    statement = update(articles).where(articles.c.id == bindparam("of")).values(near_duplicate_of=bindparam("earlier"))
    tx.execute(statement, [{"of": ids[url_key(url)], "earlier": ids[url_key(earlier)]} for url, earlier in pairs])


def _touch(tx: Connection, source_id: str, record: VisitRecord, at: datetime) -> None:
    """Move on what is known of articles that were linked, looked at again or found gone in this visit."""
    linked = list(article_ids(tx, source_id, map(url_key, record.seen_urls)).values())
    for start in range(0, len(linked), CHUNK):
        tx.execute(
            articles.update().where(articles.c.id.in_(linked[start : start + CHUNK]), articles.c.last_seen_at < at).values(last_seen_at=at)
        )
    gone = list(article_ids(tx, source_id, map(url_key, record.gone_urls)).values())
    if gone:
        tx.execute(articles.update().where(articles.c.id.in_(gone), articles.c.gone_at.is_(None)).values(gone_at=at))
    answered = {page.url for page in record.pages if page.status in (200, 304)}
    looked = {
        *(article.url for article in record.articles),
        *record.gone_urls,
        *(fate.url for fate in record.fates if fate.fate in FAILED_FATES),
        *record.looked_urls,
        *answered,
    }
    ids = list(article_ids(tx, source_id, map(url_key, looked)).values())
    moved = []
    for start in range(0, len(ids), CHUNK):
        due = select(articles.c.id, articles.c.published_at, articles.c.first_seen_at).where(
            articles.c.id.in_(ids[start : start + CHUNK]), articles.c.next_look_at <= at
        )
        moved += [{"of": row.id, "then": next_look(look_base(row.published_at, row.first_seen_at), at)} for row in tx.execute(due)]
    if moved:
        tx.execute(update(articles).where(articles.c.id == bindparam("of")).values(next_look_at=bindparam("then")), moved)

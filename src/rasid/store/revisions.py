"""An article's life as editors read it: its revisions, and what was changed after publication without the page saying so."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from rasid.model import Article, Finding, Severity
from rasid.model.article import read_alike
from rasid.store.codec import from_plain, unpack
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles, revisions
from rasid.store.database.tables.findings import findings
from rasid.store.findings import PASSED
from rasid.store.keys import CHUNK, url_key

TOLD_BY_EDITORS = ("headline", "standfirst", "body", "published_at")
"""Fields whose change a reader would want to know of."""


@dataclass(frozen=True, slots=True)
class Revised:
    """One revision beside the one before it. ``before`` None for the first."""

    number: int
    seen_at: datetime
    reason: str
    changed: tuple[str, ...]
    article: Article
    before: Article | None = None


@dataclass(frozen=True, slots=True)
class SilentEdit:
    """One field of one article, changed after publication."""

    url: str
    headline: str | None
    field: str
    before: str
    after: str
    seen_at: datetime
    published_at: datetime | None
    number: int
    visit_id: str = ""
    """Of the visit (or look) that saw the change."""


def history(database: Database, source_id: str, url: str) -> list[Revised]:
    """Every revision of one article, newest first; empty when it is not known."""
    query = (
        select(revisions)
        .join(articles, articles.c.id == revisions.c.article_id)
        .where(articles.c.source_id == source_id, articles.c.url_key == url_key(url))
        .order_by(revisions.c.number)
    )
    found: list[Revised] = []
    with database.reading() as tx:
        for row in tx.execute(query):
            before = found[-1].article if found else None
            found.append(Revised(row.number, row.seen_at, row.reason, tuple(row.changed or ()), unpack(row.payload), before))
    return found[::-1]


def recent_articles(database: Database, since: datetime, *, limit: int, source_id: str | None = None) -> Iterator[tuple[str, Article]]:
    """(source, latest revision) of the articles first seen since then, the newest first."""
    query = (
        select(articles.c.source_id, revisions.c.payload)
        .join(revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.revision))
        .where(articles.c.first_seen_at >= since)
        .order_by(articles.c.first_seen_at.desc())
        .limit(limit)
    )
    if source_id is not None:
        query = query.where(articles.c.source_id == source_id)
    with database.reading() as tx:
        for of, payload in tx.execute(query):
            yield of, unpack(payload)


def silent_edits(database: Database, source_id: str, since: datetime, *, limit: int = 200) -> list[SilentEdit]:
    """Changes seen since then, newest first. One that came with a later modification date is owned up to, and left out.

    An article that answered 404 or 410 is one edit of the field ``gone``.
    """
    earlier = revisions.alias("earlier")
    query = (
        select(
            articles.c.url,
            revisions.c.number,
            revisions.c.seen_at,
            revisions.c.changed,
            revisions.c.visit_id,
            revisions.c.payload,
            earlier.c.payload.label("before"),
        )
        .join(articles, articles.c.id == revisions.c.article_id)
        .join(earlier, (earlier.c.article_id == revisions.c.article_id) & (earlier.c.number == revisions.c.number - 1))
        .where(articles.c.source_id == source_id, revisions.c.seen_at >= since, revisions.c.reason == "seen")
        .order_by(revisions.c.seen_at.desc())
        .limit(limit)
    )
    vanished = (
        select(articles.c.url, articles.c.headline, articles.c.published_at, articles.c.gone_at, articles.c.revision)
        .where(articles.c.source_id == source_id, articles.c.gone_at >= since)
        .limit(limit)
    )
    found: list[SilentEdit] = []
    with database.reading() as tx:
        for row in tx.execute(query):
            made = _edits(row.url, row.number, row.seen_at, unpack(row.before), unpack(row.payload), row.changed or ())
            found += [replace(edit, visit_id=row.visit_id) for edit in made]
        for row in tx.execute(vanished):
            found.append(SilentEdit(row.url, row.headline, "gone", "", "", row.gone_at, row.published_at, row.revision))
    return sorted(found, key=lambda edit: edit.seen_at, reverse=True)[:limit]


def fields_mended(database: Database, source_id: str, visit_ids: Sequence[str]) -> dict[tuple[str, str, str], bool]:
    """(address, visit, field) of findings that passed in one of these visits: the fault was there before, and is gone with the edit.

    True where the field as a whole was to be written anew: no place of it was marked, or nothing of it could stand (critical).
    """
    ids = sorted(set(visit_ids))
    found: dict[tuple[str, str, str], bool] = {}
    with database.reading() as tx:
        for start in range(0, len(ids), CHUNK):
            query = select(findings.c.article_url, findings.c.closed_visit_id, findings.c.finding).where(
                findings.c.source_id == source_id,
                findings.c.closed_visit_id.in_(ids[start : start + CHUNK]),
                findings.c.ending == PASSED,
                findings.c.article_url.is_not(None),
            )
            for url, visit_id, body in tx.execute(query):
                fault = from_plain(Finding, body)
                whole = not fault.spans or fault.severity is Severity.CRITICAL
                for name in {fault.field, *(span.field for span in fault.spans)}:
                    if name is not None:
                        found[url, visit_id, name] = whole or found.get((url, visit_id, name), False)
    return found


def _edits(url: str, number: int, seen_at: datetime, before: Article, after: Article, changed: Collection[str]) -> list[SilentEdit]:
    """``changed`` names the fields that differ by more than the precision they were read with."""
    told = after.modified_at is not None and (before.modified_at is None or after.modified_at > before.modified_at)
    edits: list[SilentEdit] = []
    before, after = read_alike(before, after)
    for name in TOLD_BY_EDITORS:
        old, new = written(before, name), written(after, name)
        if name in changed and old != new and not (told and name != "published_at"):
            edits.append(SilentEdit(url, after.headline or before.headline, name, old, new, seen_at, after.published_at, number))
    return edits


def written(article: Article, name: str) -> str:
    """A field as text that can be compared word by word."""
    if name == "body":
        return article.text
    value = getattr(article, name)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, tuple):
        return "، ".join(map(str, value))
    return "" if value is None else str(value)

"""Articles, findings and visits as tables for other programs: clean articles apart from quarantined ones, read in batches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from rasid.errors import LedgerError
from rasid.model import Finding, Severity
from rasid.store.codec import from_plain, unpack
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles, revisions
from rasid.store.database.tables.findings import findings
from rasid.store.database.tables.visits import visits
from rasid.store.export.columns import ARTICLE_COLUMNS, FINDING_COLUMNS, VISIT_COLUMNS
from rasid.store.export.files import FORMATS, Column, open_table
from rasid.store.findings import LEFT
from rasid.wording.values import in_both, title_of

BATCH = 500
QUARANTINES = (Severity.CRITICAL.value, Severity.WARNING.value)
"""An article with such a finding, not waived, is quarantined; what is only worth knowing does not spoil a corpus."""
VERDICTS = ("clean", "quarantined", "healthy", "degraded", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class ExportSelection:
    """What to export. ``since`` and ``until`` bound publication (first sight where there is none), of findings their life, of visits their start."""

    sources: Collection[str] = ()
    """None given: all."""
    since: datetime | None = None
    until: datetime | None = None
    """Exclusive."""
    verdicts: Collection[str] = ()
    """Any of :data:`VERDICTS`; clean and quarantined choose articles, the others visits. None given: all."""


@dataclass(frozen=True, slots=True)
class Exported:
    file: Path
    rows: int


def export_tables(
    database: Database,
    folder: Path,
    *,
    format: str = "parquet",
    wanted: ExportSelection = ExportSelection(),
    progress: Callable[[str, int], None] = lambda table, rows: None,
) -> list[Exported]:
    """Write ``articles``, ``quarantined``, ``findings`` and ``visits`` tables into ``folder``; a file is complete or not there.

    Raises LedgerError for an unknown format or verdict, a folder that cannot be written, or more rows than an XLSX sheet holds.
    """
    if format not in FORMATS:
        raise LedgerError(f"{format!r} is no format of the export. Choose one of {', '.join(FORMATS)}.")
    unknown = sorted(set(wanted.verdicts) - set(VERDICTS))
    if unknown:
        raise LedgerError(f"{unknown[0]!r} is no verdict. Choose among {', '.join(VERDICTS)}.")
    chosen = set(wanted.verdicts) or set(VERDICTS)
    done: list[Exported] = []
    with database.reading() as tx:
        for name, verdict in (("articles", "clean"), ("quarantined", "quarantined")):
            if verdict in chosen:
                done.append(_write(folder, name, format, ARTICLE_COLUMNS, _articles(tx, wanted, verdict), progress))
        if chosen & {"clean", "quarantined"}:
            done.append(_write(folder, "findings", format, FINDING_COLUMNS, _findings(tx, wanted), progress))
        if chosen - {"clean", "quarantined"}:
            done.append(_write(folder, "visits", format, VISIT_COLUMNS, _visits(tx, wanted, chosen), progress))
    return done


def _write(
    folder: Path,
    name: str,
    format: str,
    columns: tuple[Column, ...],
    batches: Iterator[list[dict[str, Any]]],
    progress: Callable[[str, int], None],
) -> Exported:
    file = folder / f"{name}.{format}"
    rows = 0
    with open_table(file, format, columns) as table:
        for batch in batches:
            table.write(batch)
            rows += len(batch)
            progress(name, rows)
    return Exported(file, rows)


def _quarantined() -> ColumnElement[bool]:
    """A finding that quarantines the article of the surrounding query: open, or open when the article left the window."""
    still = findings.alias("still")
    return (
        select(still.c.id)
        .where(
            still.c.source_id == articles.c.source_id,
            still.c.article_key == articles.c.url_key,
            still.c.severity.in_(QUARANTINES),
            still.c.waived.is_(False),
            or_(still.c.closed_at.is_(None), still.c.ending == LEFT),
        )
        .exists()
    )


def _articles(tx: Connection, wanted: ExportSelection, verdict: str) -> Iterator[list[dict[str, Any]]]:
    near, copied = articles.alias("near"), articles.alias("copied")
    moment = func.coalesce(articles.c.published_at, articles.c.first_seen_at)
    conditions = [_quarantined() if verdict == "quarantined" else ~_quarantined()]
    conditions += _bounds(wanted, articles.c.source_id, moment)
    query = (
        select(articles, revisions.c.payload, near.c.url.label("near_url"), copied.c.url.label("copied_url"))
        .join(revisions, and_(revisions.c.article_id == articles.c.id, revisions.c.number == articles.c.revision))
        .outerjoin(near, near.c.id == articles.c.near_duplicate_of)
        .outerjoin(copied, copied.c.id == articles.c.copy_of)
        .where(*conditions)
        .order_by(articles.c.id)
        .limit(BATCH)
    )
    last = 0
    while rows := tx.execute(query.where(articles.c.id > last)).all():
        last = rows[-1].id
        faults = _faults(tx, rows)
        yield [_article_row(row, verdict, faults.get((row.source_id, bytes(row.url_key)), [])) for row in rows]


def _faults(tx: Connection, rows: Any) -> dict[tuple[str, bytes], list[str]]:
    """(source, article key) → keys of the rules that fail, sorted."""
    query = select(findings.c.source_id, findings.c.article_key, findings.c.rule).where(
        findings.c.source_id.in_({row.source_id for row in rows}),
        findings.c.article_key.in_([row.url_key for row in rows]),
        findings.c.waived.is_(False),
        or_(findings.c.closed_at.is_(None), findings.c.ending == LEFT),
    )
    found: dict[tuple[str, bytes], set[str]] = {}
    for source_id, key, rule in tx.execute(query):
        found.setdefault((source_id, bytes(key)), set()).add(rule)
    return {about: sorted(rules) for about, rules in found.items()}


def _article_row(row: Any, verdict: str, faults: list[str]) -> dict[str, Any]:
    article = unpack(row.payload)
    same = (
        "section_name",
        "kicker",
        "headline",
        "standfirst",
        "agency",
        "dateline",
        "image",
        "published_raw",
        "published_precision",
        "language",
    )
    stored = (
        "source_id",
        "url",
        "section",
        "first_seen_at",
        "last_seen_at",
        "revision",
        "revised_at",
        "gone_at",
        "published_at",
        "modified_at",
    )
    return {
        **{name: getattr(article, name) for name in same},
        **{name: getattr(row, name) for name in stored},
        "verdict": verdict,
        "faults": faults,
        "type": article.type.value,
        "body": article.text,
        "words": len(article.text.split()),
        "authors": list(article.authors),
        "tags": list(article.tags),
        "captions": list(article.captions),
        "published_local": article.published_at.isoformat() if article.published_at else None,
        "near_duplicate_of": row.near_url,
        "copy_of": row.copied_url,
    }


def _findings(tx: Connection, wanted: ExportSelection) -> Iterator[list[dict[str, Any]]]:
    conditions: list[ColumnElement[bool]] = [findings.c.source_id.in_(wanted.sources)] if wanted.sources else []
    if wanted.since is not None:
        conditions.append(or_(findings.c.closed_at.is_(None), findings.c.closed_at >= wanted.since))
    if wanted.until is not None:
        conditions.append(findings.c.since < wanted.until)
    query = select(findings).where(*conditions).order_by(findings.c.id).limit(BATCH)
    last = 0
    while rows := tx.execute(query.where(findings.c.id > last)).all():
        last = rows[-1].id
        yield [_finding_row(row) for row in rows]


def _finding_row(row: Any) -> dict[str, Any]:
    held = from_plain(Finding, row.finding)
    title = in_both(partial(title_of, held))
    stored = (
        "source_id",
        "rule",
        "severity",
        "status",
        "cause",
        "scope",
        "article_url",
        "waived",
        "since",
        "last_seen_at",
        "closed_at",
        "visits",
    )
    return {
        **{name: getattr(row, name) for name in stored},
        "field": held.field or None,
        "title_ar": title.ar,
        "title_en": title.en,
        "observed": held.observed,
        "expected": held.expected,
        "offending": [span.text for span in held.spans],
    }


def _visits(tx: Connection, wanted: ExportSelection, chosen: set[str]) -> Iterator[list[dict[str, Any]]]:
    conditions = _bounds(wanted, visits.c.source_id, visits.c.started_at)
    if wanted.verdicts:
        conditions.append(visits.c.verdict.in_(chosen))
    query = select(visits).where(*conditions).order_by(visits.c.started_at, visits.c.id)
    counted = ("links", "fetched", "new", "revised", "refused", "errors")
    stored = ("id", "source_id", "started_at", "slot", "finished_at", "verdict", "cause", "message")
    for rows in tx.execute(query).partitions(BATCH):
        yield [{**{name: getattr(row, name) for name in stored}, **{name: row.counts.get(name, 0) for name in counted}} for row in rows]


def _bounds(wanted: ExportSelection, source: Any, moment: Any) -> list[ColumnElement[bool]]:
    bounds: list[ColumnElement[bool]] = [source.in_(wanted.sources)] if wanted.sources else []
    if wanted.since is not None:
        bounds.append(moment >= wanted.since)
    if wanted.until is not None:
        bounds.append(moment < wanted.until)
    return bounds

"""Which findings a waiver covers, and the waivers in force."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, true, update

from rasid.model import Finding, WindowArticle
from rasid.model.desk import Waiver
from rasid.model.retired import current, stands_for
from rasid.model.values import Quantity
from rasid.store.codec import from_plain
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles
from rasid.store.database.tables.desk import waivers
from rasid.store.database.tables.findings import findings
from rasid.store.keys import url_key

AGES = frozenset({"minutes", "hours", "days"})
CHUNK = 500
"""Values of one query."""


def fingerprint(finding: Finding) -> bytes:
    """16 bytes over what a finding's values say: a waiver of «this finding» does not cover another verdict of the same rule.

    An age is left out: it is another at every visit, and the finding the same.
    """
    value = finding.observed_value
    aging = isinstance(value, Quantity) and value.unit in AGES
    return _print(finding, finding.rule, None if aging else finding.observed)


def _print(finding: Finding, rule: str, observed: str | None) -> bytes:
    said = [rule, str(finding.status), observed, [[span.field, span.text] for span in finding.spans]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).digest()[:16]


def _answers(waiver: Waiver, finding: Finding) -> bool:
    """Whether the waiver was given for this very finding: by its fingerprint, or by that of a release that knew it by another key, or by its age."""
    earlier = {_print(finding, rule, finding.observed) for rule in (finding.rule, waiver.rule or finding.rule)}
    return waiver.fingerprint == fingerprint(finding) or waiver.fingerprint in earlier


def covers(waiver: Waiver, finding: Finding, section: str | None) -> bool:
    """``section`` is the id of the article's section, or of the section a section finding is about."""
    return (
        stands_for(waiver.rule, finding.rule)
        and waiver.article_url in (None, finding.article_url)
        and waiver.section in (None, section)
        and (waiver.fingerprint is None or _answers(waiver, finding))
    )


def mark(found: Iterable[Finding], in_force: Sequence[Waiver], sections: dict[str, str | None]) -> list[Finding]:
    """The findings with ``waived`` set anew; ``sections`` gives each article's section by its address."""
    return [
        replace(
            finding,
            waived=any(
                covers(waiver, finding, sections.get(finding.article_url) if finding.article_url is not None else finding.field or None)
                for waiver in in_force
            ),
        )
        for finding in found
    ]


def same_as(
    source_id: str, rule: str | None, article_url: str | None, section: str | None, seen: bytes | None
) -> tuple[ColumnElement[bool], ...]:
    """Waivers that say the very same."""
    wanted = {
        waivers.c.rule: rule,
        waivers.c.article_key: None if article_url is None else url_key(article_url),
        waivers.c.section: section,
        waivers.c.fingerprint: seen,
    }
    return (waivers.c.source_id == source_id, *(column.is_(None) if value is None else column == value for column, value in wanted.items()))


def carry(tx: Connection, source_id: str, before: Iterable[Finding], after: Iterable[Finding], now: datetime) -> None:
    """Waivers of single findings go on covering those that another version of rasid words, measures or marks otherwise."""
    then = {finding.identity: finding for finding in before}
    in_force = [waiver for waiver in load(tx, source_id=source_id, now=now) if waiver.fingerprint is not None]
    for finding in after if in_force else ():
        known = then.get(finding.identity)
        for waiver in in_force:
            here = known is not None and stands_for(waiver.rule, finding.rule) and waiver.article_url == finding.article_url
            if here and known is not None and _answers(waiver, known) and not _answers(waiver, finding):
                tx.execute(update(waivers).where(waivers.c.id == waiver.id).values(fingerprint=fingerprint(finding)))


def sections_of(window: Iterable[WindowArticle]) -> dict[str, str | None]:
    return {item.article.url: item.article.section for item in window}


def load(tx: Connection, *, source_id: str | None = None, now: datetime | None = None) -> list[Waiver]:
    """Newest first; with ``now`` only those in force then."""
    about = (articles.c.source_id == waivers.c.source_id) & (articles.c.url_key == waivers.c.article_key)
    query = select(waivers, articles.c.headline).outerjoin(articles, about).order_by(waivers.c.id.desc())
    if source_id is not None:
        query = query.where(waivers.c.source_id == source_id)
    if now is not None:
        query = query.where(waivers.c.lifted_at.is_(None), waivers.c.until.is_(None) | (waivers.c.until > now))
    return [replace(waiver_of(row), headline=row.headline) for row in tx.execute(query)]


def refresh(tx: Connection, source_id: str, now: datetime, *, rule: str | None = None, article_url: str | None = None) -> None:
    """Open findings that a decision is about, waived or not by what is in force now: it shows at once, not at the next visit.

    ``rule`` and ``article_url`` are the decision's own (None: all): what it is not about stays as it was written, and is not read.
    """
    which: list[ColumnElement[bool]] = [] if rule is None else [findings.c.rule.in_({rule, *current(rule)})]
    if article_url is not None:
        which.append(findings.c.article_key == url_key(article_url))
    other = [row.id for row in _otherwise(tx, source_id, now, *which)]
    for start in range(0, len(other), CHUNK):
        tx.execute(update(findings).where(findings.c.id.in_(other[start : start + CHUNK])).values(waived=~findings.c.waived))


def hides(database: Database, source_id: str, in_force: Sequence[Waiver]) -> list[int]:
    """How many open findings of the source each waiver covers. The database counts; findings that a waiver names one by one are read."""
    f, a = findings.c, articles.c
    there = [f.source_id == source_id, f.closed_at.is_(None)]
    about = (a.source_id == f.source_id) & (a.url_key == f.article_key)
    single = [waiver for waiver in in_force if waiver.article_url is not None]
    named = sorted({url_key(waiver.article_url) for waiver in single if waiver.article_url is not None})
    apart: dict[str | None, list[tuple[Finding, str | None]]] = {}
    with database.reading() as tx:
        wide = [] if len(single) == len(in_force) else tx.execute(
            select(f.rule, a.section, func.count())
            .select_from(findings.outerjoin(articles, about))
            .where(*there, f.article_url.is_not(None))
            .group_by(f.rule, a.section)
        ).all()  # fmt: skip
        asked = [f.article_url.is_(None), *(f.article_key.in_(named[start : start + CHUNK]) for start in range(0, len(named), CHUNK))]
        rules = {key for waiver in in_force for key in (current(waiver.rule) if waiver.rule else ())}
        if all(waiver.rule for waiver in in_force):
            there.append(f.rule.in_(rules))
        for which in asked if in_force else ():
            query = select(f.finding, a.section).select_from(findings.outerjoin(articles, about)).where(*there, which)
            for row in tx.execute(query):
                found = from_plain(Finding, row.finding)
                apart.setdefault(found.article_url, []).append((found, row.section if found.article_url else found.field or None))
    return [
        sum(covers(waiver, finding, section) for finding, section in apart.get(waiver.article_url, ()))
        + sum(
            n
            for rule, section, n in wide
            if waiver.article_url is None and stands_for(waiver.rule, rule) and waiver.section in (None, section)
        )
        for waiver in in_force
    ]


def lapsed(tx: Connection, now: datetime, *, source_id: str | None = None) -> frozenset[int]:
    """Ids of open findings that the last visit or act marked as waived and no decision covers any more: its end has come since."""
    over = select(waivers.c.source_id, waivers.c.rule).where(waivers.c.lifted_at.is_(None), waivers.c.until <= now).distinct()
    ended = list(tx.execute(over if source_id is None else over.where(waivers.c.source_id == source_id)))
    if not ended:
        return frozenset()
    # Only what a waiver that has ended could have covered is looked at: the others are as they were written.
    covered = [and_(findings.c.source_id == row.source_id, true() if row.rule is None else findings.c.rule == row.rule) for row in ended]
    return frozenset(row.id for row in _otherwise(tx, source_id, now, findings.c.waived, or_(*covered)))


def _otherwise(tx: Connection, source_id: str | None, now: datetime, *which: ColumnElement[bool]) -> list[Row[Any]]:
    """Open findings that are waived in the ledger and not by what is in force now, or the other way round."""
    query = (
        select(findings.c.id, findings.c.source_id, findings.c.waived, findings.c.finding, articles.c.section)
        .outerjoin(articles, (articles.c.source_id == findings.c.source_id) & (articles.c.url_key == findings.c.article_key))
        .where(findings.c.closed_at.is_(None), *which)
    )
    if source_id is not None:
        query = query.where(findings.c.source_id == source_id)
    rows = tx.execute(query).all()
    in_force = load(tx, source_id=source_id, now=now) if rows else []
    return [row for row in rows if row.waived != _covered(row, [waiver for waiver in in_force if waiver.source_id == row.source_id])]


def _covered(row: Row[Any], in_force: Sequence[Waiver]) -> bool:
    found = from_plain(Finding, row.finding)
    (judged,) = mark([found], in_force, {found.article_url: row.section} if found.article_url is not None else {})
    return judged.waived


def waiver_of(row: Row[Any]) -> Waiver:
    return Waiver(
        id=row.id,
        source_id=row.source_id,
        reason=row.reason,
        by=row.by,
        created_at=row.created_at,
        section=row.section,
        article_url=row.article_url,
        rule=row.rule,
        fingerprint=row.fingerprint,
        until=row.until,
        lifted_at=row.lifted_at,
    )

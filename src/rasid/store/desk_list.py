"""The desk's list: articles with their findings, filtered, searched, the worst first, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select

from rasid.arabic.script import fold
from rasid.model import Finding, Severity, Words
from rasid.store import waivers as waiving
from rasid.store.codec import from_plain
from rasid.store.finding_writes import LEFT
from rasid.store.keys import url_key
from rasid.store.tables.articles import articles
from rasid.store.tables.desk import assignments, comments, marks
from rasid.store.tables.findings import findings

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger

STILL_OPEN = ("open", "reopened", "still", "claimed")
STATES = (*STILL_OPEN, "waived", "fixed")
"""What can be asked for; ``open`` includes those that came back, that were said to be mended and are not, or are said to be and not yet seen."""
REMEMBERED = timedelta(days=7)
"""How long a finding that ended is shown under «fixed»."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What an editor asks to see. None and "" ask for everything; ``text`` is matched folded against headline, address and title."""

    source: str | None = None
    section: str | None = None
    rule: str | None = None
    severity: str | None = None
    state: str = "open"
    assignee: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """One finding on the list, with its life and what editors said of it."""

    id: int
    finding: Finding
    since: datetime
    state: str
    """One of STATES."""


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """One article on the list. ``url`` None: findings about the section or the site."""

    source_id: str
    url: str | None
    headline: str | None
    section: str | None
    published_at: datetime | None
    first_seen_at: datetime | None
    findings: tuple[ListedFinding, ...]
    assignee: str | None = None
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list. Totals count the whole of it."""

    articles: tuple[ListedArticle, ...]
    entries: int
    """What is listed: articles, and sources with something wrong about them as a whole."""
    to_fix: int
    """Articles with something critical or important."""
    minor: int
    """Articles with minor faults alone."""
    general: int
    """Findings about a section or a site, which no editing of an article mends."""
    total_findings: int
    by_severity: dict[str, int]
    rules: tuple[tuple[str, int], ...]
    """Rules with findings under this filter (its own rule left aside), most first."""


def listed(
    ledger: Ledger,
    wanted: Filter,
    *,
    now: datetime,
    page: int = 1,
    per_page: int = 25,
    titles: Mapping[str, Words] | None = None,
) -> Listed:
    """Findings are chosen on their columns alone; only those of the page shown are unpacked. ``per_page`` 0: all of it (for exports).

    ``titles`` are what rules say, so that they can be searched for.
    """
    searchable = {key: fold(f"{title.ar} {title.en}") for key, title in (titles or {}).items()} if wanted.text.strip() else {}
    with ledger.reading() as tx:
        lapsed = waiving.lapsed(tx, now, source_id=wanted.source)
        rows = [row for row in _rows(tx, wanted, now) if _asked(row, wanted, searchable, lapsed)]
        counted: dict[str, int] = {}
        for row in rows:
            counted[row.rule] = counted.get(row.rule, 0) + 1
        rows = [row for row in rows if wanted.rule in (None, "", row.rule)]
        grouped: dict[tuple[str, bytes], list[Row[Any]]] = {}
        for row in rows:
            grouped.setdefault((row.source_id, row.article_key), []).append(row)
        order = sorted(grouped.values(), key=_rank)
        shown = order if per_page == 0 else order[(page - 1) * per_page : page * per_page]
        by_severity = {str(severity): sum(1 for row in rows if row.severity == severity) for severity in Severity}
        made = tuple(
            _article(group, bodies, lapsed) for bodies in [_bodies(tx, [row.id for group in shown for row in group])] for group in shown
        )
    rules = tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
    about_articles = [group for group in order if group[0].article_url is not None]
    to_fix = sum(1 for group in about_articles if _rank(group)[0] < Severity.INFO.rank)
    return Listed(
        articles=made,
        entries=len(order),
        to_fix=to_fix,
        minor=len(about_articles) - to_fix,
        general=sum(1 for row in rows if row.article_url is None),
        total_findings=len(rows),
        by_severity=by_severity,
        rules=rules,
    )


def listed_article(ledger: Ledger, source_id: str, url: str, *, now: datetime) -> ListedArticle | None:
    """One article with every finding that is open, waived or ended lately; None when there is none."""
    with ledger.reading() as tx:
        rows = _rows(tx, Filter(source=source_id, state="fixed"), now, article_key=url_key(url))
        group = [row for row in rows if row.ending != LEFT]
        lapsed = waiving.lapsed(tx, now, source_id=source_id)
        return _article(group, _bodies(tx, [row.id for row in group]), lapsed) if group else None


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a wide waiver would hide at present."""

    findings: int
    articles: int


def hidden_by(ledger: Ledger, source_id: str, rule: str, section: str | None) -> Hidden:
    """Open findings of the rule on the source (in its section), those waived already left out."""
    counted = select(func.count(), func.count(findings.c.article_url)).where(
        findings.c.source_id == source_id, findings.c.rule == rule, findings.c.closed_at.is_(None), findings.c.waived.is_(False)
    )
    if section is not None:
        here = (articles.c.source_id == findings.c.source_id) & (articles.c.url_key == findings.c.article_key)
        counted = counted.select_from(findings.join(articles, here)).where(articles.c.section == section)
    with ledger.reading() as tx:
        found, about = tx.execute(counted).one()
    return Hidden(int(found), int(about))


def _rows(tx: Connection, wanted: Filter, now: datetime, *, article_key: bytes | None = None) -> list[Row[Any]]:
    earlier = findings.alias("earlier")
    reopened = (
        select(earlier.c.id)
        .where(
            earlier.c.source_id == findings.c.source_id,
            earlier.c.article_key == findings.c.article_key,
            earlier.c.rule == findings.c.rule,
            earlier.c.id < findings.c.id,
        )
        .exists()
    )
    said = (
        select(comments.c.source_id, comments.c.article_key, func.count().label("n"))
        .where(comments.c.removed_at.is_(None))
        .group_by(comments.c.source_id, comments.c.article_key)
        .subquery()
    )
    last_mark = (
        select(marks.c.source_id, marks.c.article_key, marks.c.rule, func.max(marks.c.id).label("mark_id"))
        .where(marks.c.withdrawn_at.is_(None))
        .group_by(marks.c.source_id, marks.c.article_key, marks.c.rule)
        .subquery()
    )
    f, a = findings.c, articles.c
    columns = (
        f.id,
        f.source_id,
        f.rule,
        f.article_key,
        f.article_url,
        f.severity,
        f.waived,
        f.since,
        f.last_seen_at,
        f.closed_at,
        f.ending,
    )
    query = (
        select(
            *columns,
            a.headline,
            a.section,
            a.published_at,
            a.first_seen_at,
            assignments.c.assignee,
            said.c.n.label("comments"),
            marks.c.outcome,
            marks.c.at.label("marked_at"),
            marks.c.checked_at,
            reopened.label("reopened"),
        )
        .outerjoin(articles, (a.source_id == f.source_id) & (a.url_key == f.article_key))
        .outerjoin(assignments, (assignments.c.source_id == f.source_id) & (assignments.c.article_key == f.article_key))
        .outerjoin(said, (said.c.source_id == f.source_id) & (said.c.article_key == f.article_key))
        .outerjoin(
            last_mark,
            (last_mark.c.source_id == f.source_id) & (last_mark.c.article_key == f.article_key) & (last_mark.c.rule == f.rule),
        )
        .outerjoin(marks, marks.c.id == last_mark.c.mark_id)
    )
    if wanted.state == "fixed":
        query = query.where(f.closed_at.is_(None) | (f.closed_at >= now - REMEMBERED))
    else:
        query = query.where(f.closed_at.is_(None))
    if article_key is not None:
        query = query.where(f.article_key == article_key)
    if wanted.source:
        query = query.where(f.source_id == wanted.source)
    if wanted.section:
        query = query.where(a.section == wanted.section)
    if wanted.severity:
        query = query.where(f.severity == wanted.severity)
    if wanted.assignee:
        query = query.where(assignments.c.assignee == wanted.assignee)
    rows = tx.execute(query.order_by(f.id)).all()
    # What came back stands for what was mended before: one finding of a rule on an article, the latest.
    latest = {(row.source_id, row.article_key, row.rule): row.id for row in rows}
    return [row for row in rows if latest[row.source_id, row.article_key, row.rule] == row.id]


def state_of(row: Row[Any], lapsed: Collection[int]) -> str:
    """One of STATES. A mark confirmed by looking again counts as fixed until rasid sees the fault after that.

    ``lapsed`` are ids of findings whose waiver has ended since they were last seen.
    """
    if row.closed_at is not None:
        return "fixed"
    if row.outcome == "confirmed" and row.checked_at is not None and row.checked_at >= row.last_seen_at:
        return "fixed"
    if row.waived and row.id not in lapsed:
        return "waived"
    if row.outcome in ("waiting", "not_checked") and row.marked_at >= row.last_seen_at:
        return "claimed"
    if row.outcome == "still_there" and row.marked_at >= row.since:
        return "still"
    return "reopened" if row.reopened or row.outcome == "confirmed" else "open"


def _asked(row: Row[Any], wanted: Filter, titles: Mapping[str, str], lapsed: Collection[int]) -> bool:
    if row.ending == LEFT:
        return False
    state = state_of(row, lapsed)
    if state not in STILL_OPEN if wanted.state == "open" else state != wanted.state:
        return False
    if not wanted.text.strip():
        return True
    text = fold(f"{row.headline or ''} {row.article_url or ''} {row.rule}") + " " + titles.get(row.rule, "")
    return all(word in text for word in fold(wanted.text).split())


def _rank(group: list[Row[Any]]) -> tuple[int, int, float]:
    newest = max(row.published_at or row.since for row in group)
    return (min(Severity(row.severity).rank for row in group), -len(group), -newest.timestamp())


def _bodies(tx: Connection, ids: list[int]) -> dict[int, Finding]:
    found: dict[int, Finding] = {}
    for start in range(0, len(ids), 500):
        query = select(findings.c.id, findings.c.finding).where(findings.c.id.in_(ids[start : start + 500]))
        found.update({row.id: from_plain(Finding, row.finding) for row in tx.execute(query)})
    return found


def _article(group: list[Row[Any]], bodies: dict[int, Finding], lapsed: Collection[int]) -> ListedArticle:
    first = group[0]
    ordered = sorted(group, key=lambda row: (Severity(row.severity).rank, row.rule))
    return ListedArticle(
        source_id=first.source_id,
        url=first.article_url,
        headline=first.headline,
        section=first.section,
        published_at=first.published_at,
        first_seen_at=first.first_seen_at,
        findings=tuple(ListedFinding(row.id, bodies[row.id], row.since, state_of(row, lapsed)) for row in ordered),
        assignee=first.assignee,
        comments=first.comments or 0,
    )

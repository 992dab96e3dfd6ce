"""How each source stands: since when its visits end as they do, its newest article, its open problems by weight, how soon faults are mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from rasid.model import Severity, Visit
from rasid.store import waivers as waiving
from rasid.store.desk_matching import Filter, matching
from rasid.store.finding_writes import PASSED
from rasid.store.tables.articles import articles
from rasid.store.tables.findings import findings
from rasid.store.tables.visits import visits

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Mended:
    """Findings of articles that were mended, and how long they had been open."""

    count: int
    median: timedelta | None


def open_problems(ledger: Ledger, *, now: datetime) -> dict[str, dict[str, int]]:
    """Source → severity → problems (rules with something open). Severities without one are left out."""
    with ledger.reading() as tx:
        m = matching(Filter(), now, waiving.lapsed(tx, now), {}).cte("matching")
        query = select(m.c.source_id, m.c.rank, func.count(m.c.rule.distinct())).group_by(m.c.source_id, m.c.rank)
        found: dict[str, dict[str, int]] = {}
        for source_id, rank, n in tx.execute(query):
            found.setdefault(source_id, {})[str(tuple(Severity)[rank])] = int(n)
    return found


def assigned(ledger: Ledger, source_id: str, *, now: datetime) -> tuple[tuple[str, int], ...]:
    """(name, articles with something open) of everybody who has been given some, most first."""
    with ledger.reading() as tx:
        m = matching(Filter(source=source_id), now, waiving.lapsed(tx, now, source_id=source_id), {}).cte("matching")
        n = func.count(m.c.article_url.distinct())
        query = select(m.c.assignee, n).where(m.c.assignee.is_not(None)).group_by(m.c.assignee).order_by(n.desc(), m.c.assignee)
        return tuple((name, int(count)) for name, count in tx.execute(query))


def standing_since(ledger: Ledger, last: Visit) -> datetime:
    """Start of the first visit of the unbroken row that ended as ``last`` did, as far as the ledger reaches."""
    v = visits.c
    of_source = (v.source_id == last.source_id, v.finished_at.is_not(None), v.verdict.is_not(None), v.verdict != "skipped")
    other = select(func.max(v.started_at)).where(*of_source, v.verdict != str(last.verdict), v.started_at < last.started_at)
    with ledger.reading() as tx:
        changed = tx.execute(other).scalar()
        same = select(func.min(v.started_at)).where(*of_source, v.verdict == str(last.verdict), v.started_at <= last.started_at)
        return tx.execute(same.where(v.started_at > changed) if changed is not None else same).scalar() or last.started_at


def newest_articles(ledger: Ledger, *, now: datetime) -> dict[str, datetime]:
    """Source → when its newest article was published; dates to come are no news."""
    query = (
        select(articles.c.source_id, func.max(articles.c.published_at)).where(articles.c.published_at <= now).group_by(articles.c.source_id)
    )
    with ledger.reading() as tx:
        return {source_id: at for source_id, at in tx.execute(query) if at is not None}


def mended(ledger: Ledger, source_id: str, since: datetime, *, most: int = 2_000) -> Mended:
    """Of findings on articles that passed since then (the latest ``most``), waived ones left out."""
    query = (
        select(findings.c.since, findings.c.closed_at)
        .where(
            findings.c.source_id == source_id,
            findings.c.closed_at >= since,
            findings.c.ending == PASSED,
            findings.c.article_url.is_not(None),
            findings.c.waived.is_(False),
        )
        .order_by(findings.c.closed_at.desc())
        .limit(most)
    )
    with ledger.reading() as tx:
        spans = sorted(closed - begun for begun, closed in tx.execute(query))
    return Mended(len(spans), spans[len(spans) // 2] if spans else None)

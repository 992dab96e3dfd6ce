"""What happened on each day of the reader's calendar: articles read, findings opened, visits made. Counted in the database, a row a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from sqlalchemy import CTE, Integer, case, func, literal, select, union_all

from rasid.model import Severity, Verdict
from rasid.store.tables.articles import articles
from rasid.store.tables.findings import findings
from rasid.store.tables.visits import visits
from rasid.store.types import Moment

if TYPE_CHECKING:
    from rasid.store.ledger import Ledger

GRAVE = (str(Severity.CRITICAL), str(Severity.WARNING))
"""Severities that keep an article from being clean."""
SAW = (str(Verdict.HEALTHY), str(Verdict.DEGRADED))


@dataclass(frozen=True, slots=True)
class ReadDay:
    """Articles first seen on one day, and how many of them had something grave (waived findings left out)."""

    day: date
    articles: int
    failing: int
    visits: int
    """Visits that saw the site. 0: nothing is known of that day."""

    @property
    def clean(self) -> float | None:
        """Share without anything grave; None without an article."""
        return 1 - self.failing / self.articles if self.articles else None


@dataclass(frozen=True, slots=True)
class Opened:
    """Findings of each rule by the day on which they were first seen."""

    days: tuple[date, ...]
    rules: dict[str, tuple[int, ...]]


def calendar(now: datetime, days: int, zone: tzinfo) -> tuple[date, ...]:
    """The last days of the reader's calendar, oldest first, today among them."""
    today = now.astimezone(zone).date()
    return tuple(today - timedelta(days=back) for back in range(days - 1, -1, -1))


def _days(of: Sequence[date], zone: tzinfo) -> CTE:
    """(number, begin, end) of each day: its length differs where the clocks change."""
    rows = [
        select(
            literal(at, Integer).label("at"),
            literal(datetime.combine(day, time.min, tzinfo=zone), Moment).label("begins"),
            literal(datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone), Moment).label("ends"),
        )
        for at, day in enumerate(of)
    ]
    return union_all(*rows).cte("days")


def read_by_day(ledger: Ledger, source_id: str, *, now: datetime, days: int, zone: tzinfo) -> tuple[ReadDay, ...]:
    """Oldest first."""
    of = calendar(now, days, zone)
    d, a, f = _days(of, zone), articles.c, findings.c
    grave = (
        select(f.id)
        .where(f.source_id == a.source_id, f.article_key == a.url_key, f.severity.in_(GRAVE), f.waived.is_(False))
        .correlate(articles)
        .exists()
    )
    read = (
        select(d.c.at, func.count(), func.sum(case((grave, 1), else_=0)))
        .join(articles, (a.first_seen_at >= d.c.begins) & (a.first_seen_at < d.c.ends))
        .where(a.source_id == source_id)
        .group_by(d.c.at)
    )
    v = visits.c
    seen = (
        select(d.c.at, func.count())
        .join(visits, (v.started_at >= d.c.begins) & (v.started_at < d.c.ends))
        .where(v.source_id == source_id, v.verdict.in_(SAW))
        .group_by(d.c.at)
    )
    with ledger.reading() as tx:
        counted = {at: (int(n), int(bad or 0)) for at, n, bad in tx.execute(read)}
        looked = {at: int(n) for at, n in tx.execute(seen)}
    return tuple(ReadDay(day, *counted.get(at, (0, 0)), looked.get(at, 0)) for at, day in enumerate(of))


def opened_by_day(ledger: Ledger, source_id: str, *, now: datetime, days: int, zone: tzinfo) -> Opened:
    """Waived findings are left out."""
    of = calendar(now, days, zone)
    d, f = _days(of, zone), findings.c
    query = (
        select(f.rule, d.c.at, func.count())
        .join(findings, (f.since >= d.c.begins) & (f.since < d.c.ends))
        .where(f.source_id == source_id, f.waived.is_(False))
        .group_by(f.rule, d.c.at)
    )
    counted: dict[str, list[int]] = {}
    with ledger.reading() as tx:
        for rule, at, n in tx.execute(query.select_from(d)):
            counted.setdefault(rule, [0] * len(of))[at] = int(n)
    return Opened(of, {rule: tuple(values) for rule, values in sorted(counted.items())})

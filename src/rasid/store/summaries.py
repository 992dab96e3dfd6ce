"""Sources in numbers: what happened on each day of the reader's calendar, how each stands and since when. Counted in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import CTE, Integer, case, func, literal, select, union_all

from rasid.model import Severity, Verdict, Visit
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles
from rasid.store.database.tables.findings import findings
from rasid.store.database.tables.visits import visits
from rasid.store.database.types import Moment
from rasid.store.desk import waivers as waiving
from rasid.store.desk.matching import Filter, matching
from rasid.store.findings import PASSED

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
class OpenedByDay:
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


def read_by_day(database: Database, source_id: str, *, now: datetime, days: int, zone: tzinfo) -> tuple[ReadDay, ...]:
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
    with database.reading() as tx:
        counted = {at: (int(n), int(bad or 0)) for at, n, bad in tx.execute(read)}
        looked = {at: int(n) for at, n in tx.execute(seen)}
    return tuple(ReadDay(day, *counted.get(at, (0, 0)), looked.get(at, 0)) for at, day in enumerate(of))


def opened_by_day(database: Database, source_id: str, *, now: datetime, days: int, zone: tzinfo) -> OpenedByDay:
    """Waived findings are left out."""
    of = calendar(now, days, zone)
    places, f = {day: at for at, day in enumerate(of)}, findings.c
    begins = datetime.combine(of[0], time.min, tzinfo=zone)
    # All that one visit finds begins at one moment: so few rows that the days are told apart here, where the database would read all findings once a day.
    query = (
        select(f.rule, f.since, func.count())
        .where(f.source_id == source_id, f.waived.is_(False), f.since >= begins, f.since <= now)
        .group_by(f.rule, f.since)
    )
    counted: dict[str, list[int]] = {}
    with database.reading() as tx:
        for rule, since, n in tx.execute(query):
            counted.setdefault(rule, [0] * len(of))[places[since.astimezone(zone).date()]] += int(n)
    return OpenedByDay(of, {rule: tuple(values) for rule, values in sorted(counted.items())})


@dataclass(frozen=True, slots=True)
class Mended:
    """Findings of articles that were mended, and how long they had been open."""

    count: int
    median: timedelta | None


def open_problems(database: Database, *, now: datetime) -> dict[str, dict[str, int]]:
    """Source → severity → problems (rules with something open). Severities without one are left out."""
    with database.reading() as tx:
        m = matching(Filter(), now, waiving.lapsed(tx, now), {}).cte("matching")
        query = select(m.c.source_id, m.c.rank, func.count(m.c.rule.distinct())).group_by(m.c.source_id, m.c.rank)
        found: dict[str, dict[str, int]] = {}
        for source_id, rank, n in tx.execute(query):
            found.setdefault(source_id, {})[str(tuple(Severity)[rank])] = int(n)
    return found


def assigned(database: Database, source_id: str, *, now: datetime) -> tuple[tuple[str, int], ...]:
    """(name, articles with something open) of everybody who has been given some, most first."""
    with database.reading() as tx:
        m = matching(Filter(source=source_id), now, waiving.lapsed(tx, now, source_id=source_id), {}).cte("matching")
        n = func.count(m.c.article_url.distinct())
        query = select(m.c.assignee, n).where(m.c.assignee.is_not(None)).group_by(m.c.assignee).order_by(n.desc(), m.c.assignee)
        return tuple((name, int(count)) for name, count in tx.execute(query))


def standing_since(database: Database, last: Visit) -> datetime:
    """Start of the first visit of the unbroken row that ended as ``last`` did, as far as the ledger reaches."""
    v = visits.c
    of_source = (v.source_id == last.source_id, v.finished_at.is_not(None), v.verdict.is_not(None), v.verdict != "skipped")
    other = select(func.max(v.started_at)).where(*of_source, v.verdict != str(last.verdict), v.started_at < last.started_at)
    with database.reading() as tx:
        changed = tx.execute(other).scalar()
        same = select(func.min(v.started_at)).where(*of_source, v.verdict == str(last.verdict), v.started_at <= last.started_at)
        return tx.execute(same.where(v.started_at > changed) if changed is not None else same).scalar() or last.started_at


def newest_articles(database: Database, *, now: datetime) -> dict[str, datetime]:
    """Source → when its newest article was published (first seen, where the page does not say), as :func:`rasid.model.newest_moment` has it."""
    appeared = func.coalesce(articles.c.published_at, articles.c.first_seen_at)
    query = select(articles.c.source_id, func.max(appeared)).where(appeared <= now).group_by(articles.c.source_id)
    with database.reading() as tx:
        return {source_id: at for source_id, at in tx.execute(query) if at is not None}


def mended(database: Database, source_id: str, since: datetime, *, most: int = 2_000) -> Mended:
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
    with database.reading() as tx:
        spans = sorted(closed - begun for begun, closed in tx.execute(query))
    return Mended(len(spans), spans[len(spans) // 2] if spans else None)

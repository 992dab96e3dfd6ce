"""The desk's lists: problems with their articles, or articles with their findings; filtered, searched, the worst first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, Connection, Row, case, func, select

from rasid.model import Finding, Severity, Words
from rasid.model.problems import Item, Problem, Problems
from rasid.store.codec import from_plain
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import articles
from rasid.store.database.tables.findings import findings
from rasid.store.desk import waivers as waiving
from rasid.store.desk.assignments import Assignment
from rasid.store.desk.matching import FIRST, STATES, STILL_OPEN, Filter, fill_words, matching
from rasid.store.keys import url_key

__all__ = [
    "FIRST",
    "STATES",
    "STILL_OPEN",
    "Filter",
    "Hidden",
    "Listed",
    "ListedArticle",
    "ListedFinding",
    "hidden_by",
    "listed",
    "listed_article",
    "problems",
]


VANISHED = "articles_vanished"
"""The rule on a section whose articles are named with it."""
NAMED = 10
CHUNK = 500


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


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a wide waiver would hide at present."""

    findings: int
    articles: int


def hidden_by(database: Database, source_id: str, rule: str, section: str | None) -> Hidden:
    """Open findings of the rule on the source (in its section), those waived already left out."""
    counted = select(func.count(), func.count(findings.c.article_url)).where(
        findings.c.source_id == source_id, findings.c.rule == rule, findings.c.closed_at.is_(None), findings.c.waived.is_(False)
    )
    if section is not None:
        here = (articles.c.source_id == findings.c.source_id) & (articles.c.url_key == findings.c.article_key)
        counted = counted.select_from(findings.join(articles, here)).where(articles.c.section == section)
    with database.reading() as tx:
        found, about = tx.execute(counted).one()
    return Hidden(int(found), int(about))


def problems(
    database: Database,
    wanted: Filter,
    *,
    now: datetime,
    each: int = 10,
    page: int = 1,
    titles: Mapping[str, Words] | None = None,
) -> Problems:
    """What is wrong, by rule: ``each`` items of every problem, from ``page`` on (1 is the first).

    The database filters, groups and counts; what is read are the groups, the items shown and their findings, however many there are.
    """
    with _opened(database, wanted) as tx:
        lapsed = waiving.lapsed(tx, now, source_id=wanted.source)
        m = matching(wanted, now, lapsed, titles or {}).cte("matching")
        grouped = (
            select(
                m.c.rule,
                func.min(m.c.rank).label("rank"),
                func.count().label("findings"),
                func.count(m.c.article_url).label("articles"),
                func.count(m.c.source_id.distinct()).label("sources"),
                func.min(m.c.since).label("since"),
                *(func.sum(case((m.c.rank == severity.rank, 1), else_=0)).label(severity.value) for severity in Severity),
            )
            .group_by(m.c.rule)
            .order_by(func.min(m.c.rank), func.count(m.c.article_url).desc(), func.count().desc(), m.c.rule)
        )
        groups = tx.execute(grouped).all()
        order = (m.c.rank, func.coalesce(m.c.published_at, m.c.since).desc(), m.c.id)
        # Every finding is put in its place by number alone; what a page says of them is asked of those it shows.
        numbered = select(m.c.id, func.row_number().over(partition_by=m.c.rule, order_by=order).label("place")).subquery()
        shown = numbered.c.place.between((page - 1) * each + 1, page * each)
        ids = list(tx.execute(select(numbered.c.id).where(shown).order_by(numbered.c.place)).scalars())
        rows = _these(tx, ids, wanted, now, lapsed)
        counted = _totals(tx, m, {severity: sum(getattr(group, severity.value) for group in groups) for severity in Severity})
        bodies = _bodies(tx, ids)
        gone = {row.source_id: _gone(tx, row.source_id) for row in rows if row.rule == VANISHED}
    items: dict[str, list[Item]] = {}
    for row in rows:
        about = gone.get(row.source_id, ()) if row.rule == VANISHED else ()
        items.setdefault(row.rule, []).append(replace(_item(row, bodies[row.id]), about=about))
    severities = tuple(Severity)
    made = tuple(
        Problem(
            group.rule, severities[group.rank], group.findings, group.articles, group.sources, group.since, tuple(items.get(group.rule, ()))
        )
        for group in groups
    )
    return Problems(made, **counted)


def rules_found(
    database: Database, wanted: Filter, *, now: datetime, titles: Mapping[str, Words] | None = None
) -> tuple[tuple[str, int], ...]:
    """Rules with findings under this filter, its own rule left aside, most first. Asked beside :func:`problems`, after it."""
    with database.reading() as tx:
        return _rules_found(tx, wanted, now, titles or {}, waiving.lapsed(tx, now, source_id=wanted.source))


def _rules_found(
    tx: Connection, wanted: Filter, now: datetime, titles: Mapping[str, Words], lapsed: frozenset[int]
) -> tuple[tuple[str, int], ...]:
    m = matching(replace(wanted, rule=None), now, lapsed, titles).cte("matching")
    counted = select(m.c.rule, func.count()).group_by(m.c.rule).order_by(func.count().desc(), m.c.rule)
    return tuple((rule, int(count)) for rule, count in tx.execute(counted))


@contextmanager
def _opened(database: Database, wanted: Filter) -> Iterator[Connection]:
    """A view of the ledger in which what is searched for can be found."""
    if wanted.text.strip():
        fill_words(database)
    with database.reading() as tx:
        yield tx


def listed(
    database: Database,
    wanted: Filter,
    *,
    now: datetime,
    page: int = 1,
    per_page: int = 25,
    titles: Mapping[str, Words] | None = None,
) -> Listed:
    """By article. Only findings of the page shown are read; ``per_page`` 0: all of it (for exports).

    ``titles`` are what rules say, so that they can be searched for.
    """
    with _opened(database, wanted) as tx:
        lapsed = waiving.lapsed(tx, now, source_id=wanted.source)
        m = matching(wanted, now, lapsed, titles or {}).cte("matching")
        worst, newest = func.min(m.c.rank), func.max(func.coalesce(m.c.published_at, m.c.since))
        grouped = select(m.c.source_id, m.c.article_key).group_by(m.c.source_id, m.c.article_key)
        entries = tx.execute(select(func.count()).select_from(grouped.subquery())).scalar_one()
        ordered = grouped.order_by(worst, func.count().desc(), newest.desc(), m.c.article_key)
        if per_page:
            ordered = ordered.limit(per_page).offset((page - 1) * per_page)
        order = {(source, bytes(key)): [] for source, key in tx.execute(ordered)}  # type: dict[tuple[str, bytes], list[Row[Any]]]
        chosen = ordered.subquery()
        here = (chosen.c.source_id == m.c.source_id) & (chosen.c.article_key == m.c.article_key)
        for row in tx.execute(select(m).join(chosen, here)):
            order[row.source_id, bytes(row.article_key)].append(row)
        bodies = _bodies(tx, [row.id for group in order.values() for row in group])
        counted = _totals(tx, m, _by_rank(tx, m))
        rules = _rules_found(tx, wanted, now, titles or {}, lapsed)
    return Listed(
        articles=tuple(_article(group, bodies) for group in order.values()),
        entries=entries,
        to_fix=counted["to_fix"],
        minor=counted["minor"],
        general=counted["general"],
        total_findings=counted["findings"],
        by_severity=counted["by_severity"],
        rules=rules,
    )


def listed_article(database: Database, source_id: str, url: str, *, now: datetime) -> ListedArticle | None:
    """One article with every finding that is open, waived or ended lately; None when there is none."""
    with database.reading() as tx:
        lapsed = waiving.lapsed(tx, now, source_id=source_id)
        m = matching(Filter(source=source_id, state="any"), now, lapsed, {}, article_key=url_key(url))
        group = list(tx.execute(m))
        return _article(group, _bodies(tx, [row.id for row in group])) if group else None


def items_of(database: Database, ids: Sequence[int], *, now: datetime) -> list[Item]:
    """Findings by their number, open, waived or ended lately; unknown numbers are left out."""
    with database.reading() as tx:
        m = matching(Filter(state="any"), now, waiving.lapsed(tx, now), {}, ids=ids)
        rows = tx.execute(m).all()
        bodies = _bodies(tx, [row.id for row in rows])
    return [_item(row, bodies[row.id]) for row in rows]


def _these(tx: Connection, ids: Sequence[int], wanted: Filter, now: datetime, lapsed: frozenset[int]) -> list[Row[Any]]:
    """The rows of these findings, in this order."""
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(ids), CHUNK):
        asked = matching(replace(wanted, text=""), now, lapsed, {}, ids=ids[start : start + CHUNK])
        found.update({row.id: row for row in tx.execute(asked)})
    return [found[number] for number in ids]


def _by_rank(tx: Connection, m: CTE) -> dict[Severity, int]:
    counted = dict(tx.execute(select(m.c.rank, func.count()).group_by(m.c.rank)).tuples().all())
    return {severity: int(counted.get(severity.rank, 0)) for severity in Severity}


def _totals(tx: Connection, m: CTE, found: Mapping[Severity, int]) -> dict[str, Any]:
    """The counts that every page says, by one definition each; ``found`` is how many findings of each severity there are."""
    worst = select(m.c.article_url.is_(None).label("general"), func.min(m.c.rank).label("rank"), func.count().label("findings"))
    each = worst.group_by(m.c.source_id, m.c.article_key, m.c.article_url.is_(None)).subquery()
    counted = select(each.c.general, each.c.rank, func.count(), func.sum(each.c.findings)).group_by(each.c.general, each.c.rank)
    by_rank: dict[int, int] = {}
    general = 0
    for about_all, rank, articles_of_it, findings_of_it in tx.execute(counted):
        if about_all:
            general += int(findings_of_it)
        else:
            by_rank[rank] = int(articles_of_it)
    urgent, important, minor = (by_rank.get(severity.rank, 0) for severity in Severity)
    return {
        "urgent": urgent,
        "to_fix": urgent + important,
        "minor": minor,
        "general": general,
        "findings": sum(found.values()),
        "by_severity": {str(severity): found[severity] for severity in Severity},
    }


def _gone(tx: Connection, source_id: str) -> tuple[tuple[str | None, str], ...]:
    """The articles that answered 404 or 410 last."""
    a = articles.c
    query = select(a.headline, a.url).where(a.source_id == source_id, a.gone_at.is_not(None)).order_by(a.gone_at.desc(), a.id).limit(NAMED)
    return tuple((headline, url) for headline, url in tx.execute(query))


def _bodies(tx: Connection, ids: list[int]) -> dict[int, Finding]:
    found: dict[int, Finding] = {}
    for start in range(0, len(ids), CHUNK):
        query = select(findings.c.id, findings.c.finding).where(findings.c.id.in_(ids[start : start + CHUNK]))
        found.update({row.id: from_plain(Finding, row.finding) for row in tx.execute(query)})
    return found


def _item(row: Row[Any], finding: Finding) -> Item:
    return Item(
        id=row.id,
        source_id=row.source_id,
        finding=finding,
        since=row.since,
        state=row.state,
        url=row.article_url,
        headline=row.headline,
        section=row.section,
        published_at=row.published_at,
        first_seen_at=row.first_seen_at,
        assignee=row.assignee,
        due=row.due,
        comments=row.comments or 0,
        assigned=Assignment(row.assignee, row.assigned_by or "", row.assigned_at, row.due).version,
    )


def _article(group: list[Row[Any]], bodies: dict[int, Finding]) -> ListedArticle:
    first = group[0]
    ordered = sorted(group, key=lambda row: (row.rank, row.rule))
    return ListedArticle(
        source_id=first.source_id,
        url=first.article_url,
        headline=first.headline,
        section=first.section,
        published_at=first.published_at,
        first_seen_at=first.first_seen_at,
        findings=tuple(ListedFinding(row.id, bodies[row.id], row.since, row.state) for row in ordered),
        assignee=first.assignee,
        comments=first.comments or 0,
    )

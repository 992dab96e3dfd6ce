"""Which findings a filter asks for, and the state each is in: one definition, in the database, for every list, count and page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, insert, literal, or_, select

from rasid.arabic.script import fold
from rasid.model import Article, Severity, Words
from rasid.store.codec import unpack
from rasid.store.database.session import Database
from rasid.store.database.tables.articles import article_words, articles, revisions
from rasid.store.database.tables.desk import assignments, comments, marks
from rasid.store.database.tables.findings import findings
from rasid.store.findings import LEFT

STILL_OPEN = ("open", "reopened", "still", "claimed")
STATES = (*STILL_OPEN, "waived", "fixed")
"""What can be asked for; ``open`` includes those that came back, that were said to be mended and are not, or are said to be and not yet seen."""
REMEMBERED = timedelta(days=7)
"""How long a finding that ended is shown under «fixed»."""
FIRST = 500
"""Articles whose words are made searchable in one search; those written since release 0005 are already."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What an editor asks to see. None and "" ask for everything; ``text`` is matched folded against what an article says and its rule's title.

    ``state`` "any": open, waived or ended lately.
    """

    source: str | None = None
    section: str | None = None
    rule: str | None = None
    severity: str | None = None
    state: str = "open"
    assignee: str | None = None
    text: str = ""


def matching(
    wanted: Filter,
    now: datetime,
    lapsed: Collection[int],
    titles: Mapping[str, Words],
    *,
    article_key: bytes | None = None,
    ids: Sequence[int] | None = None,
) -> Select[Any]:
    """A row a finding: its columns, ``state``, ``rank`` of its severity, its article's and what editors said of it.

    ``lapsed`` are ids of findings whose waiver has ended since they were last seen.
    """
    f, a = findings.c, articles.c
    state = _state(now, lapsed)
    last_mark = (
        select(marks.c.source_id, marks.c.article_key, marks.c.rule, func.max(marks.c.id).label("mark_id"))
        .where(marks.c.withdrawn_at.is_(None))
        .group_by(marks.c.source_id, marks.c.article_key, marks.c.rule)
        .subquery()
    )
    said = (
        select(func.count())
        .where(comments.c.source_id == f.source_id, comments.c.article_key == f.article_key, comments.c.removed_at.is_(None))
        .correlate(findings)
        .scalar_subquery()
    )
    query = (
        select(
            f.id,
            f.source_id,
            f.rule,
            f.article_key,
            f.article_url,
            f.severity,
            f.since,
            case(*[(f.severity == str(one), literal(one.rank)) for one in Severity], else_=literal(len(Severity) - 1)).label("rank"),
            a.headline,
            a.section,
            a.published_at,
            a.first_seen_at,
            assignments.c.assignee,
            assignments.c.due,
            assignments.c.by.label("assigned_by"),
            assignments.c.at.label("assigned_at"),
            said.label("comments"),
            state.label("state"),
        )
        .outerjoin(articles, (a.source_id == f.source_id) & (a.url_key == f.article_key))
        .outerjoin(assignments, (assignments.c.source_id == f.source_id) & (assignments.c.article_key == f.article_key))
        .outerjoin(
            last_mark,
            (last_mark.c.source_id == f.source_id) & (last_mark.c.article_key == f.article_key) & (last_mark.c.rule == f.rule),
        )
        .outerjoin(marks, marks.c.id == last_mark.c.mark_id)
    )
    return query.where(*_asked(wanted, now, state), *_searched(wanted.text, titles), *_these(article_key, ids))


def _these(article_key: bytes | None, ids: Sequence[int] | None) -> list[ColumnElement[bool]]:
    f = findings.c
    return [*([f.article_key == article_key] if article_key is not None else []), *([f.id.in_(ids)] if ids is not None else [])]


def _asked(wanted: Filter, now: datetime, state: ColumnElement[str]) -> list[ColumnElement[bool]]:
    f = findings.c
    asked = [func.coalesce(f.ending, "") != LEFT]
    if wanted.state in ("fixed", "any"):
        later = findings.alias("later")
        in_sight = later.c.closed_at.is_(None) | (later.c.closed_at >= now - REMEMBERED)
        same = (later.c.source_id == f.source_id, later.c.article_key == f.article_key, later.c.rule == f.rule, later.c.id > f.id)
        # What came back stands for what was mended before: one finding of a rule on an article, the latest.
        asked += [f.closed_at.is_(None) | (f.closed_at >= now - REMEMBERED), ~select(later.c.id).where(*same, in_sight).exists()]
    else:
        asked.append(f.closed_at.is_(None))
    if wanted.state == "open":
        asked.append(state.in_(STILL_OPEN))
    elif wanted.state != "any":
        asked.append(state == wanted.state)
    for column, value in (
        (f.source_id, wanted.source),
        (articles.c.section, wanted.section),
        (f.rule, wanted.rule),
        (f.severity, wanted.severity),
        (assignments.c.assignee, wanted.assignee),
    ):
        if value:
            asked.append(column == value)
    return asked


def _state(now: datetime, lapsed: Collection[int]) -> ColumnElement[str]:
    """One of STATES. A mark confirmed by looking again counts as fixed until rasid sees the fault after that."""
    f, m = findings.c, marks.c
    earlier = findings.alias("earlier")
    same = (earlier.c.source_id == f.source_id, earlier.c.article_key == f.article_key, earlier.c.rule == f.rule, earlier.c.id < f.id)
    came_back = select(earlier.c.id).where(*same).correlate(findings).exists()
    still_waived = and_(f.waived, f.id.not_in(sorted(lapsed))) if lapsed else f.waived
    return case(
        (f.closed_at.is_not(None), "fixed"),
        (and_(m.outcome == "confirmed", m.checked_at >= f.last_seen_at), "fixed"),
        (still_waived, "waived"),
        (and_(m.outcome.in_(("waiting", "not_checked")), m.at >= f.last_seen_at), "claimed"),
        (and_(m.outcome == "still_there", m.at >= f.since), "still"),
        (or_(m.outcome == "confirmed", came_back), "reopened"),
        else_="open",
    )


def _searched(text: str, titles: Mapping[str, Words]) -> list[ColumnElement[bool]]:
    """Every word of ``text`` stands in the article, in its address or in what the rule says."""
    said = {key: fold(f"{key} {title.ar} {title.en}") for key, title in titles.items()}
    found = []
    for word in fold(text).split():
        # Asked once a statement, not once a finding.
        saying = select(article_words.c.article_id).where(article_words.c.words.contains(word, autoescape=True))
        found.append(
            or_(
                articles.c.id.in_(saying),
                func.lower(findings.c.article_url).contains(word, autoescape=True),
                findings.c.rule.contains(word, autoescape=True),
                findings.c.rule.in_([key for key, title in said.items() if word in title]),
            )
        )
    return found


def words_of(article: Article) -> str:
    """What a search looks through, folded: letters of one sound, marks and cases aside."""
    said = (article.headline, article.kicker, article.standfirst, *article.authors, *article.captions, article.url, article.text)
    return fold(" ".join(part for part in said if part))


def fill_words(database: Database) -> None:
    """Makes articles with open findings searchable that were written before there was a search in their text: FIRST of them at a time."""
    unsearched = (
        select(articles.c.id)
        .distinct()
        .join(findings, (findings.c.source_id == articles.c.source_id) & (findings.c.article_key == articles.c.url_key))
        .outerjoin(article_words, article_words.c.article_id == articles.c.id)
        .where(findings.c.closed_at.is_(None), article_words.c.article_id.is_(None))
        .limit(FIRST)
        .subquery()
    )
    missing = (
        select(articles.c.id, revisions.c.payload)
        .join(unsearched, unsearched.c.id == articles.c.id)
        .join(revisions, (revisions.c.article_id == articles.c.id) & (revisions.c.number == articles.c.revision))
    )
    with database.reading() as tx:
        rows = [{"article_id": row.id, "words": words_of(unpack(row.payload))} for row in tx.execute(missing)]
    if rows:
        with database.transaction() as tx:
            known = set(
                tx.execute(
                    select(article_words.c.article_id).where(article_words.c.article_id.in_([row["article_id"] for row in rows]))
                ).scalars()
            )
            fresh = [row for row in rows if row["article_id"] not in known]
            if fresh:
                tx.execute(insert(article_words), fresh)

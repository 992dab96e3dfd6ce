"""Gives each finding what Great Expectations cannot say: the offending words, the origin of the value, the right value where it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rasid.frame import house_forms, locate, origin_of, suggest
from rasid.model import Cause, Finding, RowFinding, Source, Span, Status, WindowArticle
from rasid.model.values import Quote

EXPLAINED_AT_MOST = 2_000
"""Spans are looked for one article at a time; past this many findings the rest keep their observed values only."""

MIXED = "text_inconsistent"
"""The column whose right form the source's other articles know."""
READ_IN_BODY = frozenset({"body", "dateline"})
"""Fields a rule speaks of that are read in the body: where rasid doubts that it has the right text, the editors are blamed for nothing in it."""
MOST_WORDS = 3
LONGEST_WORDS = 80


def explained(found: Sequence[RowFinding], items: Sequence[WindowArticle], *, source: Source | None, now: datetime) -> list[Finding]:
    """The findings with ``spans``, ``origin`` and ``suggestion`` filled in; order is kept. ``items`` are the frame's rows. What fails in a doubted
    body is *unseen*, by rasid."""
    told: list[Finding] = []
    house = house_forms(items) if any(row.column == MIXED for row in found) else None
    for position, row in enumerate(found):
        finding = row.finding
        if row.row is None or row.column is None or finding.status is not Status.FAIL or position >= EXPLAINED_AT_MOST:
            told.append(finding)
            continue
        item = items[row.row]
        if finding.field in READ_IN_BODY and "body_doubtful" in item.article.doubts:
            told.append(replace(finding, status=Status.UNSEEN, cause=Cause.RASID, detail="body_doubtful"))
            continue
        spans = finding.spans or locate(row.column, item, source=source, now=now, house=house)
        told.append(
            replace(
                finding,
                spans=spans,
                observed_value=finding.observed_value or _words_of(spans),
                suggestion=finding.suggestion or suggest(row.column, item, source=source, now=now, house=house),
                origin=finding.origin or origin_of(row.column, item),
            )
        )
    return told


def _words_of(spans: Sequence[Span]) -> Quote | None:
    """What was observed, where no number says it: the offending words, the first three of them, shortened."""
    shown = [" ".join(span.text.split()) for span in spans[:MOST_WORDS]]
    quoted = " · ".join(text if len(text) <= LONGEST_WORDS else f"{text[: LONGEST_WORDS - 1]}…" for text in shown)
    return Quote(quoted) if quoted else None

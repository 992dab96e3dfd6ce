"""Gives each finding what Great Expectations cannot say: the offending words, the origin of the value, the right value where it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rasid.frame import locate, origin_of, suggest
from rasid.model import Finding, RowFinding, Source, Status, WindowArticle

EXPLAINED_AT_MOST = 2_000
"""Spans are looked for one article at a time; past this many findings the rest keep their observed values only."""


def explained(found: Sequence[RowFinding], items: Sequence[WindowArticle], *, source: Source | None, now: datetime) -> list[Finding]:
    """The findings with ``spans``, ``origin`` and ``suggestion`` filled in; order is kept. ``items`` are the frame's rows."""
    told: list[Finding] = []
    for position, row in enumerate(found):
        finding = row.finding
        if row.row is None or row.column is None or finding.status is not Status.FAIL or position >= EXPLAINED_AT_MOST:
            told.append(finding)
            continue
        item = items[row.row]
        told.append(
            replace(
                finding,
                spans=finding.spans or locate(row.column, item, source=source, now=now),
                suggestion=finding.suggestion or suggest(row.column, item, source=source, now=now),
                origin=finding.origin or origin_of(row.column, item),
            )
        )
    return told

"""Gives each finding what Great Expectations cannot say: the offending words, the origin of the value, the right value where it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rasid.frame import locate, origin_of, suggest
from rasid.model import Finding, Rule, Source, Status, WindowArticle

EXPLAINED_AT_MOST = 2_000
"""Spans are looked for one article at a time; past this many findings the rest keep their observed values only."""


def explained(
    findings: Sequence[Finding],
    rules: Sequence[Rule],
    items: Sequence[WindowArticle],
    *,
    source: Source | None,
    now: datetime,
) -> list[Finding]:
    """The findings with ``spans``, ``origin`` and ``suggestion`` filled in; order is kept."""
    column_of = {rule.key: str(rule.kwargs.get("column", rule.field)) for rule in rules}
    by_url = {item.article.url: item for item in items}
    told: list[Finding] = []
    for position, finding in enumerate(findings):
        item = by_url.get(finding.article_url) if finding.article_url is not None else None
        if item is None or finding.status is not Status.FAIL or position >= EXPLAINED_AT_MOST:
            told.append(finding)
            continue
        column = column_of[finding.rule]
        told.append(
            replace(
                finding,
                spans=locate(column, item, source=source, now=now),
                suggestion=finding.suggestion or suggest(column, item, source=source, now=now),
                origin=finding.origin or origin_of(column, item),
            )
        )
    return told

"""What the reader is not sure of, and who is told of it: nobody is blamed for a text that rasid may have lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt

from rasid.model import Cause, Finding, Scope, Severity, Status, WindowArticle
from rasid.model.values import Bound, CountOf, named
from rasid.pipeline.marks import WHOLE, doubted, only_a_teaser
from rasid.pipeline.runs import Memory

EXAMPLES = 3
FEW_DOUBTS = 3
"""Doubted articles in the window from which on the engineer is told; fewer are remarks."""
USUAL_DOUBTS = 0.0075
"""Share of sound articles that the reader doubts (6 of 795, see :mod:`rasid.extract.doubt`): a window of hundreds holds a few at any time."""


def without_blame(
    findings: Sequence[Finding], window: Sequence[WindowArticle], memory: Memory, looked_again: Mapping[str, Sequence[bool]]
) -> list[Finding]:
    """What rules say of a doubted body is unseen, and the doubt itself is one finding, on the reader and not on an editor.

    A page that lost its text is the editor's once something says that the template is sound: older articles read again, or a sound one that came
    with it or after it (see :func:`template_is_sound`). Until then it is the engineer's, one article or many.
    """
    unsure = {item.article.url: item for item in window if doubted(item.article)}
    if not unsure:
        return list(findings)
    lost = [item for item in unsure.values() if only_a_teaser(item.article)]
    theirs = {item.article.url for item in lost if template_is_sound("body", item, memory, looked_again)}
    settled = [
        replace(one, status=Status.UNSEEN)
        if one.article_url in unsure
        and one.rule.startswith("body_")
        and one.status is Status.FAIL
        and not (one.rule == "body_missing" and (one.article_url in theirs or "body" in memory.runs))
        else one
        for one in findings
    ]
    told = [item for item in unsure.values() if item.article.url not in theirs and not _of_a_run_that_ended(item, memory)]
    if not told:
        return settled
    usual = USUAL_DOUBTS * len(window)
    many = len(told) >= max(FEW_DOUBTS, usual + 3 * sqrt(usual))
    finding = Finding(
        rule="bodies_doubted",
        scope=Scope.SECTION,
        severity=Severity.WARNING if many or any(item in told for item in lost) else Severity.INFO,
        status=Status.FAIL,
        cause=Cause.RASID,
        title=named("finding.bodies_doubted", n=len(told)),
        advice=named("finding.bodies_doubted_advice"),
        field="body",
        observed_value=CountOf(len(told), len(window), "articles"),
        expected_value=Bound(high=USUAL_DOUBTS, unit="percent"),
        affected=len(told),
        examples=tuple((item.article.headline or "", item.article.url) for item in told[-EXAMPLES:]),
    )
    return [*settled, finding]


def template_is_sound(test: str, item: WindowArticle, memory: Memory, looked_again: Mapping[str, Sequence[bool]]) -> bool:
    """Whether something speaks for the template of an article that fails ``test``: older ones, read again since it came, that still pass, or a
    newly read one that passes, of its own visit or of a later one."""
    if test in memory.runs:
        return False
    cleared = memory.cleared.get(test)
    looked = looked_again.get(test, ())
    if (looked and not any(looked)) or (cleared is not None and cleared >= item.first_seen_at):
        return True
    return any(one.at >= item.first_seen_at and one.says(test) is False for one in memory.recent)


def _of_a_run_that_ended(item: WindowArticle, memory: Memory) -> bool:
    """What a broken template did to an article is no news when it is mended; the page of this one was not read since."""
    return any(since <= item.revised_at <= until for test in WHOLE for since, until in filter(None, (memory.ended.get(test),)))

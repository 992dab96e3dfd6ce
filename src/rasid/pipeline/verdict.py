"""What a visit's findings amount to: healthy, degraded or failed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from rasid.model import Cause, Counts, Finding, Severity, Status, Verdict, Visit
from rasid.pipeline.alone import EDITORS, ENGINEER
from rasid.pipeline.workplace import VisitUnderWay
from rasid.wording import say
from rasid.wording.values import Reader, title_of

FAILING_CAUSES = (Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED)
"""A critical finding with one of these says that the site could not be watched: the visit failed."""


def with_verdict(under_way: VisitUnderWay, findings: Sequence[Finding], touched: Collection[str], counts: Counts) -> Visit:
    """The visit with its verdict, cause and message. ``touched``: addresses of the articles this visit extracted.

    failed: the site could not be watched. degraded: something is wrong that this visit brought to light. Else healthy.

    What earlier visits found and nobody has mended stays open, but does not degrade a visit in which nothing changed.
    """
    failing = [finding for finding in findings if finding.status not in (Status.PASS, Status.UNSEEN) and not finding.waived]
    dark = [finding for finding in findings if finding.status is Status.UNSEEN and finding.rule == "links_unread"]
    fatal = [
        finding
        for finding in failing
        if finding.cause in FAILING_CAUSES and finding.severity is Severity.CRITICAL and finding.article_url is None
    ]
    fresh = [
        finding
        for finding in failing
        if finding.severity is not Severity.INFO
        and not finding.reread
        and finding.rule not in (EDITORS, ENGINEER)  # a link that came in this visit is among the dark, an older one is no news
        and (finding.article_url is None or finding.article_url in touched or finding.status is Status.BROKEN)
    ]
    if fatal and _nothing_readable(fatal, under_way):
        verdict, worst = Verdict.FAILED, fatal[0]
    elif fresh:
        verdict, worst = Verdict.DEGRADED, min(fresh, key=lambda finding: (finding.severity.rank, finding.article_url is not None))
    elif dark:
        # Nothing is proved and nobody is told yet; but what could not be read was not seen to be good.
        verdict, worst = Verdict.DEGRADED, dark[0]
    else:
        verdict, worst = Verdict.HEALTHY, None
    return replace(
        under_way.visit,
        verdict=verdict,
        cause=worst.cause if worst else None,
        message=_message(worst, counts, failing),
        counts=counts,
        finished_at=under_way.workplace.clock(),
    )


def _nothing_readable(fatal: Sequence[Finding], under_way: VisitUnderWay) -> bool:
    """A source with several sections fails when all of them do; one that fails among others degrades the visit."""
    failed_sections = {finding.field for finding in fatal if finding.rule.startswith("section_")}
    return len(failed_sections & {section.id for section in under_way.source.sections}) in (0, len(under_way.source.sections))


def _message(worst: Finding | None, counts: Counts, failing: Sequence[Finding]) -> str:
    """One English line for logs and the Prefect state; it begins with the cause when there is one."""
    if worst is not None:
        return f"{worst.cause.value}: {title_of(worst, Reader())}"
    if counts.new == 0 and counts.revised == 0:
        return say("visit.nothing_new", "en")
    return say(
        "visit.summary",
        "en",
        new=counts.new,
        revised=counts.revised,
        open=sum(finding.severity is not Severity.INFO for finding in failing),
    )

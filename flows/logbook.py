"""What a visit did, as lines of its run's log: addresses asked, counts, links refused and why, findings by rule."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence

from rasid.model import Finding, Page, Severity, Status
from rasid.pipeline.workplace import Collected, Discovered, Judged
from rasid.wording.escape import neutral

log = logging.getLogger(__name__)

MOST = 20
"""Lines of one kind; the rest is counted."""
LONGEST = 300


def write(step_result: object) -> None:
    """Log what one step of a visit brought; nothing for what is no such result."""
    for line in lines(step_result):
        # Addresses and reasons are strangers' text: no line breaks, no control characters, no reordering.
        log.info("%s", neutral(line, limit=LONGEST))


def lines(result: object) -> Iterator[str]:
    if isinstance(result, Discovered):
        yield from _some([_asked(page) for page in result.pages], "more addresses of sections")
        yield from (f"remark: {problem}" for problem in result.problems[:MOST])
        yield f"{len(result.links)} links in {result.readable_sections} sections; {result.unchanged_sections} answered 304 (unchanged)"
    elif isinstance(result, Collected):
        counts = result.counts
        yield (
            f"article pages: {counts.fetched} fetched, {counts.unchanged} unchanged, {counts.refused} refused, {counts.errors} errors, "
            f"{len(result.left)} left for the next visit"
        )
        yield from _some([f"{one.fate}: {one.link.url} ({one.why})" for one in result.tried], "more links of which no article came")
        yield from _some([f"gone: {url}" for url in result.gone_urls], "more articles gone")
    elif isinstance(result, Judged):
        counts = result.visit.counts
        yield f"articles: {counts.new} new, {counts.revised} revised, {counts.window} in the window"
        yield from _by_rule(result.findings)


def _asked(page: Page) -> str:
    moved = f", now {page.final_url}" if page.final_url != page.url else ""
    return f"{page.status} {page.url}{moved}"


def _some(found: Sequence[str], rest: str) -> Iterator[str]:
    yield from found[:MOST]
    if len(found) > MOST:
        yield f"and {len(found) - MOST} {rest}"


def _by_rule(findings: Sequence[Finding]) -> Iterator[str]:
    """The worst first. Remarks are one line together: they alert nobody."""
    failing = [finding for finding in findings if finding.status is not Status.PASS and not finding.waived]
    counted = Counter((finding.severity.rank, finding.rule, str(finding.cause), str(finding.severity)) for finding in failing)
    told = [
        f"{severity}: {rule} × {number} ({cause})"
        for (_, rule, cause, severity), number in sorted(counted.items())
        if severity != Severity.INFO
    ]
    yield from _some(told or ["no open finding that alerts anybody"], "more rules")
    if remarks := sum(finding.severity is Severity.INFO for finding in failing):
        yield f"info: {remarks} remarks, which alert nobody"

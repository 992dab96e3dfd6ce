"""Third step: what the rules say. Rules judge the window, not the fetch (DESIGN §2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from math import isfinite
from zoneinfo import ZoneInfo

from rasid.model import Article, Cause, Counts, Finding, Past, Rule, Scope, Severity, Status, Verdict, Visit, WindowArticle
from rasid.pipeline.single import judge_articles
from rasid.pipeline.workplace import Collected, Discovered, Judged, VisitUnderWay
from rasid.store.anomalies import anomalous_days
from rasid.wording import say

REMEMBERED = timedelta(days=60)
"""Past that history rules are told: their eight weeks and a margin."""
FAILING_CAUSES = (Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED)
"""A critical finding with one of these says that the site could not be watched: the visit failed."""


def judge(under_way: VisitUnderWay, discovered: Discovered, collected: Collected) -> Judged:
    """Findings of every rule on the window, their causes, and the visit's verdict."""
    from rasid.frame.history import failing_rates
    from rasid.validate import rules_for

    source, ledger, now = under_way.source, under_way.workplace.ledger, under_way.workplace.clock()
    since = now - timedelta(hours=source.window_hours)
    window = ledger.articles.window(source.id, since, visit_articles=collected.articles, seen_urls=discovered.seen_urls, now=now)
    rules = rules_for(source, under_way.workplace.rules, now.date())
    counts = _counts(collected.counts, collected.articles, window)

    findings: list[Finding] = [*discovered.findings, *collected.findings]
    findings += judge_articles(window, _of(rules, Scope.ARTICLE), source=source, now=now)
    readable = discovered.readable_sections > 0
    metrics: dict[str, float] = {}
    if readable:
        section_findings, metrics = _judge_section(under_way, discovered, window, counts, _of(rules, Scope.SECTION))
        findings += section_findings
        metrics |= failing_rates(_failing(findings), len(window))
        findings += _judge_history(under_way, window, metrics, _of(rules, Scope.HISTORY))
    findings = _attributed(under_way, findings, window)
    findings = ledger.desk.mark_waived(source.id, findings, window, now=now)
    visit = _verdict(under_way.visit, findings, collected.articles, counts, under_way)
    return Judged(findings=tuple(findings), window=tuple(window), metrics=metrics, verdict=visit.verdict or Verdict.HEALTHY, visit=visit)


def _of(rules: Sequence[Rule], scope: Scope) -> list[Rule]:
    return [rule for rule in rules if rule.scope is scope and rule.enabled]


def _counts(counts: Counts, articles: Sequence[Article], window: Sequence[WindowArticle]) -> Counts:
    here = {article.url for article in articles}
    new = sum(1 for item in window if item.new_in_visit)
    revised = sum(1 for item in window if item.article.url in here and not item.new_in_visit and item.revised_in_visit)
    return replace(counts, new=new, revised=revised, window=len(window))


def _failing(findings: Sequence[Finding]) -> dict[str, int]:
    """How many articles fail each article rule."""
    return Counter(finding.rule for finding in findings if finding.scope is Scope.ARTICLE and finding.status is Status.FAIL)


def _judge_section(
    under_way: VisitUnderWay, discovered: Discovered, window: Sequence[WindowArticle], counts: Counts, rules: Sequence[Rule]
) -> tuple[list[Finding], dict[str, float]]:
    from rasid.frame.section import section_frame
    from rasid.validate import check

    frame = section_frame(counts, window, source=under_way.source, now=under_way.workplace.clock(), problems=discovered.problems)
    metrics = {str(name): float(value) for name, value in frame.iloc[0].items() if isinstance(value, int | float) and isfinite(value)}
    return check(frame, rules), metrics


def _judge_history(
    under_way: VisitUnderWay, window: Sequence[WindowArticle], metrics: dict[str, float], rules: Sequence[Rule]
) -> list[Finding]:
    """Drift against the source's own past; a source that is still being learnt gets no finding."""
    from rasid.frame.history import history_frame
    from rasid.validate import check

    source, ledger, now = under_way.source, under_way.workplace.ledger, under_way.workplace.clock()
    since = now - REMEMBERED
    past = Past(
        hours=ledger.articles.rhythm(source.id, since),
        visits=tuple(ledger.visits.metrics(source.id, since)),
        anomalies=anomalous_days(ledger, source.id, since, ZoneInfo(source.timezone)),
    )
    frame = history_frame(past, window, source=source, now=now, metrics=metrics)
    metrics |= {name: float(frame.iloc[0][name]) for name in ("history_days", "history_needed")}
    return check(frame, rules)


def _attributed(under_way: VisitUnderWay, findings: list[Finding], window: Sequence[WindowArticle]) -> list[Finding]:
    """One layout change instead of fifty content findings."""
    return findings


def _verdict(visit: Visit, findings: Sequence[Finding], articles: Sequence[Article], counts: Counts, under_way: VisitUnderWay) -> Visit:
    """failed: the site could not be watched. degraded: something is wrong that this visit brought to light. Else healthy.

    What earlier visits found and nobody has mended stays open, but does not degrade a visit in which nothing changed.
    """
    touched = {article.url for article in articles}
    failing = [finding for finding in findings if finding.status is not Status.PASS and not finding.waived]
    fatal = [
        finding
        for finding in failing
        if finding.cause in FAILING_CAUSES and finding.severity is Severity.CRITICAL and finding.article_url is None
    ]
    fresh = [
        finding
        for finding in failing
        if finding.severity is not Severity.INFO
        and (finding.article_url is None or finding.article_url in touched or finding.status is Status.BROKEN)
    ]
    if fatal and _nothing_readable(fatal, under_way):
        verdict, worst = Verdict.FAILED, fatal[0]
    elif fresh:
        verdict, worst = Verdict.DEGRADED, min(fresh, key=lambda finding: (finding.severity.rank, finding.article_url is not None))
    else:
        verdict, worst = Verdict.HEALTHY, None
    return replace(
        visit,
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
        return f"{worst.cause.value}: {worst.title.en}"
    if counts.new == 0 and counts.revised == 0:
        return say("visit.nothing_new", "en")
    return say(
        "visit.summary",
        "en",
        new=counts.new,
        revised=counts.revised,
        open=sum(finding.severity is not Severity.INFO for finding in failing),
    )

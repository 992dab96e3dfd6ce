"""From the findings of one visit to what is wrong: one symptom for each rule, and one for each cause that explains many rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rasid.alert.policy import CANNOT_JUDGE
from rasid.model import SCHEDULE_OFF, SLOT_MISSED, Cause, Finding, Incident, Severity, Status, Verdict, Visit
from rasid.model.values import NO_WORDS, Quantity, Quote, Sentence, Value, named

EXAMPLES = 3
OWN_WORDS = frozenset({Cause.LAYOUT_CHANGED, Cause.QUIET})
"""Causes whose findings on the section say more than the cause's name: what changed, how quiet."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """What one visit saw of one fault."""

    key: str
    cause: Cause
    severity: Severity
    title: Sentence
    advice: Sentence
    observed_value: Value | None
    expected_value: Value | None
    counted: Quantity | None
    affected: int
    examples: tuple[tuple[str, str], ...]
    sure: bool = False
    """Proved over several articles already: it need not be seen a second time before it is told."""


PROVED = frozenset({"layout_changed", "encoding_changed", "dates_shifted", "section_moved"})
"""Findings of the template test, and of an address that leads elsewhere."""


OWN_TITLES = PROVED | {
    "pages_gone",
    "pages_error",
    "pages_empty",
    "pages_elsewhere",
    "pages_no_article",
    "pages_unreachable",
    "pages_blocked",
}
"""Findings that say more of a failed visit than its cause does."""


SINGLE_PAGES = frozenset({"page_without_article", "page_unread"})
"""Asked for in vain while the server gave others: a second visit may not ask again for hours."""
OWN_KEYS = frozenset({"bodies_doubted", "page_unread"})
"""Findings that are no part of what else their cause does."""


def key_of(finding: Finding) -> str:
    """A rule's key for what an editor can mend; ``cause:<cause>`` for what one fault does to many rules. A broken rule is a fault of ours."""
    if finding.status is Status.BROKEN:
        return f"cause:{Cause.RASID}"
    return finding.rule if finding.cause is Cause.CONTENT or finding.rule in OWN_KEYS else f"cause:{finding.cause}"


def symptoms(findings: Sequence[Finding], visit: Visit, headlines: Mapping[str, str]) -> dict[str, Symptom]:
    """By key, in the order found. Waived and informational findings are none; a failed visit has one symptom, its cause."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        told = finding.status not in (Status.PASS, Status.UNSEEN) and not (finding.waived or finding.reread)
        if told and finding.severity is not Severity.INFO:
            grouped.setdefault(key_of(finding), []).append(finding)
    if visit.verdict is Verdict.FAILED:
        key = f"cause:{visit.cause or Cause.RASID}"
        return {key: _of_failed_visit(key, grouped.get(key, []), visit)}
    found = {key: _merge(key, group, headlines) for key, group in grouped.items()}
    if blind(visit, findings):
        return {key: symptom for key, symptom in found.items() if symptom.cause not in (Cause.CONTENT, Cause.QUIET)}
    return found


def blind(visit: Visit, findings: Iterable[Finding]) -> bool:
    """The visit could not see the articles of the site as they are: it failed, or something critical says why it could not.

    A warning of such a cause (a field covered less, a feed that is broken) leaves the articles as readable as they were.
    """
    return visit.verdict is Verdict.FAILED or any(
        finding.cause in CANNOT_JUDGE and finding.severity is Severity.CRITICAL and not finding.waived for finding in findings
    )


def judged(incident: Incident, visit: Visit, dark: frozenset[str], *, unseen: bool) -> bool:
    """Whether the visit could have seen the incident's fault, so that not seeing it is a pass.

    ``dark``: keys of which nothing could be said in it (see :func:`in_the_dark`); ``unseen``: the visit was :func:`blind`.
    """
    if incident.key == SLOT_MISSED:
        return True
    if incident.key == SCHEDULE_OFF:
        return False  # a visit by hand switches nothing on
    if incident.key in dark:
        return False
    if visit.verdict is Verdict.FAILED and visit.cause is not Cause.LAYOUT_CHANGED:
        return False
    if unseen:
        return incident.cause in (Cause.UNREACHABLE, Cause.BLOCKED)
    return True


def in_the_dark(findings: Iterable[Finding]) -> frozenset[str]:
    """Keys of incidents that no pass of this visit may end: their rule could not run, or had nothing to judge."""
    return frozenset(
        key
        for finding in findings
        if finding.status in (Status.BROKEN, Status.UNSEEN)
        for key in ((finding.rule,) if finding.status is Status.BROKEN else (finding.rule, key_of(finding)))
    )


def _merge(key: str, group: list[Finding], headlines: Mapping[str, str]) -> Symptom:
    # Of what is equally bad, what is said of the whole section comes before one article's part in it.
    worst = min(group, key=lambda finding: (finding.severity.rank, finding.article_url is not None))
    urls = list(dict.fromkeys(finding.article_url for finding in group if finding.article_url))
    by_cause = key.startswith("cause:")
    cause = Cause.RASID if key == f"cause:{Cause.RASID}" else worst.cause
    return Symptom(
        key=key,
        cause=cause,
        severity=worst.severity,
        title=named(f"cause.{cause}") if by_cause and not (cause in OWN_WORDS and worst.article_url is None) else worst.title,
        advice=worst.advice if worst.advice != NO_WORDS else named(f"alerts_advice.{cause}"),
        observed_value=worst.observed_value or (Quote(worst.detail) if worst.detail else None),
        expected_value=worst.expected_value,
        counted=worst.counted,
        affected=max(len(urls), max(finding.affected for finding in group)),
        examples=next((one.examples for one in group if one.examples), ())
        or tuple((headlines.get(url, ""), url) for url in urls[:EXAMPLES]),
        sure=any(one.rule in PROVED | SINGLE_PAGES for one in group),
    )


def _of_failed_visit(key: str, group: list[Finding], visit: Visit) -> Symptom:
    cause = visit.cause or Cause.RASID
    first = min(group, key=lambda finding: (finding.severity.rank, finding.article_url is not None), default=None)
    return Symptom(
        key=key,
        cause=cause,
        severity=Severity.CRITICAL,
        title=first.title
        if first is not None and first.rule in OWN_TITLES
        else named(_broke(visit) if cause is Cause.RASID else f"cause.{cause}"),
        advice=first.advice
        if first and first.advice != NO_WORDS
        else named("alerts.slot_started_advice" if visit.killed else f"alerts_advice.{cause}"),
        observed_value=(first and (first.observed_value or (Quote(first.detail) if first.detail else None))) or _said(visit),
        expected_value=first.expected_value if first else None,
        counted=None,
        affected=max((one.affected for one in group if one.examples), default=0),
        examples=next((one.examples for one in group if one.examples), ()),
        sure=True,
    )


def _said(visit: Visit) -> Value | None:
    """What broke it; of a row from before reasons were kept, its message as it was written."""
    return visit.reason or (Quote(visit.message) if visit.message and not visit.killed else None)


def _broke(visit: Visit) -> str:
    return "alerts.visit_killed" if visit.killed else "alerts.visit_broke"

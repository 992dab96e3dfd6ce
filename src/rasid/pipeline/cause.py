"""Whose fault it is: one change of layout or encoding instead of fifty faults of content, and no silence where nothing could be seen (decision 14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rasid.model import Cause, Finding, Scope, Severity, Status, WindowArticle
from rasid.model.values import Tally, named

LEAST_EXTRACTED = 5
"""Articles newly extracted in the visit without which a layout change is not spoken of: one bad article in a quiet hour stays content."""
MOST = 0.5
"""More than this share of them fails the same rule …"""
BEFORE = 0.2
"""… and at most this share failed it before."""
ENCODING_RULES = frozenset({"text_mojibake", "text_replacement_characters", "text_control_characters"})
"""Where one of these is among the rules that fail at once, broken characters explain the others."""
DATE_RULES = frozenset({"published_at_in_future", "modified_at_in_future", "published_at_wrong_century"})
"""Where nothing but these fails at once, dates are read and are wrong: a server's clock or zone, not the pages' layout."""
CANNOT_SEE = (Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED)
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class _Rule:
    """How one article rule fares. ``extracted`` and ``earlier`` are the failing articles among those read in this visit, and among the rest."""

    extracted: frozenset[str]
    earlier: frozenset[str]
    held: frozenset[str]
    """Failing articles an earlier visit already put down to a layout change."""


def attribute(
    findings: Sequence[Finding],
    items: Sequence[WindowArticle],
    *,
    open_causes: Mapping[tuple[str, str | None], Cause] | None = None,
    usual: Mapping[str, float] | None = None,
) -> list[Finding]:
    """The findings with their causes settled, and one section finding (``layout_changed``, ``encoding_changed`` or ``dates_shifted``) where one cause explains many.

    ``items`` is the window the findings were made on. ``open_causes``: causes of findings open since earlier visits, by identity. ``usual``: share of
    articles that usually fail each rule (None while nothing is known of the past). Article findings explained by the change keep their place
    and get its cause, so that they form one incident with examples; once newly read articles pass again they fall to ``info`` until their
    articles are read again or leave the window. Findings that the site is quiet are dropped where it could not be seen.
    """
    open_causes = open_causes or {}
    extracted = {item.article.url for item in items if item.new_in_visit or item.revised_in_visit}
    earlier = {item.article.url for item in items} - extracted
    failing = _by_rule(findings, extracted, earlier, open_causes)
    changed = {rule for rule, fares in failing.items() if _changed(rule, fares, extracted, earlier, usual)}
    mended = {rule for rule, fares in failing.items() if fares.held and extracted and len(fares.extracted) <= MOST * len(extracted)}
    settled = [_settled(finding, failing, changed, mended, extracted, open_causes) for finding in findings]
    explained = [one for one in settled if one.article_url is not None and one.cause is Cause.LAYOUT_CHANGED]
    standing = [one for one in explained if one.rule not in mended]
    if standing:
        settled.insert(0, _one_for_all(standing, len(extracted)))
    return _seen(settled)


def _by_rule(
    findings: Iterable[Finding], extracted: set[str], earlier: set[str], open_causes: Mapping[tuple[str, str | None], Cause]
) -> dict[str, _Rule]:
    failing: dict[str, set[str]] = {}
    for finding in findings:
        if finding.scope is Scope.ARTICLE and finding.status is Status.FAIL and finding.article_url is not None:
            failing.setdefault(finding.rule, set()).add(finding.article_url)
    return {
        rule: _Rule(
            extracted=frozenset(urls & extracted),
            earlier=frozenset(urls & earlier),
            held=frozenset(url for url in urls if open_causes.get((rule, url)) is Cause.LAYOUT_CHANGED),
        )
        for rule, urls in failing.items()
    }


def _changed(rule: str, fares: _Rule, extracted: set[str], earlier: set[str], usual: Mapping[str, float] | None) -> bool:
    """Most of the newly read articles fail a rule that few failed before."""
    if len(extracted) < LEAST_EXTRACTED or len(fares.extracted) <= MOST * len(extracted):
        return False
    if fares.held:
        return True
    unspoilt = earlier - fares.held
    if len(unspoilt) >= LEAST_EXTRACTED:
        return len(fares.earlier) / len(unspoilt) <= BEFORE
    return usual is not None and usual.get(rule, 0.0) <= BEFORE


def _settled(
    finding: Finding,
    failing: Mapping[str, _Rule],
    changed: set[str],
    mended: set[str],
    extracted: set[str],
    open_causes: Mapping[tuple[str, str | None], Cause],
) -> Finding:
    fares = failing.get(finding.rule)
    if fares is None or finding.article_url is None or finding.status is not Status.FAIL:
        return finding
    if finding.article_url in extracted:
        going_on = bool(fares.held) and finding.rule not in mended
        return replace(finding, cause=Cause.LAYOUT_CHANGED) if finding.rule in changed or going_on else finding
    if open_causes.get((finding.rule, finding.article_url)) is Cause.LAYOUT_CHANGED:
        severity = Severity.INFO if finding.rule in mended else finding.severity
        return replace(finding, cause=Cause.LAYOUT_CHANGED, severity=severity)
    return finding


def _one_for_all(explained: Sequence[Finding], extracted: int) -> Finding:
    by_rule = Counter(finding.rule for finding in explained)
    urls = list(dict.fromkeys(finding.article_url for finding in explained if finding.article_url))
    kind = "encoding_changed" if ENCODING_RULES & by_rule.keys() else "dates_shifted" if by_rule.keys() <= DATE_RULES else "layout_changed"
    return Finding(
        rule=kind,
        scope=Scope.SECTION,
        severity=min((finding.severity for finding in explained), key=lambda severity: severity.rank),
        status=Status.FAIL,
        cause=Cause.LAYOUT_CHANGED,
        title=named(f"attributed.{kind}", n=len(urls)),
        advice=named(f"attributed.{kind}_advice"),
        observed_value=Tally(tuple(by_rule.most_common())),
        detail="\n".join([f"{len(urls)} articles; {extracted} were read in this visit. For example:", *urls[:EXAMPLES]]),
        affected=len(urls),
    )


def _seen(findings: list[Finding]) -> list[Finding]:
    """Without «quiet» where a critical finding says that the site could not be seen: few articles are then ours to explain, not the newsroom's."""
    hidden = any(
        finding.article_url is None
        and finding.cause in CANNOT_SEE
        and finding.severity is Severity.CRITICAL
        and finding.status is Status.FAIL
        for finding in findings
    )
    return [finding for finding in findings if not (hidden and finding.cause is Cause.QUIET)]

"""Whose fault it is: what a broken template explains is one finding and the engineer's; what it does not is the article's and the editor's (decision 16)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rasid.model import Cause, Finding, Scope, Severity, Source, Status, WindowArticle
from rasid.model.values import Bound, Instant, Named, Quantity, Several, named
from rasid.pipeline.marks import DOUBTED, PAGE, STRUCTURAL, TEST_OF_RULE, WHOLE, names_the_site, only_a_teaser, rules_of
from rasid.pipeline.runs import Fault, Run
from rasid.wording import catalogue

CANNOT_SEE = (Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED)
EXAMPLES = 3
FIELDS = {"author": "author", "image": "image", "standfirst": "standfirst", "published_at": "published_at"}
"""Test → the field whose coverage says the same of the section as the test does of its articles."""
LOUD = frozenset({"author", "image", "page_date", "standfirst", "structured_data_missing"})
"""Tests whose rules may be remarks or switched off, while their loss on every page is worth a warning."""
SAME_HEADLINE = 3
"""Articles of different texts under one headline, from which on it is the template's."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A finding that an earlier visit left open: whose fault it was said to be, and since when."""

    cause: Cause
    since: datetime


def attribute(
    findings: Sequence[Finding],
    items: Sequence[WindowArticle],
    runs: Mapping[str, Run],
    *,
    opened: Mapping[tuple[str, str | None], Opened] | None = None,
    ended: Collection[str] = (),
    seen: bool = True,
) -> list[Finding]:
    """The findings with their causes settled, and one section finding (``layout_changed``, ``encoding_changed`` or ``dates_shifted``) for all runs that are open.

    ``items`` is the window the findings were made on, ``runs`` what the template test holds open, ``opened`` the findings open since earlier
    visits by identity, ``ended`` the tests whose runs this visit ended. Article findings that a run explains keep their place and get its cause, so that they form one incident with examples; once
    the run is over they fall to ``info`` until their articles are read again or leave the window. Findings that the site is quiet are dropped
    where it could not be seen (``seen`` false, or a critical finding says so).
    """
    opened = opened or {}
    explained = {rule: run for test, run in runs.items() if test != PAGE for rule in rules_of([test])}
    first_seen = {item.article.url: item.first_seen_at for item in items}
    whole = [run for test, run in runs.items() if test in WHOLE]
    spoilt = {
        item.article.url: run
        for item in items
        for run in whole
        if item.article.url in run.urls or max(item.first_seen_at, item.revised_at) >= run.since
    }
    settled = [_settled(finding, explained, spoilt, opened, first_seen) for finding in findings]
    settled = [finding for finding in settled if not _repeats_a_run(finding, {*runs, *ended})]
    of_templates = [run for test, run in runs.items() if test != PAGE]
    if of_templates:
        standing = [
            one
            for one in settled
            if one.article_url is not None
            and one.cause is Cause.LAYOUT_CHANGED
            and (one.rule in explained or (one.article_url in spoilt and one.status is Status.FAIL))
        ]
        settled.insert(0, _one_for_all(of_templates, standing, items, {one.rule: one.field for one in findings if one.field}))
    return _without_quiet(settled, seen)


def _settled(
    finding: Finding,
    explained: Mapping[str, Run],
    spoilt: Mapping[str, Run],
    opened: Mapping[tuple[str, str | None], Opened],
    first_seen: Mapping[str, datetime],
) -> Finding:
    if finding.article_url is None or finding.scope is not Scope.ARTICLE or finding.status is not Status.FAIL:
        return finding
    before = opened.get(finding.identity)
    run = explained.get(finding.rule) or spoilt.get(finding.article_url)
    if run is not None:
        of_the_run = finding.article_url in run.urls or first_seen.get(finding.article_url, run.since) >= run.since
        if of_the_run or before is None or before.since >= run.since or before.cause is Cause.LAYOUT_CHANGED:
            return replace(finding, cause=Cause.LAYOUT_CHANGED)
        return finding
    if before is not None and before.cause is Cause.LAYOUT_CHANGED:
        return replace(finding, cause=Cause.LAYOUT_CHANGED, severity=Severity.INFO)
    return finding


def _repeats_a_run(finding: Finding, runs: Collection[str]) -> bool:
    """Findings on the section that say once more what a run says: a coverage that fell, a rate that jumped."""
    if finding.article_url is not None or finding.status is not Status.FAIL:
        return False
    if finding.rule == "bodies_doubted":
        return bool(WHOLE & set(runs))
    if finding.rule == "duplicate_share_high":
        return "body_same_as_another" in runs
    if finding.rule in ("extraction_broken", "extraction_rate_low", "articles_missing"):
        return PAGE in runs
    fields = {FIELDS[test] for test in runs if test in FIELDS}
    return (finding.rule == "rate_jumped" and bool(runs)) or any(finding.rule.startswith(f"{field}_coverage") for field in fields)


def kind_of(tests: Sequence[str]) -> str:
    """What has changed, by the tests whose runs are open."""
    if "encoding" in tests:
        return "encoding_changed"
    return "dates_shifted" if set(tests) <= {"dates"} else "layout_changed"


NAMED = 3
"""Faults that a title names; the first explains the others as a rule."""
SAID_BY = {"page_date": "published_at", "body_too_short": "body", "dates": "published_at", DOUBTED: "body"}
"""Test → the one beside which it says nothing more."""


def _lost(runs: Sequence[Run], fields: Mapping[str, str]) -> Several:
    """What is wrong with the new articles, the worst first, in words. ``fields``: rule → the field it is about."""
    tests = {run.test for run in runs}
    # What else is wrong with garbled pages is read off their letters.
    said = [run for run in runs if (run.test == "encoding" if "encoding" in tests else SAID_BY.get(run.test) not in tests)]
    said.sort(key=lambda run: (run.test not in STRUCTURAL, -run.failed, run.test))
    return Several(tuple(_of_test(run.test, fields.get(run.test, "")) for run in said[:NAMED]))


def _of_test(test: str, field: str) -> Named:
    if f"attributed.lost_{test}" in catalogue():
        return named(f"attributed.lost_{test}")
    known = f"report.field_{field}"
    return named("attributed.lost_in_field", field=named(known)) if known in catalogue() else named("attributed.lost_otherwise")


def _one_for_all(runs: Sequence[Run], explained: Sequence[Finding], items: Sequence[WindowArticle], fields: Mapping[str, str]) -> Finding:
    urls = list(dict.fromkeys([*(url for run in runs for url in run.urls), *(one.article_url for one in explained if one.article_url)]))
    here = {item.article.url: item.article.headline or "" for item in items}
    shown = [url for url in urls if url in here]
    widest = max(runs, key=lambda run: (run.fault is Fault.TEMPLATE, run.failed))
    kind = kind_of([run.test for run in runs])
    # Nothing has changed where nothing came before.
    said = "never_read" if kind == "layout_changed" and items and all(item.new_in_visit for item in items) else kind
    since = {"failed": Quantity(widest.failed), "read": Quantity(widest.read), "at": Instant(widest.since)}
    severities = [one.severity for one in explained] or [Severity.WARNING]
    if any(run.test in LOUD | WHOLE for run in runs):
        severities.append(Severity.WARNING)
    return Finding(
        rule=kind,
        scope=Scope.SECTION,
        severity=min(severities, key=lambda severity: severity.rank),
        status=Status.FAIL,
        cause=Cause.LAYOUT_CHANGED,
        title=named(f"attributed.{said}_in", lost=_lost(runs, fields), **since),
        advice=named(f"attributed.{said}_advice"),
        field=widest.test if widest.test in TEST_OF_RULE.values() else "",
        observed_value=named("attributed.new_since_control" if widest.control else "attributed.new_since", **since),
        expected_value=Bound(high=widest.base, unit="percent"),
        detail=", ".join(f"{run.test}: {run.failed}/{run.read} since {run.since.isoformat(timespec='minutes')}" for run in runs),
        affected=max(len(shown), widest.failed),
        examples=tuple((here[url], url) for url in shown[:EXAMPLES]),
    )


def headlines_that_are_none(
    findings: Sequence[Finding], items: Sequence[WindowArticle], source: Source, missing: Finding | None
) -> list[Finding]:
    """The findings with ``headline_missing`` for articles under the site's or a section's name, or under one headline that many different texts bear.

    ``missing`` is that rule's finding, without an article; None where the rule is off. What such a headline fails besides is left out: the
    advice to delete one of two articles of the same headline would be followed.
    """
    shared: dict[str, list[WindowArticle]] = {}
    for item in items:
        if item.article.headline:
            shared.setdefault(item.article.headline, []).append(item)
    none = {
        item.article.url
        for headline, group in shared.items()
        for item in group
        if names_the_site(headline, source) or (len(group) >= SAME_HEADLINE and len({one.article.text for one in group}) == len(group))
    }
    if not none or missing is None:
        return list(findings)
    kept = [one for one in findings if one.article_url not in none or one.rule not in rules_of(["headline"])]
    return [*kept, *(replace(missing, article_url=url) for url in sorted(none))]


def bodies_that_are_teasers(findings: Sequence[Finding], items: Sequence[WindowArticle], missing: Finding | None) -> list[Finding]:
    """The findings with ``body_missing`` (``missing``, without an article; None where it is off) for articles of which only a teaser is left, and
    without what such a rest fails besides."""
    lost = {item.article.url for item in items if only_a_teaser(item.article)}
    if not lost or missing is None:
        return list(findings)
    kept = [one for one in findings if one.article_url not in lost or one.rule not in rules_of(["body"])]
    return [*kept, *(replace(missing, article_url=url) for url in sorted(lost))]


def _without_quiet(findings: list[Finding], seen: bool) -> list[Finding]:
    """Without «quiet» where the site could not be seen: few articles are then ours to explain, not the newsroom's."""
    hidden = not seen or any(
        finding.article_url is None
        and finding.cause in CANNOT_SEE
        and finding.severity is Severity.CRITICAL
        and finding.status is Status.FAIL
        for finding in findings
    )
    return [finding for finding in findings if not (hidden and finding.cause is Cause.QUIET)]

"""Third step: what the rules say. Rules judge the window, not the fetch."""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from math import isfinite

from rasid.model import Article, Cause, Counts, Fate, Finding, Past, Rule, Scope, Source, Status, Verdict, WindowArticle
from rasid.pipeline.alone import left_behind, left_unread
from rasid.pipeline.aside import judged_apart
from rasid.pipeline.cause import Opened, attribute, bodies_that_are_teasers, headlines_that_are_none
from rasid.pipeline.doubt import without_blame
from rasid.pipeline.evidence import frozen_feeds, outcomes, remembered, unread_finding, unseen_links, window_fates
from rasid.pipeline.marks import OF_TEMPLATES, PAGE, STRUCTURAL, rules_of
from rasid.pipeline.memory import from_plain, to_plain
from rasid.pipeline.past import past_of
from rasid.pipeline.runs import Memory
from rasid.pipeline.single import judge_articles
from rasid.pipeline.template_test import undecided
from rasid.pipeline.upgrade import ours_alone, untold, upgraded
from rasid.pipeline.verdict import with_verdict
from rasid.pipeline.versions import judged_with, read_with
from rasid.pipeline.workplace import Collected, Discovered, Judged, VisitContext, VisitUnderWay


def judge(under_way: VisitUnderWay, discovered: Discovered, collected: Collected) -> Judged:
    """Findings of every rule on the window, their causes, and the visit's verdict."""
    from rasid.frame.history import failing_rates
    from rasid.validate import rules_for

    source, ledger, now = under_way.source, under_way.workplace.ledger, under_way.workplace.clock()
    since = now - timedelta(hours=source.window_hours)
    window = ledger.articles.window(
        source.id, since, visit_articles=collected.articles, seen_urls=discovered.seen_urls, now=now, read_with=read_with(source)
    )
    rules = rules_for(source, under_way.workplace.rules, now.date())
    counts = _counts(collected.counts, collected.articles, window)

    findings: list[Finding] = [*discovered.findings, *collected.findings]
    found, window, aside = judged_apart(window, partial(judge_window, source=source, workplace=under_way.workplace, now=now))
    before = ledger.findings.open(source.id)
    open_now = [stored.finding for stored in before]
    # What broke a step was not judged: what is open on it stands.
    findings += [*aside, *(finding for finding in open_now if finding.article_url in {one.article_url for one in aside})]
    past = past_of(ledger, source, now)
    until_now = from_plain(ledger.links.memory(source.id))
    memory = remembered(until_now, outcomes(under_way, collected, window, found, until_now, now), collected, past, under_way)
    findings += without_blame(found, window, memory, collected.looked_again)
    unread = unread_finding(under_way, collected, memory.runs)
    # Where the section's links lead nowhere all at once, an article that answers 404 was withdrawn by nobody.
    gone = frozenset() if unread is not None else frozenset(collected.gone_urls)
    window = [item for item in window if item.article.url not in gone]
    findings = [finding for finding in findings if finding.article_url not in gone]
    readable = discovered.readable_sections > 0
    metrics: dict[str, float] = {}
    known: dict[str, float] = {}
    if readable:
        # A link that never led to an article is broken, not vanished.
        here = {url for url in gone if ledger.articles.latest(source.id, url) is not None}
        vanished = len(here | {item.article.url for item in ledger.articles.gone(source.id, since)})
        fates = window_fates(under_way, collected)
        sound = _sound(window, memory, open_now)
        section_findings, metrics = _judge_section(under_way, discovered, sound, counts, vanished, fates, _of(rules, Scope.SECTION))
        findings += section_findings
        here = {item.article.url for item in sound}
        metrics |= failing_rates(_failing([finding for finding in findings if finding.article_url in here]), len(sound))
        history_findings, known = _judge_history(past, under_way, sound, metrics, _of(rules, Scope.HISTORY))
        findings += history_findings
    opened = {stored.finding.identity: Opened(stored.finding.cause, stored.since) for stored in before}
    findings += [finding for finding in (unread, unseen_links(collected, counts)) if finding is not None]
    if unread is None:
        findings += left_unread(under_way, collected, memory, open_now)
    findings += frozen_feeds(under_way, window)
    findings = attribute(findings, window, memory.runs, opened=opened, ended=until_now.runs.keys(), seen=not counts.links_unread)
    findings = _one_cause(findings, unread)
    touched = {item.article.url for item in window if item.new_in_visit or item.revised_in_visit}
    anew = upgraded(under_way)
    findings = untold(findings, before, touched, anew=anew, now=now, window=timedelta(hours=source.window_hours), reread=under_way.reread)
    if anew and not (under_way.options.dry_run or under_way.options.replay):
        ledger.desk.carry_waivers(source.id, open_now, [one for one in findings if one.article_url not in touched], now=now)
    findings += unseen([*_of(rules, Scope.SECTION), *_of(rules, Scope.HISTORY)], metrics | known, open_now, findings)
    findings = ledger.desk.mark_waived(source.id, findings, window, now=now)
    visit = with_verdict(under_way, findings, {article.url for article in collected.articles}, counts)
    visit = replace(visit, read_with=judged_with(source, under_way.workplace.rules))
    return Judged(
        findings=tuple(findings),
        window=tuple(window),
        metrics=metrics,
        verdict=visit.verdict or Verdict.HEALTHY,
        visit=visit,
        evidence=to_plain(memory),
        undecided=rules_of(undecided(memory, STRUCTURAL | OF_TEMPLATES)),
        folded=rules_of(memory.runs),
        pages_back=PAGE in until_now.runs and PAGE not in memory.runs,
        gone_urls=tuple(gone),
        left=left_behind(under_way, open_now, findings, [article.url for article in collected.articles]),
        ours_alone=ours_alone([item.article.url for item in window], touched, under_way.reread, anew=anew),
    )


def _sound(window: Sequence[WindowArticle], memory: Memory, opened: Sequence[Finding]) -> list[WindowArticle]:
    """The articles by which the section is judged: without those that a broken template spoilt, as long as any are left."""
    spoilt = {finding.article_url for finding in opened if finding.cause is Cause.LAYOUT_CHANGED}
    spoilt |= {url for test, run in memory.runs.items() if test != PAGE for url in run.urls}
    return [item for item in window if item.article.url not in spoilt] or list(window)


def _one_cause(findings: Sequence[Finding], unread: Finding | None) -> list[Finding]:
    """Without what the visit's own findings on pages say once more, where links that lead to no article have a cause."""
    if unread is None:
        return list(findings)
    return [one for one in findings if one is unread or one.rule not in ("pages_unreadable", unread.rule, "links_unread")]


def unseen(rules: Sequence[Rule], metrics: Mapping[str, float], opened: Sequence[Finding], findings: Sequence[Finding]) -> list[Finding]:
    """Findings of earlier visits on the section and its past that this visit could say nothing about: too few rows, nothing read.

    ``metrics`` hold a number for every column that could be worked out. A rule whose condition did not hold judged nothing either.
    """
    said = {rule.key for rule in rules if rule.kwargs.get("column") in metrics and _applies(rule, metrics)}
    keys = {rule.key for rule in rules}
    here = {finding.rule for finding in findings if finding.status is not Status.UNSEEN}
    return [
        replace(finding, status=Status.UNSEEN)
        for finding in opened
        if finding.article_url is None and finding.rule not in here and finding.rule in keys - said
    ]


COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
}


def _applies(rule: Rule, metrics: Mapping[str, float]) -> bool:
    condition = rule.row_condition or rule.kwargs.get("row_condition")
    if not isinstance(condition, Mapping) or condition.get("operator") not in COMPARED:
        return True
    column = condition.get("column", {})
    value = metrics.get(str(column.get("name") if isinstance(column, Mapping) else column))
    return value is not None and COMPARED[str(condition["operator"])](value, float(condition["parameter"]))


def judge_window(window: Sequence[WindowArticle], source: Source, workplace: VisitContext, now: datetime) -> list[Finding]:
    """Findings on the articles themselves: the article rules in force for ``source``, and the house's own terms."""
    from rasid.frame.style import style_findings
    from rasid.validate import rules_for

    rules = _of(rules_for(source, workplace.rules, now.date()), Scope.ARTICLE)
    found = [*judge_articles(window, rules, source=source, now=now), *style_findings(window, workplace.ledger.desk.style.terms())]
    found = headlines_that_are_none(found, window, source, _missing(rules, "headline_missing"))
    return bodies_that_are_teasers(found, window, _missing(rules, "body_missing"))


def _missing(rules: Sequence[Rule], key: str) -> Finding | None:
    """What the rule ``key`` says, about no article; None where it is off."""
    rule = next((rule for rule in rules if rule.key == key), None)
    if rule is None:
        return None
    return Finding(
        rule=rule.key,
        scope=Scope.ARTICLE,
        severity=rule.severity,
        status=Status.FAIL,
        cause=Cause.CONTENT,
        title=rule.title,
        advice=rule.advice,
        field=rule.field,
    )


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
    under_way: VisitUnderWay,
    discovered: Discovered,
    window: Sequence[WindowArticle],
    counts: Counts,
    vanished: int,
    fates: Mapping[Fate, int] | None,
    rules: Sequence[Rule],
) -> tuple[list[Finding], dict[str, float]]:
    from rasid.frame.section import section_frame
    from rasid.validate import check

    frame = section_frame(
        counts,
        window,
        source=under_way.source,
        now=under_way.workplace.clock(),
        problems=discovered.problems,
        vanished=vanished,
        fates=fates,
    )
    metrics = {str(name): float(value) for name, value in frame.iloc[0].items() if isinstance(value, int | float) and isfinite(value)}
    return check(frame, rules), metrics


def _judge_history(
    past: Past, under_way: VisitUnderWay, window: Sequence[WindowArticle], metrics: dict[str, float], rules: Sequence[Rule]
) -> tuple[list[Finding], dict[str, float]]:
    """Drift against the source's own past, and the columns of which something could be said; a source that is still being learnt gets no finding."""
    from rasid.frame.history import history_frame
    from rasid.validate import check

    frame = history_frame(past, window, source=under_way.source, now=under_way.workplace.clock(), metrics=metrics)
    row = frame.iloc[0]
    metrics |= {name: float(row[name]) for name in ("history_days", "history_needed")}
    known = {str(name): float(value) for name, value in row.items() if isinstance(value, int | float) and isfinite(value)}
    return check(frame, rules), known

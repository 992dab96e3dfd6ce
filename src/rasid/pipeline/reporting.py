"""Fills a report from the ledger: the one place that knows both the store's questions and the page's values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rasid.model import Finding, IncidentState, Rule, Source, WindowArticle, Words
from rasid.model.desk import Waiver
from rasid.pipeline.health import health
from rasid.pipeline.past import past_of
from rasid.report import Edit, ReportArticle, ReportData, Trend, WaivedItem
from rasid.store import Ledger
from rasid.store.desk_history import silent_edits
from rasid.store.desk_list import Filter, listed
from rasid.store.doors import in_news_sitemap
from rasid.store.waivers import covers
from rasid.wording.values import rule_name

DAYS = 30
EDIT_DAYS = 7


def gather(
    ledger: Ledger,
    source: Source,
    rules: Sequence[Rule],
    *,
    now: datetime,
    desk_url: str | None = None,
    readiness: bool = True,
) -> ReportData:
    """Everything one report says of ``source``. ``rules`` are those in force for it. Raises LedgerError."""
    zone = ZoneInfo(source.timezone)
    window = ledger.articles.window(source.id, now - timedelta(hours=source.window_hours), now=now)
    found = listed(ledger, Filter(source=source.id), now=now, per_page=0)
    names = {section.id: section.name for section in source.sections}
    rule_words = {rule.key: rule_name(rule) for rule in rules} | {term.key: _style_words(term.term) for term in ledger.desk.style.terms()}
    with_findings = [
        ReportArticle(
            url=article.url,
            headline=article.headline,
            section=names.get(article.section or ""),
            published_at=article.published_at,
            first_seen_at=article.first_seen_at or article.findings[0].since,
            findings=tuple(row.finding for row in article.findings),
            assignee=article.assignee,
            comments=article.comments,
            since=min(row.since for row in article.findings),
        )
        for article in found.articles
        if article.url is not None
    ]
    general = [row.finding for article in found.articles if article.url is None for row in article.findings]
    return ReportData(
        source=source,
        now=now,
        visit=ledger.visits.last(source.id, now=now),
        articles=tuple(with_findings),
        section_findings=tuple(sorted(general, key=lambda finding: finding.severity.rank)),
        incidents=tuple(ledger.incidents.find(states=(IncidentState.FIRING, IncidentState.ACKNOWLEDGED), source_id=source.id)),
        health=health(past_of(ledger, source, now), source, window, now=now),
        trends=trends(ledger, source, rules, rule_words, now=now, zone=zone),
        edits=edits(ledger, source, now=now),
        waived=tuple(waived(ledger, source, rule_words, window, now=now)),
        rules=tuple(rules),
        window_articles=tuple(item.article for item in window) if readiness else (),
        in_news_sitemap=in_news_sitemap(ledger, source.id, window) if readiness else {},
        window_count=len(window),
        desk_url=desk_url,
    )


def trends(
    ledger: Ledger, source: Source, rules: Sequence[Rule], rule_words: dict[str, Words], *, now: datetime, zone: ZoneInfo
) -> tuple[Trend, ...]:
    """How many findings of each rule were open each day; days on which nobody saw the site are None."""
    severities = {rule.key: rule.severity.value for rule in rules}
    looked = {at.astimezone(zone).date() for at, _ in ledger.visits.metrics(source.id, now - timedelta(days=DAYS + 1))}
    if not looked:
        return ()
    made = []
    for rule, days in ledger.findings.trend(source.id, now=now, days=DAYS, zone=zone).items():
        title = rule_words.get(rule, Words(rule, rule))
        made.append(
            Trend(rule, title, severities.get(rule, "info"), tuple((day.day, day.open if day.day in looked else None) for day in days))
        )
    return tuple(made)


def edits(ledger: Ledger, source: Source, *, now: datetime) -> tuple[Edit, ...]:
    found = silent_edits(ledger, source.id, now - timedelta(days=EDIT_DAYS))
    return tuple(
        Edit(edit.url, edit.headline, edit.field, edit.before, edit.after, edit.seen_at, edit.published_at, edit.number) for edit in found
    )


def waived(
    ledger: Ledger, source: Source, rule_words: dict[str, Words], window: Sequence[WindowArticle], *, now: datetime
) -> Iterable[WaivedItem]:
    still_there = [stored.finding for stored in ledger.findings.open(source.id)]
    sections = {item.article.url: item.article.section for item in window}
    names = {section.id: section.name.ar for section in source.sections}
    for waiver in ledger.desk.waivers(source_id=source.id, now=now):
        yield WaivedItem(
            rule=waiver.rule,
            title=rule_words.get(waiver.rule or ""),
            target=waiver.target,
            name=_named(waiver, source, names),
            reason=waiver.reason,
            by=waiver.by,
            since=waiver.created_at,
            until=waiver.until,
            url=waiver.article_url,
            hides=sum(covers(waiver, finding, _section(finding, sections)) for finding in still_there),
        )


def _section(finding: Finding, sections: dict[str, str | None]) -> str | None:
    return sections.get(finding.article_url) if finding.article_url is not None else finding.field or None


def _named(waiver: Waiver, source: Source, names: dict[str, str]) -> str:
    if waiver.article_url is not None:
        return waiver.headline or waiver.article_url
    if waiver.section is not None:
        return names.get(waiver.section, waiver.section)
    return source.name.ar


def _style_words(term: str) -> Words:
    return Words(f"«{term}»", f"“{term}”")

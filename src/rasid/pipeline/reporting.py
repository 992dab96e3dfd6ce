"""Fills a report from the ledger: the one place that knows both the store's questions and the page's values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rasid.model import IncidentState, Rule, Source, Verdict, Words
from rasid.model.desk import Waiver
from rasid.pipeline.health import health
from rasid.pipeline.past import past_of
from rasid.pipeline.standing import unread_since
from rasid.report import Edit, ReportData, Trend, WaivedItem
from rasid.report.data import DayCell
from rasid.report.diff import rewritten
from rasid.store import Ledger
from rasid.store.desk.listing import Filter, problems
from rasid.store.desk.waivers import hides
from rasid.store.revisions import SilentEdit, fields_mended, silent_edits
from rasid.store.summaries import ReadDay, assigned, mended, opened_by_day, read_by_day
from rasid.wording.values import rule_name

DAYS = 30
EDIT_DAYS = 7
HEAT_DAYS = 14
ITEMS = 10
"""Articles of a problem on one page."""


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
    window = ledger.articles.window(source.id, now - timedelta(hours=source.window_hours), now=now)
    rule_words = {rule.key: rule_name(rule) for rule in rules} | {term.key: _style_words(term.term) for term in ledger.desk.style.terms()}
    read = read_by_day(ledger, source.id, now=now, days=DAYS, zone=ZoneInfo(source.timezone))
    visit = ledger.visits.last(source.id, now=now)
    return ReportData(
        source=source,
        now=now,
        visit=visit,
        unseen_since=unread_since(ledger, visit) if visit is not None and visit.verdict is not Verdict.FAILED else None,
        problems=problems(ledger, Filter(source=source.id), now=now, each=ITEMS),
        titles=rule_words,
        incidents=tuple(ledger.incidents.find(states=(IncidentState.FIRING, IncidentState.ACKNOWLEDGED), source_id=source.id)),
        health=health(past_of(ledger, source, now), source, window, now=now),
        trends=trends(ledger, source, read, rules, rule_words, now=now),
        days=tuple(DayCell(day.day, day.articles, day.failing, day.visits > 0) for day in read[-HEAT_DAYS:]),
        assigned=assigned(ledger, source.id, now=now),
        mended=_mended(ledger, source, now),
        edits=edits(ledger, source, now=now),
        waived=tuple(waived(ledger, source, rule_words, now=now)),
        rules=tuple(rules),
        window_articles=tuple(item.article for item in window) if readiness else (),
        in_news_sitemap=ledger.links.in_news_sitemap(source.id, window) if readiness else {},
        window_count=len(window),
        desk_url=desk_url,
    )


def _mended(ledger: Ledger, source: Source, now: datetime) -> tuple[int, timedelta | None]:
    found = mended(ledger, source.id, now - timedelta(days=DAYS))
    return found.count, found.median


def trends(
    ledger: Ledger, source: Source, read: Sequence[ReadDay], rules: Sequence[Rule], rule_words: dict[str, Words], *, now: datetime
) -> tuple[Trend, ...]:
    """How many findings of each rule were opened each day, beside the articles read; days on which nobody saw the site are None."""
    severities = {rule.key: rule.severity.value for rule in rules}
    zone = ZoneInfo(source.timezone)
    if not any(day.visits for day in read):
        return ()
    opened = opened_by_day(ledger, source.id, now=now, days=DAYS, zone=zone)
    return tuple(
        Trend(
            rule,
            rule_words.get(rule, Words(rule, rule)),
            severities.get(rule, "info"),
            tuple((day.day, count if day.visits else None) for day, count in zip(read, counts, strict=True)),
            tuple(day.articles for day in read),
        )
        for rule, counts in opened.rules.items()
    )


def edits(ledger: Ledger, source: Source, *, now: datetime) -> tuple[Edit, ...]:
    found = silent_edits(ledger, source.id, now - timedelta(days=EDIT_DAYS))
    mended = fields_mended(ledger, source.id, [edit.visit_id for edit in found])
    return tuple(
        Edit(
            edit.url,
            edit.headline,
            edit.field,
            edit.before,
            edit.after,
            edit.seen_at,
            edit.published_at,
            edit.number,
            asked_for=_asked_for(mended.get((edit.url, edit.visit_id, edit.field)), edit),
        )
        for edit in found
    )


def _asked_for(whole: bool | None, edit: SilentEdit) -> bool:
    """A correction that rasid asked for; a text rewritten for a few words of it is more than was asked."""
    return whole is not None and (whole or not rewritten(edit.before, edit.after))


def waived(ledger: Ledger, source: Source, rule_words: dict[str, Words], *, now: datetime) -> Iterable[WaivedItem]:
    names = {section.id: section.name for section in source.sections}
    in_force = ledger.desk.waivers(source_id=source.id, now=now)
    for waiver, hidden in zip(in_force, hides(ledger, source.id, in_force), strict=True):
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
            hides=hidden,
        )


def _named(waiver: Waiver, source: Source, names: dict[str, Words]) -> str | Words:
    if waiver.article_url is not None:
        return waiver.headline or waiver.article_url
    if waiver.section is not None:
        return names.get(waiver.section, waiver.section)
    return source.name


def _style_words(term: str) -> Words:
    return Words(f"«{term}»", f"“{term}”")

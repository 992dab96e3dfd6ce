"""Today in one sentence, and the four figures behind it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from rasid.model import Cause, Severity, Verdict
from rasid.report.data import ReportData
from rasid.report.voice import Voice

ENGINEERS = (Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED, Cause.RASID)
"""Causes an editor can do nothing about: the on-call engineer has been told."""


def view(data: ReportData, v: Voice) -> dict[str, Any]:
    urgent = sum(1 for article in data.articles if article.rank[0] == 0)
    return {
        "tone": tone(data),
        "headline": headline(data, v),
        "figures": [
            (v.number(data.window_size), v.say("report.figure_articles")),
            (v.number(len(data.to_fix)), v.say("report.figure_to_fix")),
            (v.number(urgent), v.say("report.figure_urgent")),
            (v.ago(data.health.newest_at) if data.health.newest_at else "—", v.say("report.figure_newest")),
        ],
        "engineers": [finding for finding in data.section_findings if finding.cause in ENGINEERS],
    }


def tone(data: ReportData) -> str:
    """``good``, ``attention``, ``bad`` or ``unknown``: the colour and the word of the morning."""
    if data.visit is None:
        return "unknown"
    if data.visit.verdict is Verdict.FAILED or any(article.rank[0] == Severity.CRITICAL.rank for article in data.articles):
        return "bad"
    return "attention" if data.to_fix or data.section_findings else "good"


def headline(data: ReportData, v: Voice) -> Markup:
    """The one sentence."""
    source = v.words(data.source.name)
    visit = data.visit
    if visit is None:
        return v.say("report.today_never", source=source)
    if visit.verdict is Verdict.FAILED:
        since = min((incident.since for incident in data.incidents if incident.cause is visit.cause), default=visit.started_at)
        return v.say(f"report.today_failed_{visit.cause or Cause.RASID}", source=source, since=v.time(since, "short"))
    to_fix = len(data.to_fix)
    if to_fix:
        urgent = sum(1 for article in data.articles if article.rank[0] == 0)
        first = v.say("report.today_to_fix", n=to_fix, source=source)
        told = "report.today_urgent_all" if urgent == to_fix else "report.today_urgent"
        return Markup("{} {}").format(first, v.say(told, n=urgent)) if urgent else first
    if data.section_findings:
        return v.say("report.today_section", source=source, n=len(data.section_findings))
    if not data.window_size:
        return v.say("report.today_empty", source=source)
    return v.say("report.today_good", n=data.window_size, source=source)

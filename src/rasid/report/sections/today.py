"""Today in one sentence, and the four figures behind it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from rasid.model import Cause, Verdict
from rasid.report.data import ReportData
from rasid.report.markup import sentence
from rasid.report.voice import Voice

ENGINEERS = (Cause.UNREACHABLE, Cause.BLOCKED, Cause.LAYOUT_CHANGED, Cause.RASID)
"""Causes an editor can do nothing about: the on-call engineer has been told."""


NAMED = 3
"""Kinds of minor remarks that the headline of a good morning names."""


def view(data: ReportData, v: Voice) -> dict[str, Any]:
    return {
        "tone": tone(data),
        "headline": headline(data, v),
        "figures": [
            (v.number(data.window_size), v.say("report.figure_articles")),
            (v.number(data.problems.to_fix), v.say("report.figure_to_fix")),
            (v.number(data.problems.urgent), v.say("report.figure_urgent")),
            (v.ago(data.health.newest_at) if data.health.newest_at else "—", v.say("report.figure_newest")),
        ],
        "unseen": v.say("report.not_seen_since", time=v.time(data.unseen_since, "short")) if data.unseen_since else None,
        "engineers": [finding for finding in data.section_findings if finding.cause in ENGINEERS],
    }


def tone(data: ReportData) -> str:
    """``good``, ``attention``, ``bad`` or ``unknown``: the colour and the word of the morning."""
    if data.visit is None:
        return "unknown"
    if data.visit.verdict is Verdict.FAILED or data.problems.urgent:
        return "bad"
    return "attention" if data.problems.to_fix or data.problems.general or data.unseen_since else "good"


def headline(data: ReportData, v: Voice) -> Markup:
    """The one sentence."""
    source = v.words(data.source.name)
    visit = data.visit
    if visit is None:
        return v.say("report.today_never", source=source)
    if visit.verdict is Verdict.FAILED:
        since = min((incident.since for incident in data.incidents if incident.cause is visit.cause), default=visit.started_at)
        return v.say(f"report.today_failed_{visit.cause or Cause.RASID}", source=source, since=v.time(since, "short"))
    to_fix, urgent = data.problems.to_fix, data.problems.urgent
    if to_fix:
        first = v.say("report.today_to_fix", n=to_fix, source=source)
        told = "report.today_urgent_all" if urgent == to_fix else "report.today_urgent"
        return Markup("{} {}").format(first, v.say(told, n=urgent)) if urgent else first
    if data.problems.general:
        return v.say("report.today_section", source=source, n=data.problems.general)
    if data.unseen_since is not None:
        return v.say("report.today_unseen", source=source, since=v.time(data.unseen_since, "short"))
    if data.problems.minor:
        # In order, but not without a word: the list below is not empty, and the sentence must not say that it is.
        named = [v.problem(problem, data.titles) for problem in data.problems.articles[:NAMED]]
        more = len(data.problems.articles) - len(named)
        listed = Markup("{}").format("؛ " if v.direction == "rtl" else "; ").join(sentence(name) for name in named)
        rest = Markup(" {}").format(v.say("report.today_minor_more", n=more)) if more > 0 else Markup("")
        return Markup("{} {}{}").format(v.say("report.today_minor", n=data.problems.minor, source=source), listed, rest)
    if not data.window_size:
        return v.say("report.today_empty", source=source)
    return v.say("report.today_good", n=data.window_size, source=source)

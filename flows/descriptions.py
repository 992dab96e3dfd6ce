"""What a deployment's page says of the sources behind it: what is watched, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rasid.model import Source, Verdict
from rasid.pipeline import VisitContext

LOOKED_BACK = 100
"""Visits looked through for the first that ended like the last one."""

PAUSED = "Its seed is paused: nothing starts by itself until somebody switches on the schedule `seed`. *Quick run* visits now.\n\n"


def description_of(source: Source, workplace: VisitContext) -> str:
    """Markdown for the deployment's page: what is watched, and how it stood at the last visit."""
    sections = "\n".join(f"- {section.name.en} ({section.name.ar}): {section.url}" for section in source.sections)
    paused = PAUSED if source.paused else ""
    return f"**{source.name.en}** ({source.name.ar}), {source.home}\n\n{sections}\n\n{paused}{health_of(source, workplace)}\n"


def fleet_description(sources: Sequence[Source], workplace: VisitContext) -> str:
    last = workplace.ledger.visits.latest(now=workplace.clock())
    standing = [last.get(source.id) for source in sources]
    verdicts = [str(visit.verdict) if visit else "not visited yet" for visit in standing]
    counted = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in sorted(set(verdicts)))
    rows = "\n".join(f"- {source.id}: {source.name.en} ({source.name.ar}), {source.home}" for source in sources)
    return f"{len(sources)} sources with one schedule. Health: {counted}.\n\n{rows}\n"


def health_of(source: Source, workplace: VisitContext) -> str:
    last = workplace.ledger.visits.last(source.id, now=workplace.clock())
    if last is None:
        return "Health: not visited yet."
    cause = f" ({last.cause.value})" if last.cause else ""
    return f"Health: **{last.verdict}**{cause} since {_since(source, workplace):%Y-%m-%d %H:%M} UTC."


def _since(source: Source, workplace: VisitContext) -> datetime:
    """Start of the first of the visits that ended like the last one, as far back as we look."""
    ended = tuple(verdict.value for verdict in (Verdict.HEALTHY, Verdict.DEGRADED, Verdict.FAILED))
    visits = workplace.ledger.visits.recent(source.id, LOOKED_BACK, verdicts=ended)
    since = visits[0].started_at
    for visit in visits:
        if (visit.verdict, visit.cause) != (visits[0].verdict, visits[0].cause):
            break
        since = visit.started_at
    return since

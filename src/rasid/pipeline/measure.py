"""Reads the figures that `rasid status --prometheus` and the desk's /metrics show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from rasid.alert.metrics import Figures, SourceFigures
from rasid.model import IncidentState, Source, Visit, newest_moment
from rasid.pipeline.alerting import DELIVERY_LEASE, ROUND_DONE
from rasid.pipeline.standing import standings_at
from rasid.store import Ledger

SPEAKING = (IncidentState.FIRING, IncidentState.ACKNOWLEDGED)
MOST_INCIDENTS = 10_000
EVER = datetime(2000, 1, 1, tzinfo=UTC)


def figures(ledger: Ledger, sources: Sequence[Source], now: datetime) -> Figures:
    """Of the given sources, and of delivery as a whole. Reads only."""
    stand = {one.source_id: one for one in standings_at(sources, ledger, now)}
    incidents: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for incident in ledger.incidents.find(states=SPEAKING, limit=MOST_INCIDENTS):
        incidents[incident.source_id][str(incident.severity)] += 1
    last, judged = ledger.visits.latest(now=now), ledger.visits.latest(looked=True, now=now)
    unanswered = ledger.schedules.unanswered(now=now)
    return Figures(
        now=now,
        sources=tuple(
            replace(
                _of_articles(ledger, source, now),
                last_success=_ended(judged.get(source.id)),
                last_visit=last[source.id].started_at if source.id in last else None,
                missed_slots=len(unanswered.get(source.id, ())),
                state=stand[source.id].state,
                schedule=stand[source.id].schedule,
                incidents=dict(incidents[source.id]),
                links={
                    fate.value: count for fate, count in ledger.links.fates(source.id, now - timedelta(hours=source.window_hours)).items()
                },
                **_of_last(last.get(source.id)),
            )
            for source in sources
        ),
        incidents=ledger.incidents.count_by_state(),
        deliveries=ledger.outbox.counts(),
        oldest_waiting=ledger.outbox.oldest_waiting(),
        attempts=ledger.outbox.attempts(EVER),
        routes_down={name: health.down_since is not None for name, health in ledger.outbox.health().items()},
        loop_running=ledger.leases.held(DELIVERY_LEASE) is not None,
        last_round=ledger.leases.marked(ROUND_DONE),
    )


def _of_last(visit: Visit | None) -> dict[str, Any]:
    if visit is None:
        return {}
    took = (visit.finished_at - visit.started_at).total_seconds() if visit.finished_at is not None else None
    return {"verdict": str(visit.verdict or ""), "cause": str(visit.cause or ""), "did": asdict(visit.counts), "seconds": took}


def _ended(visit: Visit | None) -> datetime | None:
    return (visit.finished_at or visit.started_at) if visit is not None else None


def _of_articles(ledger: Ledger, source: Source, now: datetime) -> SourceFigures:
    window = ledger.articles.window(source.id, now - timedelta(hours=source.window_hours))
    lapsed = ledger.desk.lapsed(source.id, now=now)
    open_now = [stored for stored in ledger.findings.open(source.id) if not stored.finding.waived or stored.id in lapsed]
    severities = Counter(str(stored.finding.severity) for stored in open_now)
    return SourceFigures(
        source_id=source.id,
        newest_article=newest_moment(window, now),
        articles=len(window),
        findings=dict(severities),
    )

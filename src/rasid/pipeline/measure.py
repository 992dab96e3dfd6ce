"""Reads the figures that `rasid status --prometheus` and the desk's /metrics show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from rasid.alert.metrics import Figures, SourceFigures
from rasid.model import Source, Verdict, newest_moment
from rasid.pipeline.alerting import DELIVERY_LEASE
from rasid.store import Ledger

EVER = datetime(2000, 1, 1, tzinfo=UTC)


def figures(ledger: Ledger, sources: Sequence[Source], now: datetime) -> Figures:
    """Of the given sources, and of delivery as a whole. Reads only."""
    return Figures(
        now=now,
        sources=tuple(_of_source(ledger, source, now) for source in sources),
        incidents=ledger.incidents.count_by_state(),
        deliveries=ledger.outbox.counts(),
        oldest_waiting=ledger.outbox.oldest_waiting(),
        attempts=ledger.outbox.attempts(EVER),
        routes_down={name: health.down_since is not None for name, health in ledger.outbox.health().items()},
        loop_running=ledger.leases.held(DELIVERY_LEASE) is not None,
    )


def _of_source(ledger: Ledger, source: Source, now: datetime) -> SourceFigures:
    last = ledger.visits.last(source.id)
    judged = ledger.visits.recent(source.id, 1, verdicts=(Verdict.HEALTHY, Verdict.DEGRADED))
    window = ledger.articles.window(source.id, now - timedelta(hours=source.window_hours))
    lapsed = ledger.desk.lapsed(source.id, now=now)
    open_now = [stored for stored in ledger.findings.open(source.id) if not stored.finding.waived or stored.id in lapsed]
    severities = Counter(str(stored.finding.severity) for stored in open_now)
    return SourceFigures(
        source_id=source.id,
        last_success=(judged[0].finished_at or judged[0].started_at) if judged else None,
        last_visit=last.started_at if last else None,
        newest_article=newest_moment(window, now),
        articles=len(window),
        findings=dict(severities),
        missed_slots=len(ledger.schedules.unanswered(source.id, now=now)),
    )

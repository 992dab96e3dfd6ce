"""How rasid is doing, in the text format Prometheus scrapes. Pure: the caller reads the ledger (``rasid.pipeline.measure``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

STATES = ("healthy", "degraded", "failing", "overdue", "never visited", "off")
SCHEDULES = ("on", "off", "off in the seed", "unreadable", "none")
DID = ("links", "fetched", "unchanged", "new", "revised", "refused", "errors")
SEVERITIES = ("critical", "warning", "info")


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """One source. Times are aware; None is left out of the text."""

    source_id: str
    last_success: datetime | None = None
    """End of the last visit that could judge the site (verdict healthy or degraded)."""
    last_visit: datetime | None = None
    newest_article: datetime | None = None
    """Publication time of the newest article in the window."""
    articles: int = 0
    """In the window."""
    findings: Mapping[str, int] = field(default_factory=dict)
    """Open, not waived, by severity."""
    missed_slots: int = 0
    """Slots in a row, up to now, that brought no verdict."""
    state: str = "never visited"
    """As `rasid status` says it, one of :data:`STATES`."""
    verdict: str = ""
    cause: str = ""
    """Of the last visit; empty without one."""
    schedule: str = "none"
    """As `rasid status` says it, one of :data:`SCHEDULES`."""
    did: Mapping[str, int] = field(default_factory=dict)
    """What the last visit did, by name of the count."""
    seconds: float | None = None
    """How long it took."""
    incidents: Mapping[str, int] = field(default_factory=dict)
    """Open, by severity."""
    links: Mapping[str, int] = field(default_factory=dict)
    """In the window, by what became of them."""


@dataclass(frozen=True, slots=True)
class Figures:
    now: datetime
    sources: Sequence[SourceFigures] = ()
    incidents: Mapping[str, int] = field(default_factory=dict)
    """By state."""
    deliveries: Mapping[str, int] = field(default_factory=dict)
    """By state, with ``unrouted``."""
    oldest_waiting: datetime | None = None
    attempts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Ever, as far as the log is kept, by (route, outcome)."""
    routes_down: Mapping[str, bool] = field(default_factory=dict)
    loop_running: bool = False
    last_round: datetime | None = None
    """When the delivery loop finished a round last."""


def prometheus(figures: Figures) -> str:
    """The figures as text. Routes appear by name and fingerprint, never by address."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(figures))
    return generate_latest(registry).decode()


class _Figures(Collector):
    def __init__(self, figures: Figures) -> None:
        self.figures = figures

    def collect(self) -> Iterator[Metric]:
        yield from self._of_sources()
        yield from self._of_last_visits()
        yield from self._of_delivery()

    def _of_sources(self) -> Iterator[Metric]:
        figures = self.figures
        success = GaugeMetricFamily(
            "rasid_last_success_timestamp_seconds", "End of the last visit that could judge the site.", labels=["source"]
        )
        visit = GaugeMetricFamily("rasid_last_visit_timestamp_seconds", "Start of the last visit.", labels=["source"])
        lag = GaugeMetricFamily("rasid_freshness_lag_seconds", "Age of the newest article in the window.", labels=["source"])
        articles = GaugeMetricFamily("rasid_articles", "Articles in the window.", labels=["source"])
        findings = GaugeMetricFamily("rasid_findings", "Open findings that are not waived.", labels=["source", "severity"])
        missed = GaugeMetricFamily("rasid_missed_slots", "Scheduled visits in a row that brought no verdict.", labels=["source"])
        for one in figures.sources:
            if one.last_success is not None:
                success.add_metric([one.source_id], one.last_success.timestamp())
            if one.last_visit is not None:
                visit.add_metric([one.source_id], one.last_visit.timestamp())
            if one.newest_article is not None:
                lag.add_metric([one.source_id], max(0.0, (figures.now - one.newest_article).total_seconds()))
            articles.add_metric([one.source_id], one.articles)
            missed.add_metric([one.source_id], one.missed_slots)
            for severity in SEVERITIES:
                findings.add_metric([one.source_id, severity], one.findings.get(severity, 0))
        yield from (success, visit, lag, articles, findings, missed)

    def _of_last_visits(self) -> Iterator[Metric]:
        """Every label value there can be is always there, as 0 or 1: an alert on one that has vanished never ends."""
        state = GaugeMetricFamily("rasid_source_state", "1 for the state that `rasid status` gives, else 0.", labels=["source", "state"])
        verdict = GaugeMetricFamily(
            "rasid_last_visit_info", "1; verdict and cause of the last visit are its labels.", labels=["source", "verdict", "cause"]
        )
        schedule = GaugeMetricFamily(
            "rasid_schedule", "1 for how the schedule stands (off: somebody switched it off), else 0.", labels=["source", "schedule"]
        )
        did = GaugeMetricFamily("rasid_last_visit_count", "What the last visit did, in numbers.", labels=["source", "what"])
        seconds = GaugeMetricFamily("rasid_last_visit_seconds", "How long the last visit took.", labels=["source"])
        incidents = GaugeMetricFamily("rasid_source_incidents", "Open incidents of a source.", labels=["source", "severity"])
        links = GaugeMetricFamily("rasid_links", "Links in the window by what became of them.", labels=["source", "fate"])
        for one in self.figures.sources:
            for each in STATES:
                state.add_metric([one.source_id, each], float(one.state == each))
            for each in SCHEDULES:
                schedule.add_metric([one.source_id, each], float(one.schedule == each))
            if one.verdict:
                verdict.add_metric([one.source_id, one.verdict, one.cause], 1)
                for each in DID:
                    did.add_metric([one.source_id, each], one.did.get(each, 0))
            if one.seconds is not None:
                seconds.add_metric([one.source_id], one.seconds)
            for each in SEVERITIES[:2]:
                incidents.add_metric([one.source_id, each], one.incidents.get(each, 0))
            for fate, count in one.links.items():
                links.add_metric([one.source_id, fate], count)
        yield from (state, verdict, schedule, did, seconds, incidents, links)

    def _of_delivery(self) -> Iterator[Metric]:
        figures = self.figures
        incidents = GaugeMetricFamily("rasid_incidents", "Incidents that are not over, by state.", labels=["state"])
        for state, count in figures.incidents.items():
            incidents.add_metric([state], count)
        deliveries = GaugeMetricFamily(
            "rasid_deliveries", "Notices by what became of them on a route; unrouted ones have none.", labels=["state"]
        )
        for state, count in figures.deliveries.items():
            deliveries.add_metric([state], count)
        waited = (figures.now - figures.oldest_waiting).total_seconds() if figures.oldest_waiting else 0.0
        lag = GaugeMetricFamily("rasid_delivery_lag_seconds", "Age of the oldest notice a route still waits for.", value=max(0.0, waited))
        attempts = CounterMetricFamily("rasid_delivery_attempts", "Attempts to deliver a message.", labels=["route", "outcome"])
        for (route, outcome), count in figures.attempts.items():
            attempts.add_metric([route, outcome], count)
        down = GaugeMetricFamily("rasid_route_down", "1 while a route fails.", labels=["route"])
        for route, is_down in figures.routes_down.items():
            down.add_metric([route], float(is_down))
        running = GaugeMetricFamily(
            "rasid_delivery_loop_running", "1 while `rasid alerts run` holds its lease.", value=float(figures.loop_running)
        )
        age = GaugeMetricFamily("rasid_delivery_round_age_seconds", "Since the delivery loop finished a round; without it there was none.")
        if figures.last_round is not None:
            age.add_metric([], max(0.0, (figures.now - figures.last_round).total_seconds()))
        yield from (incidents, deliveries, lag, attempts, down, running, age)

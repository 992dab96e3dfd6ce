"""A finding is one thing from the visit that saw it first to the one that saw it no more."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from rasid.model import Finding, Severity, Status, Verdict
from rasid.model.values import Quote
from rasid.store import Ledger
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, SOURCE, finding, record, url_of

HOUR = timedelta(hours=1)


def visit(
    ledger: Ledger,
    number: int,
    *found: Finding,
    verdict: Verdict = Verdict.DEGRADED,
    window: tuple[str, ...] | None = None,
    hours: int | None = None,
) -> None:
    at = NOON + (number if hours is None else hours) * HOUR
    with ledger.transaction() as tx:
        save_visit(ledger, tx, record(f"v{number}", at=at, findings=found, verdict=verdict, window_urls=window))


def life(ledger: Ledger) -> list[tuple[str, int, int]]:
    return [(stored.finding.rule, int((stored.since - NOON) / HOUR), stored.visits) for stored in ledger.findings.open(SOURCE)]


def test_a_finding_seen_again_keeps_its_beginning_and_counts_visits(ledger: Ledger) -> None:
    made = finding("headline_short", url_of(1), detail="x")
    visit(ledger, 1, made)
    visit(ledger, 2, made, finding("section_quiet"))
    (first, second) = ledger.findings.open(SOURCE)
    assert first.finding == made
    assert (first.since, first.last_seen_at, first.visits, first.first_visit_id, first.last_visit_id) == (
        NOON + HOUR,
        NOON + 2 * HOUR,
        2,
        "v1",
        "v2",
    )
    assert (second.finding.rule, second.visits) == ("section_quiet", 1)


def test_a_finding_no_longer_seen_is_over_and_may_begin_anew(ledger: Ledger) -> None:
    made = finding("headline_short", url_of(1))
    visit(ledger, 1, made)
    visit(ledger, 2)
    assert life(ledger) == []
    visit(ledger, 3, made)
    assert life(ledger) == [("headline_short", 3, 1)]
    past = ledger.findings.between(SOURCE, NOON, NOON + 4 * HOUR)
    assert [(stored.since, stored.closed_at) for stored in past] == [(NOON + HOUR, NOON + 2 * HOUR), (NOON + 3 * HOUR, None)]


def test_a_visit_that_could_not_read_the_section_ends_only_what_visits_themselves_find(ledger: Ledger) -> None:
    visit(ledger, 1, finding("newest_too_old"), finding("section_blocked"))
    with ledger.transaction() as tx:
        failed = record("v2", at=NOON + 2 * HOUR, findings=(finding("section_unreachable"),), verdict=Verdict.FAILED, section_read=False)
        save_visit(ledger, tx, failed)
    assert life(ledger) == [("newest_too_old", 1, 1), ("section_unreachable", 2, 1)]
    visit(ledger, 3)
    assert life(ledger) == []


def test_a_failed_visit_ends_no_finding_on_an_article(ledger: Ledger) -> None:
    visit(ledger, 1, finding("headline_short", url_of(1)), finding("section_quiet"))
    visit(ledger, 2, finding("section_unreachable"), verdict=Verdict.FAILED)
    assert life(ledger) == [("headline_short", 1, 1), ("section_unreachable", 2, 1)]
    visit(ledger, 3, verdict=Verdict.SKIPPED)
    assert life(ledger) == [("headline_short", 1, 1), ("section_unreachable", 2, 1)]


def test_two_sections_of_a_source_may_fail_the_same_rule(ledger: Ledger) -> None:
    visit(ledger, 1, finding("section_unreachable", field="local"), finding("section_unreachable", field="world"))
    assert sorted(stored.finding.field for stored in ledger.findings.open()) == ["local", "world"]


def test_the_same_finding_twice_in_a_visit_is_stored_once_at_its_worst(ledger: Ledger) -> None:
    visit(
        ledger,
        1,
        finding("headline_short", url_of(1), severity=Severity.CRITICAL),
        finding("headline_short", url_of(1), severity=Severity.INFO),
    )
    visit(
        ledger,
        2,
        finding("headline_short", url_of(1)),
        finding("headline_short", url_of(1), status=Status.BROKEN),
        finding("passes", url_of(1), status=Status.PASS),
    )
    (stored,) = ledger.findings.open(SOURCE)
    assert (stored.finding.status, stored.visits) == (Status.BROKEN, 2)


def test_what_changes_in_a_finding_is_told_as_it_is_now(ledger: Ledger) -> None:
    visit(ledger, 1, finding("headline_short", url_of(1)))
    visit(ledger, 2, finding("headline_short", url_of(1), severity=Severity.CRITICAL, waived=True, observed_value=Quote("٢")))
    (stored,) = ledger.findings.open(SOURCE)
    assert (stored.finding.severity, stored.finding.waived, stored.finding.observed) == (Severity.CRITICAL, True, "٢")


def test_trend_counts_open_begun_and_ended_by_the_readers_day(ledger: Ledger) -> None:
    made = finding("headline_short", url_of(1))
    visit(ledger, 1, made, hours=-48)
    visit(ledger, 2, made, finding("headline_short", url_of(2)), hours=-24)
    visit(ledger, 3, finding("headline_short", url_of(2)), finding("body_short", url_of(2), waived=True), hours=-1)
    trend = ledger.findings.trend(SOURCE, now=NOON, days=4, zone=ZoneInfo("Asia/Riyadh"))
    assert set(trend) == {"headline_short"}
    assert [(day.day, day.open, day.began, day.ended) for day in trend["headline_short"]] == [
        (date(2026, 2, 3), 0, 0, 0),
        (date(2026, 2, 4), 1, 1, 0),
        (date(2026, 2, 5), 2, 1, 0),
        (date(2026, 2, 6), 2, 0, 1),
    ]


def test_midnight_is_the_readers(ledger: Ledger) -> None:
    visit(ledger, 1, finding("headline_short", url_of(1)), hours=10)  # 22:00 UTC is 01:00 in Riyadh
    trend = ledger.findings.trend(None, now=NOON + 11 * HOUR, days=2, zone=ZoneInfo("Asia/Riyadh"))
    assert [(day.day, day.began) for day in trend["headline_short"]] == [(date(2026, 2, 6), 0), (date(2026, 2, 7), 1)]


def test_findings_of_a_span_of_time_are_those_open_in_it(ledger: Ledger) -> None:
    visit(ledger, 1, finding("a", url_of(1)))
    visit(ledger, 2, finding("b", url_of(1)))
    visit(ledger, 3)
    found = ledger.findings.between(SOURCE, NOON + 2 * HOUR + timedelta(minutes=1), NOON + 5 * HOUR)
    assert [stored.finding.rule for stored in found] == ["b"]

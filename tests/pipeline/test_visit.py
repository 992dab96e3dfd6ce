"""A visit from beginning to end: rules judge the window, causes decide the verdict, nothing is resolved falsely."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from rasid.errors import LedgerError
from rasid.model import Cause, IncidentState, Severity, Verdict, Visit
from rasid.pipeline import VisitResult, visit_source
from rasid.wording.values import Reader, title_of
from tests.pipeline.conftest import Watch


def failing(outcome: VisitResult) -> set[str]:
    return {finding.rule for finding in outcome.findings if finding.severity is not Severity.INFO}


def test_the_first_visit_reads_the_whole_section_and_finds_a_good_site_healthy(watch: Watch) -> None:
    outcome = watch.visit()
    assert outcome.visit.verdict is Verdict.HEALTHY, [
        title_of(finding, Reader()) for finding in outcome.findings if finding.severity is not Severity.INFO
    ]
    assert outcome.visit.first
    assert outcome.visit.counts.new == len(watch.room.stories())


def test_a_section_that_has_not_changed_costs_no_article_fetch_and_is_healthy(watch: Watch) -> None:
    for hours in (0, 2, 7, 15, 2):
        watch.visit(minutes=hours * 60)
    watch.article_requests()
    outcome = watch.visit(minutes=1)
    assert outcome.visit.counts.window == len(watch.room.stories())
    assert "articles_missing" not in failing(outcome)
    assert watch.article_requests() == 0


def test_yesterdays_finding_stays_open_and_unresolved_while_nothing_changes(watch: Watch) -> None:
    watch.visit()
    watch.room.publish(2)
    watch.room.break_("future_date")
    found = watch.visit()
    assert found.visit.verdict is Verdict.DEGRADED
    quiet = watch.visit(minutes=5)
    assert quiet.visit.verdict is Verdict.HEALTHY
    assert "published_at_in_future" in failing(quiet)
    assert watch.incidents()["published_at_in_future"].state is IncidentState.FIRING


def test_a_mended_article_resolves_its_incident(watch: Watch) -> None:
    watch.visit()
    watch.room.publish(2)
    watch.room.break_("future_date")
    watch.visit()
    watch.room.mend()
    watch.visit(recheck=True)
    watch.visit(recheck=True)
    assert watch.incidents()["published_at_in_future"].state is IncidentState.RESOLVED


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        ("unavailable", Cause.UNREACHABLE),
        ("dropped_connection", Cause.UNREACHABLE),
        ("challenge", Cause.BLOCKED),
        ("forbidden", Cause.BLOCKED),
        ("rate_limited", Cause.BLOCKED),
        ("listing_redesign", Cause.LAYOUT_CHANGED),
    ],
)
def test_a_site_that_cannot_be_watched_fails_with_its_cause(watch: Watch, fault: str, cause: Cause) -> None:
    watch.visit()
    watch.room.break_("empty_feed")
    watch.room.break_(fault)
    outcome = watch.visit()
    assert outcome.visit.verdict is Verdict.FAILED
    assert outcome.visit.cause is cause
    assert outcome.visit.message.startswith(cause.value)
    assert watch.incidents()[f"cause:{cause.value}"].state is IncidentState.FIRING


def test_a_site_that_is_down_neither_resolves_nor_repeats_its_content_incidents(watch: Watch) -> None:
    watch.visit()
    watch.room.publish(2)
    watch.room.break_("future_date")
    watch.visit()
    watch.room.break_("unavailable")
    watch.visit()
    watch.visit()
    assert watch.incidents()["published_at_in_future"].state is IncidentState.FIRING


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("missing_headline", "headline_missing"),
        ("missing_date", "published_at_missing"),
        ("future_date", "published_at_in_future"),
        ("wrong_century", "published_at_wrong_century"),
        ("english_body", "body_not_arabic"),
        ("mojibake", "text_mojibake"),
        ("empty_body", "body_missing"),
        ("placeholder_text", "body_placeholder"),
        ("truncated_body", "body_truncated"),
        ("headline_with_site_name", "headline_has_site_name"),
        ("duplicated_article", "body_same_as_another"),
        ("short_body", "body_too_short"),
        ("boilerplate_body", "body_has_boilerplate"),
    ],
)
def test_each_fault_of_an_article_is_found_and_named(watch: Watch, fault: str, rule: str) -> None:
    # Without its feed: a date that the page lacks and the feed gives is known, and no fault.
    watch.source = replace(watch.source, sections=tuple(replace(section, feeds=()) for section in watch.source.sections))
    watch.visit()
    story = watch.room.publish(1)[0]
    watch.room.break_(fault)
    outcome = watch.visit()
    assert rule in failing(outcome)
    accused = {finding.article_url for finding in outcome.findings if finding.rule == rule}
    assert len(accused) == 1
    assert str(story.id) in str(accused.pop())


def test_a_template_change_is_one_layout_change_not_fifty_content_findings(watch: Watch) -> None:
    watch.visit()
    watch.room.break_("template_change", count=None)
    watch.room.publish(8)
    outcome = watch.visit()
    assert Cause.LAYOUT_CHANGED in {finding.cause for finding in outcome.findings}
    assert outcome.visit.cause is Cause.LAYOUT_CHANGED
    content = [finding for finding in outcome.findings if finding.cause is Cause.CONTENT and finding.severity is not Severity.INFO]
    assert len(content) < 8


def test_a_dry_run_writes_nothing_and_tells_nobody(watch: Watch) -> None:
    outcome = watch.visit(dry_run=True)
    assert outcome.visit.counts.new > 0
    assert watch.workplace.ledger.visits.last(watch.source.id) is None
    assert watch.workplace.ledger.articles.count(watch.source.id) == 0
    assert watch.incidents() == {}


def test_of_two_visits_at_once_the_second_is_skipped_and_leaves_its_row(watch: Watch) -> None:
    watch.room.break_("slow_drip", interval=0.05, only="lists")
    first: list[VisitResult] = []
    running = threading.Thread(target=lambda: first.append(watch.visit(minutes=0)))
    running.start()
    while watch.workplace.ledger.leases.held(watch.source.id) is None and running.is_alive():
        pass
    second = watch.visit(minutes=0)
    watch.room.mend()
    running.join()
    assert second.visit.verdict is Verdict.SKIPPED
    assert watch.workplace.ledger.visits.get(second.visit.id) is not None


@pytest.mark.parametrize("wish", [KeyboardInterrupt, SystemExit], ids=["ctrl-c", "sigterm"])
def test_a_visit_that_somebody_stops_ends_as_skipped_and_its_slot_with_it(watch: Watch, wish: type[BaseException]) -> None:
    def stop(step: str, done: int, total: int) -> None:
        raise wish

    slot = watch.clock()
    with pytest.raises(wish):
        visit_source(watch.source, watch.workplace, slot=slot, progress=stop)
    ledger, source_id = watch.workplace.ledger, watch.source.id
    [visit] = ledger.visits.recent(source_id, 5)
    assert visit.verdict is Verdict.SKIPPED
    [row] = ledger.schedules.slots(source_id, since=slot, until=slot + timedelta(seconds=1))
    assert row.state == "skipped"
    assert ledger.leases.held(source_id) is None
    assert watch.visit().visit.verdict is Verdict.HEALTHY


def test_a_stop_is_a_stop_although_the_ledger_cannot_be_told(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(step: str, done: int, total: int) -> None:
        raise SystemExit

    def cannot(visit: Visit) -> Visit | None:
        raise LedgerError("the disk is full")

    monkeypatch.setattr(watch.workplace.ledger.visits, "stop", cannot)
    with pytest.raises(SystemExit):
        visit_source(watch.source, watch.workplace, progress=stop)


def test_a_stop_that_comes_after_the_commit_leaves_the_verdict(watch: Watch) -> None:
    visit = watch.visit().visit
    ledger = watch.workplace.ledger
    assert ledger.visits.stop(visit) is None
    kept = ledger.visits.get(visit.id)
    assert kept is not None
    assert kept.verdict is Verdict.HEALTHY


def test_an_article_that_failed_once_is_not_forgotten_behind_an_unchanged_listing(watch: Watch) -> None:
    watch.visit()
    story = watch.room.publish(1)[0]
    watch.room.break_("dropped_connection", only="article")
    watch.visit()
    watch.room.mend()
    outcome = watch.visit()
    assert str(story.id) in " ".join(item.article.url for item in outcome.window)


def test_a_replay_reads_the_stored_pages_offline_and_changes_nothing(watch: Watch) -> None:
    first = watch.visit()
    watch.room.break_("unavailable")
    watch.room.requests.clear()
    replayed = watch.visit(replay=first.visit.id)
    assert watch.room.requests == []
    assert {article.url for article in replayed.articles} == {article.url for article in first.articles}
    assert replayed.visit.verdict is Verdict.HEALTHY
    assert watch.workplace.ledger.visits.get(replayed.visit.id) is None


def test_an_article_that_vanishes_is_told_once_the_site_says_404(watch: Watch) -> None:
    watch.visit()
    story = watch.room.publish(1)[0]
    watch.visit()
    watch.room.break_("gone", article=story)
    outcome = watch.visit(minutes=75)
    assert "articles_vanished" in failing(outcome)
    assert str(story.id) not in " ".join(item.article.url for item in outcome.window)


def test_a_headline_changed_a_day_later_is_remembered(watch: Watch) -> None:
    watch.visit()
    story = watch.room.publish(1)[0]
    watch.visit()
    watch.clock.on(hours=25)
    watch.room.edit(story, headline="عنوان آخر لخبر نُشر قبل يوم كامل")
    outcome = watch.visit(recheck=True)
    assert "headline_changed_late" in {finding.rule for finding in outcome.findings}


def test_a_section_unchanged_since_before_an_outage_is_healthy_again(watch: Watch) -> None:
    watch.visit()
    watch.visit()
    watch.room.break_("unavailable")
    assert watch.visit().visit.verdict is Verdict.FAILED
    watch.room.mend()
    for hours in (3, 6, 12):
        outcome = watch.visit(minutes=hours * 60)
        assert "links_missing" not in failing(outcome)
        assert outcome.visit.counts.window == len(watch.room.stories())
    assert not watch.incidents(IncidentState.FIRING)


def test_a_redesign_that_no_longer_changes_stays_a_redesign(watch: Watch) -> None:
    """The unreadable page has validators too; a 304 to it must not pass as read."""
    watch.visit()
    watch.room.break_("empty_feed")
    watch.room.break_("listing_redesign")
    assert [watch.visit().visit.verdict for _ in range(3)] == [Verdict.FAILED] * 3
    assert watch.incidents()["cause:layout_changed"].state is IncidentState.FIRING


def test_a_recheck_extracts_anew_what_has_not_changed_on_the_site(watch: Watch) -> None:
    watch.visit()
    watch.source = replace(watch.source, max_articles_per_visit=5)
    outcome = watch.visit(recheck=True)
    assert outcome.visit.counts.unchanged == 0
    assert len(outcome.articles) == outcome.visit.counts.window == len(watch.room.stories())


def test_a_visit_asked_for_the_articles_since_a_day_leaves_older_ones_also_the_next_time(watch: Watch) -> None:
    since = watch.clock() - timedelta(hours=12)
    first, second = watch.visit(since=since), watch.visit(since=since)
    assert 0 < first.visit.counts.new < len(watch.room.stories())
    assert second.visit.counts.new == 0

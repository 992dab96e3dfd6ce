"""How a source stands is told by the slots that are expected of it: the seed's, or what a person made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rasid.model import Counts, Verdict
from rasid.pipeline import VisitOptions, visit_source
from rasid.pipeline.standing import not_seen_since, standings
from tests.pipeline.conftest import NOON, Watch


def state(watch: Watch) -> str:
    return standings([watch.source], watch.workplace)[0].state


def visited_for(watch: Watch, *, early: timedelta = timedelta(0)) -> None:
    """A visit that answers the slot at noon."""
    watch.source = replace(watch.source, every_minutes=15, paused=False)
    watch.clock.at = NOON - early
    visit_source(watch.source, watch.workplace, options=VisitOptions(), slot=NOON)


def test_a_visit_that_began_a_moment_before_its_slot_has_answered_it(watch: Watch) -> None:
    visited_for(watch, early=timedelta(milliseconds=300))
    watch.clock.at = NOON + timedelta(minutes=15, seconds=3)
    assert state(watch) != "overdue", "the second slot has just come, and its visit with it"
    watch.clock.at = NOON + timedelta(minutes=31)
    assert state(watch) == "overdue"


def test_a_schedule_that_a_person_paused_or_made_rarer_expects_accordingly(watch: Watch) -> None:
    visited_for(watch)
    schedules = watch.workplace.ledger.schedules
    schedules.apply(replace(watch.source, every_minutes=120), now=NOON)
    watch.clock.at = NOON + timedelta(hours=1)
    assert state(watch) != "overdue"
    schedules.apply(watch.source, now=watch.clock.at)
    schedules.pause(watch.source.id, now=watch.clock.at)
    watch.clock.at = NOON + timedelta(days=1)
    assert state(watch) != "overdue"


def test_a_source_whose_seed_is_paused_is_never_overdue(watch: Watch) -> None:
    visited_for(watch)
    watch.source = replace(watch.source, paused=True)
    watch.clock.at = NOON + timedelta(days=1)
    assert state(watch) != "overdue"


def test_a_state_says_since_when_articles_were_not_seen_and_that_it_is_still_learning(watch: Watch) -> None:
    visited_for(watch)
    assert (standings([watch.source], watch.workplace)[0].not_seen_since, standings([watch.source], watch.workplace)[0].learning) == (
        "",
        "1/14",
    )
    ledger = watch.workplace.ledger
    seen = ledger.visits.latest()[watch.source.id]
    failed = replace(seen, verdict=Verdict.FAILED, started_at=NOON + timedelta(hours=1))
    assert not_seen_since(ledger, failed, seen) == NOON
    empty_handed = replace(seen, counts=Counts(new_links=3, links_unread=3))
    assert not_seen_since(ledger, empty_handed, empty_handed) == ledger.links.last_read(watch.source.id)
    assert not_seen_since(ledger, replace(seen, counts=Counts(new_links=3, links_unread=1)), seen) is None

"""A visit commits everything it found together, once, and the ledger can tell what it was."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from rasid.errors import LeaseHeld, LedgerError
from rasid.model import Cause, Verdict, VisitRecord
from rasid.store import Ledger
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, SOURCE, article, record, url_of, visit


def save(ledger: Ledger, saved: VisitRecord) -> bool:
    with ledger.transaction() as tx:
        return save_visit(ledger, tx, saved)


def test_a_visit_comes_back_as_it_was_saved(ledger: Ledger) -> None:
    begun = ledger.visits.begin(visit("v1", verdict=None))
    assert begun.first
    assert ledger.visits.get("v1") == begun
    done = dataclasses.replace(
        begun, finished_at=NOON + timedelta(seconds=9), verdict=Verdict.DEGRADED, cause=Cause.CONTENT, message="content: عنوان"
    )
    assert save(ledger, VisitRecord(visit=done, metrics={"section.links": 3.0}))
    assert ledger.visits.get("v1") == done
    assert ledger.visits.metrics(SOURCE, NOON) == [(NOON, {"section.links": 3.0})]


def test_saving_a_visit_twice_changes_nothing(ledger: Ledger) -> None:
    saved = record("v1", range(3))
    assert save(ledger, saved)
    assert not save(ledger, saved)
    assert ledger.articles.count() == 3
    assert len(ledger.pages.read("v1")) == 3


def test_only_the_first_visit_that_saw_the_site_is_the_first(ledger: Ledger) -> None:
    assert ledger.visits.begin(visit("v1", verdict=None)).first
    save(ledger, record("v1", verdict=Verdict.FAILED))
    assert ledger.visits.begin(visit("v2", NOON + timedelta(hours=1), verdict=None)).first
    save(ledger, record("v2", at=NOON + timedelta(hours=1)))
    assert not ledger.visits.begin(visit("v3", NOON + timedelta(hours=2), verdict=None)).first


def test_a_visit_without_a_verdict_cannot_be_saved(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no verdict"):
        save(ledger, VisitRecord(visit=visit("v1", verdict=None)))


def test_a_skipped_visit_leaves_its_row_but_is_not_the_last(ledger: Ledger) -> None:
    save(ledger, record("v1"))
    ledger.visits.skip(visit("v2", NOON + timedelta(minutes=1), verdict=None), "another visit is under way")
    skipped = ledger.visits.get("v2")
    assert skipped is not None
    assert (skipped.verdict, skipped.message) == (Verdict.SKIPPED, "another visit is under way")
    last = ledger.visits.last(SOURCE)
    assert last is not None
    assert last.id == "v1"
    assert [v.id for v in ledger.visits.recent(SOURCE, 5)] == ["v2", "v1"]


def test_a_visit_that_died_and_of_which_nobody_told_is_closed_by_a_commit_a_day_later(ledger: Ledger) -> None:
    ledger.visits.begin(visit("dead", verdict=None))
    assert [v.id for v in ledger.visits.unfinished(SOURCE)] == ["dead"]
    save(ledger, record("v2", at=NOON + timedelta(hours=1)))
    assert [v.id for v in ledger.visits.unfinished()] == ["dead"], "left to the delivery loop, which tells of it"
    save(ledger, record("v3", at=NOON + timedelta(hours=25)))
    dead = ledger.visits.get("dead")
    assert dead is not None
    assert (dead.verdict, dead.cause) == (Verdict.FAILED, Cause.RASID)
    assert "interrupted" in dead.message
    assert ledger.visits.unfinished() == []


def test_nothing_of_a_visit_whose_lease_was_taken_over_is_stored(ledger: Ledger) -> None:
    with ledger.leases.hold(SOURCE, "v1") as lease:
        with ledger.transaction() as tx:
            tx.exec_driver_sql("UPDATE leases SET holder = 'v2'")
        with pytest.raises(LeaseHeld, match="v2 has taken over"), ledger.transaction() as tx:
            save_visit(ledger, tx, record("v1", range(2)), lease=lease)
    assert ledger.articles.count() == 0
    assert ledger.visits.get("v1") is None


def test_counts_of_new_and_revised_articles_are_the_ledgers_own(ledger: Ledger) -> None:
    save(ledger, record("v1", range(2)))
    changed = article(0, headline="عنوان آخر")
    save(ledger, record("v2", at=NOON + timedelta(hours=1), articles=(changed, article(5))))
    counts = ledger.visits.get("v2").counts  # type: ignore[union-attr]
    assert (counts.new, counts.revised) == (1, 1)
    assert ledger.visits.sources() == [SOURCE]
    assert ledger.articles.latest(SOURCE, url_of(0)).revision == 2  # type: ignore[union-attr]

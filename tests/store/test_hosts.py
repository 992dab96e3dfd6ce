"""What fetching remembers holds across processes and restarts, and only what was committed is offered again."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta
from pathlib import Path

from rasid.model import FetchState, RobotsRecord, Validators, VisitRecord
from rasid.store import Ledger, open_ledger
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, SOURCE, page, record, url_of

HOST = "https://bayan.example:443"


def save(ledger: Ledger, saved: VisitRecord) -> None:
    with ledger.transaction() as tx:
        save_visit(ledger, tx, saved)


def test_it_is_the_state_that_fetching_asks_for(ledger: Ledger) -> None:
    state: FetchState = ledger.hosts
    assert state.validators("https://x.example/") is None
    assert state.robots(HOST) is None
    assert state.backed_off(HOST) is None


def test_validators_are_those_of_the_last_committed_answer(ledger: Ledger) -> None:
    url = url_of(1)
    save(ledger, record("v1", pages=(page(url, etag='"a"'),)))
    assert ledger.hosts.validators(url) == Validators('"a"')
    save(ledger, record("v2", at=NOON + timedelta(hours=1), pages=(page(url, status=304, etag=None),)))
    assert ledger.hosts.validators(url) == Validators('"a"')
    save(ledger, record("v3", at=NOON + timedelta(hours=2), pages=(page(url, status=503, etag='"oops"'),)))
    assert ledger.hosts.validators(url) == Validators('"a"')
    save(ledger, record("v4", at=NOON + timedelta(hours=3), pages=(page(url, etag='"b"'),)))
    assert ledger.hosts.validators(url) == Validators('"b"')
    save(ledger, record("v5", at=NOON + timedelta(hours=4), pages=(page(url, etag=None),)))
    assert ledger.hosts.validators(url) is None


def test_one_source_is_not_told_not_modified_of_what_only_another_has_read(ledger: Ledger) -> None:
    url = url_of(1)
    save(ledger, record("v1", pages=(page(url, etag='"a"'),)))
    assert ledger.hosts.of(SOURCE).validators(url) == Validators('"a"')
    assert ledger.hosts.of("other").validators(url) is None
    save(ledger, record("v2", source_id="other", pages=(page(url, etag='"b"'),)))
    assert ledger.hosts.of(SOURCE).validators(url) == Validators('"a"')
    assert ledger.hosts.of("other").validators(url) == Validators('"b"')
    assert ledger.hosts.validators(url) is None


def test_robots_are_kept_with_their_status_and_replaced(ledger: Ledger) -> None:
    first = RobotsRecord("User-agent: *\nDisallow: /بحث", 200, NOON)
    ledger.hosts.save_robots(HOST, first)
    assert ledger.hosts.robots(HOST) == first
    ledger.hosts.save_robots(HOST, RobotsRecord("", 503, NOON + timedelta(hours=1)))
    assert ledger.hosts.robots(HOST) == RobotsRecord("", 503, NOON + timedelta(hours=1))


def test_reservations_are_spaced_and_outlive_a_restart(database_url: str, tmp_path: Path) -> None:
    with open_ledger(database_url, pages_dir=tmp_path) as ledger:
        assert [ledger.hosts.reserve(HOST, now=NOON, spacing=2.0) for _ in range(3)] == [0.0, 2.0, 4.0]
        assert ledger.hosts.reserve("https://other.example:443", now=NOON, spacing=2.0) == 0.0
    with open_ledger(database_url, pages_dir=tmp_path) as ledger:
        assert ledger.hosts.reserve(HOST, now=NOON + timedelta(seconds=1), spacing=2.0) == 5.0
        assert ledger.hosts.reserve(HOST, now=NOON + timedelta(seconds=60), spacing=2.0) == 0.0


def test_a_clock_that_was_wrong_once_does_not_close_a_host_for_ever(ledger: Ledger) -> None:
    ledger.hosts.reserve(HOST, now=NOON + timedelta(days=4_000), spacing=1.0)
    assert ledger.hosts.reserve(HOST, now=NOON, spacing=1.0) == 0.0


def _reserve(url: str, folder: Path, queue: object) -> None:
    with open_ledger(url, pages_dir=folder) as ledger:
        queue.put([ledger.hosts.reserve(HOST, now=NOON, spacing=1.0) for _ in range(10)])  # type: ignore[attr-defined]


def test_four_processes_never_book_the_same_moment(database_url: str, tmp_path: Path) -> None:
    open_ledger(database_url, pages_dir=tmp_path).close()
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    children = [context.Process(target=_reserve, args=(database_url, tmp_path, queue)) for _ in range(4)]
    for child in children:
        child.start()
    booked = sorted(moment for _ in children for moment in queue.get(timeout=60))
    for child in children:
        child.join(60)
    assert booked == [float(second) for second in range(40)]


def test_a_back_off_lasts_and_a_shorter_one_does_not_shorten_it(ledger: Ledger) -> None:
    until = NOON + timedelta(minutes=30)
    ledger.hosts.back_off(HOST, until=until, reason="429, Retry-After: 1800")
    ledger.hosts.back_off(HOST, until=NOON + timedelta(minutes=5), reason="503")
    assert ledger.hosts.backed_off(HOST) == (until, "429, Retry-After: 1800")

"""One visit of a source at a time: taken at once, kept by a heartbeat, released at every end but kill -9, taken over after a minute."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from rasid.errors import LeaseHeld
from rasid.store import Ledger, open_ledger
from rasid.store.leases import EXPIRES, HEARTBEAT
from tests.store.samples import NOON


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(ledger: Ledger) -> Clock:
    ledger.clock = Clock()
    return ledger.clock


def test_the_figures_are_those_of_the_design() -> None:
    assert (timedelta(seconds=10), timedelta(seconds=60)) == (HEARTBEAT, EXPIRES)


def test_a_second_holder_is_told_who_and_since_when(ledger: Ledger, clock: Clock) -> None:
    with ledger.leases.hold("bayan", "v1"):
        clock.now += timedelta(seconds=59)
        with pytest.raises(LeaseHeld, match="v1 has been at work since 2026-02-06 12:00:00 UTC"), ledger.leases.hold("bayan", "v2"):
            pytest.fail("held twice")
        with ledger.leases.hold("other", "v3"):
            pass
    with ledger.leases.hold("bayan", "v2"):
        assert ledger.leases.held("bayan").holder == "v2"  # type: ignore[union-attr]


def test_it_is_released_when_the_work_fails(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError), ledger.leases.hold("bayan", "v1"):
        _ = 1 / 0
    assert ledger.leases.held("bayan") is None


def test_after_a_minute_without_a_heartbeat_it_is_anybodys(ledger: Ledger, clock: Clock) -> None:
    first = ledger.leases.hold("bayan", "v1")
    dead = first.__enter__()
    clock.now += EXPIRES
    with ledger.leases.hold("bayan", "v2"):
        with pytest.raises(LeaseHeld, match="v2 has taken over"), ledger.transaction() as tx:
            dead.confirm(tx)
        first.__exit__(None, None, None)  # the dead one wakes up: it must not release what is another's now
        assert ledger.leases.held("bayan").holder == "v2"  # type: ignore[union-attr]
    with pytest.raises(LeaseHeld, match="ended since"), ledger.transaction() as tx:
        dead.confirm(tx)


def test_a_heartbeat_from_the_future_does_not_hold_for_ever(ledger: Ledger, clock: Clock) -> None:
    clock.now += timedelta(days=3_000)
    ledger.leases.hold("bayan", "v1").__enter__()
    clock.now = NOON
    with ledger.leases.hold("bayan", "v2"):
        pass


def test_the_heartbeat_keeps_it_and_notices_a_takeover(ledger: Ledger) -> None:
    with ledger.leases.hold("bayan", "v1", heartbeat=timedelta(milliseconds=20)) as lease:
        first = ledger.leases.held("bayan")
        assert first is not None
        assert wait_until(lambda: ledger.leases.held("bayan").beat_at > first.beat_at)  # type: ignore[union-attr]
        assert not lease.lost.is_set()
        with ledger.transaction() as tx:
            tx.exec_driver_sql("UPDATE leases SET holder = 'v2'")
        assert lease.lost.wait(30)


def wait_until(condition: object, seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def _hold(url: str, folder: Path, taken: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with open_ledger(url, pages_dir=folder) as ledger, ledger.leases.hold("bayan", "child"):
        taken.set()  # type: ignore[attr-defined]
        time.sleep(60)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_signals_release_it_and_kill_9_leaves_it_to_its_minute(database_url: str, tmp_path: Path, number: signal.Signals) -> None:
    with open_ledger(database_url, pages_dir=tmp_path) as ledger:
        context = multiprocessing.get_context("fork")
        taken = context.Event()
        child = context.Process(target=_hold, args=(database_url, tmp_path, taken))
        child.start()
        assert taken.wait(30)
        with pytest.raises(LeaseHeld), ledger.leases.hold("bayan", "second"):
            pytest.fail("held twice")
        os.kill(child.pid or 0, number)
        child.join(30)
        held = ledger.leases.held("bayan")
        if number is signal.SIGKILL:
            assert held is not None
            assert held.holder == "child"
            later = datetime.now(held.beat_at.tzinfo) + EXPIRES
            ledger.clock = lambda: later
            with ledger.leases.hold("bayan", "next"):
                pass
        else:
            assert held is None


def test_an_answer_comes_while_another_commits(database_url: str, tmp_path: Path) -> None:
    """A visit that is refused must say so within two seconds, also when the write lock is taken."""
    with open_ledger(database_url, pages_dir=tmp_path) as ledger, ledger.leases.hold("bayan", "v1"), ledger.transaction() as tx:
        tx.exec_driver_sql("UPDATE visits SET message = ''")
        with open_ledger(database_url, pages_dir=tmp_path) as second, pytest.raises(LeaseHeld), second.leases.hold("bayan", "v2"):
            pytest.fail("held twice")

"""kill -9 at any moment of a visit: nothing lost, nothing twice, nothing by halves; and the next visit leaves what an undisturbed one would."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from rasid.store import Ledger, open_ledger
from rasid.store.save_visit import save_visit
from tests.postgres import Cluster
from tests.store.crash import base_record, child, content, kill_at, make_visit, nth, sound, wait_for
from tests.store.samples import SOURCE

NAMED = (
    "visit.begun",
    "lease.taken",
    "pages.written",
    "pages.renamed",
    "transaction.begun",
    "save.articles",
    "save.links",
    "save.findings",
    "save.pages",
    "save.visit",
    "incidents.saved",
    "transaction.before_commit",
    "transaction.committed",
    "lease.released",
    "visit.ended",
)
"""Every point ``ledger.checkpoint`` names in a visit; test_the_named_points_are_all_there_are keeps the list honest."""
SAMPLE, SOAK = 6, 200

Fresh = Callable[[], Any]


class Arena:
    """Makes one ledger after another that holds the base visit, and knows what an undisturbed next visit leaves."""

    def __init__(self, kind: str, folder: Path, cluster: Cluster | None, stack: ExitStack) -> None:
        self.kind, self.folder, self.cluster = kind, folder, cluster
        self.count = 0
        base = f"sqlite:///{folder / 'base.db'}"
        if cluster is not None:
            base = stack.enter_context(cluster.database())
        self.base_name = str(make_url(base).database)
        with open_ledger(base, pages_dir=folder / "base-pages") as ledger:
            with ledger.transaction() as tx:
                save_visit(ledger, tx, base_record())
            self.before = content(ledger)
        with self.fresh() as (url, pages):
            started = time.monotonic()
            assert wait_for(child(url, pages, "v1")) == 0
            self.seconds = time.monotonic() - started
            with open_ledger(url, pages_dir=pages) as ledger:
                self.after = content(ledger)

    @contextmanager
    def fresh(self) -> Iterator[tuple[str, Path]]:
        self.count += 1
        pages = self.folder / f"pages-{self.count}"
        shutil.copytree(self.folder / "base-pages", pages)
        if self.cluster is not None:
            with self.cluster.database(template=self.base_name) as url:
                yield url, pages
        else:
            file = self.folder / f"{self.count}.db"
            shutil.copy(self.folder / "base.db", file)
            yield f"sqlite:///{file}", pages
            for left in self.folder.glob(f"{self.count}.db*"):
                left.unlink()
        shutil.rmtree(pages)

    def check(self, url: str, pages: Path) -> str:
        """After the crash all of the visit is there or nothing; then the next one, a lease's lifetime later, leaves the same rows."""
        later = datetime.now(UTC) + timedelta(minutes=2)
        with open_ledger(url, pages_dir=pages, clock=lambda: later) as ledger:
            sound(ledger)
            found = ledger.visits.get("v1")
            done = found is not None and found.finished_at is not None
            assert content(ledger) == (self.after if done else self.before)
            make_visit(ledger, "v2", later)
            sound(ledger)
            again = content(ledger)
            assert [visit.id for visit in ledger.visits.unfinished()] in ([], ["v1"]), "what died is left to whoever tells of it"
            assert ledger.leases.held(SOURCE) is None
        if done:
            # Seen twice now: what was pending may fire, nothing else differs.
            assert again[:7] == self.after[:7]
            assert Counter(key for key, *_ in again[7]) == Counter(key for key, *_ in self.after[7])
        else:
            assert again == self.after
        return "whole" if done else "nothing"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], scope="module")
def arena(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    cluster = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    with ExitStack() as stack:
        yield Arena(request.param, tmp_path_factory.mktemp("arena"), cluster, stack)


@pytest.mark.parametrize("name", NAMED)
def test_killed_at_a_named_point(arena: Arena, name: str) -> None:
    with arena.fresh() as (url, pages):
        assert wait_for(child(url, pages, "v1", kill_at(name))) == signal.SIGKILL
        arena.check(url, pages)


@pytest.mark.parametrize("number", [2, 3, 5])
def test_killed_in_each_transaction_of_a_visit(arena: Arena, number: int) -> None:
    """Begin, lease, reservation, commit, release: each is a transaction of its own."""
    for name in ("transaction.before_commit", "transaction.committed"):
        with arena.fresh() as (url, pages):
            assert wait_for(child(url, pages, "v1", nth(name, number))) == signal.SIGKILL
            arena.check(url, pages)


def random_moments(arena: Arena, count: int, seed: int) -> Counter[str]:
    chosen = random.Random(seed)
    outcomes: Counter[str] = Counter()
    for _ in range(count):
        with arena.fresh() as (url, pages):
            number = child(url, pages, "v1")
            time.sleep(chosen.uniform(0, arena.seconds * 1.1))
            os.kill(number, signal.SIGKILL)
            wait_for(number)
            outcomes[arena.check(url, pages)] += 1
    return outcomes


def test_killed_at_random_moments(arena: Arena) -> None:
    assert sum(random_moments(arena, SAMPLE, seed=5).values()) == SAMPLE


@pytest.mark.soak
def test_killed_at_two_hundred_random_moments(arena: Arena) -> None:
    outcomes = random_moments(arena, SOAK, seed=7)
    print(f"{arena.kind}: {dict(outcomes)}")
    assert outcomes["nothing"] > 0


def test_the_named_points_are_all_there_are(tmp_path: Path) -> None:
    reached: list[str] = []
    with open_ledger(f"sqlite:///{tmp_path / 'l.db'}", pages_dir=tmp_path / "pages", checkpoint=reached.append) as ledger:
        make_visit(ledger, "v1", datetime.now(UTC))
    assert set(reached) == set(NAMED)


def _eight(url: str, pages: Path, source_id: str, rounds: int) -> int:
    number = os.fork()
    if number:
        return number
    status = 1
    try:
        with open_ledger(url, pages_dir=pages) as ledger:
            _visits(ledger, source_id, rounds)
        status = 0
    finally:
        os._exit(status)


def _visits(ledger: Ledger, source_id: str, rounds: int) -> None:
    from tests.store.samples import record, visit

    for turn in range(rounds):
        at = datetime.now(UTC)
        begun = ledger.visits.begin(visit(f"{source_id}-{turn}", at, source_id=source_id, verdict=None))
        with ledger.leases.hold(source_id, begun.id) as lease:
            made = record(begun.id, range(turn * 5, turn * 5 + 5), at, source_id=source_id)
            ledger.articles.window(source_id, at - timedelta(hours=48), visit_articles=made.articles)
            for _ in range(3):
                ledger.hosts.reserve("https://bayan.example:443", now=at, spacing=0.0)
            archived = ledger.pages.write(begun, made.pages)
            with ledger.transaction() as tx:
                assert save_visit(ledger, tx, made, lease=lease, archived=archived)


def eight_processes(url: str, pages: Path, rounds: int) -> None:
    open_ledger(url, pages_dir=pages).close()
    sources = [f"source-{number}" for number in range(8)]
    children = [_eight(url, pages, source_id, rounds) for source_id in sources]
    assert [wait_for(number, 300) for number in children] == [0] * 8
    with open_ledger(url, pages_dir=pages) as ledger:
        sound(ledger)
        assert ledger.visits.sources() == sources
        assert {ledger.articles.count(source_id) for source_id in sources} == {rounds * 5}
        assert all(len(ledger.visits.recent(source_id, 1_000)) == rounds for source_id in sources)


def test_eight_processes_visit_eight_sources_into_one_database_without_an_error(database_url: str, tmp_path: Path) -> None:
    eight_processes(database_url, tmp_path / "pages", 4)


@pytest.mark.soak
def test_eight_processes_for_fifty_rounds(database_url: str, tmp_path: Path) -> None:
    eight_processes(database_url, tmp_path / "pages", 50)

"""Disk full, read-only, damaged, locked: one clear line that names the thing and the way out, and nothing half-written."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rasid.errors import LedgerError
from rasid.store import Ledger, open_ledger
from rasid.store.save_visit import save_visit
from tests.store.crash import content, sound
from tests.store.samples import NOON, page, record, url_of, visit


def clear(error: pytest.ExceptionInfo[LedgerError], *said: str) -> None:
    text = str(error.value)
    assert "\n" not in text
    assert "Traceback" not in text
    for part in said:
        assert part in text


def fat_record(visit_id: str, count: int = 300):  # type: ignore[no-untyped-def]
    """A visit whose articles do not compress."""
    made = record(visit_id, range(count))
    import dataclasses

    return dataclasses.replace(
        made, pages=(), articles=tuple(dataclasses.replace(a, notes=(os.urandom(4_000).hex(),)) for a in made.articles)
    )


def save(ledger: Ledger, saved) -> None:  # type: ignore[no-untyped-def]
    with ledger.transaction() as tx:
        save_visit(ledger, tx, saved)


def test_a_database_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path / 'l.db'}", pages_dir=tmp_path / "pages") as ledger:
        save(ledger, record("v1", range(3)))
        before = content(ledger)
        with ledger.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(LedgerError) as caught:
            save(ledger, fat_record("v2"))
        clear(caught, "the disk is full", "rasid prune", "nothing of this commit was stored")
        assert content(ledger) == before
        assert ledger.visits.get("v2") is None
        sound(ledger)


@contextmanager
def tmpfs(folder: Path, size: str) -> Iterator[Path]:
    """A small disk of its own; skips where this user may not mount one."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a tmpfs cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk_under_the_database_loses_nothing(tmp_path: Path) -> None:
    with tmpfs(tmp_path / "disk", "2m") as disk, open_ledger(f"sqlite:///{disk / 'l.db'}", pages_dir=tmp_path / "pages") as ledger:
        save(ledger, record("v1", range(3)))
        before = content(ledger)
        with pytest.raises(LedgerError) as caught:
            save(ledger, fat_record("v2", 600))
        clear(caught, "the disk is full")
        assert content(ledger) == before
        sound(ledger)
        save(ledger, record("v3", range(4)))
        assert ledger.articles.count() == 4


def test_a_full_disk_under_the_pages_commits_nothing(tmp_path: Path) -> None:
    with tmpfs(tmp_path / "disk", "1m") as disk, open_ledger(f"sqlite:///{tmp_path / 'l.db'}", pages_dir=disk / "pages") as ledger:
        saved = record("v1", range(2), pages=(page(url_of(1), body=os.urandom(3_000_000)),))
        with pytest.raises(LedgerError) as caught:
            save(ledger, saved)
        clear(caught, "the disk is full", "nothing of this visit was stored")
        assert ledger.articles.count() == 0
        assert not list(disk.rglob("*.warc.gz*"))


def test_a_file_size_limit_is_told_as_a_full_disk(tmp_path: Path) -> None:
    """The same fault for users who may not mount a disk."""
    with open_ledger(f"sqlite:///{tmp_path / 'l.db'}", pages_dir=tmp_path / "pages") as ledger:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            with pytest.raises(LedgerError) as caught:
                ledger.pages.write(visit("v1"), [page(url_of(1), body=os.urandom(300_000))])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            signal.signal(signal.SIGXFSZ, handler)
        clear(caught, "the disk is full")
        assert not list((tmp_path / "pages").rglob("*.warc.gz*"))


def as_nobody(action: object) -> int:
    """The exit status of ``action`` in a child without root's power to write everywhere."""
    number = os.fork()
    if number == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            action()  # type: ignore[operator]
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


@contextmanager
def open_to_all(folder: Path) -> Iterator[None]:
    """Let another user walk into pytest's private folders."""
    changed = [
        (parent, parent.stat().st_mode)
        for parent in [folder, *folder.parents]
        if parent.stat().st_uid == os.geteuid() and parent.stat().st_mode & 0o005 != 0o005
    ]
    for parent, mode in changed:
        parent.chmod(mode | 0o005)
    try:
        yield
    finally:
        for parent, mode in changed:
            parent.chmod(mode)


def test_a_read_only_folder_is_one_clear_line(tmp_path: Path) -> None:
    open_ledger(f"sqlite:///{tmp_path / 'l.db'}", pages_dir=tmp_path / "pages").close()
    (tmp_path / "pages").mkdir(mode=0o555)
    (tmp_path / "l.db").chmod(0o444)

    def action() -> None:
        with pytest.raises(LedgerError) as caught, open_ledger(f"sqlite:///{tmp_path / 'l.db'}", pages_dir=tmp_path / "pages") as ledger:
            save(ledger, record("v1", range(1)))
        clear(caught, "l.db", "write")
        with pytest.raises(LedgerError) as caught:
            open_ledger(f"sqlite:///{tmp_path / 'new' / 'l.db'}", pages_dir=tmp_path / "pages")
        clear(caught, "cannot be made", "RASID_DATA")
        ledger = open_ledger(f"sqlite:////tmp/rasid-nobody-{os.getpid()}.db", pages_dir=tmp_path / "pages")
        with pytest.raises(LedgerError) as caught:
            ledger.pages.write(visit("v1"), [page(url_of(1))])
        clear(caught, "pages folder", "cannot be written")
        ledger.close()
        for left in Path("/tmp").glob(f"rasid-nobody-{os.getpid()}.db*"):
            left.unlink()

    with open_to_all(tmp_path):
        assert as_nobody(action) == 0


@pytest.mark.parametrize("damage", ["not a database", "header", "middle"])
def test_a_damaged_database_is_one_clear_line(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "l.db"
    with open_ledger(f"sqlite:///{file}", pages_dir=tmp_path / "pages") as ledger:
        save(ledger, record("v1", range(30)))
    raw = bytearray(file.read_bytes())
    if damage == "not a database":
        raw[:] = b"This is a text file.\n" * 500
    elif damage == "header":
        raw[100:4096] = os.urandom(3_996)
    else:
        raw[4096:] = os.urandom(len(raw) - 4096)
    file.write_bytes(bytes(raw))
    with pytest.raises(LedgerError) as caught, open_ledger(f"sqlite:///{file}", pages_dir=tmp_path / "pages") as ledger:
        save(ledger, record("v2", range(31)))
    clear(caught, str(file))
    assert "damaged" in str(caught.value) or "no SQLite database" in str(caught.value)


def test_a_database_kept_locked_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasid.store.database.engine.BUSY_SECONDS", 0)
    url = f"sqlite:///{tmp_path / 'l.db'}"
    with open_ledger(url, pages_dir=tmp_path) as one, open_ledger(url, pages_dir=tmp_path) as other, one.transaction():
        with pytest.raises(LedgerError) as caught, other.transaction():
            pytest.fail("two writers")
        clear(caught, "kept it locked")


def save_and_lose_the_server(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        save_visit(ledger, tx, record("v2", range(4), NOON))
        with ledger.engine.connect() as other:
            mine = tx.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            other.exec_driver_sql(f"SELECT pg_terminate_backend({mine})")
        tx.exec_driver_sql("SELECT 1")


@pytest.mark.postgres
def test_a_server_that_goes_away_is_one_clear_line(postgres_url: str, tmp_path: Path) -> None:
    with open_ledger(postgres_url, pages_dir=tmp_path) as ledger:
        save(ledger, record("v1", range(2)))
        with pytest.raises(LedgerError) as caught:
            save_and_lose_the_server(ledger)
        clear(caught)
        assert ledger.articles.count() == 2
        assert ledger.visits.get("v2") is None

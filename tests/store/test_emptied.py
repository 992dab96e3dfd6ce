"""A ledger that has lost its content is not made anew in silence, and one of a newer release is called so."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rasid.errors import LedgerError
from rasid.probe.machine import _database
from rasid.settings import Settings
from rasid.store import open_ledger


def test_an_emptied_ledger_beside_stored_pages_is_refused(tmp_path: Path) -> None:
    file, pages = tmp_path / "ledger.db", tmp_path / "pages"
    file.touch()
    open_ledger(f"sqlite:///{file}", pages_dir=pages).close()
    for left in tmp_path.glob("ledger.db*"):
        left.unlink()
    file.touch()
    (pages / "demo").mkdir(parents=True)
    (pages / "demo" / "one.warc.gz").touch()
    with pytest.raises(LedgerError, match="is empty"):
        open_ledger(f"sqlite:///{file}", pages_dir=pages)
    assert file.stat().st_size == 0
    file.unlink()
    open_ledger(f"sqlite:///{file}", pages_dir=pages).close()


def test_doctor_refuses_a_ledger_of_a_newer_release(tmp_path: Path) -> None:
    chosen = Settings(data=tmp_path)
    open_ledger(chosen.database, pages_dir=chosen.pages_dir).close()
    assert _database(chosen).state == "good"
    with sqlite3.connect(tmp_path / "ledger.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    found = _database(chosen)
    assert found.state == "wrong"
    assert "newer" in found.found

"""A ledger for the delivery tests: SQLite without waiting for the disk, since these tests ask about order, not about power cuts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from rasid.store import Ledger, open_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with fast_ledger(tmp_path) as ledger:
        yield ledger


def fast_ledger(folder: Path) -> Ledger:
    ledger = open_ledger(f"sqlite:///{folder / 'ledger.db'}", pages_dir=folder / "pages")
    ledger.engine.dispose()
    event.listen(ledger.engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    return ledger

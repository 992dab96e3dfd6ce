"""Every test that takes ``ledger`` or ``database_url`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from rasid.store import Ledger, open_ledger
from tests.postgres import Cluster

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'ledger.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the newest schema and nothing in it, to be copied: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("made") / "ledger.db"
    open_ledger(f"sqlite:///{file}", pages_dir=file.parent).close()
    return file


@pytest.fixture(scope="session")
def made_postgres(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres.database() as url:
        open_ledger(url, pages_dir=tmp_path_factory.mktemp("made")).close()
        yield str(make_url(url).database)


@pytest.fixture(params=BOTH)
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger on either database."""
    if request.param == "sqlite":
        file = tmp_path / "ledger.db"
        shutil.copy(request.getfixturevalue("made_sqlite"), file)
        with open_ledger(f"sqlite:///{file}", pages_dir=tmp_path / "pages") as ledger:
            yield ledger
        return
    made = request.getfixturevalue("made_postgres")
    with request.getfixturevalue("postgres").database(template=made) as url, open_ledger(url, pages_dir=tmp_path / "pages") as ledger:
        yield ledger

"""Every test that takes ``ledger`` or ``database_url`` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

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
        yield url


@pytest.fixture
def emptied_postgres(made_postgres: str) -> Iterator[str]:
    """The one database with the newest schema, emptied of what the test wrote: a copy for each test takes a quarter of a second."""
    yield made_postgres
    with psycopg.connect(made_postgres, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        admin.execute("SET session_replication_role = replica")  # no foreign key and no trigger stands in the way
        names = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'").fetchall()
        for (written,) in admin.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for (name,) in names)).fetchall():
            admin.execute(f"DELETE FROM {written}")  # a dozen rows: truncating makes new files and takes ten times as long
        admin.execute(
            "SELECT setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences WHERE last_value IS NOT NULL"
        )


@pytest.fixture(params=BOTH)
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger on either database."""
    if request.param == "sqlite":
        file = tmp_path / "ledger.db"
        shutil.copy(request.getfixturevalue("made_sqlite"), file)
        with open_ledger(f"sqlite:///{file}", pages_dir=tmp_path / "pages") as ledger:
            yield ledger
        return
    with open_ledger(request.getfixturevalue("emptied_postgres"), pages_dir=tmp_path / "pages") as ledger:
        yield ledger

"""Migrations make exactly the schema the tables describe, bring every released one up to date, and refuse what they do not know."""

from __future__ import annotations

import multiprocessing
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from rasid.errors import LedgerError
from rasid.store import open_ledger
from rasid.store.database import tables
from rasid.store.database.engine import open_engine
from rasid.store.database.migrate import HEAD, alembic_config, revisions
from rasid.store.database.schema import metadata
from rasid.store.save_visit import save_visit
from tests.store.golden import GOLDEN, NUMBERS
from tests.store.samples import NOON, SOURCE, article, record, url_of


def test_what_migrations_make_is_what_the_tables_say(database_url: str, tmp_path: Path) -> None:
    assert tables.__all__
    with open_ledger(database_url, pages_dir=tmp_path) as ledger, ledger.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_triggers_and_table_options_are_in_the_migrations_too(tmp_path: Path) -> None:
    """Autogeneration does not compare what SQLite keeps beside columns: the text of the statements does."""
    migrated, described = tmp_path / "migrated.db", tmp_path / "described.db"
    open_ledger(f"sqlite:///{migrated}", pages_dir=tmp_path).close()
    engine = open_engine(f"sqlite:///{described}")
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()

    def statements(file: Path) -> dict[str, str]:
        with sqlite3.connect(file) as connection:
            found = connection.execute(
                "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
            ).fetchall()
        connection.close()
        return {name: "".join(sorted("".join(sql.split()).replace('"', ""))) for name, sql in found}

    assert statements(migrated) == statements(described)


def test_head_is_the_newest_revision_and_the_line_of_revisions_has_no_branch(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'l.db'}")
    with engine.connect() as connection:
        script = ScriptDirectory.from_config(alembic_config(connection))
    engine.dispose()
    assert script.get_heads() == [HEAD]
    assert {revision.revision for revision in script.walk_revisions()} == revisions()


def test_a_database_of_a_newer_release_is_refused_and_left_alone(database_url: str, tmp_path: Path) -> None:
    with open_ledger(database_url, pages_dir=tmp_path) as ledger, ledger.transaction() as tx:
        save_visit(ledger, tx, record("v1", range(1)))
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match=r"newer rasid \(schema 9999") as caught:
        open_ledger(database_url, pages_dir=tmp_path)
    assert "\n" not in str(caught.value)
    assert "nothing was changed" in str(caught.value)


def test_a_database_of_another_program_is_refused(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    engine = open_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE customers (id INTEGER)"))
    engine.dispose()
    with pytest.raises(LedgerError, match="another program"):
        open_ledger(database_url, pages_dir=tmp_path)


def _open_and_count(url: str, pages_dir: Path, start: object) -> None:
    start.wait()  # type: ignore[attr-defined]
    with open_ledger(url, pages_dir=pages_dir) as ledger:
        ledger.articles.count()


def test_eight_processes_may_open_a_new_ledger_at_once(database_url: str, tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    start = context.Event()
    children = [context.Process(target=_open_and_count, args=(database_url, tmp_path, start)) for _ in range(8)]
    for child in children:
        child.start()
    start.set()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0] * 8


def test_every_revision_has_its_golden_database() -> None:
    assert {file.stem for file in GOLDEN.glob("*.sql")} == set(NUMBERS)
    assert HEAD in NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_a_golden_database_is_brought_up_to_date_and_keeps_what_it_held(number: str, tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    connection = sqlite3.connect(file)
    connection.executescript((GOLDEN / f"{number}.sql").read_text("utf-8"))
    connection.close()
    with open_ledger(f"sqlite:///{file}", pages_dir=tmp_path) as ledger:
        window = ledger.articles.window(SOURCE, NOON - timedelta(days=1))
        assert [item.article for item in window] == [article(0, headline="عنوان معدل"), *(article(number) for number in range(1, 4))]
        assert window[0].previous == article(0)
        assert [revised.changed for revised in ledger.articles.revisions(SOURCE, url_of(0))] == [("headline",), ()]
        assert [stored.finding.rule for stored in ledger.findings.open(SOURCE)] == ["headline_short"]
        assert [visit.id for visit in ledger.visits.recent(SOURCE, 9)] == ["v2", "v1"]
        with ledger.reading() as tx:
            assert tx.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD
        with ledger.transaction() as tx:
            assert save_visit(ledger, tx, record("v3", (7,), at=NOON + timedelta(hours=3)))

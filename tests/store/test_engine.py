"""The engine: same manners on both databases, and one clear line when the database cannot be used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from rasid.errors import LedgerError
from rasid.store import Ledger, open_ledger
from rasid.store.database.tables.hosts import hosts, robots


def test_a_time_comes_back_as_the_same_instant_in_utc(ledger: Ledger) -> None:
    cairo = datetime(2026, 2, 6, 14, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    with ledger.transaction() as tx:
        tx.execute(hosts.insert().values(host="https://a.example:443", next_free_at=cairo))
    with ledger.reading() as tx:
        found = tx.execute(sa.select(hosts.c.next_free_at)).scalar_one()
        later = tx.execute(sa.select(hosts.c.host).where(hosts.c.next_free_at > cairo - timedelta(microseconds=1))).all()
        not_later = tx.execute(sa.select(hosts.c.host).where(hosts.c.next_free_at > cairo)).all()
    assert found == cairo
    assert found.tzinfo is UTC
    assert (len(later), len(not_later)) == (1, 0)


def test_a_naive_time_is_refused(ledger: Ledger) -> None:
    with pytest.raises(sa.exc.StatementError, match="without a zone"), ledger.transaction() as tx:
        tx.execute(hosts.insert().values(host="h", next_free_at=datetime(2026, 2, 6)))


def test_text_that_databases_refuse_is_stored_with_replacement_characters(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.execute(robots.insert().values(host="h", body="أ\x00ب\ud800ج", status=200, fetched_at=datetime.now(UTC)))
    with ledger.reading() as tx:
        assert tx.execute(sa.select(robots.c.body)).scalar_one() == "أ\ufffdب\ufffdج"


def test_a_transaction_that_raises_leaves_nothing(ledger: Ledger) -> None:
    with pytest.raises(sa.exc.IntegrityError), ledger.transaction() as tx:
        tx.execute(hosts.insert(), [{"host": "h"}, {"host": "h"}])
    with ledger.reading() as tx:
        assert tx.execute(sa.select(sa.func.count()).select_from(hosts)).scalar_one() == 0


def test_reading_cannot_write_on_postgresql_and_sees_one_moment(ledger: Ledger) -> None:
    with ledger.reading() as before:
        assert before.execute(sa.select(sa.func.count()).select_from(hosts)).scalar_one() == 0
        with ledger.transaction() as tx:
            tx.execute(hosts.insert().values(host="h"))
        assert before.execute(sa.select(sa.func.count()).select_from(hosts)).scalar_one() == 0


def test_sqlite_is_durable_and_takes_the_write_lock_at_once(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path}/l.db", pages_dir=tmp_path) as ledger, ledger.reading() as tx:
        assert tx.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert tx.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert tx.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "no database address"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("mysql://u@h/d", "mysql"),
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
    ],
)
def test_an_address_that_cannot_serve_is_named_with_the_way_out(url: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=says) as caught:
        open_ledger(url, pages_dir=tmp_path)
    assert "\n" not in str(caught.value)


def test_a_password_is_not_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as caught:
        open_ledger("postgresql://someone:canary-secret@127.0.0.1:1/none", pages_dir=tmp_path)
    assert "canary-secret" not in str(caught.value)

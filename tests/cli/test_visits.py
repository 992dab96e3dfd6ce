"""`rasid visits`: which visits there were, with the ids other commands take."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rasid.cli import app
from rasid.errors import AlertError
from rasid.model import Cause, Counts, Verdict, Visit
from rasid.settings import settings
from rasid.store import open_ledger

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def visited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for source in ("marfa", "bayan"):
        (tmp_path / "seeds" / source).mkdir(parents=True)
        (tmp_path / "seeds" / source / "source.toml").touch()
    monkeypatch.setenv("RASID_PROJECT", str(tmp_path))
    monkeypatch.setenv("RASID_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger:
        for n, source in enumerate(("marfa", "bayan", "marfa")):
            at = NOON + timedelta(hours=n)
            begun = ledger.visits.begin(Visit(id=f"{n}" * 32, source_id=source, started_at=at, counts=Counts(new=n, refused=7)))
            if n < 2:
                ledger.visits.fail(begun, Cause.UNREACHABLE, "unreachable: refused", at=at + timedelta(seconds=90))
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("visited")
def test_the_latest_comes_first_with_an_id_that_other_commands_take() -> None:
    lines = CliRunner().invoke(app, ["visits"], env={"COLUMNS": "80"}).stdout.splitlines()
    rows = [line for line in lines if "30 Nov" in line]
    assert ["2" * 8 in rows[0], "1" * 8 in rows[1], "0" * 8 in rows[2]] == [True, True, True]
    assert "under way" in rows[0]
    assert "unreachable" in " ".join(lines)
    assert "90" in rows[1]


@pytest.mark.usefixtures("visited")
def test_one_source_so_many_and_everything_as_json() -> None:
    told = json.loads(CliRunner().invoke(app, ["visits", "marfa", "--limit", "1", "--json"]).stdout)
    assert [one["id"] for one in told] == ["2" * 32]
    [_, first] = json.loads(CliRunner().invoke(app, ["visits", "marfa", "--json"]).stdout)
    assert (first["verdict"], first["cause"], first["counts"]["refused"]) == (Verdict.FAILED, Cause.UNREACHABLE, 7)
    assert first["started_at"] == "2026-11-30T12:00:00+00:00"


@pytest.mark.usefixtures("visited")
def test_a_source_nobody_knows_is_named() -> None:
    result = CliRunner().invoke(app, ["visits", "nobody"])
    assert isinstance(result.exception, AlertError)
    assert "bayan, marfa" in str(result.exception)

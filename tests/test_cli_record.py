"""The commands that work on the record: export, prune, replay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from rasid.cli import export, prune, replay
from rasid.errors import RasidError
from rasid.model import Severity, Verdict
from rasid.settings import settings
from rasid.store import Ledger, open_ledger
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, finding, record, url_of

app = typer.Typer()
for module in (export, prune, replay):
    module.register(app)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    monkeypatch.setenv("RASID_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    chosen = settings()
    with open_ledger(chosen.database, pages_dir=chosen.pages_dir) as ledger, ledger.transaction() as tx:
        bad = (finding("headline_short", url_of(1), severity=Severity.CRITICAL),)
        save_visit(ledger, tx, record("abc123", range(3), findings=bad, verdict=Verdict.DEGRADED))
    yield ledger
    settings.cache_clear()


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


@pytest.mark.parametrize("format", ["parquet", "csv", "xlsx"])
def test_export_prints_its_files_and_their_rows(ledger: Ledger, tmp_path: Path, format: str) -> None:
    code, said = run("export", str(tmp_path / "out"), "--format", format)
    assert code == 0
    assert f"articles.{format}: 2 rows" in said
    assert f"quarantined.{format}: 1 rows" in said
    assert (tmp_path / "out" / f"findings.{format}").is_file()


def test_export_filters(ledger: Ledger, tmp_path: Path) -> None:
    code, said = run("export", str(tmp_path / "out"), "--verdict", "clean", "--source", "nobody", "--since", "2026-01-01")
    assert code == 0
    assert "articles.parquet: 0 rows" in said
    assert "quarantined" not in said
    with pytest.raises(RasidError, match="no format"):
        run("export", str(tmp_path / "out"), "--format", "pdf")


def test_prune_tells_before_it_does(ledger: Ledger) -> None:
    old = datetime.now(UTC) - timedelta(days=31) > NOON
    code, said = run("prune", "--dry-run")
    assert code == 0
    assert "would go" in said
    if old:
        assert "pages: 3" in said
    assert len(ledger.pages.read("abc123")) == 3
    code, said = run("prune")
    assert code == 0
    assert "gone" in said


@pytest.mark.parametrize("arguments", [(), ("abc", "--all", "--since", "2026-01-01"), ("--all",)])
def test_replay_wants_a_visit_or_all_with_a_date(arguments: tuple[str, ...]) -> None:
    code, said = run("replay", *arguments)
    assert code == 2
    assert "--all with --since" in " ".join(said.replace("│", " ").split())


def test_replay_of_an_unknown_visit_is_one_clear_line(ledger: Ledger) -> None:
    with pytest.raises(RasidError, match="There is no visit 'zzz'"):
        run("replay", "zzz")


def test_a_visit_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    assert ledger.visits.find("abc").id == "abc123"  # type: ignore[union-attr]
    assert ledger.visits.find("") is None
    assert ledger.visits.find("%") is None

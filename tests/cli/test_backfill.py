"""`rasid backfill` without Prefect."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from rasid.cli import app
from rasid.errors import RasidError
from tests.pipeline.archives import crawl, write_warc

runner = CliRunner()


def test_archives_named_in_a_list_become_two_sets(tmp_path: Path) -> None:
    archive = write_warc(tmp_path / "a.warc.gz", crawl(3, 6))
    (tmp_path / "paths").write_text(f"# a list\n{archive}\n\n")
    done = runner.invoke(app, ["backfill", f"@{tmp_path / 'paths'}", "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "19 records · 9 answers · 3 Arabic articles" in done.output
    assert list((tmp_path / "out" / "articles").rglob("date=*/host=paper*.example/*.parquet"))
    assert (tmp_path / "out" / "findings").is_dir()


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = runner.invoke(app, ["backfill", f"@{tmp_path / 'paths'}", "--out", str(tmp_path / "out")])
    assert isinstance(done.exception, RasidError)
    assert "cannot be read" in str(done.exception)


@pytest.mark.parametrize("wrong", [["--shard-mb", "0"], ["--workers", "0"]])
def test_sizes_out_of_bounds_are_wrong_usage(wrong: list[str], tmp_path: Path) -> None:
    assert runner.invoke(app, ["backfill", "a.warc.gz", "--out", str(tmp_path), *wrong]).exit_code == 2

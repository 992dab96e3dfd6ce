"""`rasid repeats`: what is listed, and one command to put a line back, to take that back, and to forget."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rasid.cli import app
from rasid.errors import AlertError, LedgerError
from rasid.extract.repeated import fingerprint
from rasid.model.ports import utc_now
from rasid.model.repeats import Repeated, RepeatedBlock, Repetition
from rasid.pipeline.repeats import tables_at_hand
from rasid.settings import settings
from rasid.store import open_ledger
from rasid.store.save_visit import save_visit
from tests.store.samples import SOURCE, article, record, url_of

LINE, RARE = "تابعوا «بيان» حيث أنتم", "مواد من ملف المياه الجوفية"


@pytest.fixture
def learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two lines, of which one counts as the site's and is left out of an article of yesterday's."""
    (tmp_path / "seeds" / SOURCE).mkdir(parents=True)
    (tmp_path / "seeds" / SOURCE / "source.toml").touch()
    monkeypatch.setenv("RASID_PROJECT", str(tmp_path))
    monkeypatch.setenv("RASID_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    at = utc_now() - timedelta(days=1)
    blocks = [
        RepeatedBlock(fingerprint(text), text, 9, 10, 2, at, at, ((at, standing),))
        for text, standing in ((LINE, Repetition.NEARLY_ALL), (RARE, Repetition.FEW))
    ]
    one = article(1)
    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger, ledger.transaction() as tx:
        table = Repeated({block.fingerprint: block for block in blocks})
        save_visit(ledger, tx, replace(record("v1", at=at, articles=(replace(one, repeated=((len(one.body), LINE),)),)), repeats=table))
    yield
    settings.cache_clear()


def rasid(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["repeats", *arguments], catch_exceptions=True)


def body() -> tuple[str, ...]:
    with open_ledger(settings().database, pages_dir=settings().pages_dir) as ledger:
        found = ledger.articles.latest(SOURCE, url_of(1))
    assert found is not None
    return found.article.body


@pytest.mark.usefixtures("learnt")
def test_a_line_is_listed_kept_let_go_and_forgotten() -> None:
    listed = {block["text"]: block for block in json.loads(rasid(SOURCE, "--json").stdout)["blocks"]}
    assert {text: (block["taken_out"], block["kept_by"]) for text, block in listed.items()} == {LINE: (True, None), RARE: (False, None)}
    short = listed[LINE]["hash"][:8]
    shown = rasid(SOURCE).stdout
    assert short in shown
    assert "9 of 10" in shown
    kept = rasid(SOURCE, "--keep", short, "--by", "سلمى")
    assert (kept.exit_code, f"--unkeep {short}" in kept.stdout, body()[-1]) == (0, True, LINE)
    assert next(block for block in json.loads(rasid(SOURCE, "--json").stdout)["blocks"] if block["kept_by"] == "سلمى")["taken_out"] is False
    assert rasid(SOURCE, "--unkeep", short).exit_code == 0
    assert json.loads(rasid(SOURCE, "--json").stdout)["blocks"][0]["kept_by"] is None
    assert "2 blocks forgotten" in rasid(SOURCE, "--forget").stdout
    assert "nothing is known" in rasid(SOURCE).stdout


@pytest.mark.usefixtures("learnt")
def test_forgetting_puts_everything_back() -> None:
    rasid(SOURCE, "--forget")
    assert body() == (*article(1).body, LINE)


@pytest.mark.usefixtures("learnt")
def test_what_cannot_be_meant_is_said() -> None:
    assert isinstance(rasid("nowhere").exception, AlertError)
    assert isinstance(rasid(SOURCE, "--keep", "zz").exception, LedgerError)
    assert rasid(SOURCE, "--keep", "a", "--forget").exit_code == 2


@pytest.mark.usefixtures("learnt")
def test_who_reads_archives_finds_the_tables_and_makes_no_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {source: len(table) for source, table in tables_at_hand(settings()).items()} == {SOURCE: 2}
    monkeypatch.setenv("RASID_DATA", str(tmp_path / "elsewhere"))
    settings.cache_clear()
    assert tables_at_hand(settings()) == {}
    assert not (tmp_path / "elsewhere").exists()

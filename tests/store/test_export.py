"""Tables for other programs: clean apart from quarantined, typed, filtered, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from rasid.errors import LedgerError
from rasid.model import Article, Finding, Severity, Verdict
from rasid.model.values import Quote
from rasid.store import Ledger
from rasid.store.export.files import CELL_CHARACTERS, harmless
from rasid.store.export.write import ExportSelection, export_tables
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, SOURCE, article, finding, record, url_of

HOUR = timedelta(hours=1)
EVIL = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    " =1+1",
    "\u200f=1+1",
    "\ufeff=1",
    "＝1+1",
    '=HYPERLINK("https://evil.example","اضغط")',
    "\n=1",
)


def save(
    ledger: Ledger,
    visit_id: str,
    *made: Article,
    findings: tuple[Finding, ...] = (),
    hours: int = 0,
    source_id: str = SOURCE,
    window: tuple[str, ...] | None = None,
) -> None:
    saved = record(
        visit_id,
        at=NOON + hours * HOUR,
        articles=made,
        findings=findings,
        source_id=source_id,
        window_urls=window,
        verdict=Verdict.DEGRADED if findings else Verdict.HEALTHY,
    )
    with ledger.transaction() as tx:
        save_visit(ledger, tx, saved)


def rows(folder: Path, table: str, format: str) -> list[dict[str, Any]]:
    file = folder / f"{table}.{format}"
    if format == "parquet":
        import pyarrow.parquet

        return list(pyarrow.parquet.read_table(file).to_pylist())
    if format == "csv":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    return sheet(file)


def sheet(file: Path) -> list[dict[str, Any]]:
    """The cells of an XLSX file as strings; a formula anywhere fails the test."""
    import zipfile

    from lxml import etree

    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(file) as parts:
        tree = etree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    assert not list(tree.iter(f"{space}f")), "a formula"
    lines = [
        {"".join(filter(str.isalpha, cell.get("r"))): "".join(cell.itertext()) for cell in row.iter(f"{space}c")}
        for row in tree.iter(f"{space}row")
    ]
    return [{name: line.get(column, "") for column, name in lines[0].items()} for line in lines[1:]]


def exported(ledger: Ledger, folder: Path, table: str = "articles", format: str = "parquet", **wanted: Any) -> list[dict[str, Any]]:
    export_tables(ledger, folder, format=format, wanted=ExportSelection(**wanted))
    return rows(folder, table, format)


def urls(found: list[dict[str, Any]]) -> list[str]:
    return [row["url"] for row in found]


@pytest.mark.parametrize("format", ["parquet", "csv", "xlsx"])
def test_clean_articles_are_apart_from_quarantined_ones(ledger: Ledger, tmp_path: Path, format: str) -> None:
    bad = (
        finding("headline_short", url_of(1)),
        finding("body_note", url_of(2), severity=Severity.INFO),
        finding("body_short", url_of(3), waived=True),
    )
    save(ledger, "v1", *(article(n) for n in range(4)), findings=bad)
    assert urls(exported(ledger, tmp_path, format=format)) == [url_of(0), url_of(2), url_of(3)]
    (quarantined,) = rows(tmp_path, "quarantined", format)
    assert (quarantined["url"], quarantined["verdict"]) == (url_of(1), "quarantined")
    assert quarantined["faults"] in (["headline_short"], "headline_short")
    assert {row["rule"] for row in rows(tmp_path, "findings", format)} == {"headline_short", "body_note", "body_short"}
    assert [row["verdict"] for row in rows(tmp_path, "visits", format)] == ["degraded"]


def test_an_article_that_left_the_window_unmended_stays_quarantined_and_a_mended_one_does_not(ledger: Ledger, tmp_path: Path) -> None:
    bad = (finding("headline_short", url_of(1)), finding("headline_short", url_of(2)))
    save(ledger, "v1", article(1), article(2), findings=bad)
    save(ledger, "v2", hours=1, window=(url_of(2),))
    assert urls(exported(ledger, tmp_path)) == [url_of(2)]
    assert urls(rows(tmp_path, "quarantined", "parquet")) == [url_of(1)]


def test_values_are_typed_and_whole_in_parquet(ledger: Ledger, tmp_path: Path) -> None:
    made = article(1, headline=EVIL[0], authors=("سلمى", "نور"), body=("أولى", "ثانية وثالثة"), tags=("\ud800",))
    save(ledger, "v1", made)
    (row,) = exported(ledger, tmp_path)
    assert row["headline"] == EVIL[0]
    assert (row["authors"], row["tags"], row["words"], row["body"]) == (["سلمى", "نور"], ["\ufffd"], 3, "أولى\nثانية وثالثة")
    assert row["published_at"] == made.published_at
    assert row["published_at"].utcoffset() == timedelta(0)
    assert row["published_local"] == made.published_at.isoformat()  # type: ignore[union-attr]
    assert row["first_seen_at"].astimezone(UTC) == NOON


def test_an_empty_ledger_gives_tables_with_columns_and_no_rows(ledger: Ledger, tmp_path: Path) -> None:
    assert exported(ledger, tmp_path) == []
    assert (tmp_path / "articles.parquet").stat().st_size > 0


def test_filters_by_source_date_and_verdict(ledger: Ledger, tmp_path: Path) -> None:
    save(ledger, "v1", article(0, published_at=NOON - 30 * HOUR), article(1, published_at=NOON - 2 * HOUR), article(2, published_at=None))
    save(ledger, "v2", article(3), source_id="other", hours=1)
    assert urls(exported(ledger, tmp_path, sources=[SOURCE])) == [url_of(0), url_of(1), url_of(2)]
    assert urls(exported(ledger, tmp_path, since=NOON - 24 * HOUR, sources=[SOURCE])) == [url_of(1), url_of(2)]
    assert urls(exported(ledger, tmp_path, until=NOON - 24 * HOUR)) == [url_of(0)]
    only = tmp_path / "only"
    assert {done.file.name for done in export_tables(ledger, only, wanted=ExportSelection(verdicts=["quarantined"]))} == {
        "quarantined.parquet",
        "findings.parquet",
    }
    assert {done.file.name: done.rows for done in export_tables(ledger, only, wanted=ExportSelection(verdicts=["failed"]))} == {
        "visits.parquet": 0
    }


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_is_a_formula(tmp_path: Path, made_sqlite: Path, format: str, evil: str) -> None:
    import shutil

    from rasid.store import open_ledger

    shutil.copy(made_sqlite, tmp_path / "l.db")
    with open_ledger(f"sqlite:///{tmp_path / 'l.db'}", pages_dir=tmp_path / "pages") as ledger:
        save(
            ledger,
            "v1",
            article(1, headline=evil, authors=(evil, "x"), tags=(evil,), kicker=evil, section_name=evil),
            findings=(finding("a_b", url_of(1), observed_value=Quote(evil)),),
        )
        (row,) = exported(ledger, tmp_path, "quarantined", format)
        (found,) = rows(tmp_path, "findings", format)
    for cell in (row["headline"], row["authors"], row["kicker"], found["observed"]):
        assert cell.startswith("'")
        assert evil.strip("\r\n\t ") in cell.replace("\r", "\n") or "\ufffd" in cell


def test_harmless_text_is_left_alone() -> None:
    for text in ("عنوان", "2 - 1", "قال: = لا", "", "a@b"):
        assert harmless(text) == text


def test_a_cell_longer_than_excel_takes_is_cut_and_says_so(ledger: Ledger, tmp_path: Path) -> None:
    save(ledger, "v1", article(1, body=("كلمة " * 20_000,)))
    (row,) = exported(ledger, tmp_path, format="xlsx")
    assert len(row["body"]) == CELL_CHARACTERS
    assert row["body"].endswith("[…]")


def test_what_cannot_be_written_is_one_clear_line_and_no_file(ledger: Ledger, tmp_path: Path) -> None:
    save(ledger, "v1", article(1))
    with pytest.raises(LedgerError, match="no format"):
        export_tables(ledger, tmp_path, format="docx")
    with pytest.raises(LedgerError, match="no verdict"):
        export_tables(ledger, tmp_path, wanted=ExportSelection(verdicts=["perfect"]))
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerError, match="cannot be written"):
        export_tables(ledger, tmp_path / "file" / "below")
    with pytest.raises(RuntimeError):
        export_tables(ledger, tmp_path / "half", format="csv", progress=_fail)
    assert list((tmp_path / "half").iterdir()) == []


def _fail(table: str, rows: int) -> None:
    raise RuntimeError

"""What ``import rasid`` promises: the names its own signatures need, typed, and tables for people who use pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd

import rasid
from rasid.pipeline.tables import ARTICLE_LISTS, ARTICLE_MOMENTS, ARTICLE_TEXTS, FINDING_NUMBERS, FINDING_TEXTS
from rasid.settings import CHECKOUT

PAGE = """<html lang="ar"><head><title>افتتاح مكتبة</title></head><body><article><h1>افتتاح مكتبة عامة في حي الزيتون</h1>
<time datetime="2026-11-30T09:00:00+02:00">30 تشرين الثاني 2026</time>
<p>افتتحت بلدية المدينة صباح اليوم مكتبة عامة جديدة في حي الزيتون تضم ثلاثين ألف كتاب وقاعات للقراءة والبحث.</p>
<p>وقالت مديرة المكتبة إن الاشتراك فيها مجاني لسكان الحي، وإنها تفتح أبوابها طوال أيام الأسبوع حتى التاسعة مساء.</p></article></body></html>"""
USE = """
import pandas as pd
import rasid


def use(folder: str) -> pd.DataFrame:
    source: rasid.Source | None = None
    try:
        article: rasid.Article = rasid.extract_article(b"", "https://example.org/1", source=source)
    except rasid.Refusal as refusal:
        raise SystemExit(str(refusal.kind)) from None
    rows: pd.DataFrame = rasid.articles_frame([article])
    findings: list[rasid.Finding] = rasid.check_articles(rows)
    worst = [one for one in findings if one.severity is rasid.Severity.CRITICAL and one.status is rasid.Status.FAIL]
    return rasid.findings_frame(worst)
"""


def test_every_public_name_is_there() -> None:
    for name in rasid.__all__:
        assert getattr(rasid, name) is not None


def test_a_program_that_uses_the_public_names_is_type_checked(tmp_path: Path) -> None:
    program = tmp_path / "use.py"
    program.write_text(USE, "utf-8")
    cache = CHECKOUT / ".mypy_cache"
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file",
        str(CHECKOUT / "pyproject.toml"),
        f"--cache-dir={cache}",
        str(program),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_articles_go_through_a_table_and_are_checked_from_it() -> None:
    article = rasid.extract_article(PAGE, "https://example.org/news/1")
    table = rasid.articles_frame([article])
    assert tuple(table.columns) == (*ARTICLE_TEXTS, *ARTICLE_MOMENTS, *ARTICLE_LISTS)
    assert table.loc[0, "headline"] == "افتتاح مكتبة عامة في حي الزيتون"
    assert table["published_at"].dtype == "datetime64[us, UTC]"
    assert table["headline"].dtype == "str"
    again = {one.rule for one in rasid.check_articles(table)}
    assert "headline_missing" not in again
    assert "published_at_missing" not in again


def test_findings_become_a_table_with_both_languages() -> None:
    findings = rasid.check_articles([{"url": "https://example.org/2", "headline": "", "body": "كلمة"}])
    table = rasid.findings_frame(findings)
    assert tuple(table.columns) == (*FINDING_TEXTS, *FINDING_NUMBERS)
    missing = table[table["rule"] == "headline_missing"].iloc[0]
    assert (missing["url"], missing["severity"]) == ("https://example.org/2", "critical")
    assert missing["title_ar"]
    assert missing["title_en"]


def test_no_articles_and_no_findings_are_tables_with_the_same_columns() -> None:
    assert rasid.articles_frame([]).dtypes.equals(rasid.articles_frame([rasid.extract_article(PAGE, "https://example.org/1")]).dtypes)
    assert isinstance(rasid.findings_frame([]), pd.DataFrame)

"""Every seed loads, and its reduced pages still give the rows it promises.

A page without a golden row gets one written, and the test fails once: look at what was written before you commit it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rasid.pipeline import extract_article
from rasid.probe.reduce import GOLDEN_NOW, golden_row
from rasid.sources import load_source, load_sources

SEEDS = Path(__file__).parents[1] / "seeds"
PAGES = sorted(page for page in SEEDS.glob("*/*.html") if not page.parent.name.startswith("_"))
GOLDEN = "expected.json"


def test_there_is_at_least_one_seed_and_all_of_them_load() -> None:
    assert load_sources(SEEDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.name}")
def test_a_golden_page_gives_its_golden_row(page: Path) -> None:
    golden = page.parent / GOLDEN
    expected: dict[str, Any] = json.loads(golden.read_text("utf-8")) if golden.is_file() else {}
    source = load_source(page.parent)
    known = expected.get(page.name)
    url = known["url"] if known else f"{source.home.rstrip('/')}/{page.stem}"
    found = golden_row(extract_article(page.read_bytes(), url, source=source, now=GOLDEN_NOW))
    if known is None:
        expected[page.name] = found
        golden.write_text(json.dumps(expected, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
        pytest.fail(f"{golden} had no row for {page.name}: one was written. Read it, correct what is wrong, and run again.")
    assert found == known


@pytest.mark.parametrize("folder", sorted({page.parent for page in PAGES}), ids=lambda folder: folder.name)
def test_golden_rows_have_their_pages(folder: Path) -> None:
    golden = folder / GOLDEN
    if golden.is_file():
        assert set(json.loads(golden.read_text("utf-8"))) <= {page.name for page in folder.glob("*.html")}

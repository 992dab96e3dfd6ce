"""From pages to rows: features, labels and weights of every unit, of the pages as they are and of copies made harder; kept on disk between fits."""

from __future__ import annotations

import ast
import hashlib
import pickle
import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

import rasid.extract.features
from rasid.decode import decode
from rasid.extract import jsonld
from rasid.extract.document import Document
from rasid.extract.features import features
from rasid.extract.told import told_of
from rasid.extract.units import Units, units_of
from rasid.extract.walk import lay_out
from tests.bench.body import align, copies, invented
from tests.bench.body.world import Page


@dataclass(slots=True)
class Rows:
    """One page or copy: what is fitted, and what its choice is measured by."""

    id: str
    group: str
    fold: int
    copy: int
    names: tuple[str, ...]
    values: np.ndarray
    labels: np.ndarray
    weights: np.ndarray
    words: list[list[str]] = field(default_factory=list)
    truth: list[str] = field(default_factory=list)
    units: Units | None = None

    @property
    def lengths(self) -> np.ndarray:
        """Words by unit, as :func:`rasid.extract.weigh.weigh` counts them."""
        assert self.units is not None
        return np.fromiter(map(len, self.units.words), dtype=np.float64, count=len(self.units.words)) + 0.5 * self.units.wide


def rows_of(page: Page, html: bytes, copy: int) -> Rows | None:
    text = decode(html).page
    document = Document(text, page.url)
    layout = lay_out(document)
    units = units_of(layout)
    if units is None:
        return None
    node = jsonld.read(document).article(document)
    names, values = features(units, told_of(document, node))
    labels = align.labels(units.texts, page.body)
    truth = align.words_of(page.body)
    words = [align.words_of(text) for text in units.texts]
    sizes = np.array([len(row) for row in words], dtype=np.float64)
    weights = np.minimum((sizes + 1.5) / (len(truth) + 60.0), 0.4)
    return Rows(page.id, page.set, page.fold, copy, names, values, labels, weights, words, truth, units)


def _version() -> str:
    """Changes with what the rows are made by, not with its comments or its layout."""
    package = Path(rasid.extract.features.__file__).parent
    files = (
        *(package / f"{name}.py" for name in ("features", "units", "walk")),
        *map(Path, (align.__file__, copies.__file__, invented.__file__)),
    )
    return hashlib.sha256("".join(ast.dump(ast.parse(file.read_text(encoding="utf-8"))) for file in files).encode()).hexdigest()[:12]


def load(pages: list[Page], cache: Path, *, made: int = 2, seed: int = 14) -> list[Rows]:
    """Rows of all pages and of ``made`` copies of each. One file a page; it is made again when the code of the features or of the copies has changed."""
    cache.mkdir(parents=True, exist_ok=True)
    stamp = _version()
    paragraphs = [line for page in pages for line in page.body.split("\n") if 80 < len(line) < 500]
    found: list[Rows] = []
    for number, page in enumerate(pages):
        kept = cache / f"{hashlib.sha256(page.id.encode()).hexdigest()[:16]}-{made}-{seed}.pickle"
        if kept.exists():
            stored, rows = pickle.loads(kept.read_bytes())
            if stored == stamp:
                found += rows
                continue
        rows = []
        if (plain := rows_of(page, page.html, 0)) is not None:
            rows.append(plain)
        choose = random.Random(f"{seed} {page.id}")
        maker = copies.Maker(
            page.html,
            page.body,
            [text for text in choose.sample(paragraphs, min(40, len(paragraphs))) if text not in page.body],
            seed=choose.randrange(2**31),
        )
        for copy in range(1, made + 1):
            if (html := maker.copy()) is not None and (harder := rows_of(page, html, copy)) is not None:
                rows.append(harder)
        kept.write_bytes(pickle.dumps((stamp, rows)))
        found += rows
        if number % 100 == 0:
            print(f"  rows of {number} of {len(pages)} pages", flush=True)
    return found

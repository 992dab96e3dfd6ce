"""Fits the weights of the body: ``python -m tests.bench.fit`` writes ``src/rasid/extract/weights``, to the same bytes for the same pages on one machine.

    RASID_WORLD=FOLDER python -m tests.bench.fit             the weights that are shipped, on all pages
    RASID_WORLD=FOLDER python -m tests.bench.fit --folds     those of each fold, into the cache: what ``python -m tests.bench.world`` scores with

Needs the extra ``fit`` (LightGBM). Pages: see ``tests/bench/body/world.py``. Ten minutes for rows the first time, then two for each fit.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from pathlib import Path

from rasid.extract.trees import Trees, read
from tests.bench.body import boost, data, invented, world
from tests.bench.body.data import Rows
from tests.bench.body.table import table

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "rasid" / "extract" / "weights"
SETS = ("wcxb", "fundus")

ATTRIBUTION = """# Where the weights come from

`body.npz` holds numbers only: the trees `rasid.extract.trees` evaluates. `python -m tests.bench.fit` fitted them (LightGBM {version}, seeds {seeds}, {trees} trees each) on

* {wcxb} articles of the development split of **WCXB, Web Content Extraction Benchmark**, Murrough Foley, 2026, CC-BY-4.0, <https://github.com/Murrough-Foley/web-content-extraction-benchmark>;
* {fundus} golden articles of **Fundus**, flairNLP, MIT, <https://github.com/flairNLP/fundus>;
* {invented} Arabic pages invented for this project's tests (`tests/extract/layouts_*.py`: {modules});
* and {copies} copies of all these with other prose, tags and wrappers (`tests/bench/body/copies.py`).

The pages belong to their publishers; none of their text is here, and no table of their features. Changes made to the sets: aligned with the pages' texts, copied as told above.
`pages.txt` names every page of the two sets with the first sixteen digits of its SHA-256.
"""


def cache_folder() -> Path:
    """Rows and fold weights: outside the repository, they hold texts of the pages."""
    return Path(os.environ.get("RASID_FIT_CACHE") or Path.home() / ".cache" / "rasid-fit")


def fold_weights(fold: int) -> Trees | None:
    """The weights that saw no page of the fold; None where they have not been fitted."""
    file = cache_folder() / f"fold-{fold}.npz"
    return read(file.read_bytes()) if file.exists() else None


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--folds", action="store_true", help="fit those of each fold into the cache instead of those that are shipped")
    options.add_argument("--copies", type=int, default=2, help="copies of each page (default %(default)s)")
    asked = options.parse_args()
    root = world.folder()
    if root is None:
        print(world.MISSING)
        return 2
    pages = world.pages(root, sets=SETS)
    mine = invented.pages()
    rows = data.load([*pages, *mine], cache_folder() / "rows", made=asked.copies)
    if asked.folds:
        for fold in range(world.FOLDS):
            write(cache_folder() / f"fold-{fold}.npz", [row for row in rows if row.group == "invented" or row.fold != fold])
        return 0
    boosters = write(SHIPPED / "body.npz", rows)
    count = {name: sum(page.set == name for page in pages) for name in SETS}
    text = ATTRIBUTION.format(
        version=boosters,
        seeds=", ".join(map(str, boost.SEEDS)),
        trees=boost.TREES,
        invented=len(mine),
        modules=", ".join(module.__name__.rpartition(".")[2] for module in invented.FITTED),
        copies=sum(row.copy > 0 for row in rows),
        **count,
    )
    (SHIPPED / "ATTRIBUTION.md").write_text(text, encoding="utf-8")
    named = "".join(f"{page.id} {hashlib.sha256(page.html).hexdigest()[:16]}\n" for page in sorted(pages, key=lambda page: page.id))
    (SHIPPED / "pages.txt").write_text(named, encoding="utf-8")
    return 0


def write(path: Path, rows: list[Rows]) -> str:
    """Fit on ``rows`` and write the table; LightGBM's version."""
    import lightgbm

    start = time.monotonic()
    content = table(boost.fit(rows), rows[0].names)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(
        f"{path}: {len(content) / 1024:.0f} KB, {len(rows)} pages and copies, {time.monotonic() - start:.0f} s, sha256 {hashlib.sha256(content).hexdigest()[:16]}"
    )
    return str(lightgbm.__version__)


if __name__ == "__main__":
    sys.exit(main())

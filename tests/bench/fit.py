"""Fits the weights of the body: ``python -m tests.bench.fit`` writes ``src/rasid/extract/weights``, to the same bytes for the same pages on one machine.

    RASID_WORLD=FOLDER python -m tests.bench.fit             the weights that are shipped, on all pages
    RASID_WORLD=FOLDER python -m tests.bench.fit --folds     also those of each fold, into the cache: what ``python -m tests.bench.world`` scores with

Needs the extra ``fit`` (LightGBM). Pages: see ``tests/bench/body/world.py``. Four minutes for rows the first time, then three for the weights that are
shipped and five for those of the folds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from pathlib import Path

from rasid.extract.trees import Weights, read
from tests.bench.body import boost, data, invented, world
from tests.bench.body.table import table

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "rasid" / "extract" / "weights"
SETS = ("wcxb", "fundus")

ATTRIBUTION = """# Where the weights come from

`first.npz` and `second.npz` hold numbers only: the trees `rasid.extract.trees` evaluates. `python -m tests.bench.fit` fitted them (LightGBM {version}; the
first {first} trees, the second {second} trees of each of the seeds {seeds}) on

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


def fold_weights(fold: int) -> Weights | None:
    """The weights that saw no page of the fold; None where they have not been fitted."""
    files = [cache_folder() / f"fold-{fold}" / f"{name}.npz" for name in ("first", "second")]
    return Weights(*(read(file.read_bytes()) for file in files)) if all(file.exists() for file in files) else None


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--folds", action="store_true", help="fit those of each fold too, into the cache")
    options.add_argument("--copies", type=int, default=2, help="copies of each page (default %(default)s)")
    asked = options.parse_args()
    root = world.folder()
    if root is None:
        print(world.MISSING)
        return 2
    pages = world.pages(root, sets=SETS)
    mine = invented.pages()
    rows = data.load([*pages, *mine], cache_folder() / "rows", made=asked.copies)
    fitter = boost.Fitter(rows)
    if asked.folds:
        for fold in range(world.FOLDS):
            write(cache_folder() / f"fold-{fold}", fitter, fold)
    version = write(SHIPPED, fitter, None)
    count = {name: sum(page.set == name for page in pages) for name in SETS}
    text = ATTRIBUTION.format(
        version=version,
        seeds=", ".join(map(str, boost.SEEDS)),
        first=boost.FIRST_TREES,
        second=boost.SECOND_TREES,
        invented=len(mine),
        modules=", ".join(module.__name__.rpartition(".")[2] for module in invented.FITTED),
        copies=sum(row.copy > 0 for row in rows),
        **count,
    )
    (SHIPPED / "ATTRIBUTION.md").write_text(text, encoding="utf-8")
    named = "".join(f"{page.id} {hashlib.sha256(page.html).hexdigest()[:16]}\n" for page in sorted(pages, key=lambda page: page.id))
    (SHIPPED / "pages.txt").write_text(named, encoding="utf-8")
    return 0


def write(folder: Path, fitter: boost.Fitter, fold: int | None) -> str:
    """Fit without ``fold`` and write the two tables; LightGBM's version."""
    import lightgbm

    start = time.monotonic()
    first, second, columns = fitter.fit(fold)
    folder.mkdir(parents=True, exist_ok=True)
    for name, boosters, asked in (("first", first, fitter.rows[0].names), ("second", second, columns)):
        content = table(boosters, asked)
        (folder / f"{name}.npz").write_bytes(content)
        print(
            f"{folder.name}/{name}: {len(content) / 1024:.0f} KB, sha256 {hashlib.sha256(content).hexdigest()[:16]}, {time.monotonic() - start:.0f} s",
            flush=True,
        )
    return str(lightgbm.__version__)


if __name__ == "__main__":
    sys.exit(main())

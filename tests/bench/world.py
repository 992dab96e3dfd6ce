"""rasid on pages of the world that nobody of this project wrote, each read with weights that saw no page of its publisher.

    RASID_WORLD=FOLDER python -m tests.bench.fit --folds     once: the weights of the five folds, by publisher's domain
    RASID_WORLD=FOLDER python -m tests.bench.world [--peer] [--worst 20] [--kinds]

Where the pages are got is told in ``tests/bench/body/world.py``; their hash is printed. Body: F1 of the multisets of words; a refusal of an article counts 0.
Headline (letters and digits alike), day and authors (the same set): of the articles whose truth names them, the share given exactly. ``--peer`` measures
trafilatura in the same run. A page the shipped weights were fitted on is never quoted: scores are of the folds' weights only.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from unittest.mock import patch

import rasid
from rasid.errors import RasidError
from rasid.extract.trees import Weights
from rasid.model import Article
from tests.bench.body import align, world
from tests.bench.body.world import Page
from tests.bench.fit import fold_weights


@dataclass(slots=True)
class Read:
    page: Page
    seconds: float
    body: str = ""
    standfirst: str | None = None
    headline: str | None = None
    day: str = ""
    authors: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    refused: str | None = None

    @property
    def f1(self) -> float:
        with_lead = f"{self.standfirst}\n{self.body}" if self.standfirst else self.body
        return max(align.f1(text, self.page.body) for text in (self.body, with_lead))


def by_rasid(page: Page, weights: dict[int, Weights]) -> Read:
    start = time.process_time()
    try:
        with patch("rasid.extract.weigh.shipped", lambda: weights[page.fold]):
            article: Article = rasid.extract_article(page.html, page.url)
    except RasidError as error:
        return Read(page, time.process_time() - start, refused=str(getattr(error, "kind", "") or error)[:60])
    return Read(
        page,
        time.process_time() - start,
        article.text,
        article.standfirst,
        article.headline,
        str(article.published_at or "")[:10],
        article.authors,
        tuple(getattr(article, "doubts", ())),
    )


def by_peer(page: Page) -> Read:
    import trafilatura

    start = time.process_time()
    found = trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True, include_comments=False, fast=True)
    seconds = time.process_time() - start
    if found is None:
        return Read(page, seconds, refused="nothing")
    author = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Read(page, seconds, found.text or "", None, found.title, (found.date or "")[:10], author)


def told(text: str | None) -> str:
    return re.sub(r"\W+", " ", (text or "").lower()).strip()


def share(reads: list[Read], right: Callable[[Read], bool | None]) -> str:
    known = [answer for read in reads if (answer := right(read)) is not None]
    return f"{sum(known) / max(1, len(known)):.3f}"


def row(name: str, reads: list[Read]) -> str:
    scores = [read.f1 for read in reads]
    return (
        f"{name:26s} {len(reads):4d}  F1 {sum(scores) / len(scores):.4f}  refused {sum(read.refused is not None for read in reads):3d}"
        f"  under .5 {sum(score < 0.5 for score in scores):3d}  under .9 {sum(score < 0.9 for score in scores):3d}"
        f"  headline {share(reads, lambda read: told(read.headline) == told(read.page.headline) if read.page.headline else None)}"
        f"  day {share(reads, lambda read: read.day == str(read.page.published)[:10] if read.page.published else None)}"
        f"  authors {share(reads, lambda read: set(map(told, read.authors)) == set(map(told, read.page.authors)) if read.page.authors else None)}"
        f"  {len(reads) / max(1e-9, sum(read.seconds for read in reads)):.0f} pages/s"
    )


def doubt(reads: list[Read]) -> str:
    right = [read for read in reads if read.refused is None and read.f1 >= 0.9]
    wrong = [read for read in reads if read.refused is None and read.f1 < 0.5]
    return (
        f"doubted: {sum('body_doubtful' in read.doubts for read in right)} of {len(right)} read at .9 or more, "
        f"{sum('body_doubtful' in read.doubts for read in wrong)} of {len(wrong)} under .5"
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--peer", action="store_true", help="measure trafilatura (fast) too")
    options.add_argument("--worst", type=int, default=0, help="print so many of the worst pages")
    options.add_argument("--kinds", action="store_true", help="also the pages that are no articles")
    options.add_argument("--limit", type=int, help="only the first pages")
    asked = options.parse_args()
    root = world.folder()
    if root is None:
        print(f"skipped: {world.MISSING}")
        return 0
    weights = {fold: found for fold in range(world.FOLDS) if (found := fold_weights(fold)) is not None}
    if not weights:
        print("skipped: no fold has been fitted: python -m tests.bench.fit --folds")
        return 0
    pages = [page for page in world.pages(root, articles=not asked.kinds, limit=asked.limit) if page.fold in weights]
    if len(weights) < world.FOLDS:
        print(f"only the pages of folds {', '.join(map(str, weights))}: the others have not been fitted")
    print(f"{len(pages)} pages, sha256 {world.fingerprint(pages)}")
    everything: list[Read] = []
    for name in ("wcxb", "fundus"):
        articles = [page for page in pages if page.set == name and page.kind == "article"]
        if not articles:
            continue
        reads = [by_rasid(page, weights) for page in articles]
        everything += reads
        print(row(f"{name} articles", reads))
        print(f"{'':26s} {doubt(reads)}")
        if asked.peer:
            print(row(f"{name} by trafilatura fast", [by_peer(page) for page in articles]))
    for kind in sorted({page.kind for page in pages} - {"article"}):
        reads = [by_rasid(page, weights) for page in pages if page.kind == kind]
        passed = [read for read in reads if read.refused is None]
        doubted = sum("not_an_article" in read.doubts for read in passed)
        print(f"{kind:26s} {len(reads):4d}  refused {len(reads) - len(passed):3d}  passed {len(passed):3d}, of these doubted {doubted}")
    for read in sorted(everything, key=lambda read: read.f1)[: asked.worst]:
        print(f"  {read.f1:.2f} {len(read.body):6d}/{len(read.page.body):<6d} {read.refused or ''} {read.page.id} {read.page.url[:110]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

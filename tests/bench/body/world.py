"""The pages the weights are fitted and measured on: where they are got, what they are, and which fold each is scored in.

Nothing of them is in this repository: their prose belongs to their publishers. ``RASID_WORLD`` names a folder with ``truth.jsonl`` (one JSON object a line:
id, file, set, kind, url, headline, authors, published, body) and the files it names, gzipped HTML. The sets:

* WCXB, Web Content Extraction Benchmark, Murrough Foley 2026, CC-BY-4.0, https://github.com/Murrough-Foley/web-content-extraction-benchmark: the open development split.
* Fundus, flairNLP, MIT, https://github.com/flairNLP/fundus: the golden pairs of its tests (``tests/resources/parser/test_data``).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rasid.urls import registrable_domain

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    set: str
    kind: str
    url: str
    html: bytes
    body: str
    headline: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        return registrable_domain(self.url) or urlsplit(self.url).hostname or self.id

    @property
    def fold(self) -> int:
        """By a hash of the publisher's domain: pages of one publisher are in one fold, whatever pages there are besides."""
        return hashlib.sha256(self.host.encode()).digest()[0] % FOLDS


def folder() -> Path | None:
    """Where the pages are, or None."""
    named = os.environ.get("RASID_WORLD")
    path = Path(named) if named else None
    return path if path is not None and (path / "truth.jsonl").is_file() else None


MISSING = "RASID_WORLD names no folder with truth.jsonl: get the pages from the addresses in tests/bench/body/world.py"


def pages(root: Path, *, sets: tuple[str, ...] = ("wcxb", "fundus"), articles: bool = True, limit: int | None = None) -> list[Page]:
    """The pages in the order of ``truth.jsonl``; without their files, which :func:`page` reads one at a time, memory stays small."""
    found = []
    with (root / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["set"] not in sets or (articles and row["kind"] != "article"):
                continue
            data = (root / row["file"]).read_bytes()
            found.append(
                Page(
                    row["id"],
                    row["set"],
                    row["kind"],
                    row.get("url") or "https://example.org/news/1",
                    gzip.decompress(data) if row["file"].endswith(".gz") else data,
                    row.get("body") or "",
                    row.get("headline"),
                    row.get("published"),
                    tuple(row.get("authors") or ()),
                )
            )
            if limit is not None and len(found) >= limit:
                break
    return found


def fingerprint(pages: list[Page]) -> str:
    """One hash over ids and bytes of all pages: a figure is of exactly these."""
    total = hashlib.sha256()
    for page in sorted(pages, key=lambda page: page.id):
        total.update(page.id.encode() + hashlib.sha256(page.html).digest())
    return total.hexdigest()

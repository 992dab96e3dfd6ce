"""rasid's extractor beside trafilatura, newspaper4k, readability-lxml and htmldate on the corpus, one process each.

    python -m tests.bench.extract [--turns 15] [--peers-python PATH] [--pages]

The corpus is at ``RASID_CORPUS`` or ``../shared/corpus`` beside the checkout. The peers come with the extra ``bench``; one that is not installed
is reported as missing. ``--peers-python`` names an interpreter of another environment that has them. Quality is judged on the rated articles
(templates, second captures and re-encoded copies left out): headline equal after white space; the calendar day as written; the instant to the
minute; body by the words (precision, recall, F1 of multisets). Pages a second are the median
of the passes over the same pages, bytes to fields, in seconds of the processor: every tool runs on one, and neighbours on the machine count little.
Every tool keeps the memory it has freed for the next page, as a process does that has once freed a large block (:data:`ALLOCATOR`).
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import resource
import statistics
import subprocess
import sys
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OURS = "rasid"
PEERS = ("trafilatura", "trafilatura fast", "newspaper4k", "readability-lxml", "htmldate")
NEEDED_SPEED = 10.0
"""Times the pages a second of ``trafilatura fast``."""
NEEDED_F1 = 0.995
TURN = 0.15
"""Seconds of the processor a tool's turn takes at least, and one pass: fifteen passes of a fast one are over before a neighbour's burst is."""
ALLOCATOR = {"MALLOC_TRIM_THRESHOLD_": str(64 << 20), "MALLOC_MMAP_THRESHOLD_": str(32 << 20)}
"""Where glibc's own thresholds end up in a long-running process. In a young one it is the luck of the addresses whether the memory of a page is
given back to the system and faulted in again for the next: a tenth of the time of the fast tools, different in every run."""

Fields = dict[str, Any]
Extractor = Callable[[bytes, str], Fields]
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_WORD = re.compile(r"\w+")


def corpus() -> Path | None:
    for folder in (os.environ.get("RASID_CORPUS"), ROOT.parent / "shared" / "corpus"):
        if folder and (Path(folder) / "manifest.jsonl").is_file():
            return Path(folder)
    return None


def rows(folder: Path) -> list[dict[str, Any]]:
    with (folder / "manifest.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def rated(folder: Path) -> list[dict[str, Any]]:
    return [
        row
        for row in rows(folder)
        if row["kind"] == "article" and not any(row.get(name) for name in ("derived_from", "duplicate_of", "template"))
    ]


def ours() -> Extractor:
    from rasid.pipeline import extract_article

    def run(html: bytes, url: str) -> Fields:
        article = extract_article(html, url)
        return {"headline": article.headline, "published_at": article.published_at, "body": article.text}

    return run


def trafilatura(fast: bool) -> Extractor:
    from trafilatura import bare_extraction

    def run(html: bytes, url: str) -> Fields:
        found = bare_extraction(html, url=url, with_metadata=True, include_comments=False, fast=fast)
        fields = found.as_dict() if found is not None and hasattr(found, "as_dict") else found or {}
        return {"headline": fields.get("title"), "published_at": fields.get("date"), "body": fields.get("text")}

    return run


def newspaper() -> Extractor:
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False
    config.memorize_articles = False
    config.language = "ar"

    def run(html: bytes, url: str) -> Fields:
        article = Article(url, config=config)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return {"headline": article.title, "published_at": article.publish_date, "body": article.text}

    return run


def readability() -> Extractor:
    from lxml import html as parser
    from readability import Document

    def run(html: bytes, url: str) -> Fields:
        document = Document(html.decode("utf-8", "replace"), url=url)
        summary = parser.fromstring(document.summary(html_partial=True) or "<p/>")
        return {"headline": document.short_title(), "body": "\n".join(summary.itertext())}

    return run


def htmldate() -> Extractor:
    from htmldate import find_date

    return lambda html, url: {"published_at": find_date(html, url=url, original_date=True)}


MAKERS: dict[str, Callable[[], Extractor]] = {
    OURS: ours,
    "trafilatura": lambda: trafilatura(False),
    "trafilatura fast": lambda: trafilatura(True),
    "newspaper4k": newspaper,
    "readability-lxml": readability,
    "htmldate": htmldate,
}


def folded(text: str | None) -> str:
    return re.sub(r"\s+", " ", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text or ""))).strip()


def overlap(true: str, read: str) -> tuple[float, float, float]:
    """(precision, recall, F1) of the words as multisets, marks and tatweel left out."""
    wanted = Counter(_WORD.findall(_MARKS.sub("", folded(true)).casefold()))
    found = Counter(_WORD.findall(_MARKS.sub("", folded(read)).casefold()))
    common = sum((wanted & found).values())
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / sum(found.values()), common / sum(wanted.values())
    return precision, recall, 2 * precision * recall / (precision + recall)


def judge(row: dict[str, Any], fields: Fields) -> dict[str, Any]:
    truth = row["truth"]
    told = fields.get("published_at")
    day = told.strftime("%Y-%m-%d") if isinstance(told, date) else str(told)[:10] if told else None
    wanted = datetime.fromisoformat(truth["published_at"])
    timed = len(truth["published_at"]) > 10
    read = told if isinstance(told, datetime) and told.tzinfo is not None else None
    precision, recall, f1 = overlap(truth["body"], fields.get("body") or "")
    return {
        "id": row["id"],
        "headline": folded(fields.get("headline")) in [folded(text) for text in (truth["headline"], *truth.get("headline_alt", []))],
        "day": None if truth.get("date_ambiguous") else day == truth["date"],
        "day_missing": day is None,
        "instant": None
        if truth.get("date_ambiguous") or not timed
        else read is not None and abs((read - wanted).total_seconds()) < 60 and read.utcoffset() == wanted.utcoffset(),
        "precision": precision,
        "recall": recall,
        "f1": f1,
    }


def measure(name: str) -> Iterator[dict[str, Any]]:
    """Everything one process has to say about one extractor: what it reads on every page; the speed of each pass whenever it is its turn, a line
    on the standard input; and the memory it took."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    folder = corpus()
    assert folder is not None
    try:
        extract = MAKERS[name]()
    except ImportError as error:
        yield {"missing": str(error)}
        return

    def safe(html: bytes, url: str) -> Fields:
        try:
            return extract(html, url)
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}

    chosen = rated(folder)
    pages = [((folder / row["file"]).read_bytes(), row["url_if_known"]) for row in chosen]
    yield {"pages": [judge(row, safe(*page)) for row, page in zip(chosen, pages, strict=True)]}
    for _ in sys.stdin:
        speeds: list[float] = []
        begun = time.process_time()
        while not speeds or time.process_time() - begun < TURN:
            start = time.process_time()
            for page in pages:
                safe(*page)
            speeds.append(len(pages) / (time.process_time() - start))
        yield {"speeds": speeds}
    yield {"peak_mb": peak_megabytes()}


def peak_megabytes() -> float:
    """Of this program alone: ``ru_maxrss`` also counts what the program that started it held."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def summary(result: dict[str, Any]) -> dict[str, Any]:
    judged = result["pages"]
    days = [page for page in judged if page["day"] is not None]
    instants = [page for page in judged if page["instant"] is not None]
    return {
        "headline": f"{sum(page['headline'] for page in judged)}/{len(judged)}",
        "day": f"{sum(page['day'] for page in days)}/{len(days)}",
        "instant": f"{sum(page['instant'] for page in instants)}/{len(instants)}",
        "F1": statistics.mean(page["f1"] for page in judged),
        "worst": min(page["f1"] for page in judged),
        "precision": statistics.mean(page["precision"] for page in judged),
        "recall": statistics.mean(page["recall"] for page in judged),
        "pages/s": statistics.median(result["speeds"]),
        "peak MB": result["peak_mb"],
    }


def run_all(turns: int, peers_python: str) -> list[dict[str, Any]]:
    """What each tool's process answers, measured by turns: then a neighbour on the machine slows all of them alike."""
    running = {}
    for name in (OURS, *PEERS):
        command = [sys.executable if name == OURS else peers_python, str(Path(__file__).resolve()), "--child", name]
        running[name] = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **ALLOCATOR},
        )
    results = {name: {"name": name, "speeds": [], **answer(tool)} for name, tool in running.items()}
    for _ in range(turns):
        for name, tool in running.items():
            if "missing" not in results[name]:
                assert tool.stdin is not None
                print("go", file=tool.stdin, flush=True)
                results[name]["speeds"] += answer(tool)["speeds"]
    for name, tool in running.items():
        assert tool.stdin is not None
        tool.stdin.close()
        if "missing" not in results[name]:
            results[name] |= answer(tool)
        tool.wait()
    return list(results.values())


def answer(tool: subprocess.Popen[str]) -> dict[str, Any]:
    """The next line a tool's process prints."""
    assert tool.stdout is not None
    line = tool.stdout.readline()
    return dict(json.loads(line)) if line else {"missing": "no answer"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--peers-python", default=os.environ.get("RASID_BENCH_PYTHON", sys.executable))
    parser.add_argument("--pages", action="store_true", help="a line for every page too")
    parser.add_argument("--child", choices=list(MAKERS), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if corpus() is None:
        raise SystemExit("No corpus: set RASID_CORPUS to the folder that has manifest.jsonl.")
    if chosen.child:
        for said in measure(chosen.child):
            print(json.dumps(said), flush=True)
        return 0
    results = run_all(chosen.turns, chosen.peers_python)
    columns = ("headline", "day", "instant", "F1", "worst", "precision", "recall", "pages/s", "peak MB")
    print(f"{'':18}" + "".join(f"{column:>11}" for column in columns))
    found: dict[str, dict[str, Any]] = {}
    for result in results:
        if "missing" in result:
            print(f"{result['name']:18}  missing: {result['missing']}")
            continue
        found[result["name"]] = line = summary(result)
        print(
            f"{result['name']:18}"
            + "".join(
                f"{line[column]:>11.3f}"
                if isinstance(line[column], float) and column not in ("pages/s", "peak MB")
                else f"{line[column]:>11.1f}"
                if isinstance(line[column], float)
                else f"{line[column]:>11}"
                for column in columns
            )
        )
        if chosen.pages:
            for page in result["pages"]:
                print(
                    f"    {page['id']:32} headline {page['headline']!s:5} day {page['day']!s:5} instant {page['instant']!s:5} F1 {page['f1']:.4f}"
                )
    return broken(found)


def broken(found: dict[str, dict[str, Any]]) -> int:
    """1 when a promise is broken: our body F1, our speed beside the fastest peer, our memory beside every peer's (as far as they are installed)."""
    if OURS not in found:
        return 1
    own = found[OURS]
    peers = {name: line for name, line in found.items() if name in PEERS}
    kept = own["F1"] >= NEEDED_F1 and all(own["peak MB"] < line["peak MB"] for line in peers.values())
    if "trafilatura fast" in peers:
        times = own["pages/s"] / peers["trafilatura fast"]["pages/s"]
        kept &= times >= NEEDED_SPEED
        print(
            f"\nrasid reads {times:.1f} times the pages a second of trafilatura fast (wanted {NEEDED_SPEED:.0f}), body F1 {own['F1']:.4f} (wanted {NEEDED_F1})."
        )
    return int(not kept)


if __name__ == "__main__":
    raise SystemExit(main())

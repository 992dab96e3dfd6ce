"""One shard: the records of one range of one archive, read, extracted, judged and written. A finished shard is one folder that appears at once."""

from __future__ import annotations

import json
import logging
import os
import shutil
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from rasid.errors import DecodeError, LedgerError, Refusal
from rasid.extract import extract
from rasid.extract.repeated import without_repeated
from rasid.model import Finding, Rule, Scope, Source, WindowArticle
from rasid.model.repeats import Repeated
from rasid.pipeline.backfill.archive import Capture, Damaged, Edges, Range, captures, open_archive
from rasid.pipeline.backfill.columns import ARTICLES, FINDINGS, article_row, finding_row, key_of
from rasid.pipeline.backfill.sift import arabic, is_page
from rasid.store.export.files import Table, open_table
from rasid.store.export.write import QUARANTINES

log = logging.getLogger(__name__)

BATCH = 500
"""Articles judged together: enough that Great Expectations' fixed cost does not count, few enough to hold."""
MOST_PROBLEMS = 100
"""Lines about damaged or unreadable records that one shard keeps; all are counted."""
REPORT = "shard.json"


@dataclass(frozen=True, slots=True)
class Shard:
    """``name`` is the folder it is written to, under ``shards/``."""

    name: str
    part: Range


@dataclass(frozen=True, slots=True)
class BackfillFolders:
    """Where a backfill reads and writes; every worker must see these folders under the same paths."""

    out: Path
    expectations_dir: Path
    seeds_dir: Path
    repeats: Mapping[str, Repeated] = field(default_factory=dict)
    """Source → what it repeats, where a ledger knows it: a capture is read by what was known at its time."""

    @property
    def shards(self) -> Path:
        return self.out / "shards"


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard's records. ``first`` and ``after`` are where its first record and the one after its last begin."""

    name: str
    first: int
    after: int
    counts: dict[str, int]
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    shard: Shard
    articles: Table
    findings: Table
    seeds: dict[str, Source]
    rules: tuple[Rule, ...]
    repeats: Mapping[str, Repeated] = field(default_factory=dict)
    waiting: dict[tuple[str | None, date], list[tuple[int, WindowArticle]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def do_shard(shard: Shard, place: BackfillFolders) -> Done:
    """Read, judge and write one shard; what an earlier attempt finished is left as it is. Raises ArchiveError, LedgerError and RuleError.

    Several processes may do the same shard at once, as Dask makes them when a worker seems lost: the first to finish wins, whole.
    """
    final = place.shards / shard.name
    before = report_of(final)
    if before is not None:
        return before
    attempt = place.shards / f".{shard.name}.{uuid.uuid4().hex[:8]}"
    try:
        attempt.mkdir(parents=True)
        done = _write(shard, place, attempt)
        try:
            attempt.rename(final)
        except OSError:
            other = report_of(final)
            if other is None:
                raise
            return other
        return done
    except OSError as error:
        raise LedgerError(
            f"{final}: cannot be written: {error.strerror or error}. Choose another folder or free some space; what is finished is kept."
        ) from error
    finally:
        shutil.rmtree(attempt, ignore_errors=True)


def report_of(folder: Path) -> Done | None:
    """What a finished shard says of itself; None while it is not finished."""
    try:
        told = json.loads((folder / REPORT).read_text("utf-8"))
        return Done(**{**told, "problems": tuple(told["problems"])})
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise LedgerError(f"{folder / REPORT} is damaged. Delete the folder {folder}; the shard will be done again.") from None


def _write(shard: Shard, place: BackfillFolders, folder: Path) -> Done:
    edges = Edges()
    with (
        open_table(folder / "articles.parquet", "parquet", ARTICLES) as articles,
        open_table(folder / "findings.parquet", "parquet", FINDINGS) as findings,
        open_archive(shard.part.archive) as stream,
    ):
        work = _Work(shard, articles, findings, _seeds(place.seeds_dir), _rules(place.expectations_dir), place.repeats)
        for found in captures(stream, shard.part, edges):
            if isinstance(found, Damaged):
                _problem(work, "damaged", found.offset, found.reason)
                continue
            item = _read(work, found)
            if item is not None:
                _keep(work, found.offset, item)
        for key in list(work.waiting):
            _judge(work, key)
    work.counts["records"] = edges.records
    done = Done(shard.name, edges.first, edges.after, dict(sorted(work.counts.items())), tuple(work.problems))
    with (folder / REPORT).open("w", encoding="utf-8") as report:
        json.dump(asdict(done), report, ensure_ascii=False, indent=1)
        report.flush()
        os.fsync(report.fileno())
    return done


def _read(work: _Work, capture: Capture) -> WindowArticle | None:
    """The Arabic article of an answer, or None; each reason is counted."""
    work.counts["answers"] += 1
    if capture.body is None or not is_page(capture.status, capture.content_type):
        work.counts["no_page"] += 1
        return None
    try:
        decoded = arabic(capture.body, capture.content_type)
        if decoded is None:
            work.counts["not_arabic"] += 1
            return None
        source = work.seeds.get(_host(capture.url))
        article = extract(decoded, capture.url, now=capture.captured_at, source=source)
    except DecodeError:
        work.counts["no_text"] += 1
        return None
    except Refusal as refusal:
        work.counts[f"refused_{refusal.kind}"] += 1
        return None
    except Exception as error:
        # One page among millions on which we stumble must not end the work; it is counted, named, and fails the run's verdict.
        log.exception("%s at %d", capture.url, capture.offset)
        _problem(work, "errors", capture.offset, f"{type(error).__name__} at {capture.url}: {error}")
        return None
    if article.language != "ar" and not (article.language is None and not article.body):
        work.counts["not_arabic"] += 1
        return None
    if source is not None:
        article = replace(article, source_id=source.id)
        if (table := work.repeats.get(source.id)) is not None:
            article = without_repeated(article, table, capture.captured_at)
    at = capture.captured_at
    return WindowArticle(article=article, first_seen_at=at, revision=1, revised_at=at, new_in_visit=True)


def _problem(work: _Work, kind: str, offset: int, reason: str) -> None:
    work.counts[kind] += 1
    if len(work.problems) < MOST_PROBLEMS:
        work.problems.append(f"{work.shard.part.archive} at byte {offset}: {reason}"[:500])


def _keep(work: _Work, offset: int, item: WindowArticle) -> None:
    key = (item.article.source_id, item.first_seen_at.date())
    batch = work.waiting.setdefault(key, [])
    batch.append((offset, item))
    if sum(map(len, work.waiting.values())) >= BATCH:
        _judge(work, max(work.waiting, key=lambda key: len(work.waiting[key])))


def _judge(work: _Work, key: tuple[str | None, date]) -> None:
    """Articles of one source and day, judged as of the last capture among them."""
    batch = work.waiting.pop(key)
    items = [item for _, item in batch]
    source = next((each for each in work.seeds.values() if each.id == key[0]), None)
    by_row = _findings(items, work.rules, source)
    articles, findings = [], []
    for row, (offset, item) in enumerate(batch):
        article = item.article
        found = by_row.get(row, [])
        verdict = "quarantined" if any(each.severity.value in QUARANTINES for each in found) else "clean"
        named = key_of(article, work.shard.part.archive, offset, item.first_seen_at)
        articles.append(article_row(named, article, verdict, [each.rule for each in found]))
        findings += [finding_row(named, article, each) for each in found]
        work.counts["articles"] += 1
        work.counts[verdict] += 1
    work.counts["findings"] += len(findings)
    work.articles.write(articles)
    if findings:
        work.findings.write(findings)
    broken = {finding.detail for finding in by_row.get(None, ())}
    for detail in sorted(broken):
        _problem(work, "errors", work.shard.part.start, detail)


def _findings(items: Sequence[WindowArticle], rules: Sequence[Rule], source: Source | None) -> dict[int | None, list[Finding]]:
    """Row → its findings; under None what could not be judged at all."""
    from rasid.frame import article_frame
    from rasid.pipeline.explain import explained
    from rasid.validate import check_rows, rules_for

    now = max(item.first_seen_at for item in items)
    frame = article_frame(items, source=source, now=now)
    rows = check_rows(frame, rules_for(source, list(rules), now.date()))
    by_row: dict[int | None, list[Finding]] = {}
    for row, finding in zip(rows, explained(rows, items, source=source, now=now), strict=True):
        by_row.setdefault(row.row, []).append(finding)
    return by_row


@lru_cache(maxsize=4)
def _rules(expectations_dir: Path) -> tuple[Rule, ...]:
    from rasid.validate import load_rules

    return tuple(rule for rule in load_rules(expectations_dir) if rule.scope is Scope.ARTICLE)


@lru_cache(maxsize=4)
def _seeds(seeds_dir: Path) -> dict[str, Source]:
    """Host → the one source that lives there: its selectors and zone read its pages better."""
    from rasid.sources import load_sources

    sources = load_sources(seeds_dir) if seeds_dir.is_dir() else []
    hosts = Counter(_host(source.home) for source in sources)
    return {_host(source.home): source for source in sources if hosts[_host(source.home)] == 1}


def _host(url: str) -> str:
    try:
        return (urlsplit(url).netloc.lower()).removeprefix("www.")
    except ValueError:
        return ""

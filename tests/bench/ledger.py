"""A visit's database work against the size of the history: `python -m tests.bench.ledger [--postgresql]`.

Each size gets a ledger whose history is made by SQL (articles, revisions, signatures, bands, validators, visits, findings, pages). Then
visits of 30 new articles among 100 links are timed, everything the pipeline asks of the ledger included: begin, lease, known, due, pending,
window with near-duplicates, open findings, commit, release. Writing the WARC file is no database work and is left out; the signatures are computed anew.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from rasid.model import Article
from rasid.store import Ledger, open_ledger
from rasid.store.codec import content_hash, pack
from rasid.store.pages import Archived, ArchivedPage
from rasid.store.save_visit import save_visit
from tests.store.samples import NOON, SOURCE, WORDS, article, finding, page, record, url_of, visit

SIZES = (10_000, 1_000_000)
NEW = 30
LINKS = 100
VISITS = 15
EVERY = timedelta(hours=8)
IN_WINDOW = 180
"""Articles of the last 48 hours: thirty every eight hours."""
SOURCES = 50


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds."""

    articles: int
    median: float
    worst: float
    cpu: float
    """Of this process alone: what remains when the machine has other work."""
    parts: dict[str, float]


def full_article(number: int) -> Article:
    """About 350 words, the length of a usual report."""
    import random

    chosen = random.Random(number)
    words = [chosen.choice(WORDS) + chosen.choice(("", "ين", "ات", "ها", "هم")) for _ in range(350)]
    body = tuple(" ".join(words[at : at + 50]) for at in range(0, 350, 50))
    return article(number, body=body)


def fill(ledger: Ledger, count: int) -> None:
    """``count`` articles of 50 sources, a year deep, by SQL."""
    sample = full_article(0)
    values = {"n": count, "payload": pack(sample), "hash": content_hash(sample), "sources": SOURCES, "source": SOURCE}
    postgres = ledger.engine.dialect.name == "postgresql"
    series = (
        "SELECT g AS i FROM generate_series(1, CAST(:n AS bigint)) g"
        if postgres
        else "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < :n) SELECT i FROM s"
    )
    blob16 = "decode(md5(i::text), 'hex')" if postgres else "randomblob(16)"
    key64 = "('x' || substr(md5(id::text || '/' || b::text), 1, 16))::bit(64)::bigint" if postgres else "random()"
    old = (
        "timestamp '2025-02-06 12:00:00+00' + (i % 31000000) * interval '1 second'"
        if postgres
        else "strftime('%Y-%m-%d %H:%M:%f000', '2025-02-06 12:00:00', '+' || (i * 31 % 31000000) || ' seconds')"
    )
    signature = "decode(string_agg(md5(i::text || '/' || k::text), ''), 'hex')" if postgres else "randomblob(512)"
    source = (
        "CASE i % CAST(:sources AS int) WHEN 0 THEN CAST(:source AS text) ELSE 'other-' || (i % CAST(:sources AS int)) END"
        if postgres
        else "CASE i % :sources WHEN 0 THEN :source ELSE 'other-' || (i % :sources) END"
    )
    statements = [
        f"INSERT INTO articles (id, source_id, url_key, url, type, language, headline, published_at, first_seen_at, first_visit_id, last_seen_at, revision, revised_at) "
        f"SELECT i, {source}, {blob16}, 'https://bayan.example/old/' || i, 'article', 'ar', 'عنوان قديم ' || i, {old}, {old}, 'old', {old}, 1, {old} FROM ({series}) x",
        f"INSERT INTO revisions (article_id, number, content_hash, seen_at, visit_id, reason, changed, payload) SELECT i, 1, :hash, {old}, 'old', 'seen', '[]', :payload FROM ({series}) x",
        f"INSERT INTO signatures (article_id, source_id, first_seen_at, signature) SELECT i, {source}, {old}, "
        + (f"(SELECT {signature} FROM generate_series(1, 32) k)" if postgres else signature)
        + f" FROM ({series}) x",
        f"INSERT INTO article_bands (band_key, article_id) SELECT {key64}, id FROM (SELECT id, b FROM articles CROSS JOIN "
        + (
            "generate_series(1, 8) b"
            if postgres
            else "(SELECT 1 AS b UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8)"
        )
        + ") x ORDER BY 1",
        f"INSERT INTO validators (url_key, source_id, etag, saved_at) SELECT {blob16}, {source}, 'e', {old} FROM ({series}) x",
        f"INSERT INTO pages (visit_id, source_id, url_key, url, status, fetched_at, file, \"offset\", length) SELECT 'old', {source}, {blob16}, 'https://bayan.example/old/' || i, 200, {old}, 'old/' || (i / 30), 0, 1 FROM ({series}) x",
        f"INSERT INTO visits (id, source_id, started_at, message, counts, first, metrics, verdict, finished_at) SELECT 'old-' || i, {source}, {old}, '', '{{}}', false, '{{}}', 'healthy', {old} FROM ({series}) x WHERE i % 30 = 0",
        f"INSERT INTO findings (source_id, rule, article_key, scope, severity, status, cause, waived, affected, finding, since, last_seen_at, visits, first_visit_id, last_visit_id, closed_at) "
        f"SELECT {source}, 'headline_short', {blob16}, 'article', 'warning', 'fail', 'content', false, 1, '{{}}', {old}, {old}, 3, 'a', 'b', {old} FROM ({series}) x WHERE i % 5 = 0",
    ]
    for statement in statements:
        with ledger.transaction() as tx:
            wanted = {name: value for name, value in values.items() if f":{name}" in statement}
            tx.execute(
                text(
                    statement.replace("::", "\\:\\:")
                    if postgres
                    else statement.replace("'2025-02-06 12:00:00'", "'2025-02-06 12\\:00\\:00'").replace("%H:%M:%f", "%H\\:%M\\:%f")
                ),
                wanted,
            )
    if postgres:
        with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence('articles', 'id'), (SELECT max(id) FROM articles))")
            connection.exec_driver_sql("VACUUM ANALYZE")


def one_visit(ledger: Ledger, number: int, fresh: Sequence[Article], parts: dict[str, list[float]]) -> float:
    """Time the ``number``-th visit, which finds ``fresh`` among a hundred links; milliseconds."""
    at = NOON + EVERY * number
    urls = (*(item.url for item in fresh), *(url_of(1_000_000 + n) for n in range(LINKS - len(fresh))))
    pages = tuple(page(item.url, at=at) for item in fresh)
    archived = Archived(f"bench/{number}.warc.gz", tuple(ArchivedPage(p.url, 200, p.fetched_at, 0, 1) for p in pages))
    begun = visit(uuid.uuid4().hex, at, verdict=None)
    total = 0.0

    def timed(name: str, started: float) -> None:
        nonlocal total
        took = (time.perf_counter() - started) * 1000
        parts.setdefault(name, []).append(took)
        total += took

    started = time.perf_counter()
    begun = ledger.visits.begin(begun)
    with ExitStack() as held:
        lease = held.enter_context(ledger.leases.hold(SOURCE, begun.id))
        timed("begin and lease", started)
        started = time.perf_counter()
        ledger.articles.known(SOURCE, urls)
        ledger.articles.due(SOURCE, at)
        ledger.articles.pending(SOURCE, now=at)
        timed("known, due, pending", started)
        started = time.perf_counter()
        window = ledger.articles.window(SOURCE, at - timedelta(hours=48), visit_articles=fresh, now=at)
        assert sum(item.new_in_visit for item in window) == len(fresh)
        ledger.findings.open(SOURCE)
        timed("window with near-duplicates", started)
        made = record(begun.id, (), at, articles=tuple(fresh), pages=pages, seen_urls=urls)
        findings = tuple(finding("headline_short", item.article.url) for item in window[:20])
        started = time.perf_counter()
        saved = replace(made, findings=findings, window_urls=tuple(item.article.url for item in window))
        with ledger.transaction() as tx:
            save_visit(ledger, tx, saved, lease=lease, archived=archived)
            ledger.incidents.of_source(tx, SOURCE, at)
        timed("commit", started)
        started = time.perf_counter()
    timed("release", started)
    return total


def measure(url: str, folder: Path, count: int) -> Timing:
    with open_ledger(url, pages_dir=folder / "pages") as ledger:
        fill(ledger, count)
        parts: dict[str, list[float]] = {}
        start = 1
        for number in range(IN_WINDOW // NEW):  # the window of a living source
            one_visit(ledger, number, [full_article(n) for n in range(start, start + NEW)], {})
            start += NEW
        took = []
        cpu = []
        for number in range(VISITS):
            before = time.process_time()
            made = [full_article(n) for n in range(start, start + NEW)]  # making the articles is no work of the ledger
            making = time.process_time() - before
            took.append(one_visit(ledger, IN_WINDOW // NEW + number, made, parts))
            cpu.append((time.process_time() - before - making) * 1000)
            start += NEW
    return Timing(
        count,
        statistics.median(took),
        max(took),
        statistics.median(cpu),
        {name: statistics.median(values) for name, values in parts.items()},
    )


def run(url_of_size: dict[int, str], folder: Path) -> list[Timing]:
    timings = []
    for count, url in url_of_size.items():
        timing = measure(url, folder / str(count), count)
        print(
            f"{count:>9,} articles: {timing.median:6.1f} ms a visit (worst {timing.worst:.1f}; {timing.cpu:.1f} ms of CPU); "
            + ", ".join(f"{name} {ms:.1f}" for name, ms in timing.parts.items()),
            flush=True,
        )
        timings.append(timing)
    return timings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        if chosen.postgresql:
            from tests.postgres import binaries, private_cluster

            found = binaries()
            if found is None:
                raise SystemExit("PostgreSQL is not installed")
            cluster = stack.enter_context(private_cluster(found))
            urls = {count: stack.enter_context(cluster.database()) for count in chosen.sizes}
        else:
            urls = {count: f"sqlite:///{folder / f'{count}.db'}" for count in chosen.sizes}
        run(urls, folder)


if __name__ == "__main__":
    main()

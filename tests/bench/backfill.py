"""What a backfill on Dask does a second: `python -m tests.bench.backfill [--pages 20000] [--no-kill]`; `--costs` for one process alone.

A generated archive, half of it Arabic articles, its pages as large as real ones (``tests.pipeline.weight``), is read with one worker process,
then with two, then with two of which one is killed in the middle. Promised on two cores: two do at least 1.7 times what one does, and the
killed one changes nothing in what is written. The Prefect server runs beside them. The time is that of the whole program, with its start and
the putting together at the end. `--costs` tells what a record costs by its kind, in processor time: the figures of docs/backfill.md.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

import tests.flows  # noqa: F401 - settles the environment before Prefect is imported
from rasid.pipeline.backfill import do_shard
from rasid.pipeline.backfill.archive import Range
from rasid.pipeline.backfill.shard import BackfillFolders, Shard
from tests.flows.project import ROOT, running_server
from tests.pipeline.archives import crawl, write_warc
from tests.pipeline.weight import SIZES

FASTER = 1.7
PIECES = 40


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    written: dict[str, str]
    """File → digest of what it holds."""
    killed: int = 0
    worker_megabytes: float = 0.0


def workers_of(program: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Dask's worker processes: forked from a child of the program that has imported for them, and has their command."""
    found = []
    for child in psutil.Process(program.pid).children(recursive=True):
        try:
            if child.ppid() != program.pid and "multiprocessing.forkserver" in " ".join(child.cmdline()):
                found.append(child)
        except psutil.Error:
            continue
    return found


def run(archive: Path, out: Path, api: str, *, workers: int, shard_bytes: int, kill_after: int | None = None) -> Run:
    """One backfill as a program. ``kill_after``: so many shards are finished when one of its workers is killed."""
    command = [sys.executable, "-m", "flows.dask", "--out", str(out), "--workers", str(workers)]
    command += ["--shard-bytes", str(shard_bytes), str(archive)]
    environment = os.environ | {
        "PREFECT_API_URL": api, "RASID_PROJECT": str(ROOT), "RASID_DATA": str(out / "data"), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    begun = time.monotonic()
    killed, most = 0, 0.0
    with subprocess.Popen(command, env=environment, cwd=ROOT) as program:
        while program.poll() is None:
            time.sleep(0.5)
            try:
                alive = workers_of(program)
                most = max([most, *(worker.memory_info().rss / 1e6 for worker in alive)])
            except psutil.Error:
                continue
            finished = len(list((out / "shards").glob("[!.]*")))
            if kill_after is not None and not killed and finished >= kill_after and len(alive) >= workers:
                killed = alive[0].pid
                alive[0].kill()
        assert program.returncode == 0, f"the backfill ended with {program.returncode}"
    return Run(time.monotonic() - begun, written(out), killed, most)


def written(out: Path) -> dict[str, str]:
    files = [file for table in ("articles", "findings") for file in sorted((out / table).rglob("*.parquet"))]
    return {str(file.relative_to(out)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def costs() -> None:
    """What a shard, an article and another page cost one process, in processor time."""
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as folder:
        home = Path(folder)
        place = BackfillFolders(home, ROOT / "expectations", ROOT / "no-seeds")

        def seconds(name: str, arabic: int, other: int) -> tuple[float, float]:
            """(processor seconds, gigabytes as stored) of articles, and of pages of as many bytes in other languages."""
            pages = (page for page in crawl(arabic, 2 * other, hosts=50, heavy=True) if len(page[3]) >= min(SIZES))
            archive = write_warc(home / f"{name}.warc.gz", pages)
            size = archive.stat().st_size
            begun = time.process_time()
            do_shard(Shard(name, Range(str(archive), 0, size)), place)
            return time.process_time() - begun, size / 1e9

        seconds("warm", 10, 10)
        few, few_size = seconds("few", 10, 0)
        articles, articles_size = seconds("articles", 2_000, 0)
        others, others_size = seconds("others", 10, 4_000)
        article, other, other_size = (articles - few) / 1_990, (others - few) / 4_000, (others_size - few_size) / 4_000
        print(f"an article      {1000 * article:6.2f} ms  {1 / article:6.0f} a second  {1e6 * articles_size / 2_000:5.1f} kB as stored")
        print(f"a foreign page  {1000 * other:6.2f} ms  {1 / other:6.0f} a second  {1e6 * other_size:5.1f} kB as stored")
        print(f"a shard         {1000 * (few - 10 * article):6.0f} ms, whatever it holds, if an article is among it")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.backfill")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--no-kill", action="store_true")
    parser.add_argument("--costs", action="store_true")
    chosen = parser.parse_args()
    if chosen.costs:
        costs()
        return 0
    with tempfile.TemporaryDirectory(prefix="rasid-bench-") as folder:
        home = Path(folder)
        (home / "prefect").mkdir()
        archive = write_warc(home / "crawl.warc.gz", crawl(chosen.pages // 2, chosen.pages // 2, hosts=50, heavy=True))
        size = archive.stat().st_size
        print(f"{chosen.pages} pages, {size / 1e6:.0f} MB; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        runs: dict[str, Run] = {}
        with running_server(home / "prefect") as api:
            cases = [("one worker", 1, None), ("two workers", 2, None), ("two, one killed", 2, PIECES // 3)]
            for name, workers, kill_after in cases[: 2 if chosen.no_kill else 3]:
                done = run(archive, home / name, api, workers=workers, shard_bytes=size // PIECES + 1, kill_after=kill_after)
                runs[name] = done
                print(
                    f"{name:16} {done.seconds:6.1f} s  {chosen.pages / done.seconds:6.0f} pages/s  worker ≤ {done.worker_megabytes:.0f} MB"
                    f"  load {os.getloadavg()[0]:.1f}",
                    flush=True,
                )
        ratio = runs["one worker"].seconds / runs["two workers"].seconds
        same = all(each.written == runs["one worker"].written for each in runs.values())
        print(f"two workers do {ratio:.2f} times what one does; what was written is {'identical' if same else 'NOT identical'}")
        return 0 if ratio >= FASTER and same else 1


if __name__ == "__main__":
    sys.exit(main())

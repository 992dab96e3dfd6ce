"""A whole backfill: the plan kept beside its results, what is left to do, and the proof that no record was read twice or left out."""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from rasid.errors import LedgerError, RasidError
from rasid.model.repeats import Repeated
from rasid.pipeline.backfill.archive import Range, size_of
from rasid.pipeline.backfill.dataset import put_together
from rasid.pipeline.backfill.shard import BackfillFolders, Done, Shard, do_shard, report_of

log = logging.getLogger(__name__)

SHARD_BYTES = 32_000_000
"""Of an archive as stored: a CC-NEWS file of one gigabyte gives thirty shards of some thousand records, half a minute of work each."""
ROUNDS = 3
"""How often shards that were lost are given out again before the backfill gives up; what is finished is kept."""
PLAN = "plan.json"
SUMMARY = "summary.json"

Progress = Callable[[int, int, "Counter[str]"], None]
"""(shards done, shards in all, counts so far)"""
Runner = Callable[[Sequence[Shard], BackfillFolders], Iterable[Done]]
"""Does shards, in any order and anywhere; those it loses are simply not in what it gives back."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished backfill. ``counts``: records, answers, articles, clean, quarantined, findings, and every reason for leaving a record out."""

    counts: dict[str, int]
    shards: int
    articles: Path
    findings: Path
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Job:
    """The shards of a backfill, in the order of their records."""

    place: BackfillFolders
    shards: list[Shard]
    done: dict[str, Done] = field(default_factory=dict)

    def take_stock(self) -> list[Shard]:
        """Read what is finished; the shards that are not."""
        for shard in self.shards:
            if shard.name not in self.done:
                report = report_of(self.place.shards / shard.name)
                if report is not None:
                    self.done[shard.name] = report
        return [shard for shard in self.shards if shard.name not in self.done]

    def disproved(self) -> list[Shard]:
        """Shards whose first record was guessed wrong, with the place where the shard before ended: those are done again.

        A guess can only go wrong where one archive lies unpacked inside another. Only the first of each archive is given, for what follows depends on it.
        """
        wrong: dict[str, Shard] = {}
        for before, shard in zip(self.shards, self.shards[1:], strict=False):
            if before.part.archive != shard.part.archive or shard.part.archive in wrong:
                continue
            proved = self.done[before.name].after
            if self.done[shard.name].first != proved:
                wrong[shard.part.archive] = replace(shard, part=replace(shard.part, first=proved))
        return list(wrong.values())

    def forget(self, shard: Shard) -> None:
        shutil.rmtree(self.place.shards / shard.name)
        del self.done[shard.name]


def one_after_another(shards: Sequence[Shard], place: BackfillFolders) -> Iterator[Done]:
    """In this process."""
    for shard in shards:
        yield do_shard(shard, place)


def backfill(
    archives: Sequence[str],
    out: Path,
    *,
    expectations_dir: Path,
    seeds_dir: Path,
    repeats: Mapping[str, Repeated] | None = None,
    shard_bytes: int = SHARD_BYTES,
    run: Runner = one_after_another,
    progress: Progress = lambda done, total, counts: None,
) -> Summary:
    """Read WARC ``archives`` (paths or fsspec addresses) and write their Arabic articles and findings into ``out``.

    What an earlier, interrupted call finished is not done again; archives may be added. ``out/articles`` and ``out/findings`` are
    Parquet sets partitioned by ``date`` and ``host``, complete or not there. ``repeats``: what sources repeat, of a ledger that knows it. Raises ArchiveError, RuleError, LedgerError.
    """
    place = BackfillFolders(out.resolve(), expectations_dir.resolve(), seeds_dir.resolve(), repeats or {})
    with _alone(place.out):
        job = Job(place, _plan(archives, place, shard_bytes))
        _sweep(place)
        _do(job, job.take_stock, run, progress)
        while wrong := job.disproved():
            for shard in wrong:
                job.forget(shard)
            again = {shard.name: shard for shard in wrong}
            job.shards = [again.get(shard.name, shard) for shard in job.shards]
            _do(job, job.take_stock, run, progress)
        return _finish(job)


def _do(job: Job, left: Callable[[], list[Shard]], run: Runner, progress: Progress) -> None:
    todo = left()
    _tell(job, progress)
    for _ in range(ROUNDS):
        if not todo:
            return
        for done in run(todo, job.place):
            job.done[done.name] = done
            _tell(job, progress)
        todo = left()
    if todo:
        raise RasidError(
            f"{len(todo)} of {len(job.shards)} shards were lost {ROUNDS} times, the first is {todo[0].name}."
            " Look at the workers' memory and logs, then start the same backfill again: what is finished is kept."
        )


def _tell(job: Job, progress: Progress) -> None:
    progress(len(job.done), len(job.shards), _counts(job))


def _counts(job: Job) -> Counter[str]:
    counts: Counter[str] = Counter()
    for done in job.done.values():
        counts.update(done.counts)
    return counts


def _plan(archives: Sequence[str], place: BackfillFolders, shard_bytes: int) -> list[Shard]:
    """The shards of all archives. Kept in ``plan.json``: ranges must be the same when the work goes on another day."""
    names = [_absolute(archive) for archive in archives]
    if len(set(names)) < len(names):
        twice = next(name for name, count in Counter(names).items() if count > 1)
        raise RasidError(f"{twice}: named twice. Name each archive once, or its articles would be there twice.")
    sizes = {name: size_of(name) for name in names}
    rules = _digest(place.expectations_dir)
    file = place.out / PLAN
    known = _read_plan(file)
    if known:
        if known["rules"] != rules:
            raise RasidError(
                f"{place.out}: begun with other rules than those in {place.expectations_dir} now. Choose another folder for today's rules."
            )
        changed = [name for name, size in known["archives"].items() if sizes.get(name, size) != size]
        if changed:
            raise RasidError(f"{changed[0]}: the archive has changed since this backfill was begun. Choose another folder.")
        sizes = known["archives"] | sizes
        shard_bytes = known["shard_bytes"]
    text = json.dumps({"shard_bytes": shard_bytes, "rules": rules, "archives": sizes}, ensure_ascii=False, indent=1)
    part = file.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(file)
    return [shard for name, size in sizes.items() for shard in _shards(name, size, shard_bytes)]


def _read_plan(file: Path) -> dict[str, Any] | None:
    try:
        plan: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        raise LedgerError(f"{file} is damaged. Choose another folder.") from None
    return plan


def _shards(archive: str, size: int, shard_bytes: int) -> Iterator[Shard]:
    stem = PurePosixPath(archive).name.removesuffix(".gz").removesuffix(".warc")
    digest = hashlib.sha256(archive.encode()).hexdigest()[:8]
    for start in range(0, size, shard_bytes):
        yield Shard(f"{stem}-{digest}-{start:012d}", Range(archive, start, min(start + shard_bytes, size)))


def _absolute(archive: str) -> str:
    return archive if "://" in archive else str(Path(archive).expanduser().resolve())


def _digest(expectations_dir: Path) -> str:
    whole = hashlib.sha256()
    for file in sorted(expectations_dir.glob("*.toml")):
        whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def _sweep(place: BackfillFolders) -> None:
    """Attempts of processes that died."""
    place.shards.mkdir(exist_ok=True)
    for attempt in place.shards.glob(".*"):
        shutil.rmtree(attempt, ignore_errors=True)


def _finish(job: Job) -> Summary:
    counts = _counts(job)
    problems = tuple(problem for shard in job.shards for problem in job.done[shard.name].problems)
    state = hashlib.sha256(json.dumps([(s.name, job.done[s.name].first) for s in job.shards]).encode()).hexdigest()
    out = job.place.out
    file = out / SUMMARY
    known = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    if known.get("state") != state:
        file.unlink(missing_ok=True)
        put_together([job.place.shards / shard.name for shard in job.shards], out)
        told = {"state": state, "shards": len(job.shards), "counts": dict(counts), "problems": problems}
        file.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    return Summary(dict(sorted(counts.items())), len(job.shards), out / "articles", out / "findings", problems)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """One coordinator for a folder; the lock goes with the process, however it dies."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / "lock").open("w")
    except OSError as error:
        raise LedgerError(f"{out}: cannot be written: {error.strerror or error}. Choose another folder.") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RasidError(f"{out}: another backfill is writing there. Wait for it, or choose another folder.") from None
        yield

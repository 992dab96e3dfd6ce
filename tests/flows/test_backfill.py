"""The backfill on Dask, as `rasid backfill --dask` starts it."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

import flows.backfill
from rasid.pipeline.backfill import Done
from rasid.pipeline.backfill.archive import Range
from rasid.pipeline.backfill.shard import BackfillFolders, Shard
from tests.bench.backfill import run
from tests.pipeline.archives import crawl, write_warc


def test_a_slow_shard_does_not_keep_the_next_from_being_given_out(
    prefect_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shards = [Shard(name, Range("a.warc", 0, 1)) for name in ("slow", "second", "third", "last")]
    last = Event()

    def do(shard: Shard, place: BackfillFolders) -> Done:
        if shard.name == "last":
            last.set()
        elif shard.name == "slow":
            assert last.wait(60), "the last was not given out"
        return Done(shard.name, 0, 1, {})

    monkeypatch.setattr(flows.backfill, "do_shard", do)
    monkeypatch.setattr(flows.backfill, "AHEAD", 2)

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=2), persist_result=False)  # type: ignore[arg-type]
    def give_out() -> list[str]:
        return [done.name for done in flows.backfill.as_tasks(shards, BackfillFolders(tmp_path, tmp_path, tmp_path))]

    assert sorted(give_out()) == ["last", "second", "slow", "third"]


@pytest.mark.soak
def test_a_killed_worker_changes_nothing_in_what_is_written(prefect_server: str, tmp_path: Path) -> None:
    archive = write_warc(tmp_path / "crawl.warc.gz", crawl(1_500, 1_500))
    piece = archive.stat().st_size // 16 + 1
    undisturbed = run(archive, tmp_path / "undisturbed", prefect_server, workers=2, shard_bytes=piece)
    disturbed = run(archive, tmp_path / "disturbed", prefect_server, workers=2, shard_bytes=piece, kill_after=3)
    assert disturbed.killed
    assert undisturbed.written
    assert disturbed.written == undisturbed.written

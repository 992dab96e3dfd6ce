"""The backfill on Dask, as `rasid backfill --dask` starts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.backfill import run
from tests.pipeline.archives import crawl, write_warc


@pytest.mark.soak
def test_a_killed_worker_changes_nothing_in_what_is_written(prefect_server: str, tmp_path: Path) -> None:
    archive = write_warc(tmp_path / "crawl.warc.gz", crawl(1_500, 1_500))
    piece = archive.stat().st_size // 16 + 1
    undisturbed = run(archive, tmp_path / "undisturbed", prefect_server, workers=2, shard_bytes=piece)
    disturbed = run(archive, tmp_path / "disturbed", prefect_server, workers=2, shard_bytes=piece, kill_after=3)
    assert disturbed.killed
    assert undisturbed.written
    assert disturbed.written == undisturbed.written

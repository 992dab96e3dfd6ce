"""The shards of a backfill as task runs on Dask workers, on this machine or on a cluster; ``flows.dask`` is the program.

A shard is one task run, minutes of work. What a worker that died had under way is given out again, by Dask and, where that gives up, by
``rasid.pipeline.backfill``; a shard appears whole or not at all, so nothing is there twice.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import BaseModel, ConfigDict, Field

from flows.labels import first_name, sign_run
from flows.progress import ProgressBar
from flows.watch import hear_the_domain
from rasid.errors import RasidError
from rasid.pipeline.backfill import Done, Summary, backfill, do_shard
from rasid.pipeline.backfill.job import SHARD_BYTES
from rasid.pipeline.backfill.shard import BackfillFolders, Shard
from rasid.pipeline.repeats import tables_at_hand
from rasid.settings import settings

log = logging.getLogger("rasid.backfill")

AHEAD = 200
"""Task runs given to the scheduler at once: a year of CC-NEWS has a hundred thousand shards, which no scheduler need hold."""


class BackfillOptions(BaseModel):
    """What to read, and where to write it."""

    model_config = ConfigDict(title="Backfill", extra="forbid")

    archives: list[str] = Field(title="Archives", description="WARC files: paths or addresses that fsspec reads.", min_length=1)
    out: str = Field(
        title="Folder", description="Where articles and findings are written. Give the same folder to go on with an interrupted one."
    )
    shard_bytes: int = Field(SHARD_BYTES, ge=10_000, title="Bytes a task", description="Of an archive as stored.")


@flow(
    name="backfill",
    flow_run_name=first_name,
    task_runner=ThreadPoolTaskRunner(max_workers=1),  # type: ignore[arg-type]
    persist_result=False,
    retries=0,
)
def backfill_archives(options: BackfillOptions) -> State[Any]:
    """Read archives, keep their Arabic articles, judge them, write them as Parquet."""
    hear_the_domain()
    sign_run()
    chosen = settings()
    progress = ProgressBar("progress-backfill", Path(options.out).name)

    def tell(done: int, total: int, counts: Counter[str]) -> None:
        log.info("%d of %d shards, %d records, %d articles", done, total, counts["records"], counts["articles"])
        progress("shards", done + 1, total)

    summary = backfill(
        options.archives,
        Path(options.out),
        expectations_dir=chosen.expectations_dir,
        seeds_dir=chosen.seeds_dir,
        repeats=tables_at_hand(chosen),
        shard_bytes=options.shard_bytes,
        run=as_tasks,
        progress=tell,
    )
    progress.finish()
    if summary.counts.get("errors"):
        return Failed(message=f"rasid: {summary.counts['errors']} record(s) could not be read for a fault of ours. {told(summary)}")
    return Completed(message=told(summary))


def as_tasks(shards: Sequence[Shard], place: BackfillFolders) -> Iterator[Done]:
    """Shards on the flow's task runner, the next whenever one has ended. A shard whose task failed is missing from what is given back."""
    task = Task(do_shard, name="shard", task_run_name="{shard.name}", cache_policy=NO_CACHE, persist_result=False, retries=1)
    waiting = list(reversed(shards))
    ended: SimpleQueue[PrefectFuture[Done]] = SimpleQueue()
    running = 0
    while waiting or running:
        while waiting and running < AHEAD:
            task.submit(waiting.pop(), place).add_done_callback(ended.put)
            running += 1
        future = ended.get()
        running -= 1
        try:
            done = future.result()
        except RasidError:
            raise
        except Exception as error:
            log.warning("a shard was lost (%s: %s); it is given out again", type(error).__name__, error)
            continue
        yield done


def told(summary: Summary) -> str:
    counts = summary.counts
    return f"{counts.get('records', 0)} records, {counts.get('articles', 0)} Arabic articles, {counts.get('findings', 0)} findings"

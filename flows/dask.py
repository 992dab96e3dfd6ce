"""Dask for backfills: worker processes on this machine, ready when the first shard comes and gone when the last is done; or a cluster elsewhere.

This module is also what Dask loads into each of those workers before it takes work (``dask_setup``) and when it leaves (``dask_teardown``).
"""

from __future__ import annotations

import atexit
import os
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any

from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.task_runners import TaskRunner

from rasid.errors import RasidError

MEMORY = "1GB"
"""Of one local worker, measured at less than half of it."""
SERVICES: tuple[Any, ...] = (APILogWorker, EventsWorker)
"""Threads of Prefect that send logs and events behind the work."""
DRAIN_SECONDS = 10


class Workers:
    """``count`` processes on this machine, or the cluster whose scheduler is at ``scheduler``.

    They start at once and beside what the caller does meanwhile: each takes seconds for its imports. ``api`` is the Prefect API they speak to.
    Raises RasidError when Dask is not installed.
    """

    def __init__(self, count: int, scheduler: str | None, *, api: str) -> None:
        try:
            import prefect_dask.task_runners  # noqa: F401
        except ImportError:
            raise RasidError("prefect-dask is not installed. Install it: pip install 'rasid[dask]'.") from None
        self._scheduler = scheduler
        self._starting: Future[Any] | None = None
        if scheduler is None:
            with_one_thread = ThreadPoolExecutor(1)
            self._starting = with_one_thread.submit(_local, count, api)
            with_one_thread.shutdown(wait=False)

    def runner(self) -> TaskRunner[Any]:
        """What hands task runs to them. Waits until there is somebody to hand them to."""
        from prefect_dask.task_runners import DaskTaskRunner

        address = self._scheduler if self._starting is None else self._starting.result().scheduler_address
        made: TaskRunner[Any] = DaskTaskRunner(address=address)
        return made

    def close(self) -> None:
        """End the processes that were started here. May be called again."""
        if self._starting is not None and self._starting.exception() is None:
            self._starting.result().close()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _local(count: int, api: str) -> Any:
    import distributed

    make: Any = distributed.LocalCluster
    return make(
        n_workers=count,
        threads_per_worker=1,  # extraction holds the interpreter
        processes=True,
        memory_limit=MEMORY,
        dashboard_address=None,
        preload=[__name__],
        env={"PREFECT_API_URL": api},
    )


def dask_setup(worker: Any) -> None:
    """Before a worker takes work: all of them import at once while the server starts, instead of each at its first shard."""
    from rasid.pipeline.backfill import shard

    shard.get_ready()
    # What is registered last is called first: when everybody has tidied up, the process ends, without the seconds of taking its libraries apart.
    atexit.register(os._exit, 0)


async def dask_teardown(worker: Any) -> None:
    """What a worker has still to say is sent before it goes."""
    for service in SERVICES:
        await service.drain_all(timeout=DRAIN_SECONDS)  # on a running loop Prefect gives something to wait for


def send_what_waits() -> None:
    """Logs and events reach the server before it ends with us; afterwards Prefect would try for minutes."""
    for service in SERVICES:
        service.drain_all(timeout=DRAIN_SECONDS)

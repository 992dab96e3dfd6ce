"""`rasid backfill --dask`: ``python -m flows.dask`` reads archives on worker processes of this machine, or on a cluster elsewhere.

This module is light: while Prefect is imported here, one process imports what workers need, and they are forked from it, be they two or eight.
It is also what Dask loads into each of them before it takes work (``dask_setup``) and when it leaves (``dask_teardown``).
"""

from __future__ import annotations

import argparse
import atexit
import logging
import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rasid.errors import RasidError

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner

MEMORY = "1GB"
"""Of one local worker, measured at less than half of it."""
DRAIN_SECONDS = 10
NEEDED = ("distributed.nanny", "flows.backfill", "prefect_dask.task_runners", "rasid.pipeline.backfill.needs")
"""What a worker imports: three times as long as everything else it does before its first shard."""
DASK = {
    "distributed": {
        "worker": {
            "multiprocessing-method": "forkserver",
            # It looks at the worker's stack a hundred times a second.
            "profile": {"enabled": False},
            "memory": {"monitor-interval": "500ms"},
        },
        # A worker that died and is not back after fifteen seconds, which a busy machine can need, would be given up; when all are, the work stands still.
        "deploy": {"lost-worker-timeout": "10 minutes"},
        # By default every process looks fifty times a second whether its loop is late: with two workers all that takes a twelfth of a core.
        "admin": {"tick": {"interval": "500ms"}, "system-monitor": {"interval": "10s"}},
    }
}
"""Our defaults for Dask; what a person configured for it goes before them."""


class Workers:
    """``count`` processes on this machine, or the cluster whose scheduler is at ``scheduler``.

    They start at once, beside what the caller does meanwhile: their imports take seconds. Raises RasidError when Dask is not installed.
    """

    def __init__(self, count: int, scheduler: str | None) -> None:
        if find_spec("prefect_dask") is None:
            raise RasidError("prefect-dask is not installed. Install it: pip install 'rasid[dask]'.")
        self._scheduler = scheduler
        self._starting: Future[Any] | None = None
        if scheduler is None:
            _warm()
            with_one_thread = ThreadPoolExecutor(1)
            self._starting = with_one_thread.submit(_local, count)
            with_one_thread.shutdown(wait=False)

    def runner(self) -> TaskRunner[Any]:
        """What hands task runs to them, now or when they have come."""
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


def _warm() -> None:
    """Start the process that workers are forked from: it imports what they need once for all of them, and again for none that takes a dead one's place."""
    from multiprocessing import forkserver

    forkserver.set_forkserver_preload([*NEEDED])
    forkserver.ensure_running()


def _local(count: int) -> Any:
    """The cluster; its workers come later."""
    import dask
    import distributed

    dask.config.update_defaults(DASK)
    make: Any = distributed.LocalCluster
    cluster = make(
        n_workers=0,
        threads_per_worker=1,  # extraction holds the interpreter
        processes=True,
        memory_limit=MEMORY,
        dashboard_address="127.0.0.1:0",
        preload=["flows.dask"],
    )
    cluster.scale(count)
    return cluster


def dask_setup(worker: Any) -> None:
    """Before a worker takes work: nothing is left to import, unless the process it was to be forked from had died."""
    for name in NEEDED:
        import_module(name)
    # Ctrl-C in a terminal reaches every process; ending the workers is their parent's part.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


async def dask_teardown(worker: Any) -> None:
    """What a worker has still to say is sent before it goes."""
    for service in _services():
        await service.drain_all(timeout=DRAIN_SECONDS)  # on a running loop Prefect gives something to wait for


def send_what_waits() -> None:
    """Logs and events reach the server before it ends with us; afterwards Prefect would try for minutes."""
    for service in _services():
        service.drain_all(timeout=DRAIN_SECONDS)


def _services() -> tuple[Any, ...]:
    """Threads of Prefect that send logs and events behind the work."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    return APILogWorker, EventsWorker


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="flows.dask", description="Read WARC archives on Dask.")
    parser.add_argument("archives", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--shard-bytes", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--scheduler")
    parser.add_argument("--port", type=int, default=4200)
    chosen = parser.parse_args(arguments)
    # Dask tells of every worker that comes and goes, with the word ERROR when it ends them itself.
    os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "error")
    try:
        with Workers(chosen.workers, chosen.scheduler) as workers:
            state = _run(chosen, workers)
    except RasidError as error:
        print(f"rasid: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    if state.is_completed():
        print(f"{state.message}. {Path(chosen.out).resolve()}")
        return 0
    print(f"rasid: {state.message}", file=sys.stderr)
    return 1 if (state.message or "").startswith("rasid: ") else 3


def _run(chosen: argparse.Namespace, workers: Workers) -> Any:
    """The flow run's state. Prefect is imported while the workers import, the flow while the server starts."""
    from flows.server import server
    from rasid.settings import settings

    data = settings().data_dir
    data.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(1) as beside:
        flow = beside.submit(import_module, "flows.backfill")
        # The workers end before the server: they have something to send until the end.
        with server(chosen.port, data / "prefect-server.log"), workers:
            size = {} if chosen.shard_bytes is None else {"shard_bytes": chosen.shard_bytes}
            options = flow.result().BackfillOptions(archives=chosen.archives, out=chosen.out, **size)
            state = flow.result().backfill_archives.with_options(task_runner=workers.runner())(options, return_state=True)
            send_what_waits()
    return state


def _end(code: Sequence[int]) -> None:
    """The process is over when everybody has tidied up: the second in which Python takes its libraries apart is nobody's."""
    if code:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code[0])


if __name__ == "__main__":
    ended: list[int] = []
    # What is registered first is called last; the libraries that register something are imported later.
    atexit.register(_end, ended)
    ended.append(main())

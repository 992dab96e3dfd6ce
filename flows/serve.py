"""`rasid serve`: a Prefect server if none is configured, the runner of all deployments, and the delivery loop; all of it ends together.

Seeds that are added, changed or removed while it runs are taken up within seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import logging
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, cast
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.exceptions import PrefectException
from prefect.runner import Runner

from flows import children
from flows.events import announce_others
from flows.keys import CLIENT, SERVER
from flows.orphans import crash_orphans
from flows.registry import Deployed, apply_all, follow
from flows.server import PrefectServer, server
from rasid.errors import RasidError, SourceError
from rasid.pipeline import VisitContext, open_workplace
from rasid.settings import settings
from rasid.sources import load_sources
from rasid.store.leases import EXPIRES

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

log = logging.getLogger("rasid.serve")

RUNS_AT_ONCE = 2
"""Flow processes of one `rasid serve`: each costs about 6 CPU seconds and 270 MB before it does anything (decision 2)."""
LOOK_EVERY_SECONDS = 5.0
AGAIN_SECONDS = EXPIRES.total_seconds()
"""Between two beginnings of the delivery loop: what a dead one held is free by then."""
FOLLOW_EVERY = 12
"""Looks between two questions to the server, what people changed there: a minute."""


class Applied:
    """A deployment that is on the server as it should be, in the shape in which the runner takes it: it must not be applied over a person's changes."""

    storage = None

    def __init__(self, deployed: Deployed) -> None:
        self.name = deployed.name
        self._id = deployed.id

    async def aapply(self) -> UUID:
        return self._id


class Service:
    """The runner in a thread of its own, so that the main thread hears signals and looks after everything."""

    def __init__(self, workplace: VisitContext) -> None:
        self.workplace = workplace
        self.stopping = threading.Event()
        self.runner = Runner(name="rasid", pause_on_shutdown=False, limit=RUNS_AT_ONCE)
        self.failure: BaseException | None = None
        self.deployed: list[Deployed] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="runner", daemon=True)
        self._lines_told = workplace.ledger.incidents.last_line()
        self._seeds_seen = seeds_stamp(workplace.settings.seeds_dir)

    def begin(self) -> None:
        self.take_up()
        with get_client(sync_client=True) as client:
            for run in crash_orphans(client, [each.id for each in self.deployed]):
                log.warning("%s: marked crashed, its process died with an earlier `rasid serve`", run.name)
        self._thread.start()

    def take_up(self) -> None:
        """Seeds as they are now, on the server and in the runner. Raises SourceError and leaves everything as it was."""
        sources = load_sources(self.workplace.settings.seeds_dir)
        known = {each.id for each in self.deployed}
        with get_client(sync_client=True) as client:
            self.deployed = apply_all(client, sources, self.workplace)
        for each in self.deployed:
            if each.id not in known:
                self.runner.add_deployment(cast("RunnerDeployment", Applied(each)))

    def look(self, turn: int) -> None:
        """Every few seconds: changed seeds, what became of incidents outside visits, and now and then what they changed on the server."""
        stamp = seeds_stamp(self.workplace.settings.seeds_dir)
        try:
            if stamp != self._seeds_seen:
                self.take_up()
                self._seeds_seen = stamp
                print(f"Seeds changed: {len(self.deployed)} deployment(s) now.", flush=True)
            elif turn % FOLLOW_EVERY == 0:
                with get_client(sync_client=True) as client:
                    follow(client, self.deployed, self.workplace)
            names = {source.id: source.name.en for each in self.deployed for source in each.sources}
            _, self._lines_told = announce_others(self.workplace.ledger, names, self._lines_told)
        except SourceError as error:
            self._seeds_seen = stamp  # said once; whoever mends the seed changes it
            log.error("%s What was read before stays in use.", error)
        except RasidError as error:
            log.error("%s", error)
        except (httpx.HTTPError, PrefectException) as error:
            log.warning("the Prefect server could not be asked, and is asked again in a moment: %s", error or type(error).__name__)
        except Exception:
            # What runs is not to end for it; but it is a fault of ours, and must not look like the server's.
            log.exception("a fault in rasid while looking after deployments and events; what runs goes on")

    def resting(self) -> list[str]:
        """Ids of sources that nothing visits by itself: paused by their seed, or by a person in the UI."""
        served = {source.id for each in self.deployed for source in each.sources}
        return [known.source_id for known in self.workplace.ledger.schedules.all() if known.source_id in served and known.paused_at]

    def end(self) -> None:
        """Cancel what runs (each visit ends cleanly and frees its lease), then stop."""
        if self._loop is not None and self._thread.is_alive() and self.runner.started:
            try:
                asyncio.run_coroutine_threadsafe(self.runner.astop(), self._loop).result(timeout=60)
            except Exception as error:
                log.warning("the runner did not stop cleanly: %s", error)
        self._thread.join(timeout=30)

    def _run(self) -> None:
        async def serve() -> None:
            self._loop = asyncio.get_running_loop()
            await self.runner.start()

        try:
            asyncio.run(serve())
        except BaseException as error:
            self.failure = error
        self.stopping.set()


def seeds_stamp(seeds_dir: Path) -> frozenset[tuple[str, int]]:
    """Changes whenever a seed is added, edited or removed."""
    found = set()
    for file in seeds_dir.glob("*/source.toml"):
        try:
            found.add((str(file), file.stat().st_mtime_ns))
        except OSError:
            continue
    return frozenset(found)


@contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """One `rasid serve` for a data folder: two would take each other's runs for orphans. The lock goes with the process, however it dies."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        opened = (data_dir / "serve.lock").open("w")
    except OSError as error:
        raise RasidError(
            f"{data_dir}: cannot be written ({error.strerror or error}). Give yourself write access, or set RASID_DATA."
        ) from None
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RasidError(f"`rasid serve` runs already on {data_dir}. Stop it first, or set RASID_DATA to another folder.") from None
        yield


def serve(port: int, with_alerts: bool) -> None:
    """Serve every source until SIGINT or SIGTERM. Schedules are not paused at the end: what a person set stays. Raises RasidError."""
    chosen = settings()
    if not load_sources(chosen.seeds_dir):
        raise RasidError(f"{chosen.seeds_dir}: no source yet. Add one with `rasid new URL`.")
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    def stop_starting(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    with alone(chosen.data_dir):
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop_starting)
        print("Starting …", flush=True)
        workplace = open_workplace(chosen)
        with server(port, chosen.data_dir / "prefect-server.log") as there, workplace.ledger:
            service = Service(workplace)
            service.stopping = stopping
            service.begin()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, stop)
            beside = Beside() if with_alerts else None
            count = sum(len(each.sources) for each in service.deployed)
            print(f"rasid serves {count} source(s). Prefect UI: {there.ui}  (Ctrl-C stops)", flush=True)
            if there.login:
                print(f"The UI asks for a password: {there.login}.", flush=True)
            if resting := service.resting():
                print(f"Only when somebody asks, since the schedule is switched off: {', '.join(resting)}.", flush=True)
            try:
                _look_after(service, there, beside)
            finally:
                print("Stopping …", flush=True)
                service.end()
                if beside is not None:
                    children.stop(beside.process)
    if service.failure is not None and not isinstance(service.failure, KeyboardInterrupt | SystemExit):
        raise RasidError(f"the runner ended: {service.failure}") from service.failure


class Beside:
    """The delivery loop. One that has ended is started again: after a power cut it finds the lease of the one before, and nobody would be told of anything."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        # It speaks to nobody's Prefect, so it has no key to lose.
        self.process = children.start("rasid", ["alerts", "run"], without=(CLIENT, SERVER))
        self._begun = time.monotonic()

    def look(self) -> None:
        code = self.process.poll()
        if code is not None and time.monotonic() - self._begun >= AGAIN_SECONDS:
            log.error("the delivery loop has ended (code %s); it is started again", code)
            self._begin()


def _look_after(service: Service, there: PrefectServer, beside: Beside | None) -> None:
    turn = 0
    while not service.stopping.wait(LOOK_EVERY_SECONDS):
        turn += 1
        if there.process is not None and there.process.poll() is not None:
            raise RasidError("the local Prefect server has ended; prefect-server.log in the data folder says why.")
        if beside is not None:
            beside.look()
        service.look(turn)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="flows.serve", description="Serve every source on this machine.")
    parser.add_argument("--port", type=int, default=4200)
    parser.add_argument("--no-alerts", action="store_true")
    chosen = parser.parse_args(arguments)
    try:
        serve(chosen.port, not chosen.no_alerts)
    except RasidError as error:
        print(f"rasid: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""`make stack`: the production stack on this machine, without Docker; the same parts in the same order as ``compose.yaml``.

Everything ends together: with Ctrl-C, with SIGTERM, or when the Prefect server has ended. Any other part that ends is started again, alone.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import requests

from flows import children
from flows.keys import CLIENT, FILE, SERVER, key_of, locks
from flows.server import STARTUP_SECONDS, answers, origins, taken, ui_of, wait_for_api
from flows.stack import postgres
from rasid.errors import RasidError
from rasid.settings import CHECKOUT, settings

POOL = "rasid"
WORKERS = 2
RUNS_PER_WORKER = 2
"""Flow processes of one worker at once: each costs about 6 CPU seconds and 270 MB before it does anything (decision 2)."""
LOOK_EVERY_SECONDS = 2.0
AGAIN_SECONDS, LONGEST_SECONDS = 10.0, 300.0
"""Before a part that ended is started again: twice as long each time, up to this."""
CALM_SECONDS = 600.0
"""A part that has lived so long begins anew with the first."""
WITHOUT = {
    # Of what this process was given: what a part does not need it cannot lose.
    "server": ("RASID_DATABASE_URL", "RASID_DESK_SECRET", "RASID_WEBHOOK_SECRET", "RASID_HEARTBEAT_URL"),
    "worker": ("RASID_DESK_SECRET", "RASID_WEBHOOK_SECRET", SERVER),
    "alerts": ("RASID_DESK_SECRET", CLIENT, SERVER),
    "desk": ("RASID_WEBHOOK_SECRET", CLIENT, SERVER),
}
RETENTION = {
    # Prefect's own memory of runs; the record is rasid's ledger.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs,orphans",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 24 * 3600),
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P7D",
}


@dataclass
class Stack:
    """The running parts. ``environments`` is what each kind of part is started with: the secrets it needs, and none of the others'."""

    api: str
    desk: str
    environments: dict[str, dict[str, str]] = field(repr=False)
    logs: Path
    key_file: Path | None = None
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        kind = name.partition("-")[0]
        self.parts[name] = children.start(
            module, arguments, log=self.logs / f"{name}.log", extra=self.environments[kind], without=WITHOUT.get(kind, ())
        )
        return self.parts[name]

    def start_again(self, name: str) -> bool:
        """A part that nothing else needs: worker, delivery loop or desk. False for what the others need."""
        if name == "alerts":
            self.start_alerts()
        elif name == "desk":
            self.start_desk()
        elif name.startswith("worker-"):
            self.start_worker(int(name.removeprefix("worker-")))
        else:
            return False
        return True

    def start_alerts(self) -> subprocess.Popen[bytes]:
        return self.start("alerts", "rasid", "alerts", "run")

    def start_desk(self) -> subprocess.Popen[bytes]:
        return self.start("desk", "rasid", "review", "--port", str(urlsplit(self.desk).port))

    def start_worker(self, number: int) -> subprocess.Popen[bytes]:
        name = f"worker-{number}"
        return self.start(
            name, "prefect", "worker", "start", "--pool", POOL, "--type", "process", "--name", name, "--limit", str(RUNS_PER_WORKER)
        )

    def deploy(self) -> None:
        """Give every source's deployment to the pool. Raises RasidError."""
        done = subprocess.run(
            [sys.executable, "-m", "flows.deploy", "--work-pool", POOL],
            env={**os.environ, **self.environments["deploy"]},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise RasidError(f"the sources could not be deployed: {done.stdout.strip()[-1000:]}")


@contextmanager
def stack(folder: Path, *, port: int, desk_port: int, workers: int = WORKERS, deploy: bool = True) -> Iterator[Stack]:
    """All parts, with databases and logs under ``folder``. Raises RasidError."""
    for wanted in (port, desk_port):
        if taken(wanted):
            raise RasidError(f"port {wanted} is used by another program. Choose others with --port and --desk-port.")
    folder.mkdir(parents=True, exist_ok=True)
    api = f"http://127.0.0.1:{port}/api"
    with ExitStack() as ends:
        database = ends.enter_context(postgres.running(folder / "pg", folder / "secrets"))
        given = os.environ.get(SERVER)
        there = Stack(
            api,
            f"http://127.0.0.1:{desk_port}/",
            environments(folder, database, given or key_of(folder), port),
            folder,
            None if given else folder / FILE,
        )
        ends.callback(_stop_all, there)
        server = there.start("server", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port))
        wait_for_api(server, api, folder / "server.log")
        if deploy:
            there.deploy()
        for number in range(1, workers + 1):
            there.start_worker(number)
        there.start_alerts()
        _wait_for_desk(there.start_desk(), there)
        yield there


def environments(folder: Path, database: postgres.PostgresServer, key: str, port: int) -> dict[str, dict[str, str]]:
    """What each kind of part needs to know: only the server the database of Prefect, only ``deploy`` may change the ledger's tables."""
    chosen = settings()
    common = {
        "RASID_PROJECT": str(chosen.root),
        "RASID_DATA": str(chosen.data_dir),
        "PYTHONPATH": os.pathsep.join(part for part in (str(_home()), os.environ.get("PYTHONPATH", "")) if part),
    }
    runs = {**common, "RASID_DATABASE_URL": database.url(postgres.RUNNER, "rasid")}
    client = {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api", "PREFECT_HOME": str(folder / "prefect"), CLIENT: key}
    client["PREFECT_UI_URL"] = os.environ.get("PREFECT_UI_URL") or ui_of(client["PREFECT_API_URL"])
    return {
        "server": {
            **client,
            **locks(key, *origins(port)),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": database.url(postgres.PREFECT, "prefect", "postgresql+asyncpg"),
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            **RETENTION,
        },
        "deploy": {**common, **client, "RASID_DATABASE_URL": database.url(postgres.OWNER, "rasid")},
        "worker": {**runs, **client},
        "alerts": runs,
        "desk": runs,
    }


def _wait_for_desk(desk: subprocess.Popen[bytes], there: Stack) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline and desk.poll() is None:
        try:
            if requests.get(f"{there.desk}healthz", timeout=5).ok:
                return
        except requests.RequestException:
            time.sleep(0.3)
    raise RasidError(f"the desk did not answer; {there.logs / 'desk.log'} says why.")


def _home() -> Path:
    """Where the package ``flows`` lies."""
    here = Path(__file__).parents[2]
    return here if (here / "flows").is_dir() else CHECKOUT


def _stop_all(there: Stack) -> None:
    """In the order they were started, turned round: the server goes last, so that visits can say how they ended."""
    for name in reversed(list(there.parts)):
        children.stop(there.parts[name])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="flows.stack.local", description="PostgreSQL, Prefect server, workers, alerts and desk on this machine."
    )
    parser.add_argument("--folder", type=Path, help="Databases and logs. Default: stack/ in the data folder.")
    parser.add_argument("--port", type=int, default=4200)
    parser.add_argument("--desk-port", type=int, default=8310)
    parser.add_argument("--workers", type=int, default=WORKERS)
    chosen = parser.parse_args(arguments)
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        folder = (chosen.folder or settings().data_dir / "stack").resolve()
        print(f"Starting; what each part says is in {folder} …", flush=True)
        with stack(folder, port=chosen.port, desk_port=chosen.desk_port, workers=chosen.workers) as there:
            print(f"Prefect UI: {ui_of(there.api)}   desk: {there.desk}   (Ctrl-C stops)", flush=True)
            if there.key_file is not None:
                print(f"The UI asks for a password: log in with the line in {there.key_file}.", flush=True)
            _look_after(there, stopping)
            print("Stopping …", flush=True)
    except RasidError as error:
        print(f"rasid: {error}", file=sys.stderr)
        return 3
    return 0


class Restarts:
    """When a part that has ended is begun again: soon, then ever later, so that one that cannot live costs the others nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun: dict[str, float] = {}
        self._waits: dict[str, float] = {}

    def due(self, name: str) -> bool:
        """The part, found dead, may be begun now. A part is first heard of when it is found dead, or by :meth:`begun`."""
        begun = self._begun.setdefault(name, self._clock() - AGAIN_SECONDS)
        return self._clock() - begun >= self._waits.get(name, AGAIN_SECONDS)

    def begun(self, name: str) -> None:
        now, before = self._clock(), self._begun.get(name)
        calm = before is None or now - before >= CALM_SECONDS
        self._waits[name] = AGAIN_SECONDS if calm else min(self._waits.get(name, AGAIN_SECONDS) * 2, LONGEST_SECONDS)
        self._begun[name] = now


def _look_after(there: Stack, stopping: threading.Event, restarts: Restarts | None = None) -> None:
    """Workers, delivery loop and desk are started again, each alone; a server that ends, ends the stack. Raises RasidError."""
    restarts = restarts or Restarts()
    while not stopping.wait(LOOK_EVERY_SECONDS):
        look(there, restarts)


def look(there: Stack, restarts: Restarts) -> None:
    """One look at every part. Raises RasidError when the server has ended."""
    for name, part in list(there.parts.items()):
        if part.poll() is None:
            continue
        if name == "server":
            raise RasidError(f"the Prefect server has ended (code {part.returncode}); {there.logs / 'server.log'} says why.")
        # A worker that begins while the server does not answer ends at once.
        if restarts.due(name) and (not name.startswith("worker") or answers(there.api)) and there.start_again(name):
            restarts.begun(name)
            print(f"{name} has ended (code {part.returncode}); it is started again. {there.logs / f'{name}.log'} says why.", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())

"""`make stack`: the production stack on this machine, without Docker; the same parts in the same order as ``compose.yaml``.

Everything ends together: with Ctrl-C, with SIGTERM, or when a part that the others need has ended.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import requests

from flows import children
from flows.server import STARTUP_SECONDS, answers, taken, wait_for_api
from flows.stack import postgres
from rasid.errors import RasidError
from rasid.settings import CHECKOUT, settings

POOL = "rasid"
WORKERS = 2
RUNS_PER_WORKER = 2
"""Flow processes of one worker at once: each costs about 6 CPU seconds and 270 MB before it does anything (DESIGN decision 2)."""
LOOK_EVERY_SECONDS = 2.0
AGAIN_SECONDS = 10.0
"""Between two beginnings of one part."""
RETENTION = {
    # Prefect's own memory of runs; the record is rasid's ledger.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs,orphans",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 24 * 3600),
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P7D",
}


@dataclass
class Stack:
    """The running parts. ``environment`` is what each of them was started with."""

    api: str
    desk: str
    environment: dict[str, str]
    logs: Path
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    begun: dict[str, float] = field(default_factory=dict)

    def start(self, name: str, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        self.parts[name] = children.start(module, arguments, log=self.logs / f"{name}.log", extra=self.environment)
        self.begun[name] = time.monotonic()
        return self.parts[name]

    def start_again(self, name: str) -> bool:
        """A worker, or the delivery loop, which finds the lease of the one before when that died a moment ago. False for what the others need."""
        if name == "alerts":
            self.start_alerts()
        elif name.startswith("worker-"):
            self.start_worker(int(name.removeprefix("worker-")))
        else:
            return False
        return True

    def start_alerts(self) -> subprocess.Popen[bytes]:
        return self.start("alerts", "rasid", "alerts", "run")

    def start_worker(self, number: int) -> subprocess.Popen[bytes]:
        name = f"worker-{number}"
        return self.start(
            name, "prefect", "worker", "start", "--pool", POOL, "--type", "process", "--name", name, "--limit", str(RUNS_PER_WORKER)
        )

    def deploy(self) -> None:
        """Give every source's deployment to the pool. Raises RasidError."""
        done = subprocess.run(
            [sys.executable, "-m", "flows.deploy", "--work-pool", POOL],
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise RasidError(f"the sources could not be deployed: {done.stdout.strip()[-1000:]}")


@contextmanager
def stack(folder: Path, *, port: int, desk_port: int, workers: int = WORKERS, deploy: bool = True) -> Iterator[Stack]:
    """All parts, with databases and logs under ``folder``. Raises RasidError."""
    chosen = settings()
    for wanted in (port, desk_port):
        if taken(wanted):
            raise RasidError(f"port {wanted} is used by another program. Choose others with --port and --desk-port.")
    folder.mkdir(parents=True, exist_ok=True)
    api = f"http://127.0.0.1:{port}/api"
    with ExitStack() as ends:
        database = ends.enter_context(postgres.running(folder / "pg"))
        environment = {
            "PREFECT_API_URL": api,
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": postgres.url(database, "prefect", "postgresql+asyncpg"),
            "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
            "RASID_DATABASE_URL": postgres.url(database, "rasid"),
            "RASID_PROJECT": str(chosen.root),
            "RASID_DATA": str(chosen.data_dir),
            "PYTHONPATH": os.pathsep.join(part for part in (str(_home()), os.environ.get("PYTHONPATH", "")) if part),
            **RETENTION,
        }
        there = Stack(api, f"http://127.0.0.1:{desk_port}/", environment, folder)
        ends.callback(_stop_all, there)
        server = there.start("server", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port))
        wait_for_api(server, api, folder / "server.log")
        if deploy:
            there.deploy()
        for number in range(1, workers + 1):
            there.start_worker(number)
        there.start_alerts()
        _wait_for_desk(there.start("desk", "rasid", "review", "--port", str(desk_port)), there)
        yield there


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
            print(f"Prefect UI: {there.api.removesuffix('/api')}   desk: {there.desk}   (Ctrl-C stops)", flush=True)
            _look_after(there, stopping)
            print("Stopping …", flush=True)
    except RasidError as error:
        print(f"rasid: {error}", file=sys.stderr)
        return 3
    return 0


def _look_after(there: Stack, stopping: threading.Event) -> None:
    """Workers and delivery loop are started again, not more often than every few seconds; any other part that ends, ends the stack. Raises RasidError."""
    while not stopping.wait(LOOK_EVERY_SECONDS):
        for name, part in list(there.parts.items()):
            if part.poll() is None:
                continue
            if time.monotonic() - there.begun[name] < AGAIN_SECONDS:
                continue
            if answers(there.api) and there.start_again(name):
                print(f"{name} has ended (code {part.returncode}); it is started again.", flush=True)
                continue
            raise RasidError(f"{name} has ended (code {part.returncode}); {there.logs / f'{name}.log'} says why.")


if __name__ == "__main__":
    raise SystemExit(main())

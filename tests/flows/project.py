"""A Prefect server of the tests' own, and projects whose seeds the tests write."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun

from flows.keys import CLIENT, locks, made
from flows.server import answers, origins, use
from rasid.demo import Newsroom
from rasid.pipeline import VisitContext, open_workplace
from rasid.settings import Settings

ROOT = Path(__file__).parents[2]
STARTUP_SECONDS = 180
IMPATIENT = {
    "PREFECT_SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS": "1",
    "PREFECT_RUNNER_POLL_FREQUENCY": "1",
}
"""Prefect looks for work every five and every ten seconds by default; a test need not wait for that."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_server(home: Path) -> Iterator[str]:
    """Address of the API of a Prefect server on a free port, locked as ours are; this process speaks to it and has its key."""
    port, key = free_port(), made()
    address = f"http://127.0.0.1:{port}/api"
    environment = os.environ | {"PREFECT_HOME": str(home), "PREFECT_API_URL": address, **locks(key, *origins(port)), **IMPATIENT}
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + STARTUP_SECONDS
        while not answers(address):
            log_end = (home / "server.log").read_text()[-2000:]
            assert process.poll() is None, log_end
            assert time.monotonic() < deadline, log_end
            time.sleep(0.2)
        use(address, key)
        yield address
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        os.environ.pop(CLIENT, None)
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@dataclass
class Project:
    """Seeds on disk, an empty ledger, and a newsroom with as many mini sites as wanted."""

    root: Path
    room: Newsroom
    mark: str
    """Part of every source's id, so that tests do not meet on the shared server."""
    workplace: VisitContext = field(init=False)

    def __post_init__(self) -> None:
        (self.root / "seeds").mkdir()
        (self.root / "expectations").symlink_to(ROOT / "expectations")
        self.settings = Settings(project=self.root, data=self.root / "data", request_deadline_seconds=5)
        self.workplace = open_workplace(self.settings)

    def id(self, site: int) -> str:
        return f"{self.mark}-{site}"

    def seed(self, site: int = 1, *, schedule: str = "every_minutes = 15", more: str = "", delay: float = 0) -> str:
        """Write the seed of mini site ``site``; its id."""
        folder = self.root / "seeds" / self.id(site)
        folder.mkdir(exist_ok=True)
        home = f"{self.room.url}/s/{site}"
        (folder / "source.toml").write_text(
            f"""id = "{self.id(site)}"
name = {{ ar = "الموقع {site}", en = "Site {site}" }}
home = "{home}"
country = "LB"
timezone = "Asia/Beirut"
{more}
[schedule]
{schedule}
[fetch]
allow_private = true
min_delay_seconds = {delay}
[[sections]]
id = "latest"
name = {{ ar = "آخر الأخبار", en = "Latest news" }}
url = "{home}/latest"
feeds = ["{home}/feed.xml"]
""",
            "utf-8",
        )
        return self.id(site)

    def remove(self, site: int) -> None:
        (self.root / "seeds" / self.id(site) / "source.toml").unlink()
        (self.root / "seeds" / self.id(site)).rmdir()

    @property
    def environment(self) -> dict[str, str]:
        """For programs started on this project."""
        return {
            **os.environ,
            "RASID_PROJECT": str(self.root),
            "RASID_DATA": str(self.root / "data"),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))),
            "PREFECT_HOME": str(self.root / "prefect"),
            **IMPATIENT,
        }


def start_run(api: str, deployment_id: Any, parameters: dict[str, Any] | None = None, tags: tuple[str, ...] = ()) -> FlowRun:
    """What the form of the UI does."""
    with get_client(sync_client=True) as client:
        run: FlowRun = client.create_flow_run_from_deployment(deployment_id, parameters=parameters or {}, tags=tags)
        return run


def flow_process(project: Project, run: FlowRun, api: str, deployment_name: str) -> subprocess.Popen[bytes]:
    """Begin a flow run in a process of its own, as runner and workers do."""
    environment = {
        **project.environment,
        "PREFECT_API_URL": api,
        "PREFECT__FLOW_RUN_ID": str(run.id),
        "PREFECT__DEPLOYMENT_NAME": deployment_name,
    }
    return subprocess.Popen([sys.executable, "-m", "prefect.engine"], env=environment, cwd=project.root)


def api_json(api: str, path: str, body: dict[str, Any]) -> Any:
    with get_client(sync_client=True) as client:
        return client.request("POST", path, json=body).json()

"""The production stack without Docker, as `make stack` starts it: PostgreSQL, Prefect server, two workers, delivery loop, desk."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
import requests
from prefect.client.orchestration import get_client
from prefect.client.schemas.sorting import DeploymentSort
from prefect.states import Scheduled

from flows.keys import CLIENT, SERVER
from flows.server import use
from flows.stack import local, postgres
from flows.stack.local import stack
from rasid.demo import Newsroom
from rasid.errors import LedgerError, RasidError
from rasid.model import Visit
from rasid.settings import settings
from rasid.store import open_ledger
from rasid.store.visits import INTERRUPTED
from tests.flows.project import Project, free_port
from tests.postgres import binaries

ROOT = Path(__file__).parents[2]
needs_postgres = pytest.mark.skipif(binaries() is None, reason="PostgreSQL is not installed (no initdb under /usr/lib/postgresql)")


@pytest.fixture
def production(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Project, Path]]:
    """A project with a newsroom, and a folder with a path short enough for a socket."""
    monkeypatch.setenv("RASID_PROJECT", str(tmp_path))
    monkeypatch.setenv("RASID_DATA", str(tmp_path / "data"))
    before = os.environ.get("PREFECT_API_URL")
    settings.cache_clear()
    short = Path(tempfile.mkdtemp(prefix="rasid-stack-", dir="/tmp"))
    short.chmod(0o755)
    with Newsroom(seed_document=False, mini_articles=3) as room:
        yield Project(tmp_path, room, "p"), short
    shutil.rmtree(short, ignore_errors=True)
    settings.cache_clear()
    if before:
        use(before)
    else:
        os.environ.pop("PREFECT_API_URL", None)
        os.environ.pop(CLIENT, None)


def schedule_now() -> None:
    """A round of every fleet as if its slot had come: what Prefect's scheduler makes, without waiting for it."""
    slot = Scheduled(scheduled_time=datetime.now(UTC))
    with get_client(sync_client=True) as client:
        for deployment in client.read_deployments(limit=200, sort=DeploymentSort.NAME_ASC):
            if deployment.name.startswith("fleet"):
                client.create_flow_run_from_deployment(deployment.id, tags=["auto-scheduled"], state=slot)


def kill_machine(worker: int) -> None:
    """A worker and every flow process it started, at once: what is left when a machine loses power."""
    family = psutil.Process(worker).children(recursive=True)
    os.kill(worker, signal.SIGKILL)
    for process in family:
        process.kill()


@needs_postgres
@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.parametrize("sites", [int(os.environ.get("RASID_STACK_SITES", "100"))])
def test_a_worker_that_dies_in_the_middle_of_a_round_leaves_no_source_without_its_verdict(
    production: tuple[Project, Path], sites: int
) -> None:
    project, folder = production
    for site in range(1, sites + 1):
        project.seed(site, schedule='cron = "0 3 1 1 *"', more='run_by = "fleet"')
    with stack(folder, port=free_port(), desk_port=free_port()) as there, ExitStack() as ends:
        use(there.api, there.environments["worker"][CLIENT])
        assert requests.get(f"{there.desk}healthz", timeout=30).ok
        ledger = ends.enter_context(
            open_ledger(there.environments["worker"]["RASID_DATABASE_URL"], pages_dir=project.root / "data" / "pages")
        )
        schedule_now()

        def verdicts() -> Counter[str]:
            visits = ledger.visits.recent(None, 10 * sites, verdicts=("healthy", "degraded", "failed"))
            return Counter(visit.source_id for visit in visits if visit.message != INTERRUPTED)

        deadline = time.monotonic() + 600
        killed = False
        while time.monotonic() < deadline and len(verdicts()) < sites:
            if not killed and len(verdicts()) >= sites // 4:
                kill_machine(there.parts["worker-1"].pid)
                killed = True
            time.sleep(1)
        assert killed
        time.sleep(5)
        found = verdicts()
        assert set(found) == {project.id(site) for site in range(1, sites + 1)}
        assert set(found.values()) == {1}


@needs_postgres
def test_a_port_that_is_taken_is_named(production: tuple[Project, Path]) -> None:
    project, folder = production
    taken = int(project.room.url.rsplit(":", 1)[1])
    with pytest.raises(RasidError, match=str(taken)), stack(folder, port=taken, desk_port=free_port()):
        pass


@pytest.fixture(scope="module")
def cluster() -> Iterator[postgres.PostgresServer]:
    """The stack's own PostgreSQL, begun on a cluster of an earlier version that trusted everybody."""
    short = Path(tempfile.mkdtemp(prefix="rasid-stack-", dir="/tmp"))
    short.chmod(0o755)
    data = short / "pg" / "data"
    try:
        with postgres.running(short / "pg", short / "secrets"):
            pass
        (data / "pg_hba.conf").write_text("local all all trust\n")
        with postgres.running(short / "pg", short / "secrets") as database:
            yield database
    finally:
        shutil.rmtree(short, ignore_errors=True)


def refused(database: postgres.PostgresServer, statement: str, *, role: str = "rasid", where: str = "rasid") -> str:
    with pytest.raises(psycopg.Error) as error, psycopg.connect(database.url(role, where), autocommit=True) as connection:
        connection.execute(statement.encode())
    return str(error.value)


@needs_postgres
@pytest.mark.postgres
def test_who_runs_may_neither_change_tables_nor_run_programs_nor_see_prefects(cluster: postgres.PostgresServer) -> None:
    assert "permission denied" in refused(cluster, "CREATE TABLE mine (n int)")
    assert "must be superuser" in refused(cluster, "COPY (SELECT 1) TO PROGRAM 'id'")
    assert "permission denied" in refused(cluster, "SELECT 1", where="prefect")
    assert "permission denied" in refused(cluster, "SELECT 1", role="prefect")
    wrong = postgres.PostgresServer(cluster.folder, {"rasid": "guess", "postgres": ""})
    assert "password authentication failed" in refused(wrong, "SELECT 1")


@needs_postgres
@pytest.mark.postgres
def test_only_the_owner_brings_the_ledger_up_to_date_and_who_runs_is_told(cluster: postgres.PostgresServer, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="rasid deploy"):
        open_ledger(cluster.url("rasid", "rasid"), pages_dir=tmp_path)
    open_ledger(cluster.url("rasid_owner", "rasid"), pages_dir=tmp_path).close()
    with open_ledger(cluster.url("rasid", "rasid"), pages_dir=tmp_path) as ledger:
        begun = ledger.visits.begin(Visit(id="v1", source_id="demo", started_at=datetime(2026, 11, 30, tzinfo=UTC)))
        assert ledger.visits.unfinished() == [begun]
    assert "must be owner" in refused(cluster, "DROP TABLE visits")


@needs_postgres
@pytest.mark.postgres
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_another_user_of_the_machine_reaches_neither_socket_nor_passwords(cluster: postgres.PostgresServer) -> None:
    command = [str(postgres.binaries() / "psql"), "-h", str(cluster.folder), "-U", "postgres", "-d", "postgres", "-c", "SELECT 1"]
    assert subprocess.run(command, capture_output=True, text=True).returncode == 0, "we may"
    done = subprocess.run(command, user="nobody", capture_output=True, text=True)
    assert (done.returncode != 0, "Permission denied" in done.stderr) == (True, True), done.stderr
    assert oct(cluster.folder.stat().st_mode & 0o777) == "0o700"
    kept = cluster.folder.parent / "secrets"
    assert {oct(path.stat().st_mode & 0o777) for path in (kept, *kept.iterdir())} == {"0o700", "0o600"}


def test_each_part_has_the_secrets_it_needs_and_no_others(tmp_path: Path) -> None:
    passwords = {role: f"word-of-{role}" for role in (postgres.OWNER, postgres.RUNNER, postgres.PREFECT)}
    parts = local.environments(tmp_path, postgres.PostgresServer(tmp_path, passwords), "rasid:key", 4200)

    def has(part: str, secret: str) -> bool:
        return any(secret in value for value in parts[part].values())

    needed = {
        "rasid:key": {"server", "deploy", "worker"},
        "word-of-rasid_owner": {"deploy"},
        "word-of-rasid@": {"worker", "alerts", "desk"},
        "word-of-prefect": {"server"},
    }
    for secret, names in needed.items():
        assert {part for part in parts if has(part, secret)} == names, secret
    for part in ("worker", "alerts", "desk"):
        assert SERVER in local.WITHOUT[part]
    assert {"RASID_DESK_SECRET", "RASID_WEBHOOK_SECRET"} <= set(local.WITHOUT["worker"])


class Part:
    """A child as the stack looks at it."""

    def __init__(self, code: int | None = None) -> None:
        self.returncode = code

    def poll(self) -> int | None:
        return self.returncode


def test_a_dead_desk_is_started_again_alone_ever_later_and_a_dead_server_ends_the_stack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, begun = [0.0], []
    monkeypatch.setattr(local, "answers", lambda api: True)

    def start(self: local.Stack, name: str, module: str, *arguments: str) -> Any:
        begun.append((name, now[0]))
        self.parts[name] = Part(1)  # type: ignore[assignment]
        return self.parts[name]

    monkeypatch.setattr(local.Stack, "start", start)
    there = local.Stack("http://127.0.0.1:1/api", "http://127.0.0.1:8310/", {}, tmp_path)
    there.parts = {"server": Part(), "worker-1": Part(), "alerts": Part(), "desk": Part(-9)}  # type: ignore[dict-item]
    restarts = local.Restarts(clock=lambda: now[0])
    for second in range(0, 1200, 2):
        now[0] = float(second)
        local.look(there, restarts)
    assert {name for name, _ in begun} == {"desk"}
    waits = [later - sooner for (_, sooner), (_, later) in pairwise(begun)]
    assert waits == [20.0, 40.0, 80.0, 160.0, 300.0, 300.0]
    there.parts["server"] = Part(-9)  # type: ignore[assignment]
    with pytest.raises(RasidError, match=r"server\.log"):
        local.look(there, restarts)


@needs_postgres
@pytest.mark.postgres
def test_the_containers_script_makes_the_same_roles_and_databases(cluster: postgres.PostgresServer) -> None:
    """``databases.sh``, as the image runs it on an empty volume, and as restore.sh runs it again."""
    psql = [str(postgres.binaries() / "psql"), "-h", str(cluster.folder), "-U", "postgres", "-d", "postgres", "-qc"]
    subprocess.run([*psql, "DROP DATABASE prefect"], check=True)
    for role in cluster.passwords:
        subprocess.run([*psql, f"ALTER ROLE {role} PASSWORD 'stolen' SUPERUSER"], check=True)
    stack_files = ROOT / "flows" / "stack"
    environment = {
        "PATH": f"{postgres.binaries()}:{os.environ['PATH']}",
        "PGHOST": str(cluster.folder),
        "STACK": str(stack_files),
        "SECRETS": str(cluster.folder.parent / "secrets"),
    }
    for _ in range(2):
        done = subprocess.run(["sh", str(stack_files / "databases.sh")], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert "must be superuser" in refused(cluster, "COPY (SELECT 1) TO PROGRAM 'id'")
    with psycopg.connect(cluster.url("prefect", "prefect"), autocommit=True) as connection:
        connection.execute("CREATE TABLE run (n int)")
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")  # as Prefect's migrations do

"""The production stack without Docker, as `make stack` starts it: PostgreSQL, Prefect server, two workers, delivery loop, desk."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests
import yaml
from prefect.client.orchestration import get_client
from prefect.client.schemas.sorting import DeploymentSort
from prefect.states import Scheduled

from flows.server import use
from flows.stack.local import stack
from flows.stack.postgres import url
from rasid.demo import Newsroom
from rasid.errors import RasidError
from rasid.settings import settings
from rasid.store import open_ledger
from rasid.store.visits import INTERRUPTED
from tests.flows.project import Project, free_port
from tests.postgres import binaries

ROOT = Path(__file__).parents[2]
needs_postgres = pytest.mark.skipif(binaries() is None, reason="PostgreSQL is not installed (no initdb under /usr/lib/postgresql)")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "flows" / "stack" / "compose.yaml").read_text("utf-8"))


def test_the_composition_has_every_part_each_with_a_way_to_tell_its_health() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"postgres", "server", "deploy", "worker", "alerts", "desk"}
    assert all("healthcheck" in services[name] for name in services if name != "deploy")
    assert services["worker"]["deploy"]["replicas"] >= 2


def test_no_secret_is_in_the_composition_and_no_port_is_open_to_the_world() -> None:
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())
    for service in COMPOSE["services"].values():
        named = {
            name
            for name, value in service.get("environment", {}).items()
            if "SECRET" in name or "PASSWORD" in name or "DATABASE_URL" in name
        }
        assert named <= {"POSTGRES_PASSWORD_FILE", "RASID_SECRETS_DIR"}
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_an_image_is_built_from_what_is_named_and_from_no_secret() -> None:
    lines = (ROOT / "flows" / "stack" / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    assert patterns[0] == "*"
    let_in = [pattern for pattern in patterns if pattern.startswith("!")]
    assert {pattern for pattern in let_in if "seeds" in pattern} == {"!seeds/_template", "!seeds/demo", "!seeds/documents"}
    last_let_in = patterns.index(let_in[-1])
    assert {"flows/stack/secrets", "flows/stack/.env"} <= set(patterns[last_let_in:])  # the last pattern that fits decides


def test_postgres_counts_as_healthy_only_over_tcp() -> None:
    """While its databases are made, the image's temporary server answers on the socket alone."""
    assert "-h 127.0.0.1" in COMPOSE["services"]["postgres"]["healthcheck"]["test"][1]


def test_the_prefect_ui_is_unpacked_where_the_image_s_user_may_write_and_its_links_are_for_people() -> None:
    environment = COMPOSE["services"]["server"]["environment"]
    assert environment["PREFECT_SERVER_UI_STATIC_DIRECTORY"].startswith("/home/rasid/")
    for service in ("server", "deploy", "worker"):
        assert "127.0.0.1" in COMPOSE["services"][service]["environment"]["PREFECT_UI_URL"]


def test_secrets_are_read_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rasid_database_url").write_text("postgresql://rasid:word@postgres/rasid\n")
    monkeypatch.setenv("RASID_SECRETS_DIR", str(tmp_path))
    monkeypatch.delenv("RASID_DATABASE_URL", raising=False)
    settings.cache_clear()
    try:
        assert settings().database == "postgresql://rasid:word@postgres/rasid"
    finally:
        settings.cache_clear()


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
        use(there.api)
        assert requests.get(f"{there.desk}healthz", timeout=30).ok
        ledger = ends.enter_context(open_ledger(url(folder / "pg", "rasid"), pages_dir=project.root / "data" / "pages"))
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

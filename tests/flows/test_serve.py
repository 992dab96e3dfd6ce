"""`rasid serve`: runs what is due, takes up new seeds, ends everything it started."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from prefect.client.orchestration import SyncPrefectClient

from flows.serve import FOLLOW_EVERY, Service, alone
from rasid.errors import RasidError
from tests.flows.project import Project, free_port, start_run
from tests.flows.test_watch import until


def serve(project: Project, log: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.serve", *arguments],
            env={**project.environment, **environment},
            cwd=project.root,
            stdout=out,
            stderr=out,
        )


def children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def test_a_run_asked_for_in_the_ui_is_made_and_a_signal_ends_everything(
    client: SyncPrefectClient, prefect_server: str, project: Project, tmp_path: Path
) -> None:
    name = project.seed(1)
    log = tmp_path / "serve.log"
    process = serve(project, log, PREFECT_API_URL=prefect_server)
    try:
        until(lambda: b"rasid serves 1 source(s)" in log.read_bytes(), 90)
        run = start_run(prefect_server, client.read_deployment_by_name(f"watch/{name}").id)
        project.seed(2)
        until(lambda: b"Seeds changed" in log.read_bytes(), 60)
        until(lambda: (state := client.read_flow_run(run.id).state) is not None and state.is_final(), 90)
        state = client.read_flow_run(run.id).state
        assert state is not None
        assert state.is_completed(), log.read_text()
        beside = children_of(process.pid)
        assert beside, "the delivery loop runs beside it"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0, log.read_text()
        assert not [pid for pid in beside if Path(f"/proc/{pid}").exists()]
    finally:
        process.kill()
        process.wait()
    assert not client.read_deployment_by_name(f"watch/{name}").paused, "schedules are as people left them"


def test_two_on_one_data_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RasidError, match="RASID_DATA"), alone(tmp_path / "file" / "data"):
        pass
    with alone(tmp_path), pytest.raises(RasidError, match="runs already"), alone(tmp_path):
        pass


@pytest.mark.soak
def test_on_a_fresh_home_it_brings_its_own_server_and_takes_it_away_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)  # of the server the other tests share
    project.seed(1)
    log = tmp_path / "serve.log"
    process = serve(project, log, "--port", str(free_port()))
    try:
        until(lambda: b"Prefect UI: http://127.0.0.1" in log.read_bytes(), 180)
        beside = children_of(process.pid)
        assert len(beside) == 2
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0, log.read_text()
        assert not [pid for pid in beside if Path(f"/proc/{pid}").exists()]
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    ("broken", "told", "not_told"),
    [
        (httpx.ConnectError("refused"), "could not be asked", "a fault in rasid"),
        (KeyError("sections"), "a fault in rasid", "could not be asked"),
    ],
)
def test_what_is_a_fault_of_ours_is_not_told_as_the_servers_and_ends_nothing(
    client: SyncPrefectClient,
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    broken: Exception,
    told: str,
    not_told: str,
) -> None:
    def follow(*_: object) -> None:
        raise broken

    monkeypatch.setattr("flows.serve.follow", follow)
    Service(project.workplace).look(FOLLOW_EVERY)
    assert told in caplog.text
    assert not_told not in caplog.text

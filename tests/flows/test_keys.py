"""Nobody uses a Prefect API of ours without its key: not a page in a browser of this machine, not another user of it."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import os
from pathlib import Path
from typing import Any

import pytest
import requests
import websockets
from prefect.client.orchestration import SyncPrefectClient
from prefect.context import refresh_global_settings_context

from flows import keys
from flows.registry import apply_all
from flows.serve import Beside
from flows.server import check_key, configured_server
from rasid.errors import RasidError
from rasid.sources import load_sources
from tests.flows.project import Project
from tests.flows.test_watch import run_here

COMMAND = "touch /tmp/owned"
ATTACK: list[tuple[str, dict[str, Any]]] = [
    ("/flows/", {"name": "guest"}),
    (
        "/deployments/",
        {
            "name": "guest",
            "flow_id": "00000000-0000-0000-0000-000000000000",
            "entrypoint": "flows.watch.watch",
            "pull_steps": [{"prefect.deployments.steps.run_shell_script": {"script": COMMAND}}],
            "job_variables": {"command": COMMAND},
        },
    ),
    ("/deployments/00000000-0000-0000-0000-000000000000/create_flow_run", {"job_variables": {"command": COMMAND}}),
]
"""A flow, a deployment whose first step is a command, a run of it."""


def basic(key: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(key.encode()).decode()}"}


@pytest.mark.parametrize(("path", "body"), ATTACK)
def test_what_would_run_a_command_is_refused(prefect_server: str, path: str, body: dict[str, Any]) -> None:
    key = os.environ[keys.CLIENT]

    def status(**headers: str) -> int:
        return requests.post(prefect_server + path, json=body, headers=headers, timeout=20).status_code

    assert status() == 403, "no token of one of our pages"
    assert status(**basic(key)) == 403, "with a key that a browser adds by itself, and no such token"
    token = requests.get(f"{prefect_server}/csrf-token?client=guest", headers=basic(key), timeout=20).json()["token"]
    stolen = {"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": "guest"}
    assert status(**stolen) == 401
    assert status(**stolen, **basic("rasid:another")) == 401
    assert status(**stolen, Host="attacker.example", Origin="http://attacker.example") == 401, "a name that is made to point here"


def test_only_health_is_told_without_the_key(prefect_server: str) -> None:
    assert requests.get(f"{prefect_server}/health", timeout=20).ok
    for path in ("/admin/version", "/version", "/openapi.json", "/csrf-token?client=guest", "/logs/filter"):
        assert requests.get(prefect_server + path, timeout=20).status_code == 401, path
    settings = requests.get(f"{prefect_server.removesuffix('/api')}/ui-settings", timeout=20)
    assert settings.json()["auth"] == "BASIC", "the UI asks for the key"
    assert os.environ[keys.CLIENT] not in settings.text


def test_a_page_from_elsewhere_may_not_ask(prefect_server: str) -> None:
    own = prefect_server.removesuffix("/api")

    def allowed(origin: str) -> str | None:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
        return requests.options(f"{prefect_server}/flows/", headers=headers, timeout=20).headers.get("Access-Control-Allow-Origin")

    assert allowed(own) == own
    assert allowed("https://attacker.example") is None
    assert allowed("http://127.0.0.1:8970") is None


def test_a_socket_hears_nothing_without_the_key(prefect_server: str) -> None:
    async def listen(token: str) -> str:
        address = prefect_server.replace("http", "ws", 1) + "/events/out"
        async with websockets.connect(address, subprotocols=[websockets.Subprotocol("prefect")]) as socket:
            await socket.send(json.dumps({"type": "auth", "token": token}))
            return str(json.loads(await socket.recv())["type"])

    with pytest.raises(websockets.ConnectionClosedError):
        asyncio.run(listen("rasid:another"))
    assert asyncio.run(listen(os.environ[keys.CLIENT])) == "auth_success"


def test_the_key_is_in_no_deployment_run_log_or_artifact(
    client: SyncPrefectClient, prefect_server: str, prefect_home: Path, project: Project
) -> None:
    project.seed(1)
    [deployed, *_] = apply_all(client, load_sources(project.settings.seeds_dir), project.workplace)
    state = run_here(client, prefect_server, deployed).state
    assert state is not None
    assert state.is_completed(), state.message
    word = os.environ[keys.CLIENT].removeprefix("rasid:").encode()
    kept = [file for root in (prefect_home, project.root) for file in root.rglob("*") if file.is_file()]
    assert len(kept) > 5
    assert [str(file) for file in kept if word in file.read_bytes()] == []


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "data"
    key = keys.key_of(folder)
    file = folder / keys.FILE
    assert (key, oct(file.stat().st_mode & 0o777)) == (keys.key_of(folder), "0o600")
    assert len(key) > 40
    file.chmod(0o644)
    with caplog.at_level(logging.WARNING):
        assert keys.key_of(folder) == key
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert str(file) in caplog.text
    assert key not in caplog.text
    file.write_text("rasid:\n")
    with pytest.raises(RasidError, match="cut short"):
        keys.key_of(folder)
    file.unlink()
    assert keys.key_of(folder) != key, "deleted, it is another"


def test_a_key_that_is_given_is_used_and_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(keys.SERVER, "desk:a word of our own")
    refresh_global_settings_context()
    try:
        assert keys.key_of(tmp_path) == "desk:a word of our own"
    finally:
        monkeypatch.undo()
        refresh_global_settings_context()
    assert not (tmp_path / keys.FILE).exists()


@pytest.mark.parametrize(("given", "told"), [("rasid:another", "not the one"), (None, "missing")])
def test_somebody_elses_server_that_asks_for_a_key_is_named(
    prefect_server: str, monkeypatch: pytest.MonkeyPatch, given: str | None, told: str
) -> None:
    if given:
        monkeypatch.setenv(keys.CLIENT, given)
    else:
        monkeypatch.delenv(keys.CLIENT)
    refresh_global_settings_context()
    try:
        with pytest.raises(RasidError, match=told) as refused:
            configured_server()
        assert keys.CLIENT in str(refused.value)
    finally:
        monkeypatch.undo()
        refresh_global_settings_context()
    check_key(prefect_server, "this server")


def test_the_delivery_loop_has_no_key_to_lose(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.setenv(keys.CLIENT, "rasid:secret")
    monkeypatch.setattr("flows.children.subprocess.Popen", lambda command, **rest: seen.update(rest, command=command))
    Beside()
    assert not {keys.CLIENT, keys.SERVER} & set(seen["env"])
    assert "rasid:secret" not in " ".join(seen["command"])

"""One real Prefect server for all tests of the flows, and a project with a newsroom for each."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client

from rasid.demo import Newsroom
from rasid.settings import settings
from tests.flows.project import Project, running_server


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefect")


@pytest.fixture(scope="session")
def prefect_server(prefect_home: Path) -> Iterator[str]:
    with running_server(prefect_home) as address:
        yield address


@pytest.fixture
def client(prefect_server: str) -> Iterator[SyncPrefectClient]:
    with get_client(sync_client=True) as client:
        yield client


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Project]:
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.setenv("RASID_PROJECT", str(root))
    monkeypatch.setenv("RASID_DATA", str(root / "data"))
    settings.cache_clear()
    mark = f"t{zlib.crc32(request.node.nodeid.encode())}"
    with Newsroom(seed_document=False, mini_articles=6) as room:
        project = Project(root, room, mark)
        with project.workplace.ledger:
            yield project
    settings.cache_clear()

"""A project of the test's own, and the ``rasid`` command run in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rasid.cli import app
from rasid.settings import CHECKOUT, settings

Run = Callable[..., Result]


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "project" / "seeds"
    folder.mkdir(parents=True)
    shutil.copytree(CHECKOUT / "seeds" / "_template", folder / "_template")
    shutil.copytree(CHECKOUT / "expectations", folder.parent / "expectations")
    return folder


@pytest.fixture
def rasid(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """``rasid("new", url, "--yes")`` in a project without sources."""
    monkeypatch.setenv("RASID_PROJECT", str(seeds.parent))
    monkeypatch.setenv("COLUMNS", "200")
    settings.cache_clear()

    def run(*arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(app, arguments, input=stdin)

    yield run
    settings.cache_clear()

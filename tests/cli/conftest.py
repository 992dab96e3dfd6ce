"""Runs the ``rasid`` command as a person would, in a project folder of the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the repository's seeds and expectations, free to be damaged."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copytree(ROOT / "expectations", folder / "expectations")
    return folder


@pytest.fixture
def rasid(project: Path) -> Run:
    """``rasid("check", "page.html")``: runs the command in the project; its exit code, standard output and error."""

    def run(*arguments: str, stdin: bytes | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("RASID_", "PREFECT_"))}
        done = subprocess.run(
            [sys.executable, "-m", "rasid", *arguments],
            cwd=project,
            env=clean | {"RASID_PROJECT": str(project)} | environment,
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run

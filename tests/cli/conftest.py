"""Runs the ``rasid`` command as a person would, in a project folder of the test's own."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 120.0
"""Seconds after which a command is ended and its test fails."""


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


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
    """``rasid("check", "page.html")``: runs the command in the project; its exit code, standard output and error.

    The command is a child of its own that begins with what this process has imported: importing it anew costs three seconds each time.
    """
    import rasid.cli
    import rasid.validate.gx  # noqa: F401

    def run(*arguments: str, stdin: bytes | None = None, **environment: str) -> Done:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("RASID_", "PREFECT_"))}
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin or b"")
            given.seek(0)
            if (child := os.fork()) == 0:
                _become((given, out, err), project, clean | {"RASID_PROJECT": str(project)} | environment, arguments)
            code = _wait(child)
            out.seek(0)
            err.seek(0)
            return Done(code, out.read().decode(), err.read().decode())

    return run


def _become(files: tuple[IO[bytes], ...], folder: Path, environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    """This child is the command, and never comes back."""
    code = 0
    try:
        for number, file in enumerate(files):
            os.dup2(file.fileno(), number)
        sys.stdin = io.TextIOWrapper(os.fdopen(0, "rb", closefd=False), encoding="utf-8")
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(os.fdopen(number, "wb", closefd=False), encoding="utf-8", write_through=True) for number in (1, 2)
        )
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.argv = ["rasid", *arguments]
        from rasid.cli import main
        from rasid.settings import settings

        settings.cache_clear()
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _wait(child: int) -> int:
    ends = time.monotonic() + LONGEST
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > ends:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            pytest.fail(f"the command took longer than {LONGEST:.0f} s")
        time.sleep(0.01)

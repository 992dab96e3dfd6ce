"""Every benchmark of this folder that is a program of its own, run with its defaults by ``make bench``; its table is what it is run for.

A program fails here when it ends with a code that says that a promise is broken; a peer that is not installed is named in the table.
"""

from __future__ import annotations

import importlib
import shutil
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAMS = tuple(sorted(file.stem for file in HERE.glob("*.py") if "\ndef main()" in file.read_text("utf-8")))
CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)


@pytest.mark.bench
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_benchmark_runs_and_keeps_its_promise(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "ledger":
        pytest.skip("tests/bench/test_ledger.py runs it and judges it")
    if name == "desk" and CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    monkeypatch.setattr(sys, "argv", [f"tests.bench.{name}"])
    print(f"\n── python -m tests.bench.{name}")
    try:
        code = importlib.import_module(f"tests.bench.{name}").main()
    except SystemExit as stopped:
        code = stopped.code
    if isinstance(code, str):
        pytest.skip(code)
    assert not code, f"python -m tests.bench.{name} ended with {code}"

"""Behaviour does not hang on wording: the same tests pass when the catalogue answers every key with scrambled words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHOSEN: dict[str, str] = {
    "tests/alert/test_transitions.py": "",
    "tests/alert/test_table.py": "documentation",
    "tests/alert/test_routes.py": "",
    "tests/cli/test_doctor_and_init.py": "",
    "tests/pipeline/test_cause.py": "of_how_many or title_names or named_by_its_field",
    "tests/pipeline/test_standing.py": "",
    "tests/report/test_readiness.py": "",
    "tests/review/test_integrity.py": "hides_nothing or asked_for_twice or made_meanwhile or left_out_of_its_body",
}
"""File → the tests of it that are about what is said, and so are left out."""


def run(files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    left_out = " or ".join(["postgresql", *(names for names in files.values() if names)])
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "tests.scrambled",
        "-p",
        "no:cacheprovider",
        "-k",
        f"not ({left_out})",
        *files,
    ]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False
    )


def test_alert_report_review_cli_and_pipeline_do_not_read_their_own_words() -> None:
    ended = run(CHOSEN)
    assert ended.returncode == 0, ended.stdout[-3000:]


def test_under_the_scrambled_run_a_test_of_words_fails() -> None:
    """The run scrambles: what is about words must not pass."""
    ended = run({"tests/wording/test_values.py": ""})
    assert ended.returncode == 1, ended.stdout[-3000:]
    assert "failed" in ended.stdout


@pytest.mark.soak
@pytest.mark.parametrize(
    "file", ["tests/alert/test_deliver.py", "tests/alert/test_machine.py", "tests/store/test_desk.py", "tests/pipeline/test_upgrade.py"]
)
def test_so_does_what_takes_longer(file: str) -> None:
    ended = run({file: ""})
    assert ended.returncode == 0, ended.stdout[-3000:]

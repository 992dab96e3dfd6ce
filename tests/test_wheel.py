"""The wheel carries a whole project, and works in an environment of its own, outside any checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from rasid.settings import CHECKOUT

CARRIED = (
    "rasid/project/seeds/_template/source.toml",
    "rasid/project/seeds/demo/source.toml",
    "rasid/project/expectations/article.toml",
    "rasid/project/flows/demo.py",
    "rasid/alert/routes.example.yaml",
    "rasid/wording/catalogue/report.toml",
    "rasid/demo/articles/politics.toml",
    "rasid/demo/templates/article.html",
    "rasid/report/templates/page.html",
    "rasid/review/static/desk.css",
    "rasid/store/database/migrations/versions/0001_visits.py",
    "rasid/py.typed",
)


def built(checkout: Path, folder: Path) -> Path:
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", build, str(folder)], cwd=checkout, capture_output=True, text=True, check=True)
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(CHECKOUT, tmp_path_factory.mktemp("wheel"))


def test_it_carries_the_project_and_all_data_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert set(CARRIED) <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests/")]


def test_a_wheel_from_a_checkout_that_runs_the_stack_carries_no_secret_and_no_site_of_its_own(tmp_path: Path) -> None:
    checkout, folder = tmp_path / "checkout", tmp_path / "wheel"
    for part in ("src", "seeds", "expectations", "flows"):
        shutil.copytree(CHECKOUT / part, checkout / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copy(CHECKOUT / part, checkout / part)
    mine = ("flows/stack/secrets/postgres_password", "flows/stack/.env", "seeds/mysite/source.toml")
    for name in mine:
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).write_text("mine", "utf-8")
    folder.mkdir()
    names = zipfile.ZipFile(built(checkout, folder)).namelist()
    assert set(CARRIED) <= set(names)
    assert not [name for name in names if name.endswith(mine)]


def test_init_doctor_and_check_work_outside_any_checkout(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    packages = next(home.glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(packages)
    # The dependencies are borrowed from this environment, rasid itself is the wheel's: a folder on the path comes before what a .pth adds.
    (packages / "borrowed.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")), "utf-8")
    python = str(home / "bin" / "python")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("RASID_", "PREFECT_", "PYTHON"))}

    def rasid(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, "-m", "rasid", *arguments], cwd=at, env=clean, capture_output=True, text=True, timeout=120, check=False
        )

    origin = subprocess.run(
        [python, "-c", "import rasid; print(rasid.__file__)"], cwd=tmp_path, env=clean, capture_output=True, text=True, check=True
    )
    assert origin.stdout.startswith(str(home)), origin.stdout
    assert rasid("init", "mine", at=tmp_path).returncode == 0
    told = rasid("doctor", "--json", at=tmp_path / "mine")
    assert told.returncode == 0, told.stdout + told.stderr
    project = next(check for check in json.loads(told.stdout) if check["name"] == "project")
    assert project["found"] == str(tmp_path / "mine")
    checked = rasid("check", "seeds/documents/washington-coalition-meeting.txt", "--json", at=tmp_path / "mine")
    assert json.loads(checked.stdout)["findings"], checked.stderr

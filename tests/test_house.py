"""The house rules of the design that no linter knows."""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "rasid"
MODULES = sorted([*SOURCE.rglob("*.py"), *(ROOT / "flows").rglob("*.py")])
LONGEST_MODULE = 400
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
STAGES = ("fetch", "decode", "discover", "extract", "frame", "validate", "store", "alert", "report")
TOP_LEVEL = {
    "README.md", "pyproject.toml", "Makefile", "requirements.lock", "CHANGELOG.md", "seeds", "expectations", "src", "flows", "docs", "tests", ".ci", ".github", ".gitignore",
}  # fmt: skip


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_has_one_subject_and_fits_in_a_head(module: Path) -> None:
    lines = module.read_text("utf-8").count("\n")
    assert lines <= LONGEST_MODULE, f"{named(module)} has {lines} lines: split it by subject"
    assert not {part.removesuffix(".py") for part in module.relative_to(ROOT).parts} & FORBIDDEN_NAMES


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_every_module_says_what_it_is_about(module: Path) -> None:
    text = module.read_text("utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text)), f"{named(module)} has no docstring"


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_has_tests(stage: str) -> None:
    folder, file = ROOT / "tests" / stage, ROOT / "tests" / f"test_{stage}.py"
    assert file.is_file() or any(folder.rglob("test_*.py")), f"no tests for the stage {stage}"


@pytest.mark.parametrize("folder", ["seeds", "expectations"])
def test_data_folders_hold_no_python(folder: str) -> None:
    assert not list((ROOT / folder).rglob("*.py"))


def test_a_public_class_name_stands_once() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(f"{named(module)}:{node.lineno}")
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_the_top_level_is_the_one_the_design_names() -> None:
    ignored = {line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split()}
    found = {child.name for child in ROOT.iterdir()} - ignored - {".git", "node_modules"}
    assert found <= TOP_LEVEL, f"not named in the design: {sorted(found - TOP_LEVEL)}"


def test_the_lock_names_no_index_and_hashes_every_file() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "index-url" not in lock
    assert "://" not in lock
    pinned = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    assert pinned
    assert lock.count("--hash=sha256:") >= len(pinned)


def test_the_lock_pins_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = {
        line.split("==")[0].split("[")[0].lower().replace("_", "-")
        for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()
        if "==" in line
    }
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"] + project["optional-dependencies"]["dask"]
    names = {_name(requirement) for requirement in wanted}
    assert names <= pinned, f"run `make lock`: {sorted(names - pinned)} missing"


def test_importing_rasid_costs_nothing_heavy() -> None:
    import subprocess
    import sys

    code = "import sys, rasid, rasid.cli; print([name for name in ('pandas','great_expectations','prefect','sqlalchemy','fastapi','apprise') if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert loaded == "[]", f"`rasid --help` would load {loaded}"


def _name(requirement: str) -> str:
    for mark in "[<>=!~ ;":
        requirement = requirement.split(mark)[0]
    return requirement.lower().replace("_", "-")

"""`rasid doctor` names what is wrong and the way out; `rasid init` makes a project that works and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rasid.settings
from rasid.cli.new import new
from rasid.errors import SettingsError, SourceError
from rasid.probe.machine import examine
from rasid.probe.project import FOLDERS, make_project
from rasid.settings import CHECKOUT, Settings
from rasid.sources import load_sources
from rasid.validate import load_rules
from tests.cli.conftest import Run


def test_on_a_good_machine_nothing_is_wrong_and_a_script_gets_json(rasid: Run) -> None:
    done = rasid("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(done.stdout)}
    assert done.returncode == 0, done.stdout
    assert {"python", "packages", "project", "data folder", "disk", "database", "time zones", "routes", "Prefect", "browser"} <= set(checks)
    assert not [check for check in checks.values() if check["state"] == "wrong"]


def wrong(settings: Settings) -> dict[str, str]:
    return {check.name: check.found for check in examine(settings) if check.state == "wrong"}


def test_each_thing_that_is_wrong_is_named_with_its_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_project(tmp_path / "project")
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    routes = tmp_path / "routes.yaml"
    routes.write_text("urls: nonsense")
    (tmp_path / "project" / "seeds" / "demo" / "source.toml").write_text("id = ")
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    found = wrong(Settings(project=tmp_path / "project", data=in_the_way / "data", routes=routes, database_url="mysql://somewhere/else"))
    assert set(found) == {"seeds", "data folder", "database", "routes", "Prefect"}
    assert str(in_the_way) in found["data folder"]
    assert "source.toml" in found["seeds"]


def test_a_folder_that_is_no_project_is_told_how_to_become_one(tmp_path: Path) -> None:
    check = next(check for check in examine(Settings(project=tmp_path)) if check.name == "project")
    assert check.state == "wrong"
    assert "rasid init" in check.way_out


def test_a_misspelt_variable_is_told_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_REPAET_HOURS", "3")
    monkeypatch.setenv("RASID_LANGUAGE", "en")
    check = next(check for check in examine(Settings()) if check.name == "variables")
    assert (check.state, check.found) == ("remark", "RASID_REPAET_HOURS is not read: did you mean RASID_REPEAT_HOURS?")
    monkeypatch.delenv("RASID_REPAET_HOURS")
    check = next(check for check in examine(Settings()) if check.name == "variables")
    assert (check.state, "RASID_LANGUAGE" in check.found) == ("good", True)


def test_the_example_of_routes_that_doctor_names_is_there(tmp_path: Path) -> None:
    make_project(tmp_path / "mine")
    for root in (tmp_path / "mine", CHECKOUT):
        check = next(check for check in examine(Settings(project=root, routes=None)) if check.name == "routes")
        if check.state == "remark" and "none" in check.found:
            assert Path(check.way_out.split()[1]).is_file()
    told = next(check for check in examine(Settings(project=tmp_path / "mine")) if check.name == "routes").way_out
    assert told.startswith(f"cp {tmp_path / 'mine' / 'routes.example.yaml'} ")


def test_nothing_is_kept_inside_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(rasid.settings, "PACKAGED_PROJECT", make(tmp_path / "site-packages" / "project"))
    chosen = Settings()
    assert chosen.root == tmp_path / "site-packages" / "project"
    assert chosen.data_dir == tmp_path / ".rasid"
    monkeypatch.setattr("rasid.settings.settings", lambda: chosen)
    with pytest.raises(SourceError, match="rasid init DIR"):
        new("https://example.org/news", source_id=None, name_ar=None, name_en=None, country=None)


def make(folder: Path) -> Path:
    make_project(folder)
    return folder


def test_a_made_project_loads(tmp_path: Path) -> None:
    make_project(tmp_path / "mine")
    sources = load_sources(tmp_path / "mine" / "seeds")
    assert [source.id for source in sources] == ["demo"]
    assert all(source.paused for source in sources), "nothing is visited by itself that nobody asked for"
    assert load_rules(tmp_path / "mine" / "expectations")
    assert all((tmp_path / "mine" / folder).is_dir() for folder in FOLDERS)
    assert (tmp_path / "mine" / "routes.example.yaml").is_file()
    assert ".rasid/" in (tmp_path / "mine" / ".gitignore").read_text("utf-8")


def test_nothing_of_yours_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(SettingsError, match="not empty"):
        make_project(tmp_path)
    assert [child.name for child in tmp_path.iterdir()] == ["notes.txt"]

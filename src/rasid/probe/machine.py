"""What rasid needs of the machine it runs on, looked at without changing anything: the answers of `rasid doctor`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasid.errors import RasidError
from rasid.settings import PACKAGED_PROJECT, SECRETS_DIR, Settings

OLDEST_PYTHON = (3, 11)
LEAST_FREE_MB = 500
"""A day's pages of a dozen sites; below it SQLite's own journal may not fit."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox")
PREFECT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class MachineCheck:
    """``way_out`` is empty where nothing is to be done."""

    name: str
    state: Literal["good", "remark", "wrong"]
    found: str
    way_out: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def examine(settings: Settings) -> list[MachineCheck]:
    """Every check, in the order in which to mend them. A check that breaks is itself a wrong answer, never a traceback."""
    asked: tuple[tuple[str, Callable[[Settings], MachineCheck]], ...] = (
        ("python", _python),
        ("packages", _packages),
        ("variables", _variables),
        ("project", _project),
        ("seeds", _seeds),
        ("rules", _rules),
        ("data folder", _data),
        ("disk", _disk),
        ("database", _database),
        ("time zones", _zones),
        ("routes", _routes),
        ("contact", _contact),
        ("Prefect", _prefect),
        ("browser", _browser),
    )
    checks = []
    for name, ask in asked:
        try:
            checks.append(ask(settings))
        except RasidError as error:
            checks.append(MachineCheck(name, "wrong", str(error)))
        except Exception as error:  # a doctor must not fall ill: whatever broke is the finding
            checks.append(
                MachineCheck(
                    name, "wrong", f"{type(error).__name__}: {error}", "This is a bug of rasid or of a package it uses: report it."
                )
            )
    return checks


def _python(settings: Settings) -> MachineCheck:
    found = f"{sys.version.split()[0]} at {sys.executable}"
    if sys.version_info[:2] < OLDEST_PYTHON:
        return MachineCheck("python", "wrong", found, "rasid needs Python 3.11 or newer: install it and make the environment anew.")
    return MachineCheck("python", "good", found)


def _packages(settings: Settings) -> MachineCheck:
    from importlib.metadata import requires

    from packaging.requirements import Requirement

    wrong = []
    try:
        wanted = [Requirement(line) for line in requires("rasid") or ()]
    except PackageNotFoundError:
        return MachineCheck("packages", "wrong", "rasid itself is not installed, only its files are found.", "Install it: pip install .")
    for requirement in wanted:
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            have = version(requirement.name)
        except PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(have, prereleases=True):
            wrong.append(f"{requirement.name} {have} is not {requirement.specifier}")
    told = f"rasid {version('rasid')}; " + ", ".join(f"{name} {version(name)}" for name in ("prefect", "great-expectations", "pandas"))
    if wrong:
        return MachineCheck(
            "packages", "wrong", "; ".join(wrong), "In a checkout: make clean, then make demo. Elsewhere: pip install --upgrade rasid."
        )
    return MachineCheck("packages", "good", told)


def _project(settings: Settings) -> MachineCheck:
    root = settings.root
    if not settings.seeds_dir.is_dir() or not settings.expectations_dir.is_dir():
        return MachineCheck(
            "project", "wrong", f"{root} has no seeds/ and expectations/.", "Make one: rasid init DIR; then cd DIR, or set RASID_PROJECT."
        )
    if root == PACKAGED_PROJECT:
        return MachineCheck(
            "project",
            "remark",
            f"none here; the one inside the package is looked at, {root}, and no site can be added to it.",
            "Make your own: rasid init DIR; then cd DIR.",
        )
    return MachineCheck("project", "good", str(root))


def _seeds(settings: Settings) -> MachineCheck:
    from rasid.sources import load_sources

    sources = load_sources(settings.seeds_dir)
    if not sources:
        return MachineCheck("seeds", "remark", "none yet", "Add a site: rasid new URL.")
    return MachineCheck("seeds", "good", ", ".join(source.id for source in sources[:10]) + ("…" if len(sources) > 10 else ""))


def _rules(settings: Settings) -> MachineCheck:
    from rasid.validate import load_rules

    return MachineCheck("rules", "good", f"{len(load_rules(settings.expectations_dir))} from {settings.expectations_dir}")


def _data(settings: Settings) -> MachineCheck:
    folder = settings.data_dir
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        return MachineCheck(
            "data folder",
            "wrong",
            f"{folder}: {existing} cannot be written to.",
            "Give yourself write access, or set RASID_DATA to a folder you may write.",
        )
    return MachineCheck("data folder", "good", f"{folder}{'' if folder.exists() else ' (made at the first visit)'}")


def _disk(settings: Settings) -> MachineCheck:
    existing = next(parent for parent in (settings.data_dir, *settings.data_dir.parents) if parent.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    found = f"{free:,} MB free at {existing}; pages may take {settings.keep_pages_mb:,} MB"
    if free < LEAST_FREE_MB:
        return MachineCheck("disk", "wrong", found, "Make room: rasid prune, a smaller RASID_KEEP_PAGES_MB, or another RASID_DATA.")
    if free < settings.keep_pages_mb:
        return MachineCheck("disk", "remark", found, "Lower RASID_KEEP_PAGES_MB, or run rasid prune daily.")
    return MachineCheck("disk", "good", found)


def _database(settings: Settings) -> MachineCheck:
    if settings.database_url is None and not (settings.data_dir / "ledger.db").exists():
        return MachineCheck("database", "good", f"SQLite at {settings.data_dir / 'ledger.db'} (made at the first visit)")
    from sqlalchemy import text

    from rasid.store.database.engine import READING, clear_errors, open_engine, place
    from rasid.store.database.migrate import HEAD, revisions, version_of

    engine = open_engine(settings.database)
    try:
        with clear_errors(engine), engine.connect().execution_options(**READING) as connection, connection.begin():
            connection.execute(text("SELECT 1"))
            schema = version_of(connection)
    finally:
        engine.dispose()
    if schema is None:
        return MachineCheck("database", "good", f"{place(engine)}, empty (the schema is made at the first visit)")
    if schema not in revisions():
        return MachineCheck(
            "database",
            "wrong",
            f"{place(engine)}, schema {schema}, written by a newer rasid (this one knows {HEAD})",
            "Upgrade rasid; until then every command refuses this ledger, and nothing in it is changed.",
        )
    state: Literal["good", "remark"] = "good" if schema == HEAD else "remark"
    way_out = "" if schema == HEAD else "It is brought up to date at the next visit."
    return MachineCheck("database", state, f"{place(engine)}, schema {schema}", way_out)


def _zones(settings: Settings) -> MachineCheck:
    try:
        ZoneInfo("Asia/Riyadh"), ZoneInfo("Africa/Casablanca")
    except (ZoneInfoNotFoundError, OSError):
        return MachineCheck("time zones", "wrong", "no data for Asia/Riyadh and Africa/Casablanca.", "Install them: pip install tzdata.")
    return MachineCheck("time zones", "good", "Asia/Riyadh, Africa/Casablanca known")


def _routes(settings: Settings) -> MachineCheck:
    from rasid.pipeline.alert_views import unheard
    from rasid.pipeline.alerting import readable_sources, routes_of

    routes = routes_of(settings)
    if settings.routes_file is None:
        return MachineCheck(
            "routes",
            "remark",
            "none: alerts are printed on the console.",
            f"cp {_example(settings)} {settings.root / 'routes.yaml'}; put your own addresses in, chmod 600 it, then: rasid alerts test.",
        )
    file = settings.routes_file
    if os.name == "posix" and file.stat().st_mode & 0o077:
        return MachineCheck(
            "routes", "remark", f"{len(routes)} in {file}, which others on this machine can read; it holds secrets.", f"chmod 600 {file}"
        )
    if told := unheard(routes, [source.id for source in readable_sources(settings)]):
        return MachineCheck("routes", "remark", f"{len(routes)} in {file}, and some incidents would reach nobody.", " ".join(told))
    return MachineCheck("routes", "good", f"{len(routes)} in {file} (rasid alerts test tries them)")


def _example(settings: Settings) -> Path:
    """The example a project was made with; a checkout has it only inside the package."""
    own = settings.root / "routes.example.yaml"
    return own if own.is_file() else Path(__file__).parents[1] / "alert" / "routes.example.yaml"


def _variables(settings: Settings) -> MachineCheck:
    """A misspelt variable says nothing by itself: it is simply not read."""
    known = {f"RASID_{name.upper()}" for name in Settings.model_fields} | {SECRETS_DIR}
    present = sorted(name for name, value in os.environ.items() if name.startswith("RASID_") and value)
    meant = {name: close[0] for name in present if name not in known and (close := get_close_matches(name, known, n=1, cutoff=0.8))}
    if meant:
        told = "; ".join(f"{name} is not read: did you mean {nearest}?" for name, nearest in meant.items())
        return MachineCheck("variables", "remark", told, "docs/settings.md lists every setting.")
    own = [name for name in present if name in known]
    return MachineCheck("variables", "good", f"{', '.join(own)} set" if own else "no RASID_* variable set: every setting has its default")


def _contact(settings: Settings) -> MachineCheck:
    default = Settings.model_fields["contact"].default
    if settings.contact == default:
        return MachineCheck(
            "contact", "remark", "sites you visit cannot reach you.", "Set RASID_CONTACT to a page or mail address of yours."
        )
    return MachineCheck("contact", "good", settings.contact)


def _prefect(settings: Settings) -> MachineCheck:
    address = os.environ.get("PREFECT_API_URL")
    if not address:
        return MachineCheck("Prefect", "good", "no server configured: rasid serve starts one on this machine.")
    import requests

    from rasid.urls import redact

    try:
        answer = requests.get(f"{address.rstrip('/')}/health", timeout=PREFECT_SECONDS)
    except requests.RequestException as error:
        return MachineCheck(
            "Prefect",
            "wrong",
            f"{redact(address)} does not answer ({type(error).__name__}).",
            "Start it, or correct or unset PREFECT_API_URL.",
        )
    if answer.status_code >= 400 and answer.status_code not in (401, 403):
        return MachineCheck(
            "Prefect",
            "wrong",
            f"{redact(address)} answers {answer.status_code}.",
            "PREFECT_API_URL must end in /api: http://host:4200/api.",
        )
    return MachineCheck("Prefect", "good", f"{redact(address)} answers")


def _browser(settings: Settings) -> MachineCheck:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        return MachineCheck(
            "browser",
            "remark",
            "none found: only `--open` and the browser tests want one.",
            "Debian: apt-get install chromium fonts-noto-core.",
        )
    return MachineCheck("browser", "good", found)

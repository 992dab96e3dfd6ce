"""What scripts of others read keeps its fields and their types since the release b020ed7; every shape names its schema."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rasid.alert.channels.payload import payload
from rasid.alert.message import Says
from rasid.errors import Refusal
from rasid.model import IncidentState, Refused
from rasid.pipeline.alert_views import incident_json, silence_json
from rasid.pipeline.codec import article_json, finding_json, refusal_json
from rasid.pipeline.standing import standings
from rasid.pipeline.workplace import VisitContext
from rasid.settings import Settings
from rasid.sources import load_source
from rasid.store import Ledger, open_ledger
from rasid.store.export.columns import ARTICLE_COLUMNS, FINDING_COLUMNS, VISIT_COLUMNS
from tests.alert.samples import line, message
from tests.pipeline import first_release
from tests.pipeline.conftest import ROOT

FIELDS = tomllib.loads((Path(__file__).parent / "golden" / "first_release_fields.toml").read_text("utf-8"))
NOW = datetime.fromisoformat(first_release.content()["now"])
JSON_TYPES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "number", float: "number", type(None): "null"}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """That release's ledger, brought up to date."""
    folder = tmp_path_factory.mktemp("first_release")
    first_release.write(f"sqlite:///{folder / 'ledger.db'}", folder / "pages")
    with open_ledger(f"sqlite:///{folder / 'ledger.db'}", pages_dir=folder / "pages") as ledger:
        yield ledger


def walk(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, JSON type) of everything in it."""
    if path:
        yield path, JSON_TYPES[type(value)]
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, f"{path}[]")


def broken(promised: dict[str, str], told: Sequence[dict[str, Any]]) -> list[str]:
    """What is missing from ``told`` or has another type."""
    found: dict[str, set[str]] = {}
    for one in told:
        top = set(one)
        missing = [name for name in promised if not ({".", "["} & set(name)) and name not in top]
        if missing:
            return [f"{name} is missing" for name in missing]
        for path, kind in walk(one):
            found.setdefault(path, set()).add(kind)
    wrong = []
    for path, promise in promised.items():
        allowed = {promise.rstrip("?")} | ({"null"} if promise.endswith("?") else set())
        if path not in found:
            if path.endswith("[]") and path.removesuffix("[]") in found:
                continue  # a list that is empty throughout
            wrong.append(f"{path} is missing")
        elif not found[path] <= allowed:
            wrong.append(f"{path} is {found[path]}, promised was {promise}")
    return wrong


def test_findings_and_articles_keep_their_fields(ledger: Ledger) -> None:
    findings = [finding_json(stored.finding) for stored in ledger.findings.open("demo")]
    refused = [refusal_json(Refusal("This is a list.", url="https://marfa.example/", kind=kind)) for kind in Refused]
    assert broken(FIELDS["finding"], [*findings, *refused]) == []
    articles = [article_json(item.article) for item in ledger.articles.window("demo", NOW - timedelta(days=3), now=NOW)]
    assert len(articles) == 440
    assert broken(FIELDS["article"], articles) == []


def test_typed_values_stand_beside_the_texts(ledger: Ledger) -> None:
    (short,) = [one.finding for one in ledger.findings.open("demo") if one.finding.rule == "headline_too_short"]
    told = finding_json(short)
    assert {"observed_value", "expected_value"} <= told.keys()


def test_incidents_and_silences_keep_their_fields(ledger: Ledger) -> None:
    silences = list(ledger.silences.in_force(NOW))
    found = ledger.incidents.find(states=tuple(IncidentState), source_id="demo")
    assert broken(FIELDS["incident"], [incident_json(one, silences, NOW) for one in found]) == []
    assert broken(FIELDS["silence"], [silence_json(one) for one in silences]) == []


def test_the_webhook_keeps_its_fields(ledger: Ledger) -> None:
    found = ledger.incidents.find(states=tuple(IncidentState), source_id="demo")
    told = [payload(message(line(Says.OPENED, one))) for one in found]
    assert broken(FIELDS["webhook"], told) == []
    assert {one["schema"] for one in told} == {"rasid.alert/1"}


def test_the_status_keeps_its_fields_and_names_its_schema(ledger: Ledger, tmp_path: Path) -> None:
    context = VisitContext(ledger=ledger, settings=Settings(project=ROOT, data=tmp_path), clock=lambda: NOW)
    rows = [row.as_json() for row in standings([load_source(ROOT / "seeds" / "demo")], context)]
    assert broken(FIELDS["status"], rows) == []
    assert {row["schema"] for row in rows} == {"rasid.status/1"}


@pytest.mark.parametrize(
    ("table", "columns"),
    [("articles", ARTICLE_COLUMNS), ("findings", FINDING_COLUMNS), ("visits", VISIT_COLUMNS)],
    ids=["articles", "findings", "visits"],
)
def test_exports_keep_their_columns(table: str, columns: Sequence[Any]) -> None:
    assert FIELDS["export"][table].items() <= {column.name: column.kind for column in columns}.items()

"""The Grafana board and the Prometheus alerts in docs/ ask only for series that rasid has, by labels and values they can have."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from rasid.alert.metrics import SCHEDULES, STATES, Figures, SourceFigures, prometheus
from rasid.model import Fate, Verdict
from rasid.pipeline.standing import SourceStatus
from rasid.settings import CHECKOUT

FOLDER = CHECKOUT / "docs" / "monitoring"
BOARD = json.loads((FOLDER / "grafana.json").read_text("utf-8"))
RULES = [rule for group in yaml.safe_load((FOLDER / "rules.yaml").read_text("utf-8"))["groups"] for rule in group["rules"]]
QUERIES = [target["expr"] for panel in BOARD["panels"] for target in panel["targets"]] + [rule["expr"] for rule in RULES]
SERIES = re.compile(r"(rasid_\w+)(?:\{([^}]*)\})?")


def known() -> dict[str, dict[str, set[str]]]:
    """Every series with the values its labels were seen to have."""
    now = datetime(2026, 11, 30, tzinfo=UTC)
    links = {fate.value: 1 for fate in Fate}
    one = SourceFigures(
        "marfa", now, now, now, findings={"critical": 1}, verdict=str(Verdict.FAILED), cause="blocked", seconds=3, links=links
    )
    figures = Figures(now, [one], {"firing": 1}, {"sent": 1}, attempts={("r", "ok"): 1}, routes_down={"r": True}, last_round=now)
    found: dict[str, dict[str, set[str]]] = {}
    for family in text_string_to_metric_families(prometheus(figures)):
        for sample in family.samples:
            labels = found.setdefault(sample.name, {})
            for name, value in sample.labels.items():
                labels.setdefault(name, set()).add(value)
    return found


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_asks_for_what_there_is(query: str) -> None:
    series = known()
    asked = SERIES.findall(query)
    assert asked
    for name, selector in asked:
        assert name in series, name
        for label, _, value in re.findall(r'(\w+)(=~?)"([^"]*)"', selector):
            assert label in series[name], f"{name} has no label {label}"
            if value != "$source":
                assert set(value.split("|")) <= series[name][label], f"{name}: {label} is never {value}"
    for label in re.findall(r"by \(([^)]*)\)", query):
        assert set(re.split(r", *", label)) <= set.union(*(set(series[name]) for name, _ in asked))


def test_states_and_schedules_in_the_metrics_are_those_of_status() -> None:
    doc = SourceStatus.__doc__ or ""
    assert all(state in doc for state in STATES)
    assert set(SCHEDULES) == {"on", "off", "off in the seed", "unreadable", "none"}


def test_each_alert_says_what_to_do_and_names_are_their_own() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert {"summary", "action"} == set(rule["annotations"])
        assert rule["labels"]["severity"] in ("critical", "warning")
        assert re.fullmatch(r"\d+[mhd]", rule["for"])


def test_panels_have_ids_of_their_own_and_lie_beside_one_another() -> None:
    panels = BOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        place = panel["gridPos"]
        cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells

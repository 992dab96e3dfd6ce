"""The bench counts what a reader said of findings; it runs without the judged texts, and says that it skips them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from rasid.model import Scope, Severity
from rasid.validate import load_rules
from tests.bench import precision

RULES = [
    rule
    for rule in load_rules(Path(__file__).parents[2] / "expectations", scope=Scope.ARTICLE)
    if rule.key in ("body_missing", "headline_missing")
]


def test_right_wrong_and_missed_are_told_apart(tmp_path: Path) -> None:
    rows = [
        {"id": name, "source": source, "headline": "افتتاح معرض الكتاب", "body": body, "published_at": None}
        for name, source, body in [("a", "snn-x", None), ("b", "bbc", None), ("c", "bbc", "افتتح الوزير المعرض.")]
    ]
    said = tmp_path / "judged.jsonl"
    said.write_text(
        "\n".join(
            json.dumps({"id": name, "rule": "body_missing", "verdict": verdict})
            for name, verdict in [("a", True), ("b", False), ("c", True)]
        )
    )
    found, _ = precision.findings(rows, RULES)
    groups = {precision.address(str(row["id"])): precision.group(str(row["source"])) for row in rows}
    told = {one.rule.key: one for one in precision.measured(RULES, found, precision.verdicts([said]), groups)}
    missing = told["body_missing"]
    assert (missing.right, missing.wrong, missing.missed) == (1, 1, 1)
    assert missing.found == {"SNN": 1, "ANT": 1}
    assert not told["headline_missing"].found


def test_without_the_texts_it_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("RASID_TEXTS", raising=False)
    monkeypatch.setattr("sys.argv", ["precision"])
    precision.main()
    assert "Skipped: RASID_TEXTS" in capsys.readouterr().out


ARTICLE_RULES = load_rules(Path(__file__).parents[2] / "expectations", scope=Scope.ARTICLE)
FIGURES = tomllib.loads((Path(__file__).parents[2] / "docs" / "figures.toml").read_text("utf-8"))
BY_COMPARISON = {"headline_repeated", "url_repeated", "body_same_as_another"}
"""Two rows are the same or are not: nothing to judge, and no fault to put into one article."""


def test_no_rule_is_above_info_without_a_figure() -> None:
    loud = [rule for rule in ARTICLE_RULES if rule.severity is not Severity.INFO and rule.key not in BY_COMPARISON]
    unmeasured = [rule.key for rule in loud if not (FIGURES.get(rule.key, {}).get("judged") or FIGURES.get(rule.key, {}).get("tried"))]
    assert not unmeasured, "measure them (python -m tests.bench.precision --write) or make them info"


def test_what_was_judged_above_info_was_right() -> None:
    imprecise = {
        rule.key: (held["right"], held["judged"])
        for rule in ARTICLE_RULES
        if rule.severity is not Severity.INFO
        and (held := FIGURES.get(rule.key))
        and held["judged"] - held["right"] > max(1, 0.05 * held["judged"])
    }
    assert not imprecise, "rebuild them or make them info"

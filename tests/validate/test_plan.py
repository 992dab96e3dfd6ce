"""The short way through Great Expectations says what the plain way says; where it cannot, the plain way is taken."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from rasid.frame import frame_from_rows
from rasid.model import Rule, Scope, Status
from rasid.validate import check, door, load_rules, plan
from tests.frame.prose import NOW, clean_rows
from tests.validate.rules import rule
from tests.validate.test_door import FRAME

RULES = load_rules(Path(__file__).parents[2] / "expectations")
ARTICLE = [one for one in RULES if one.scope is Scope.ARTICLE and one.enabled]


def bad_rows() -> pd.DataFrame:
    rows = clean_rows()[:6]
    rows += [{**dict(row), "url": f"{row['url']}?{place}", "headline": "", "body": ["كلمة"]} for place, row in enumerate(rows[:3])]
    return frame_from_rows(rows, now=NOW)


def both_ways(frame: pd.DataFrame, rules: list[Rule], result_format: object) -> tuple[object, object]:
    short = plan.run(frame, rules, result_format)  # type: ignore[arg-type]
    plain = door.run_plainly(frame, rules, result_format)
    assert short is not None
    return [(one.success, one.result.get("unexpected_index_list")) for one in short], [
        (plain[one.key].success, plain[one.key].result.get("unexpected_index_list")) for one in rules
    ]


@pytest.mark.parametrize("result_format", ["BOOLEAN_ONLY", door.ROWS], ids=["verdicts", "rows"])
def test_every_article_rule_says_the_same_both_ways(result_format: object) -> None:
    short, plain = both_ways(bad_rows(), ARTICLE, result_format)
    assert short == plain


def test_an_empty_frame_says_the_same_both_ways() -> None:
    short, plain = both_ways(bad_rows().head(0), ARTICLE, "BOOLEAN_ONLY")
    assert short == plain


def test_a_rule_with_a_condition_says_the_same_both_ways() -> None:
    conditional = rule(row_condition={"type": "comparison", "column": {"name": "kind"}, "operator": "==", "parameter": "b"})
    short, plain = both_ways(FRAME, [conditional, rule("b_b", kwargs={"column": "n", "max_value": 2})], door.ROWS)
    assert short == plain


def test_a_rule_that_crashes_is_broken_and_spoils_no_other() -> None:
    crashing = rule("a_crash", kwargs={"column": "text", "min_value": 3})  # text against a number
    assert plan.run(FRAME, [crashing, rule()], "BOOLEAN_ONLY") is None
    found = check(FRAME, [crashing, rule()])
    assert [(one.rule, one.status) for one in found] == [("a_crash", Status.BROKEN), ("headline_too_short", Status.FAIL)]


def test_a_great_expectations_without_the_private_methods_is_asked_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = check(FRAME, [rule()])
    monkeypatch.setattr(plan, "_PLANS", {})
    monkeypatch.setattr(plan, "PandasExecutionEngine", lambda: None)  # takes no argument any more
    assert plan.run(FRAME, [rule()], "BOOLEAN_ONLY") is None
    assert check(FRAME, [rule()]) == expected


def test_modules_that_no_rule_uses_are_loaded_at_their_first_use_only() -> None:
    program = """
import json, sys
import rasid.validate.door
names = ["scipy.stats", "altair", *("great_expectations" + part for part in ("", ".data_context", ".data_context.data_context", ".datasource.fluent"))]
kinds = lambda: [type(sys.modules[name]).__name__ for name in names]
from rasid.validate.gx import list_registered_expectation_implementations as known
from great_expectations.expectations import registry
said = [kinds()]
registered = len(known()), len(registry._registered_metrics)
from scipy import stats
import altair
import great_expectations as gx
used = [round(float(stats.norm.cdf(0)), 3), altair.Chart.__name__, gx.data_context.FileDataContext.__name__, gx.get_context.__name__]
from great_expectations.datasource.fluent import PandasDatasource
said += [used, kinds(), registered == (len(known()), len(registry._registered_metrics))]
try:
    gx.no_such_name
except AttributeError as error:
    said.append(str(error))
print(json.dumps(said))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    before, used, after, same_registry, missing = json.loads(done.stdout)
    assert before == ["Postponed"] * 6
    assert used == [0.5, "Chart", "FileDataContext", "get_context"]
    assert after == ["module"] * 6
    assert same_registry, "a rule type or a metric is known only once everything is loaded"
    assert "no_such_name" in missing

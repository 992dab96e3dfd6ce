"""The door to Great Expectations: pass, fail or broken, for every row, whatever the frame."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import great_expectations as gx
import pandas as pd
import pytest

from rasid.errors import RuleError
from rasid.frame import COLUMNS, article_frame, frame_from_rows
from rasid.model import Cause, Rule, Scope, Severity, Status, Words
from rasid.model.values import Bound, Quantity
from rasid.validate import check, check_rows, load_rules, suite_json
from rasid.validate.door import MOST_FINDINGS
from rasid.wording.values import Reader, advice_of, in_both, title_of
from tests.frame.prose import NOW, clean_rows
from tests.frame.test_article_frame import SOURCE
from tests.validate.rules import rule

ARTICLE_RULES = load_rules(Path(__file__).parents[2] / "expectations", scope=Scope.ARTICLE)
FRAME = pd.DataFrame(
    {
        "url": ["https://a.example/1", "https://a.example/2", "https://a.example/3"],
        "n": [1.0, 5.0, None],
        "ratio": [0.254, 1.0, None],
        "text": ["x", None, "y"],
        "kind": ["a", "b", "a"],
        "other": [2.0, 2.0, 2.0],
        "at": pd.to_datetime(["2026-03-02T08:00:00Z", None, "2026-03-05T08:00:00Z"]),
    }
)
NOT_NULL = "expect_column_values_to_not_be_null"
NULL = "expect_column_values_to_be_null"


def found(rules: list[Rule], frame: pd.DataFrame = FRAME) -> list[tuple[str, str, str | None]]:
    return [(one.rule, one.status.value, one.article_url and one.article_url[-1]) for one in check(frame, rules)]


def test_each_failing_row_is_a_finding_and_null_passes() -> None:
    assert found([rule()]) == [("headline_too_short", "fail", "1")]
    assert found([rule(kind=NOT_NULL, kwargs={"column": "text"})]) == [("headline_too_short", "fail", "2")]
    assert found([rule(kind=NULL, kwargs={"column": "text"})]) == [("headline_too_short", "fail", "1"), ("headline_too_short", "fail", "3")]


def test_findings_come_in_the_order_of_the_rules_whatever_great_expectations_does() -> None:
    rules = [
        rule("c_c", NOT_NULL, kwargs={"column": "text"}),
        rule("a_a"),
        rule("b_b", "expect_column_values_to_be_in_set", kwargs={"column": "kind", "value_set": ["a"]}),
    ]
    assert [key for key, _, _ in found(rules)] == ["c_c", "a_a", "b_b"]


def test_what_was_observed_and_expected_stands_in_the_title() -> None:
    (finding,) = check(FRAME, [rule()])
    assert (finding.observed, finding.expected, finding.cause, finding.severity) == ("1", "≥ 3", Cause.CONTENT, Severity.WARNING)
    assert (finding.observed_value, finding.expected_value) == (Quantity(1), Bound(low=3))
    assert in_both(partial(title_of, finding)) == Words("قصير: 1 والمطلوب 3 على الأقل", "Short: 1, expected at least 3")


@pytest.mark.parametrize(
    ("one", "observed", "expected"),
    [
        (rule(kwargs={"column": "n", "min_value": 2, "max_value": 4.5}), "1", "2–4.50"),
        (rule(kwargs={"column": "ratio", "min_value": 0.5}, meta={"unit": "percent"}), "25%", "≥ 50%"),
        (rule(kwargs={"column": "n", "max_value": 0}, meta={"observed": "at"}), "2026-03-02 08:00 UTC", None),
        (rule(meta={"expected": "other"}), "1", "2"),
        (rule(kind="expect_column_values_to_be_in_set", kwargs={"column": "kind", "value_set": ["b"]}), "a", "b"),
        (rule(kind="expect_column_values_to_match_regex", kwargs={"column": "kind", "regex": "b"}), "a", None),
        (rule(kind="expect_column_pair_values_a_to_be_greater_than_b", kwargs={"column_A": "n", "column_B": "other"}), "1", "> 2"),
    ],
)
def test_values_are_shown_as_people_read_them(one: Rule, observed: str, expected: str | None) -> None:
    finding = check(FRAME, [one])[0]
    assert (finding.observed, finding.expected) == (observed, expected)


def test_a_row_condition_leaves_other_rows_alone() -> None:
    condition = {"type": "comparison", "column": {"name": "kind"}, "operator": "IN", "parameter": ["b"]}
    assert found([rule(row_condition=condition)]) == []
    assert found([rule(kwargs={"column": "n", "min_value": 9}, row_condition=condition)]) == [("headline_too_short", "fail", "2")]


def test_a_missing_column_breaks_the_rule_and_names_the_nearest() -> None:
    (finding,) = check(FRAME, [rule(kwargs={"column": "txt", "min_value": 1})])
    assert (finding.status, finding.cause, finding.article_url) == (Status.BROKEN, Cause.RASID, None)
    assert "article.toml: headline_too_short" in finding.detail
    assert "no column “txt”. Did you mean “text”" in finding.detail


@pytest.mark.parametrize("what", ["observed", "expected"])
def test_a_missing_column_to_show_breaks_the_rule_too(what: str) -> None:
    assert [status for _, status, _ in found([rule(meta={what: "nowhere"})])] == ["broken"]


def test_a_crash_inside_great_expectations_breaks_the_rule_and_not_the_others() -> None:
    crashing = rule("body_odd", kwargs={"column": "text", "min_value": 3})
    assert found([crashing, rule()]) == [("body_odd", "broken", None), ("headline_too_short", "fail", "1")]


def test_a_rule_that_cannot_be_built_is_an_error_not_a_silence() -> None:
    with pytest.raises(RuleError, match="unknown type"):
        check(FRAME, [rule(kind="expect_column_value_to_be_between")])


def test_passing_rows_are_told_when_asked_for() -> None:
    told = [(one.status.value, one.article_url and one.article_url[-1]) for one in check(FRAME, [rule()], passes=True)]
    assert told == [("fail", "1"), ("pass", "2"), ("pass", "3")]


def test_disabled_rules_are_not_evaluated() -> None:
    assert check(FRAME, [rule(enabled=False)]) == []


def test_each_finding_knows_its_row_and_the_column_that_explains_it() -> None:
    frame = FRAME.set_index(pd.Index([7, 7, 9]))
    (one,) = check_rows(frame, [rule(kind=NOT_NULL, kwargs={"column": "text"})])
    assert (one.row, one.column, one.finding.article_url) == (1, "text", "https://a.example/2")


def test_rules_on_a_whole_column_give_one_finding_without_an_article() -> None:
    mean = rule("links_found", "expect_column_mean_to_be_between", scope=Scope.SECTION, kwargs={"column": "n", "min_value": 10})
    (finding,) = check(FRAME, [mean])
    assert (finding.status, finding.article_url, finding.observed, finding.expected) == (Status.FAIL, None, "3", "≥ 10")
    assert check(FRAME, [rule("links_found", "expect_table_row_count_to_be_between", kwargs={"min_value": 3})]) == []


def test_a_section_rule_on_its_one_row_names_no_article() -> None:
    (finding,) = check(FRAME.head(1), [rule("links_found", scope=Scope.SECTION)])
    assert finding.article_url is None


def test_no_articles_no_findings() -> None:
    assert check(article_frame([], source=None, now=NOW), ARTICLE_RULES) == []


def test_clean_articles_pass_every_rule() -> None:
    frame = frame_from_rows(clean_rows(), source=SOURCE, now=NOW)
    assert [(one.rule, one.article_url, one.observed) for one in check(frame, ARTICLE_RULES)] == []


def test_one_article_is_judged_alone() -> None:
    frame = frame_from_rows([{**clean_rows()[0], "headline": None}], source=SOURCE, now=NOW)
    assert [one.rule for one in check(frame, ARTICLE_RULES)] == ["headline_missing"]


def test_all_null_rows_miss_what_they_must_have_and_break_nothing() -> None:
    nulls = article_frame([], source=None, now=NOW).reindex(range(3))
    nulls["type"] = "article"
    told = check(nulls, ARTICLE_RULES)
    assert {one.status for one in told} == {Status.FAIL}
    assert {one.rule for one in told} == {"headline_missing", "body_missing", "published_at_missing"}


def test_a_frame_without_any_signal_breaks_every_rule() -> None:
    told = check(pd.DataFrame({"url": ["https://a.example/1"]}), ARTICLE_RULES)
    assert {one.status for one in told if one.rule != "url_repeated"} == {Status.BROKEN}
    assert len({one.rule for one in told}) == len(ARTICLE_RULES) - 1


def test_what_is_listed_of_very_many_rows_is_capped_and_the_count_stays_true() -> None:
    many = pd.DataFrame({"url": [f"https://a.example/{n}" for n in range(5_000)], "n": [0.0] * 4_200 + [9.0] * 800})
    told = check(many, [rule()])
    assert len(told) == MOST_FINDINGS
    assert sum(one.affected for one in told) == 4_200
    assert "4200 rows fail" in told[0].detail


def test_no_braces_and_no_dash_are_left_in_the_words_of_a_real_finding() -> None:
    bad = {"url": "https://a.example/1", "headline": "عاجل", "body": "نص <b>قصير</b>", "published_at": "2031-01-01T00:00:00"}
    for one in check(frame_from_rows([bad], source=SOURCE, now=NOW), ARTICLE_RULES):
        for text in (write(one, Reader(language)) for write in (title_of, advice_of) for language in ("ar", "en")):
            assert not re.search(r"[{}]|—$", text), (one.rule, text)


def test_threads_do_not_disturb_each_other() -> None:
    """Great Expectations replaces a process-wide project with every context."""
    frames = [pd.DataFrame({"url": ["https://a.example/1"], "n": [float(n)], "text": ["x"]}) for n in range(12)]
    rules = [rule(), rule("body_missing", NOT_NULL, kwargs={"column": "text"})]
    with ThreadPoolExecutor(6) as pool:
        counts = list(pool.map(lambda frame: len(check(frame, rules)), frames))
    assert counts == [1, 1, 1] + [0] * 9


def test_the_suite_is_great_expectations_own_json() -> None:
    told = json.loads(json.dumps(suite_json(ARTICLE_RULES, "article")))
    assert len(told["expectations"]) == len(ARTICLE_RULES)
    first = told["expectations"][0]
    assert set(first) >= {"type", "kwargs", "severity", "notes", "meta"}
    assert first["meta"]["key"] == ARTICLE_RULES[0].key
    again = gx.ExpectationSuite(name=told["name"], expectations=told["expectations"])
    assert len(again.expectations) == len(ARTICLE_RULES)


def test_every_column_rules_speak_of_is_in_the_frame() -> None:
    assert {column for one in ARTICLE_RULES for column in (one.kwargs.get("column"),) if column} <= set(COLUMNS)

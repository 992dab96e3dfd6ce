"""Reading expectations/*.toml: what is wrong in a file is said with file, rule and the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.errors import RuleError
from rasid.model import Scope, Severity, Words
from rasid.validate import load_rules, verify
from rasid.validate.suite import table
from tests.validate.rules import TABLE, book


def test_a_table_becomes_a_rule(tmp_path: Path) -> None:
    (rule,) = load_rules(book(tmp_path, TABLE))
    assert (rule.key, rule.scope, rule.severity, rule.field, rule.file) == (
        "headline_too_short",
        Scope.ARTICLE,
        Severity.WARNING,
        "headline",
        "article.toml",
    )
    assert rule.kwargs == {"column": "headline_length", "min_value": 10}
    assert rule.good == ({"headline": "عنوان طويل بما يكفي"},)


def test_arabic_stands_on_its_own_line_without_gaining_a_line_break(tmp_path: Path) -> None:
    text = TABLE.replace('good = [{ headline = "عنوان طويل بما يكفي" }]', 'good = [{ headline = """\nعنوان طويل بما يكفي\n""" }]')
    (rule,) = load_rules(book(tmp_path, text))
    assert rule.good[0]["headline"] == "عنوان طويل بما يكفي"


def test_the_field_is_the_key_s_first_part_also_where_it_holds_an_underscore(tmp_path: Path) -> None:
    text = TABLE.replace("headline_too_short", "published_at_missing")
    assert load_rules(book(tmp_path, text))[0].field == "published_at"


def test_a_row_condition_is_kept_apart_and_put_back_for_great_expectations(tmp_path: Path) -> None:
    condition = '{ type = "comparison", column = { name = "type" }, operator = "IN", parameter = ["article"] }'
    text = TABLE.replace("min_value = 10 }", f"min_value = 10, row_condition = {condition} }}")
    rules = load_rules(book(tmp_path, text))
    assert rules[0].row_condition is not None
    verify(rules)


def test_where_a_limit_comes_from_is_said_in_both_languages_or_in_one_text_for_both(tmp_path: Path) -> None:
    assert load_rules(book(tmp_path, TABLE))[0].threshold_source == Words("tests", "tests")
    text = TABLE.replace('threshold_source = "tests"', 'threshold_source = { ar = "تقديرنا.", en = "Ours." }')
    (rule,) = load_rules(book(tmp_path, text))
    assert rule.threshold_source == Words("تقديرنا.", "Ours.")
    assert table(rule)["meta"]["threshold_source"] == {"ar": "تقديرنا.", "en": "Ours."}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('threshold_source = "tests"', 'threshold_source = { en = "Ours." }'), "meta.threshold_source must have two texts"),
        (('severity = "warning"', 'severity = "warnin"'), "unknown severity “warnin”.* Did you mean “warning”"),
        (('severity = "warning"', ""), "unknown severity"),
        (("notes =", "note ="), "unknown field “note”. Did you mean “notes”"),
        (("threshold_source =", "treshold_source ="), "unknown field “meta.treshold_source”. Did you mean “threshold_source”"),
        (("[[expectations]]", "[[expectation]]"), "unknown table “expectation”.* Did you mean “expectations”"),
        (('type = "expect_column_values_to_be_between"', ""), "“type” is missing"),
        (('key = "headline_too_short"', 'key = "Headline too short"'), "meta.key must be a name"),
        (('key = "headline_too_short"', ""), "rule number 1: meta.key"),
        (("min_value = 10 }", "min_value = 10, mostly = 0.9 }"), "no “mostly”"),
        (("min_value = 10 }", 'min_value = { "$PARAMETER" = "x" } }'), "kwargs.min_value: suite parameters are not supported"),
        (("min_value = 10 }", "min_value = 10, row_condition = 'a>1' }"), "the string form is deprecated"),
        (('ar = "قصير", ', ""), "meta.title must have two texts"),
        (('good = [{ headline = "عنوان طويل بما يكفي" }]', "good = ['x']"), "meta.good must be a list of tables"),
        (('notes = "why"', "notes = why"), "no readable TOML"),
    ],
)
def test_what_is_wrong_is_said_with_file_rule_and_the_nearest_word(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(RuleError, match=r"^article\.toml.*" + message):
        load_rules(book(tmp_path, TABLE.replace(*change)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("values_to_be_between", "values_to_be_betwen"), "unknown type .* Did you mean “expect_column_values_to_be_between”"),
        (("min_value", "min_valeu"), "has no argument “min_valeu”. Did you mean “min_value”"),
        (("min_value = 10", 'min_value = "ten"'), "argument “min_value”: value is not a valid float"),
        ((", min_value = 10", ""), "min_value and max_value cannot both be None"),
        (('column = "headline_length", ', ""), "argument “column”: field required"),
    ],
)
def test_what_only_great_expectations_knows_to_be_wrong_is_said_alike(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    rules = load_rules(book(tmp_path, TABLE.replace(*change)))
    with pytest.raises(RuleError, match=r"^article\.toml: headline_too_short: .*" + message):
        verify(rules)


def test_a_rule_about_a_column_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    folder = book(tmp_path, TABLE)
    assert load_rules(folder, columns=("headline_length",))
    with pytest.raises(RuleError, match=r"no column “headline_length”. Did you mean “headline_lenght”"):
        load_rules(folder, columns=("headline_lenght", "body"))


def test_keys_are_unique_over_all_files(tmp_path: Path) -> None:
    book(tmp_path, TABLE, "section.toml")
    with pytest.raises(RuleError, match=r"section\.toml: headline_too_short: this key is already taken in article\.toml"):
        load_rules(book(tmp_path, TABLE))


def test_one_scope_may_be_read_alone_and_must_then_exist(tmp_path: Path) -> None:
    folder = book(tmp_path, TABLE)
    assert len(load_rules(folder, scope=Scope.ARTICLE)) == 1
    with pytest.raises(RuleError, match=r"section\.toml: there are no expectations"):
        load_rules(folder, scope=Scope.SECTION)


def test_a_project_without_rules_is_refused_since_nothing_found_would_look_healthy(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="there are no expectations"):
        load_rules(tmp_path)

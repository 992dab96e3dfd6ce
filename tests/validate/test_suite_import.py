"""A suite comes back from Great Expectations' tools into the rules' files, and nothing that a suite cannot say is lost."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import great_expectations as gx
import pytest

from rasid.errors import RuleError
from rasid.model import Scope
from rasid.validate import suite_json
from rasid.validate.rulebook import read_rules
from rasid.validate.suite_import import import_suite

STANDARD = Path(__file__).parents[2] / "expectations"
RULES = '''# What we promise.

[[expectations]]
type = "expect_column_values_to_be_between"
severity = "warning"   # the desk agreed
kwargs = { column = "headline_letters", min_value = 8 }
[expectations.meta]
key = "headline_short"
[expectations.meta.title]
en = "Headline too short: {observed}"
ar = """
العنوان قصير: {observed}
"""
[expectations.meta.advice]
en = "Say what happened."
ar = """
اكتبوا ما حدث.
"""
[[expectations.meta.good]]
headline = """
الحكومة تقر موازنة العام
"""
[[expectations.meta.bad]]
headline = "عاجل"
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.toml").write_text(RULES, "utf-8")
    return tmp_path


def exported(folder: Path) -> dict[str, Any]:
    """As another program has it: written to JSON, read by Great Expectations, written by it."""
    told = suite_json(read_rules(folder / "article.toml", Scope.ARTICLE), "article")
    return dict(gx.ExpectationSuite(**json.loads(json.dumps(told))).to_json_dict())


@pytest.mark.parametrize("scope", list(Scope))
def test_a_suite_nobody_edited_changes_no_letter_of_the_standard_rules(scope: Scope) -> None:
    file = STANDARD / f"{scope.value}.toml"
    taken = import_suite(suite_json(read_rules(file, scope), scope.value), STANDARD)
    assert (taken.changed, taken.added, taken.missing) == ({}, (), ())
    assert taken.text == file.read_text("utf-8")


def test_only_what_was_edited_changes_and_comments_and_rows_stay(folder: Path) -> None:
    suite = exported(folder)
    rule = suite["expectations"][0]
    rule["kwargs"] |= {"min_value": 12.0, "max_value": 90.0}
    rule["meta"]["title"]["ar"] = 'عنوان "أقصر" من اللازم \\ {observed}'
    taken = import_suite(suite, folder)
    assert taken.changed == {"headline_short": ("kwargs.min_value", "kwargs.max_value", "meta.title.ar")}
    assert "# What we promise." in taken.text
    assert "# the desk agreed" in taken.text
    assert "min_value = 12," in taken.text
    taken.write()
    (after,) = read_rules(folder / "article.toml", Scope.ARTICLE)
    assert after.title.ar == 'عنوان "أقصر" من اللازم \\ {observed}'
    assert after.good == ({"headline": "الحكومة تقر موازنة العام"},)
    assert taken.backup.read_text("utf-8") == RULES


def test_a_tool_that_drops_the_rows_drops_no_row(folder: Path) -> None:
    suite = exported(folder)
    del suite["expectations"][0]["meta"]["good"], suite["expectations"][0]["meta"]["bad"]
    assert import_suite(suite, folder).text == RULES


def test_a_new_expectation_becomes_a_rule_with_its_rows(folder: Path) -> None:
    suite = exported(folder)
    suite["expectations"].append(
        {
            "type": "expect_column_values_to_be_between",
            "kwargs": {"column": "headline_length", "max_value": 90.0},
            "severity": "info",
            "meta": {
                "key": "headline_over_ninety",
                "title": {"ar": "العنوان طويل", "en": "The headline is long"},
                "advice": {"ar": "اختصروا العنوان.", "en": "Shorten it."},
                "good": [{"headline": "قمة عربية في عمّان", "body": ["فقرة أولى.", "فقرة ثانية."]}],
                "bad": [{"headline": "س" * 91}],
            },
        }
    )
    taken = import_suite(suite, folder)
    assert taken.added == ("headline_over_ninety",)
    assert taken.text.startswith(RULES)
    made = tomllib.loads(taken.text)["expectations"][1]
    assert made["kwargs"] == {"column": "headline_length", "max_value": 90}
    assert made["meta"]["good"][0]["body"] == ["فقرة أولى.", "فقرة ثانية."]
    taken.write()
    assert import_suite(suite, folder).text == taken.text


def test_a_suite_alone_makes_the_file_anew(folder: Path, tmp_path: Path) -> None:
    suite, empty = exported(folder), tmp_path / "empty"
    empty.mkdir()
    taken = import_suite(suite, empty)
    taken.write()
    (made,) = read_rules(empty / "article.toml", Scope.ARTICLE)
    assert suite_json([made], "article") == suite_json(read_rules(folder / "article.toml", Scope.ARTICLE), "article")


def test_what_the_suite_leaves_out_is_left_and_named(folder: Path) -> None:
    suite = exported(folder)
    suite["expectations"] = []
    taken = import_suite(suite, folder)
    assert (taken.missing, taken.text) == (("headline_short",), RULES)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda suite: suite.update(name="bbc-arabic.article"), "none of rasid's"),
        (lambda suite: suite.update(expectations="all"), "none of rasid's"),
        (lambda suite: suite["expectations"].append("all"), "none of rasid's"),
        (lambda suite: suite["expectations"][0]["meta"].update(changed_because="a column"), "--source"),
        (lambda suite: suite["expectations"][0]["kwargs"].update(minimum=3), "minimum"),
        (lambda suite: suite["expectations"][0].update(severity="grave"), "grave"),
        (lambda suite: suite["expectations"][0].update(meta="none"), "meta"),
        (lambda suite: suite["expectations"].append({"type": "expect_column_values_to_not_be_null", "kwargs": {}}), "number 2"),
    ],
)
def test_a_suite_that_would_be_no_rules_is_refused_and_changes_nothing(folder: Path, spoil: Any, told: str) -> None:
    suite = exported(folder)
    spoil(suite)
    with pytest.raises(RuleError, match=told):
        import_suite(suite, folder)
    assert (folder / "article.toml").read_text("utf-8") == RULES

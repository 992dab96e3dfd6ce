"""What a source changes about a rule: leaf by leaf, with a reason, until a day."""

from __future__ import annotations

from datetime import date

import pytest

from rasid.errors import RuleError
from rasid.model import Override, Section, Severity, Source, Words
from rasid.model import retired as retirement
from rasid.validate import overrides, rules_for
from tests.validate.rules import rule

TODAY = date(2026, 3, 2)
RULES = [rule(kwargs={"column": "n", "min_value": 3, "max_value": 9}), rule("body_missing")]


def source(*overrides: Override) -> Source:
    return Source(
        "daffa",
        Words("الضفة", "Daffa"),
        "https://a.example",
        "JO",
        "Asia/Amman",
        (Section("n", Words("ن", "n"), "https://a.example/n"),),
        overrides=overrides,
    )


def test_without_overrides_the_rules_stay_as_they_are() -> None:
    assert rules_for(None, RULES, TODAY) == RULES
    assert rules_for(source(), RULES, TODAY) == RULES


def test_only_the_named_leaves_change() -> None:
    override = Override("headline_too_short", "labels are their style", {"kwargs": {"min_value": 1}, "severity": "info"})
    changed, other = rules_for(source(override), RULES, TODAY)
    assert changed.kwargs == {"column": "n", "min_value": 1, "max_value": 9}
    assert changed.severity is Severity.INFO
    assert changed.changed_by == override
    assert other == RULES[1]


def test_a_disabled_rule_stays_in_the_list_with_its_reason() -> None:
    (disabled, _) = rules_for(source(Override("headline_too_short", "why", {"enabled": False})), RULES, TODAY)
    assert not disabled.enabled
    assert disabled.changed_by is not None


@pytest.mark.parametrize(("until", "changes"), [(date(2026, 3, 2), True), (date(2026, 3, 1), False), (None, True)])
def test_an_override_holds_to_the_end_of_its_last_day(until: date | None, changes: bool) -> None:
    override = Override("headline_too_short", "why", {"severity": "critical"}, until)
    assert (rules_for(source(override), RULES, TODAY)[0].severity is Severity.CRITICAL) is changes


def test_a_later_override_is_laid_over_an_earlier_one() -> None:
    first = Override("headline_too_short", "why", {"kwargs": {"min_value": 1}})
    second = Override("headline_too_short", "why", {"kwargs": {"max_value": 5}})
    assert rules_for(source(first, second), RULES, TODAY)[0].kwargs == {"column": "n", "min_value": 1, "max_value": 5}


@pytest.mark.parametrize(
    ("override", "message"),
    [
        (Override("headline_to_short", "why"), "no such rule. Did you mean “headline_too_short”"),
        (Override("body_missing", " "), "it needs a reason"),
        (Override("body_missing", "why", {"severty": "info"}), "“severty” cannot be changed.*Did you mean “severity”"),
        (Override("body_missing", "why", {"severity": "inf"}), "unknown severity “inf”.*Did you mean “info”"),
        (Override("body_missing", "why", {"kwargs": 3}), "“kwargs” must be a table"),
    ],
)
def test_an_override_that_cannot_be_is_refused_with_source_and_rule(override: Override, message: str) -> None:
    with pytest.raises(RuleError, match=f"^daffa: override of “{override.rule}”: .*{message}"):
        rules_for(source(override), RULES, TODAY)


def test_an_override_of_a_retired_rule_warns_and_stops_nothing(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(retirement, "retired", lambda: {"body_shouts": (rule().key,), "body_sings": ()})
    monkeypatch.setattr(overrides, "retired", retirement.retired)
    one = source(Override("body_shouts", "اتفقنا", {"severity": "info", "kwargs": {"max_value": 9}}), Override("body_sings", "لا حاجة", {}))
    (found,) = rules_for(one, [rule()], TODAY)
    assert (found.severity, found.kwargs) == (Severity.INFO, rule().kwargs)
    assert "body_shouts" in caplog.text
    assert "nothing took its place" in caplog.text

"""Rules as Great Expectations' own objects, and a suite as its own JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasid.errors import RuleError
from rasid.model import Rule
from rasid.validate.gx import (
    ColumnMapExpectation,
    ColumnPairMapExpectation,
    Expectation,
    ExpectationConfiguration,
    ExpectationSuite,
    GreatExpectationsError,
    MulticolumnMapExpectation,
    get_expectation_impl,
    list_registered_expectation_implementations,
)
from rasid.validate.rulebook import nearest, where

ALWAYS = frozenset(
    {"id", "meta", "notes", "result_format", "description", "catch_exceptions", "rendered_content", "severity", "windows", "batch_id"}
)
"""Fields every expectation class has, which are no arguments of a rule."""


def verify(rules: Sequence[Rule]) -> None:
    """Raises RuleError for the first rule with a misspelt type or argument, a missing argument or a value of the wrong kind."""
    for rule in rules:
        expectation(rule)


def expectation(rule: Rule, *, complete: bool = True) -> Expectation:
    """One rule as an expectation; with ``complete`` false without its texts.

    Great Expectations copies the whole configuration a hundred times a rule while it validates: the key alone is half the time.
    Built singly: ``ExpectationSuite(expectations=[…])`` drops a rule with a misspelt type or severity without a word (GX 1.24.1).
    """
    known = list_registered_expectation_implementations()
    if rule.type not in known:
        raise RuleError(f"{where(rule)}: unknown type “{rule.type}”.{nearest(rule.type, known)}")
    arguments = [name for name in get_expectation_impl(rule.type).__fields__ if name not in ALWAYS]
    for name in rule.kwargs:
        if name not in arguments:
            raise RuleError(f"{where(rule)}: {rule.type} has no argument “{name}”.{nearest(name, arguments)}")
    try:
        told = table(rule)
        if not complete:
            told |= {"meta": {"key": rule.key}, "notes": None}
        return ExpectationConfiguration(**told).to_domain_obj()
    except (ValueError, GreatExpectationsError) as error:  # pydantic's ValidationError is a ValueError
        raise RuleError(f"{where(rule)}: {_reason(error)}") from None


def judges_rows(rule: Rule) -> bool:
    """Whether the rule's type judges each row, not a column or table as a whole."""
    return issubclass(get_expectation_impl(rule.type), (ColumnMapExpectation, ColumnPairMapExpectation, MulticolumnMapExpectation))


def table(rule: Rule) -> dict[str, Any]:
    """The rule as Great Expectations writes an expectation: ``type``, ``kwargs``, ``severity``, ``notes``, ``meta``."""
    kwargs = dict(rule.kwargs)
    if rule.row_condition is not None:
        kwargs["row_condition"] = dict(rule.row_condition)
    meta = {"key": rule.key, "title": _both(rule.title), "advice": _both(rule.advice), "field": rule.field, **rule.meta}
    if rule.short:
        meta["short"] = _both(rule.short)
    if rule.threshold_source:
        meta["threshold_source"] = _both(rule.threshold_source)
    for name, rows in (("good", rule.good), ("bad", rule.bad)):
        if rows:
            meta[name] = [dict(row) for row in rows]
    if rule.changed_by is not None:
        meta["changed_because"] = rule.changed_by.reason
    return {"type": rule.type, "kwargs": kwargs, "severity": rule.severity.value, "notes": rule.notes or None, "meta": meta}


def suite(rules: Sequence[Rule], name: str, *, complete: bool = True) -> ExpectationSuite:
    """The enabled rules as one suite. Raises RuleError."""
    expectations = [expectation(rule, complete=complete) for rule in rules if rule.enabled]
    made = ExpectationSuite(name=name, expectations=expectations)
    assert len(made.expectations) == len(expectations)
    return made


def suite_json(rules: Sequence[Rule], name: str = "rasid") -> dict[str, Any]:
    """The enabled rules as Great Expectations saves a suite: a JSON-ready dict that ``gx.ExpectationSuite(**…)`` reads. Raises RuleError."""
    return dict(suite(rules, name).to_json_dict())


def _both(words: Any) -> dict[str, str]:
    return {"ar": words.ar, "en": words.en}


def _reason(error: Exception) -> str:
    """The first complaint in one line; pydantic's own text runs over many."""
    errors = getattr(error, "errors", None)
    if errors is None:
        return " ".join(str(error).split())
    first = errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part != "__root__")
    return f"argument “{place}”: {first['msg']}" if place else str(first["msg"])

"""From a failed row to values: what was observed, and what would have passed. Words are made of them at the output."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from rasid.model import Cause, Rule, Scope
from rasid.model.values import Bound, Day, Instant, InstantBound, LanguageCode, OneOf, Quantity, Quote, Value


def observed_at(rule: Rule, frame: pd.DataFrame, row: int) -> Value | None:
    """The value of the column the rule shows (``meta.observed``, else the rule's own), None for booleans and nulls."""
    column = rule.meta.get("observed") or rule.kwargs.get("column") or rule.kwargs.get("column_A")
    if column is None or column not in frame.columns:
        return None
    return value_in(frame.at[row, column], rule.meta.get("unit"))


def expected_of(rule: Rule, frame: pd.DataFrame | None, row: int | None) -> Value | None:
    """What would have passed: the value of ``meta.expected``'s column, else the rule's bounds or set. None where the rule shows another column than
    its bounds are for, or any value above 0 is too many: neither bound says anything to people."""
    column, unit = rule.meta.get("expected"), rule.meta.get("unit")
    if column is not None:
        return None if frame is None or row is None else value_in(frame.at[row, column], rule.meta.get("expected_unit", unit))
    if "observed" in rule.meta or _bounds(rule) == {"max_value": 0}:
        return None
    if rule.type.endswith("_be_between"):
        return _between(value_in(rule.kwargs.get("min_value"), unit), value_in(rule.kwargs.get("max_value"), unit))
    if rule.type.endswith("_be_in_set"):
        found = tuple(one for value in rule.kwargs.get("value_set", ()) if (one := value_in(value, unit)) is not None)
        return found[0] if len(found) == 1 else OneOf(found) if found else None
    if rule.type == "expect_column_pair_values_a_to_be_greater_than_b" and frame is not None and row is not None:
        return _between(value_in(frame.at[row, rule.kwargs["column_B"]], unit), None, strict=not rule.kwargs.get("or_equal"))
    return None


def _between(low: Value | None, high: Value | None, *, strict: bool = False) -> Value | None:
    if isinstance(low, Instant) or isinstance(high, Instant):
        return InstantBound(low.at if isinstance(low, Instant) else None, high.at if isinstance(high, Instant) else None)
    ends = [one for one in (low, high) if isinstance(one, Quantity)]
    if not ends:
        return None
    least, most = (one.value if isinstance(one, Quantity) else None for one in (low, high))
    return Bound(least, most, ends[0].unit, strict)


def value_in(value: Any, unit: str | None = None) -> Value | None:
    """A value of a frame with its ``unit`` (``percent``, ``language``, ``year``, or one of wording's ``unit.*``); None for nulls and booleans.

    >>> value_in(2.0, "hours"), value_in("fa", "language"), value_in(float("nan"))
    (Quantity(value=2.0, unit='hours'), LanguageCode(code='fa'), None)
    """
    if value is None or isinstance(value, (bool, list, tuple, dict)) or type(value).__name__ in ("bool_", "bool"):
        return None
    if value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, datetime):
        moment = value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else value
        return Instant(moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC))
    if isinstance(value, date):
        return Day(value)
    if isinstance(value, str):
        return LanguageCode(value) if unit == "language" else Quote(value)
    return Quantity(float(value), unit)


def counts_places(rule: Rule) -> bool:
    """Whether the rule's value is a number of offending places and any is too many: then the words themselves are what was observed,
    and whoever looks for the spans says so. The count may still stand in the title."""
    return rule.scope is Scope.ARTICLE and _bounds(rule) == {"max_value": 0} and "observed" not in rule.meta


def cause_of(rule: Rule) -> Cause:
    """``content`` unless the rule says otherwise; the pipeline may find a common cause of many findings."""
    return Cause(rule.meta.get("cause", Cause.CONTENT))


def _bounds(rule: Rule) -> dict[str, Any]:
    return {name: value for name, value in rule.kwargs.items() if name != "column"}

"""From a failed row to words: what was observed, what was expected, and titles with the numbers in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from rasid.model import Cause, Rule, Scope, Words
from rasid.wording import say
from rasid.wording.format import bound, isolate, language_name, moment

UNKNOWN = "—"
PLAIN = re.compile(r"[\d.,–]+%?")
"""Numbers need no isolation: they keep their order in any text."""
LONGER = {"minutes": (120, 60, "hours"), "hours": (72, 24, "days")}
"""From how many on people count in the next unit, and how many make one of it."""
SHORT = {"minutes": "min", "hours": "h", "days": "d"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose clock and whose months titles tell moments by: 14:48 in ``timezone``, «تشرين الثاني» in ``country`` LB, «نوفمبر» in EG."""

    timezone: str = "UTC"
    country: str | None = None


ANYBODY = Reader()


@dataclass(frozen=True, slots=True)
class Told:
    """One value: as scripts and lists have it, and as readers of either language say it, its unit with it."""

    plain: str
    words: Words


def observed_at(rule: Rule, frame: pd.DataFrame, row: int, reader: Reader = ANYBODY) -> Told | None:
    """The value of the column the rule shows (``meta.observed``, else the rule's own), None for booleans and nulls."""
    column = rule.meta.get("observed") or rule.kwargs.get("column") or rule.kwargs.get("column_A")
    if column is None or column not in frame.columns:
        return None
    return told(frame.at[row, column], rule.meta.get("unit"), reader)


def expected_of(rule: Rule, frame: pd.DataFrame | None, row: int | None, reader: Reader = ANYBODY) -> Told | None:
    """What would have passed: the value of ``meta.expected``'s column, else the rule's bounds or set. None where the rule shows another column than
    its bounds are for, or any value above 0 is too many: neither bound says anything to people."""
    column, unit = rule.meta.get("expected"), rule.meta.get("unit")
    if column is not None:
        return None if frame is None or row is None else told(frame.at[row, column], rule.meta.get("expected_unit", unit), reader)
    if "observed" in rule.meta or _bounds(rule) == {"max_value": 0}:
        return None
    if rule.type.endswith("_be_between"):
        low, high = shown(rule.kwargs.get("min_value"), unit), shown(rule.kwargs.get("max_value"), unit)
        if low is not None and high is not None:
            return as_it_is(f"{low}–{high}" if low != high else low)
        return as_it_is(f"≥ {low}" if low is not None else f"≤ {high}")
    if rule.type.endswith("_be_in_set"):
        found = [one for value in rule.kwargs.get("value_set", ()) if (one := told(value, unit, reader)) is not None]
        if not found:
            return None
        return Told(
            ", ".join(one.plain for one in found),
            Words(ar="، ".join(one.words.ar for one in found), en=", ".join(one.words.en for one in found)),
        )
    if rule.type == "expect_column_pair_values_a_to_be_greater_than_b" and frame is not None and row is not None:
        least = shown(frame.at[row, rule.kwargs["column_B"]], unit)
        return None if least is None else as_it_is(f"≥ {least}" if rule.kwargs.get("or_equal") else f"> {least}")
    return None


def told(value: Any, unit: str | None = None, reader: Reader = ANYBODY) -> Told | None:
    """A value of a frame with its ``unit`` (``percent``, ``language``, or one of wording's ``unit.*``); None for nulls and booleans.

    >>> told(2.0, "hours").words.ar, told(90.0, "hours").words.en, told(0.5, "percent").plain
    ('ساعتان', '4 days', '50%')
    """
    plain = shown(value, unit)
    if plain is None:
        return None
    if unit == "language":
        return Told(plain, Words(ar=language_name(plain, "ar"), en=language_name(plain, "en")))
    if isinstance(value, datetime):
        zone = " (UTC)" if reader.timezone == "UTC" else ""
        arabic, english = (moment(value, language, timezone=reader.timezone, country=reader.country) + zone for language in ("ar", "en"))
        return Told(plain, Words(ar=arabic, en=english))
    if unit is None or unit == "percent" or isinstance(value, (str, date)):
        return as_it_is(plain)
    number, longer = float(value), False
    while unit in LONGER and number >= LONGER[unit][0]:
        number, unit, longer = number / LONGER[unit][1], LONGER[unit][2], True
    n = round(number) if longer or number >= 10 or number == int(number) else round(number, 1)
    return Told(plain, Words(ar=say(f"unit.{unit}", "ar", n=n), en=say(f"unit.{unit}", "en", n=n)))


def shown(value: Any, unit: str | None = None) -> str | None:
    """A value of a frame as text: whole numbers without decimals, others with two, moments to the minute; None for nulls and booleans."""
    if value is None or isinstance(value, (bool, list, tuple, dict)) or type(value).__name__ in ("bool_", "bool"):
        return None
    if value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M %Z").strip()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    number = float(value)
    if unit == "percent":
        return f"{number * 100:.0f}%"
    plain = f"{number:.0f}" if number == int(number) else f"{number:.2f}"
    return f"{plain} {SHORT[unit]}" if unit in SHORT else plain


def worded(words: Words, observed: Told | None, expected: Told | None) -> Words:
    """``words`` with ``{observed}`` and ``{expected}`` filled in, bounds in words, what a page says isolated; other braces are left alone."""
    return Words(ar=_filled(words.ar, observed, expected, "ar"), en=_filled(words.en, observed, expected, "en"))


def plain_of(value: Told | None) -> str | None:
    """The value for scripts and lists."""
    return value.plain if value is not None else None


def counts_places(rule: Rule) -> bool:
    """Whether the rule's value is a number of offending places and any is too many: then the words themselves are what was observed,
    and whoever looks for the spans says so. The count may still stand in the title."""
    return rule.scope is Scope.ARTICLE and _bounds(rule) == {"max_value": 0} and "observed" not in rule.meta


def cause_of(rule: Rule) -> Cause:
    """``content`` unless the rule says otherwise; the pipeline may find a common cause of many findings."""
    return Cause(rule.meta.get("cause", Cause.CONTENT))


def _bounds(rule: Rule) -> dict[str, Any]:
    return {name: value for name, value in rule.kwargs.items() if name != "column"}


def as_it_is(text: str) -> Told:
    """A text that says the same in both languages: bounds in words, anything but a number isolated."""
    return Told(text, Words(ar=_put(text, "ar"), en=_put(text, "en")))


def _filled(text: str, observed: Told | None, expected: Told | None, language: str) -> str:
    for blank, value in (("{observed}", observed), ("{expected}", expected)):
        text = text.replace(blank, value.words.in_language(language) if value else UNKNOWN)
    return text


def _put(value: str, language: str) -> str:
    in_words = bound(value, language)
    return in_words if in_words != value or PLAIN.fullmatch(value) else isolate(value)

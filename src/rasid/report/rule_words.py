"""What a rule says where no one finding is meant: its title without numbers, its limit in words."""

from __future__ import annotations

import re
from datetime import timedelta

from rasid.model import Rule, Words
from rasid.report.voice import Voice

_BLANK = re.compile(r"\{[^{}]*\}")
_PAUSE = re.compile(r"[:،؛,;]")


def standing_title(words: Words) -> Words:
    """«العنوان طويل: عدد محارفه {observed}» → «العنوان طويل»: up to the pause before the first blank, or before the second."""
    return Words(_standing(words.ar), _standing(words.en))


def _standing(text: str) -> str:
    blanks = list(_BLANK.finditer(text))
    if not blanks:
        return text
    before = list(_PAUSE.finditer(text, 0, blanks[0].start()))
    if before:
        return text[: before[-1].start()].strip()
    after = _PAUSE.search(text, blanks[0].end())
    return _BLANK.sub("…", text[: after.start()] if after else text).strip()


def limit(rule: Rule, v: Voice) -> str:
    """The numbers the rule compares with, in words and with their unit; empty where it compares with none that tells a reader anything."""
    low, high = (_number(rule.kwargs.get(name)) for name in ("min_value", "max_value"))
    if rule.kwargs.get("column", "").endswith(("_surprise", "_overrun")) or (low is None and high in (None, 0)):
        return ""
    if low is not None and high is not None:
        return _said(v, "between", low=_written(low, rule, v), high=_written(high, rule, v))
    if low is not None:
        return _said(v, "low", low=_written(low, rule, v))
    assert high is not None
    return _said(v, "high", high=_written(high, rule, v))


def _said(v: Voice, which: str, **values: str) -> str:
    return str(v.say(f"report.limit_{which}", **values).striptags())


def _number(value: object) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _written(value: float, rule: Rule, v: Voice) -> str:
    column = str(rule.kwargs.get("column", ""))
    if rule.meta.get("unit") == "percent":
        return v.percent(value)
    if column.endswith("_year"):
        return str(int(value))
    for unit in ("minutes", "hours", "days"):
        if f"_{unit}" in column:
            return v.duration(timedelta(**{unit: value}))
    return v.number(value)

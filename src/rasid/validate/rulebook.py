"""``expectations/*.toml`` → rules.

One file a scope: ``article.toml``, ``section.toml``, ``history.toml``. Each ``[[expectations]]`` table has exactly the fields of an
expectation in a Great Expectations suite (``type``, ``kwargs``, ``severity``, ``notes``, ``meta``); ``expectations/README.md`` describes
what ``meta`` holds. Arabic text stands alone on its line, inside multi-line strings; the line break before the closing quotes is not part of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from rasid.errors import RuleError
from rasid.model import Rule, Scope, Severity, Words
from rasid.wording import catalogue

TABLE_KEYS = ("type", "kwargs", "severity", "notes", "meta")
META_KEYS = (
    "expected_unit",
    "key",
    "title",
    "short",
    "advice",
    "field",
    "threshold_source",
    "good",
    "bad",
    "enabled",
    "cause",
    "observed",
    "expected",
    "unit",
    "spans",
    "tags",
    "raised",
)
"""``short`` is the title without numbers, for lists of rules; ``observed`` and ``expected`` name columns whose values the finding shows; ``spans`` the
column whose span it points at; ``raised`` a column and the severity of a finding where it is above 0."""
FIELDS = ("published_at", "modified_at", "structured_data", "near_duplicate")
"""Fields whose names hold an underscore; any other key's field is what stands before its first underscore."""


def load_rules(expectations_dir: Path, *, scope: Scope | None = None, columns: Collection[str] | None = None) -> list[Rule]:
    """All rules of the folder, in the order of the files; of one ``scope`` if given.

    ``columns`` are the columns of that scope's frame; a rule about a column that is not among them is refused here instead of being
    reported as broken on every visit. Raises RuleError naming file and key; misspelt types and arguments are found by
    :func:`rasid.validate.verify`, which needs Great Expectations.
    """
    rules: list[Rule] = []
    files = {wanted: file for wanted in ((scope,) if scope else Scope) if (file := expectations_dir / f"{wanted.value}.toml").is_file()}
    if not files:  # without a rule nothing would ever be found, and that would look healthy
        missing = expectations_dir / f"{scope.value}.toml" if scope else expectations_dir
        raise RuleError(f"{missing}: there are no expectations. `rasid init` writes the standard ones.")
    for wanted, file in files.items():
        rules.extend(read_rules(file, wanted))
    seen: dict[str, str | None] = {}
    for rule in rules:
        if rule.key in seen:
            raise RuleError(f"{rule.file}: {rule.key}: this key is already taken in {seen[rule.key]}. Keys are unique over all files.")
        seen[rule.key] = rule.file
        if columns is not None:
            for column in columns_of(rule):
                if column not in columns:
                    raise RuleError(f"{where(rule)}: the frame has no column “{column}”.{nearest(column, columns)}")
    return rules


def read_rules(file: Path, scope: Scope) -> list[Rule]:
    """The rules of one file."""
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{file.name}: this is no readable TOML: {error}. Correct the file at that place.") from None
    for name in document:
        if name != "expectations":
            raise RuleError(f"{file.name}: unknown table “{name}”; a rule is an [[expectations]] table.{nearest(name, ('expectations',))}")
    return [rule_from_table(table, scope, file.name, number) for number, table in enumerate(document.get("expectations", ()), 1)]


def rule_from_table(table: Mapping[str, Any], scope: Scope, file: str, number: int) -> Rule:
    """One table as a rule. Raises RuleError."""
    meta = dict(table.get("meta", {}))
    key = meta.get("key")
    place = f"{file}: {key or f'rule number {number}'}"
    if not isinstance(key, str) or not key.isidentifier() or not key.isascii() or key != key.lower():
        raise RuleError(f"{place}: meta.key must be a name in lower-case Latin letters, digits and underscores, like headline_missing.")
    for name in table:
        if name not in TABLE_KEYS:
            raise RuleError(f"{place}: unknown field “{name}”.{nearest(name, TABLE_KEYS)}")
    for name in meta:
        if name not in META_KEYS:
            raise RuleError(f"{place}: unknown field “meta.{name}”.{nearest(name, META_KEYS)}")
    for name in ("unit", "expected_unit"):
        if meta.get(name) not in (None, *units()):
            raise RuleError(f"{place}: unknown unit “{meta[name]}”; it is one of {', '.join(units())}.{nearest(str(meta[name]), units())}")
    if not isinstance(table.get("type"), str):
        raise RuleError(f"{place}: “type” is missing: the name of a Great Expectations expectation.")
    severity = table.get("severity", "")
    if severity not in tuple(Severity):
        known = [one.value for one in Severity]
        raise RuleError(f"{place}: unknown severity “{severity}”; it is one of {', '.join(known)}.{nearest(str(severity), known)}")
    raised = meta.get("raised")
    if raised is not None and not (
        isinstance(raised, Mapping) and isinstance(raised.get("column"), str) and raised.get("severity") in tuple(Severity)
    ):
        raise RuleError(
            f'{place}: meta.raised must be {{ column = "…", severity = "warning" }}: where that column is above 0, the finding is so severe.'
        )
    kwargs = dict(table.get("kwargs", {}))
    if "mostly" in kwargs and scope is Scope.ARTICLE:
        raise RuleError(f"{place}: article rules have no “mostly”: every unexpected row is an article's finding. Remove it.")
    for name, value in kwargs.items():
        if isinstance(value, Mapping) and "$PARAMETER" in value:
            raise RuleError(
                f"{place}: kwargs.{name}: suite parameters are not supported; make the rule on a signal column that knows the source."
            )
    row_condition = kwargs.pop("row_condition", None)
    if isinstance(row_condition, str):
        raise RuleError(f"{place}: row_condition must be a table (type, column, operator, parameter); the string form is deprecated.")
    return Rule(
        key=key,
        scope=scope,
        type=table["type"],
        kwargs=kwargs,
        severity=Severity(severity),
        title=_words(meta.pop("title", None), f"{place}: meta.title"),
        short=_words(meta.pop("short"), f"{place}: meta.short") if "short" in meta else None,
        advice=_words(meta.pop("advice", None), f"{place}: meta.advice"),
        field=str(meta.pop("field", field_of(key))),
        notes=str(table.get("notes", "")).strip(),
        threshold_source=_origin(meta.pop("threshold_source", None), f"{place}: meta.threshold_source"),
        good=_rows(meta.pop("good", ()), f"{place}: meta.good"),
        bad=_rows(meta.pop("bad", ()), f"{place}: meta.bad"),
        row_condition=row_condition,
        enabled=bool(meta.pop("enabled", True)),
        meta={name: value for name, value in meta.items() if name != "key"},
        file=file,
    )


@cache
def units() -> tuple[str, ...]:
    """What ``meta.unit`` may be."""
    return ("percent", "language", *(key.removeprefix("unit.") for key in catalogue() if key.startswith("unit.") and "_" not in key))


def field_of(key: str) -> str:
    """The field a key speaks of: ``published_at_missing`` → ``published_at``, ``body_missing`` → ``body``."""
    for name in FIELDS:
        if key.startswith(f"{name}_"):
            return name
    return key.split("_", 1)[0]


def columns_of(rule: Rule) -> Iterator[str]:
    """Every column a rule needs: those of its arguments, of its condition, and those it shows."""
    for name in ("column", "column_A", "column_B"):
        if name in rule.kwargs:
            yield rule.kwargs[name]
    for name in ("column_list", "column_set"):
        yield from rule.kwargs.get(name, ())
    if rule.row_condition:
        yield from _condition_columns(rule.row_condition)
    if "raised" in rule.meta:
        yield rule.meta["raised"]["column"]
    for name in ("observed", "expected"):
        if isinstance(rule.meta.get(name), str):
            yield rule.meta[name]


def where(rule: Rule) -> str:
    """``article.toml: headline_missing``, to begin a message with."""
    return f"{rule.file or f'{rule.scope}.toml'}: {rule.key}"


def nearest(name: str, known: Collection[str]) -> str:
    """`` Did you mean “…”?`` for the nearest known name, else nothing."""
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    return f" Did you mean “{close[0]}”?" if close else ""


def _condition_columns(condition: Mapping[str, Any]) -> Iterator[str]:
    if "column" in condition:
        yield str(condition["column"]["name"])
    for part in condition.get("conditions", ()):
        yield from _condition_columns(part)


def _words(value: Any, place: str) -> Words:
    if (
        not isinstance(value, Mapping)
        or set(value) != {"ar", "en"}
        or not all(isinstance(text, str) and text.strip() for text in value.values())
    ):
        raise RuleError(f"{place} must have two texts, “ar” and “en”.")
    return Words(ar=value["ar"].strip(), en=value["en"].strip())


def _origin(value: Any, place: str) -> Words | None:
    """In both languages, or one text for both."""
    if isinstance(value, str):
        return Words(ar=value.strip(), en=value.strip()) if value.strip() else None
    return None if value is None else _words(value, place)


def _rows(value: Any, place: str) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(row, Mapping) for row in value):
        raise RuleError(f"{place} must be a list of tables of article fields.")
    return tuple({name: _trimmed(field) for name, field in row.items()} for row in value)


def _trimmed(value: Any) -> Any:
    """Multi-line strings end with the line break that lets Arabic stand alone: it is not part of the value."""
    if isinstance(value, str):
        return value.removesuffix("\n")
    if isinstance(value, list):
        return [_trimmed(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _trimmed(item) for name, item in value.items()}
    return value

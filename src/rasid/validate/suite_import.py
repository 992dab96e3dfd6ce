"""A suite edited with Great Expectations' own tools → the rules' TOML, in place.

What a suite can say is taken from it; what it cannot (comments, the rows that must pass and fail, whether a rule is switched off) stays as the file has it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomlkit

from rasid.errors import RuleError
from rasid.model import Rule, Scope
from rasid.validate.rulebook import read_rules
from rasid.validate.suite import suite_json, verify

MOVED = "changed_because"
"""Stands in the meta of a rule that was exported with a source's override laid over it."""
ARABIC = re.compile(r"[\u0600-\u06ff]")
ROWS = ("good", "bad")
"""A suite whose tool has dropped them says nothing about them."""
ABSENT = object()


@dataclass(frozen=True, slots=True)
class Imported:
    """What importing one suite would do to one file of rules."""

    file: Path
    text: str
    """The whole file as it would be."""
    changed: Mapping[str, tuple[str, ...]]
    """Key → the fields that differ, as ``kwargs.min_value``, ``meta.title.ar``."""
    added: tuple[str, ...]
    missing: tuple[str, ...]
    """Keys of enabled rules the suite does not hold; they are left as they are."""

    @property
    def backup(self) -> Path:
        return self.file.with_suffix(".toml.bak")

    def write(self) -> None:
        """Replace the file, keeping it as it was beside it. Raises RuleError naming it."""
        try:
            if self.file.is_file():
                self.backup.write_bytes(self.file.read_bytes())
            new = self.file.with_suffix(".toml.new")
            new.write_text(self.text, "utf-8")
            new.replace(self.file)
        except OSError as error:
            raise RuleError(f"{self.file}: cannot be written ({error.strerror}). Nothing was changed.") from None


def import_suite(suite: Mapping[str, Any], expectations_dir: Path) -> Imported:
    """The suite laid over the file of its scope. Nothing is written.

    Raises RuleError naming suite, key and field: no suite, a suite of no scope, one exported for a source (``rasid suites export --source``),
    or an expectation that would be no rule.
    """
    name, given = str(suite.get("name", "")), suite.get("expectations")
    if name not in tuple(Scope) or not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise RuleError(
            f"The suite “{name}” is none of rasid's: it needs the name article, section or history and a list of expectations,"
            " as `rasid suites export` writes it."
        )
    scope = Scope(name)
    file = expectations_dir / f"{name}.toml"
    rules = {rule.key: rule for rule in read_rules(file, scope)} if file.is_file() else {}
    document = tomlkit.parse(file.read_text("utf-8")) if file.is_file() else tomlkit.document()
    tables = document.setdefault("expectations", tomlkit.aot())
    by_key = {str(one["meta"]["key"]): one for one in tables}
    changed: dict[str, tuple[str, ...]] = {}
    added: list[str] = []
    held = set()
    for number, one in enumerate(given, 1):
        meta = one.get("meta") or {}
        if not isinstance(meta, Mapping) or not isinstance(one.get("kwargs", {}), Mapping):
            raise RuleError(f"{name}: expectation number {number}: meta and kwargs are tables of fields.")
        key = str(meta.get("key", ""))
        held.add(key)
        if MOVED in meta:
            raise RuleError(
                f"{name}: {key}: exported with a source's override. Import a suite exported without --source; overrides stand in seeds."
            )
        if key in rules:
            if fields := _overlay(by_key[key], _as_exported(rules[key]), _told(one), ()):
                changed[key] = fields
        else:
            if not meta.get("good") or not meta.get("bad"):
                raise RuleError(
                    f"{name}: {key or f'expectation number {number}'}: a new rule needs meta.key and, in meta.good and meta.bad,"
                    " rows that must pass and rows that must fail: a list of tables of article fields (expectations/README.md)."
                )
            tables.append(_item(_told(one)))
            added.append(key)
    text = tomlkit.dumps(document)
    _readable(text, file.name, scope)
    return Imported(file, text, changed, tuple(added), tuple(key for key, rule in rules.items() if rule.enabled and key not in held))


def _as_exported(rule: Rule) -> dict[str, Any]:
    """The rule in the form a suite has when nobody edits it: Great Expectations writes 8 as 8.0 and leaves defaults out."""
    return _told(suite_json([replace(rule, enabled=True)])["expectations"][0])


def _told(one: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an expectation that are a rule's; identifiers and rendered texts are Great Expectations' own."""
    fields = {name: one[name] for name in ("type", "severity", "notes", "kwargs", "meta") if one.get(name) is not None}
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    """Whole numbers as people write them, line breaks of lists of notes joined; TOML has no null."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return value


def _overlay(into: Any, before: Mapping[str, Any], now: Mapping[str, Any], path: tuple[str, ...]) -> tuple[str, ...]:
    """Set in the TOML table what differs between the two forms; the fields that did."""
    fields: list[str] = []
    for name in (*now, *(name for name in before if name not in now)):
        old, new, here = before.get(name, ABSENT), now.get(name, ABSENT), (*path, name)
        if old == new or (new is ABSENT and (name in ROWS or name not in into)):
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping) and isinstance(into.get(name), Mapping):
            fields += _overlay(into[name], old, new, here)
            continue
        if new is ABSENT:
            into.pop(name, None)
        else:
            into[name] = _item(new, alone="meta" in here)
        fields.append(".".join(here))
    return tuple(fields)


def _item(value: Any, *, alone: bool = False) -> Any:
    """The value as TOML; within ``meta`` Arabic stands ``alone`` on its lines, as expectations/README.md says why."""
    if isinstance(value, Mapping):
        made = tomlkit.table()
        for name, inner in value.items():
            made.add(name, _item(inner, alone=alone or name == "meta"))
        return made
    if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        rows = tomlkit.aot()
        for one in value:
            rows.append(_item(one, alone=alone))
        return rows
    if alone and isinstance(value, str) and ARABIC.search(value):
        escaped = value.strip("\n").replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        return tomlkit.value(f'"""\n{escaped}\n"""')
    return tomlkit.item(value)


def _readable(text: str, name: str, scope: Scope) -> None:
    """Raises RuleError where the text would be no file of rules."""
    with tempfile.TemporaryDirectory(prefix="rasid-suite-") as folder:
        file = Path(folder) / name
        file.write_text(text, "utf-8")
        verify(read_rules(file, scope))

"""``expectations/style.toml``: the house style as a file, to be reviewed, shared and brought back."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import tomlkit

from rasid.errors import DeskError
from rasid.model import Severity
from rasid.model.desk import StyleTerm

KEYS = ("term", "preferred", "reason", "exceptions", "severity")
HEADER = """# House style: not this term but that. `rasid style import` makes the ledger's list equal to this file, `rasid style export` writes it.
# Matching knows Arabic: diacritics, hamza seats, and the joined و ف ب ل ك ال do not matter.
"""


def dump_style(terms: Sequence[StyleTerm]) -> str:
    """The list as TOML, in order of term."""
    document = tomlkit.document()
    tables = tomlkit.aot()
    for term in sorted(terms, key=lambda term: term.term):
        table = tomlkit.table()
        table["term"] = term.term
        table["preferred"] = term.preferred
        if term.reason:
            table["reason"] = term.reason
        if term.exceptions:
            table["exceptions"] = list(term.exceptions)
        table["severity"] = str(term.severity)
        tables.append(table)
    if len(tables):
        document["terms"] = tables
    return HEADER + "\n" + tomlkit.dumps(document)


def parse_style(text: str, name: str) -> list[StyleTerm]:
    """``name`` is the file's, for messages. Raises DeskError naming file, term and key."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeskError(f"{name}: it is no TOML ({error}). Correct that line.", key="toml") from None
    for key in document:
        if key != "terms":
            raise DeskError(f"{name}: unknown key {key!r}. Terms are [[terms]] tables.", key="toml")
    rows = document.get("terms", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DeskError(f"{name}: terms must be [[terms]] tables.", key="toml")
    return [_term(row, f"{name}: term {number}") for number, row in enumerate(rows, 1)]


def _term(row: dict[str, Any], where: str) -> StyleTerm:
    for key in row:
        if key not in KEYS:
            near = get_close_matches(key, KEYS, 1)
            raise DeskError(
                f"{where}: unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else f". Known: {', '.join(KEYS)}."), key="toml"
            )
    for key in ("term", "preferred", "reason", "severity"):
        if not isinstance(row.get(key, ""), str):
            raise DeskError(f"{where}: {key} must be text.", key="toml")
    exceptions = row.get("exceptions", [])
    if not isinstance(exceptions, list) or not all(isinstance(phrase, str) for phrase in exceptions):
        raise DeskError(f"{where}: exceptions must be a list of phrases.", key="toml")
    severity = row.get("severity", Severity.INFO.value)
    if severity not in tuple(Severity):
        raise DeskError(f"{where}: severity {severity!r} is none of critical, warning, info.", key="toml")
    if not str(row.get("term", "")).strip():
        raise DeskError(f"{where}: there is no term in it.", key="toml")
    return StyleTerm(row["term"], row.get("preferred", ""), row.get("reason", ""), tuple(exceptions), Severity(severity))

"""Rule keys that went or were split, and what took their place (``retired.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def retired() -> Mapping[str, tuple[str, ...]]:
    """Old key → its successors in force, a chain followed to its end; empty for a rule that nothing took the place of."""
    table: dict[str, list[str]] = tomllib.loads((files("rasid.model") / "retired.toml").read_text("utf-8")).get("rules", {})

    def last(key: str, seen: frozenset[str]) -> tuple[str, ...]:
        if key not in table or key in seen:
            return (key,)
        return tuple(dict.fromkeys(end for new in table[key] for end in last(new, seen | {key})))

    return {old: last(old, frozenset()) for old in table}


def current(key: str) -> tuple[str, ...]:
    """The keys that stand for ``key`` now: itself, unless it is retired."""
    return retired().get(key, (key,))


def stands_for(kept: str | None, key: str) -> bool:
    """Whether a decision kept under ``kept`` (None: every rule) is about the rule ``key``."""
    return kept is None or key in current(kept)

"""The only door to Great Expectations: rules in, findings out (decision 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rasid.validate.overrides import rules_for
from rasid.validate.rulebook import columns_of, load_rules

if TYPE_CHECKING:
    from rasid.validate.door import check, check_rows
    from rasid.validate.suite import suite_json, verify

__all__ = ["check", "check_rows", "columns_of", "load_rules", "rules_for", "suite_json", "verify"]


def __getattr__(name: str) -> object:
    # Great Expectations takes seconds to import: only who checks something pays for it.
    if name in ("check", "check_rows"):
        from rasid.validate import door

        return getattr(door, name)
    if name in ("verify", "suite_json"):
        from rasid.validate import suite

        return getattr(suite, name)
    raise AttributeError(f"module 'rasid.validate' has no attribute {name!r}")

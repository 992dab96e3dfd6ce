"""What applies to one source: the general rules with the seed's overrides laid over them, leaf by leaf."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rasid.errors import RuleError
from rasid.model import Override, Rule, Severity, Source
from rasid.model.retired import current, retired
from rasid.validate.rulebook import nearest

log = logging.getLogger(__name__)

CHANGES = ("severity", "enabled", "kwargs")


def rules_for(source: Source | None, rules: Sequence[Rule], today: date) -> list[Rule]:
    """``rules`` as they apply to ``source`` on ``today``; disabled ones stay in the list with ``enabled`` false.

    An override whose ``until`` has passed changes nothing (its last day still counts). A later override of the same rule is laid over the
    earlier. Raises RuleError for an override that names no rule, or changes what cannot be changed.
    """
    if source is None or not source.overrides:
        return list(rules)
    by_key = {rule.key: rule for rule in rules}
    for override in source.overrides:
        place = f"{source.id}: override of “{override.rule}”"
        if override.rule in retired() and override.rule not in by_key:
            named = ", ".join(current(override.rule))
            log.warning(
                "%s: the rule is retired; %s. Correct the seed.",
                place,
                f"the override applies to {named}" if named else "nothing took its place",
            )
            for key in current(override.rule):
                # The old rule's numbers are of another column: only whether it is asked and how grave it is go on.
                changes = {name: value for name, value in override.changes.items() if name != "kwargs"}
                if key in by_key and changes and (override.until is None or today <= override.until):
                    by_key[key] = apply(by_key[key], replace(override, rule=key, changes=changes), place)
            continue
        if override.rule not in by_key:
            raise RuleError(f"{place}: there is no such rule.{nearest(override.rule, by_key)} `rasid rules` lists them.")
        if not override.reason.strip():
            raise RuleError(f"{place}: it needs a reason.")
        for name in override.changes:
            if name not in CHANGES:
                raise RuleError(f"{place}: “{name}” cannot be changed, only {', '.join(CHANGES)}.{nearest(name, CHANGES)}")
        if override.until is None or today <= override.until:
            by_key[override.rule] = apply(by_key[override.rule], override, place)
    return list(by_key.values())


def apply(rule: Rule, override: Override, place: str) -> Rule:
    """``rule`` with one override laid over it; untouched leaves stay as they are."""
    changes = override.changes
    severity = changes.get("severity", rule.severity)
    if severity not in tuple(Severity):
        known = [one.value for one in Severity]
        raise RuleError(f"{place}: unknown severity “{severity}”; it is one of {', '.join(known)}.{nearest(str(severity), known)}")
    kwargs = changes.get("kwargs", {})
    if not isinstance(kwargs, Mapping):
        raise RuleError(f"{place}: “kwargs” must be a table.")
    return replace(
        rule,
        severity=Severity(severity),
        enabled=bool(changes.get("enabled", rule.enabled)),
        kwargs=_merged(rule.kwargs, kwargs),
        changed_by=override,
    )


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for name, value in over.items():
        below = merged.get(name)
        merged[name] = _merged(below, value) if isinstance(below, Mapping) and isinstance(value, Mapping) else value
    return merged

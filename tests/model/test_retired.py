"""Rule keys that went: decisions that name them go on."""

from __future__ import annotations

from pathlib import Path

from rasid.model.retired import current, retired, stands_for
from rasid.validate import load_rules


def test_every_successor_is_a_rule_and_no_retired_key_is() -> None:
    keys = {rule.key for rule in load_rules(Path(__file__).parents[2] / "expectations")}
    assert not keys & retired().keys()
    assert {new for successors in retired().values() for new in successors} <= keys


def test_a_rule_in_force_stands_for_itself() -> None:
    assert current("headline_missing") == ("headline_missing",)
    assert stands_for(None, "headline_missing")
    assert not stands_for("body_missing", "headline_missing")

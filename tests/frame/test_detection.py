"""Faults put into clean articles are found, and by the right rule; `python -m tests.bench.detect` does it on many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.model import Scope
from rasid.validate import load_rules
from tests.bench.catalogue import FAULTS
from tests.bench.detect import (
    WORTH_TELLING,
    Recall,
    bases,
    corpus,
    findings,
    foreign_pages,
    recall,
    recall_of_all,
    rows_of,
    untouched_pages,
)
from tests.frame.prose import clean_rows

RULES = load_rules(Path(__file__).parents[2] / "expectations", scope=Scope.ARTICLE)
NEEDS_OTHERS = {"headline_repeated", "url_repeated", "body_same_as_another", "body_links_dead", "headline_changed_late"}
"""Rules whose own rows in article.toml prove them: one broken article alone, as it is now, cannot fail them."""


@pytest.fixture(scope="module")
def recalls() -> dict[str, Recall]:
    return {one.fault.name: one for one in recall_of_all(clean_rows(), RULES, seed=20260302)}


@pytest.mark.parametrize("name", [fault.name for fault in FAULTS])
def test_the_right_rule_finds_the_fault_in_every_article(recalls: dict[str, Recall], name: str) -> None:
    one = recalls[name]
    assert one.tried
    assert not one.missed, f"{one.fault.rule} misses: {one.missed[0]}"


TWO_FAULTS = {
    ("lead repeated, cut", "standfirst_truncated"),
    ("a list of words", "body_repeats_phrases"),
}
"""Faults that are two: a lead that stands twice and is cut the first time; a list that says the same four times."""


@pytest.mark.parametrize("name", [fault.name for fault in FAULTS])
def test_one_fault_is_one_finding(recalls: dict[str, Recall], name: str) -> None:
    echoes = [rule for rule, _ in recalls[name].besides if (name, rule) not in TWO_FAULTS]
    assert not echoes, f"{recalls[name].fault.rule} is echoed by {echoes}"


def test_there_is_a_fault_for_every_rule() -> None:
    assert {rule.key for rule in RULES} - {fault.rule for fault in FAULTS} <= NEEDS_OTHERS
    assert len(FAULTS) >= 40


@pytest.mark.skipif(corpus() is None, reason="the corpus is not here (RASID_CORPUS)")
def test_real_articles_left_alone_raise_few_findings() -> None:
    folder = corpus()
    assert folder is not None
    pages, told = untouched_pages(folder, RULES)
    assert len(told) * 10 <= pages + 10, told
    assert all(fails for _, _, fails in foreign_pages(folder, RULES))
    worth = [one for one in findings(rows_of(folder), RULES, with_source=False) if one.severity in WORTH_TELLING]
    assert sum(one.affected for one in worth) <= 100


@pytest.mark.soak
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_right_rule_finds_the_fault_in_real_articles(fault: object, many: list[dict[str, object]]) -> None:
    one = recall(fault, many, RULES, seed=20260302)  # type: ignore[arg-type]
    assert one.share >= 0.99, f"{one.fault.rule} misses {len(one.missed)} of {one.tried}"


@pytest.fixture(scope="module")
def many() -> list[dict[str, object]]:
    return bases(RULES, 200)

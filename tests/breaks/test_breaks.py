"""What a broken site is told as, when, and to whom: ten breaks here, all of them and the months in the soak."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from rasid.pipeline.reporting import gather
from rasid.report.sections.today import tone
from tests.breaks.kinds import BREAKS
from tests.breaks.site import FEED, GRID
from tests.breaks.table import PAGE, baselines, page, run, table, watch_from

Past = dict[str, tuple[Path, datetime]]

ENGINEER, EDITORS = frozenset({"oncall"}), frozenset({"editors"})
TEMPLATES = [
    ("shell", GRID, "cause:layout_changed"),
    ("question_marks", FEED, "cause:layout_changed"),
    ("gone", GRID, "cause:layout_changed"),
    ("headline_is_site", GRID, "cause:layout_changed"),
    ("date_gone", GRID, "cause:layout_changed"),
    ("mojibake", FEED, "cause:layout_changed"),
    ("php", GRID, "cause:unreachable"),
]


@pytest.fixture(scope="module")
def past() -> Iterator[Past]:
    with baselines((FEED, GRID)) as made:
        yield made


@pytest.mark.parametrize(("name", "layout", "key"), TEMPLATES)
def test_a_broken_template_is_told_to_the_engineer_at_once_and_over_when_it_is_over(past: Past, name: str, layout: str, key: str) -> None:
    row = run(name, layout, past[layout], broken=2, after=2)
    assert (row.told_after, row.to, row.key) == (1, ENGINEER, key)
    assert row.over_after is not None
    assert not row.false_over
    assert row.editors == 0
    assert row.healthy == 0
    assert row.messages <= 2


def test_one_bad_article_is_its_editors_once_the_next_one_is_sound(past: Past) -> None:
    row = run("one_headline", GRID, past[GRID], broken=2, after=0)
    assert (row.told_after, row.to, row.key) == (2, EDITORS, "headline_missing")
    assert row.messages == 1


def test_what_only_new_pages_lack_is_told_by_the_third(past: Past) -> None:
    row = run("new_gone", GRID, past[GRID], broken=3, after=0)
    assert row.told_after is not None
    assert row.told_after <= 3
    assert (row.to, row.healthy) == (ENGINEER, 0)


def test_no_editor_is_told_to_mend_what_the_template_of_new_pages_lacks(past: Past) -> None:
    row = run("new_headline", FEED, past[FEED], broken=3, after=0)
    assert (row.told_after, row.to, row.key, row.editors) == (3, ENGINEER, "cause:layout_changed", 0)


def test_the_report_does_not_say_that_all_is_well_while_new_articles_cannot_be_read(past: Past) -> None:
    with watch_from(past[GRID], GRID) as watch:
        source = watch.site.source()
        watch.break_(BREAKS["new_gone"].change)
        watch.visit()
        data = gather(watch.bench.ledger, source, watch.bench.rules, now=watch.clock())
    assert data.unseen_since is not None
    assert data.unseen_since < watch.clock()
    assert tone(data) == "attention"


@pytest.mark.soak
def test_the_page_of_breaks_says_what_a_fresh_run_brings() -> None:
    fresh = page(table(BREAKS, (FEED, GRID))).splitlines()
    assert [line for line in PAGE.read_text("utf-8").splitlines() if line not in fresh] == []


@pytest.mark.soak
@pytest.mark.parametrize("layout", [FEED, GRID])
def test_a_healthy_week_brings_no_message(past: Past, layout: str) -> None:
    with watch_from(past[layout], layout) as watch:
        watch.hours(7 * 24)
        assert [str(said) for said in watch.said] == []
        assert {str(outcome.visit.verdict) for _, outcome in watch.outcomes} == {"healthy"}

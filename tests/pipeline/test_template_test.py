"""The sequential test: how soon it speaks, and that thirty healthy days do not make it speak."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from rasid.pipeline.memory import from_plain, to_plain
from rasid.pipeline.runs import Fault, Memory, Outcome
from rasid.pipeline.template_test import advance, undecided

MORNING = datetime(2026, 11, 1, 6, tzinfo=UTC)
RULE = "published_at_missing"


def outcome(number: int, *, fails: bool, visit: str | None = None, same: Iterable[str] = (), at: datetime | None = None) -> Outcome:
    return Outcome(
        url=f"https://example.org/{number}",
        at=at or MORNING + timedelta(minutes=number),
        visit=visit or str(number),
        failed=frozenset({RULE}) if fails else frozenset(),
        same=frozenset(same),
    )


def after(memory: Memory, outcomes: Sequence[Outcome], **options: object) -> Memory:
    given = {"articles_a_day": 24, "priors": {RULE: 0.0}, "structural": {RULE}, **options}
    return advance(memory, outcomes, **given)  # type: ignore[arg-type]


def past(share: float, read: int = 1000) -> Memory:
    return Memory(read=read, failed={RULE: round(share * read)})


def failures_until_told(memory: Memory, *, articles_a_day: float) -> int:
    for count in range(1, 30):
        memory = after(memory, [outcome(count, fails=True)], articles_a_day=articles_a_day)
        if memory.runs:
            return count
    raise AssertionError("thirty failures in a row, and not a word")


@pytest.mark.parametrize(
    ("share", "fewest", "most"),
    [(0.0, 3, 4), (0.01, 3, 4), (0.02, 4, 5), (0.05, 5, 6), (0.10, 6, 8)],
)
def test_the_sum_crosses_after_as_many_failures_in_a_row_as_the_base_rate_asks_for(share: float, fewest: int, most: int) -> None:
    told = [failures_until_told(past(share), articles_a_day=a_day) for a_day in (8, 24, 60)]
    assert told == sorted(told)
    assert fewest <= told[0] <= told[-1] <= most


def test_a_source_with_a_short_past_is_told_of_by_the_rules_prior() -> None:
    assert failures_until_told(Memory(read=12), articles_a_day=24) == 3


def test_of_a_first_visit_most_articles_must_fail_and_what_failed_besides_is_the_base() -> None:
    assert after(Memory(), [outcome(number, fails=number > 2) for number in range(20)]).runs
    memory = after(Memory(), [outcome(number, fails=number > 9) for number in range(20)])
    assert not memory.runs
    assert memory.of(RULE) == (10, 20)


def test_menus_that_a_first_visit_could_not_read_are_no_measure_of_new_links() -> None:
    menus = [Outcome(f"https://example.org/m{n}", MORNING, "0", frozenset({"page"}), unread=True) for n in range(10)]
    memory = after(Memory(), [*[outcome(number, fails=False) for number in range(20)], *menus], structural={"page"})
    assert not memory.runs
    assert memory.of("page") == (0, 20)


def test_passes_in_between_do_not_hide_a_template_that_fails_four_times_in_five() -> None:
    pattern = [True, True, False, True, True, True, True]
    memory = after(past(0.0), [outcome(number, fails=fails) for number, fails in enumerate(pattern)])
    assert memory.runs[RULE].fault is Fault.TEMPLATE
    assert (memory.runs[RULE].failed, memory.runs[RULE].read) == (6, 7)


def test_three_in_ten_are_single_articles_and_stay_so() -> None:
    memory = past(0.0)
    for number in range(200):
        memory = after(memory, [outcome(number, fails=number % 10 in (0, 3, 6))])
        assert not memory.runs


def test_a_run_goes_on_while_nothing_is_read_and_ends_when_articles_pass() -> None:
    memory = after(past(0.0), [outcome(number, fails=True) for number in range(4)])
    memory = after(memory, [])
    assert RULE in memory.runs
    memory = after(memory, [outcome(10, fails=False), outcome(11, fails=False)])
    assert RULE in memory.runs
    assert not after(memory, [outcome(12, fails=False)]).runs


def test_what_failed_in_a_run_does_not_raise_the_base_rate() -> None:
    memory = after(past(0.0), [outcome(number, fails=True) for number in range(60)])
    assert memory.failed.get(RULE, 0) == 0
    memory = after(memory, [outcome(number, fails=False) for number in range(60, 130)])
    assert not memory.runs
    assert failures_until_told(memory, articles_a_day=24) <= 4


def test_five_articles_of_one_agency_in_one_visit_are_one_failure() -> None:
    batch = [outcome(number, fails=True, visit="one", same=["agency:وكالة"]) for number in range(5)]
    assert not after(past(0.0), batch).runs
    apart = [outcome(number, fails=True, visit="one") for number in range(5)]
    assert after(past(0.0), apart).runs


def test_two_older_articles_that_fail_now_prove_the_template_at_once() -> None:
    memory = after(past(0.0), [outcome(1, fails=True)], looked_again={RULE: [True, True]})
    assert memory.runs[RULE].control
    assert not after(past(0.0), [outcome(1, fails=True)], looked_again={RULE: [True, False]}).runs
    assert not after(past(0.0), [outcome(1, fails=True)], looked_again={RULE: [True]}).runs


def test_older_articles_that_still_pass_ask_for_one_failure_more_of_what_sound_pages_may_lack() -> None:
    for prior, enough in ((0.01, 4), (0.0, 3)):
        given = {"priors": {RULE: prior}}
        memory = after(past(0.0), [outcome(1, fails=True)], looked_again={RULE: [False, False]}, **given)
        for number in range(2, enough):
            memory = after(memory, [outcome(number, fails=True)], **given)
            assert not memory.runs
        assert after(memory, [outcome(enough, fails=True)], **given).runs


def test_what_some_sites_lack_on_every_page_needs_a_past_and_eight_articles() -> None:
    style = {"structural": ()}
    assert not after(Memory(read=5), [outcome(number, fails=True) for number in range(30)], **style).runs
    memory = past(0.0)
    for number in range(8):
        memory = after(memory, [outcome(number, fails=True)], **style)
        assert bool(memory.runs) == (number == 7)


def test_a_page_that_could_not_be_read_says_nothing_of_its_headline() -> None:
    memory = after(past(0.0), [outcome(number, fails=True) for number in range(2)])
    unread = [
        Outcome(url=f"https://example.org/{n}", at=MORNING + timedelta(hours=1), visit="u", failed=frozenset({"page"}), unread=True)
        for n in (7, 8)
    ]
    memory = after(memory, unread)
    assert RULE not in memory.runs
    assert RULE in after(memory, [outcome(99, fails=True)]).runs


def test_the_memory_survives_its_way_through_the_ledger() -> None:
    memory = after(past(0.02), [outcome(number, fails=number > 60, same=["agency:x"]) for number in range(70)])
    assert memory.runs
    assert from_plain(to_plain(memory)) == memory


SHARES = [0.0] * 10 + [0.001] * 25 + [0.01] * 20 + [0.05] * 10 + [0.2] * 5 + [0.5] * 4 + [0.9] * 2 + [1.0] * 4
"""How often sound articles of one site fail each of eighty rules: what it never does, what happens now and then, and what is its way."""
RULES_OF_MONTHS = {f"rule_{number}": share for number, share in enumerate(SHARES)}
NAMES = list(RULES_OF_MONTHS)
OF_PAGES, OF_THE_TEMPLATE = NAMES[:20], [*NAMES[20:30], *NAMES[70::2]]
A_FEW_SLIP, SELDOM = "rule_3", "rule_66"


@pytest.mark.parametrize("articles_a_day", [8, *(pytest.param(n, marks=pytest.mark.soak) for n in (60, 400))])
def test_thirty_healthy_days_make_no_alarm(articles_a_day: int) -> None:
    """With slips of single articles, batches of one agency, one bad shift and a live blog published again; nothing is known of the site's ways at first."""
    dice = random.Random(articles_a_day)
    memory, number = Memory(), 0
    visits = min(articles_a_day, 24)
    for day in range(30):
        for visit in range(visits):
            hour = 24 / visits * visit
            at, name = MORNING + timedelta(days=day, hours=hour), f"{day}-{visit}"
            outcomes = []
            for _ in range(20 if not number else articles_a_day // visits):
                number += 1
                failed = {rule for rule, share in RULES_OF_MONTHS.items() if dice.random() < share}
                if day == 17 and 8 <= hour < 16 and dice.random() < 0.4:
                    failed.add(SELDOM)
                outcomes.append(Outcome(f"https://example.org/{number}", at, name, frozenset(failed)))
            if day % 6 == 5 and visit == 3:
                agency = frozenset({"agency:وكالة الأنباء"})
                outcomes += [Outcome(f"https://example.org/b{day}-{n}", at, name, frozenset({A_FEW_SLIP}), same=agency) for n in range(5)]
            if day == 9 and visit < 6:
                again = frozenset({"text:https://example.org/live"})
                outcomes += [Outcome(f"https://example.org/l{visit}-{n}", at, name, frozenset({SELDOM}), same=again) for n in range(4)]
            memory = advance(memory, outcomes, articles_a_day=articles_a_day, priors={}, structural=OF_PAGES, of_templates=OF_THE_TEMPLATE)
            assert not memory.runs, (day, visit, memory.runs)


def test_a_fault_is_undecided_while_the_newest_article_has_it_and_the_source_seldom_does() -> None:
    memory = after(past(0.0), [outcome(1, fails=False, visit="a"), outcome(2, fails=True, visit="a")])
    assert undecided(memory, {RULE}) == {RULE}
    assert undecided(memory, ()) == frozenset()
    sound = [outcome(number, fails=False, visit="a") for number in (1, 3)]
    assert not undecided(after(past(0.0), [*sound, outcome(2, fails=True, visit="a")]), {RULE}), "others of the visit passed"
    assert not undecided(after(memory, [outcome(3, fails=False)]), {RULE})
    assert not undecided(after(past(0.2), [outcome(1, fails=True)]), {RULE})
    assert not undecided(Memory(), {RULE})


def test_what_a_site_has_always_lacked_is_its_way() -> None:
    options = {"structural": (), "of_templates": {RULE}, "priors": {RULE: 0.377}}
    memory = after(Memory(), [outcome(number, fails=True) for number in range(17)], **options)
    for number in range(17, 200):
        memory = after(memory, [outcome(number, fails=True)], **options)
        assert not memory.runs

"""Who runs how: alone, or in a fleet above twenty seeds; and the same seeds always give the same plan."""

from __future__ import annotations

from dataclasses import replace

from flows.plan import ALONE_UP_TO, FLEET_SIZE, jitter_of, plan
from flows.rounds import interleaved
from rasid.model import Source, Words


def source(number: int, **changes: object) -> Source:
    made = Source(
        id=f"s{number}",
        name=Words("", ""),
        home=f"https://{number % 7}.example",
        country="LB",
        timezone="Asia/Beirut",
        sections=(),
        every_minutes=15,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_up_to_twenty_seeds_each_has_its_own_deployment() -> None:
    planned = plan([source(number) for number in range(ALONE_UP_TO)])
    assert len(planned.alone) == ALONE_UP_TO
    assert planned.fleets == ()


def test_above_twenty_a_fleet_is_the_default_and_a_seed_can_stay_alone() -> None:
    planned = plan([source(0, run_by="deployment"), *(source(number) for number in range(1, ALONE_UP_TO + 2))])
    assert [each.id for each in planned.alone] == ["s0"]
    assert sum(len(fleet.sources) for fleet in planned.fleets) == ALONE_UP_TO + 1


def test_sources_of_one_schedule_share_fleets_of_bounded_size() -> None:
    planned = plan([source(number, every_minutes=15 if number % 2 else 30) for number in range(3 * FLEET_SIZE)])
    assert {fleet.group for fleet in planned.fleets} == {"fleet-every-15m", "fleet-every-30m"}
    assert max(len(fleet.sources) for fleet in planned.fleets) <= FLEET_SIZE
    everybody = [each.id for fleet in planned.fleets for each in fleet.sources]
    assert sorted(everybody) == sorted(set(everybody))
    assert len(planned.group("fleet-every-15m")) == 3 * FLEET_SIZE / 2


def test_one_cron_line_in_two_zones_is_two_schedules() -> None:
    cairo = source(1, every_minutes=None, cron="0 6 * * *", timezone="Africa/Cairo", run_by="fleet")
    beirut = replace(cairo, id="s2", timezone="Asia/Beirut")
    assert len(plan([cairo, beirut]).fleets) == 2


def test_a_paused_seed_is_never_in_a_fleet_whose_schedule_runs() -> None:
    planned = plan([source(0, paused=True, run_by="fleet"), *(source(number, run_by="fleet") for number in range(1, 4))])
    assert [each.id for each in planned.alone] == ["s0"]
    assert sum(len(fleet.sources) for fleet in planned.fleets) == 3


def test_a_disabled_seed_is_in_no_plan() -> None:
    planned = plan([source(1, enabled=False), source(2)])
    assert [each.id for each in planned.alone] == ["s2"]


def test_jitter_is_bounded_and_always_the_same_for_one_source() -> None:
    spread = [jitter_of(source(number, jitter_seconds=120)) for number in range(50)]
    assert spread == [jitter_of(source(number, jitter_seconds=120)) for number in range(50)]
    assert all(0 <= seconds <= 120 for seconds in spread)
    assert max(spread) - min(spread) > 60
    assert jitter_of(source(1)) == 0


def test_a_round_takes_one_host_after_another() -> None:
    hosts = [each.home for each in interleaved(source(number) for number in range(14))]
    assert len(set(hosts[:7])) == 7

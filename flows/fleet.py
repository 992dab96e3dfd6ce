"""Many sources in one flow run: a fleet visits those of one schedule, several at once, and finishes what another left undone.

One task run a source, so that each source's verdict is read in the run's own list; its state is ``Failed`` where the site could not be watched.
The round itself is ``Completed``: that some sites fail is news, and the tags say it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from prefect import Task, flow, runtime
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import TerminationSignal
from prefect.futures import PrefectFuture, wait
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner

from flows import clock
from flows.artifacts import publish_round
from flows.crashes import tell_ledger
from flows.deployments import existing
from flows.labels import first_name, rename, run_address, sign_run
from flows.memory import memory_of
from flows.options import WatchOptions
from flows.plan import Fleet, FleetPlan, plan
from flows.progress import ProgressBar
from flows.rounds import Round, interleaved
from flows.visiting import scheduled_slot
from flows.watch import hear_the_domain
from rasid.model import Source
from rasid.pipeline import open_workplace
from rasid.settings import settings
from rasid.sources import load_sources
from rasid.store import Ledger
from rasid.store.leases import EXPIRES
from rasid.termination import sent_again

VISITS_AT_ONCE = 3
"""Threads of one round. They wait for sites most of the time; judging is done one at a time. With four a flow process needed 405 MB, with three
399, and the round was over no later (`python -m tests.bench.fleet`, two cores)."""
ROUND_SECONDS = 2 * 3600
PATIENCE_SECONDS = EXPIRES.total_seconds() + 30
"""How long a round waits for sources that others hold: a dead worker's lease ends within a minute."""
LOOK_AGAIN_SECONDS = 5.0


@flow(
    name="watch_all",
    flow_run_name=first_name,
    task_runner=ThreadPoolTaskRunner(max_workers=VISITS_AT_ONCE),  # type: ignore[arg-type]
    timeout_seconds=ROUND_SECONDS,
    persist_result=False,
    retries=0,
    on_failure=[tell_ledger],
    on_crashed=[tell_ledger],
)
def watch_all(options: WatchOptions = WatchOptions()) -> State[Any]:
    """Visit every source of the fleet this deployment is named after."""
    hear_the_domain()
    sign_run()
    planned = plan(load_sources(settings().seeds_dir))
    fleet = planned.fleet(runtime.deployment.name or "")
    if fleet is None:
        raise ValueError("watch_all runs as a deployment of one fleet; `rasid deploy` makes one for each")
    with open_workplace(settings(), with_rules=False).ledger as ledger:
        others = others_of(fleet, planned, ledger)
    return run_round(fleet, options, others)


def run_round(fleet: Fleet, options: WatchOptions, others: Sequence[Source] = ()) -> State[Any]:
    """The fleet's own sources; then, for a slot of the schedule, those of ``others`` that nobody has answered."""
    workplace = open_workplace(settings(), clock=clock.now)
    with sent_again(TerminationSignal), workplace.ledger:
        this_round = Round(workplace, options, scheduled_slot(), run_address())
        progress = ProgressBar(f"progress-{fleet.name}", fleet.name)
        try:
            _visit_all(this_round, fleet.sources, progress)
            if this_round.slot is not None:
                _finish_for(others, this_round, progress)
        except BaseException:
            this_round.stop.set()
            raise
        progress.finish()
        verdicts = Counter(row.verdict for row in this_round.rows)
        told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())) or "nothing was due"
        rename(f"{first_name()} · {told}", [f"verdict:{verdict}" for verdict in verdicts if verdict != "crashed"])
        publish_round(fleet.name, this_round.rows)
    if verdicts["crashed"]:
        return Failed(message=f"rasid: {verdicts['crashed']} of {len(this_round.rows)} visits crashed; {told}")
    return Completed(message=f"{len(this_round.rows)} sources: {told}")


def others_of(fleet: Fleet, planned: FleetPlan, ledger: Ledger) -> list[Source]:
    """Sources of the fleet's sisters with the same schedule, those left out whose deployment a person has paused."""
    found: list[Source] = []
    with get_client(sync_client=True) as client:
        for sister in planned.fleets:
            if sister.group != fleet.group or sister.name == fleet.name:
                continue
            name = (ledger.schedules.applied(memory_of(sister.name)) or {}).get("deployment")
            there = existing(client, name) if name else None
            if there is not None and not there.paused and any(schedule.active for schedule in there.schedules):
                found += sister.sources
    return found


def _visit_all(this_round: Round, sources: Iterable[Source], progress: ProgressBar) -> None:
    futures: list[PrefectFuture[Any]] = [_task_for(source, this_round).submit() for source in interleaved(sources)]
    left = len(futures)
    while left:
        left = len(wait(futures, timeout=LOOK_AGAIN_SECONDS).not_done)
        progress("visited", len(futures) - left + 1, len(futures))


def _task_for(source: Source, this_round: Round) -> Task[[], Any]:
    def visit() -> State[Any]:
        row = this_round.visit(source)
        if row is None:
            return Completed(message="answered by another run already")
        return (Failed if row.bad else Completed)(message=f"{row.verdict}. {row.message}")

    return Task(visit, name="visit", task_run_name=source.id, cache_policy=NO_CACHE, persist_result=False)


def _finish_for(others: Sequence[Source], this_round: Round, progress: ProgressBar) -> None:
    """A worker that died took its sources with it; one that is slow is glad of help. The lease keeps two from visiting the same."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while others and time.monotonic() < give_up:
        others = this_round.unanswered(others)
        # From the end, where the sister has not come yet.
        free = [source for source in reversed(others) if this_round.free(source)][:VISITS_AT_ONCE]
        if free:
            _visit_all(this_round, free, progress)
            give_up = time.monotonic() + PATIENCE_SECONDS
        elif others:
            time.sleep(LOOK_AGAIN_SECONDS)

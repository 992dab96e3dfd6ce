"""Every seed on the Prefect server: deployments made, kept up to date, or paused; and the ledger told which slots to expect."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.responses import DeploymentResponse

from flows.deployments import DeploymentSpec, apply, pause
from flows.descriptions import description_of, fleet_description
from flows.digest import MORNING, digest
from flows.fleet import watch_all
from flows.memory import PROJECT, mark_of, memory_of, nameplate
from flows.plan import Fleet, plan
from flows.schedules import expected
from flows.watch import watch
from rasid.model import Source
from rasid.pipeline import VisitContext
from rasid.settings import settings

DIGEST = "morning"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment on the server, and the sources it runs."""

    id: UUID
    name: str
    sources: tuple[Source, ...]


def apply_all(
    client: SyncPrefectClient, sources: Sequence[Source], workplace: VisitContext, pool: str | None = None, digest_pool: str | None = None
) -> list[Deployed]:
    """Create or update every deployment the seeds ask for; pause, never delete, those of seeds that are gone or off."""
    planned, project = plan(sources), mark_of(workplace)
    deployed = [_alone(client, source, workplace, project, pool) for source in planned.alone]
    deployed += [_fleet(client, fleet, workplace, project, pool) for fleet in planned.fleets]
    if sources:
        deployed.append(_digest(client, sources, workplace, project, digest_pool or pool))
    in_use = (
        {source.id for source in planned.alone}
        | {memory_of(fleet.name) for fleet in planned.fleets}
        | {memory_of(DIGEST), memory_of(PROJECT)}
    )
    _pause_others(client, in_use, {source.id: source for fleet in planned.fleets for source in fleet.sources}, workplace, project)
    return deployed


def _alone(client: SyncPrefectClient, source: Source, workplace: VisitContext, project: str, pool: str | None) -> Deployed:
    wanted = DeploymentSpec(
        flow=watch,
        name=source.id,
        pattern=source,
        description=description_of(source, workplace),
        tags=("rasid", f"country:{source.country}", f"source:{source.id}"),
        parameters={"source": source.id},
        job_variables=job_variables(),
        project=project,
        pool=pool,
    )
    deployment_id, memory = apply(client, wanted, workplace.ledger.schedules.applied(source.id) or {})
    _expect(workplace, source, client.read_deployment(deployment_id), memory)
    return Deployed(deployment_id, source.id, (source,))


def _fleet(client: SyncPrefectClient, fleet: Fleet, workplace: VisitContext, project: str, pool: str | None) -> Deployed:
    schedules = workplace.ledger.schedules
    wanted = DeploymentSpec(
        flow=watch_all,
        name=fleet.name,
        pattern=fleet.pattern,
        description=fleet_description(fleet.sources, workplace),
        tags=("rasid", "fleet"),
        job_variables=job_variables(),
        project=project,
        pool=pool,
    )
    deployment_id, memory = apply(client, wanted, schedules.applied(memory_of(fleet.name)) or {})
    schedules.apply(nameplate(memory_of(fleet.name)), applied=memory, now=workplace.clock())
    there = client.read_deployment(deployment_id)
    for source in fleet.sources:
        _expect(workplace, source, there, {**(schedules.applied(source.id) or {}), "fleet": fleet.name})
    return Deployed(deployment_id, fleet.name, fleet.sources)


def _digest(client: SyncPrefectClient, sources: Sequence[Source], workplace: VisitContext, project: str, pool: str | None) -> Deployed:
    """The morning digest; at seven in the zone of most sources until a person chooses otherwise."""
    schedules = workplace.ledger.schedules
    zone = Counter(source.timezone for source in sources).most_common(1)[0][0]
    wanted = DeploymentSpec(
        flow=digest,
        name=DIGEST,
        pattern=replace(nameplate(DIGEST), cron=MORNING, timezone=zone),
        description="What editors should mend today, sent by the routes tagged `editors` (see docs/alerts.md). Nothing is sent when all is well.",
        tags=("rasid", "digest"),
        job_variables=job_variables(),
        project=project,
        pool=pool,
    )
    deployment_id, memory = apply(client, wanted, schedules.applied(memory_of(DIGEST)) or {})
    schedules.apply(nameplate(memory_of(DIGEST)), applied=memory, now=workplace.clock())
    return Deployed(deployment_id, DIGEST, ())


def follow(client: SyncPrefectClient, deployed: Iterable[Deployed], workplace: VisitContext) -> None:
    """Let the ledger expect what is in force on the server, whoever set it: a schedule that a person paused misses no slots."""
    for each in deployed:
        there = client.read_deployment(each.id)
        for source in each.sources:
            _expect(workplace, source, there, workplace.ledger.schedules.applied(source.id) or {})


def _expect(workplace: VisitContext, source: Source, there: DeploymentResponse, memory: dict[str, Any]) -> None:
    schedules = workplace.ledger.schedules
    known = schedules.of(source.id)
    in_force = expected(source, there.schedules, there.paused)
    target = in_force or source
    same = known is not None and (known.cron, known.every_minutes, known.timezone, known.jitter_seconds, dict(known.applied)) == (
        target.cron,
        target.every_minutes,
        target.timezone,
        target.jitter_seconds,
        memory,
    )
    if not same or (known is not None and (known.paused_at is None) != (in_force is not None)):
        schedules.apply(target, applied=memory, now=workplace.clock())
        if in_force is None:
            # Off since it was switched off, whatever else changed meanwhile.
            schedules.pause(source.id, now=(known and known.paused_at) or workplace.clock())


def _pause_others(client: SyncPrefectClient, in_use: set[str], in_fleets: dict[str, Source], workplace: VisitContext, project: str) -> None:
    """Deployments rasid once made that no seed asks for: the seed is gone, off, or runs in a fleet now."""
    schedules = workplace.ledger.schedules
    for known in schedules.all():
        if known.source_id in in_use:
            continue
        memory = dict(known.applied)
        name = memory.get("deployment")
        if name is not None and pause(client, name, project):
            memory["paused_by_us"] = True
            log.warning("%s is paused: its seed is gone, off, or runs in a fleet now", name)
        if known.source_id in in_fleets:
            if memory != known.applied:
                there = in_fleets[known.source_id]
                schedules.apply(
                    replace(there, cron=known.cron, every_minutes=known.every_minutes, timezone=known.timezone),
                    applied=memory,
                    now=workplace.clock(),
                )
        elif memory != known.applied or known.paused_at is None:
            schedules.apply(nameplate(known.source_id), applied=memory, now=workplace.clock())
            schedules.pause(known.source_id, now=workplace.clock())


def job_variables() -> dict[str, Any]:
    """What a worker's process must find. No secrets: those are in the worker's own environment."""
    project = settings().root
    path = os.environ.get("PYTHONPATH", "")
    needed = {"RASID_PROJECT": str(project), "MALLOC_ARENA_MAX": os.environ["MALLOC_ARENA_MAX"]}
    return {"working_dir": str(project), "env": {**needed, **({"PYTHONPATH": path} if path else {})}}

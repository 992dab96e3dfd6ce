"""Deployments from seeds: one a source. ``python -m flows.deploy serve`` runs them on this machine, ``… deploy`` gives them to a work pool.

What a person changed in the Prefect UI survives: schedules, pauses and parameters that differ from what rasid last applied (the ledger
remembers it) are left alone. Only the difference to that is ours to change.
"""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import EntrypointType, RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule

from flows.server import server
from flows.watch import watch
from rasid.errors import RasidError
from rasid.model import Source
from rasid.pipeline import Workplace, open_workplace
from rasid.settings import settings
from rasid.sources import load_sources

log = logging.getLogger("rasid.deploy")

RUNS_AT_ONCE = 2
"""Flow processes of one `rasid serve`: each costs about 6 CPU seconds and 270 MB before it does anything (DESIGN decision 2)."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def schedule_of(source: Source) -> Schedule:
    """The seed's schedule in the source's own zone."""
    if source.cron is not None:
        return Cron(source.cron, timezone=source.timezone)
    return Interval(timedelta(minutes=source.every_minutes or 60), anchor_date=EPOCH, timezone=source.timezone)


def description_of(source: Source, workplace: Workplace) -> str:
    """Markdown for the deployment's page: what is watched, and how it stood at the last visit."""
    last = workplace.ledger.visits.last(source.id)
    health = f"{last.verdict} at {last.started_at:%Y-%m-%d %H:%M} UTC: {last.message}" if last else "not visited yet"
    sections = "\n".join(f"- {section.name.en} ({section.name.ar}): {section.url}" for section in source.sections)
    return f"**{source.name.en}** ({source.name.ar}), {source.home}\n\n{sections}\n\nHealth when last deployed: {health}\n"


def deployment_of(source: Source, workplace: Workplace, existing: DeploymentResponse | None, pool: str | None) -> RunnerDeployment:
    """The deployment to apply: for an existing one, schedules and parameters only where nobody changed what we applied last."""
    ours: dict[str, Any] = {}
    if existing is None or untouched(existing, workplace.ledger.schedules.applied(source.id)):
        ours["schedule"] = schedule_of(source)
    return watch.to_deployment(
        name=source.id,
        description=description_of(source, workplace),
        tags=["rasid", f"country:{source.country}", f"source:{source.id}"],
        work_pool_name=pool,
        entrypoint_type=EntrypointType.MODULE_PATH,
        **ours,
    )


def untouched(existing: DeploymentResponse, applied: dict[str, Any] | None) -> bool:
    """Whether the server still has the schedules we applied last. What we never applied is a person's."""
    return applied is not None and fingerprint(existing) == applied.get("schedules")


def fingerprint(deployment: DeploymentResponse) -> list[Any]:
    """The schedules and pauses of a deployment as plain values, in an order that does not depend on the server."""
    rows = [{"schedule": json.loads(each.schedule.model_dump_json()), "active": each.active} for each in deployment.schedules]
    return [deployment.paused, *sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))]


def existing_deployment(client: SyncPrefectClient, name: str) -> DeploymentResponse | None:
    try:
        return client.read_deployment_by_name(f"watch/{name}")
    except ObjectNotFound:
        return None


def apply_all(sources: Sequence[Source], workplace: Workplace, pool: str | None = None) -> list[str]:
    """Create or update every source's deployment; their ids. Deployments of removed seeds are paused, not deleted."""
    ids: list[str] = []
    with get_client(sync_client=True) as client:
        for source in sources:
            existing = existing_deployment(client, source.id)
            before = workplace.ledger.schedules.applied(source.id)
            ours = existing is None or untouched(existing, before)
            deployment_id = deployment_of(source, workplace, existing, pool).apply()
            now_there = client.read_deployment(deployment_id)
            applied = {"schedules": fingerprint(now_there)} if ours else (before or {})
            workplace.ledger.schedules.apply(source, applied=applied, now=workplace.clock())
            ids.append(str(deployment_id))
        _pause_removed(client, {source.id for source in sources}, workplace)
    return ids


def _pause_removed(client: SyncPrefectClient, present: set[str], workplace: Workplace) -> None:
    for source_id in workplace.ledger.schedules.sources():
        if source_id in present:
            continue
        deployment = existing_deployment(client, source_id)
        if deployment is not None and not deployment.paused:
            client.pause_deployment(deployment.id)
            log.warning("%s: its seed is gone, the deployment is paused", source_id)
        workplace.ledger.schedules.pause(source_id, now=workplace.clock())


def serve(port: int, with_alerts: bool) -> None:
    """Serve every enabled source until stopped. Schedules are not paused at the end: what a person set stays."""
    chosen = settings()
    sources = [source for source in load_sources(chosen.seeds_dir) if source.enabled]
    if not sources:
        raise RasidError(f"{chosen.seeds_dir}: no source yet. Add one with `rasid new URL`.")
    workplace = open_workplace(chosen)
    with server(port) as address:
        apply_all(sources, workplace)
        runner = Runner(name="rasid", pause_on_shutdown=False, limit=RUNS_AT_ONCE)
        for source in sources:
            with get_client(sync_client=True) as client:
                existing = existing_deployment(client, source.id)
            runner.add_deployment(deployment_of(source, workplace, existing, None))
        print(f"rasid serves {len(sources)} source(s). Prefect UI: {address.removesuffix('/api')}  (Ctrl-C stops)", flush=True)
        delivery = subprocess.Popen([sys.executable, "-m", "rasid", "alerts", "run"]) if with_alerts else None
        try:
            import asyncio

            asyncio.run(runner.start())
        except KeyboardInterrupt:
            pass
        finally:
            if delivery is not None:
                delivery.terminate()
                delivery.wait(timeout=30)


def deploy(pool: str) -> None:
    """Give every enabled source's deployment to the work pool ``pool``."""
    chosen = settings()
    sources = [source for source in load_sources(chosen.seeds_dir) if source.enabled]
    apply_all(sources, open_workplace(chosen), pool)
    print(f"rasid deployed {len(sources)} source(s) to the work pool {pool!r}. Start a worker with `prefect worker start --pool {pool}`.")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="flows.deploy", description="Deployments from seeds.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve")
    serving.add_argument("--port", type=int, default=4200)
    serving.add_argument("--no-alerts", action="store_true")
    deploying = commands.add_parser("deploy")
    deploying.add_argument("--work-pool", required=True)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "serve":
            serve(chosen.port, not chosen.no_alerts)
        else:
            deploy(chosen.work_pool)
    except RasidError as error:
        print(f"rasid: {error}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

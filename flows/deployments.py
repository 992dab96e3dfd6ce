"""Deployments from seeds: what rasid wants, what is there, and the difference that is rasid's to change.

What a person changed in the Prefect UI survives: schedules they added, edited, paused or deleted, parameters, tags, pauses. The ledger
remembers what was applied last (``ledger.schedules.applied``); a value on the server that is still the one we applied is ours to change,
any other is a person's.

Prefect has no projects: a name is one deployment for the whole server. Each carries its project's mark as a tag (``project:my-watch-3f9a1c``),
and one whose name another project has already lies under a flow name of its own project, ``watch@my-watch-3f9a1c/demo``.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate, DeploymentUpdate
from prefect.client.schemas.responses import DeploymentResponse
from prefect.exceptions import ObjectNotFound
from prefect.utilities.callables import parameter_schema

from flows.schedules import SLUG, plain, schedule_of, seeds_own
from rasid.errors import RasidError
from rasid.model import Source
from rasid.version import __version__

log = logging.getLogger(__name__)

OWNER = "project:"
"""Begins the tag that says whose a deployment is."""


@dataclass(frozen=True, slots=True)
class DeploymentSpec:
    """A deployment as the seeds ask for it."""

    flow: Flow[Any, Any]
    name: str
    pattern: Source
    """Whose schedule it has."""
    description: str
    tags: tuple[str, ...]
    job_variables: dict[str, Any]
    project: str
    """The mark of the project that asks."""
    pool: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    """What its runs are given, where a person has not said otherwise."""
    apart: bool = False
    """Under a flow name of its own project's, since another has the plain one."""

    @property
    def flow_name(self) -> str:
        return f"{self.flow.name}@{self.project}" if self.apart else self.flow.name

    @property
    def full_name(self) -> str:
        return f"{self.flow_name}/{self.name}"

    @property
    def all_tags(self) -> list[str]:
        return [*self.tags, OWNER + self.project]

    @property
    def entrypoint(self) -> str:
        return f"{self.flow.fn.__module__}.{self.flow.fn.__name__}"


def existing(client: SyncPrefectClient, full_name: str) -> DeploymentResponse | None:
    try:
        return client.read_deployment_by_name(full_name)
    except ObjectNotFound:
        return None


def owner_of(there: DeploymentResponse) -> str | None:
    """The mark of the project a deployment belongs to; None for one that nobody has marked."""
    return next((tag.removeprefix(OWNER) for tag in there.tags if tag.startswith(OWNER)), None)


def apply(client: SyncPrefectClient, wanted: DeploymentSpec, applied: dict[str, Any]) -> tuple[UUID, dict[str, Any]]:
    """Create the deployment, or bring it up to date where nobody changed it. Returns its id and what is to be remembered.

    Raises RasidError when no name is left for it.
    """
    wanted, there = _placed(client, wanted, applied)
    if applied.get("deployment", wanted.full_name) != wanted.full_name:
        applied = {}  # of another deployment
    if there is None:
        return _create(client, wanted)
    _update(client, there, wanted, applied)
    _reschedule(client, there, wanted, applied)
    return there.id, _remembered(client, there.id, wanted, applied)


def _placed(client: SyncPrefectClient, wanted: DeploymentSpec, applied: dict[str, Any]) -> tuple[DeploymentSpec, DeploymentResponse | None]:
    """``wanted`` where no other project's deployment lies, and what lies there. One that was put apart stays there."""
    apart = replace(wanted, apart=True)
    owner = None
    for place in (apart,) if applied.get("deployment") == apart.full_name else (wanted, apart):
        there = existing(client, place.full_name)
        owner = owner_of(there) if there is not None else None
        if owner in (None, wanted.project):
            return place, there
        log.warning("%s belongs to the project %s on this Prefect server: %s has its own apart", place.full_name, owner, wanted.project)
    raise RasidError(
        f"the deployment {apart.full_name} is tagged as the project {owner}'s, and this project is {wanted.project}. "
        f"Remove its tag {OWNER}{owner} in the Prefect UI, or rename the seed."
    )


def _create(client: SyncPrefectClient, wanted: DeploymentSpec) -> tuple[UUID, dict[str, Any]]:
    deployment_id = client.create_deployment(
        flow_id=client.create_flow_from_name(wanted.flow_name),
        name=wanted.name,
        version=__version__,
        schedules=[DeploymentScheduleCreate(schedule=schedule_of(wanted.pattern), active=not wanted.pattern.paused, slug=SLUG)],
        description=wanted.description,
        tags=wanted.all_tags,
        entrypoint=wanted.entrypoint,
        path=None,
        work_pool_name=wanted.pool,
        job_variables=wanted.job_variables if wanted.pool else {},
        pull_steps=[] if wanted.pool else None,
        parameters=wanted.parameters,
        parameter_openapi_schema=_form(wanted),
        enforce_parameter_schema=True,
    )
    return deployment_id, _remembered(client, deployment_id, wanted, {})


def _update(client: SyncPrefectClient, there: DeploymentResponse, wanted: DeploymentSpec, applied: dict[str, Any]) -> None:
    """Everything but schedules. Of the parameters only those that nobody has given yet: the rest are a person's."""
    changes: dict[str, Any] = {}
    if missing := {name: value for name, value in wanted.parameters.items() if name not in (there.parameters or {})}:
        changes["parameters"] = {**(there.parameters or {}), **missing}
    if there.version != __version__:
        changes["version"] = __version__
    if there.entrypoint != wanted.entrypoint:
        changes["entrypoint"] = wanted.entrypoint
    if there.parameter_openapi_schema != _form(wanted):
        changes["parameter_openapi_schema"] = _form(wanted)
    if there.work_pool_name != wanted.pool:
        changes["work_pool_name"] = wanted.pool
    if (
        wanted.pool
        and there.job_variables != wanted.job_variables
        and there.job_variables == applied.get("job_variables", there.job_variables)
    ):
        changes["job_variables"] = wanted.job_variables
    if there.description != wanted.description and there.description == applied.get("description", there.description):
        changes["description"] = wanted.description
    tags = (set(there.tags) - set(applied.get("tags", ()))) | set(wanted.all_tags)
    if tags != set(there.tags):
        changes["tags"] = sorted(tags)
    if applied.get("paused_by_us") and there.paused:
        changes["paused"] = False
    if changes:
        # Only when something differs: an update makes the server plan the coming runs anew.
        client.update_deployment(there.id, DeploymentUpdate(**changes))


def _reschedule(client: SyncPrefectClient, there: DeploymentResponse, wanted: DeploymentSpec, applied: dict[str, Any]) -> None:
    own = seeds_own(there.schedules, applied.get("schedule_id"))
    if own is None:
        return  # deleted by a person
    active = not wanted.pattern.paused
    if own.active != active and own.active == applied.get("active", True):
        client.update_deployment_schedule(there.id, own.id, active=active)
    target = plain(schedule_of(wanted.pattern))
    if plain(own.schedule) == target:
        return
    if plain(own.schedule) != applied.get("schedule"):
        log.info("%s: its schedule was changed by a person and stays as it is", wanted.full_name)
        return
    client.update_deployment_schedule(there.id, own.id, schedule=schedule_of(wanted.pattern))


def _remembered(client: SyncPrefectClient, deployment_id: UUID, wanted: DeploymentSpec, before: dict[str, Any]) -> dict[str, Any]:
    """What is ours on the server now. A value a person put there is not remembered as ours."""
    now_there = client.read_deployment(deployment_id)
    own = seeds_own(now_there.schedules, before.get("schedule_id"))
    is_ours = own is not None and plain(own.schedule) == plain(schedule_of(wanted.pattern))
    return {
        "deployment": wanted.full_name,
        "schedule_id": str(own.id) if own is not None else before.get("schedule_id"),
        "schedule": plain(own.schedule) if own is not None and is_ours else before.get("schedule"),
        "active": own.active if own is not None and own.active != wanted.pattern.paused else before.get("active", True),
        "description": wanted.description if now_there.description == wanted.description else before.get("description", ""),
        "tags": wanted.all_tags,
        "job_variables": wanted.job_variables if wanted.pool else {},
    }


def pause(client: SyncPrefectClient, full_name: str, project: str) -> bool:
    """Pause a deployment whose seed is gone; False when there is none, a person paused it already, or another project has it."""
    there = existing(client, full_name)
    if there is None or there.paused or owner_of(there) not in (None, project):
        return False
    client.pause_deployment(there.id)
    return True


def _form(wanted: DeploymentSpec) -> dict[str, Any]:
    return parameter_schema(wanted.flow).model_dump(exclude_unset=True)

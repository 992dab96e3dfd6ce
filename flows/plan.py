"""Who is run how: a source has a deployment of its own, or it goes with others in a fleet; never both.

A flow process costs about 6 CPU seconds and 270 MB before it does anything, so above twenty seeds sources go in fleets
unless their seed says otherwise (``run_by``).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rasid.model import Source

ALONE_UP_TO = 20
"""Seeds in the project up to which each has a deployment of its own by default."""
FLEET_SIZE = 50
"""Sources of one fleet run at most: a round of a hundred takes two processes, and one worker that dies takes half a round with it."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """Sources of one schedule that one flow run visits. ``name`` is its deployment's."""

    name: str
    group: str
    """Fleets of one group share a schedule, and finish each other's rounds."""
    sources: tuple[Source, ...]

    @property
    def pattern(self) -> Source:
        """Any of the sources: all have the same schedule."""
        return self.sources[0]


@dataclass(frozen=True, slots=True)
class FleetPlan:
    alone: tuple[Source, ...]
    fleets: tuple[Fleet, ...]

    def fleet(self, name: str) -> Fleet | None:
        return next((fleet for fleet in self.fleets if fleet.name == name), None)

    def group(self, group: str) -> tuple[Source, ...]:
        """Every source of the group's fleets."""
        return tuple(source for fleet in self.fleets if fleet.group == group for source in fleet.sources)


def plan(sources: Sequence[Source]) -> FleetPlan:
    """The enabled sources, each in its place; the same seeds always give the same plan."""
    enabled = [source for source in sources if source.enabled]
    alone = tuple(source for source in enabled if not in_fleet(source, len(enabled)))
    groups: dict[str, list[Source]] = defaultdict(list)
    for source in enabled:
        if in_fleet(source, len(enabled)):
            groups[group_name(source)].append(source)
    fleets: list[Fleet] = []
    for group, members in sorted(groups.items()):
        shards = -(-len(members) // FLEET_SIZE)
        for number in range(shards):
            name = f"{group}-{number + 1}-of-{shards}" if shards > 1 else group
            fleets.append(Fleet(name, group, tuple(members[number::shards])))
    return FleetPlan(alone, tuple(fleets))


def in_fleet(source: Source, seeds: int) -> bool:
    """A source whose seed is paused has a schedule of its own to be switched on: it never goes in a fleet."""
    if source.paused:
        return False
    return source.run_by == "fleet" or (source.run_by == "auto" and seeds > ALONE_UP_TO)


def group_name(source: Source) -> str:
    """``fleet-every-15m``, or for cron a name that follows from line and zone."""
    if source.every_minutes is not None:
        return f"fleet-every-{source.every_minutes}m"
    mark = hashlib.sha256(f"{source.cron} {source.timezone}".encode()).hexdigest()[:6]
    readable = "-".join(str(source.cron).replace("*", "x").replace("/", "o").replace(",", "+").split())
    return f"fleet-cron-{readable}-{mark}"


def jitter_of(source: Source) -> float:
    """Seconds after its slot at which a source is visited: always the same for one source, so that its rhythm stays even."""
    if source.jitter_seconds <= 0:
        return 0.0
    share = int.from_bytes(hashlib.sha256(source.id.encode()).digest()[:8], "big") / 2**64
    return round(share * source.jitter_seconds, 1)

"""Incidents and silences as `rasid alerts` shows them, and what a person types there."""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import partial
from typing import Any

from rasid.alert.routes import Route, first_choices, gaps
from rasid.errors import AlertError, SettingsError
from rasid.model import CLOCK_AHEAD, SCHEDULE_OFF, SLOT_MISSED, Cause, Incident, Silence
from rasid.model.retired import retired
from rasid.model.values import to_json
from rasid.pipeline.alerting import DELIVERY_LEASE, hangs, routes_of
from rasid.settings import Settings
from rasid.store import Ledger
from rasid.wording import escape
from rasid.wording.values import for_scripts, in_both, title_of

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def span(text: str) -> timedelta:
    """``30m``, ``4h``, ``2d``, ``1w``. Raises AlertError."""
    found = re.fullmatch(r"\s*(\d{1,4})\s*([mhdw])\s*", text.lower())
    if not found or int(found[1]) == 0:
        raise AlertError(f"{text!r} is no length of time. Write 30m, 4h, 2d or 1w.")
    return int(found[1]) * UNITS[found[2]]


def who(by: str | None) -> str:
    """The name given, else that of the person at this machine."""
    if by and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody at the command line"


def shown(text: str) -> str:
    """Scraped or typed text on a terminal: no control characters, no reordering."""
    return escape.neutral(text, limit=200)


MEANT_FOR = {
    "oncall": "that a site cannot be reached, blocks us, changed its layout or fell silent, or that rasid broke",
    "editors": "that an article itself is wrong",
}
MOST_NAMED = 5


def unheard(routes: Sequence[Route], sources: Iterable[str]) -> list[str]:
    """What would reach nobody, and the way out; one sentence each. ``sources``: ids of all that are watched."""
    known = sorted(sources)
    told = []
    for gap in gaps(routes, known):
        of = "" if len(gap.severities) > 1 else f" ({gap.severities[0]} incidents)"
        at = f" about {', '.join(gap.sources[:MOST_NAMED])}{' …' if len(gap.sources) > MOST_NAMED else ''}" if gap.sources else ""
        told.append(
            f"Nobody hears{at}{of} {MEANT_FOR[gap.role]}. In the routes file, give an address the tag {gap.role}"
            + (", without narrowing it to other sources" if gap.sources else "")
            + (f", without narrowing it to another severity than {gap.severities[0]}" if len(gap.severities) == 1 else "")
            + ", or no role tag at all: then it hears everything."
        )
    for route in routes:
        strangers = sorted(route.sources - set(known))
        if strangers and known:
            told.append(
                f"{route.name} is tagged {', '.join(f'source:{name}' for name in strangers)}, but no source is called so. Correct the tag."
            )
    return told


def known_source(ledger: Ledger, settings: Settings, source_id: str) -> None:
    """Raises AlertError, naming those there are, when neither a seed nor the ledger has a source of that id."""
    known = {folder.parent.name for folder in settings.seeds_dir.glob("*/source.toml")} | set(ledger.visits.sources())
    if source_id not in known:
        raise AlertError(
            f"no source is called {source_id}. There are: {', '.join(sorted(one for one in known if not one.startswith('_')))}."
        )


def known_key(ledger: Ledger, settings: Settings, key: str) -> None:
    """Raises AlertError, naming the nearest, when no rule, cause or incident has that key."""
    from rasid.validate import load_rules

    known = (
        {rule.key for rule in load_rules(settings.expectations_dir)}
        | {f"cause:{cause}" for cause in Cause}
        | {SLOT_MISSED, SCHEDULE_OFF, CLOCK_AHEAD}
    )
    known |= {incident.key for incident in ledger.incidents.find()}
    if key not in known and key not in retired():
        near = get_close_matches(key, known, n=3)
        nearest = f" Did you mean {', '.join(near)}?" if near else ""
        raise AlertError(f"no rule is called {key}.{nearest} `rasid rules` lists them.")


def undelivered(ledger: Ledger, settings: Settings) -> list[str]:
    """What waits, and for what: a loop that does not run, a route that wants it, a route that fails. One sentence each."""
    told = []
    waiting = [notice for _, notice in ledger.outbox.unrouted()]
    try:
        deaf = sum(not first_choices(routes_of(settings), notice) for notice in waiting)
    except SettingsError as error:
        return [str(error)]
    if deaf:
        told.append(f"No route wants to hear {deaf} of what there is to say. `rasid doctor` says which tag is missing in the routes file.")
    pending = len(waiting) - deaf + ledger.outbox.counts()["pending"]
    if pending and ledger.leases.held(DELIVERY_LEASE) is None:
        told.append(
            f"Waiting to be delivered: {pending}, and no loop runs. Start `rasid alerts run`, or put `rasid alerts run --once` into cron."
        )
    idle = hangs(ledger, ledger.clock())
    if idle is not None:
        told.append(f"The delivery loop has finished no round for {idle.total_seconds() / 60:.0f} minutes: it hangs. Start it again.")
    down = sorted(name for name, health in ledger.outbox.health().items() if health.down_since is not None)
    if down:
        told.append(f"Failing now: {', '.join(down)}. `rasid alerts log` says why, and what to do.")
    return told


def incident_json(incident: Incident, silences: Sequence[Silence], now: datetime) -> dict[str, Any]:
    return {
        "id": incident.id,
        "source": incident.source_id,
        "key": incident.key,
        "state": str(incident.state),
        "severity": str(incident.severity),
        "cause": str(incident.cause),
        "title": asdict(in_both(partial(title_of, incident))),
        "observed": for_scripts(incident.observed_value),
        "expected": for_scripts(incident.expected_value),
        "observed_value": to_json(incident.observed_value),
        "expected_value": to_json(incident.expected_value),
        "since": incident.since.isoformat(),
        "last_seen_at": incident.last_seen_at.isoformat(),
        "visits": incident.failures,
        "affected": incident.affected,
        "reopened": incident.reopened,
        "acknowledged_by": incident.acknowledged_by,
        "resolved_at": incident.resolved_at.isoformat() if incident.resolved_at else None,
        "resolved_by": incident.resolved_by,
        "silenced": any(silence.covers(incident, now) for silence in silences),
        "examples": [{"headline": headline, "url": url} for headline, url in incident.examples],
    }


def silence_json(silence: Silence) -> dict[str, Any]:
    return {
        "id": silence.id,
        "source": silence.source_id,
        "rule": silence.rule,
        "cause": str(silence.cause) if silence.cause else None,
        "until": silence.until.isoformat(),
        "author": silence.author,
        "reason": silence.reason,
    }

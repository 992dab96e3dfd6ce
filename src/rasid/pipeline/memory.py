"""The template test's memory as the ledger keeps it: plain JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rasid.pipeline.runs import Fault, Memory, Outcome, Run
from rasid.pipeline.template_test import LOOK_BACK


def to_plain(memory: Memory) -> dict[str, Any]:
    """As JSON data."""
    return {
        "read": memory.read,
        "failed": dict(memory.failed),
        "skipped": dict(memory.skipped),
        "recent": [
            {
                "url": one.url,
                "at": one.at.isoformat(),
                "visit": one.visit,
                "unread": one.unread,
                **{name: sorted(getattr(one, name)) for name in ("failed", "unseen", "same", "frozen") if getattr(one, name)},
            }
            for one in memory.recent
        ],
        "runs": {
            test: {
                "fault": run.fault.value,
                "since": run.since.isoformat(),
                "failed": run.failed,
                "read": run.read,
                "base": run.base,
                "urls": list(run.urls[:LOOK_BACK]),
                "control": run.control,
            }
            for test, run in memory.runs.items()
        },
        "cleared": {test: at.isoformat() for test, at in memory.cleared.items()},
        "ended": {test: [since.isoformat(), until.isoformat()] for test, (since, until) in memory.ended.items()},
    }


def from_plain(plain: Mapping[str, Any] | None) -> Memory:
    """What :func:`to_plain` made; an empty memory for None."""
    if not plain:
        return Memory()
    names = ("failed", "unseen", "same", "frozen")
    return Memory(
        read=plain["read"],
        failed=plain["failed"],
        skipped=plain["skipped"],
        recent=tuple(
            Outcome(
                url=one["url"],
                at=datetime.fromisoformat(one["at"]),
                visit=one["visit"],
                unread=one["unread"],
                **{name: frozenset(one.get(name, ())) for name in names},
            )
            for one in plain["recent"]
        ),
        runs={
            test: Run(
                test,
                Fault(run["fault"]),
                datetime.fromisoformat(run["since"]),
                run["failed"],
                run["read"],
                run["base"],
                tuple(run["urls"]),
                run["control"],
            )
            for test, run in plain["runs"].items()
        },
        cleared={test: datetime.fromisoformat(at) for test, at in plain["cleared"].items()},
        ended={
            test: (datetime.fromisoformat(since), datetime.fromisoformat(until)) for test, (since, until) in plain.get("ended", {}).items()
        },
    )

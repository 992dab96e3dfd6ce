"""What the ledger remembers beside sources: deployments that are no source's own, and the mark by which a Prefect server knows this project."""

from __future__ import annotations

import hashlib
import re
import socket

from rasid.model import Source, Words
from rasid.pipeline import VisitContext

PROJECT = "project"


def memory_of(name: str) -> str:
    """Where the ledger remembers something that is no source's own; no source's id has a colon."""
    return f"flow:{name}"


def nameplate(name: str) -> Source:
    """Something to remember a deployment by in the ledger; no slots are expected of it."""
    return Source(id=name, name=Words(name, name), home="", country="", timezone="UTC", sections=())


def mark_of(workplace: VisitContext) -> str:
    """The project's mark, ``my-watch-3f9a1c``: its folder's name, and a fingerprint of where it lay when it was deployed first.

    From then on the ledger has it, so that it is the same on every machine and after a move; with a new ledger the folder gives it again.
    """
    schedules = workplace.ledger.schedules
    if (known := schedules.applied(memory_of(PROJECT))) is not None:
        return str(known[PROJECT])
    root = workplace.settings.root
    name = re.sub(r"[^\w.-]+", "-", root.name).strip("-") or "rasid"
    mark = f"{name}-{hashlib.sha256(f'{socket.gethostname()}:{root}'.encode()).hexdigest()[:6]}"
    schedules.apply(nameplate(memory_of(PROJECT)), applied={PROJECT: mark}, now=workplace.clock())
    return mark

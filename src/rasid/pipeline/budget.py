"""What one visit may cost: time, processor time of parsing, bytes. What was read when it ends is kept; the rest waits as links."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rasid.errors import FetchError
from rasid.model import Cause, Finding, Scope, Severity, Source, Status
from rasid.model.values import Bound, Quantity, named
from rasid.settings import Settings

SPENT = "visit_budget_spent"
"""The rule of the finding that says so."""
MEGABYTE = 1024 * 1024


@dataclass(slots=True)
class VisitBudget:
    """Of one visit, from the moment it is made. Wall clock in minutes, parsing in CPU seconds of its thread, bodies in megabytes, inflated."""

    minutes: float = float("inf")
    cpu_seconds: float = float("inf")
    megabytes: float = float("inf")
    now: Callable[[], float] = time.monotonic
    cpu: Callable[[], float] = time.thread_time
    began: float = field(init=False)
    parsed: float = 0.0
    received: int = 0

    def __post_init__(self) -> None:
        self.began = self.now()

    @classmethod
    def of(cls, settings: Settings, source: Source) -> VisitBudget:
        """The machine's, where the seed does not say otherwise."""
        return cls(
            minutes=source.max_minutes_per_visit or settings.visit_minutes,
            cpu_seconds=source.max_cpu_seconds_per_visit or settings.visit_cpu_seconds,
            megabytes=source.max_mb_per_visit or settings.visit_mb,
        )

    @contextmanager
    def parsing(self) -> Iterator[None]:
        """Counts the block's processor time."""
        began = self.cpu()
        try:
            yield
        finally:
            self.parsed += self.cpu() - began

    def spent(self) -> tuple[str, float, float] | None:
        """(unit, what was used, what there was) of the first that is used up; None while there is something left of all."""
        for unit, used, limit in (
            ("minutes", (self.now() - self.began) / 60, self.minutes),
            ("cpu_seconds", self.parsed, self.cpu_seconds),
            ("megabytes", self.received / MEGABYTE, self.megabytes),
        ):
            if used >= limit:
                return unit, used, limit
        return None

    def check(self, url: str) -> None:
        """Raises FetchError (nothing was asked) when the budget is used up."""
        if (over := self.spent()) is not None:
            unit, _, limit = over
            raise FetchError(
                f"{url} is not asked: the visit has used up its {limit:g} {unit.replace('_', ' ')}. The next visit goes on.",
                url=url,
                permanent=False,
                asked=False,
                key="budget",
            )


def spent_finding(budget: VisitBudget, left: int) -> Finding | None:
    """The visit's word that its budget ended it, with ``left`` links still waiting; None while there is something left."""
    if left == 0 or (over := budget.spent()) is None:
        return None
    unit, used, limit = over
    return Finding(
        rule=SPENT,
        scope=Scope.SECTION,
        severity=Severity.WARNING,
        status=Status.FAIL,
        cause=Cause.UNREACHABLE,
        title=named(f"finding.{SPENT}", n=left),
        advice=named(f"finding.{SPENT}_advice"),
        observed_value=Quantity(round(used, 1), unit),
        expected_value=Bound(high=limit, unit=unit),
        detail=f"{used:.1f} of {limit:g} {unit.replace('_', ' ')} used; {left} links wait for the next visit",
        affected=left,
    )

"""Whether a fault is one page's or the template's: a sequential test over the articles a source brings, in order, across visits (decision 16).

A newsroom that forgets a headline does so now and then; a template that lost its headline loses it on every page from one moment on. For
each rule the test holds the run of newly read articles against what that rule usually does at that source: Page's CUSUM of the
log-likelihood ratio of "four of five fail now" against "as many fail as ever". Pure: numbers in, numbers out, no clock, no ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from math import log, sqrt

from rasid.pipeline.runs import Fault, Memory, Outcome, Run

BROKEN = 0.8
"""p1: the share of articles that fail once a template is broken. Lower catches partial breaks later and slips sooner."""
FLOOR = 0.01
"""The least base rate: nobody has seen enough articles to know that a fault never happens."""
Z95 = 1.645
"""One-sided 95 % of the normal distribution."""
RULES, DAYS = 80, 182
"""At most one false alarm a source in half a year, over so many rules tested at once."""
LOOK_BACK = 50
"""Articles a run may reach back: over more, a fault of three articles in ten would pile up to a crossing."""
LAST = 8
"""The articles, since the run began, by whose share the fault is the template's, the pages' or open."""
TEMPLATE, CONTENT = 0.8, 0.5
"""At least this share of them fails: the template. Less than this: single articles."""
PRIOR_WEIGHT, HABIT_WEIGHT = 200, 10
"""Articles after which a source's own past speaks alone; until then a prior for the rule fills up what is missing. What every page has is as rare
anywhere; a site's habits are its own (captions on every picture, or on none), and a few of its articles tell more of them than all other sites do."""
HABIT = 0.5
"""What a source's articles fail so often is its way, and no measure of a change: :data:`BROKEN` would hardly differ from it."""
LEARNING = 20
"""Articles of its own without which a source is not judged by rules that some sites break on every page."""
FIRST_FAILURES, MORE_FAILURES = 3, 4
"""Failures that make a template: three, and one more where older articles, read again, spoke against it and sound pages fail the test now and then."""
NOW_AND_THEN = 0.005
"""The prior from which on they do."""
SELDOM = 0.1
"""A test that a source fails so often at most is news when it is failed."""
PASSING = 2
"""Sound articles of one visit that make a failing one's fault its own."""
PASSES = 3
"""Passes in a row that end a run: at four failures in five, three in a row are chance once in 125 times."""


class Kind(StrEnum):
    """What else can break a test."""

    STRUCTURAL = "structural"
    """Nothing: only the template or the reader."""
    TEMPLATE = "template"
    """Some sites never have it; where it was there, only the template."""
    PROSE = "prose"
    """An editor on a bad shift, who spoils half of the articles: only nearly all of them are more than that."""


def threshold(articles_a_day: float) -> float:
    """What the sum must reach: ln(rules · days · articles a day)."""
    return log(RULES * DAYS * max(articles_a_day, 1.0))


def base_rate(failed: float, read: float, prior: float = 0.0, weight: int = PRIOR_WEIGHT) -> float:
    """The upper 95 % bound of (k + ½) / (n + 10), at least :data:`FLOOR`, at most what still differs from :data:`BROKEN`.

    While ``read`` is under ``weight``, ``prior`` (a share) stands in for the articles not yet seen.
    """
    missing = max(weight - read, 0.0)
    n = read + missing + 10
    p = (failed + prior * missing + 0.5) / n
    return min(max(p + Z95 * sqrt(p * (1 - p) / n), FLOOR), 0.75)


def seldom(memory: Memory, test: str) -> bool:
    """Whether a failure is news at that source."""
    return base_rate(*memory.of(test), weight=HABIT_WEIGHT) <= SELDOM


def steps(base: float) -> tuple[float, float]:
    """What one failure adds to the sum, and what one pass takes."""
    return log(BROKEN / base), log((1 - BROKEN) / (1 - base))


@dataclass(slots=True)
class _Excursion:
    """The sum on its way up, over one test's outcomes in order."""

    failed: float
    read: float
    prior: float
    limit: float
    weight: int = PRIOR_WEIGHT
    outcomes: list[tuple[Outcome, bool]] = field(default_factory=list)
    total: float = 0.0
    crossed: bool = False
    """The sum reached the limit on the way: a run, however long it grew within one visit."""

    def add(self, outcome: Outcome, fails: bool) -> None:
        self.outcomes.append((outcome, fails))
        self.total = self._after(self.total, fails)
        self.crossed = self.total >= self.limit or (self.crossed and self.total > 0.0)
        if self.total <= 0.0:
            self._settle(len(self.outcomes))
        elif len(self.outcomes) > LOOK_BACK and not self.crossed:
            self._settle(1)
            self._again()

    @property
    def base(self) -> float:
        usual = base_rate(self.failed, self.read, self.prior, self.weight)
        # A source that never did it is no worse than sources are.
        return usual if self.failed else min(usual, base_rate(self.failed, self.read, self.prior))

    def _after(self, total: float, fails: bool) -> float:
        up, down = steps(self.base)
        return max(0.0, total + (up if fails else down))

    def _settle(self, count: int) -> None:
        """The first ``count`` outcomes are no part of a run: they belong to the base rate."""
        for _, fails in self.outcomes[:count]:
            self.failed += fails
            self.read += 1
        del self.outcomes[:count]
        if not self.outcomes:
            self.total = 0.0

    def _again(self) -> None:
        """The sum over what is left, its beginning cut off where the sum falls to nothing."""
        left, self.outcomes, self.total = self.outcomes, [], 0.0
        for outcome, fails in left:
            self.outcomes.append((outcome, fails))
            self.total = self._after(self.total, fails)
            if self.total <= 0.0:
                self._settle(len(self.outcomes))


def advance(
    memory: Memory,
    outcomes: Sequence[Outcome],
    *,
    articles_a_day: float,
    priors: Mapping[str, float],
    structural: Collection[str],
    of_templates: Collection[str] = (),
    looked_again: Mapping[str, Sequence[bool]] | None = None,
) -> Memory:
    """The memory after one visit's newly read links, with the runs that are open now.

    ``outcomes`` in the order in which the articles were published or found. ``priors``: test → share of articles that fail it anywhere.
    ``structural``: tests that a page breaks only if its template or the reader does. ``of_templates``: what a template writes and some sites
    never have; judged like those once the source has a past of its own. All others, which an editor's bad shift breaks too, need eight
    articles besides, and nearly all of the run failing. ``looked_again``: test → whether articles that passed it before fail it now, read again in this visit.
    """
    again = looked_again or {}
    if not memory.read and not memory.recent and not memory.runs:
        return _first(outcomes, structural)
    every = [*memory.recent, *outcomes]
    counted = _once_a_batch(every)
    tests = {test for one in every for test in one.failed} | set(memory.runs)
    now = outcomes[-1].at if outcomes else None
    runs: dict[str, Run] = {}
    cleared = dict(memory.cleared)
    for test in sorted(tests):
        looked = tuple(again.get(test, ()))
        if looked and now is not None and not all(looked):
            cleared[test] = now
        kind = Kind.STRUCTURAL if test in structural else Kind.TEMPLATE if test in of_templates else Kind.PROSE
        run = _run(memory, test, every, counted, articles_a_day, priors.get(test), kind, looked, cleared.get(test))
        if run is not None:
            runs[test] = run
    every = [_with_runs(one, runs) for one in every]
    over = {test: (run.since, now) for test, run in memory.runs.items() if test not in runs and now is not None}
    return _trimmed(replace(memory, runs=runs, cleared=cleared, ended={**memory.ended, **over}), every, counted)


def undecided(memory: Memory, tests: Collection[str]) -> frozenset[str]:
    """Those of ``tests`` that the newest article failed while the source seldom does: its own fault or the template's, the next article tells.
    Two others of the same visit that passed have told already: one template made them all into pages, moments apart."""
    found = set()
    for test in set(tests) - set(memory.runs):
        said = [(one.visit, says) for one in memory.recent if (says := one.says(test)) is not None]
        if said and said[-1][1] and sum(visit == said[-1][0] and not fails for visit, fails in said) < PASSING and seldom(memory, test):
            found.add(test)
    return frozenset(found)


def _first(outcomes: Sequence[Outcome], structural: Collection[str]) -> Memory:
    """After a first visit: its links come in no order of time, so what most of them fail is the template's, and everything else is the base.

    Pages that could not be read beside others that could are the menus and tags of the section: no measure of the links to come.
    """
    counted = _once_a_batch(outcomes)
    runs = {}
    for test in sorted({test for one in outcomes for test in one.failed} & set(structural)):
        usable = [(one, bool(one.says(test))) for at, one in enumerate(outcomes) if one.says(test) is not None and at in counted[test]]
        failures = sum(fails for _, fails in usable)
        if failures >= FIRST_FAILURES and failures >= TEMPLATE * len(usable):
            runs[test] = Run(test, Fault.TEMPLATE, usable[0][0].at, failures, len(usable), FLOOR, _failing(usable))
    if runs:
        return Memory(recent=tuple(_with_runs(one, runs) for one in outcomes[-LOOK_BACK:]), runs=runs)
    return replace(_trimmed(Memory(), [one for one in outcomes if not one.unread], counted, keep=0), runs={})


def _run(
    memory: Memory,
    test: str,
    every: Sequence[Outcome],
    counted: Mapping[str, frozenset[int]],
    articles_a_day: float,
    prior: float | None,
    kind: Kind,
    looked: Sequence[bool],
    cleared: datetime | None,
) -> Run | None:
    """The open run of one test after this visit; None where there is none, or it ended."""
    before = memory.runs.get(test)
    usable = [(one, bool(one.says(test))) for at, one in enumerate(every) if one.says(test) is not None and at in counted.get(test, _ALL)]
    if before is not None:
        return _going_on(before, usable, every, test, looked)
    failed, read = memory.of(test)
    if kind is not Kind.STRUCTURAL and read + len(usable) < LEARNING:
        return None
    ours = kind is Kind.STRUCTURAL
    excursion = _Excursion(
        failed,
        read,
        prior=prior if prior is not None else 0.0 if ours else FLOOR,
        limit=threshold(articles_a_day),
        weight=PRIOR_WEIGHT if ours else HABIT_WEIGHT,
    )
    for one, fails in usable:
        if test not in one.frozen:
            excursion.add(one, fails)
    if not ours and (excursion.read < LEARNING or excursion.failed >= HABIT * excursion.read):
        return None
    in_run = excursion.outcomes
    failures = sum(fails for _, fails in in_run)
    confirmed = kind is not Kind.PROSE and len(looked) >= CONTROLS and all(looked) and failures > 0 and in_run[-1][1]
    if not confirmed and not _crossed(excursion, kind, cleared):
        return None
    share = sum(fails for _, fails in in_run[-LAST:]) / len(in_run[-LAST:])
    if kind is Kind.PROSE and min(share, failures / len(in_run)) < TEMPLATE:
        return None
    if not confirmed and share < CONTENT:
        return None
    fault = Fault.TEMPLATE if confirmed or share >= TEMPLATE else Fault.BETWEEN
    return Run(test, fault, in_run[0][0].at, failures, len(in_run), excursion.base, _failing(in_run), control=confirmed)


CONTROLS = 2
"""Articles that passed before and are read again when a new one breaks a structural rule: both must fail for the template to be proved by them."""
_ALL: frozenset[int] = frozenset(range(10_000))


def _crossed(excursion: _Excursion, kind: Kind, cleared: datetime | None) -> bool:
    if not excursion.outcomes or excursion.total < excursion.limit:
        return False
    since, failures = excursion.outcomes[0][0].at, sum(fails for _, fails in excursion.outcomes)
    if kind is Kind.PROSE:
        return len(excursion.outcomes) >= LAST
    doubted = cleared is not None and cleared >= since and excursion.prior >= NOW_AND_THEN
    return failures >= (MORE_FAILURES if doubted else FIRST_FAILURES)


def _going_on(
    before: Run, usable: Sequence[tuple[Outcome, bool]], every: Sequence[Outcome], test: str, looked: Sequence[bool]
) -> Run | None:
    """An open run with this visit's outcomes; it ends when articles pass again, not when none was read."""
    in_run = [(one, fails) for one, fails in usable if one.at >= before.since]
    newest = [fails for _, fails in in_run[-PASSES:]]
    mended_before = len(looked) >= CONTROLS and not any(looked)
    if (len(newest) >= PASSES and not any(newest)) or (mended_before and newest and not newest[-1]):
        return None
    last = [fails for _, fails in in_run[-LAST:]]
    if len(last) == LAST and sum(last) / LAST < CONTENT:
        return None
    fault = before.fault
    if last:
        fault = Fault.TEMPLATE if sum(last) / len(last) >= TEMPLATE or (before.control and len(last) < LAST) else Fault.BETWEEN
    known = len({one.url for one, _ in in_run})
    if known < before.read:
        # Older than the memory reaches: the count of the run goes on from what was counted.
        new = [(one, fails) for one, fails in in_run if test not in one.frozen]
        failed, read = before.failed + sum(fails for _, fails in new), before.read + len(new)
    else:
        failed, read = sum(fails for _, fails in in_run), len(in_run)
    return replace(before, fault=fault, failed=failed, read=read, urls=_failing(in_run) or before.urls)


def _failing(in_run: Iterable[tuple[Outcome, bool]]) -> tuple[str, ...]:
    return tuple(one.url for one, fails in reversed(list(in_run)) if fails)


def _with_runs(outcome: Outcome, runs: Mapping[str, Run]) -> Outcome:
    theirs = frozenset(test for test, run in runs.items() if outcome.at >= run.since and outcome.says(test) is not None)
    return replace(outcome, frozen=outcome.frozen | theirs) if theirs - outcome.frozen else outcome


def _once_a_batch(every: Sequence[Outcome]) -> dict[str, frozenset[int]]:
    """Test → places of the outcomes that count: of one visit's failures that share an agency, an author or a text only the first."""
    places: dict[str, frozenset[int]] = {}
    for test in {test for one in every for test in one.failed}:
        met: dict[str, set[str]] = {}
        kept = set()
        for at, one in enumerate(every):
            if test in one.failed:
                here = met.setdefault(one.visit, set())
                if one.same & here:
                    continue
                here |= one.same
            kept.add(at)
        places[test] = frozenset(kept)
    return places


def _trimmed(memory: Memory, every: Sequence[Outcome], counted: Mapping[str, frozenset[int]], keep: int = LOOK_BACK) -> Memory:
    """The last outcomes stay as they are, what is older becomes counts."""
    gone = max(len(every) - keep, 0)
    failed, skipped = dict(memory.failed), dict(memory.skipped)
    tests = set(failed) | set(skipped) | {test for one in every for test in one.failed | one.unseen}
    for at, one in enumerate(every[:gone]):
        for test in tests:
            says = one.says(test)
            if says is None or test in one.frozen or at not in counted.get(test, _ALL):
                skipped[test] = skipped.get(test, 0) + 1
            elif says:
                failed[test] = failed.get(test, 0) + 1
    return replace(memory, read=memory.read + gone, failed=failed, skipped=skipped, recent=tuple(every[gone:]))

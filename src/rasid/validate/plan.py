"""Great Expectations' own expectations and metrics, arranged once for each rule and evaluated again and again.

``batch.validate(suite)`` rebuilds every expectation's configuration and its graph of metrics at each call: of 0.46 s that 78 rules take
on a hundred rows, 0.4 are that (measured November 2026 on GX 1.24.1). What a rule needs depends on the rule alone, so it is worked out
once here; each call brings a fresh execution engine with the frame. The metrics are computed and judged by Great Expectations itself.

This leans on methods that Great Expectations keeps to itself. :func:`run` therefore gives None whenever anything is not as expected
(a method is gone, a metric raises), and the caller takes the plain way, which also words the errors.
``tests/validate/test_plan.py`` holds both ways to the same answers.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import pandas as pd

from rasid.model import Rule
from rasid.validate.gx import Expectation, PandasExecutionEngine
from rasid.validate.suite import expectation

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule came to: the three fields of an ``ExpectationValidationResult`` that are read here."""

    success: bool
    result: Mapping[str, Any]
    exception_info: Mapping[str, Any]


LAID_TOGETHER = 10_000
"""Rows up to which a frame is copied to lay its columns together; beyond, memory is what is short."""
NO_EXCEPTION: Mapping[str, Any] = {"raised_exception": False, "exception_message": None, "exception_traceback": None}


@dataclass(frozen=True, slots=True)
class _Planned:
    """One rule: its expectation, the metrics its judgement takes by name, and all that those rest on, in an order that can be computed."""

    expectation: Any
    needed: Mapping[str, Any]
    """Name of a metric → its id."""
    layers: tuple[tuple[Any, ...], ...]
    """Metric configurations; those of one layer rest only on layers before it."""
    judged_with: Mapping[str, Any]
    """The runtime configuration of the judgement: the result format as Great Expectations has parsed it."""


def run(frame: pd.DataFrame, rules: Sequence[Rule], result_format: Mapping[str, Any] | str) -> list[RuleResult] | None:
    """The outcomes of ``rules`` on ``frame``, in their order; None where the plain way has to be taken."""
    try:
        planned = [_planned(rule, result_format) for rule in rules]
        engine = _engine(frame)
        metrics = _resolved(engine, planned, {"result_format": result_format})
        return [_judged(each, metrics, engine) for each in planned]
    except Exception as error:
        logger.debug("Great Expectations is asked the plain way: %s", error)
        return None


def _engine(frame: pd.DataFrame) -> Any:
    # A copy lays columns of one type side by side: Great Expectations copies the frame for each rule, and a hundred columns apart take a fifth longer.
    return PandasExecutionEngine(batch_data_dict={"frame": frame.copy() if len(frame) <= LAID_TOGETHER else frame})


def _resolved(engine: Any, planned: Sequence[_Planned], runtime: Mapping[str, Any]) -> dict[Any, Any]:
    """Every metric once, layer by layer."""
    metrics: dict[Any, Any] = {}
    for depth in range(max(len(each.layers) for each in planned)):
        layer = {metric.id: metric for each in planned if depth < len(each.layers) for metric in each.layers[depth]}
        wanted = [metric for id_, metric in layer.items() if id_ not in metrics]
        if wanted:
            metrics.update(engine.resolve_metrics(metrics_to_resolve=wanted, metrics=metrics, runtime_configuration=dict(runtime)))
    return metrics


def _judged(planned: _Planned, metrics: Mapping[Any, Any], engine: Any) -> RuleResult:
    provided = {name: metrics[id_] for name, id_ in planned.needed.items()}
    said = planned.expectation._validate(metrics=provided, runtime_configuration=dict(planned.judged_with), execution_engine=engine)
    success, result = (said["success"], said.get("result", {})) if isinstance(said, dict) else (said.success, said.result)
    return RuleResult(bool(success), result or {}, NO_EXCEPTION)


_PLANS: dict[tuple[str, str], _Planned] = {}
MOST_PLANS = 4_096
"""Past so many different rules (a hundred sources with overrides of their own have a tenth) the plans are made anew."""


def _planned(rule: Rule, result_format: Mapping[str, Any] | str) -> _Planned:
    # Values that are no JSON (moments) count by their text: two of the same text are equal.
    name = json.dumps([rule.type, dict(rule.kwargs), rule.row_condition], sort_keys=True, default=repr)
    key = (name, json.dumps(result_format, sort_keys=True))
    if key not in _PLANS:
        if len(_PLANS) >= MOST_PLANS:
            _PLANS.clear()
        _PLANS[key] = _plan(rule, {"result_format": result_format})
    return _PLANS[key]


def _plan(rule: Rule, runtime: Mapping[str, Any]) -> _Planned:
    from great_expectations.validator.validation_graph import ValidationGraph

    engine = _engine(pd.DataFrame())
    made = expectation(rule, complete=False)
    with _configured_once(made):
        dependencies = made.get_validation_dependencies(execution_engine=engine, runtime_configuration=dict(runtime))
    graph = ValidationGraph(execution_engine=engine)
    for metric in dependencies.get_metric_configurations():
        graph.build_metric_dependency_graph(metric_configuration=metric, runtime_configuration=dict(runtime))
    needed = {name: metric.id for name, metric in dependencies.metric_configurations.items()}
    return _Planned(made, needed, _layers(graph.edges), {"result_format": dependencies.result_format})


_PLANNING = Lock()


@contextmanager
def _configured_once(made: Any) -> Iterator[None]:
    """Great Expectations works out an expectation's configuration at every look, some fifty times a rule: two thirds of what planning costs. It is the same
    each time, so within this block ``made`` shows what it showed first; other expectations answer as ever."""
    with _PLANNING:
        own: Any = Expectation.configuration
        shown = made.configuration
        setattr(Expectation, "configuration", property(lambda other: shown if other is made else own.fget(other)))  # noqa: B010 - mypy: read-only
        try:
            yield
        finally:
            setattr(Expectation, "configuration", own)  # noqa: B010


def _layers(edges: Sequence[Any]) -> tuple[tuple[Any, ...], ...]:
    """The metrics of a graph by the longest way down to one that rests on nothing."""
    metrics: dict[Any, Any] = {}
    below: dict[Any, set[Any]] = {}
    for edge in edges:
        metrics.setdefault(edge.left.id, edge.left)
        below.setdefault(edge.left.id, set())
        if edge.right is not None:
            metrics.setdefault(edge.right.id, edge.right)
            below.setdefault(edge.right.id, set())
            below[edge.left.id].add(edge.right.id)
    layers: list[tuple[Any, ...]] = []
    while below:
        ready = [id_ for id_, needs in below.items() if not needs & below.keys()]
        if not ready:
            raise ValueError("the metrics rest on one another in a circle")
        layers.append(tuple(metrics[id_] for id_ in ready))
        for id_ in ready:
            del below[id_]
    return tuple(layers)

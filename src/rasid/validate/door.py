"""Frame and rules in, findings out. Nothing of Great Expectations leaves this module.

What was measured on GX 1.24.1 and is respected here: results come back out of suite order (matched by ``meta.key``); a rule that crashed
looks like a failed one (``exception_info``, in two shapes); an empty frame passes every column rule (section rules carry the count);
``get_context`` costs milliseconds, so each call has its own; on a wide frame every rule copies all of it (only the rules' columns are handed over).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from rasid.errors import RasidError
from rasid.model import Cause, Finding, RowFinding, Rule, Scope, Severity, Status
from rasid.model.values import Quantity
from rasid.validate.explain import cause_of, counts_places, expected_of, observed_at, value_in
from rasid.validate.gx import DataContextConfig, InMemoryStoreBackendDefaults, ProgressBarsConfig, gx
from rasid.validate.plan import RuleResult, run
from rasid.validate.rulebook import columns_of, nearest
from rasid.validate.suite import judges_rows, suite

MOST_FINDINGS = 1_000
"""Findings listed for one rule; the last of them counts the rest in ``affected``, so their sum stays true."""
ROWS = {
    "result_format": "COMPLETE",
    "partial_unexpected_count": 0,
    "exclude_unexpected_values": True,
    "include_unexpected_rows": False,
    "return_unexpected_index_query": False,
}
"""Only the positions of unexpected rows, and only for rules that failed (half the time of asking every rule for everything): values are looked
up here. There is no ``mostly`` in article.toml, so a rule succeeds exactly when no row is unexpected."""


def check(
    frame: pd.DataFrame,
    rules: Sequence[Rule],
    *,
    urls: Sequence[str | None] | None = None,
    passes: bool = False,
) -> list[Finding]:
    """The findings of all enabled ``rules`` on ``frame``, in the order of the rules, then of the rows.

    ``frame`` is one of ``rasid.frame``'s; ``urls`` name its rows, by default its column ``url``. Findings that pass are left out unless
    ``passes``. A rule that could not be evaluated gives one finding with status ``broken``. Titles keep their blanks: ``rasid.wording.values``
    fills them for a reader. Raises RuleError for rules that cannot be built.
    """
    return [found.finding for found in check_rows(frame, rules, urls=urls, passes=passes)]


def check_rows(
    frame: pd.DataFrame,
    rules: Sequence[Rule],
    *,
    urls: Sequence[str | None] | None = None,
    passes: bool = False,
) -> list[RowFinding]:
    """As :func:`check`, each finding with the row (0-based) and the column it speaks of, for ``rasid.frame.explain``."""
    enabled = [rule for rule in rules if rule.enabled]
    frame = frame.reset_index(drop=True)
    if urls is None:
        urls = list(frame["url"]) if "url" in frame.columns else [None] * len(frame)
    whole = {rule.key: rule for rule in enabled if all(column in frame.columns for column in columns_of(rule))}
    outcomes = _validate(frame, list(whole.values()))
    found: list[RowFinding] = []
    for rule in enabled:
        if rule.key not in whole:
            missing = next(column for column in columns_of(rule) if column not in frame.columns)
            found.append(_broken(rule, f"The frame has no column “{missing}”.{nearest(missing, list(frame.columns))}"))
        else:
            found.extend(_findings(rule, outcomes[rule.key], frame, urls, passes))
    return found


def _validate(frame: pd.DataFrame, rules: Sequence[Rule]) -> dict[str, RuleResult]:
    if not rules:
        return {}
    names = {column for rule in rules for column in columns_of(rule)}
    narrow = frame[[column for column in frame.columns if column in names]]
    outcomes = _run(narrow, rules, "BOOLEAN_ONLY")
    failed = [rule for rule in rules if not outcomes[rule.key].success and _crash(outcomes[rule.key].exception_info) is None]
    return outcomes | _run(narrow, failed, ROWS) if failed else outcomes


def _run(frame: pd.DataFrame, rules: Sequence[Rule], result_format: Any) -> dict[str, RuleResult]:
    outcomes = run(frame, rules, result_format)
    return run_plainly(frame, rules, result_format) if outcomes is None else dict(zip((rule.key for rule in rules), outcomes, strict=True))


def run_plainly(frame: pd.DataFrame, rules: Sequence[Rule], result_format: Any) -> dict[str, RuleResult]:
    """The outcomes by key as ``batch.validate`` gives them: the way that words what went wrong, and that :mod:`rasid.validate.plan` is held to."""
    context = gx.get_context(project_config=_configuration(), mode="ephemeral")
    asset = context.data_sources.add_pandas("frame").add_dataframe_asset("articles")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    outcomes: dict[str, RuleResult] = {}
    for result in batch.validate(suite(rules, "rasid", complete=False), result_format=result_format).results:
        assert result.expectation_config is not None
        outcomes[result.expectation_config.meta["key"]] = RuleResult(bool(result.success), result.result, result.exception_info)
    if len(outcomes) != len(rules):
        lost = sorted({rule.key for rule in rules} - outcomes.keys())
        raise RasidError(f"Great Expectations gave no result for {', '.join(lost)}. Report this with the version of great-expectations.")
    return outcomes


def _configuration() -> DataContextConfig:
    """Everything in memory, nothing reported to anybody. Great Expectations' own default makes a folder for a site in the temporary folder at every call."""
    return DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
        analytics_enabled=False,
    )


def _findings(rule: Rule, outcome: Any, frame: pd.DataFrame, urls: Sequence[str | None], passes: bool) -> Iterator[RowFinding]:
    crash = _crash(outcome.exception_info)
    if crash is not None:
        yield _broken(rule, crash)
        return
    if not judges_rows(rule):
        if passes or not outcome.success:
            yield _about_all(rule, outcome)
        return
    rows = [] if outcome.success else [int(row) for row in outcome.result["unexpected_index_list"]]
    listed = rows[:MOST_FINDINGS]
    for place, row in enumerate(listed, 1):
        last_of_many = place == len(listed) and len(rows) > len(listed)
        affected = 1 + len(rows) - len(listed) if last_of_many else 1
        yield _at_row(rule, row, frame, urls, Status.FAIL, affected=affected, total=len(rows))
    if passes:
        failed = set(rows)
        yield from (_at_row(rule, row, frame, urls, Status.PASS) for row in range(len(frame)) if row not in failed)


def _at_row(
    rule: Rule,
    row: int,
    frame: pd.DataFrame,
    urls: Sequence[str | None],
    status: Status,
    *,
    affected: int = 1,
    total: int = 0,
) -> RowFinding:
    observed = observed_at(rule, frame, row)
    expected = expected_of(rule, frame, row)
    places = counts_places(rule)
    url = urls[row] if rule.scope is Scope.ARTICLE and isinstance(urls[row], str) else None
    finding = Finding(
        rule=rule.key,
        scope=rule.scope,
        severity=_severity(rule, frame, row),
        status=status,
        cause=cause_of(rule),
        title=rule.title,
        advice=rule.advice,
        article_url=url,
        field=rule.field,
        observed_value=None if places else observed,
        expected_value=expected,
        counted=observed if places and isinstance(observed, Quantity) else None,
        detail=f"{total} rows fail this rule, the first {MOST_FINDINGS} are listed." if total > MOST_FINDINGS else "",
        affected=affected,
    )
    return RowFinding(row=row, column=_column(rule), finding=finding)


def _severity(rule: Rule, frame: pd.DataFrame, row: int) -> Severity:
    """The rule's, or the one of ``meta.raised`` where that column says that the fault stands where every reader sees it (a headline)."""
    raised = rule.meta.get("raised")
    chosen = rule.changed_by is not None and "severity" in rule.changed_by.changes
    if raised is None or chosen or not frame[raised["column"]].iat[row] > 0:
        return rule.severity
    return min(rule.severity, Severity(raised["severity"]), key=lambda one: one.rank)


def _about_all(rule: Rule, outcome: Any) -> RowFinding:
    """A rule on a whole column or table, as section and history rules may be: one finding."""
    observed = value_in(outcome.result.get("observed_value"), rule.meta.get("unit"))
    expected = expected_of(rule, None, None)
    finding = Finding(
        rule=rule.key,
        scope=rule.scope,
        severity=rule.severity,
        status=Status.PASS if outcome.success else Status.FAIL,
        cause=cause_of(rule),
        title=rule.title,
        advice=rule.advice,
        field=rule.field,
        observed_value=observed,
        expected_value=expected,
    )
    return RowFinding(row=None, column=_column(rule), finding=finding)


def _broken(rule: Rule, detail: str) -> RowFinding:
    """Never a pass: the promise was not looked at, and that is our fault, not the page's."""
    finding = Finding(
        rule=rule.key,
        scope=rule.scope,
        severity=rule.severity,
        status=Status.BROKEN,
        cause=Cause.RASID,
        title=rule.title,
        advice=rule.advice,
        field=rule.field,
        expected_value=expected_of(rule, None, None),
        detail=f"{rule.file or rule.scope}: {rule.key} could not be evaluated: {detail}",
    )
    return RowFinding(row=None, column=_column(rule), finding=finding)


def _crash(info: Mapping[str, Any]) -> str | None:
    """The message of an exception inside a rule. Flat when the rule itself crashed or none did, nested when one of its metrics did."""
    if "raised_exception" in info:
        return str(info.get("exception_message")) if info["raised_exception"] else None
    for metric in info.values():
        if isinstance(metric, Mapping) and metric.get("raised_exception"):
            return str(metric.get("exception_message"))
    return None


def _column(rule: Rule) -> str:
    """The column whose spans explain the finding."""
    named = rule.meta.get("spans") or rule.kwargs.get("column") or rule.kwargs.get("column_A") or rule.field
    return str(named)

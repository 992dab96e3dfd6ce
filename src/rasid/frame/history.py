"""A source against its own past → the one-row frame that history rules judge. Statistics are signals here; the thresholds are in ``history.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import inf, log10, nan
from typing import Any

import numpy as np
import pandas as pd

from rasid.frame.beta import betainc
from rasid.frame.rhythm import Rhythm, high_surprise, low_surprise
from rasid.frame.section import COVERED, covered_share, has_fields
from rasid.model import Past, Source, WindowArticle, counted_at
from rasid.model.past import LEARNING_DAYS

HISTORY_COLUMNS: tuple[str, ...] = (
    "history_days",
    "history_needed",
    "volume_observed",
    "volume_expected",
    "volume_ratio",
    "volume_surprise",
    "flood_surprise",
    "silence_hours",
    "silence_expected",
    "silence_surprise",
    "drift_ratio",
    *(f"{field}_coverage_{what}" for field in COVERED for what in ("now", "usual", "ratio", "surprise")),
    "rate_rule",
    "rate_now",
    "rate_usual",
    "rate_surprise",
)
RATE = "rate."
"""Prefix of the metrics that say which share of the window's articles failed a rule."""
LEAST_VOLUME = 20.0
"""Articles a day below which a single day's number says little: there the freshness promise and the silence signal watch."""
LEAST_ARTICLES = 5
"""New articles without which a share is not compared with the past (as for ``layout_changed``)."""
LEAST_VISIT_DAYS = 3
DRIFT_DAYS = 42
MOST_SURPRISE = 99.0


def history_frame(
    past: Past,
    items: Sequence[WindowArticle] = (),
    *,
    source: Source,
    now: datetime,
    metrics: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """One row, columns :data:`HISTORY_COLUMNS` (``float64``, NaN where nothing can be said; ``rate_rule`` is text like ``headline_missing 2% → 60%`` or None).

    ``past`` is the ledger's, without the visit under way; ``items`` is the window with that visit's new articles (``new_in_visit``), ``metrics``
    are the visit's own (``rate.<rule>``, see :func:`failing_rates`). While fewer than 14 whole days are known, only ``history_days`` and
    ``history_needed`` are filled: «learning n of 14». Surprises are −log₁₀ of the chance of what was seen or worse.
    """
    return pd.DataFrame([history_row(past, items, source=source, now=now, metrics=metrics)], columns=list(HISTORY_COLUMNS)).astype(
        {name: "object" if name == "rate_rule" else "float64" for name in HISTORY_COLUMNS}
    )


def history_row(
    past: Past,
    items: Sequence[WindowArticle] = (),
    *,
    source: Source,
    now: datetime,
    metrics: Mapping[str, float] | None = None,
) -> dict[str, Any]:
    """The signals of :func:`history_frame` as a mapping: a replay makes thousands of them into one frame."""
    row: dict[str, Any] = dict.fromkeys(HISTORY_COLUMNS, nan)
    rhythm = Rhythm(with_new(past, items), source, now)
    row |= {"history_days": rhythm.known_days, "history_needed": LEARNING_DAYS, "rate_rule": None}
    if rhythm.known_days < LEARNING_DAYS:
        return row
    return row | _volume(rhythm) | _silence(rhythm) | _drift(rhythm) | _coverage(past, items, now) | _rates(past, metrics or {}, len(items))


def with_new(past: Past, items: Sequence[WindowArticle]) -> Past:
    """``past`` with the articles of the visit under way counted in."""
    fresh = [item for item in items if item.new_in_visit]
    if not fresh:
        return past
    hours = dict(past.hours)
    for item in fresh:
        at = counted_at(item.article.published_at, item.first_seen_at)
        hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        hours[hour] = hours.get(hour, 0) + 1
    return Past(hours=hours, visits=past.visits, anomalies=past.anomalies)


def failing_rates(failing: Mapping[str, int], articles: int) -> dict[str, float]:
    """``rate.<rule>`` metrics: share of the window's articles that fail each article rule. ``failing`` counts articles by rule."""
    return {f"{RATE}{rule}": count / articles for rule, count in failing.items()} if articles else {}


def _volume(rhythm: Rhythm) -> dict[str, float]:
    """The last 24 whole hours against the same hours of the same weekday, up to eight weeks back."""
    end = rhythm.now_hour
    start = end - 24
    expected = rhythm.expected(start, end)
    if expected is None or expected.mean < LEAST_VOLUME or rhythm.blind(start, end):
        return {}
    observed = rhythm.count(start, end)
    return {
        "volume_observed": observed,
        "volume_expected": round(expected.mean, 1),
        "volume_ratio": observed / expected.mean,
        "volume_surprise": min(low_surprise(observed, expected), MOST_SURPRISE),
        "flood_surprise": min(high_surprise(observed, expected), MOST_SURPRISE),
    }


def _silence(rhythm: Rhythm) -> dict[str, float]:
    """Whole hours without an article up to now, and how many articles these hours usually bring (at most seven days)."""
    end = start = rhythm.now_hour
    if rhythm.count(end, end + 1) > 0:
        return {"silence_hours": 0.0, "silence_surprise": 0.0}
    while end - start < 7 * 24 and rhythm.flat[start - 1] == 0:
        start -= 1
    if start == end:
        return {"silence_hours": 0.0, "silence_surprise": 0.0}
    expected = rhythm.expected(start, end)
    if expected is None:
        return {"silence_hours": float(end - start)}
    return {
        "silence_hours": float(end - start),
        "silence_expected": round(expected.mean, 1),
        "silence_surprise": min(low_surprise(0, expected), MOST_SURPRISE),
    }


def _drift(rhythm: Rhythm) -> dict[str, float]:
    """Median day of the last two weeks over the median day of the weeks before; seasons and anomalies left out."""
    plain = [row for row in range(len(rhythm.daily) - 1) if rhythm.usable[row] and rhythm.seasons[row] == "plain"]
    recent = [rhythm.daily[row] for row in plain if row >= len(rhythm.daily) - 15]
    earlier = [rhythm.daily[row] for row in plain if row < len(rhythm.daily) - 15]
    if len(plain) < DRIFT_DAYS or len(recent) < 10 or np.median(earlier) < 3:
        return {}
    return {"drift_ratio": float(np.median(recent) / np.median(earlier))}


def _coverage(past: Past, items: Sequence[WindowArticle], now: datetime) -> dict[str, float]:
    """Share of the last day's articles that have a field, against the usual share of the section's window."""
    recent = [item for item in items if has_fields(item) and item.first_seen_at > now - timedelta(hours=24)]
    row: dict[str, float] = {}
    if len(recent) < LEAST_ARTICLES:
        return row
    for field in COVERED:
        usual = usual_coverage(past, field, now)
        if usual is None:
            continue
        share = covered_share(recent, field)
        row |= {
            f"{field}_coverage_now": share,
            f"{field}_coverage_usual": usual,
            f"{field}_coverage_ratio": share / max(usual, 0.02),
            f"{field}_coverage_surprise": _fewer(round(share * len(recent)), len(recent), min(max(usual, 0.02), 0.98)),
        }
    return row


def usual_coverage(past: Past, field: str, now: datetime) -> float | None:
    """The share of the window's articles that usually have ``field``, the last 24 hours left out; None while fewer than three days are known."""
    return _usual(past, f"{field}_coverage", now)


def _rates(past: Past, metrics: Mapping[str, float], articles: int) -> dict[str, Any]:
    """The rule whose failures rose most surprisingly over their usual share."""
    if articles < LEAST_ARTICLES or len({at.date() for at, _ in past.visits}) < LEAST_VISIT_DAYS:
        return {}
    worst: dict[str, Any] = {"rate_surprise": 0.0}
    for name, share in metrics.items():
        if not name.startswith(RATE):
            continue
        usual = _usual(past, name, now=None, default=0.0)
        if usual is None or share - usual <= 0:
            continue
        surprise = _fewer(round((1 - share) * articles), articles, 1 - min(max(usual, 0.02), 0.98))
        if surprise > worst.get("rate_surprise", 0.0):
            rule = name.removeprefix(RATE)
            worst = {"rate_rule": f"{rule} {usual:.0%} → {share:.0%}", "rate_now": share, "rate_usual": usual, "rate_surprise": surprise}
    return worst


def _usual(past: Past, name: str, now: datetime | None, default: float | None = None) -> float | None:
    """The median of a metric over earlier visits, today's left out; None when fewer than three days are known."""
    values: dict[Any, list[float]] = {}
    for at, metrics in past.visits:
        if now is not None and at > now - timedelta(hours=24):
            continue
        value = metrics.get(name, default)
        if value is not None:
            values.setdefault(at.date(), []).append(value)
    if len(values) < LEAST_VISIT_DAYS:
        return None
    return float(np.median([np.median(of_day) for of_day in values.values()]))


def _fewer(observed: int, of: int, chance: float) -> float:
    """−log₁₀ of the binomial chance of ``observed`` or fewer among ``of``."""
    if observed >= of:
        return 0.0
    tail = float(betainc(of - observed, observed + 1, 1 - chance))
    return min(-log10(tail), MOST_SURPRISE) if tail > 0 else min(inf, MOST_SURPRISE)

"""A source's own past, as history rules and cause attribution need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

LEARNING_DAYS = 14
"""Two of each weekday: with fewer a rhythm is a guess, and nothing is said."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the ledger knows of the last sixty days of one source, the visit under way not included.

    ``hours`` is ``ledger.articles.rhythm(source_id, now - 60 days)``, ``visits`` is ``ledger.visits.metrics(source_id, now - 60 days)``.
    """

    hours: Mapping[datetime, int] = field(default_factory=dict)
    """Articles published in each hour (UTC, aware, on the hour); hours without any may be missing."""
    visits: tuple[tuple[datetime, Mapping[str, float]], ...] = ()
    """(start, metrics) of every visit that saw the site, oldest first: ``section_frame``'s columns and ``rate.<rule>``."""
    anomalies: frozenset[date] = frozenset()
    """Local days known to have been out of the ordinary (an incident of cause quiet, unreachable, blocked or layout_changed was open): not trained on."""

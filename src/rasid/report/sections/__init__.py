"""The sections of the report, in reading order.

A new one is a module here, a template of the same name, its place in SECTIONS, its name in the contents (``nav_<key>`` in
``wording/catalogue/report.toml``) and a test that ``tests/report/test_page.py`` names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rasid.report.data import ReportData
from rasid.report.sections import edits, fix, health, readiness, rules, today, trends, waived
from rasid.report.voice import Voice


@dataclass(frozen=True, slots=True)
class ReportSection:
    """``key`` names the anchor, the template and the heading's sentence; ``view`` gives the template's names, or None to leave the section out."""

    key: str
    view: Callable[[ReportData, Voice], dict[str, Any] | None]


SECTIONS = (
    ReportSection("today", today.view),
    ReportSection("fix", fix.view),
    ReportSection("health", health.view),
    ReportSection("trends", trends.view),
    ReportSection("edits", edits.view),
    ReportSection("waived", waived.view),
    ReportSection("readiness", readiness.view),
    ReportSection("rules", rules.view),
)

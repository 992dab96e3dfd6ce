"""rasid (راصد): watches the news sections of Arabic news sites and says what is wrong, since when, and whose fault it is.

The public names below are stable; everything else may move between versions.
They are loaded on first use, so ``import rasid`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rasid.version import __version__

if TYPE_CHECKING:
    from rasid.arabic.dates import ParsedDate, find_dates, parse_date
    from rasid.errors import DecodeError, FetchError, RasidError, Refusal, RuleError, SourceError
    from rasid.model import Article, Cause, Finding, Rule, Scope, Severity, Source, Span, Status
    from rasid.pipeline import check_articles, extract_article
    from rasid.pipeline.tables import articles_frame, findings_frame
    from rasid.sources import load_source, load_sources
    from rasid.validate import load_rules

_HOMES = {
    "rasid.arabic.dates": ("ParsedDate", "find_dates", "parse_date"),
    "rasid.errors": ("DecodeError", "FetchError", "RasidError", "Refusal", "RuleError", "SourceError"),
    "rasid.model": ("Article", "Cause", "Finding", "Rule", "Scope", "Severity", "Source", "Span", "Status"),
    "rasid.pipeline": ("check_articles", "extract_article"),
    "rasid.pipeline.tables": ("articles_frame", "findings_frame"),
    "rasid.sources": ("load_source", "load_sources"),
    "rasid.validate": ("load_rules",),
}

__all__ = [
    "Article",
    "Cause",
    "DecodeError",
    "FetchError",
    "Finding",
    "ParsedDate",
    "RasidError",
    "Refusal",
    "Rule",
    "RuleError",
    "Scope",
    "Severity",
    "Source",
    "SourceError",
    "Span",
    "Status",
    "__version__",
    "articles_frame",
    "check_articles",
    "extract_article",
    "find_dates",
    "findings_frame",
    "load_rules",
    "load_source",
    "load_sources",
    "parse_date",
]


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'rasid' has no attribute {name!r}")

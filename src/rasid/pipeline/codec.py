"""Articles and findings as JSON for scripts: `rasid extract` and `rasid check --json` promise these shapes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any

from rasid.errors import Refusal
from rasid.model import Article, Finding, Severity, Source, Status
from rasid.model.values import named, to_json
from rasid.wording.values import Reader, advice_of, for_scripts, in_both, sentence, suggestion_of, title_of

CHECK_SCHEMA = "rasid.check/1"
VISIT_SCHEMA = "rasid.visit/1"


def article_json(article: Article) -> dict[str, Any]:
    """The article's fields by their names in ``rasid.model``; ``origins`` says where each value was read. Dates are ISO 8601 with offset."""
    plain: dict[str, Any] = _plain(asdict(article))
    return plain


def finding_json(finding: Finding, source: Source | None = None) -> dict[str, Any]:
    """One finding: key, severity, status, cause, title and advice in both languages, observed, expected, span (the first) and spans.

    ``observed`` and ``expected`` are text; ``observed_value`` and ``expected_value`` the same as ``rasid.model.values`` writes it. Titles tell moments
    as ``source`` has them, by default in UTC.
    """
    reader = Reader(timezone=source.timezone, country=source.country) if source else Reader()
    spans = [_plain(asdict(span)) for span in finding.spans]
    return {
        "key": finding.rule,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "cause": finding.cause.value,
        "field": finding.field,
        "title": asdict(in_both(partial(title_of, finding), reader)),
        "observed": for_scripts(finding.observed_value),
        "expected": for_scripts(finding.expected_value),
        "observed_value": to_json(finding.observed_value),
        "expected_value": to_json(finding.expected_value),
        "span": spans[0] if spans else None,
        "spans": spans,
        "origin": finding.origin.value if finding.origin else None,
        "suggestion": asdict(in_both(partial(suggestion_of, finding), reader)) if finding.suggestion else None,
        "advice": asdict(in_both(partial(advice_of, finding), reader)),
        "detail": finding.detail or None,
    }


def refusal_json(refusal: Refusal) -> dict[str, Any]:
    """A page that is no article, in the shape of a finding with key ``page_<kind>``."""
    kind = named(f"refused.{refusal.kind.value}")
    return {
        "key": f"page_{refusal.kind.value}",
        "severity": Severity.CRITICAL.value,
        "status": Status.FAIL.value,
        "cause": refusal.cause.value,
        "field": "page",
        "title": asdict(in_both(partial(sentence, named("refused.title", kind=kind)))),
        "observed": refusal.kind.value,
        "expected": "article",
        "observed_value": to_json(kind),
        "expected_value": None,
        "span": None,
        "spans": [],
        "origin": None,
        "suggestion": None,
        "advice": asdict(in_both(partial(sentence, named("refused.advice")))),
        "detail": str(refusal),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key.value if isinstance(key, Enum) else key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return value

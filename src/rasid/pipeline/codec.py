"""Articles and findings as JSON for scripts: `rasid extract` and `rasid check --json` promise these shapes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from enum import Enum
from typing import Any

from rasid.errors import Refusal
from rasid.model import Article, Finding, Severity, Status
from rasid.wording import words


def article_json(article: Article) -> dict[str, Any]:
    """The article's fields by their names in ``rasid.model``; ``origins`` says where each value was read. Dates are ISO 8601 with offset."""
    plain: dict[str, Any] = _plain(asdict(article))
    return plain


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding: key, severity, status, cause, title and advice in both languages, observed, expected, span (the first) and spans."""
    spans = [_plain(asdict(span)) for span in finding.spans]
    return {
        "key": finding.rule,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "cause": finding.cause.value,
        "field": finding.field,
        "title": _plain(asdict(finding.title)),
        "observed": finding.observed,
        "expected": finding.expected,
        "span": spans[0] if spans else None,
        "spans": spans,
        "origin": finding.origin.value if finding.origin else None,
        "suggestion": _plain(asdict(finding.suggestion)) if finding.suggestion else None,
        "advice": _plain(asdict(finding.advice)),
        "detail": finding.detail or None,
    }


def refusal_json(refusal: Refusal) -> dict[str, Any]:
    """A page that is no article, in the shape of a finding with key ``page_<kind>``."""
    title = words("refused.title", kind_ar=words(f"refused.{refusal.kind.value}").ar, kind_en=words(f"refused.{refusal.kind.value}").en)
    advice = words("refused.advice")
    return {
        "key": f"page_{refusal.kind.value}",
        "severity": Severity.CRITICAL.value,
        "status": Status.FAIL.value,
        "cause": refusal.cause.value,
        "field": "page",
        "title": _plain(asdict(title)),
        "observed": refusal.kind.value,
        "expected": "article",
        "span": None,
        "spans": [],
        "origin": None,
        "suggestion": None,
        "advice": _plain(asdict(advice)),
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

"""The values that pass between the stages."""

from rasid.model.article import Article, Candidate, Decoded, Link, Page, Validators
from rasid.model.judgement import (
    Counts,
    Finding,
    Incident,
    RowFinding,
    Span,
    Visit,
    VisitRecord,
    WindowArticle,
)
from rasid.model.ports import FetchState, RobotsRecord
from rasid.model.source import Override, Rule, Section, Source, Words
from rasid.model.vocabulary import (
    ArticleType,
    Cause,
    IncidentState,
    Language,
    Origin,
    Refused,
    Scope,
    Severity,
    Status,
    Verdict,
)

__all__ = [
    "Article",
    "ArticleType",
    "Candidate",
    "Cause",
    "Counts",
    "Decoded",
    "FetchState",
    "Finding",
    "Incident",
    "IncidentState",
    "Language",
    "Link",
    "Origin",
    "Override",
    "Page",
    "Refused",
    "RobotsRecord",
    "RowFinding",
    "Rule",
    "Scope",
    "Section",
    "Severity",
    "Source",
    "Span",
    "Status",
    "Validators",
    "Verdict",
    "Visit",
    "VisitRecord",
    "WindowArticle",
    "Words",
]

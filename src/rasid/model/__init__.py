"""The values that pass between the stages."""

from rasid.model.alerting import SLOT_MISSED, IncidentEvent, Notice, NoticeKind, Silence
from rasid.model.article import Article, Candidate, Decoded, Link, Page, Validators
from rasid.model.delivery import Attempt, Outbox, Pending, RouteHealth, Told
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
from rasid.model.past import Past
from rasid.model.ports import FetchState, RobotsRecord
from rasid.model.source import Override, Rule, Section, Source, Words
from rasid.model.vocabulary import (
    ArticleType,
    Cause,
    Door,
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
    "SLOT_MISSED",
    "Article",
    "ArticleType",
    "Attempt",
    "Candidate",
    "Cause",
    "Counts",
    "Decoded",
    "Door",
    "FetchState",
    "Finding",
    "Incident",
    "IncidentEvent",
    "IncidentState",
    "Language",
    "Link",
    "Notice",
    "NoticeKind",
    "Origin",
    "Outbox",
    "Override",
    "Page",
    "Past",
    "Pending",
    "Refused",
    "RobotsRecord",
    "RouteHealth",
    "RowFinding",
    "Rule",
    "Scope",
    "Section",
    "Severity",
    "Silence",
    "Source",
    "Span",
    "Status",
    "Told",
    "Validators",
    "Verdict",
    "Visit",
    "VisitRecord",
    "WindowArticle",
    "Words",
]

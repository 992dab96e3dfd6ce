"""The only module that knows the order of the stages: discover, collect, judge, commit.

Names are loaded on first use: `rasid extract` must not pay for pandas and Great Expectations.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rasid.pipeline.single import check_article, check_articles, extract_article, read_document
    from rasid.pipeline.visit import skip, visit_source
    from rasid.pipeline.workplace import VisitContext, VisitOptions, VisitResult, open_workplace

_HOMES = {
    "check_article": "single",
    "check_articles": "single",
    "extract_article": "single",
    "read_document": "single",
    "skip": "visit",
    "visit_source": "visit",
    "VisitResult": "workplace",
    "VisitOptions": "workplace",
    "VisitContext": "workplace",
    "open_workplace": "workplace",
}

__all__ = [
    "VisitContext",
    "VisitOptions",
    "VisitResult",
    "check_article",
    "check_articles",
    "extract_article",
    "open_workplace",
    "read_document",
    "skip",
    "visit_source",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'rasid.pipeline' has no attribute {name!r}")
    return getattr(import_module(f"rasid.pipeline.{home}"), name)

"""rasid (راصد): watches the news sections of Arabic news sites and says what is wrong, since when, and whose fault it is.

The public names below are stable; everything else may move between versions.
They are loaded on first use, so ``import rasid`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rasid.arabic.dates import ParsedDate, find_dates, parse_date
    from rasid.model import Article, Finding
    from rasid.pipeline import check_articles, extract_article

__version__ = "0.1.0"

_HOMES = {
    "parse_date": "rasid.arabic.dates",
    "find_dates": "rasid.arabic.dates",
    "ParsedDate": "rasid.arabic.dates",
    "Article": "rasid.model",
    "Finding": "rasid.model",
    "extract_article": "rasid.pipeline",
    "check_articles": "rasid.pipeline",
}

__all__ = [
    "Article",
    "Finding",
    "ParsedDate",
    "__version__",
    "check_articles",
    "extract_article",
    "find_dates",
    "parse_date",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'rasid' has no attribute {name!r}")
    return getattr(import_module(home), name)

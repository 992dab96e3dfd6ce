"""What came of checking a text that is no article of anybody's yet."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.model.article import Article
from rasid.model.judgement import Finding


@dataclass(frozen=True, slots=True)
class Checked:
    """``told`` names why there is no article: ``unreachable blocked unreadable not_an_article``."""

    article: Article | None
    findings: tuple[Finding, ...] = ()
    told: str = ""

"""Signals an article has only beside others: the same headline, the same body. The later of two is the one that repeats."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rasid.arabic.script import fold
from rasid.model import ArticleType, WindowArticle

LEAST_WORDS = 3
"""Headlines shorter than this («نشرة الأخبار») are titles of series."""
SERIES = frozenset({ArticleType.VIDEO, ArticleType.AUDIO, ArticleType.GALLERY, ArticleType.LIVE_BLOG})
"""Bulletins and albums carry the series' name for a headline day after day."""
APART_DAYS = 7.0
"""Articles further apart may well share a headline («أسعار الذهب اليوم»); the window of a visit is shorter anyway."""
LEAST_BODY = 100
"""Characters: two urgent lines may say the same."""

COLUMNS = ("headline_repeats", "body_repeats")
"""Address of the earlier article with the same headline (and another body), with the same body; null when there is none. ``object`` dtype."""


class Twins:
    """Fed with articles one by one, so that 100,000 bodies need not be held at once."""

    def __init__(self) -> None:
        self._order: list[tuple[float, float, int]] = []
        self._urls: list[str] = []
        self._days: list[float | None] = []
        self._headlines: dict[str, list[int]] = {}
        self._bodies: dict[int, list[int]] = {}

    def add(self, item: WindowArticle, body: str) -> None:
        """The next row of the frame."""
        row = len(self._urls)
        article = item.article
        published = article.published_at
        self._days.append(published.timestamp() / 86_400 if published else None)
        self._order.append((item.first_seen_at.timestamp(), published.timestamp() if published else float("inf"), row))
        self._urls.append(article.url)
        if article.headline and article.type not in SERIES:
            self._headlines.setdefault(article.headline, []).append(row)
        if len(body) >= LEAST_BODY:
            self._bodies.setdefault(hash(body), []).append(row)

    def columns(self) -> dict[str, list[str | None]]:
        """The finished columns."""
        folded: dict[str, list[int]] = {}
        for headline, rows in self._headlines.items():
            key = fold(headline)
            if len(key.split()) >= LEAST_WORDS:
                folded.setdefault(key, []).extend(rows)
        bodies = self._earlier(self._bodies.values())
        # An article printed twice is told by its text, not by its headline again.
        headlines = [url if url != bodies[row] else None for row, url in enumerate(self._earlier(folded.values()))]
        return {"headline_repeats": headlines, "body_repeats": bodies}

    def _earlier(self, groups: object) -> list[str | None]:
        column: list[str | None] = [None] * len(self._urls)
        for rows in groups:  # type: ignore[attr-defined]
            if len(rows) > 1:
                self._mark(rows, column)
        return column

    def _mark(self, rows: Sequence[int], column: list[str | None]) -> None:
        ordered = sorted(rows, key=self._order.__getitem__)
        for before, row in pairwise(ordered):
            if self._urls[row] != self._urls[before] and self._near(before, row):
                column[row] = self._urls[before]

    def _near(self, one: int, other: int) -> bool:
        first, second = self._days[one], self._days[other]
        return first is None or second is None or abs(first - second) <= APART_DAYS

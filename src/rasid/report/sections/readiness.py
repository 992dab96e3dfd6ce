"""Readiness for Google News and feeds: how many of the window's articles pass each check, and where each check comes from."""

from __future__ import annotations

from typing import Any

from rasid.report.chart import meter
from rasid.report.data import ReportData
from rasid.report.readiness import CHECKS, check_article
from rasid.report.voice import Voice


def view(data: ReportData, v: Voice) -> dict[str, Any] | None:
    if not data.window_articles:
        return None
    results = [check_article(article, in_sitemap=data.in_news_sitemap.get(article.url)) for article in data.window_articles]
    rows = []
    for at, check in enumerate(CHECKS):
        verdicts = [bool(row[at].ok) for row in results if row[at].ok is not None]
        share = sum(verdicts) / len(verdicts) if verdicts else None
        rows.append((check, share, meter(share, alt=v.percent(share)) if share is not None else None, len(verdicts) - sum(verdicts)))
    return {"rows": rows}

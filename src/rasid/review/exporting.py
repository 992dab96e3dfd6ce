"""The list as a spreadsheet, under the same filters."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request, Response

from rasid.report.exports import ExportRow, to_csv, to_xlsx
from rasid.review.guard import AtPlace, Reading, RequestRefused
from rasid.review.listing import Wanted, rule_titles
from rasid.review.pages import voice_of
from rasid.store.desk.listing import listed

router = APIRouter()


@router.get("/verdicts.jsonl")
def verdicts(place: AtPlace, visitor: Reading) -> Response:
    """What editors called wrong, with their word why and the text they judged: rules are measured on it (``tests.bench.precision --verdicts``)."""
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in place.ledger.desk.doubts.told())
    name = f'attachment; filename="rasid-verdicts-{place.clock():%Y-%m-%d}.jsonl"'
    return Response(lines.encode("utf-8", "replace"), media_type="application/x-ndjson", headers={"Content-Disposition": name})


@router.get("/export.{kind}")
def export(request: Request, place: AtPlace, visitor: Reading, wanted: Wanted, kind: str) -> Response:
    if kind not in ("csv", "xlsx"):
        raise RequestRefused(404, "not_found")
    found = listed(place.ledger, wanted, now=place.clock(), per_page=0, titles=rule_titles(place))
    titles = rule_titles(place)
    voice = voice_of(request, place, wanted.source)
    rows = [
        ExportRow(
            source=voice.words(place.source_name(article.source_id)),
            section=voice.words(place.section_name(article.source_id, article.section)),
            headline=article.headline or "",
            url=article.url or "",
            published_at=article.published_at,
            finding=row.finding,
            since=row.since,
            state=str(voice.say(f"desk.state_{row.state}")),
            assignee=article.assignee or "",
            rule=voice.words(titles.get(row.finding.rule)),
        )
        for article in found.articles
        for row in article.findings
    ]
    name = f'attachment; filename="rasid-{place.clock():%Y-%m-%d}.{kind}"'
    if kind == "csv":
        return Response(to_csv(rows, voice), media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Response(to_xlsx(rows, voice), media_type=media, headers={"Content-Disposition": name})

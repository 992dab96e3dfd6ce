"""Decisions in force, the audit of every act, and taking one back."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request, Response

from rasid.model.desk import Act
from rasid.review.guard import AtPlace, Editing, Reading, Sent
from rasid.review.listing import rule_titles
from rasid.review.pages import Sheet, back_to, own_path, page, sheet, voice_of
from rasid.review.place import DeskContext
from rasid.store.desk.acts import UNDOABLE
from rasid.wording.escape import csv_cell, neutral

router = APIRouter()
LINES = 100
MOST = 10_000


@router.get("/waivers")
def in_force(request: Request, place: AtPlace, visitor: Reading, page_number: Sheet = 1) -> Response:
    there = place.ledger.desk.waivers(now=place.clock())
    shown, number, pages = sheet(there, page_number)
    return page(
        request,
        place,
        "waivers.html",
        visitor=visitor,
        waivers=shown,
        count=len(there),
        page_number=number,
        pages=pages,
        titles=rule_titles(place),
    )


@router.post("/waivers/{waiver_id}/lift")
def lift(place: AtPlace, visitor: Editing, form: Sent, waiver_id: int) -> Response:
    act = place.ledger.desk.lift(visitor.who, waiver_id, now=place.clock())
    return _back(form, "lifted", act)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Whose acts, on which day."""

    who: str = ""
    day: str = ""

    def span(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """The day in that zone; open at both ends for what is no day."""
        try:
            begins = datetime.combine(date.fromisoformat(self.day), time.min, tzinfo=zone)
            return begins, begins + timedelta(days=1)
        except (ValueError, OverflowError):
            return None, None


def wanted_of(who: Annotated[str, Query(max_length=200)] = "", day: Annotated[str, Query(max_length=10)] = "") -> AuditFilter:
    return AuditFilter(neutral(who), day)


Asked = Annotated[AuditFilter, Depends(wanted_of)]


@router.get("/audit")
def audit(request: Request, place: AtPlace, visitor: Reading, wanted: Asked, before: Annotated[int | None, Query(ge=1)] = None) -> Response:
    acts = _acts(request, place, wanted, limit=LINES, before=before)
    return page(
        request,
        place,
        "audit.html",
        visitor=visitor,
        acts=acts,
        older=acts[-1].id if len(acts) == LINES else None,
        undoable=UNDOABLE,
        titles=rule_titles(place),
        headlines=place.ledger.desk.audit.headlines(acts),
        people=place.ledger.desk.audit.people(),
        wanted=wanted,
    )


@router.get("/audit.csv")
def audit_file(request: Request, place: AtPlace, visitor: Reading, wanted: Asked) -> Response:
    """The log as a spreadsheet, under the same choice; at most MOST lines, the newest."""
    acts = _acts(request, place, wanted, limit=MOST)
    headlines, titles, v = place.ledger.desk.audit.headlines(acts), rule_titles(place), voice_of(request, place)
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([str(v.say(key)) for key in ("desk.audit_day", "desk.audit_person", "desk.act", "desk.source", "report.export_headline", "report.export_url", "report.column_rule", "report.column_why")])  # fmt: skip
    for act in acts:
        said = str(v.say(f"desk.act_{act.act}")) if v.knows(f"desk.act_{act.act}") else act.act
        detail = act.detail.get("reason") or act.detail.get("text") or act.detail.get("after") or ""
        cells = (
            act.at.astimezone(ZoneInfo(v.timezone)).strftime("%Y-%m-%d %H:%M"),
            act.who,
            said,
            v.words(place.source_name(act.source_id)) if act.source_id else "",
            headlines.get((act.source_id or "", act.article_url or ""), ""),
            act.article_url or "",
            v.words(titles.get(act.rule or "")) or act.rule or "",
            detail if isinstance(detail, str) else "",
        )
        lines.writerow([csv_cell(cell) for cell in cells])
    name = f'attachment; filename="rasid-log-{place.clock():%Y-%m-%d}.csv"'
    return Response(
        out.getvalue().encode("utf-8-sig", "replace"), media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


def _acts(request: Request, place: DeskContext, wanted: AuditFilter, *, limit: int, before: int | None = None) -> list[Act]:
    since, until = wanted.span(ZoneInfo(voice_of(request, place).timezone))
    return place.ledger.desk.audit.recent(limit=limit, before=before, who=wanted.who or None, since=since, until=until)


@router.post("/undo/{act_id}")
def undo(place: AtPlace, visitor: Editing, form: Sent, act_id: int) -> Response:
    place.ledger.desk.undo(visitor.who, act_id, now=place.clock())
    return _back(form, "undone")


def _back(form: Sent, said: str, act: int | None = None) -> Response:
    from urllib.parse import parse_qsl

    path = own_path(form.get("back"))
    query = {name: value for name, value in parse_qsl(path.partition("?")[2]) if name not in ("said", "act")}
    return back_to(path.split("?")[0], **(query | {"said": said} | ({"act": act} if act else {})))

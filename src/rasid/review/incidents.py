"""Incidents: what alerts link to. A link only shows; a button acts (mail scanners follow links)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from fastapi import APIRouter, Request, Response

from rasid.alert.acts import acknowledge, reopen, resolve
from rasid.errors import AlertError, DeskError
from rasid.model import Incident, IncidentState
from rasid.review.asked import choice, text_of
from rasid.review.guard import AtPlace, Editing, Reading, RequestRefused, Sent
from rasid.review.pages import back_to, page
from rasid.review.place import DeskContext
from rasid.store.desk.versions import Overtaken, one_at_a_time, version_of

router = APIRouter()
SPEAKING = (IncidentState.FIRING, IncidentState.ACKNOWLEDGED)
"""What is counted as open here, on the list and in the reports: somebody has been told of it."""
HOURS = (1, 4, 12, 24, 72, 168)


@router.get("/incidents")
def all_of_them(request: Request, place: AtPlace, visitor: Reading) -> Response:
    open_now = place.ledger.incidents.find(states=SPEAKING)
    watched = place.ledger.incidents.find(states=(IncidentState.PENDING,))
    over = place.ledger.incidents.find(states=(IncidentState.RESOLVED,), since=place.clock() - timedelta(days=7), limit=50)
    silences = place.ledger.silences.in_force(place.clock())
    return page(request, place, "incidents.html", visitor=visitor, open_now=open_now, watched=watched, over=over, silences=silences)


@router.get("/incidents/{incident_id}")
def one(request: Request, place: AtPlace, visitor: Reading, incident_id: str) -> Response:
    incident = _incident(place, incident_id)
    now = place.clock()
    return page(
        request,
        place,
        "incident.html",
        visitor=visitor,
        source_id=incident.source_id,
        incident=incident,
        events=place.ledger.incidents.events(incident.id),
        silences=[silence for silence in place.ledger.silences.in_force(now) if silence.covers(incident, now)],
        hours=HOURS,
        version=version(incident),
    )


@router.post("/incidents/{incident_id}")
def act(place: AtPlace, visitor: Editing, form: Sent, incident_id: str) -> Response:
    """``do``: acknowledge, resolve, reopen or silence."""
    wanted = form.get("do", "")
    incident = _incident(place, incident_id)
    if wanted == "silence":
        return _silence(place, visitor, form, incident)
    acts = {"acknowledge": (acknowledge, "acknowledged"), "resolve": (resolve, "resolved"), "reopen": (reopen, "reopened")}
    if wanted not in acts:
        raise RequestRefused(422, "no_choice")
    function, said = acts[wanted]
    now, reason = place.clock(), text_of(form, "reason").strip()
    with place.ledger.transaction() as tx:
        one_at_a_time(tx, f"incident.{incident.id}")
        there = place.ledger.incidents.get(incident.id, tx)
        _unchanged(place, there, form, wanted)
        changes = function(there, by=visitor.person.name, now=now, reason=reason)
        place.ledger.incidents.save(tx, changes.incidents, changes.events, changes.notices)
        place.ledger.desk.audit.note(
            tx, visitor.who, wanted, at=now, source_id=incident.source_id, rule=incident.key, detail={"incident": incident.id}
        )
    return back_to(f"/incidents/{incident.id}", said=said)


def version(incident: Incident) -> str:
    """What a page about it has seen: it fires anew, somebody has taken it, it is over."""
    return version_of(incident.state.value, incident.acknowledged_by, incident.resolved_at, incident.severity.value)


def _unchanged(place: DeskContext, there: Incident, form: Mapping[str, str], wanted: str) -> None:
    """Raises Overtaken when the incident is not in the state in which the page showed it."""
    if form.get("version", "") != version(there):
        events = place.ledger.incidents.events(there.id)
        last = events[-1] if events else None
        theirs = {"state": there.state.value, "assignee": there.acknowledged_by or ""}
        by, at = (last.by or "", last.at) if last is not None else ("", None)
        raise Overtaken("the incident", theirs=theirs, mine={"do": wanted}, by=by, at=at, version=version(there))


def _silence(place: DeskContext, visitor: Editing, form: Mapping[str, str], incident: Incident) -> Response:
    hours = int(choice(form, "hours", tuple(map(str, HOURS))))
    if not text_of(form, "reason").strip():
        raise DeskError("a silence needs a reason.", key="reason")
    _unchanged(place, incident, form, "silence")
    now = place.clock()
    silence = place.ledger.silences.add(
        until=now + timedelta(hours=hours),
        author=visitor.person.name,
        reason=form["reason"],
        now=now,
        source_id=incident.source_id,
        rule=incident.key,
    )
    with place.ledger.transaction() as tx:
        detail = {"silence": silence.id, "incident": incident.id, "hours": hours}
        place.ledger.desk.audit.note(tx, visitor.who, "silence", at=now, source_id=incident.source_id, rule=incident.key, detail=detail)
    return back_to(f"/incidents/{incident.id}", said="silenced")


@router.post("/silences/{silence_id}/remove")
def speak_again(place: AtPlace, visitor: Editing, form: Sent, silence_id: str) -> Response:
    now = place.clock()
    silence = place.ledger.silences.remove(silence_id, now=now)
    with place.ledger.transaction() as tx:
        place.ledger.desk.audit.note(
            tx, visitor.who, "unsilence", at=now, source_id=silence.source_id, rule=silence.rule, detail={"silence": silence.id}
        )
    return back_to("/incidents", said="unsilenced")


def _incident(place: DeskContext, incident_id: str) -> Incident:
    try:
        return place.ledger.incidents.get(incident_id)
    except AlertError:
        raise RequestRefused(404, "not_found") from None

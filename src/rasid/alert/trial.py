"""A test message on one route."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rasid.alert.channels.base import scrub
from rasid.alert.message import TRIAL, Line, Message, Says, SourceInfo
from rasid.alert.remedies import told
from rasid.alert.routes import Route
from rasid.errors import TransportError
from rasid.model import Cause, Incident, IncidentState, Notice, NoticeKind, Severity, Words
from rasid.model.values import named


def try_route(route: Route, now: datetime, *, desk_url: str | None = None) -> str | None:
    """None when the message was accepted, else why not, redacted, and what to do. A page is closed again at once."""
    incident = Incident(
        id=f"test{now:%H%M%S}",
        source_id=TRIAL,
        key=TRIAL,
        state=IncidentState.FIRING,
        severity=Severity.INFO,
        cause=Cause.RASID,
        title=named("alerts.test_title"),
        since=now,
        last_seen_at=now,
        opened_at=now,
        advice=named("alerts.test_body", route=route.name),
    )
    notice = Notice(f"{incident.id}:test", NoticeKind.OPENED, TRIAL, Cause.RASID, Severity.INFO, now, incident.id)
    line = Line(Says.OPENED, TRIAL, Severity.INFO, (incident,), (notice,), ())
    message = Message((line,), route.language, now, route.name, {TRIAL: SourceInfo(Words("راصد", "rasid"))}, desk_url)
    try:
        route.channel.send(message)
        if route.channel.pages:
            route.channel.send(replace(message, lines=(replace(line, says=Says.RESOLVED),)))
    except TransportError as error:
        return told(scrub(str(error), route.secrets), error.failure)
    return None

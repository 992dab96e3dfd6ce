"""A message as JSON: what webhooks and files get. ``docs/alerts.md`` documents the shape; it only ever grows."""

from __future__ import annotations

import json
from datetime import datetime
from functools import partial
from typing import Any

from rasid.alert.message import Line, Message
from rasid.alert.render import plain, plain_subject
from rasid.model import Incident, Words
from rasid.model.values import to_json
from rasid.wording import escape
from rasid.wording.values import Reader, advice_of, for_scripts, in_both, title_of

SCHEMA = "rasid.alert/1"


def payload(message: Message) -> dict[str, Any]:
    """JSON values. ``events[].keys`` are the dedup keys: a receiver that has seen one may ignore the event."""
    return {
        "schema": SCHEMA,
        "message": message.key,
        "route": message.route,
        "language": str(message.language),
        "at": _time(message.now),
        "subject": plain_subject(message),
        "text": plain(message),
        "events": [_event(line, message) for line in message.lines],
    }


def encode(message: Message) -> bytes:
    return json.dumps(payload(message), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _event(line: Line, message: Message) -> dict[str, Any]:
    name = message.site(line.source_id).name
    return {
        "says": str(line.says),
        "keys": [notice.key for notice in line.notices],
        "source": {"id": line.source_id, "name": _words(name)},
        "severity": str(line.severity),
        "by": line.by,
        "articles": line.articles or None,
        "incidents": [_incident(incident, message) for incident in line.incidents],
    }


def _incident(incident: Incident, message: Message) -> dict[str, Any]:
    site = message.site(incident.source_id)
    reader = Reader(timezone=site.timezone, country=site.country)
    return {
        "id": incident.id,
        "source_id": incident.source_id,
        "key": incident.key,
        "state": str(incident.state),
        "severity": str(incident.severity),
        "cause": str(incident.cause),
        "title": _words(in_both(partial(title_of, incident), reader)),
        "advice": _words(in_both(partial(advice_of, incident), reader)),
        "observed": _clean(for_scripts(incident.observed_value)),
        "expected": _clean(for_scripts(incident.expected_value)),
        "observed_value": to_json(incident.observed_value),
        "expected_value": to_json(incident.expected_value),
        "since": _time(incident.since),
        "opened_at": _time(incident.opened_at),
        "acknowledged_at": _time(incident.acknowledged_at),
        "acknowledged_by": _clean(incident.acknowledged_by),
        "resolved_at": _time(incident.resolved_at),
        "resolved_by": _clean(incident.resolved_by),
        "visits": incident.failures,
        "affected": incident.affected,
        "reopened": incident.reopened,
        "examples": [{"headline": _clean(headline), "url": escape.url(url)} for headline, url in incident.examples],
        "links": {
            "incident": message.link(f"incidents/{incident.id}"),
            "report": message.link(f"?source={incident.source_id}"),
            "run": escape.url(incident.run_url) if incident.run_url else None,
        },
        "replay": f"rasid replay {incident.last_visit_id}" if incident.last_visit_id else None,
    }


def _words(words: Words) -> dict[str, str]:
    return {"ar": escape.neutral(words.ar), "en": escape.neutral(words.en)}


def _clean(text: str | None) -> str | None:
    return None if text is None else escape.neutral(text)


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()

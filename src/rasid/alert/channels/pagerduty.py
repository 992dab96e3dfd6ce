"""PagerDuty's Events API v2. One page an incident, its id the dedup key, so that trigger, acknowledge and resolve meet.

Apprise has PagerDuty too, but can only trigger: pages would stay open for ever.
https://developer.pagerduty.com/docs/events-api-v2-overview
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

from rasid.alert.blocks import PLAIN, links_of, mark_of
from rasid.alert.channels.base import TIMEOUT
from rasid.alert.channels.http import post
from rasid.alert.channels.payload import payload
from rasid.alert.message import Line, Message, Says
from rasid.alert.subject import storm as storm_sentence
from rasid.alert.subject import subject as subject_of
from rasid.model import IncidentState, Severity
from rasid.sockets import within
from rasid.wording import say

ENDPOINTS = {"us": "https://events.pagerduty.com/v2/enqueue", "eu": "https://events.eu.pagerduty.com/v2/enqueue"}
A_MINUTE = 100
"""Events we send at most: PagerDuty answers 429 somewhere above 120 a minute and integration key."""
LONGEST_SUMMARY = 1_024
"""Characters; PagerDuty cuts what is longer."""
SEVERITIES = {Severity.CRITICAL: "critical", Severity.WARNING: "warning", Severity.INFO: "info"}


class PagerDuty:
    pages = True
    schemes: ClassVar[tuple[str, ...]] = ("pagerduty",)

    def __init__(self, routing_key: str, *, endpoint: str = ENDPOINTS["us"], timeout: float = TIMEOUT) -> None:
        self.routing_key = routing_key
        self.endpoint = endpoint
        self.timeout = timeout

    def send(self, message: Message) -> None:
        """The message's one incident; or, if it has a ``group_key``, the one page that stands for all its incidents."""
        line = message.lines[0]
        dedup_key = message.group_key or f"rasid-{line.incident.id}"
        action = {Says.RESOLVED: "resolve", Says.ACKNOWLEDGED: "acknowledge"}.get(line.says, "trigger")
        with within(self.timeout):
            self._enqueue(action, dedup_key, self._details(message) if action == "trigger" else None, message)
            if action == "trigger" and not message.group_key and line.incident.state is IncidentState.ACKNOWLEDGED:
                # Somebody took it before PagerDuty could be told of it.
                self._enqueue("acknowledge", dedup_key, None, message)

    def _enqueue(self, action: str, dedup_key: str, details: dict[str, Any] | None, message: Message) -> None:
        event: dict[str, Any] = {"routing_key": self.routing_key, "event_action": action, "dedup_key": dedup_key}
        if details is not None:
            event["payload"] = details
            event["client"] = "rasid"
            links = links_of(message.lines[0].incident, message) if not message.group_key else _list(message)
            if links:
                event["client_url"] = links[0][1]
                event["links"] = [{"text": text, "href": address} for text, address in links]
        body = json.dumps(event, ensure_ascii=False).encode("utf-8", "replace")
        post(self.endpoint, body, {"Content-Type": "application/json", "User-Agent": "rasid"}, timeout=self.timeout)

    def _details(self, message: Message) -> dict[str, Any]:
        line: Line = message.lines[0]
        sentence = storm_sentence(message) if message.group_key else None
        summary = f"{mark_of(line)} {sentence}" if sentence else subject_of(message, PLAIN)
        return {
            "summary": summary[:LONGEST_SUMMARY],
            "source": line.source_id if not message.group_key else "rasid",
            "severity": SEVERITIES[line.severity],
            "timestamp": line.incident.since.isoformat(),
            "component": line.incident.key,
            "group": line.source_id if not message.group_key else "rasid",
            "class": str(line.incident.cause),
            "custom_details": {"text": payload(message)["text"], "events": payload(message)["events"][:20]},
        }


def _list(message: Message) -> tuple[tuple[str, str], ...]:
    address = message.link("incidents")
    return ((say("alerts.link_incidents", str(message.language)), address),) if address else ()

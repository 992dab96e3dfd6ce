"""The one line by which a message is known, and the sentence that says that many sites fell at once."""

from __future__ import annotations

from rasid.alert.blocks import Format, mark_of, site_name, title_of
from rasid.alert.message import ENDS, Line, Message, Says
from rasid.model import SLOT_MISSED, Cause
from rasid.wording import say

OF_ONE = {
    Says.ESCALATED: "subject_escalated",
    Says.RESOLVED: "subject_resolved",
    Says.PASSED: "subject_passed",
    Says.UNWATCHED: "subject_unwatched",
    Says.FOLDED: "subject_folded",
    Says.SPREAD: "subject_spread",
    Says.REMINDER: "subject_reminder",
    Says.ACKNOWLEDGED: "subject_acknowledged",
}
STORM_FROM = 3
"""Sites that fall in one message from which on a common cause is likelier than chance."""
OUTSIDE = frozenset({Cause.UNREACHABLE, Cause.BLOCKED})


def subject(message: Message, form: Format) -> str:
    line = message.lines[0]
    return f"{mark_of(line)} {_one(line, message, form) if len(message.lines) == 1 else _many(message, form)}"


def storm(message: Message) -> str | None:
    """Where many sites fell together, what to look at first; None where each may well have its own fault."""
    language = str(message.language)
    fallen = {line.source_id for line in message.lines if line.says is Says.OPENED and line.incident.cause in OUTSIDE}
    if len(fallen) >= STORM_FROM:
        return say("alerts.storm", language, n=len(fallen))
    waiting = {line.source_id for line in message.lines if line.says is Says.OPENED and line.incident.key == SLOT_MISSED}
    return say("alerts.storm_slots", language, n=len(waiting)) if len(waiting) >= STORM_FROM else None


def _one(line: Line, message: Message, form: Format) -> str:
    language = str(message.language)
    site = site_name(line.source_id, message, form)
    if line.says is Says.SUMMARY:
        if line.incidents:
            return say("alerts.subject_summary_found", language, source=site, n=len(line.incidents))
        return say("alerts.subject_summary_clean" if line.articles else "alerts.subject_summary_empty", language, source=site)
    title = title_of(line.incident, message, form)
    return say(f"alerts.{OF_ONE.get(line.says, 'subject_one')}", language, source=site, title=title, by=form.text(line.by or ""))


def _many(message: Message, form: Format) -> str:
    language, lines = str(message.language), message.lines
    sources = {line.source_id for line in lines}
    if message.alike:
        return say("alerts.subject_alike", language, n=len(lines), title=title_of(lines[0].incident, message, form))
    counts = (
        ("part_new", sum(line.says in (Says.OPENED, Says.ESCALATED, Says.SPREAD) for line in lines)),
        ("part_open", sum(line.says is Says.REMINDER for line in lines)),
        ("part_taken", sum(line.says is Says.ACKNOWLEDGED for line in lines)),
        ("part_over", sum(line.says in ENDS for line in lines)),
        ("part_first", sum(line.says is Says.SUMMARY for line in lines)),
    )
    comma = "، " if language == "ar" else ", "
    parts = comma.join(say(f"alerts.{name}", language, n=n) for name, n in counts if n)
    if len(sources) == 1:
        return say("alerts.subject_site", language, source=site_name(lines[0].source_id, message, form), parts=parts)
    return say("alerts.subject_many", language, parts=parts)

"""What a message says, put into words: a block for each incident. The escaping of the output is an argument.

Values that were scraped, or that a person typed, go through ``Format.text``, which escapes and isolates; sentences of the catalogue hold
no character that any of the formats in use would take for its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from rasid.alert.message import ENDS, TRIAL, Line, Message, Says
from rasid.model import SLOT_MISSED, UNVISITED, Cause, Incident, IncidentState, Severity
from rasid.model.values import CountOf, Quantity
from rasid.wording import escape, say
from rasid.wording.format import ago, duration, moment, number, zone_city
from rasid.wording.values import Reader, advice_of, in_title, said
from rasid.wording.values import title_of as title_for

MARKS = {Severity.CRITICAL: "🔴", Severity.WARNING: "🟠", Severity.INFO: "🔵"}
OVER, TAKEN, FIRST = "✅", "👤", "👋"
NOT_OVER = "⚪"
"""Nothing more will be said of it, and nobody mended it."""
NOTHING_STORED = frozenset({Cause.UNREACHABLE, Cause.RASID})
"""Where there are no pages to replay, or a replay would show nothing."""
LONGEST = 300
"""Characters of one scraped value that a message shows."""


@dataclass(frozen=True, slots=True)
class Format:
    """How one output writes text of others: ``text`` escapes and isolates, ``bare`` only escapes."""

    text: Callable[[str], str]
    bare: Callable[[str], str]


PLAIN = Format(partial(escape.plain, limit=LONGEST), partial(escape.plain, isolate=False, limit=LONGEST))
HTML = Format(partial(escape.html, limit=LONGEST), partial(escape.html, isolate=False, limit=LONGEST))
CHAT_HTML = Format(partial(escape.chat_html, limit=LONGEST), partial(escape.chat_html, isolate=False, limit=LONGEST))
TELEGRAM = Format(partial(escape.telegram, limit=LONGEST), partial(escape.telegram, isolate=False, limit=LONGEST))


@dataclass(frozen=True, slots=True)
class IncidentText:
    """One incident in words, every string ready for its output; addresses are checked, but not escaped for an attribute."""

    mark: str
    what: str
    """«New problem», «It is over» …"""
    site: str
    title: str
    lead: str = ""
    """Of a summary: the sentence before what it found."""
    rows: tuple[tuple[str, str], ...] = ()
    """Label and value."""
    examples: tuple[tuple[str, str | None], ...] = ()
    """Headline and address."""
    who: tuple[tuple[str, str], ...] = ()
    """Label and value: whose fault it is, after what it is."""
    advice: str = ""
    links: tuple[tuple[str, str], ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    children: tuple[IncidentText, ...] = field(default=())
    """Of a summary: the incidents it found."""
    note: str = ""
    """Of a summary: what will be told from now on."""
    over: bool = False


def incident_block(line: Line, message: Message, form: Format) -> IncidentText:
    incident = line.incident
    language, reader = str(message.language), reader_of(line.source_id, message, form)
    if incident.key == TRIAL:
        return IncidentText(
            MARKS[Severity.INFO], advice_of(incident, reader), site_name(line.source_id, message, form), title_of(incident, message, form)
        )
    over = line.says in ENDS
    taken = line.says is Says.ACKNOWLEDGED
    title = title_of(incident, message, form)
    rows: list[tuple[str, str]] = []
    if not over and not taken:
        for label, value in (("observed", incident.observed_value), ("expected", incident.expected_value)):
            if not in_title(incident, value):
                rows.append((say(f"alerts.{label}", language), said(value, reader)))
    rows.append(_time_row(incident, message, over=over))
    if incident.key == SLOT_MISSED:
        rows.append((say("alerts.slots", language), number(incident.failures, language)))
    if incident.cause is Cause.CONTENT or (incident.affected > 1 and not in_title(incident, Quantity(incident.affected))):
        rows += _affected(incident, message, reader)
    advice = advice_of(incident, reader) if not over and not taken else ""
    return IncidentText(
        mark=mark_of(line),
        what=what_of(line, message, form),
        site=site_name(line.source_id, message, form),
        title=title,
        rows=tuple(rows),
        examples=() if taken or line.says is Says.RESOLVED else examples_of(incident, message, form),
        who=() if over or taken else ((say("alerts.who", language), say(f"alerts.who_{incident.cause}", language)),),
        advice=advice,
        links=links_of(incident, message),
        commands=() if over or taken else _commands(incident, message),
        over=over,
    )


def _affected(incident: Incident, message: Message, reader: Reader) -> list[tuple[str, str]]:
    """How many, and of how many: three of four are another matter than three of four hundred."""
    window = message.site(incident.source_id).window if incident.cause is Cause.CONTENT else 0
    if incident.affected < 1 or incident.affected <= 1 >= window:
        return []
    whole = window >= incident.affected
    if not whole and in_title(incident, Quantity(incident.affected)):
        return []
    many = said(CountOf(incident.affected, window, "articles"), reader) if whole else number(incident.affected, reader.language)
    return [(say("alerts.affected", reader.language), many)]


def _time_row(incident: Incident, message: Message, *, over: bool) -> tuple[str, str]:
    language = str(message.language)
    if not over:
        at = _in_zone(_moment(incident.since, incident.source_id, message), incident, message)
        since = ago(min(incident.since, message.now - timedelta(seconds=1)), language, now=message.now)
        visits = "" if incident.key in UNVISITED else say("alerts.seen_value", language, n=max(incident.failures, 1))
        comma = ("، " if language == "ar" else ", ") if visits else ""
        return say("alerts.since", language), f"{say('alerts.since_value', language, at=at, ago=since)}{comma}{visits}"
    end = incident.resolved_at or message.now
    value = say(
        "alerts.lasted_value",
        language,
        duration=_length(end - incident.since, language),
        since=_moment(incident.since, incident.source_id, message),
        until=_in_zone(
            _moment(end, incident.source_id, message, form="time" if _same_day(incident.since, end, message, incident) else "short"),
            incident,
            message,
        ),
    )
    return say("alerts.lasted", language), value


def _length(span: timedelta, language: str) -> str:
    """In hours and minutes up to two days: «15 hours» for fourteen and a half would contradict the times beside it."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    if not (1 < hours < 48 and minutes):
        return duration(span, language)
    return (
        f"{duration(timedelta(hours=hours), language)}{' و' if language == 'ar' else ' '}{duration(timedelta(minutes=minutes), language)}"
    )


def examples_of(incident: Incident, message: Message, form: Format) -> tuple[tuple[str, str | None], ...]:
    untitled = say("alerts.untitled", str(message.language))
    return tuple((form.text(headline or untitled), escape.url(url)) for headline, url in incident.examples)


def _moment(at: datetime, source_id: str, message: Message, form: str = "short") -> str:
    site = message.site(source_id)
    return moment(at, str(message.language), timezone=site.timezone, country=site.country, form=form)


def _in_zone(at: str, incident: Incident, message: Message) -> str:
    """With the city whose time it is: a reader on call may sit in another."""
    language = str(message.language)
    return say("alerts.at_zone", language, at=at, zone=zone_city(message.site(incident.source_id).timezone, language))


def _same_day(first: datetime, last: datetime, message: Message, incident: Incident) -> bool:
    zone = ZoneInfo(message.site(incident.source_id).timezone)
    return first.astimezone(zone).date() == last.astimezone(zone).date()


def links_of(incident: Incident, message: Message) -> tuple[tuple[str, str], ...]:
    language = str(message.language)
    found = (
        ("link_act" if incident.state is IncidentState.FIRING else "link_incident", message.link(f"incidents/{incident.id}")),
        ("link_report", message.link(f"?source={incident.source_id}")),
        ("link_run", escape.url(incident.run_url) if incident.run_url else None),
    )
    return tuple((say(f"alerts.{name}", language), address) for name, address in found if address)


def _commands(incident: Incident, message: Message) -> tuple[tuple[str, str], ...]:
    if not message.commands:
        return ()
    language = str(message.language)
    commands = []
    if incident.cause in NOTHING_STORED:
        commands.append((say("alerts.command_visit", language), f"rasid visit {incident.source_id}"))
    elif incident.last_visit_id:
        commands.append((say("alerts.command_replay", language), f"rasid replay {incident.last_visit_id}"))
    if not message.desk_url and incident.state is IncidentState.FIRING:
        commands.append((say("alerts.command_acknowledge", language), f"rasid alerts ack {incident.id}"))
        commands.append((say("alerts.command_silence", language), f'rasid alerts silence --incident {incident.id} --for 4h --reason "…"'))
    return tuple(commands)


def mark_of(line: Line) -> str:
    if line.says in ENDS:
        return OVER if line.says in (Says.RESOLVED, Says.PASSED) else NOT_OVER
    if line.says is Says.ACKNOWLEDGED:
        return TAKEN
    return FIRST if line.says is Says.SUMMARY and not line.incidents else MARKS[line.severity]


def what_of(line: Line, message: Message, form: Format) -> str:
    language = str(message.language)
    by = form.text(line.by) if line.by else ""
    if line.says is Says.RESOLVED and by:
        return say("alerts.kind_resolved_by", language, by=by)
    name = "again" if line.says is Says.OPENED and line.incident.reopened and not line.unheard else str(line.says)
    what = say(f"alerts.kind_{name}", language, by=by, **({"n": line.incident.reopened} if name == "again" else {}))
    if line.says in (Says.OPENED, Says.REMINDER):
        # In words too: a colour or a picture alone is lost on some readers and some screens.
        return say("alerts.what", language, what=what, severity=say(f"alerts.severity_{line.severity}", language))
    return what


def site_name(source_id: str, message: Message, form: Format) -> str:
    return form.text(message.site(source_id).name.in_language(message.language))


def title_of(incident: Incident, message: Message, form: Format) -> str:
    return title_for(incident, reader_of(incident.source_id, message, form)) or form.bare(incident.key)


def reader_of(source_id: str, message: Message, form: Format) -> Reader:
    """The message's language, the clock and the months of the site it is about, the escaping of its output."""
    site = message.site(source_id)
    return Reader(str(message.language), site.timezone, site.country, form.text, form.bare)

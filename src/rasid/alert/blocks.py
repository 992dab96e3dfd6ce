"""What a message says, put into words: a subject, and a block for each incident. The escaping of the output is an argument.

Values that were scraped, or that a person typed, go through ``Format.text``, which escapes and isolates; sentences of the catalogue hold
no character that any of the formats in use would take for its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from rasid.alert.message import TRIAL, Line, Message, Says
from rasid.model import SLOT_MISSED, Cause, Incident, IncidentState, Severity
from rasid.wording import escape, say
from rasid.wording.format import ago, duration, moment, number

MARKS = {Severity.CRITICAL: "🔴", Severity.WARNING: "🟠", Severity.INFO: "🔵"}
OVER, TAKEN, FIRST = "✅", "👤", "👋"
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
class Block:
    """One incident in words, every string ready for its output; addresses are checked, but not escaped for an attribute."""

    mark: str
    what: str
    """«New problem», «It is over» …"""
    site: str
    title: str
    rows: tuple[tuple[str, str], ...] = ()
    """Label and value."""
    examples: tuple[tuple[str, str | None], ...] = ()
    """Headline and address."""
    advice: str = ""
    links: tuple[tuple[str, str], ...] = ()
    commands: tuple[tuple[str, str], ...] = ()
    children: tuple[Block, ...] = field(default=())
    """Of a summary: the incidents it found."""
    over: bool = False


def subject(message: Message, form: Format) -> str:
    lines = message.lines
    language = str(message.language)
    if len(lines) == 1 and lines[0].says is not Says.SUMMARY:
        line = lines[0]
        name = {
            Says.RESOLVED: "subject_resolved",
            Says.PASSED: "subject_passed",
            Says.REMINDER: "subject_reminder",
            Says.ACKNOWLEDGED: "subject_acknowledged",
        }.get(line.says, "subject_one")
        title = title_of(line.incident, message, form)
        words = say(f"alerts.{name}", language, source=site_name(line.source_id, message, form), title=title, by=form.text(line.by or ""))
        return f"{mark_of(line)} {words}"
    if len(lines) == 1:
        return f"{mark_of(lines[0])} {say('alerts.subject_summary', language, source=site_name(lines[0].source_id, message, form))}"
    new = sum(line.says in (Says.OPENED, Says.ESCALATED) for line in lines)
    counts = (
        ("part_new", new),
        ("part_open", sum(line.says is Says.REMINDER for line in lines)),
        ("part_taken", sum(line.says is Says.ACKNOWLEDGED for line in lines)),
        ("part_over", sum(line.says in (Says.RESOLVED, Says.PASSED) for line in lines)),
        ("part_first", sum(line.says is Says.SUMMARY for line in lines)),
    )
    comma = "، " if language == "ar" else ", "
    parts = comma.join(say(f"alerts.{name}", language, n=n) for name, n in counts if n)
    return f"{mark_of(lines[0])} {say('alerts.subject_many', language, parts=parts)}"


def storm(message: Message) -> str | None:
    """The sentence that says that many sites fell at once, when many did."""
    fallen = {line.source_id for line in message.lines if line.says is Says.OPENED}
    return say("alerts.storm", str(message.language), n=len(fallen)) if len(fallen) >= 3 else None


def block(line: Line, message: Message, form: Format) -> Block:
    if line.says is Says.SUMMARY:
        return _summary(line, message, form)
    return _block(line, line.incident, message, form)


def row(line: Line, message: Message, form: Format) -> str:
    """The same in one row, for long messages."""
    title = title_of(line.incident, message, form) if line.incidents else ""
    return f"{mark_of(line)} {site_name(line.source_id, message, form)}: {title or what_of(line, message, form)}"


def _block(line: Line, incident: Incident, message: Message, form: Format) -> Block:
    language = str(message.language)
    if incident.key == TRIAL:
        text = form.bare(incident.advice.in_language(language))
        return Block(MARKS[Severity.INFO], text, site_name(line.source_id, message, form), title_of(incident, message, form))
    over = line.says in (Says.RESOLVED, Says.PASSED)
    rows: list[tuple[str, str]] = []
    taken = line.says is Says.ACKNOWLEDGED
    if not over and not taken:
        if incident.observed:
            rows.append((say("alerts.observed", language), form.text(incident.observed)))
        if incident.expected:
            rows.append((say("alerts.expected", language), form.text(incident.expected)))
    rows.append(_time_row(incident, message, over=over))
    if incident.key == SLOT_MISSED:
        rows.append((say("alerts.slots", language), number(incident.failures, language)))
    elif not taken:
        rows.append((say("alerts.seen", language), say("alerts.seen_value", language, n=max(incident.failures, 1))))
    if incident.affected > 1:
        rows.append((say("alerts.affected", language), number(incident.affected, language)))
    if not over and not taken:
        rows.append((say("alerts.who", language), say(f"alerts.who_{incident.cause}", language)))
    advice = incident.advice.in_language(language) if not over and not taken else ""
    examples = tuple((form.text(headline or say("alerts.untitled", language)), escape.url(url)) for headline, url in incident.examples)
    return Block(
        mark=mark_of(line),
        what=what_of(line, message, form),
        site=site_name(line.source_id, message, form),
        title=title_of(incident, message, form),
        rows=tuple(rows),
        examples=() if taken else examples,
        advice=form.bare(advice) if advice else "",
        links=_links(incident, message),
        commands=() if over or taken else _commands(incident, message),
        over=over,
    )


def _summary(line: Line, message: Message, form: Format) -> Block:
    language = str(message.language)
    found = say("alerts.summary_found" if line.incidents else "alerts.summary_clean", language)
    children = tuple(
        Block(
            mark=MARKS[incident.severity],
            what="",
            site="",
            title=title_of(incident, message, form),
            rows=((say("alerts.affected", language), number(incident.affected, language)),) if incident.affected > 1 else (),
        )
        for incident in line.incidents
    )
    report = message.link(f"?source={line.source_id}")
    return Block(
        mark=FIRST,
        what="",
        site=site_name(line.source_id, message, form),
        title=f"{what_of(line, message, form)} {say('alerts.summary_articles', language, n=line.articles)} {found}",
        links=((say("alerts.link_report", language), report),) if report else (),
        children=children,
    )


def _time_row(incident: Incident, message: Message, *, over: bool) -> tuple[str, str]:
    language = str(message.language)
    if not over:
        at = _moment(incident.since, incident.source_id, message)
        return say("alerts.since", language), say(
            "alerts.since_value",
            language,
            at=at,
            ago=ago(min(incident.since, message.now - timedelta(seconds=1)), language, now=message.now),
        )
    end = incident.resolved_at or message.now
    value = say(
        "alerts.lasted_value",
        language,
        duration=duration(end - incident.since, language),
        since=_moment(incident.since, incident.source_id, message),
        until=_moment(end, incident.source_id, message),
    )
    return say("alerts.lasted", language), value


def _moment(at: datetime, source_id: str, message: Message) -> str:
    site = message.site(source_id)
    return moment(at, str(message.language), timezone=site.timezone, country=site.country, form="short")


def _links(incident: Incident, message: Message) -> tuple[tuple[str, str], ...]:
    language = str(message.language)
    found = (
        ("link_incident", message.link(f"incidents/{incident.id}")),
        ("link_report", message.link(f"?source={incident.source_id}")),
        ("link_run", escape.url(incident.run_url) if incident.run_url else None),
    )
    return tuple((say(f"alerts.{name}", language), address) for name, address in found if address)


def _commands(incident: Incident, message: Message) -> tuple[tuple[str, str], ...]:
    language = str(message.language)
    commands = []
    if incident.cause in NOTHING_STORED:
        commands.append((say("alerts.command_visit", language), f"rasid visit {incident.source_id}"))
    elif incident.last_visit_id:
        commands.append((say("alerts.command_replay", language), f"rasid replay {incident.last_visit_id}"))
    if not message.desk_url and incident.state is IncidentState.FIRING:
        commands.append((say("alerts.command_acknowledge", language), f"rasid alerts ack {incident.id}"))
        commands.append((say("alerts.command_silence", language), f"rasid alerts silence --incident {incident.id} --for 4h"))
    return tuple(commands)


def mark_of(line: Line) -> str:
    if line.says in (Says.RESOLVED, Says.PASSED):
        return OVER
    if line.says is Says.ACKNOWLEDGED:
        return TAKEN
    return FIRST if line.says is Says.SUMMARY else MARKS[line.severity]


def what_of(line: Line, message: Message, form: Format) -> str:
    language = str(message.language)
    by = form.text(line.by) if line.by else ""
    if line.says is Says.RESOLVED and by:
        return say("alerts.kind_resolved_by", language, by=by)
    name = "again" if line.says is Says.OPENED and line.incident.reopened else str(line.says)
    what = say(f"alerts.kind_{name}", language, by=by)
    if line.says in (Says.OPENED, Says.REMINDER):
        # In words too: a colour or a picture alone is lost on some readers and some screens.
        return say("alerts.what", language, what=what, severity=say(f"alerts.severity_{line.severity}", language))
    return what


def site_name(source_id: str, message: Message, form: Format) -> str:
    return form.text(message.site(source_id).name.in_language(message.language))


def title_of(incident: Incident, message: Message, form: Format) -> str:
    title = form.bare(incident.title.in_language(message.language) or incident.key)
    for name, value in (("{observed}", incident.observed), ("{expected}", incident.expected)):
        title = title.replace(name, form.text(value or "—"))
    return title


def every_block(message: Message, form: Format) -> tuple[Sequence[Block], Sequence[str]]:
    """Blocks for the first lines and rows for the rest: of more than ``brief_from`` lines, the three worst have blocks."""
    full = len(message.lines) if len(message.lines) <= message.brief_from else 3
    return (
        [block(line, message, form) for line in message.lines[:full]],
        [row(line, message, form) for line in message.lines[full:]],
    )

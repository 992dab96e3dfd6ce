"""The lines of a message as blocks, or as rows where they are many; and the summary that speaks for everything a first visit found."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.alert.blocks import MARKS, Format, IncidentText, examples_of, incident_block, mark_of, site_name, title_of, what_of
from rasid.alert.message import Line, Message, Says
from rasid.alert.subject import storm
from rasid.model import Incident
from rasid.wording import say
from rasid.wording.format import number

EXAMPLES = 1
"""Articles named for each problem: the summary is for a first look, the desk has them all."""


def every_block(message: Message, form: Format) -> tuple[Sequence[IncidentText], Sequence[str]]:
    """Blocks for the first lines and rows for the rest: of more than ``brief_from`` lines, the three worst have blocks; of a storm, one."""
    many = len(message.lines) > message.brief_from
    # Where many sites fell together, what is to be done is the same for all of them.
    full = 1 if message.alike and storm(message) else 3 if many else len(message.lines)
    rest = message.lines[full:]
    rows = [_row(line, message, form) for line in rest]
    if rest and message.alike:
        comma = "، " if message.language == "ar" else ", "
        sites = comma.join(site_name(line.source_id, message, form) for line in rest)
        rows = [say("alerts.alike_rest", str(message.language), n=len(rest), sites=sites)]
    return [_block(line, message, form) for line in message.lines[:full]], rows


def _block(line: Line, message: Message, form: Format) -> IncidentText:
    return _summary(line, message, form) if line.says is Says.SUMMARY else incident_block(line, message, form)


def _row(line: Line, message: Message, form: Format) -> str:
    said = what_of(line, message, form) if line.says is Says.SUMMARY else title_of(line.incident, message, form)
    return f"{mark_of(line)} {site_name(line.source_id, message, form)}: {said}"


def _summary(line: Line, message: Message, form: Format) -> IncidentText:
    language = str(message.language)
    read = say("alerts.summary_articles", language, n=line.articles)
    found = say("alerts.summary_found", language, n=len(line.incidents)) if line.incidents else ""
    if not line.incidents and line.articles:
        found = say("alerts.summary_clean", language)
    report = message.link(f"?source={line.source_id}")
    return IncidentText(
        mark=mark_of(line),
        what="",
        site=site_name(line.source_id, message, form),
        title=what_of(line, message, form),
        lead=f"{read} {found}".strip(),
        links=((say("alerts.link_report", language), report),) if report else (),
        children=tuple(_child(incident, message, form) for incident in line.incidents),
        note=" ".join(say(f"alerts.summary_{part}", language) for part in ("then" if line.incidents else "then_clean", "learning")),
    )


def _child(incident: Incident, message: Message, form: Format) -> IncidentText:
    language = str(message.language)
    comma = "، " if language == "ar" else ", "
    facts = [say(f"alerts.severity_{incident.severity}", language)]
    if incident.affected > 1:
        facts.append(f"{say('alerts.affected', language)}: {number(incident.affected, language)}")
    return IncidentText(
        mark=MARKS[incident.severity],
        what=comma.join(facts),
        site="",
        title=title_of(incident, message, form),
        examples=examples_of(incident, message, form)[:EXAMPLES],
    )

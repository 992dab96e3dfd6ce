"""The list: what is wrong now, problem first, with filters and search, the gravest and widest before the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from rasid.model import Cause, Incident, IncidentState, Language, Severity, Source, Words
from rasid.model.retired import current
from rasid.pipeline.overview import overview
from rasid.report import HERE, render
from rasid.report.lines import SourceLine
from rasid.report.page import policy
from rasid.report.sections.today import ENGINEERS
from rasid.review.guard import AtPlace, Reading, RequestRefused
from rasid.review.pages import address, language_of, page, voice_of
from rasid.review.place import DeskContext
from rasid.store.desk.listing import STATES, Filter, problems, rules_found
from rasid.store.desk.waivers import fingerprint
from rasid.wording.escape import neutral
from rasid.wording.values import rule_name

router = APIRouter()
PER_PAGE = 10
"""Articles of one problem on its own page."""
EACH = 3
"""Articles under each problem where many problems are listed: the rest are one link away."""
MOST = 40
"""Problems in sight; a house style of hundreds of terms could have more."""
NAMED = 6
"""Sources that are named one by one above the list; of more, the one chosen."""

Text = Annotated[str, Query(max_length=300)]


def wanted_of(
    source: Text = "", section: Text = "", rule: Text = "", severity: Text = "", state: Text = "open", assignee: Text = "", q: Text = ""
) -> Filter:
    """The filter a query asks for, the same for the list and its exports; values that mean nothing ask for everything."""
    source, section, rule, assignee, q = (neutral(value) for value in (source, section, rule, assignee, q))
    return Filter(
        source=source or None,
        section=section or None,
        rule=(*current(rule), rule)[0] or None,
        severity=severity if severity in tuple(Severity) else None,
        state=state if state in STATES else "open",
        assignee=assignee or None,
        text=q,
    )


Wanted = Annotated[Filter, Depends(wanted_of)]


@router.get("/")
def index(
    request: Request,
    place: AtPlace,
    visitor: Reading,
    wanted: Wanted,
    page_number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    titles = rule_titles(place)
    now = place.clock()
    alone = bool(wanted.rule)
    open_incidents = _open_incidents(place, wanted)
    found = problems(place.ledger, wanted, now=now, each=PER_PAGE if alone else EACH, page=page_number if alone else 1, titles=titles)
    shown = found.problems[:MOST]
    chosen = place.source(wanted.source)
    by_rule = tuple(sorted(((problem.rule, problem.findings) for problem in found.problems), key=lambda one: (-one[1], one[0])))
    rules = rules_found(place.ledger, wanted, now=now, titles=titles) if alone else by_rule
    query = {name: value for name, value in asdict(wanted).items() if value and name != "text"} | (
        {"q": wanted.text} if wanted.text else {}
    )
    if query.get("state") == "open":
        del query["state"]
    return page(
        request,
        place,
        "list.html",
        visitor=visitor,
        source_id=wanted.source,
        wanted=wanted,
        found=found,
        shown=shown,
        alone=alone,
        prints=lambda item: fingerprint(item.finding).hex(),
        rules=rules,
        titles=titles,
        states=STATES,
        severities=tuple(Severity),
        sections=chosen.sections if chosen else (),
        people=place.ledger.desk.people.names(now),
        mine=wanted.assignee == visitor.person.name,
        # Wrong articles are in the list itself; above it stands what the list cannot show.
        incidents=[incident for incident in open_incidents if incident.cause is not Cause.CONTENT],
        open_incidents=len(open_incidents),
        page_number=page_number,
        pages=max(1, -(-found.findings // PER_PAGE)) if alone else 1,
        watched=[(source, place.ledger.visits.last(source.id, now=now)) for source in _watched(place, wanted)],
        lines=_lines(place, now) if not query and page_number == 1 else (),
        unseen=not found.findings and not any(place.ledger.visits.last(source.id) for source in place.sources),
        engineers=ENGINEERS,
        # Each article's times as its own site tells them, so that they agree with the titles of its findings.
        voice=lambda source_id: voice_of(request, place, source_id),
        link=lambda **changes: address("/", **(query | changes)),
        filtered=bool(set(query) - {"source"}),
    )


def _lines(place: DeskContext, now: datetime) -> Sequence[SourceLine]:
    """The first page begins with all sources side by side, where there are several."""
    return overview(place.ledger, place.sources, now=now) if len(place.sources) > 1 else ()


def _open_incidents(place: DeskContext, wanted: Filter) -> list[Incident]:
    return place.ledger.incidents.find(states=(IncidentState.FIRING, IncidentState.ACKNOWLEDGED), source_id=wanted.source)


def _watched(place: DeskContext, wanted: Filter) -> Sequence[Source]:
    """The sources whose last visit and report the list names: the one chosen, or all while they are few."""
    chosen = place.source(wanted.source)
    if chosen is not None:
        return (chosen,)
    return place.sources if len(place.sources) <= NAMED else ()


def rule_titles(place: DeskContext) -> dict[str, Words]:
    """What each rule says where no one finding is meant; house-style terms too."""
    titles = {rule.key: rule_name(rule) for rule in place.rules}
    return titles | {term.key: Words(f"«{term.term}»", f"“{term.term}”") for term in place.ledger.desk.style.terms()}


@router.get("/report/{source_id}")
def report(request: Request, place: AtPlace, visitor: Reading, source_id: str, language: Text = "") -> Response:
    """The morning report of one source, as `rasid report` would write it now, leading back to this desk."""
    from rasid.pipeline.reporting import gather

    source = place.source(source_id)
    if source is None:
        raise RequestRefused(404, "not_found")
    spoken = Language(language) if language in tuple(Language) else language_of(request, place)
    other = Language.EN if spoken is Language.AR else Language.AR
    data = gather(place.ledger, source, place.rules_of(source), now=place.clock(), desk_url=HERE)
    html = render(data, language=spoken, switch_href=address(request.url.path, language=other))
    # The report carries its own, stricter policy; ours would forbid its inline style sheet.
    headers = {"Content-Security-Policy": f"{policy()}; frame-ancestors 'none'"}
    return Response(html, media_type="text/html; charset=utf-8", headers=headers)

"""What an editor does to one article: mark mended, waive, comment, assign, doubt. Only to what is known and open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response

from rasid.model import Status
from rasid.review.asked import Known, choice, known_article, open_finding, text_of, until_of
from rasid.review.guard import AtPlace, Editing, RequestRefused, Sent
from rasid.review.pages import back_to, own_path, page, voice_of
from rasid.review.place import DeskContext
from rasid.store.desk.audit import Who
from rasid.store.desk.listing import STILL_OPEN, hidden_by
from rasid.store.desk.versions import Overtaken
from rasid.store.desk.waivers import fingerprint

router = APIRouter()
TARGETS = ("finding", "article", "section", "source")
WIDE = ("section", "source")
"""Targets that hide what nobody has looked at yet: they are confirmed with the number they hide, and end."""
WIDE_DAYS = 30


@router.post("/article/fixed")
def fixed(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    """Marked mended, and looked at again at once: the answer says whether it is."""
    known = known_article(place, form.get("source", ""), form.get("url", ""))
    rule = open_finding(place, known, form.get("rule", ""), STILL_OPEN).finding.rule
    said, act = mended(place, visitor.who, known, rule)
    return done(form, said, act)


def mended(place: DeskContext, who: Who, known: Known, rule: str) -> tuple[str, int]:
    """(what to say, id of the act)."""
    desk = place.ledger.desk
    mark, act = desk.mark_fixed(who, known.source.id, known.url, rule, now=place.clock())
    if place.recheck is None:
        return "fixed_waiting", act
    looked = place.recheck(known.source, known.url)
    outcome, said = "not_checked", "fixed_not_checked"
    if looked.findings is not None:
        still = any(found.rule == rule and found.status is not Status.PASS for found in looked.findings)
        outcome, said = ("still_there", "fixed_still_there") if still else ("confirmed", "fixed_confirmed")
    desk.settle(mark, outcome, now=place.clock(), told=looked.told)
    return said, act


@router.post("/article/waive")
def waive(request: Request, place: AtPlace, visitor: Editing, form: Sent) -> Response:
    """``target``: this finding as it stands, this rule on this article, in its section, or on the whole site.

    The latter two are asked for twice: the first answer says how many findings they would hide, and until when.
    """
    known = known_article(place, form.get("source", ""), form.get("url", ""))
    target = choice(form, "target", TARGETS)
    reason = text_of(form, "reason")
    row = open_finding(place, known, form.get("rule", ""), (*STILL_OPEN, "waived"))
    now = place.clock()
    section = known.stored.article.section if known.stored else None
    if target == "section" and section is None:
        raise RequestRefused(422, "no_section")
    seen = fingerprint(row.finding)
    if target == "finding" and form.get("saw", "") != seen.hex():
        here, there = voice_of(request, place, known.source.id).title(row.finding), form.get("saw_words", "")[:500]
        raise Overtaken(
            "the finding", theirs={"words": here}, mine={"words": there, "reason": reason}, by="rasid", at=now, version=seen.hex()
        )
    until = until_of(form, place, known.source.id)
    if target in WIDE:
        until = until or now + timedelta(days=WIDE_DAYS)
        if form.get("confirmed") != "yes":
            return _ask_again(request, place, visitor, form, known, target, section, row.finding.rule, until)
    act = place.ledger.desk.waive(
        visitor.who,
        now=now,
        source_id=known.source.id,
        rule=row.finding.rule,
        article_url=known.url if target in ("finding", "article") else None,
        section=section if target == "section" else None,
        fingerprint=seen if target == "finding" else None,
        reason=reason,
        until=until,
    )
    return done(form, "waived", act)


def _ask_again(
    request: Request,
    place: DeskContext,
    visitor: Editing,
    form: Mapping[str, str],
    known: Known,
    target: str,
    section: str | None,
    rule: str,
    until: datetime,
) -> Response:
    hides = hidden_by(place.ledger, known.source.id, rule, section if target == "section" else None)
    return page(
        request,
        place,
        "waive_confirm.html",
        visitor=visitor,
        source_id=known.source.id,
        known=known,
        target=target,
        section=place.section_name(known.source.id, section),
        rule=rule,
        row=known.finding(rule),
        findings=hides.findings,
        articles=hides.articles,
        until=until,
        reason=form.get("reason", ""),
        form=form,
    )


@router.post("/article/comment")
def comment(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    known = known_article(place, form.get("source", ""), form.get("url", ""))
    act = place.ledger.desk.comment(visitor.who, known.source.id, known.url, text_of(form, "text"), now=place.clock())
    return done(form, "commented", act)


@router.post("/article/assign")
def assign(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    known = known_article(place, form.get("source", ""), form.get("url", ""))
    chosen = choice(form, "assignee", ("", *place.ledger.desk.people.names(place.clock())))
    due = until_of(form, place, known.source.id, "due")
    act = place.ledger.desk.assign(
        visitor.who, known.source.id, known.url, chosen, now=place.clock(), due=due if chosen else None, saw=form.get("version", "")
    )
    return done(form, "assigned" if chosen else "unassigned", act)


@router.post("/article/doubt")
def doubt(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    """«This finding is wrong»: kept for measuring the rule; the finding itself stays where it is."""
    known = known_article(place, form.get("source", ""), form.get("url", ""))
    row = open_finding(place, known, form.get("rule", ""), (*STILL_OPEN, "waived"))
    act = place.ledger.desk.doubts.add(visitor.who, known.source.id, known.url, row.finding, text_of(form, "why"), now=place.clock())
    return done(form, "doubted", act)


def done(form: Mapping[str, str], said: str, act: int) -> Response:
    """Back to where the form stood, with what was done and how to take it back."""
    if form.get("back"):
        path = own_path(form["back"])
        return back_to(path.split("?")[0], **(dict(query_of(path)) | {"said": said, "act": act}))
    return back_to("/article", source=form.get("source", ""), url=form.get("url", ""), said=said, act=act)


def query_of(path: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in parse_qsl(path.partition("?")[2]) if name not in ("said", "act")]

"""The house style on the desk: the list, a form, and what a term would have flagged in the last thirty days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from rasid.errors import DeskError
from rasid.frame.style import passages
from rasid.frame.style_file import dump_style, parse_style
from rasid.model import Severity, Span
from rasid.model.desk import StyleTerm
from rasid.review.asked import choice, text_of
from rasid.review.guard import AtPlace, Editing, Reading, Sent
from rasid.review.identity import Visitor
from rasid.review.pages import Sheet, back_to, page, sheet
from rasid.review.place import DeskContext
from rasid.review.variants import LEARNT_FROM, written_as
from rasid.store.desk.style import version, version_of_all
from rasid.store.revisions import recent_articles

router = APIRouter()
PREVIEW = timedelta(days=30)
MOST_ARTICLES = 3_000
SHOWN = 20


@dataclass(slots=True)
class Preview:
    """What a term would have flagged."""

    term: StyleTerm
    articles: int = 0
    """Articles with the term."""
    passages: int = 0
    examined: int = 0
    examples: list[tuple[str, str, str | None, Span]] = field(default_factory=list)
    """(source, address, headline, passage)."""


@router.get("/style")
def terms(request: Request, place: AtPlace, visitor: Reading, change: int = 0, source: str = "", page_number: Sheet = 1) -> Response:
    known = place.ledger.desk.style.terms()
    chosen = next((term for term in known if term.id == change), None)
    return _page(
        request, place, visitor, chosen or StyleTerm("", ""), seen=version(chosen) if chosen else "", number=page_number, source=source
    )


@router.post("/style/preview")
def preview(request: Request, place: AtPlace, visitor: Editing, form: Sent) -> Response:
    term = term_of(form)
    shown = previewed(place, [term])[0] if len(term.term.strip()) >= 2 else None
    return _page(request, place, visitor, term, shown=shown, seen=form.get("version", ""))


@router.post("/style/save")
def save(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    place.ledger.desk.style.save(term_of(form), by=visitor.who, now=place.clock(), saw=form.get("version", ""))
    act = place.ledger.desk.audit.recent(limit=1)[0]
    return back_to("/style", said="style_saved", act=act.id)


@router.post("/style/{term_id}/remove")
def remove(place: AtPlace, visitor: Editing, form: Sent, term_id: int) -> Response:
    place.ledger.desk.style.remove(term_id, by=visitor.who, now=place.clock(), saw=form.get("version", ""))
    act = place.ledger.desk.audit.recent(limit=1)[0]
    return back_to("/style", said="style_removed", act=act.id)


@router.get("/style.toml")
def download(place: AtPlace, visitor: Reading) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="style.toml"'}
    return PlainTextResponse(dump_style(place.ledger.desk.style.terms()), media_type="application/toml; charset=utf-8", headers=headers)


@router.post("/style/import/preview")
def try_upload(request: Request, place: AtPlace, visitor: Editing, form: Sent) -> Response:
    """What a style.toml would change, and what its new and changed lines would have flagged. Nothing is kept."""
    text = _uploaded(form)
    added, changed, removed = place.ledger.desk.style.compared(parse_style(text, "style.toml"))
    rows = [
        *(("new", seen) for seen in previewed(place, added)),
        *(("changed", seen) for seen in previewed(place, changed)),
        *(("gone", Preview(term)) for term in removed),
    ]
    return _page(request, place, visitor, StyleTerm("", ""), proposal=rows, text=text)


@router.post("/style/import")
def upload(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    """A style.toml, as a file or pasted: the list becomes equal to it."""
    wanted = parse_style(_uploaded(form), "style.toml")
    place.ledger.desk.style.replace_all(wanted, by=visitor.who, now=place.clock(), saw=form.get("version", ""))
    return back_to("/style", said="style_replaced")


def _uploaded(form: Mapping[str, str]) -> str:
    """An empty form is no empty list: sent by mistake, it would take every term away."""
    text = form.get("file", "") or form.get("toml", "")
    if not text.strip():
        raise DeskError("no file was chosen and nothing pasted. Choose style.toml.", key="no_file")
    return text


def _page(
    request: Request,
    place: DeskContext,
    visitor: Visitor,
    term: StyleTerm,
    *,
    shown: Preview | None = None,
    proposal: Sequence[tuple[str, Preview]] | None = None,
    text: str = "",
    seen: str = "",
    number: int = 1,
    source: str = "",
) -> Response:
    known = place.ledger.desk.style.terms()
    shown_terms, number, pages = sheet(known, number)
    house = place.source(source) or (place.sources[0] if place.sources else None)
    return page(
        request,
        place,
        "style.html",
        visitor=visitor,
        terms=shown_terms,
        house=house,
        written=written_as(place, house) if house is not None else (),
        learnt_from=LEARNT_FROM,
        count=len(known),
        page_number=number,
        pages=pages,
        seen=seen,
        versions={one.id: version(one) for one in shown_terms},
        list_version=version_of_all(known),
        term=term,
        preview=shown,
        proposal=proposal,
        text=text,
        severities=tuple(Severity),
    )


def term_of(form: Mapping[str, str]) -> StyleTerm:
    """Refused (422) for what is longer than the page allows, or no severity."""
    number = form.get("id", "0")
    severity = choice(form, "severity", ("", *Severity))
    return StyleTerm(
        term=text_of(form, "term"),
        preferred=text_of(form, "preferred"),
        reason=text_of(form, "reason"),
        exceptions=tuple(line.strip() for line in text_of(form, "exceptions").splitlines() if line.strip()),
        severity=Severity(severity) if severity else Severity.INFO,
        id=int(number) if number.isdecimal() and number.isascii() and len(number) < 12 else 0,
    )


def previewed(place: DeskContext, terms: Sequence[StyleTerm]) -> list[Preview]:
    """Each term against every article seen in the last thirty days, the newest first (at most MOST_ARTICLES)."""
    made = {term.term: Preview(term) for term in terms}
    if not made:
        return []
    for source_id, article in recent_articles(place.ledger, place.clock() - PREVIEW, limit=MOST_ARTICLES):
        found = {term.term: places for term, places in passages(article, terms)}
        for name, seen in made.items():
            seen.examined += 1
            if name in found:
                seen.articles += 1
                seen.passages += len(found[name])
                if len(seen.examples) < SHOWN:
                    seen.examples.append((source_id, article.url, article.headline, found[name][0]))
    return list(made.values())

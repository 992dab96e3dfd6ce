"""The house style on the desk: the list, a form, and what a term would have flagged in the last thirty days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from rasid.frame.style import spans
from rasid.frame.style_file import dump_style, parse_style
from rasid.model import Severity, Span
from rasid.model.desk import StyleTerm
from rasid.review.guard import AtPlace, Editing, Reading, Sent
from rasid.review.pages import back_to, page
from rasid.review.place import Place
from rasid.store.desk_history import recent_articles

router = APIRouter()
PREVIEW = timedelta(days=30)
MOST_ARTICLES = 3_000
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """What a term would have flagged."""

    term: StyleTerm
    articles: int
    """Articles with the term."""
    passages: int
    examined: int
    examples: tuple[tuple[str, str, str | None, Span], ...]
    """(source, address, headline, passage)."""


@router.get("/style")
def terms(request: Request, place: AtPlace, visitor: Reading, change: int = 0) -> Response:
    known = place.ledger.desk.style.terms()
    chosen = next((term for term in known if term.id == change), None)
    return _page(request, place, visitor, chosen or StyleTerm("", ""), None)


@router.post("/style/preview")
def preview(request: Request, place: AtPlace, visitor: Editing, form: Sent) -> Response:
    term = term_of(form)
    return _page(request, place, visitor, term, previewed(place, term) if len(term.term.strip()) >= 2 else None)


@router.post("/style/save")
def save(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    place.ledger.desk.style.save(term_of(form), by=visitor.who, now=place.clock())
    act = place.ledger.desk.audit.recent(limit=1)[0]
    return back_to("/style", said="style_saved", act=act.id)


@router.post("/style/{term_id}/remove")
def remove(place: AtPlace, visitor: Editing, form: Sent, term_id: int) -> Response:
    place.ledger.desk.style.remove(term_id, by=visitor.who, now=place.clock())
    act = place.ledger.desk.audit.recent(limit=1)[0]
    return back_to("/style", said="style_removed", act=act.id)


@router.get("/style.toml")
def download(place: AtPlace, visitor: Reading) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="style.toml"'}
    return PlainTextResponse(dump_style(place.ledger.desk.style.terms()), media_type="application/toml; charset=utf-8", headers=headers)


@router.post("/style/import")
def upload(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    """The text of a style.toml: the list becomes equal to it."""
    place.ledger.desk.style.replace_all(parse_style(form.get("toml", ""), "style.toml"), by=visitor.who, now=place.clock())
    return back_to("/style", said="style_saved")


def _page(request: Request, place: Place, visitor: Reading, term: StyleTerm, shown: Preview | None) -> Response:
    known = place.ledger.desk.style.terms()
    return page(request, place, "style.html", visitor=visitor, terms=known, term=term, preview=shown, severities=tuple(Severity))


def term_of(form: Mapping[str, str]) -> StyleTerm:
    number = form.get("id", "0")
    severity = form.get("severity", "")
    return StyleTerm(
        term=form.get("term", "")[:200],
        preferred=form.get("preferred", "")[:200],
        reason=form.get("reason", "")[:500],
        exceptions=tuple(line.strip() for line in form.get("exceptions", "")[:5000].splitlines() if line.strip()),
        severity=Severity(severity) if severity in tuple(Severity) else Severity.INFO,
        id=int(number) if number.isdigit() else 0,
    )


def previewed(place: Place, term: StyleTerm) -> Preview:
    """The term against every article seen in the last thirty days, the newest first (at most MOST_ARTICLES)."""
    articles = passages = examined = 0
    examples: list[tuple[str, str, str | None, Span]] = []
    for source_id, article in recent_articles(place.ledger, place.clock() - PREVIEW, limit=MOST_ARTICLES):
        examined += 1
        found = spans(article, term)
        articles += bool(found)
        passages += len(found)
        if found and len(examples) < SHOWN:
            examples.append((source_id, article.url, article.headline, found[0]))
    return Preview(term, articles, passages, examined, tuple(examples))

"""One article beside its findings: the text with the words marked, its life, and everything an editor can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from rasid.model import Article, Finding, Span, WindowArticle
from rasid.model.article import read_alike
from rasid.model.desk import Waiver
from rasid.report.diff import Piece, field_diff, rewritten
from rasid.report.markup import direction_of, marked_text, merged
from rasid.report.readiness import check_article
from rasid.report.voice import Voice, base_of
from rasid.review.guard import AtPlace, Reading, RequestRefused
from rasid.review.listing import rule_titles
from rasid.review.pages import page, voice_of
from rasid.review.place import DeskContext
from rasid.store.desk.listing import STILL_OPEN, ListedArticle, listed_article
from rasid.store.desk.waivers import fingerprint
from rasid.store.revisions import TOLD_BY_EDITORS, history, written

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or field of the article, its faults marked. ``anchor`` is the id findings point to."""

    field: str
    anchor: str
    html: Markup
    direction: str = "auto"


@router.get("/article")
def show(request: Request, place: AtPlace, visitor: Reading, source: str, url: str) -> Response:
    known = place.ledger.articles.latest(source, url)
    found = listed_article(place.ledger, source, url, now=place.clock())
    if known is None and found is None:
        raise RequestRefused(404, "no_article")
    if found is not None:
        # What is over comes after what there is to do.
        found = replace(found, findings=tuple(sorted(found.findings, key=lambda row: row.state not in STILL_OPEN)))
    lives = history(place.ledger, source, url)
    passages, anchors = marked_passages(known.article, [row.finding for row in found.findings]) if known and found else ([], {})
    if known and not found:
        passages, anchors = marked_passages(known.article, [])
    return page(
        request,
        place,
        "article.html",
        visitor=visitor,
        source_id=source,
        known=known,
        found=found or _nothing(source, url, known.article.headline if known else None),
        url=url,
        passages=passages,
        anchors=anchors,
        lives=[(life, _changes(life.before, life.article, voice_of(request, place, source))) for life in lives],
        comments=place.ledger.desk.comments(source, url),
        marks=place.ledger.desk.marks(source, url),
        waivers=_waivers(place, source, url, known),
        prints={row.id: fingerprint(row.finding).hex() for row in found.findings} if found else {},
        assignment=place.ledger.desk.assignment(source, url),
        doubts=place.ledger.desk.doubts.of(source, url),
        acts=place.ledger.desk.audit.recent(source_id=source, article_url=url, limit=50),
        people=place.ledger.desk.people.names(place.clock()),
        readiness=check_article(known.article, in_sitemap=_in_news_sitemap(place, source, known)) if known else (),
        titles=rule_titles(place),
        section=place.section_name(source, known.article.section if known else None),
    )


def _waivers(place: DeskContext, source: str, url: str, known: WindowArticle | None) -> list[Waiver]:
    """Those in force that cover something of this article: its own, its section's, the whole site's."""
    section = known.article.section if known else None
    in_force = place.ledger.desk.waivers(source_id=source, now=place.clock())
    return [waiver for waiver in in_force if waiver.article_url in (None, url) and waiver.section in (None, section)]


def _in_news_sitemap(place: DeskContext, source_id: str, known: WindowArticle) -> bool | None:
    return place.ledger.links.in_news_sitemap(source_id, [known]).get(known.article.url)


def _nothing(source: str, url: str, headline: str | None) -> ListedArticle:
    return ListedArticle(source, url, headline, None, None, None, ())


def marked_passages(article: Article, findings: Sequence[Finding]) -> tuple[list[Passage], dict[tuple[str, int], str]]:
    """The article's text, field by field, with every span marked; and for each (rule, number of the span) the anchor of its paragraph."""
    texts = [(name, getattr(article, name) or "", 0) for name in ("kicker", "headline", "standfirst")]
    texts += [("captions", caption, 0) for caption in article.captions]
    start = 0
    for paragraph in article.body:
        texts.append(("body", paragraph, start))
        start += len(paragraph) + 1
    ranges: list[list[tuple[int, int]]] = [[] for _ in texts]
    anchors: dict[tuple[str, int], str] = {}
    for finding in findings:
        for number, span in enumerate(finding.spans):
            found = _place(texts, span)
            if found is not None:
                at, here = found
                ranges[at].append(here)
                anchors.setdefault((finding.rule, number), f"p{at}")
    passages = [
        Passage(name, f"p{at}", marked_text(text, merged(ranges[at], len(text))), direction_of(text, base_of(article.language)))
        for at, (name, text, _) in enumerate(texts)
        if text
    ]
    return passages, anchors


def _place(texts: Sequence[tuple[str, str, int]], span: Span) -> tuple[int, tuple[int, int]] | None:
    """(number of the text, range in it) of a span, by its offset.

    The article may have changed since it was judged: only then the words are looked for, and of several copies the one that is preceded by
    the same words is meant, then the nearest (advice to delete the second copy must not mark the first).
    """
    copies: list[tuple[int, int, int, int]] = []
    for at, (name, text, begins) in enumerate(texts):
        if name != span.field and not {name, span.field} <= {"captions", "caption"}:
            continue
        low, high = span.start - begins, span.end - begins
        if 0 <= low < high <= len(text) and (not span.text or text[low:high] == span.text):
            return at, (low, high)
        if name == "body" and 0 <= low < len(text) < high and span.text.startswith(text[low:]):
            return at, (low, len(text))
        where = text.find(span.text) if span.text else -1
        while where >= 0:
            before = f"{texts[at - 1][1] if at else ''} {text[:where]}"
            alike = sum(
                1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before.strip()[::-1], span.before.strip()[::-1], strict=False))
            )
            copies.append((-alike, abs(begins + where - span.start), at, where))
            where = text.find(span.text, where + 1)
    if not copies:
        return None
    _, _, at, where = min(copies)
    return at, (where, where + len(span.text))


def _changes(before: Article | None, after: Article, v: Voice) -> list[tuple[str, tuple[Piece, ...], str, str]]:
    """(field, pieces, before, after); no pieces where the text was rewritten."""
    if before is None:
        return []
    made = []
    before, after = read_alike(before, after)
    for name in (*TOLD_BY_EDITORS, "captions", "authors", "modified_at"):
        old, new = written(before, name), written(after, name)
        if old != new:
            made.append((name, () if rewritten(old, new) else field_diff(name, old, new, v), old, new))
    return made

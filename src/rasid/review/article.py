"""One article beside its findings: the text with the words marked, its life, and everything an editor can do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from rasid.errors import DeskError
from rasid.model import Article, Finding, Status, WindowArticle
from rasid.report.diff import field_diff
from rasid.report.markup import marked_text, merged
from rasid.report.readiness import check_article
from rasid.report.voice import Voice
from rasid.review.guard import AtPlace, Editing, Reading, Refused, Sent
from rasid.review.listing import rule_titles
from rasid.review.pages import back_to, own_path, page, voice_of
from rasid.review.place import Place
from rasid.store.desk_history import TOLD_BY_EDITORS, history, written
from rasid.store.desk_list import STILL_OPEN, ListedArticle, listed_article
from rasid.store.doors import in_news_sitemap
from rasid.store.waivers import fingerprint

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or field of the article, its faults marked. ``anchor`` is the id findings point to."""

    field: str
    anchor: str
    html: Markup


@router.get("/article")
def show(request: Request, place: AtPlace, visitor: Reading, source: str, url: str) -> Response:
    known = place.ledger.articles.latest(source, url)
    found = listed_article(place.ledger, source, url, now=place.clock())
    if known is None and found is None:
        raise Refused(404, "not_found")
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
        waivers=[waiver for waiver in place.ledger.desk.waivers(source_id=source, now=place.clock()) if waiver.article_url == url],
        acts=place.ledger.desk.audit.recent(source_id=source, article_url=url, limit=50),
        people=place.ledger.desk.people.names(place.clock()),
        readiness=check_article(known.article, in_sitemap=_in_news_sitemap(place, source, known)) if known else (),
        titles=rule_titles(place),
        section=place.section_name(source, known.article.section if known else None),
    )


def _in_news_sitemap(place: Place, source_id: str, known: WindowArticle) -> bool | None:
    return in_news_sitemap(place.ledger, source_id, [known]).get(known.article.url)


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
            for at, (name, text, begins) in enumerate(texts):
                here = _place(name, text, begins, span.field, span.start, span.end, span.text)
                if here is not None:
                    ranges[at].append(here)
                    anchors.setdefault((finding.rule, number), f"p{at}")
                    break
    passages = [
        Passage(name, f"p{at}", marked_text(text, merged(ranges[at], len(text)))) for at, (name, text, _) in enumerate(texts) if text
    ]
    return passages, anchors


def _place(name: str, text: str, begins: int, field: str, start: int, end: int, words: str) -> tuple[int, int] | None:
    """Where in ``text`` a span stands. The article may have changed since it was judged: then the words are looked for."""
    if {name, field} <= {"captions", "caption"} or name == field:
        low, high = start - begins, end - begins
        if 0 <= low < high <= len(text) and (not words or text[low:high] == words):
            return low, high
        if name == "body" and 0 <= low < len(text) < high:
            return low, len(text)
        found = text.find(words) if words else -1
        return (found, found + len(words)) if found >= 0 else None
    return None


def _changes(before: Article | None, after: Article, v: Voice) -> list[tuple[str, tuple[object, ...]]]:
    if before is None:
        return []
    return [
        (name, field_diff(name, written(before, name), written(after, name), v))
        for name in (*TOLD_BY_EDITORS, "captions", "authors", "modified_at")
        if written(before, name) != written(after, name)
    ]


@router.post("/article/fixed")
def fixed(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    """Marked fixed, and looked at again at once: the answer says whether it is."""
    source_id, url, rule = form.get("source", ""), form.get("url", ""), form.get("rule", "")
    desk = place.ledger.desk
    mark, act = desk.mark_fixed(visitor.who, source_id, url, rule, now=place.clock())
    said = "fixed_waiting"
    source = place.source(source_id)
    if place.recheck is not None and source is not None:
        looked = place.recheck(source, url)
        outcome, said = "not_checked", "fixed_not_checked"
        if looked.findings is not None:
            still = any(found.rule == rule and found.status is not Status.PASS for found in looked.findings)
            outcome, said = ("still_there", "fixed_still_there") if still else ("confirmed", "fixed_confirmed")
        desk.settle(mark, outcome, now=place.clock(), told=looked.told)
    return _done(form, said, act)


@router.post("/article/waive")
def waive(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    """``target``: this finding as it stands, this rule on this article, in its section, or on the whole site."""
    source_id, url, rule, target = (form.get(name, "") for name in ("source", "url", "rule", "target"))
    now = place.clock()
    known = place.ledger.articles.latest(source_id, url)
    section = known.article.section if known else None
    seen = None
    if target == "finding":
        found = listed_article(place.ledger, source_id, url, now=now)
        matching = [row.finding for row in found.findings if row.finding.rule == rule] if found else []
        if not matching:
            raise DeskError("the finding is not there any more. Reload the page.", key="gone")
        seen = fingerprint(matching[0])
    if target == "section" and section is None:
        raise DeskError("the article has no section. Waive the rule for the article or the whole site.", key="no_section")
    act = place.ledger.desk.waive(
        visitor.who,
        now=now,
        source_id=source_id,
        rule=rule or None,
        article_url=url if target in ("finding", "article") else None,
        section=section if target == "section" else None,
        fingerprint=seen,
        reason=form.get("reason", ""),
        until=until_of(form, place, source_id),
    )
    return _done(form, "waived", act)


def until_of(form: Mapping[str, str], place: Place, source_id: str) -> datetime | None:
    """The end of the chosen day in the source's zone; None for «without end». Raises DeskError for what is no date."""
    chosen = form.get("until", "").strip()
    if not chosen:
        return None
    source = place.source(source_id)
    zone = ZoneInfo(source.timezone) if source else ZoneInfo("UTC")
    if chosen.endswith("d") and chosen[:-1].isdigit() and len(chosen) < 6:
        return place.clock() + timedelta(days=int(chosen[:-1]))
    try:
        day = datetime.fromisoformat(chosen).date()
    except ValueError:
        raise DeskError(f"{chosen!r} is no date. Choose a day.", key="past") from None
    return datetime.combine(day, time.max, tzinfo=zone)


@router.post("/article/comment")
def comment(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    act = place.ledger.desk.comment(
        visitor.who, form.get("source", ""), form.get("url", ""), form.get("text", "")[:5000], now=place.clock()
    )
    return _done(form, "commented", act)


@router.post("/article/assign")
def assign(place: AtPlace, visitor: Editing, form: Sent) -> Response:
    chosen = form.get("assignee", "")
    if chosen and chosen not in place.ledger.desk.people.names(place.clock()):
        raise DeskError(f"{chosen!r} may not use the desk. Invite them first.", key="nobody")
    act = place.ledger.desk.assign(visitor.who, form.get("source", ""), form.get("url", ""), chosen, now=place.clock())
    return _done(form, "assigned" if chosen else "unassigned", act)


def _done(form: Mapping[str, str], said: str, act: int) -> Response:
    """Back to where the form stood, with what was done and how to take it back."""
    if form.get("back"):
        path = own_path(form["back"])
        return back_to(path.split("?")[0], **(dict(_query(path)) | {"said": said, "act": act}))
    return back_to("/article", source=form.get("source", ""), url=form.get("url", ""), said=said, act=act)


def _query(path: str) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return [(name, value) for name, value in parse_qsl(path.partition("?")[2]) if name not in ("said", "act")]

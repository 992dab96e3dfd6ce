"""Reads stored pages again: what extraction and rules of today make of them, offline. Nothing is fetched and nobody is told."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from itertools import groupby

from rasid.errors import LedgerError, RasidError
from rasid.extract.repeated import without_repeated
from rasid.model import Article, Link, Origin, Page, Scope, Source, Visit
from rasid.model.repeats import Repeated
from rasid.pipeline.aside import set_aside
from rasid.pipeline.collect import _at_home
from rasid.pipeline.judge import judge_window
from rasid.pipeline.single import extract_article
from rasid.pipeline.snapshot import article_pages
from rasid.pipeline.versions import read_with
from rasid.pipeline.workplace import VisitContext
from rasid.store.article_writes import REPLAYED, SEEN, write_articles
from rasid.store.leases import Lease

NOT_COMPARED = ("candidates", "origins", "notes", "doubts", "structured_data", "fetched_url", "related", "body_links")
"""How a value was come by may change with every release; what was read is what counts."""
LATEST = timedelta(hours=1)
"""A revision so much later than a stored page was read from another answer: a visit commits long before."""
FEEDS = (Origin.FEED, Origin.SITEMAP, Origin.LISTING)


@dataclass(frozen=True, slots=True)
class Difference:
    """One page that would be read, or judged, differently now."""

    url: str
    headline: str | None
    fields: tuple[tuple[str, str, str], ...] = ()
    """(field, as recorded, as read now)."""
    began: tuple[str, ...] = ()
    """Keys of rules that fail now and did not then."""
    ended: tuple[str, ...] = ()
    note: str = ""
    """What else there is to say: no article any more, an article for the first time."""


@dataclass(frozen=True, slots=True)
class Replayed:
    visit: Visit
    pages: int
    articles: int
    differences: tuple[Difference, ...]
    damaged: tuple[str, ...] = ()
    """Stored pages that could not be read, a line each."""


def replay_visit(visit_id: str, source: Source, workplace: VisitContext) -> Replayed:
    """What would differ if the visit's pages were read and judged by today's rasid. Raises LedgerError when nothing is stored of it."""
    ledger = workplace.ledger
    visit = ledger.visits.get(visit_id)
    if visit is None:
        raise LedgerError(
            f"There is no visit {visit_id}. `rasid export FOLDER --verdict failed --verdict degraded` lists visits with their ids."
        )
    damaged: list[str] = []
    stored = ledger.pages.read(visit_id, on_damage=lambda error: damaged.append(str(error)))
    if not stored and not damaged:
        raise LedgerError(
            f"No page of the visit {visit_id} is stored: everything was unchanged (304), or `rasid prune` has removed its pages."
        )
    at = visit.finished_at or visit.started_at
    read: dict[str, Article] = {}
    differences: list[Difference] = []
    then = _recorded(stored, source, workplace, at)
    repeats = ledger.repeats.of(source.id)
    for page in article_pages(stored, source):
        now = _read(page, source, then.get(page.url), repeats)
        before = then.get(page.url)
        if isinstance(now, Article):
            read[page.url] = now
            if before is None:
                differences.append(Difference(page.url, now.headline, note="was refused, would be an article now"))
        elif before is not None:
            differences.append(Difference(page.url, before.headline, note=f"would be refused now: {now}"))
    began, ended = _findings(read, visit, source, workplace, at)
    for url, article in read.items():
        changed = tuple(_fields(then[url], article)) if url in then else ()
        if changed or began.get(url) or ended.get(url):
            differences.append(Difference(url, article.headline, changed, tuple(began.get(url, ())), tuple(ended.get(url, ()))))
    return Replayed(visit, len(stored), len(read), tuple(differences), tuple(damaged))


def replay_all(
    source: Source, since: datetime, workplace: VisitContext, *, progress: Callable[[int, int], None] = lambda done, total: None
) -> tuple[int, int, list[str]]:
    """Read the latest stored page of every article of ``source`` since then again, and keep what differs as new revisions.

    Returns (articles read, revisions written, lines about pages that could not be read). Findings follow at the next visit, which judges
    the latest revisions. An article with a newer revision than its stored page is left alone. Raises LeaseHeld and LedgerError.
    """
    ledger = workplace.ledger
    with ledger.leases.hold(source.id, f"replay-{uuid.uuid4().hex}") as lease:
        return read_again(source, ledger.pages.newest(source.id, since), workplace, lease, progress=progress)


def read_again(
    source: Source,
    newest: Sequence[tuple[str, str]],
    workplace: VisitContext,
    lease: Lease,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[int, int, list[str]]:
    """As :func:`replay_all`, for the stored answers ``newest`` (address, visit id) alone, under the caller's lease."""
    ledger, version = workplace.ledger, read_with(source)
    repeats = ledger.repeats.of(source.id)
    damaged: list[str] = []
    read = revised = done = 0
    for visit_id, group in groupby(newest, key=lambda pair: pair[1]):
        wanted = {url for url, _ in group}
        stored = [page for page in ledger.pages.read(visit_id, on_damage=lambda error: damaged.append(str(error))) if page.url in wanted]
        fresh = []
        for page in article_pages(stored, source):
            known = ledger.articles.latest(source.id, page.url)
            edited = next((r.seen_at for r in ledger.articles.revisions(source.id, page.url) if r.reason == SEEN and r.number > 1), None)
            if edited is not None and edited > page.fetched_at + LATEST:
                continue
            article = _read(page, source, known.article if known else None, repeats)
            if isinstance(article, Article):
                fresh.append(article)
        with ledger.transaction() as tx:
            lease.confirm(tx)
            written = write_articles(
                tx, ledger.duplicates, source.id, visit_id, fresh, at=workplace.clock(), reason=REPLAYED, read_with=version
            )
        read, revised, done = read + len(fresh), revised + written.revised + written.new, done + len(wanted)
        progress(done, len(newest))
    return read, revised, damaged


def _recorded(stored: Sequence[Page], source: Source, workplace: VisitContext, at: datetime) -> dict[str, Article]:
    """Address → the revision that stood when the visit had ended."""
    found = {}
    for page in stored:
        for revised in workplace.ledger.articles.revisions(source.id, page.url):
            if revised.seen_at <= at:
                found[page.url] = revised.article
                break
    return found


def _read(page: Page, source: Source, before: Article | None, repeats: Repeated) -> Article | RasidError:
    """The page as it is read now, without what was known at its time to be the site's; what the feed said then is taken from the stored article."""
    try:
        article = extract_article(page.body, page.final_url, source=source, content_type=page.content_type, now=page.fetched_at)
    except RasidError as error:
        return error
    except Exception as error:  # one poisoned page must not end the reading of the others
        return RasidError(str(set_aside(page.url, "extract", error).detail))
    said = {name: next((c for c in cs if c.origin in FEEDS), None) for name, cs in before.candidates.items()} if before else {}
    published, title = said.get("published_at"), said.get("headline")
    link = Link(
        url=page.url,
        title=title.value if title else None,
        published_at=published.value if published and isinstance(published.value, datetime) else None,
        published_raw=published.raw if published else None,
        origin=published.origin if published else title.origin if title else Origin.LISTING,
        section=before.section if before else None,
    )
    return without_repeated(_at_home(article, link, source.id), repeats, page.fetched_at)


def _fields(before: Article, after: Article) -> list[tuple[str, str, str]]:
    names = [field.name for field in fields(Article) if field.name not in NOT_COMPARED]
    return [
        (name, _text(getattr(before, name)), _text(getattr(after, name))) for name in names if getattr(before, name) != getattr(after, name)
    ]


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _findings(
    read: dict[str, Article], visit: Visit, source: Source, workplace: VisitContext, at: datetime
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Address → keys of rules that fail now only, and of those that failed then only. Judged in the window as it was."""
    ledger = workplace.ledger
    since = visit.started_at - timedelta(hours=source.window_hours)
    window = [
        item for item in ledger.articles.window(source.id, since, visit_articles=tuple(read.values()), now=at) if item.first_seen_at <= at
    ]
    now: dict[str, set[str]] = {}
    for finding in judge_window(window, source, workplace, at):
        if finding.article_url in read:
            now.setdefault(str(finding.article_url), set()).add(finding.rule)
    then: dict[str, set[str]] = {}
    for stored in ledger.findings.between(source.id, at, at + timedelta(microseconds=1)):
        url = stored.finding.article_url
        if url in read and stored.finding.scope is Scope.ARTICLE and stored.closed_at != at:
            then.setdefault(str(url), set()).add(stored.finding.rule)
    urls = now.keys() | then.keys()
    began = {url: sorted(now.get(url, set()) - then.get(url, set())) for url in urls}
    ended = {url: sorted(then.get(url, set()) - now.get(url, set())) for url in urls}
    return began, ended

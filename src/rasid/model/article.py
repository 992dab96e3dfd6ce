"""What is fetched and read: links, pages, articles. Plain values; no behaviour that needs a stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from rasid.model.vocabulary import ArticleType, Door, Fate, Origin


@dataclass(frozen=True, slots=True)
class Link:
    """An article's address as a feed, sitemap or listing names it. ``url`` is canonical (rasid.urls)."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    """Aware, in the zone the feed gave."""
    published_raw: str | None = None
    origin: Origin = Origin.LISTING
    section: str | None = None
    """Id of the source's section the link was found in."""
    doors: tuple[Door, ...] = ()
    """Where the site names it, in the order they were read; empty: only in what ``origin`` says."""


@dataclass(frozen=True, slots=True)
class LinkFate:
    """What became of a link, as the ledger keeps it."""

    url: str
    fate: Fate
    why: str = ""
    """The kind of a refused page (:class:`Refused`); of an unread one its cause, with the HTTP status where there is one: ``unreachable 503``."""
    first_seen_at: datetime | None = None
    tries: int = 0
    """How often it was asked for in vain."""
    next_try_at: datetime | None = None
    """None: not again by itself."""
    title: str | None = None
    """As the section gives it."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional GET sends back to the server."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a server: bytes, never decoded. ``status`` 304 has an empty body and ``not_modified`` true."""

    url: str
    """As asked for."""
    final_url: str
    """After redirects."""
    status: int
    headers: Mapping[str, str]
    """Lower-case names."""
    body: bytes
    fetched_at: datetime
    validators: Validators = Validators()

    @property
    def not_modified(self) -> bool:
        return self.status == 304

    @property
    def content_type(self) -> str | None:
        return self.headers.get("content-type")

    def unread(self) -> Page:
        """The answer without its validators, for one in which nothing could be read: a 304 to the next visit would pass it off as read."""
        return replace(self, validators=Validators())


BACKLOG = timedelta(hours=48)
"""An article first seen longer after its publication date bears a wrong one, or stood in the section before rasid looked."""


def counted_at(published_at: datetime | None, first_seen_at: datetime) -> datetime:
    """The moment an article counts for in a source's rhythm: its publication if it can be believed, else its first sight."""
    if published_at is not None and first_seen_at - BACKLOG <= published_at <= first_seen_at:
        return published_at
    return first_seen_at


@dataclass(frozen=True)
class Decoded:
    """What a page says and how it was read. ``replaced`` counts U+FFFD put in for unreadable bytes."""

    page: str | bytes
    """The text; or, where they are sound UTF-8, the bytes themselves: the parser takes them as they are, and text is made of them only on demand."""
    encoding: str
    """Python codec name, for example ``utf-8`` or ``cp1256``."""
    chosen_by: str
    """``bom | utf-8 | utf-8-replaced | declared | plausible``"""
    declared: str | None = None
    replaced: int = 0
    mixed: int = 0
    """Runs of bytes read in a second encoding: the page is glued together of UTF-8 and windows-1256."""

    @cached_property
    def text(self) -> str:
        return self.page if isinstance(self.page, str) else self.page.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value a field could have had, and where it was read. ``value`` is as the field holds it (str or aware datetime), ``raw`` as written."""

    value: Any
    origin: Origin
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as its page gives it.

    Text is NFC, white space folded, otherwise as published: faults are kept for the rules to find. Missing text is None,
    missing lists are empty. ``origins`` maps a field's name to where its value came from; ``candidates`` keeps every
    value a field could have had, best first; ``notes`` are machine-readable remarks of the reader for the signals
    (``date:weekday_disagrees``, ``decode:replaced=3``, ``json-ld:repaired`` …).
    """

    url: str
    """Canonical address: identity of the article within its source."""
    fetched_url: str | None = None
    source_id: str | None = None
    section: str | None = None
    type: ArticleType = ArticleType.ARTICLE
    language: str | None = None
    """ISO 639 code as *detected* from headline and body (``ar fa ur ckb ps ug en`` …); None when there is too little text."""
    declared_language: str | None = None
    """As the page declares it (html lang, og:locale, JSON-LD inLanguage)."""

    kicker: str | None = None
    headline: str | None = None
    standfirst: str | None = None
    body: tuple[str, ...] = ()
    """Paragraphs in order; subheads, quotes and list items are paragraphs of their own."""
    repeated: tuple[tuple[int, str], ...] = ()
    """What a visit took out of the body because the site repeats it on most articles: (place among the page's paragraphs, text), in order."""
    lead_repeated: bool = False
    """The first paragraph repeats the standfirst."""
    captions: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    """Place the report is datelined from, as written."""
    section_name: str | None = None
    """The section as the page names it."""
    tags: tuple[str, ...] = ()
    image: str | None = None
    related: tuple[str, ...] = ()
    """Canonical addresses of related stories linked from the page."""
    body_links: tuple[str, ...] = ()
    """Addresses linked from inside the body text."""

    published_at: datetime | None = None
    """Aware, in the zone it was read in. None when absent or unreadable: never a guess (decision 7)."""
    published_raw: str | None = None
    published_precision: str | None = None
    """``second | minute | hour | day | month | year``"""
    published_zone: str | None = None
    """Where the zone came from: ``text`` (written), ``source`` (the seed's), ``country`` or None."""
    modified_at: datetime | None = None
    modified_raw: str | None = None

    structured_data: Mapping[str, Any] = field(default_factory=dict)
    """The page's NewsArticle JSON-LD node, as parsed; empty when there is none."""
    encoding: str | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)
    candidates: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """What rasid is not sure of: ``body_doubtful`` (another text of the page may be the body, or some of it is missing; the second is in
    ``candidates``), ``not_an_article`` (the page is more likely a listing, a product, a thread). Nobody is blamed for what a doubted body lacks."""

    @property
    def text(self) -> str:
        """The body's paragraphs joined by newlines."""
        return "\n".join(self.body)

    @property
    def whole_body(self) -> tuple[str, ...]:
        """The paragraphs as the page has them: the body, and what was taken out of it in its places."""
        paragraphs = list(self.body)
        for place, text in self.repeated:
            paragraphs.insert(place, text)
        return tuple(paragraphs)


def with_back(article: Article, which: Callable[[str], bool]) -> Article:
    """The article with those of its repeated paragraphs in the body again that ``which`` names; itself where it names none."""
    left = tuple((place, text) for place, text in article.repeated if not which(text))
    if left == article.repeated:
        return article
    out = {place for place, _ in left}
    return replace(article, body=tuple(text for place, text in enumerate(article.whole_body) if place not in out), repeated=left)


def read_alike(before: Article, after: Article) -> tuple[Article, Article]:
    """Two readings of one article without what was taken out of either: that a line came to count as the site's is nobody's edit."""
    taken = {text for article in (before, after) for _, text in article.repeated}
    if not taken:
        return before, after

    def without(article: Article) -> Article:
        return replace(article, body=tuple(text for text in article.body if text not in taken))

    return without(before), without(after)

"""An Arabic news site on the loopback interface that can be told to break.

>>> with Newsroom() as room:                                # doctest: +SKIP
...     room.publish(3)
...     room.break_("missing_headline")
...     room.url
'http://127.0.0.1:41873'
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any
from zoneinfo import ZoneInfo

from rasid.demo.damage import Scene, damage
from rasid.demo.faults import FAULTS, Breakage
from rasid.demo.stories import Story, seed_document, seed_story, slugify, stories
from rasid.demo.virtual import invent, mini_site
from rasid.model.ports import utc_now


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the newsroom saw it, and how it answered. ``headers`` have lower-case names."""

    method: str
    path: str
    """Percent-encoded, with the query."""
    headers: dict[str, str]
    status: int
    at: datetime

    @property
    def conditional(self) -> bool:
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


class Newsroom:
    """The demo newsroom «المرسى». Use it as a context manager, or ``start()`` and ``stop()``.

    ``port`` 0 takes a free one. ``clock`` returns aware datetimes; the written articles are dated backwards from the moment the newsroom
    is made, so its news is always fresh. With ``publish_every`` a new article appears each time that much has passed on the clock.
    ``seed_document=False`` leaves the project's seed document (whose faults never go away) out. Mini-sites of ``mini_articles``
    invented articles each stand under ``/s/1/``, ``/s/2/`` … and are made when first asked for. All methods are safe across threads.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        clock: Callable[[], datetime] = utc_now,
        timezone: str = "Asia/Beirut",
        page_size: int = 12,
        seed_document: bool = True,
        mini_articles: int = 30,
        publish_every: timedelta | None = None,
        control: bool = True,
    ) -> None:
        self.clock = clock
        self.zone = ZoneInfo(timezone)
        self.page_size = page_size
        self.mini_articles = mini_articles
        self.publish_every = publish_every
        self.control = control
        self.requests: list[Request] = []
        self.breakages: list[Breakage] = []
        self.inbox: list[str] = []
        self.hear: Callable[[str], object] = lambda message: None
        self.stopping = threading.Event()
        self.lock = threading.RLock()
        self.opened_at = self.now().replace(second=0, microsecond=0)
        self.changed_at: dict[tuple[int, int | None], datetime] = {}
        """When an article (site, id) or a whole site (site, None) last changed otherwise than by its own dates."""
        self._invented = 0
        self._published_until = self.opened_at
        own = stories(self.opened_at)
        if seed_document:
            own.append(seed_story(_seed_text(), self.opened_at))
        self._stories: dict[int, list[Story]] = {0: _newest_first(own)}
        self._port = port
        self._server: Any = None

    # --- running

    @property
    def url(self) -> str:
        """``http://127.0.0.1:<port>``, without a slash at the end."""
        if self._server is None:
            raise RuntimeError("The newsroom is not open: use `with Newsroom() as room:` or call start().")
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> Newsroom:
        """Begin to answer. Raises OSError when the port is taken."""
        from rasid.demo.server import serve

        self.stopping.clear()
        self._server = serve(self, self._port)
        return self

    def stop(self) -> None:
        self.stopping.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def __enter__(self) -> Newsroom:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    # --- looking

    def now(self) -> datetime:
        """The clock, in the paper's zone."""
        return self.clock().astimezone(self.zone)

    def stories(self, site: int = 0) -> list[Story]:
        """A site's articles as written, newest first; without those the clock has not reached."""
        with self.lock:
            self._publish_due()
            if site not in self._stories:
                self._stories[site] = mini_site(site, self.mini_articles, self.opened_at)
            return list(self._stories[site])

    def story(self, story_id: int, site: int = 0) -> Story:
        """Raises KeyError."""
        for story in self.stories(site):
            if story.id == story_id:
                return story
        raise KeyError(story_id)

    def url_of(self, story: Story) -> str:
        """Absolute address, percent-encoded."""
        return self.url + story.path

    def as_shown(self, story: Story) -> Story:
        """The story with the text faults in force on it: what its page prints."""
        with self.lock:
            for breakage in self.breakages:
                if self._in_force(breakage) and breakage.touches(story.site, story.id):
                    story = damage(story, (breakage.fault,), self._scene(story, breakage))
            return story

    def faults(self, site: int = 0, story_id: int | None = None) -> dict[str, Breakage]:
        """Faults in force on a site, or (given ``story_id``) on one article of it."""
        with self.lock:
            return {b.fault: b for b in self.breakages if self._in_force(b) and b.touches(site, story_id)}

    # --- breaking and mending

    def break_(
        self,
        fault: str,
        *,
        article: Story | int | Iterable[Story | int] | None = None,
        count: int | None = 1,
        site: int = 0,
        seconds: float | None = None,
        **options: Any,
    ) -> list[str]:
        """Do ``fault`` (a key of ``FAULTS``), and return the addresses of the articles it touches ([] for lists and site).

        An article fault takes ``article`` (a story, its id, or several), else the newest ``count`` articles no other fault has touched, else with
        ``count=None`` every article, also those yet to be published. It ends by itself ``seconds`` after now, on the newsroom's clock. Options:
        ``retry_after`` (unavailable, rate_limited; seconds), ``interval`` (slow_drip; seconds between two bytes), ``only`` (site faults: one of
        ``article``, ``lists``; where they strike). Raises KeyError for an unknown fault.
        """
        if fault not in FAULTS:
            raise KeyError(f"no fault {fault!r}; one of {', '.join(FAULTS)}")
        with self.lock:
            chosen = self._choose(fault, article, count, site)
            since = self.now()
            until = since + timedelta(seconds=seconds) if seconds is not None else None
            self.breakages.append(Breakage(fault, site, chosen, since, options, until))
            self._touch(site, chosen)
            if chosen is None:
                return []
            return [self.url_of(story) for story in self.stories(site) if story.id in chosen]

    def mend(self, fault: str | None = None, *, site: int | None = None) -> int:
        """End a fault, or all; of one site, or of all. Returns how many ended."""
        with self.lock:
            ended = [b for b in self.breakages if (fault is None or b.fault == fault) and (site is None or b.site == site)]
            for breakage in ended:
                self.breakages.remove(breakage)
                self._touch(breakage.site, breakage.articles)
            return len(ended)

    def publish(self, n: int = 1, *, section: str | None = None, site: int = 0, at: datetime | None = None) -> list[Story]:
        """Publish ``n`` invented articles now, or at ``at`` (aware); newest first."""
        moment = (at or self.clock()).astimezone(self.zone).replace(microsecond=0)
        with self.lock:
            existing = self.stories(site)
            taken = frozenset(story.headline for story in existing)
            new: list[Story] = []
            for _ in range(n):
                self._invented += 1
                number = self._invented + (self.mini_articles if site else 0)
                new.insert(0, invent(number, site=site, published=moment, section=section, taken=taken | {story.headline for story in new}))
            self._stories[site] = _newest_first([*new, *existing])
            return new

    def edit(
        self,
        article: Story | int,
        *,
        site: int = 0,
        headline: str | None = None,
        standfirst: str | None = None,
        body: Iterable[str] | None = None,
        announced: bool = False,
    ) -> Story:
        """Change an article; ``announced`` sets its modification date, otherwise the edit is silent. The address stays."""
        with self.lock:
            old = self.story(article if isinstance(article, int) else article.id, article.site if isinstance(article, Story) else site)
            new = replace(
                old,
                headline=old.headline if headline is None else headline,
                standfirst=old.standfirst if standfirst is None else standfirst,
                body=old.body if body is None else tuple(body),
                modified=self.now().replace(microsecond=0) if announced else old.modified,
            )
            self._stories[old.site] = _newest_first([new if story.id == old.id else story for story in self._stories[old.site]])
            self._touch(old.site, frozenset({old.id}))
            return new

    def add(self, *, headline: str, body: Iterable[str], section: str = "local", **fields: Any) -> Story:
        """Publish an article of the caller's own words on the newsroom itself; ``fields`` are those of ``Story``."""
        with self.lock:
            self._invented += 1
            published = fields.pop("published", self.now().replace(microsecond=0))
            defaults = {"standfirst": "", "author": "قسم التحرير", "modified": published}
            story = Story(
                id=9000 + self._invented,
                slug=slugify(headline),
                section=section,
                headline=headline,
                body=tuple(body),
                published=published,
                **(defaults | fields),
            )
            self._stories[0] = _newest_first([story, *self.stories()])
            return story

    def log(self, request: Request) -> None:
        with self.lock:
            self.requests.append(request)

    # --- inside

    def _choose(
        self, fault: str, article: Story | int | Iterable[Story | int] | None, count: int | None, site: int
    ) -> frozenset[int] | None:
        if FAULTS[fault].reach != "article":
            return None
        if article is not None:
            chosen = (article,) if isinstance(article, (Story, int)) else tuple(article)
            return frozenset(item if isinstance(item, int) else item.id for item in chosen)
        if count is None:
            return None
        touched = {story_id for b in self.breakages if b.site == site for story_id in b.articles or ()}
        free = [story.id for story in self.stories(site) if story.id not in touched and not story.urgent and story.date_style != "none"]
        return frozenset(free[:count])

    def _scene(self, story: Story, breakage: Breakage) -> Scene:
        others = [other for other in self._stories[story.site] if other.id != story.id and not breakage.touches(other.site, other.id)]
        older = [other for other in others if other.published < story.published]
        return Scene(breakage.since.replace(second=0, microsecond=0), (older or others or [story])[0], "المرسى")

    def _in_force(self, breakage: Breakage) -> bool:
        return breakage.until is None or self.now() < breakage.until

    def _touch(self, site: int, chosen: frozenset[int] | None) -> None:
        for story_id in chosen or (None,):
            self.changed_at[site, story_id] = self.now()

    def _publish_due(self) -> None:
        if self.publish_every is None:
            return
        while self._published_until + self.publish_every <= self.now():
            self._published_until += self.publish_every
            self.publish(1, at=self._published_until)


def _newest_first(items: list[Story]) -> list[Story]:
    return sorted(items, key=lambda story: (story.published, story.id), reverse=True)


def _seed_text() -> str:
    return seed_document().read_text("utf-8")

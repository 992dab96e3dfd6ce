"""The closed lists of words that pass between the stages."""

from __future__ import annotations

from enum import StrEnum


class Cause(StrEnum):
    """Why a visit or an article is not as it should be; decides who is told (docs/architecture.md)."""

    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    LAYOUT_CHANGED = "layout_changed"
    QUIET = "quiet"
    CONTENT = "content"
    RASID = "rasid"


class Verdict(StrEnum):
    HEALTHY = "healthy"
    DEGRADED = "degraded"
    FAILED = "failed"
    SKIPPED = "skipped"
    """The lease was held, or the slot was stale: nothing was looked at, nothing is said about the site."""


class Severity(StrEnum):
    """Great Expectations' own three, in falling order."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for critical, 2 for info: sorts the worst first."""
        return ("critical", "warning", "info").index(self.value)


class Status(StrEnum):
    PASS = "pass"  # noqa: S105 - a verdict, no secret
    FAIL = "fail"
    BROKEN = "broken"
    """The rule itself could not be evaluated: a missing column, a crash inside the validator. Never a pass."""
    UNSEEN = "unseen"
    """Nothing could be said in this visit: too few rows, nothing read, a doubted body. Neither a pass nor a fault; resolves nothing."""


class Scope(StrEnum):
    """What a rule judges: one article, the window of one source, or its past."""

    ARTICLE = "article"
    SECTION = "section"
    HISTORY = "history"


class Origin(StrEnum):
    """Where on a page, or about it, a value was read (decision 8)."""

    JSON_LD = "json-ld"
    STATE = "page-state"
    """The data a page hands to its own scripts, where the text stands nowhere else."""
    META = "meta"
    MICRODATA = "microdata"
    TIME = "time"
    SELECTOR = "selector"
    TEXT = "text"
    URL = "url"
    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"


class Door(StrEnum):
    """Through what a site hands an article's address out."""

    FEED = "feed"
    SITEMAP = "sitemap"
    NEWS_SITEMAP = "news_sitemap"
    """A sitemap with Google's ``news`` tags."""
    LISTING = "listing"


class ArticleType(StrEnum):
    ARTICLE = "article"
    BRIEF = "brief"
    """An urgent line («عاجل») or a telegram of a few sentences; exempt from body length."""
    LIVE_BLOG = "live_blog"
    GALLERY = "gallery"
    VIDEO = "video"
    AUDIO = "audio"
    OPINION = "opinion"


class Refused(StrEnum):
    """What a page is when it is no article."""

    LISTING = "listing"
    HOME = "home"
    SEARCH = "search"
    NOT_FOUND = "not_found"
    CHALLENGE = "challenge"
    CONSENT = "consent"
    LOGIN = "login"
    EMPTY_SHELL = "empty_shell"
    PARKED = "parked"
    REDIRECT_STUB = "redirect_stub"
    NOT_HTML = "not_html"
    NO_ARTICLE = "no_article"

    @property
    def cause(self) -> Cause:
        if self in (Refused.CHALLENGE, Refused.CONSENT, Refused.LOGIN):
            return Cause.BLOCKED
        if self is Refused.PARKED:
            return Cause.UNREACHABLE
        if self in (Refused.LISTING, Refused.HOME, Refused.EMPTY_SHELL):
            return Cause.LAYOUT_CHANGED
        return Cause.CONTENT


class Fate(StrEnum):
    """What became of a link the section named (decision 15)."""

    ARTICLE = "article"
    REFUSED = "refused"
    """Its page was no article; which kind of page, stands beside it."""
    UNREAD = "unread"
    """Its page could not be fetched or decoded."""
    GONE = "gone"
    """404 or 410."""
    WAITING = "waiting"
    """Not asked for yet."""
    OVER_LIMIT = "over_limit"
    """Not asked for: the visit had its ``max_articles_per_visit``."""


FAILED_FATES = (Fate.REFUSED, Fate.UNREAD, Fate.GONE)
"""Asked for, and no article came of it."""


class IncidentState(StrEnum):
    PENDING = "pending"
    FIRING = "firing"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class Language(StrEnum):
    """Language of interface text."""

    AR = "ar"
    EN = "en"

"""Signals of what surrounds the text: authors, section, image, canonical address, structured data.

All are null for an article that was not read off a web page (plain text, rows of a table): there nothing is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, value, whole
from rasid.model import Article, Origin, Words
from rasid.urls import same_site

REQUIRED = ("headline", "datePublished", "image", "author")
"""What Google asks of NewsArticle (developers.google.com, Article structured data: recommended properties)."""
STAND_INS = frozenset(
    [
        "admin",
        "administrator",
        "editor",
        "editors",
        "root",
        "user",
        "guest",
        "webmaster",
        "author",
        "unknown",
        "staff",
        "newsroom",
        "المحرر",
        "محرر",
        "مدير",
        "ادمن",
        "أدمن",
        "المشرف",
        "الإدارة",
        "التحرير",
        "الكاتب",
        "غرفة الأخبار",
        "هيئة التحرير",
        "فريق التحرير",
        "قسم التحرير",
        "مدير الموقع",
        "super user",
    ]
)
"""Accounts and desks, no authors."""
SHOWN = frozenset({Origin.SELECTOR, Origin.TEXT, Origin.MICRODATA})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LOCAL_HOST = re.compile(r"^(?:localhost|.*\.(?:localhost|invalid|local)|\d+\.\d+\.\d+\.\d+|.*:.*)$")
"""Copies read from a loopback server or a file: their pages rightly name the real address."""
STAND_IN = re.compile(
    r"^(?:no[-_]?(?:image|photo|picture|pic|thumb(?:nail)?)|(?:image[-_])?placeholder|default(?:[-_](?:image|img|thumb(?:nail)?|photo|news|post))?|blank|dummy|spacer|logo)"
    r"(?:[-_]?\d+(?:x\d+)?)?\.(?:jpe?g|png|gif|webp|svg)$",
    re.IGNORECASE,
)
WORKSHOP_HOST = re.compile(r"^(?:staging|stage|dev|test|preprod|preview|beta|uat|local)\d?[.-]|^localhost$", re.IGNORECASE)
"""Where sites are tried out: search engines are sent there and find a login."""
ISO_MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$")


def author_wanting(reading: Reading) -> float | None:
    """1 when the section asks for authors (``asks_author`` in the seed) and the article names none; null elsewhere."""
    article, source = reading.article, reading.source
    asks = source is not None and any(section.asks_author for section in source.sections if article.section in (None, section.id))
    return float(all(name.strip().casefold() in STAND_INS for name in article.authors)) if asks else None


def author_stands(reading: Reading) -> str | None:
    """What the page names in an author's place («admin»), where the author is wanting; null where it names nothing."""
    if not author_wanting(reading):
        return None
    held = reading.article.structured_data.get("author")
    nodes = held if isinstance(held, list) else [held]
    named = [*reading.article.authors, *(node.get("name") if isinstance(node, Mapping) else node for node in nodes)]
    named += [one.raw or one.value for one in reading.article.candidates.get("authors", ())]
    return next((name.strip() for name in named if isinstance(name, str) and name.strip()), None)


def author_places(reading: Reading) -> Sequence[Place]:
    """The names that stand in an author's place."""
    return whole("authors")(reading) if author_wanting(reading) else ()


def section_missing(reading: Reading) -> float | None:
    """1 when the page does not say which section the article belongs to."""
    return float(not (reading.article.section_name or reading.article.section)) if reading.is_page else None


def image_missing(reading: Reading) -> float | None:
    """1 when the page names no image for the article, or one that stands in for it: the publisher's logo, a file called "no-image", this machine's own on a page that is not."""
    image = reading.article.image
    return float(not image or _stands_in(image, reading.article)) if reading.is_page else None


def _stands_in(image: str, article: Article) -> bool:
    parts, home = urlsplit(image), urlsplit(article.url)
    if (parts.hostname in LOOPBACK and home.hostname not in LOOPBACK) or STAND_IN.match(parts.path.rsplit("/", 1)[-1]):
        return True
    publisher = article.structured_data.get("publisher")
    logo = publisher.get("logo") if isinstance(publisher, Mapping) else None
    return (logo.get("url") if isinstance(logo, Mapping) else logo) == image


def caption_missing(reading: Reading) -> float | None:
    """1 when the page shows an image and no caption; null without an image, or when only metadata name one."""
    article = reading.article
    shown = article.image is not None and article.origins.get("image") in SHOWN
    return float(not article.captions) if shown else None


def canonical_missing(reading: Reading) -> float | None:
    """1 when the page names no address of its own (link rel=canonical, og:url); null when the reader did not look for one."""
    if not reading.is_page or "canonical" not in reading.article.candidates:
        return None
    return float(all(one.origin is Origin.URL for one in reading.article.candidates["canonical"]))


def canonical_elsewhere(reading: Reading) -> str | None:
    """The canonical address, when all the page names are another site's or the home page: search engines then drop this article; else null."""
    fetched = reading.article.fetched_url
    parts = urlsplit(fetched or "")
    if parts.scheme not in ("http", "https") or not parts.hostname or LOCAL_HOST.match(parts.hostname):
        return None
    named = [
        one.value for one in reading.article.candidates.get("canonical", ()) if one.origin is not Origin.URL and isinstance(one.value, str)
    ]
    own = parts.path.strip("/")
    for address in named:
        host = urlsplit(address).hostname or ""
        if WORKSHOP_HOST.match(host) and host != parts.hostname:
            return address
        path = urlsplit(address).path.strip("/")
        if same_site(address, parts.geturl()) and (path or not own):
            return None
    return named[0] if named else None


def structured_data_missing(reading: Reading) -> float | None:
    """1 when the page has no NewsArticle structured data."""
    return float(not reading.article.structured_data) if reading.is_page else None


def structured_data_lacks(reading: Reading) -> str | None:
    """Names of the required properties the structured data lack, with commas; null when complete or absent. What the whole page lacks is not listed:
    that has a rule of its own."""
    article = reading.article
    if not article.structured_data:
        return None
    wanting = {
        "author": bool(author_wanting(reading)),
        "headline": not article.headline,
        "datePublished": not (article.published_at or article.published_raw) and reading.is_page and bool(article.origins),
        "image": (not article.image or _stands_in(article.image, article)) and bool(article.origins),
    }
    return ", ".join(name for name in REQUIRED if not _says(article.structured_data, name) and not wanting.get(name)) or None


def structured_data_bad_date(reading: Reading) -> str | None:
    """The first date of the structured data that is no ISO 8601; null when all are."""
    return next((text for text in _dates(reading.article.structured_data) if not ISO_MOMENT.match(text)), None)


def structured_data_zoneless(reading: Reading) -> str | None:
    """The first ISO date of the structured data that has a time of day and no zone, or no time at all; null when all have one."""
    for text in _dates(reading.article.structured_data):
        match = ISO_MOMENT.match(text)
        if match and match.group(1) is None:
            return text
    return None


def with_zone(reading: Reading) -> Words | None:
    """The date as it was read, zone included."""
    at = reading.article.published_at
    return Words(at.isoformat(), at.isoformat()) if at and at.tzinfo and structured_data_zoneless(reading) else None


def _says(node: Mapping[str, Any], name: str) -> bool:
    held = node.get(name)
    if isinstance(held, list):
        return any(held)
    if isinstance(held, Mapping):
        return any(held.get(part) for part in ("name", "url", "@id", "contentUrl"))
    return bool(held)


def _dates(node: Mapping[str, Any]) -> list[str]:
    return [held.strip() for name in ("datePublished", "dateModified") if isinstance(held := node.get(name), str) and held.strip()]


def dead_links(reading: Reading) -> float | None:
    """Links in the body that lead nowhere; null unless their states were asked for (``article_frame(link_states=…)``)."""
    states = reading.link_states
    if states is None:
        return None
    return sum(1 for url in reading.article.body_links if states.get(url, True) is False)


def near_duplicate_of(reading: Reading) -> str | None:
    """Address of the earlier article this one nearly repeats, as the ledger found it; else null."""
    return reading.item.near_duplicate_of


SIGNALS: tuple[Signal, ...] = (
    value("author_wanting", "authors", author_wanting, places=author_places),
    value("author_stands", "authors", author_stands, dtype="object"),
    value("section_missing", "section_name", section_missing),
    value("image_missing", "image", image_missing),
    value("caption_missing", "captions", caption_missing),
    value("canonical_missing", "url", canonical_missing),
    value("canonical_elsewhere", "url", canonical_elsewhere, dtype="object", places=whole("url")),
    value("structured_data_missing", "structured_data", structured_data_missing),
    value("structured_data_lacks", "structured_data", structured_data_lacks, dtype="object"),
    value("structured_data_bad_date", "structured_data", structured_data_bad_date, dtype="object"),
    value("structured_data_zoneless", "structured_data", structured_data_zoneless, dtype="object", suggest=with_zone),
    value("dead_links", "body_links", dead_links),
    value("near_duplicate_of", "url", near_duplicate_of, dtype="object"),
)

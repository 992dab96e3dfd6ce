"""What reading a feed, a sitemap or a listing yields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rasid.model.article import Link
from rasid.urls import identity_key


@dataclass(frozen=True, slots=True)
class Found:
    """``links`` in the page's order, each article once; ``more`` are further sitemaps or listing pages to fetch, nearest first;
    ``problems`` are sentences for a person."""

    links: tuple[Link, ...] = ()
    more: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def once_each(links: Iterable[Link]) -> tuple[Link, ...]:
    """Forms of one address become one link: the first address, and whatever the first of them to say it says."""
    kept: dict[str, Link] = {}
    for link in links:
        key = identity_key(link.url)
        first = kept.get(key)
        kept[key] = (
            link
            if first is None
            else replace(
                first,
                title=first.title or link.title,
                published_at=first.published_at or link.published_at,
                published_raw=first.published_raw or link.published_raw,
                doors=tuple(dict.fromkeys((*first.doors, *link.doors))),
            )
        )
    return tuple(kept.values())

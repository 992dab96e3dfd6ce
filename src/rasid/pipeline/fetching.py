"""The Fetcher that settings and a source ask for: one place, so that a visit, a probe and a single page are fetched alike."""

from __future__ import annotations

from collections.abc import Collection

from rasid.fetch import Fetcher
from rasid.model import Source
from rasid.model.ports import Clock, FetchState
from rasid.settings import Settings


def own_addresses(source: Source) -> tuple[str, ...]:
    """What the seed names itself: its sections, their feeds and sitemaps."""
    return tuple(address for section in source.sections for address in (section.url, *section.feeds, *section.sitemaps))


def private_addresses(source: Source | None) -> tuple[str, ...]:
    """Those of a source that may lie on a private network: an intranet's staging site, not whatever it links to."""
    return own_addresses(source) if source is not None and source.allow_private else ()


def fetcher_of(
    settings: Settings,
    *,
    state: FetchState,
    clock: Clock,
    source: Source | None = None,
    allow_private: Collection[str] = (),
    spacing: float = 1.0,
) -> Fetcher:
    """``source`` brings its manners: robots, spacing, private addresses, an expired certificate until its date.

    Without one, robots.txt is obeyed and ``spacing`` seconds lie between two requests to a host. ``allow_private``: addresses
    somebody has typed with leave to be private, besides those of a source that says so; the setting opens everything.
    """
    unverified_until = source.tls_unverified_until if source is not None else None
    return Fetcher(
        state=state,
        clock=clock,
        allow_private=True if settings.allow_private else (*allow_private, *private_addresses(source)),
        obey_robots=source is None or source.obey_robots,
        min_delay=spacing if source is None else source.min_delay_seconds,
        deadline=settings.request_deadline_seconds,
        contact=settings.contact,
        tls_unverified=unverified_until is not None and clock().date() <= unverified_until,
        ca_file=str(settings.ca_file) if settings.ca_file else None,
    )

"""What changed on a site since its seed was written: the seed's promises about addresses, rhythm and selectors, held against a new look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rasid.errors import RasidError
from rasid.fetch import Fetcher
from rasid.model import FetchState, Section, Source
from rasid.probe.look import Look, look_at
from rasid.probe.propose import dates_seen
from rasid.probe.rhythm import STEPS, rhythm_of
from rasid.probe.selectors import matching, unsure_fields

FASTER = 3
"""A schedule so many times slower or faster than the site's rhythm suggests is worth a word."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One difference. ``serious`` ones make the seed useless until it is corrected; the rest are advice."""

    what: str
    seed: str
    now: str
    advice: str
    serious: bool = True


def drift_of(source: Source, fetcher: Fetcher, state: FetchState, clock: Callable[[], datetime]) -> list[Drift]:
    """Differences of every section, in the seed's order; empty when nothing drifted. A section that cannot be read is a difference."""
    found: list[Drift] = []
    looks: list[Look] = []
    for section in source.sections:
        try:
            seen = look_at(section.url, fetcher, state, now=clock(), source=source)
        except RasidError as error:
            found.append(Drift(f"section {section.id}", section.url, str(error), "correct the section's url"))
            continue
        looks.append(seen)
        found += _of_section(section, seen, fetcher, source)
    if looks:
        found += _of_articles(source, looks, clock())
        found += _of_rhythm(source, looks, clock())
    return found


def _of_section(section: Section, seen: Look, fetcher: Fetcher, source: Source) -> list[Drift]:
    found: list[Drift] = []
    if seen.url.rstrip("/") != section.url.rstrip("/"):
        found.append(
            Drift(f"section {section.id}", section.url, f"redirects to {seen.url}", "put the new address into the seed", serious=False)
        )
    if not seen.listing.links and section.max_pages:
        found.append(
            Drift(f"section {section.id}", section.url, "the listing shows no articles", "give a listing_links selector or another url")
        )
    announced = {feed.url for feed in seen.feeds}
    for url in section.feeds:
        if url in announced:
            continue
        try:
            fetcher.get(url, kind="feed")
        except RasidError as error:
            found.append(Drift(f"feed of {section.id}", url, str(error), "take it out of the seed, or give its new address"))
    if not section.feeds:
        found += [
            Drift(f"feed of {section.id}", "none", url, "add it: it costs one request and knows the dates", serious=False)
            for url in sorted(announced)
        ]
    return found


def _of_articles(source: Source, looks: list[Look], now: datetime) -> list[Drift]:
    found: list[Drift] = []
    specimens = [one for seen in looks for one in seen.specimens]
    for name, count in matching(
        {key: value for key, value in source.selectors.items() if key not in ("listing_links", "next_page")}, specimens
    ).items():
        if count < len(specimens) / 2:
            found.append(
                Drift(f"selector {name}", source.selectors[name], f"matches {count} of {len(specimens)} articles", "correct or remove it")
            )
    found += [
        Drift(
            f"field {name}",
            "read",
            f"missing, or the same, on most of {len(specimens)} articles",
            f"give a selector for {name}, or run `rasid new` again",
        )
        for name in unsure_fields(specimens, now=now)
    ]
    encodings = Counter(one.decoded.encoding for one in specimens)
    usual = encodings.most_common(1)[0][0]
    if source.encoding and source.encoding.lower() != usual.lower():
        found.append(Drift("encoding", source.encoding, usual, "remove fetch.encoding from the seed", serious=False))
    return found


def _of_rhythm(source: Source, looks: list[Look], now: datetime) -> list[Drift]:
    dates = [date for seen in looks for date in dates_seen(seen, seen.specimens)]
    rhythm = rhythm_of(dates, now, shown=sum(len(seen.listing.links) for seen in looks))
    every = source.every_minutes
    if every is None or rhythm.gap is None or rhythm.every_minutes == every:
        return []
    ratio = every / rhythm.every_minutes
    if 1 / FASTER < ratio < FASTER or (ratio < 1 and every <= STEPS[3]):
        return []
    return [
        Drift(
            "schedule",
            f"every {every} minutes",
            f"its rhythm suggests {rhythm.every_minutes}",
            "change schedule.every_minutes",
            serious=False,
        )
    ]

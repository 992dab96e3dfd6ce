"""A watched site as its seed describes it, and a promise as an expectations file states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from pathlib import Path
from typing import Any

from rasid.model.values import NO_WORDS as NO_WORDS
from rasid.model.values import Words as Words
from rasid.model.vocabulary import Scope, Severity


@dataclass(frozen=True, slots=True)
class Section:
    """One watched section of a site."""

    id: str
    name: Words
    url: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    max_pages: int = 1
    """Listing pages read by following pagination; 0 leaves the listing unread (a page that is empty without a browser), feeds and sitemaps alone then speak."""
    asks_author: bool = False


@dataclass(frozen=True, slots=True)
class Override:
    """A rule changed for one source, leaf by leaf: ``changes`` is merged into the rule's table."""

    rule: str
    reason: str
    changes: Mapping[str, Any] = default(default_factory=dict)
    """Any of ``severity``, ``enabled`` and ``kwargs`` (a table merged key by key)."""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class WritingStyle:
    """How a house writes (``[style]`` in its seed): what the language rules hold it to."""

    forms: Mapping[str, str] = default(default_factory=dict)
    """Question of ``arabic/data/variants.toml`` → ``off``, ``consistent`` or the form this house uses; a question not named is ``consistent``."""
    words: Mapping[str, str] = default(default_factory=dict)
    """Wrong spelling → right one, beside rasid's own list."""
    leave: frozenset[str] = frozenset()
    """Words this house writes on purpose as rasid's list would not."""


@dataclass(frozen=True, slots=True)
class Source:
    """One news site: everything in which it differs from others. Read from ``seeds/<id>/source.toml``."""

    id: str
    name: Words
    home: str
    country: str
    """ISO 3166 alpha-2, upper case."""
    timezone: str
    """IANA name."""
    sections: tuple[Section, ...]
    language: str = "ar"
    selectors: Mapping[str, str] = default(default_factory=dict)
    """Field → CSS selector, only where the generic extractor needs help (``headline standfirst body published author image …``)."""
    article_url: str | None = None
    """Regular expression an article's canonical URL must match; None leaves it to the listing reader."""
    cron: str | None = None
    every_minutes: int | None = None
    """Exactly one of ``cron`` (in ``timezone``) and ``every_minutes``."""
    jitter_seconds: int = 0
    paused: bool = False
    """Nothing starts by itself until a person switches the schedule on."""
    window_hours: int = 48
    max_age_days: int = 7
    """An article published longer ago than this has no business in the section."""
    fresh_within_hours: float | None = None
    """The source's own promise: its newest article is never older than this."""
    max_articles_per_visit: int = 60
    max_minutes_per_visit: float | None = None
    max_cpu_seconds_per_visit: float | None = None
    max_mb_per_visit: float | None = None
    """None of these three: what the machine's settings say."""
    encoding: str | None = None
    min_delay_seconds: float = 1.0
    """Between two requests to one host."""
    obey_robots: bool = True
    allow_private: bool = False
    tls_unverified_until: date | None = None
    overrides: tuple[Override, ...] = ()
    style: WritingStyle = WritingStyle()
    enabled: bool = True
    run_by: str = "auto"
    """``deployment`` (its own), ``fleet``, or ``auto``: a fleet once the project has more than twenty seeds."""
    digits: str = "latn"
    """Digits on Arabic pages about the source: ``latn`` (123) or ``arab`` (١٢٣), by their Unicode names."""
    folder: Path | None = None

    def section(self, section_id: str) -> Section:
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise. ``type``, ``kwargs``, ``severity``, ``notes``, ``meta`` are Great Expectations' own suite fields (decision 1)."""

    key: str
    scope: Scope
    type: str
    kwargs: Mapping[str, Any]
    severity: Severity
    title: Words
    """May hold ``{observed}`` and ``{expected}``."""
    advice: Words
    field: str
    """The article field the finding is about (first part of the key)."""
    short: Words | None = None
    """The title without numbers, for lists of rules; needed where the title has blanks."""
    notes: str = ""
    threshold_source: Words | None = None
    """Where its number comes from."""
    good: tuple[Mapping[str, Any], ...] = ()
    bad: tuple[Mapping[str, Any], ...] = ()
    row_condition: Mapping[str, Any] | None = None
    enabled: bool = True
    meta: Mapping[str, Any] = default(default_factory=dict)
    """Everything of the table's ``meta`` not named above."""
    changed_by: Override | None = None
    """The source's override in force, if any."""
    file: str | None = None

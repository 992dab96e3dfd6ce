"""What ``seeds/<id>/source.toml`` may hold, and how a fault in it is said. An unknown key is an error that names the nearest known one."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from rasid.model import Override, Severity, Words, WritingStyle
from rasid.schedule import cron_fields

SELECTOR_FIELDS = ("headline", "standfirst", "body", "author", "published", "modified")
LISTING_SELECTORS = ("listing_links", "next_page")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class _Words(_Table):
    ar: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def words(self) -> Words:
        return Words(ar=self.ar, en=self.en)


def _http_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"{value!r} is no http or https address")
    return value


class _Section(_Table):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: _Words
    url: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    max_pages: int = Field(1, ge=0, le=50)
    asks_author: bool = False

    @field_validator("url")
    @classmethod
    def _url(cls, value: str) -> str:
        return _http_url(value)

    @field_validator("feeds", "sitemaps")
    @classmethod
    def _urls(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_http_url(value) for value in values)

    @model_validator(mode="after")
    def _something_to_read(self) -> _Section:
        if self.max_pages == 0 and not (self.feeds or self.sitemaps):
            raise ValueError("max_pages = 0 leaves the listing unread, so the section needs a feed or a sitemap")
        return self


class _Schedule(_Table):
    cron: str | None = None
    every_minutes: int | None = Field(None, ge=1, le=7 * 24 * 60)
    jitter_seconds: int = Field(0, ge=0, le=3600)
    paused: bool = False

    @model_validator(mode="after")
    def _one(self) -> _Schedule:
        if (self.cron is None) == (self.every_minutes is None):
            raise ValueError("give exactly one of cron and every_minutes")
        if self.cron is not None:
            cron_fields(self.cron)
        return self


class _Fetch(_Table):
    min_delay_seconds: float = Field(1.0, ge=0, le=600)
    obey_robots: bool = True
    allow_private: bool = False
    tls_unverified_until: date | None = None
    encoding: str | None = None
    max_articles_per_visit: int = Field(60, ge=1, le=1000)
    max_minutes_per_visit: float | None = Field(None, gt=0, le=24 * 60)
    max_cpu_seconds_per_visit: float | None = Field(None, gt=0, le=24 * 3600)
    max_mb_per_visit: float | None = Field(None, gt=0, le=100_000)


class _Promises(_Table):
    window_hours: int = Field(48, ge=1, le=24 * 31)
    max_age_days: int = Field(7, ge=1, le=3650)
    fresh_within_hours: float | None = Field(None, gt=0)


class _Override(_Table):
    rule: str
    reason: str = Field(min_length=1)
    severity: Severity | None = None
    enabled: bool | None = None
    kwargs: dict[str, Any] = Field(default_factory=dict)
    until: date | None = None

    def override(self) -> Override:
        changes: dict[str, Any] = {}
        if self.severity is not None:
            changes["severity"] = self.severity.value
        if self.enabled is not None:
            changes["enabled"] = self.enabled
        if self.kwargs:
            changes["kwargs"] = self.kwargs
        return Override(rule=self.rule, reason=self.reason, changes=changes, until=self.until)


class _Style(_Table):
    forms: dict[str, str] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)
    leave: tuple[str, ...] = ()

    @field_validator("forms")
    @classmethod
    def _known(cls, value: dict[str, str]) -> dict[str, str]:
        from rasid.arabic.variants import CONSISTENT, OFF, questions

        known = questions()
        for key, form in value.items():
            if key not in known:
                near = get_close_matches(key, known, n=1)
                raise ValueError(f"unknown question {key!r}{f', did you mean {near[0]!r}?' if near else ''} (known: {', '.join(known)})")
            if form not in (OFF, CONSISTENT, *known[key].answers):
                raise ValueError(f"{key} = {form!r}: give {OFF}, {CONSISTENT} or one of {', '.join(known[key].answers)}")
        return value

    def language(self) -> WritingStyle:
        return WritingStyle(forms=self.forms, words=self.words, leave=frozenset(self.leave))


class Seed(_Table):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: _Words
    home: str
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    timezone: str
    language: str = "ar"
    article_url: str | None = None
    enabled: bool = True
    run_by: Literal["auto", "deployment", "fleet"] = "auto"
    digits: Literal["latn", "arab"] = "latn"
    schedule: _Schedule
    fetch: _Fetch = _Fetch()
    promises: _Promises = _Promises()
    selectors: dict[str, str] = Field(default_factory=dict)
    sections: tuple[_Section, ...] = Field(min_length=1)
    overrides: tuple[_Override, ...] = ()
    style: _Style = _Style()

    @field_validator("home")
    @classmethod
    def _home(cls, value: str) -> str:
        return _http_url(value)

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            near = get_close_matches(value, available_timezones(), n=1)
            raise ValueError(f"{value!r} is no time zone{f', did you mean {near[0]!r}?' if near else ''}")
        ZoneInfo(value)
        return value

    @field_validator("article_url")
    @classmethod
    def _pattern(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                re.compile(value)
            except re.error as error:
                raise ValueError(f"{value!r} is no regular expression: {error}") from None
        return value

    @field_validator("selectors")
    @classmethod
    def _selectors(cls, value: dict[str, str]) -> dict[str, str]:
        known = (*SELECTOR_FIELDS, *LISTING_SELECTORS)
        for name in value:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                raise ValueError(f"unknown field {name!r}{f', did you mean {near[0]!r}?' if near else ''} (known: {', '.join(known)})")
        return value

    @model_validator(mode="after")
    def _distinct_sections(self) -> Seed:
        ids = [section.id for section in self.sections]
        twice = {name for name in ids if ids.count(name) > 1}
        if twice:
            raise ValueError(f"two sections share the id {sorted(twice)[0]!r}")
        return self


def explain(error: ValidationError) -> str:
    """The first fault as one line: field, reason, nearest known key."""
    # A misspelt key is also a missing one: the misspelling is what the reader must see.
    first = next((each for each in error.errors() if each["type"] == "extra_forbidden"), error.errors()[0])
    location = [str(part) for part in first["loc"]]
    field = ".".join(location) or "the file"
    if first["type"] == "extra_forbidden":
        known = _keys_at(location[:-1])
        near = get_close_matches(location[-1], known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}."
        return f"unknown key {field!r}, {hint}"
    if first["type"] == "missing":
        return f"{field!r} is missing: add it (docs/seeds.md explains every key)."
    message = first["msg"].removeprefix("Value error, ")
    return f"{field!r}: {message} (found {first['input']!r})." if location else f"{message}."


def _keys_at(path: list[str]) -> list[str]:
    """The keys that the table at ``path`` may have."""
    table: type[BaseModel] = Seed
    below: dict[str, type[BaseModel]] = {
        "name": _Words,
        "schedule": _Schedule,
        "fetch": _Fetch,
        "promises": _Promises,
        "sections": _Section,
        "overrides": _Override,
        "style": _Style,
    }
    for part in path:
        table = below.get(part, table)
    return list(table.model_fields)

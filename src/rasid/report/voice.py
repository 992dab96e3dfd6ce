"""How a page speaks: one language, one country's months, one zone, one present moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from rasid.model import Finding, Incident, Language
from rasid.model.values import Sentence, Value
from rasid.report.markup import scraped
from rasid.wording import catalogue, say, values
from rasid.wording import format as written

_OPEN, _CLOSE = "\ue000", "\ue001"
_BLANK = re.compile(f"{_OPEN}(\\w+){_CLOSE}")


@dataclass(frozen=True, slots=True)
class Voice:
    """Bound once a page, passed to every template as ``v``."""

    language: Language
    now: datetime
    timezone: str = "UTC"
    country: str | None = None

    @property
    def direction(self) -> str:
        return "rtl" if self.language is Language.AR else "ltr"

    @property
    def other(self) -> Language:
        return Language.EN if self.language is Language.AR else Language.AR

    def say(self, key: str, **values: object) -> Markup:
        """The catalogue's sentence as HTML. Values that are Markup stay as they are; any other text is a stranger's: escaped and isolated."""
        plain = {name: value for name, value in values.items() if isinstance(value, int) and not isinstance(value, bool)}
        held = {name: value for name, value in values.items() if name not in plain}
        text = say(key, self.language, **plain, **{name: f"{_OPEN}{name}{_CLOSE}" for name in held})

        def put(match: re.Match[str]) -> str:
            value = held[match.group(1)]
            return str(value if isinstance(value, Markup) else scraped(value))

        return Markup(_BLANK.sub(put, str(escape(text))))  # noqa: S704  our own sentence, escaped, with escaped values put in

    def knows(self, key: str) -> bool:
        return key in catalogue()

    @property
    def reader(self) -> values.Reader:
        return values.Reader(str(self.language), self.timezone, self.country)

    def words(self, words: Sentence | None) -> str:
        """A name, or a sentence without blanks; strangers' words in it are isolated (the filter ``sentence`` makes elements of that)."""
        return values.sentence(words, self.reader) if words is not None else ""

    def title(self, of: Finding | Incident) -> str:
        """As ``words``, with what was observed and expected in it."""
        return values.title_of(of, self.reader)

    def advice(self, of: Finding | Incident) -> str:
        return values.advice_of(of, self.reader)

    def in_title(self, of: Finding | Incident, value: Value | None) -> bool:
        return values.in_title(of, value)

    def value(self, value: Value | None) -> str:
        return values.said(value, self.reader)

    def number(self, value: float) -> str:
        return written.number(value, str(self.language))

    def percent(self, value: float) -> str:
        return written.percent(value, str(self.language))

    def moment(self, value: datetime, form: str = "medium") -> str:
        return written.moment(value, str(self.language), timezone=self.timezone, country=self.country, form=form)

    def stamp(self, text: str) -> str:
        """A moment as it is kept (``2026-11-26 14:23+02:00``) in the reader's words; any other text as it is."""
        try:
            kept = datetime.fromisoformat(text)
            return self.moment(kept) if kept.tzinfo is not None else text
        except (ValueError, OverflowError):
            return text

    def local_day(self, value: datetime) -> date:
        """The reader's calendar day of a moment."""
        return value.astimezone(ZoneInfo(self.timezone)).date()

    def day(self, value: date, form: str = "medium") -> str:
        return written.day(value, str(self.language), country=self.country, form=form)

    def ago(self, value: datetime) -> str:
        return written.ago(value, str(self.language), now=self.now)

    def duration(self, value: timedelta) -> str:
        return written.duration(value, str(self.language))

    def time(self, value: datetime, form: str = "medium") -> Markup:
        """A ``<time>`` element: exact for machines, plain for people, the distance as its title."""
        return Markup('<time datetime="{}" title="{}">{}</time>').format(value.isoformat(), self.ago(value), self.moment(value, form))

"""How a page speaks: one language, one country's months, one zone, one present moment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from rasid.model import Cause, Finding, Incident, Language, Source, Span
from rasid.model.problems import Problem
from rasid.model.values import Sentence, Value, Words
from rasid.report.markup import direction_of, flowing, marked, scraped
from rasid.wording import catalogue, say, values
from rasid.wording import format as written

_OPEN, _CLOSE = "\ue000", "\ue001"
_QUOTED = re.compile("(\u2068[^\u2069]*\u2069|\ue000\\w+\ue001)")
ARABIC_INDIC = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")
_BLANK = re.compile(f"{_OPEN}(\\w+){_CLOSE}")


EDITORS_CAUSES = (Cause.CONTENT, Cause.QUIET)
"""What editors can mend or explain; everything else is the engineer's (docs/architecture.md)."""
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ku", "ckb", "sd", "ug", "yi", "dv"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Bound once a page, passed to every template as ``v``."""

    language: Language
    now: datetime
    timezone: str = "UTC"
    country: str | None = None
    digits: str = "latn"
    """``arab`` writes numbers and dates of Arabic pages in Arabic-Indic digits; words of the page itself stay as published."""
    base: str | None = None
    """Direction of the language of the source a page is about; None where it is about several."""

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
        text = self._in_digits(say(key, self.language, **plain, **{name: f"{_OPEN}{name}{_CLOSE}" for name in held}))

        def put(match: re.Match[str]) -> str:
            value = held[match.group(1)]
            return str(value if isinstance(value, Markup) else scraped(value))

        return Markup(_BLANK.sub(put, str(escape(text))))  # noqa: S704  our own sentence, escaped, with escaped values put in

    def _in_digits(self, text: str) -> str:
        """Outside quotations (U+2068 … U+2069) and the marks that stand for values."""
        if self.digits != "arab" or self.language is not Language.AR:
            return text
        return "".join(part if at % 2 else part.translate(ARABIC_INDIC) for at, part in enumerate(_QUOTED.split(text)))

    def marked(self, span: Span) -> Markup:
        if span.field.endswith("_at"):
            span = replace(span, text=self.stamp(span.text))
        return marked(span, self.base)

    def stranger(self, text: str) -> Markup:
        """Words of the source inside an element of their own direction."""
        return Markup('<bdi dir="{}">{}</bdi>').format(direction_of(text, self.base), flowing(text))

    def knows(self, key: str) -> bool:
        return key in catalogue()

    @property
    def reader(self) -> values.Reader:
        return values.Reader(str(self.language), self.timezone, self.country)

    def words(self, words: Sentence | None) -> str:
        """A name, or a sentence without blanks; strangers' words in it are isolated (the filter ``sentence`` makes elements of that)."""
        return self._in_digits(values.sentence(words, self.reader)) if words is not None else ""

    def title(self, of: Finding | Incident) -> str:
        """As ``words``, with what was observed and expected in it."""
        return self._in_digits(values.title_of(of, self.reader))

    def advice(self, of: Finding | Incident) -> str:
        """What to do. Who reads Arabic here is an editor: what only an engineer can do is not asked of them."""
        if self.language is Language.AR and of.cause not in EDITORS_CAUSES:
            return self.say("report.tell_engineers")
        return self._in_digits(values.advice_of(of, self.reader))

    def problem(self, problem: Problem, titles: Mapping[str, Words]) -> str:
        """What it says for all its articles: what the rule says (``titles``); a finding that stands alone says it itself."""
        if problem.items and (problem.findings == 1 or problem.rule not in titles):
            return self.title(problem.items[0].finding)
        return self.words(titles[problem.rule]) if problem.rule in titles else problem.rule

    def problem_advice(self, problem: Problem) -> str:
        """Said once where it is the same for all that is shown; empty: with each."""
        said = {self.advice(item.finding) for item in problem.items}
        return said.pop() if len(said) == 1 else ""

    def in_title(self, of: Finding | Incident, value: Value | None) -> bool:
        return values.in_title(of, value)

    def value(self, value: Value | None) -> str:
        return self._in_digits(values.said(value, self.reader))

    def number(self, value: float) -> str:
        return self._in_digits(written.number(value, str(self.language)))

    def percent(self, value: float) -> str:
        return self._in_digits(written.percent(value, str(self.language)))

    def moment(self, value: datetime, form: str = "medium") -> str:
        return self._in_digits(written.moment(value, str(self.language), timezone=self.timezone, country=self.country, form=form))

    def zone(self, name: str) -> Markup:
        """The city whose clock it is."""
        return Markup("<bdi>{}</bdi>").format(written.zone_city(name, str(self.language)))

    def stamp(self, text: str) -> str:
        """A moment as machines write it (``2026-11-26 14:23+02:00``) in the reader's words; any other text as it is."""
        return self._in_digits(values.written_by_machine(text, self.reader)) or text

    def local_day(self, value: datetime) -> date:
        """The reader's calendar day of a moment."""
        return value.astimezone(ZoneInfo(self.timezone)).date()

    def day(self, value: date, form: str = "medium") -> str:
        return self._in_digits(written.day(value, str(self.language), country=self.country, form=form))

    def ago(self, value: datetime) -> str:
        return self._in_digits(written.ago(value, str(self.language), now=self.now))

    def duration(self, value: timedelta) -> str:
        return self._in_digits(written.duration(value, str(self.language)))

    def time(self, value: datetime, form: str = "medium") -> Markup:
        """A ``<time>`` element: exact for machines, plain for people, the distance as its title."""
        return Markup('<time datetime="{}" title="{}">{}</time>').format(value.isoformat(), self.ago(value), self.moment(value, form))


def base_of(language: str | None) -> str | None:
    """Direction of the language with that ISO 639 code."""
    return None if not language else "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def voice_for(source: Source, language: Language, now: datetime) -> Voice:
    """The voice of a page about one source: its clock, its months, its digits, the direction of its language."""
    return Voice(language, now, source.timezone, source.country, source.digits, base_of(source.language))

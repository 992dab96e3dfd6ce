"""House style: where a term the paper does not use stands in an article. Pure; the terms are the ledger's.

Matching knows Arabic: diacritics, tatweel, hamza seats, ya and ta marbuta do not matter; the particles و ف, ب ل ك and the article ال
(لل) may be joined to the first word, the article to the following ones. A match inside an allowed phrase, or inside the preferred form
itself («تنظيم داعش» for «داعش»), is none. Latin terms ignore case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rasid.arabic.script import fold, strip_marks
from rasid.model import Article, Cause, Finding, Scope, Severity, Span, Status, WindowArticle, Words
from rasid.model.desk import StyleTerm
from rasid.model.values import Quote
from rasid.wording import words
from rasid.wording.format import isolate

FIELDS = ("headline", "kicker", "standfirst", "body", "captions")
CONTEXT = 40
SPANS_KEPT = 20
"""Passages kept a finding; one word of a list can stand in every line of a long article."""

_LETTER = r"[^\W_]"


@dataclass(frozen=True, slots=True)
class Match:
    """``text[start:end]``, joined particles included; ``prefix`` of them in code points."""

    start: int
    end: int
    prefix: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for matching, and where each folded character stands in the original."""

    text: str
    at: tuple[int, ...]


def folded(text: str) -> Folded:
    """Character by character, so that a match can be shown in the text as published. Runs of white space become one space."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(place)
            continue
        for folded_letter in _fold_letter(letter):
            letters.append(folded_letter)
            places.append(place)
    return Folded("".join(letters), (*places, len(text)))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    return fold(letter).replace(" ", "")


@dataclass(frozen=True, slots=True)
class Matcher:
    """One term ready to be looked for."""

    term: StyleTerm
    pattern: re.Pattern[str]
    allowed: tuple[re.Pattern[str], ...]
    needle: str
    """What must stand in the folded text for a match to be possible: most terms are in no article, and this says so at once."""
    exact: bool
    """Term and preferred form differ only in what folding removes (إمرأة, امرأة): then letters must agree as written."""

    def find(self, text: Folded, original: str) -> list[Match]:
        if self.needle not in text.text:
            return []
        permitted = [(found.start(), found.end()) for pattern in self.allowed for found in pattern.finditer(text.text)]
        matches: list[Match] = []
        for found in self.pattern.finditer(text.text):
            stem = found.start("term")
            if any(start <= stem and found.end() <= end for start, end in permitted):
                continue
            start, last = text.at[found.start()], text.at[found.end() - 1]
            while last + 1 < len(original) and not _fold_letter(original[last + 1]) and not original[last + 1].isspace():
                last += 1  # diacritics on the last letter belong to the word
            if self.exact and strip_marks(self.term.term) not in strip_marks(original[start : last + 1]):
                continue
            matches.append(Match(start, last + 1, text.at[stem] - start))
        return matches


@lru_cache(maxsize=2048)
def matcher(term: StyleTerm) -> Matcher:
    """The pattern of a term. Kept: a list of terms meets thousands of articles."""
    stem = fold(term.term)
    allowed = [_pattern(phrase) for phrase in (*term.exceptions, term.preferred) if phrase.strip() and fold(phrase) != stem]
    needle = stem.split()[0].removeprefix("ال") if stem else ""
    return Matcher(term, _pattern(term.term), tuple(allowed), needle, exact=stem == fold(term.preferred))


def _pattern(term: str) -> re.Pattern[str]:
    """Over folded text. A term that begins with ال is looked for with it; others with or without."""
    first, *rest = fold(term).split() or [""]
    if not _arabic(first):
        body = r"\s".join(map(re.escape, (first, *rest)))
        return re.compile(rf"(?<!{_LETTER})(?P<term>{body})(?!{_LETTER})")
    bare = first.removeprefix("ال")
    if bare != first and len(bare) >= 2:
        start = rf"[وف]?(?:[بك]?ال|لل)(?P<term>{re.escape(bare)})"
    else:
        start = rf"[وف]?(?:[بك]?ال|لل|[بلك])?(?P<term>{re.escape(first)})"
    for word in rest:
        start += r"\s" + (rf"(?:ال)?{re.escape(word)}" if _arabic(word) else re.escape(word))
    return re.compile(rf"(?<!{_LETTER}){start}(?!{_LETTER})")


def _arabic(word: str) -> bool:
    return bool(word) and "\u0600" <= word[0] <= "\u06ff"


def texts(article: Article) -> list[tuple[str, str]]:
    """(field, text) of everything house style speaks about; ``body`` is :attr:`Article.text`, so that offsets agree with spans."""
    found: list[tuple[str, str]] = []
    for name in FIELDS:
        value = article.text if name == "body" else getattr(article, name)
        found += [(name, text) for text in ((value,) if isinstance(value, str) else value or ()) if text]
    return found


def passages(article: Article, terms: Iterable[StyleTerm]) -> Iterator[tuple[StyleTerm, tuple[Span, ...]]]:
    """The terms that stand in the article, each with every place it stands in, in reading order. The text is folded once."""
    read = [(name, text, folded(text)) for name, text in texts(article)]
    for term in terms:
        if places := _spans(read, matcher(term)):
            yield term, places


def spans(article: Article, term: StyleTerm) -> tuple[Span, ...]:
    """Every place the term stands in, in reading order."""
    return next((places for _, places in passages(article, [term])), ())


def _spans(read: Iterable[tuple[str, str, Folded]], looked_for: Matcher) -> tuple[Span, ...]:
    found: list[Span] = []
    for name, text, ready in read:
        for match in looked_for.find(ready, text):
            before, after = text[max(0, match.start - CONTEXT) : match.start], text[match.end : match.end + CONTEXT]
            found.append(Span(name, match.start, match.end, text[match.start : match.end], before, after))
    return tuple(found)


def style_findings(items: Sequence[WindowArticle], terms: Sequence[StyleTerm]) -> list[Finding]:
    """One finding for each article and term, with every passage marked and the preferred form as suggestion."""
    if not terms:
        return []
    return [_finding(item.article.url, term, places) for item in items for term, places in passages(item.article, terms)]


def _finding(url: str, term: StyleTerm, places: tuple[Span, ...]) -> Finding:
    quoted, preferred = isolate(term.term), isolate(term.preferred)
    advice = words("style.advice", preferred=preferred) if term.preferred else words("style.advice_none")
    if term.reason:
        reason = words("style.reason", reason=isolate(term.reason))
        advice = Words(f"{advice.ar} {reason.ar}", f"{advice.en} {reason.en}")
    return Finding(
        rule=term.key,
        scope=Scope.ARTICLE,
        severity=Severity(term.severity),
        status=Status.FAIL,
        cause=Cause.CONTENT,
        title=words("style.title", term=quoted),
        advice=advice,
        article_url=url,
        field=places[0].field,
        observed_value=Quote(places[0].text),
        expected_value=Quote(term.preferred) if term.preferred else None,
        spans=places[:SPANS_KEPT],
        suggestion=words("style.suggestion", term=quoted, preferred=preferred) if term.preferred else None,
    )

"""Signals of spelling: words written wrongly, function words written twice, numbers with the wrong number of their noun. Each place has its correction.

What others said or wrote is theirs: quotations, verse, a paragraph of dialect and people's names are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from operator import eq
from typing import NamedTuple

from rasid.arabic.given_names import GIVEN_NAMES
from rasid.arabic.script import FUNCTION_WORDS, ends_sentence
from rasid.arabic.spelling import EDGES, Slip, lists
from rasid.arabic.variants import whole_words
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count
from rasid.frame.signals.no_article import verse
from rasid.frame.signals.words import vocabularies
from rasid.model import Words

MOST_NAMED = 12
"""Corrections shown in one suggestion."""
QUOTED = re.compile('«[^«»\\n]{1,900}»|“[^“”\\n]{1,900}”|"[^"\\n]{1,900}"|[”“][^“”\\n]{1,900}[“”]')
NUMBERED = re.compile(r"(?<![\u200e\u200f\d.,/:٫٬،ر*×\-–])(\d{1,2})[ ]([\u0621-\u064a]+)(?![\u064b-\u0652\u0640\u0621-\u064a])(?![ ]*\d)")
WEEKDAYS = frozenset(["السبت", "الأحد", "الاحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الاربعاء", "الإربعاء", "الخميس", "الجمعة"])
NOT_COUNTED = re.compile(
    r"(?:[*×x/\-–]\s*|\d[,.]?\s+|رقم\s+|ساعة\s+|(?:المركز|الطابق|الدورة|الجولة|المجموعة|الباب|الفصل|المادة|القناة|الصفحة|العدد|البوابة|الصالة|المسار|الفئة|الدرجة)\s+)$"
)
"""What stands before a number that is part of another or names something."""
NEAR = 40
"""Characters before a word in which a title is looked for."""
LONGEST = 20
"""Characters of the word behind a counted noun that are looked at."""
LEAST_LINES, LINE = 6, 90
"""Lines a poem has at least, and characters one has at most."""
SAID_BY_HAND = re.compile(r"[#@]")


class Misspelling(NamedTuple):
    """One slip and where it stands."""

    field: str
    start: int
    end: int
    slip: Slip


def slips(reading: Reading) -> Sequence[Misspelling]:
    """Every slip of headline, standfirst and body, in reading order; looked for once."""
    if "slips" not in reading.kept:
        reading.kept["slips"] = _found(reading)
    told: Sequence[Misspelling] = reading.kept["slips"]
    return told


def _found(reading: Reading) -> Sequence[Misspelling]:
    told: list[Misspelling] = []
    own = reading.source.style.words if reading.source is not None else {}
    for field, text, words, known in vocabularies(reading):
        wrong = {word: one.slip for word, one in known.items() if one.slip is not None}
        if own:
            wrong |= {word: Slip("house", word.strip(EDGES), right) for word in set(words) if (right := own.get(word.strip(EDGES)))}
        doubled = any(map(eq, words, words[1:])) and not lists()["doubled"]["words"].isdisjoint(compress(words, map(eq, words, words[1:])))
        numbers = list(_numbers(text, {one.small for one in known.values() if one.small}))
        if wrong or doubled or numbers:
            told += _placed(reading, field, text, wrong, doubled, numbers)
    return told


def _placed(
    reading: Reading, field: str, text: str, wrong: Mapping[str, Slip], doubled: bool, numbers: Sequence[tuple[int, int, Slip]]
) -> list[Misspelling]:
    if field == "body" and _is_poem(reading.paragraphs):
        return []
    ours = _house_words(reading)
    apart = [match.span() for match in QUOTED.finditer(text)] + _dialect(text)
    places = [(start, end, slip) for start, end, slip in (*_of_words(text, wrong), *(_twice(text) if doubled else ()), *numbers)]
    return sorted(
        Misspelling(field, start, end, slip)
        for start, end, slip in places
        if slip.wrong not in ours and not any(first <= start < last for first, last in apart) and not _is_name(text, start, end, slip)
    )


def _is_poem(lines: Sequence[str]) -> bool:
    return (
        len(lines) >= LEAST_LINES
        and sum(len(line) <= LINE for line in lines) >= 0.8 * len(lines)
        and sum(map(ends_sentence, lines)) <= 0.25 * len(lines)
        and verse(lines)
    )


def _of_words(text: str, wrong: Mapping[str, Slip]) -> Iterator[tuple[int, int, Slip]]:
    for token, slip in wrong.items():
        if SAID_BY_HAND.search(token):
            continue
        inside = token.index(slip.wrong)
        for at in whole_words(text, token):
            yield at + inside, at + inside + len(slip.wrong), slip


def _twice(text: str) -> Iterator[tuple[int, int, Slip]]:
    words = lists()["doubled"]
    for match in re.finditer(r"(?<!\S)(\S+) (?=\1(?!\S))", text):
        word = match[1]
        after = text[match.end() + len(word) :].split(None, 1)
        before = text[: match.start()].rsplit(None, 1)[-1:]
        if before and before[0].strip(EDGES) in words["before"]:
            continue
        if word in words["words"] and not (after and after[0].strip(EDGES) in words["not_before"]):
            yield match.start(), match.end() + len(word), Slip("doubled_function_word", f"{word} {word}", word)


def _numbers(text: str, small: Iterable[str]) -> Iterator[tuple[int, int, Slip]]:
    """Numbers of ``small`` (those the text's words end in) with the wrong number of the noun behind them."""
    singular, plurals = lists()["counted"], _singulars()
    for match in _counting(text, small):
        number, noun = int(match[1]), match[2]
        right = singular.get(noun) if 3 <= number <= 10 else _accusative(plurals.get(noun), text[match.end() :]) if number >= 11 else None
        of_date = text[match.end() : match.end() + 12].split(None, 1)[:1]
        if right is not None and not _part(text, match.start()) and not (of_date and of_date[0].strip(EDGES) in WEEKDAYS):
            yield match.start(), match.end(), Slip("number_agreement", match[0], f"{match[1]} {right}")


def _accusative(singular: str | None, rest: str) -> str | None:
    """A singular behind 11–99 as it is written («30 يوماً»), ``rest`` being the text behind it: without tanwin where a noun of its own follows
    («40 رجل أمن»), and for the words of number («11 مليون دولار»)."""
    if singular is None or singular.endswith("ة") or singular in ("مليون", "مليار", "ألف", "ثانية"):
        return singular
    after = rest[:LONGEST].split(None, 1)[:1] if rest[:1] == " " else []
    alone = not after or after[0].strip(EDGES) in FUNCTION_WORDS or after[0][0] in 'و(-–«"' or not after[0][0].isalpha()
    return f"{singular}اً" if alone else singular


def _counting(text: str, small: Iterable[str]) -> Iterator[re.Match[str]]:
    for number in small:
        at = text.find(f"{number} ")
        while at >= 0:
            if (match := NUMBERED.match(text, at)) is not None:
                yield match
            at = text.find(f"{number} ", at + 1)


def _part(text: str, at: int) -> bool:
    """Whether a number is part of another, or names something («10 × 10 متر», «المركز 5 عام 2016»)."""
    return NOT_COUNTED.search(text, max(0, at - 14), at) is not None


@lru_cache(maxsize=1)
def _singulars() -> Mapping[str, str]:
    return {plural: one for one, plural in lists()["counted"].items()}


def _dialect(text: str) -> list[tuple[int, int]]:
    """Paragraphs with two words of dialect."""
    words = lists()["dialect"]["words"]
    spans, at = [], 0
    for paragraph in text.split("\n"):
        if len(words.intersection(paragraph.split())) >= 2:
            spans.append((at, at + len(paragraph)))
        at += len(paragraph) + 1
    return spans


def _is_name(text: str, start: int, end: int, slip: Slip) -> bool:
    """A woman called إنتصار writes her name so: behind a title, or before another given name."""
    if slip.wrong not in lists()["wasl"]["given"]:
        return False
    before, after = text[max(0, start - NEAR) : start].split()[-2:], text[end:].split(None, 1)[:1]
    return not _titles().isdisjoint(word.strip(EDGES[2:]) for word in before) or bool(after and after[0].strip(EDGES) in GIVEN_NAMES)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    """The titles, with and without their article and a particle before it."""
    bare: frozenset[str] = lists()["wasl"]["titles"]
    return bare | {f"{prefix}{title}" for title in bare for prefix in ("و", "ال", "وال", "لل", "بال", "ل", "ب")}


def _house_words(reading: Reading) -> frozenset[str]:
    """Words the house writes as it does (``leave`` in the seed's ``[style]``)."""
    return reading.source.style.leave if reading.source is not None else frozenset()


def misspelt(reading: Reading) -> Sequence[Place]:
    """Misspelt words, doubled function words and numbers with the wrong number of their noun, in headline, standfirst and body."""
    return [Place(one.field, one.start, one.end) for one in slips(reading)]


def headline_misspelt(reading: Reading) -> Sequence[Place]:
    """Those of them that stand in the headline, where every reader sees them."""
    return [place for place in misspelt(reading) if place.field == "headline"]


def corrected(reading: Reading) -> Words | None:
    """Each wrong word with what is meant, once."""
    pairs = dict.fromkeys((one.slip.wrong, one.slip.right) for one in slips(reading))
    if not pairs:
        return None
    shown = list(pairs)[:MOST_NAMED]
    more = "…" if len(pairs) > len(shown) else ""
    return Words(
        "، ".join(f"{wrong} ← {right}" for wrong, right in shown) + more, ", ".join(f"{wrong} → {right}" for wrong, right in shown) + more
    )


SIGNALS: tuple[Signal, ...] = (
    count("text_misspelt", "body", misspelt, suggest=corrected),
    count("headline_misspelt", "headline", headline_misspelt),
)

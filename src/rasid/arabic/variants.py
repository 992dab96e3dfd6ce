"""What an article writes in two ways (أمريكا and أميركا, ٣ and 3): the questions of ``data/variants.toml``, and where a text answers them how."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rasid.arabic.spelling import EDGES, PREFIXES

OFF, CONSISTENT = "off", "consistent"
LEARNT_FROM = 200
"""Articles a house's own form is learnt from, the latest ones."""
LEARNT_SHARE = 0.95
LEAST_SEEN = 20
"""Times a form must have been seen before it is called the house's."""
QUOTED = re.compile('«[^«»\n]{1,900}»|“[^“”\n]{1,900}”|"[^"\n]{1,900}"')
NEAR = 12
"""Characters on either side in which a word's neighbour is looked for."""
_NOT_VOCALISED = "(?<![\u064b-\u0652].)(?<![\u064b-\u0652]..)"
"""In vocalised words (the Koran) the tanwin stands where the edition has it."""
SIGNS: Mapping[str, Mapping[str, tuple[str, re.Pattern[str]]]] = {
    "digits": {
        "123": ("0123456789", re.compile(r"(?<![A-Za-z\d.\-])[0-9]+(?:[.,/:][0-9]+)*(?![A-Za-z])")),
        "١٢٣": ("٠١٢٣٤٥٦٧٨٩", re.compile("[٠-٩]+(?:[.,/:٫٬][٠-٩]+)*")),
    },
    "quotes": {
        "«»": ("«", re.compile("«[^«»\n]{1,900}»")),
        '""': ('"', re.compile('"[^"\n]{1,900}"')),
        "“”": ("“", re.compile("“[^“”\n]{1,900}”")),
    },
    "tanwin": {
        "اً": ("ا\u064b", re.compile(f"{_NOT_VOCALISED}ا\u064b(?![ء-ي])")),
        "ًا": ("\u064bا", re.compile(f"{_NOT_VOCALISED}\u064bا(?![ء-ي])")),
    },
}
"""Question → form → (characters one of which it needs, where it stands)."""


@dataclass(frozen=True, slots=True)
class Question:
    """One choice of spelling. ``forms``: form → beginnings of words that show it; empty for a question of signs, whose forms are ``signs``."""

    key: str
    ar: str
    en: str
    forms: Mapping[str, tuple[str, ...]]
    signs: tuple[str, ...] = ()
    prefer: str | None = None
    not_beside: frozenset[str] = frozenset()

    @property
    def answers(self) -> tuple[str, ...]:
        """The forms there are."""
        return (*self.forms, *self.signs)


@dataclass(frozen=True, slots=True)
class Mixed:
    """An article that answers ``question`` in two ways: ``form`` is the one to keep, ``others`` how often each other one stands there, ``places`` where."""

    question: Question
    form: str
    others: Mapping[str, int]
    places: tuple[tuple[int, int], ...]


@cache
def questions() -> Mapping[str, Question]:
    """Every question by its key."""
    table = tomllib.loads(resources.files("rasid.arabic").joinpath("data/variants.toml").read_text("utf-8"))
    return {
        key: Question(
            key,
            one["ar"],
            one["en"],
            {form: tuple(held) for form, held in one.get("forms", {}).items()},
            tuple(one.get("signs", ())),
            one.get("prefer"),
            frozenset(one.get("not_beside", ())),
        )
        for key, one in table.items()
    }


@cache
def _beginnings() -> tuple[Mapping[str, tuple[str, str]], re.Pattern[str], Mapping[str, tuple[str, str]]]:
    """(word → question and form, pattern of the beginnings, beginning → question and form); particles joined."""
    whole: dict[str, tuple[str, str]] = {}
    begin: dict[str, tuple[str, str]] = {}
    for question in questions().values():
        for form, held in question.forms.items():
            for one in held:
                if one.endswith("="):
                    whole |= {prefix + one[:-1]: (question.key, form) for prefix in PREFIXES if not prefix or _joins(prefix, one[:-1])}
                elif " " not in one:
                    begin[one] = (question.key, form)
    prefixes = "|".join(sorted(filter(None, PREFIXES), key=len, reverse=True))
    return whole, re.compile(f"(?:{prefixes})?({'|'.join(begin)})"), begin


@lru_cache(maxsize=100_000)
def answer_of(token: str) -> tuple[str, str] | None:
    """(question, form) that a word as white space parts it shows; None for nearly all words.

    >>> answer_of("والأميركية،"), answer_of("الى"), answer_of("كتاب"), answer_of("كان")
    (('america', 'أميركا'), ('ila', 'الى'), None, None)
    """
    word = token.strip(EDGES)
    whole, pattern, begin = _beginnings()
    if (found := whole.get(word)) is not None:
        return found
    match = pattern.match(word)
    return begin[match[1]] if match is not None else None


def _joins(prefix: str, stem: str) -> bool:
    """A particle is joined to a short word («وأن», «بأنه»); with ال it is another word («الان»), and other letters before «ان» and «او» make other words
    and names («كان», «بان», «فان», «واو»)."""
    if len(stem) > 4 or stem[0] not in "أاإ":
        return len(stem) > 3
    return prefix == "و" and stem != "او" if stem[0] == "ا" else prefix in ("و", "ف", "ب", "ل", "ك")


def answers(text: str) -> dict[str, Counter[str]]:
    """Question → form → how often ``text`` shows it."""
    words = text.split()
    shown = {word: found for word in set(words) if (found := answer_of(word)) is not None}
    return _counted(words, shown, _signs(text, characters=frozenset(text)))


def _counted(words: Sequence[str], shown: Mapping[str, tuple[str, str]], signs: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    for word in words:
        if word in shown:
            question, form = shown[word]
            signs.setdefault(question, Counter())[form] += 1
    return signs


def _signs(text: str, characters: frozenset[str]) -> dict[str, Counter[str]]:
    """What is no single word: the sign questions, and «عبد الله»."""
    told: dict[str, Counter[str]] = {}
    if "عبد الله" in text:
        told["abdullah"] = Counter({"عبد الله": text.count("عبد الله")})
    for key, patterns in SIGNS.items():
        if all(not characters.isdisjoint(needles) if len(needles) != 2 else needles in text for needles, _ in patterns.values()) or (
            key == "quotes" and sum(needles in characters for needles, _ in patterns.values()) > 1
        ):
            seen = {form: sum(1 for _ in pattern.finditer(text)) for form, (_, pattern) in patterns.items()}
            told[key] = Counter({form: number for form, number in seen.items() if number})
    return {key: seen for key, seen in told.items() if seen}


def mixed(
    text: str,
    words: Sequence[str],
    shown: Mapping[str, tuple[str, str]],
    characters: frozenset[str],
    forms: Mapping[str, str],
    learnt: Mapping[str, str],
) -> list[Mixed]:
    """The questions ``text`` answers in more than one way, or (where ``forms`` fixes a form) in another than the house's.

    ``words`` of the text and which of them show a form (``shown``); ``characters`` of the text; ``forms``: question → ``off``, ``consistent`` or a form;
    ``learnt``: question → the house's own form, where it has one.
    """
    told = _signs(text, characters)
    first: dict[str, str] = {"abdullah": "عبد الله"} if "abdullah" in told else {}
    twice = {
        question
        for question, form in shown.values()
        if first.setdefault(question, form) != form or forms.get(question, CONSISTENT) != CONSISTENT
    }
    if twice:
        told = _counted(words, {word: found for word, found in shown.items() if found[0] in twice}, told)
    found = []
    quoted: Sequence[tuple[int, int]] | None = None
    for key, seen in told.items():
        wanted = forms.get(key, CONSISTENT)
        if wanted == OFF or (len(seen) < 2 and (wanted == CONSISTENT or wanted in seen)):
            continue
        question = questions()[key]
        form = wanted if wanted != CONSISTENT else learnt.get(key) or question.prefer or seen.most_common(1)[0][0]
        others = {other: number for other, number in seen.items() if other != form}
        quoted = [match.span() for match in QUOTED.finditer(text)] if quoted is None and key not in SIGNS else quoted
        places = tuple(sorted(_places(text, question, frozenset(others), shown, quoted or ())))
        if places and (wanted != CONSISTENT or _outside(text, question, form, shown, quoted or ())):
            found.append(Mixed(question, form, others, places))
    return found


Shown = Mapping[str, tuple[str, str]]
Spans = Sequence[tuple[int, int]]


def _outside(text: str, question: Question, form: str, shown: Shown, quoted: Spans) -> bool:
    """Whether the form to keep stands in the house's own words too, not only in a quotation."""
    if question.signs or question.prefer is not None:
        return True
    return next(_places(text, question, frozenset({form}), shown, quoted), None) is not None


def _places(text: str, question: Question, forms: frozenset[str], shown: Shown, quoted: Spans) -> Iterator[tuple[int, int]]:
    if question.key not in SIGNS:
        yield from _words(text, question, forms, shown, quoted)
        return
    patterns = {form: pattern for form, (_, pattern) in SIGNS[question.key].items()}
    apart = (
        [match.span() for form, one in patterns.items() if form not in forms for match in one.finditer(text)]
        if question.key == "quotes"
        else []
    )
    for form in forms:
        for match in patterns[form].finditer(text):
            # A quotation inside a quotation has other marks by rule.
            if not any(start < match.start() < end or match.start() < start < match.end() for start, end in apart):
                yield match.span()


def _words(text: str, question: Question, forms: frozenset[str], shown: Shown, quoted: Spans) -> Iterator[tuple[int, int]]:
    """The words of ``forms`` that stand outside the quotations, and beside no part of a name."""
    for token, (key, form) in shown.items():
        if key != question.key or form not in forms:
            continue
        bare = token.strip(EDGES)
        for at in whole_words(text, token):
            start = at + token.index(bare)
            if not _within(start, quoted) and (
                not question.not_beside or question.not_beside.isdisjoint(_beside(text, at, at + len(token)))
            ):
                yield start, start + len(bare)
    if "عبد الله" in forms and question.key == "abdullah":
        yield from (match.span() for match in re.finditer("عبد الله", text) if not _within(match.start(), quoted))


def _within(at: int, spans: Spans) -> bool:
    return any(first <= at < last for first, last in spans)


def _beside(text: str, start: int, end: int) -> set[str]:
    """The words on either side, without their punctuation."""
    return {word.strip(EDGES) for word in (*text[max(0, start - NEAR) : start].split()[-1:], *text[end : end + NEAR].split(None, 1)[:1])}


def whole_words(text: str, token: str) -> Iterator[int]:
    """Where ``token`` stands with white space on both sides."""
    at, size = text.find(token), len(token)
    while at >= 0:
        end = at + size
        if (at == 0 or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield at
        at = text.find(token, at + 1)


def shares(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """Question → how often each form stands in ``texts``: what the desk shows beside the choice, and what a house's form is learnt from."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for question, forms in answers(text).items():
            seen[question].update(forms)
        for key, patterns in SIGNS.items():
            present = [form for form, (_, pattern) in patterns.items() if pattern.search(text)]
            if len(present) == 1:
                seen[key][present[0]] += 1
    return dict(seen)


def learnt(texts: Iterable[str]) -> dict[str, str]:
    """Question → the form a house uses, where its texts show one in nineteen of twenty places or more."""
    return {key: form for key, forms in shares(texts).items() if (form := house_form(forms)) is not None}


def house_form(forms: Counter[str]) -> str | None:
    """The form that stands in nineteen of twenty places or more, seen often enough; else None."""
    form, number = forms.most_common(1)[0]
    total = forms.total()
    return form if total >= LEAST_SEEN and number >= LEARNT_SHARE * total else None

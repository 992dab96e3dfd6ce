"""Spacing and marks that no house writes by rule: where they stand in a text, and the text as it is meant.

Each check is a pattern and what to put in its place. It is asked of a text only where a word of it gives cause (:func:`wants`), which is worked out once for
each different word: a clean text costs no search at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_A = "\u0621-\u063a\u0641-\u0652"
"""Arabic letters and marks, without the tatweel: a bracket or quotation mark behind «ـ» belongs to it."""
_BEFORE_NUMBERS = (
    "يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|جانفي|فيفري|أفريل|ماي|جوان|جويلية|أوت"
    "|كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين|الأول|الثاني|عام|سنة|عامي|يوم|نحو|حوالي|من|في|إلى|على|قبل|بعد|منذ|بين|خلال|ضمت|ضم|بلغ|بنسبة|بقيمة"
)


@dataclass(frozen=True, slots=True)
class PunctuationCheck:
    """``needles``: one of them is in every match; none for a check on marks glued to words."""

    key: str
    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    instead: str | Callable[[re.Match[str]], str]


def _check(key: str, needles: str, pattern: str, instead: str | Callable[[re.Match[str]], str]) -> PunctuationCheck:
    return PunctuationCheck(key, tuple(needles.split("|")) if needles else (), re.compile(pattern), instead)


def _is_open(found: re.Match[str]) -> bool:
    """Whether a guillemet is the last one before the match in its paragraph, and still to be closed."""
    text = found.string
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return before.rfind("«") > before.rfind("»")


def _close_or_open(found: re.Match[str]) -> str:
    """» before a letter: it closes and wants a space, or it is « the wrong way round."""
    if _is_open(found):
        return "» "
    before = found.string[: found.start()]
    return " «" if before[-1:].isalnum() and before[-1] != "ـ" and len(before.split()[-1]) > 1 else "«"


def _open_or_close(found: re.Match[str]) -> str:
    """« behind a letter or before a space: it opens, or it is » the wrong way round."""
    return "» " if _is_open(found) else " «"


CHECKS: tuple[PunctuationCheck, ...] = (
    _check("doubled_comma", "،،|، ،", r"(?<![،])،[ ]?،(?![ ]?،)", "،"),
    _check("clashing_marks", ".،|،.|:،|،:|؛،|،؛", r"(?<![.،])(?:(\.)،|(،)\.|(:)،|(،):|(؛)،|(،)؛)(?![.،])", r"\1\2\3\4\5\6"),
    _check("space_before_comma", " ،| ؛| ,", rf"(?<=[{_A}\w»”\")\]])[ ]+(?=[،؛](?![،])|,[ ]?[{_A}])", ""),
    _check("space_before_stop", " .", rf"(?<=[{_A}\w»”\")\]])[ ]+(?=\.(?:\s(?!\.)|$|[»”\"]))", ""),
    _check("space_before_question", " ؟| !| ?", rf"(?<=[{_A}\w»”\")\]])[ ]+(?=[؟!?](?:\s|$|[»”\"؟!]))", ""),
    _check("separated_waw", " و ", rf"(?<=[^\s][ ])و[ ](?=[{_A}]{{3}})", "و"),
    _check("spaced_bracket", "( | )|[ | ]", rf"(?<=[(\[])[ ]+(?=[{_A}\w])|(?<=[{_A}\w.])[ ]+(?=[)\]])", ""),
    _check("spaced_guillemet", "« ", rf"[ ]?«[ ]+(?=[{_A}\w])", _open_or_close),
    _check("spaced_guillemet", " »", rf"(?<=[{_A}\w.])[ ]+(?=»(?:[\s.،؛:؟!)]|$))", ""),
    _check("mirrored_guillemet", " »", rf"(?<=[{_A}:،][ ])»(?=[{_A}]{{2}})", "«"),
    _check("latin_comma", ",", rf",(?:(?<=[{_A}»”\")],)(?=[ ]*[{_A}«“\"(\n])|(?<=\w,)(?=[ ]*[{_A}]{{2}}))[ ]*", "، "),
    _check("no_space_after_comma", "", rf"([،؛])(?<=[{_A}»”\")].)(?=[{_A}«“])", r"\1 "),
    _check("no_space_after_stop", "", rf"\.(?<=[{_A}]{{3}}\.)(?=(?!كوم\b|نت\b|إتش|أورغ|[{_A}]+\.[{_A}])[{_A}]{{3}})", ". "),
    _check("glued_bracket", "", rf"\((?<=[{_A}]{{3}}\()(?=[{_A}\w]{{3}})", " ("),
    _check("glued_bracket", "", rf"\)(?<=[{_A}\w]{{3}}\))(?=[{_A}]{{3}})", ") "),
    _check("glued_guillemet_close", "", rf"»(?=[{_A}]{{2}})", _close_or_open),
    _check("glued_guillemet_open", "", rf"«(?<=[{_A}]{{4}}«)(?=[{_A}])", _open_or_close),
    _check("digit_glued_after", "", rf"(?:(?<=\b[وفبلك])|(?<![\w.,/:\-–]))(\d{{1,4}})(?=(?!م\b|هـ?\b|ه\b)[{_A}]{{3}})", r"\1 "),
    _check("digit_glued_before", "", rf"(?<![{_A}])([وف]?(?:{_BEFORE_NUMBERS}))(?=\d{{1,4}}(?!\w))", r"\1 "),
)


def _in_a_word(check: PunctuationCheck) -> str:
    """The pattern of a word that gives cause to ask ``check``: its needle as far as it stands in one word, or the check itself where marks are glued."""
    return "|".join(map(_of_needle, check.needles)) if check.needles else f"(?:{check.pattern.pattern})"


def _of_needle(needle: str) -> str:
    first, *_ = parts = needle.split()
    if len(parts) > 1:
        return f"^{re.escape(first)}"
    return f"{'^' if needle[0] == ' ' else ''}{re.escape(first)}{'$' if needle[-1] == ' ' else ''}"


_CAUSES = tuple(re.compile(_in_a_word(check)) for check in CHECKS)
_ANY_CAUSE = re.compile("|".join(map(_in_a_word, CHECKS)))


def wants(token: str) -> tuple[int, ...]:
    """Places in :data:`CHECKS` of those that a word as white space parts it gives cause to ask: none for nearly all words.

    >>> [CHECKS[place].key for place in wants("انتهى.وقال")], [CHECKS[place].key for place in wants("،وقال")], wants("المدينة،"), wants("فرانس24")
    (['no_space_after_stop'], ['doubled_comma', 'space_before_comma'], (), ())
    """
    if (token.isalpha() and len(token) > 1) or _ANY_CAUSE.search(token) is None:
        return ()
    return tuple(place for place, cause in enumerate(_CAUSES) if cause.search(token))


def faults(text: str, asked: Iterable[int] | None = None) -> Iterator[tuple[str, int, int]]:
    """(check, start, end) of every place, check by check; a place covers the characters on either side, so that it can be seen.

    ``asked``: places in :data:`CHECKS` that the text's words give cause to ask (:func:`wants`); worked out here where it is None.
    """
    if asked is None:
        asked = {place for token in text.split() for place in wants(token)}
    for place in sorted(asked):
        check = CHECKS[place]
        for match in check.pattern.finditer(text):
            start, end = match.span()
            yield check.key, max(0, start - 1), min(len(text), max(end, start) + 1)


def cleaned(text: str) -> str:
    """The text with every fault of :func:`faults` mended.

    >>> cleaned("قال الوزير ،إن العمل ( مستمر ) و سينتهي .")
    'قال الوزير، إن العمل (مستمر) وسينتهي.'
    >>> cleaned("انتهى العمل في عام2011، وفق «البيان»الأخير.")
    'انتهى العمل في عام 2011، وفق «البيان» الأخير.'
    >>> cleaned("وقال لـ»الجزيرة» إن العمل انتهى.")
    'وقال لـ«الجزيرة» إن العمل انتهى.'
    """
    for check in CHECKS:
        if not check.needles or any(map(text.__contains__, check.needles)):
            text = check.pattern.sub(check.instead, text)
    return text

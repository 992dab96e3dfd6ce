"""Signals of what is said twice: the lead, whole paragraphs, phrases."""

from __future__ import annotations

from collections.abc import Sequence

from rasid.arabic.script import FUNCTION_WORDS, ends_with_ellipsis, fold
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count, value
from rasid.model import Origin

INVISIBLE = frozenset({Origin.META, Origin.JSON_LD, Origin.STATE, Origin.FEED, Origin.SITEMAP})
"""A standfirst that stands only in metadata is a summary for machines: no reader sees it twice, or sees it cut."""
LEAST = 30
"""Characters: shorter paragraphs («ختام», a name) may well stand twice."""
LEAST_LETTERS = 24
PHRASE = 6
"""Words of a phrase."""
SAMPLES, SAMPLE = 16, 36
"""How many samples, and how many characters each (six words)."""


MANY_COPIES = 4
"""Paragraphs that are copies, more than three in ten: a template or a feed gone wrong, no longer a slip of the hand."""
MOSTLY_COPIES = 0.3
CLOSERS = " \"'»”)"


def ends_in_two_dots(text: str) -> bool:
    """Two dots are a mark of style in Arabic («إليك الجواب..»); systems that cut a text put three.

    >>> ends_in_two_dots("إليك الجواب.."), ends_in_two_dots("إليك..."), ends_in_two_dots("إليك…")
    (True, False, False)
    """
    bare = text.rstrip(CLOSERS)
    return bare.endswith("..") and not bare.endswith("...")


def visible_standfirst(reading: Reading) -> str:
    """The standfirst, if readers see it."""
    return "" if reading.article.origins.get("standfirst") in INVISIBLE else reading.standfirst


def standfirst_cut(reading: Reading) -> Sequence[Place]:
    """The standfirst breaks off in an ellipsis that the body has not, or in the middle of the body's first sentence."""
    standfirst = visible_standfirst(reading)
    if not standfirst:
        return ()
    if ends_with_ellipsis(standfirst):
        if not _broken_off(standfirst, reading.paragraphs):
            return ()
        bare = len(standfirst.rstrip(" .…\"'»”"))
        return [Place("standfirst", bare, len(standfirst))]
    first = reading.paragraphs[0] if reading.paragraphs else ""
    if len(standfirst) >= LEAST and first.startswith(standfirst) and first[len(standfirst) : len(standfirst) + 1].isalpha():
        return [Place("standfirst", max(0, standfirst.rfind(" ") + 1), len(standfirst))]
    return ()


def _broken_off(standfirst: str, paragraphs: Sequence[str]) -> bool:
    """Whether an ellipsis stands for words that are missing: not where the text says it so too, nor for a teaser's two dots or a video's three."""
    text = standfirst.rstrip(" .…\"'»”")
    if any(_goes_on(text, paragraph) for paragraph in paragraphs):
        return True
    if ends_in_two_dots(standfirst) or any(paragraph.endswith(standfirst[-40:]) for paragraph in paragraphs):
        return False
    return bool(paragraphs) or (text.split()[-1:] != [] and text.split()[-1] in FUNCTION_WORDS)


def _goes_on(text: str, paragraph: str) -> bool:
    """Whether the paragraph has the words and more of them where the standfirst stops; a lead's dateline («عمّان —») may come before them."""
    at = paragraph.find(text)
    if at < 0 or (at > 0 and len(text) < LEAST):
        return False
    return not ends_with_ellipsis(paragraph[: at + len(text) + 4])


def lead_twice(reading: Reading) -> Sequence[Place]:
    """The first paragraph repeats the standfirst readers have just read, or the last paragraph repeats the first."""
    paragraphs = reading.paragraphs
    if not paragraphs or reading.is_broken("body"):
        return ()
    standfirst = visible_standfirst(reading)
    first = paragraphs[0]
    # Of a page that was read, the reader knows whether standfirst and first paragraph are one element or two; of a row, only the words tell.
    of_a_page = bool(reading.article.origins)
    if standfirst and (reading.article.lead_repeated or (not of_a_page and _begins_alike(standfirst, first))):
        return [Place("body", 0, min(len(first), len(standfirst)))]
    again = lead_again(paragraphs) if len(paragraphs) > 3 and len(first) >= LEAST else len(paragraphs)
    if again < len(paragraphs):
        return [Place("body", reading.paragraph_starts[again], len(reading.body))]
    return ()


def lead_again(paragraphs: Sequence[str]) -> int:
    """Where the body's opening paragraphs begin again to run to its end; the number of paragraphs when they do not.

    >>> lead_again(["one", "two", "three", "one", "two"]), lead_again(["one", "two", "one", "three"])
    (3, 4)
    """
    total = len(paragraphs)
    for number in range(total - 1, 0, -1):
        if paragraphs[number] == paragraphs[0]:
            return number if list(paragraphs[number:]) == list(paragraphs[: total - number]) and number >= total - number else total
    return total


def _begins_alike(standfirst: str, first: str) -> bool:
    if len(standfirst) < LEAST or len(first) < LEAST or standfirst[0] not in first[:3]:
        return False
    if first.startswith(standfirst.rstrip(" .…")):
        return True
    one, other = fold(standfirst).rstrip(" .…"), fold(first).rstrip(" .…")
    return other.startswith(one) or (one.startswith(other) and len(other) > 0.5 * len(one))


def standfirst_is_headline(reading: Reading) -> Sequence[Place]:
    """The standfirst says the headline again, word for word."""
    standfirst = visible_standfirst(reading)
    if not standfirst or not reading.headline or not 0.7 < len(standfirst) / len(reading.headline) < 1.4:
        return ()
    if fold(standfirst).strip(" .…") == fold(reading.headline).strip(" .…"):
        return [Place("standfirst", 0, len(standfirst))]
    return ()


def paragraphs_twice(reading: Reading) -> Sequence[Place]:
    """Paragraphs that stood in the body before. A standfirst taken from the text, and the lead repeated at the very end of four paragraphs or more,
    are the lead rule's; copies that make up most of the text are the share's."""
    paragraphs = reading.paragraphs
    if len(set(paragraphs)) == len(paragraphs) or (duplicate_lines(reading) or 0.0) > MOSTLY_COPIES:
        return ()
    return _copies(reading)


def _copies(reading: Reading) -> Sequence[Place]:
    paragraphs = reading.paragraphs
    standfirst = " ".join(reading.standfirst.split())
    seen: set[str] = set()
    places = []
    for number, paragraph in enumerate(paragraphs[: lead_again(paragraphs)] if len(paragraphs) > 3 else paragraphs):
        if paragraph in seen and paragraph != standfirst and _told_again(paragraph):
            start = reading.paragraph_starts[number]
            places.append(Place("body", start, start + len(paragraph)))
        seen.add(paragraph)
    return places


def _told_again(paragraph: str) -> bool:
    """Whether a paragraph that stands twice is a copy: not a line of dashes, a name, or a formula that introduces others («للتواصل:»)."""
    return paragraph.count(" ") >= PHRASE - 1 and not paragraph.endswith(":") and sum(map(str.isalpha, paragraph)) >= LEAST_LETTERS


def duplicate_lines(reading: Reading) -> float | None:
    """Share of the body's paragraphs that stood before, 0–1 (FineWeb-2's duplicate-line share); null under four copies. Lines
    without letters («* *») only part others."""
    paragraphs = reading.paragraphs
    paragraphs = paragraphs[: lead_again(paragraphs)]
    if len(set(paragraphs)) == len(paragraphs):
        return None
    paragraphs = tuple(one for one in paragraphs if any(map(str.isalpha, one)))
    copies = len(paragraphs) - len(set(paragraphs))
    return copies / len(paragraphs) if copies >= MANY_COPIES else None


def repeated_phrases(reading: Reading) -> float | None:
    """Share of the body's six-word phrases that stood before in their own paragraph; in the whole text where that is more than half. Telegrams that say
    the same to different people are none. Whole repeated paragraphs are left out; 0 where samples of the text do not return."""
    words = reading.word_count
    # Letters torn apart make phrases of six letters.
    if words < 40 or len(reading.body) < 3 * words:
        return None
    again = lead_again(reading.paragraphs)
    once = reading.body if again == len(reading.paragraphs) else reading.body[: reading.paragraph_starts[again]]
    if not _returns(once):
        return 0.0
    total = repeated = inside = 0
    seen: set[tuple[str, ...]] = set()
    for paragraph in dict.fromkeys(reading.paragraphs):
        own = paragraph.split()
        phrases = list(zip(*(own[shift:] for shift in range(PHRASE)), strict=False))
        total += len(phrases)
        inside += len(phrases) - len(set(phrases))
        repeated += sum(phrase in seen for phrase in phrases) + len(phrases) - len(set(phrases))
        seen.update(phrases)
    if not total:
        return 0.0
    return max(inside, repeated if 2 * repeated > total else 0) / total


def _returns(body: str) -> bool:
    """Whether two of a few evenly spaced samples stand in the body again. Counting all phrases of every article would cost more than all other
    signals; a text of which half repeats itself never escapes, one of which a quarter does once in ten times."""
    step = max(1, len(body) // (SAMPLES + 1))
    found = 0
    for at in range(0, len(body) - SAMPLE, step):
        found += body.find(body[at : at + SAMPLE], at + SAMPLE) >= 0
        if found == 2:
            return True
    return False


def repeated_phrase_places(reading: Reading) -> Sequence[Place]:
    """The first phrases that stood before."""
    seen: set[tuple[str, ...]] = set()
    places: list[Place] = []
    for number, paragraph in enumerate(reading.paragraphs):
        own = paragraph.split()
        for phrase in zip(*(own[shift:] for shift in range(PHRASE)), strict=False):
            text = " ".join(phrase)
            at = paragraph.rfind(text)
            if phrase in seen and at >= 0 and len(places) < 3:
                start = reading.paragraph_starts[number] + at
                places.append(Place("body", start, start + len(text)))
            seen.add(phrase)
    return places


SIGNALS: tuple[Signal, ...] = (
    count("standfirst_cut", "standfirst", standfirst_cut),
    count("standfirst_is_headline", "standfirst", standfirst_is_headline),
    count("lead_twice", "body", lead_twice),
    count("paragraphs_twice", "body", paragraphs_twice),
    value("duplicate_lines", "body", duplicate_lines, places=_copies),
    value("repeated_phrases", "body", repeated_phrases, places=repeated_phrase_places),
)

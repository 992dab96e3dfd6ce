"""Signals of the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from html import unescape

from rasid.arabic.script import ends_with_ellipsis, fold, letter_count, mixed_digit_spans, reversed_spans, strip_marks
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count, value, whole
from rasid.frame.signals.characters import headline_of_another_language
from rasid.frame.signals.cut_words import WORD_ENDS, lost_letters
from rasid.frame.signals.leftovers import headline_placeholder
from rasid.model import Origin, Words

MARKUP = re.compile(
    r"(?:\\u0[0-9a-fA-F]{3})+|</?[A-Za-z][^<>]{0,200}>|&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});|\[/?[a-z_]{2,20}(?:\s[^\[\]]{0,100})?\]"
)
SHOUTING = re.compile(r"(?![؟?]!(?![!؟?]))[!؟?][!؟?]+|!(?=[^!]*![^!]*!)")
SEPARATOR = re.compile(r"\s[|\-–—:·•»]\s|\s*\|\s*")
LEAST_LETTERS = 8
FEW_WORDS = 40
"""Words: above so short a body two words are no column's title."""
LABELS = frozenset(
    fold(word)
    for word in [
        "عاجل",
        "خبر",
        "أخبار",
        "فيديو",
        "بالفيديو",
        "صور",
        "صورة",
        "بالصور",
        "شاهد",
        "تقرير",
        "بيان",
        "إعلان",
        "تنويه",
        "عنوان",
        "حصري",
        "هام",
        "مهم",
        "جديد",
        "متابعة",
        "تغطية",
        "مباشر",
        "بث",
        "رياضة",
        "سياسة",
        "اقتصاد",
        "محليات",
        "منوعات",
        "ثقافة",
        "مقال",
        "مقالات",
        "رأي",
        "ملف",
        "صحيفة",
        "موقع",
        "الرئيسية",
        "تجربة",
        "اختبار",
        "نص",
        "breaking",
        "news",
        "video",
        "photo",
        "photos",
        "update",
        "live",
        "test",
    ]
)
"""Words that say of what kind a text is, or where it stands, and not what happened."""
TOLD = 0.15
"""Share of words under which two titles tell different stories."""
SHOWN_IN_LISTS = 110
"""Characters: what Google asks a headline to have at most (Article structured data), and more than result lists and cards show."""
NULLS = frozenset(("nan", "none", "null", "nil", "undefined", "nat", "<na>", "n/a"))
"""What programs write where a value is missing, when somebody's export has made text of it."""
DASHED = ("-", "–", "—")
"""A dash that closes what another opened («- الفصل الثاني -») cuts nothing off."""
LONGEST = 230
"""What lies outside is no headline at all: its own rule says so, and no other needs to."""
DASHES = " |-–—:·•»«\u200f\u200e"


def headline_letters(reading: Reading) -> float | None:
    """Letters of the headline (diacritics, tatweel, digits and signs are none); null without a headline, for a test, and for the short title of a column
    («فواصل», «فتاوى») or an entry above a text of its own: under eight letters only labels are too few."""
    if not reading.headline or headline_placeholder(reading):
        return None
    letters = reading.headline_letters[1]
    return letters if letters >= LEAST_LETTERS or _is_label(reading) else None


def _is_label(reading: Reading) -> bool:
    if reading.word_count < FEW_WORDS or reading.article.origins.get("headline") in (Origin.META, Origin.JSON_LD, Origin.STATE):
        return True
    words = "".join(character if character.isalpha() else " " for character in strip_marks(reading.headline)).split()
    return all(fold(word).removeprefix("ال") in LABELS for word in words)


def headline_characters(reading: Reading) -> float | None:
    """Length of the headline in characters, blanks between words counted as one."""
    return _shown_length(reading.headline) or None


def _shown_length(headline: str) -> int:
    """Characters that readers see: a page shows a run of blanks as one, and a character where its name stands."""
    if "&" in headline:
        headline = unescape(headline)
    return len(" ".join(headline.split())) if "  " in headline else len(headline)


def headline_in_lists(reading: Reading) -> float | None:
    """Length of the headline in characters; null for one so long that it is none (:func:`headline_characters` has its own rule)."""
    length = _shown_length(reading.headline)
    return length if 0 < length <= LONGEST else None


def headline_arabic(reading: Reading) -> float | None:
    """Share of the headline's letters, or of its words where that is more, that are of Arabic script, 0–1, markup not counted; null without letters,
    when decoded wrongly, and for a test."""
    arabic, letters = reading.headline_letters
    text = reading.headline
    if arabic < letters and not reading.headline_characters.isdisjoint("<&[\\"):
        text = MARKUP.sub(" ", text)
        arabic, letters = letter_count(text)
    if reading.is_broken("headline") or (arabic < letters and headline_placeholder(reading)):
        return None
    if text.strip().lower() in NULLS:
        return 0.0
    if not letters or (letters < LEAST_LETTERS and not arabic and headline_letters(reading) is None):
        return None
    if headline_of_another_language(reading):
        return 0.0
    # Two long names («OpenAI», «Microsoft») in a headline of six Arabic words make no English headline.
    words = [counted for word in text.split() if (counted := letter_count(word))[1]] if 2 * arabic < letters else []
    return max(arabic / letters, sum(own > 0 for own, _ in words) / len(words) if words else 0)


def beyond_lists(reading: Reading) -> Sequence[Place]:
    """What of the headline search results and cards do not show."""
    return [Place("headline", SHOWN_IN_LISTS, len(reading.headline))] if len(reading.headline) > SHOWN_IN_LISTS else ()


def latin_runs(reading: Reading) -> Sequence[Place]:
    """The Latin words of the headline; all of one in another language of Arabic script."""
    if headline_of_another_language(reading):
        return [Place("headline", 0, len(reading.headline))]
    return [Place("headline", *found.span()) for found in re.finditer(r"[A-Za-z][A-Za-z' .,-]*[A-Za-z]|[A-Za-z]", reading.headline)]


def headline_markup(reading: Reading) -> Sequence[Place]:
    """HTML tags, entities and shortcodes left in the headline."""
    if reading.headline_characters.isdisjoint("<&[\\"):
        return ()
    return [Place("headline", *found.span()) for found in MARKUP.finditer(reading.headline)]


def without_markup(reading: Reading) -> Words | None:
    """The headline with entities resolved and tags taken out."""
    from html import unescape

    bare = " ".join(unescape(MARKUP.sub(lambda found: found.group() if found.group().startswith("&") else " ", reading.headline)).split())
    return Words(bare, bare) if bare and bare != reading.headline else None


def site_names(reading: Reading) -> list[str]:
    """What the site is called, folded: the seed's names, the structured data's publisher, the page's og:site_name."""
    names: list[str] = []
    if reading.source is not None:
        names += [reading.source.name.ar, reading.source.name.en]
    for holder in ("publisher", "sourceOrganization"):
        node = reading.article.structured_data.get(holder)
        for one in node if isinstance(node, list) else [node]:
            if isinstance(one, dict) and isinstance(one.get("name"), str):
                names.append(one["name"])
    for candidate in reading.article.candidates.get("site_name", ()):
        if isinstance(candidate.value, str):
            names.append(candidate.value)
    return [folded for folded in (fold(name) for name in names) if folded]


def headline_site_suffix(reading: Reading) -> Sequence[Place]:
    """The site's name at the headline's end or beginning, behind a separator."""
    headline = reading.headline
    separators = list(SEPARATOR.finditer(headline)) if headline else []
    if not separators:
        return ()
    names = site_names(reading)
    if not names:
        return ()
    first, last = separators[0], separators[-1]
    if _is_name(headline[last.end() :], names):
        return [Place("headline", last.start(), len(headline))]
    if _is_name(headline[: first.start()], names) and first.group().strip() != ":":
        return [Place("headline", 0, first.end())]
    return ()


def without_site_name(reading: Reading) -> Words | None:
    """The headline without the site's name."""
    for _, start, end in headline_site_suffix(reading):
        bare = (reading.headline[:start] + reading.headline[end:]).strip(DASHES)
        return Words(bare, bare) if bare else None
    return None


def _is_name(part: str, names: list[str]) -> bool:
    folded = fold(part).strip(DASHES)
    return bool(folded) and any(
        folded == name
        or (len(folded) > 4 and SequenceMatcher(None, folded, name).ratio() > 0.85)
        or (len(name) > 4 and f" {name} " in f" {folded} ")
        for name in names
    )


def headline_ellipsis(reading: Reading) -> Sequence[Place]:
    """An ellipsis at the headline's end: cut off by the system, or a riddle for the reader."""
    headline = reading.headline
    if not headline or not ends_with_ellipsis(headline):
        return ()
    start = len(headline.rstrip(" .…\"'»”"))
    return [Place("headline", start, len(headline))]


def headline_shouting(reading: Reading) -> Sequence[Place]:
    """Repeated exclamation and question marks; «؟!» once is the mark of a question that wonders."""
    if reading.headline_characters.isdisjoint("!؟?"):
        return ()
    return [Place("headline", *found.span()) for found in SHOUTING.finditer(reading.headline)]


def headline_mixed_digits(reading: Reading) -> Sequence[Place]:
    """Numbers of a second digit system («٥ قتلى و12 جريحاً»)."""
    characters = reading.headline_characters
    if characters.isdisjoint("0123456789") or characters.isdisjoint("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"):
        return ()
    return [Place("headline", *span) for span in mixed_digit_spans(reading.headline)]


def headline_agreement(reading: Reading) -> float | None:
    """Largest share of words the headline has in common with what metadata call the article, 0–1; null when only one place names it, and when the
    headline itself is a label, a test, garbled or in another script: then it is the headline that is wrong.

    Metadata titles are shortened, expanded and rewritten for search; a share near 0 means another story.
    """
    if not any(candidate.value != reading.headline for candidate in reading.article.candidates.get("headline", ())):
        return None
    if headline_markup(reading):
        return None
    if not reading.is_arabic or (headline_letters(reading) or 0) < LEAST_LETTERS or (headline_arabic(reading) or 0) < 0.5:
        return None
    mine = set(fold(reading.headline).split())
    shares: list[float] = []
    others: list[set[str]] = []
    for candidate in reading.article.candidates.get("headline", ()):
        if (
            candidate.origin in (Origin.META, Origin.JSON_LD, Origin.STATE)
            and isinstance(candidate.value, str)
            and candidate.value != reading.headline
        ):
            other = set(fold(candidate.value).split())
            if other and mine:
                shares.append(len(mine & other) / min(len(mine), len(other)))
                others.append(other)
    foreign = next((other for other in others if _meaning(mine).isdisjoint(_meaning(other))), None)
    if foreign is None or max(shares) < TOLD:
        return None if foreign is not None and reversed_spans(reading.headline) else max(shares, default=None)
    # One place agrees with the headline, one has another story: the body says whose it is.
    told = set(fold(reading.body).split())
    return 0.0 if len(foreign & told) >= 0.5 * len(foreign) and _meaning(mine).isdisjoint(told) else max(shares)


def _meaning(words: set[str]) -> set[str]:
    return {word for word in words if len(word) > 3}


def other_headline(reading: Reading) -> Words | None:
    """What the metadata say instead."""
    for candidate in reading.article.candidates.get("headline", ()):
        if (
            candidate.origin in (Origin.META, Origin.JSON_LD, Origin.STATE)
            and isinstance(candidate.value, str)
            and candidate.value != reading.headline
        ):
            return Words(f"في الوسوم: «{candidate.value}»", f"The metadata say: “{candidate.value}”")
    return None


def _cut_in_word(reading: Reading, bare: str) -> bool:
    """Whether the body knows the headline's last two words only with more letters, and what is missing is no ending («وتوحيد معاي» for «معايير»),
    or another place on the page has the headline whole."""
    if not bare[-1:].isalpha() or bare[-1] in WORD_ENDS:
        return False
    for candidate in reading.article.candidates.get("headline", ()):
        if isinstance(candidate.value, str) and candidate.value.startswith(bare) and candidate.value[len(bare) : len(bare) + 1].isalpha():
            return True
    return lost_letters(bare, (reading.body,))


def headline_comma_end(reading: Reading) -> Sequence[Place]:
    """A headline that ends in a comma, colon, dash or open quote, or in the middle of a word the body has whole: its end is missing."""
    bare = reading.headline.rstrip()
    if len(bare) > LONGEST:
        return ()
    if _cut_in_word(reading, bare):
        return [Place("headline", bare.rfind(" ") + 1, len(bare))]
    if bare.endswith(DASHED) and any(f" {dash}" in bare[:-1] or bare.startswith(dash) for dash in DASHED):
        return ()
    return [Place("headline", len(bare) - 1, len(bare))] if bare.endswith(("،", ",", ":", "؛", "-", "–", "«", "(", "/", "|")) else ()


SIGNALS: tuple[Signal, ...] = (
    value("headline_letters", "headline", headline_letters, places=whole("headline")),
    value("headline_length", "headline", headline_characters, places=whole("headline")),
    value("headline_arabic_ratio", "headline", headline_arabic, places=latin_runs),
    value("headline_in_lists", "headline", headline_in_lists, places=beyond_lists),
    count("headline_markup", "headline", headline_markup, suggest=without_markup),
    count("headline_site_suffix", "headline", headline_site_suffix, suggest=without_site_name),
    count("headline_ellipsis", "headline", headline_ellipsis),
    count("headline_cut", "headline", headline_comma_end),
    count("headline_shouting", "headline", headline_shouting),
    count("headline_mixed_digits", "headline", headline_mixed_digits),
    value("headline_agreement", "headline", headline_agreement, places=whole("headline"), suggest=other_headline),
)

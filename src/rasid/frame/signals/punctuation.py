"""Signals of punctuation and of what one article writes in two ways: each one finding an article, with the whole clean-up beside it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from rasid.arabic.punctuation import cleaned, faults
from rasid.arabic.variants import Mixed, mixed
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal, count
from rasid.frame.signals.words import vocabularies
from rasid.model import Words

MOST_PARAGRAPHS = 30
"""Paragraphs of one clean-up."""


def punctuation(reading: Reading) -> Sequence[Place]:
    """Spaces before a comma, stop or question mark and none behind, Latin and doubled commas, clashing marks, spaced and glued brackets and guillemets,
    a separated «و», digits glued to words: all of headline, standfirst and body."""
    return [
        Place(one.field, start, end)
        for one in vocabularies(reading)
        if (asked := {place for word in one.told.values() for place in word.asks})
        for _, start, end in sorted(faults(one.text, asked), key=itemgetter(1))
    ]


def tidied(reading: Reading) -> Words | None:
    """The headline, standfirst and paragraphs that have a fault, as they are meant: to be copied over the old ones."""
    changed = [tidy for text in (reading.headline, reading.standfirst, *reading.paragraphs) if text and (tidy := cleaned(text)) != text]
    if not changed:
        return None
    told = "\n".join(changed[:MOST_PARAGRAPHS])
    return Words(told, told)


def inconsistencies(reading: Reading) -> Sequence[Mixed]:
    """What the body writes in two ways, or otherwise than the seed says its house does."""
    if "mixed" not in reading.kept:
        reading.kept["mixed"] = _mixed(reading)
    told: Sequence[Mixed] = reading.kept["mixed"]
    return told


def _mixed(reading: Reading) -> Sequence[Mixed]:
    forms = reading.source.style.forms if reading.source is not None else {}
    for one in vocabularies(reading):
        if one.field == "body":
            shown = {word: known.answer for word, known in one.told.items() if known.answer is not None}
            return mixed(one.text, one.words, shown, reading.body_characters, forms, reading.house)
    return ()


def inconsistent(reading: Reading) -> Sequence[Place]:
    """Where the body writes otherwise than elsewhere (or than its house does): each place of a form that is not the one to keep."""
    return [Place("body", *span) for span in sorted(span for one in inconsistencies(reading) for span in one.places)]


def to_one_form(reading: Reading) -> Words | None:
    """For each question the form to keep, and what else stands there how often."""
    found = inconsistencies(reading)
    if not found:
        return None

    def told(of: str) -> str:
        comma, arrow = ("، ", "←") if of == "ar" else (", ", "→")
        return comma.join(f"{other} ×{number} {arrow} {one.form}" for one in found for other, number in one.others.items())

    return Words(told("ar"), told("en"))


SIGNALS: tuple[Signal, ...] = (
    count("text_punctuation", "body", punctuation, suggest=tidied),
    count("text_inconsistent", "body", inconsistent, suggest=to_one_form),
)

"""Articles → the frame that article rules judge: their fields and every signal, a row an article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import pandas as pd

from rasid.arabic.variants import LEARNT_FROM, learnt
from rasid.frame import window
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal
from rasid.frame.signals import (
    body,
    characters,
    dates,
    ending,
    headline,
    leftovers,
    misspelt,
    no_article,
    punctuation,
    repetition,
    structure,
    text_dates,
    told_dates,
    workshop,
)
from rasid.model import Origin, Source, Span, WindowArticle, Words

SIGNALS: tuple[Signal, ...] = (
    *headline.SIGNALS,
    *repetition.SIGNALS,
    *body.SIGNALS,
    *ending.SIGNALS,
    *no_article.SIGNALS,
    *leftovers.SIGNALS,
    *characters.SIGNALS,
    *dates.SIGNALS,
    *told_dates.SIGNALS,
    *text_dates.SIGNALS,
    *misspelt.SIGNALS,
    *punctuation.SIGNALS,
    *workshop.SIGNALS,
    *structure.SIGNALS,
)
BY_NAME: Mapping[str, Signal] = {signal.name: signal for signal in SIGNALS}
FIELD_READERS: Mapping[str, Callable[[Reading], str | None]] = {
    "url": lambda reading: reading.article.url,
    "source_id": lambda reading: reading.article.source_id,
    "section": lambda reading: reading.article.section,
    "type": lambda reading: reading.article.type.value,
    "language": lambda reading: reading.article.language,
    "headline": lambda reading: reading.headline or None,
    "standfirst": lambda reading: reading.standfirst or None,
    "body": lambda reading: reading.body or None,
    "doubts": lambda reading: " ".join(reading.article.doubts) or None,
}
FIELDS: tuple[str, ...] = tuple(FIELD_READERS)
"""The article's own fields in the frame, text (``object`` dtype, None for null); ``body`` is the paragraphs joined by line breaks, ``doubts``
the keys of :attr:`rasid.model.Article.doubts` joined by blanks."""
COLUMNS: tuple[str, ...] = (*FIELDS, *BY_NAME, *window.COLUMNS)
LONG_TEXTS = ("body", "standfirst")
MOST_WITH_TEXTS = 20_000
"""Rows up to which a frame holds the articles' long texts. Larger ones (a table checked at once, a backfill) leave them out: they would double the
memory, and rules look at signals. A rule on such a column is then reported as broken, never passed."""
CHUNK = 4_096
"""Rows read before their values become columns."""
LEAST_FOR_HABIT, HABIT = 30, 0.15
"""Articles a habit shows in, and share of them. Of 16 houses read one wrote «إجتماع» in 21 of 100 articles, the next in 8."""
CONTEXT = 40
"""Characters of context on either side of a span."""
MOST_SPANS = 20


def article_frame(
    items: Sequence[WindowArticle],
    *,
    source: Source | None,
    now: datetime,
    link_states: Mapping[str, bool] | None = None,
) -> pd.DataFrame:
    """One row an article, index 0…n-1, columns :data:`COLUMNS` (dtypes beside each signal, also when there are no rows).

    ``now`` (aware) is when the window is judged. ``link_states`` says for addresses linked from bodies whether they answer; without it
    ``dead_links`` is null. Window columns compare the rows with one another. Linear in the length of the texts.
    """
    fields = FIELDS if len(items) <= MOST_WITH_TEXTS else tuple(name for name in FIELDS if name not in LONG_TEXTS)
    texts: dict[str, list[str | None]] = {name: [] for name in fields}
    parts: dict[str, list[pd.Series[Any]]] = {name: [] for name in BY_NAME}
    twins = window.Twins()
    rows = iter(items)
    for _ in range(0, max(1, len(items)), CHUNK):
        values: dict[str, list[Any]] = {name: [] for name in BY_NAME}
        appends = [(values[signal.name].append, signal.read) for signal in SIGNALS]
        own = [(texts[name].append, FIELD_READERS[name]) for name in fields]
        for item in islice(rows, CHUNK):
            reading = Reading(item, source, now, link_states)
            for append, read in (*own, *appends):
                append(read(reading))
            twins.add(item, reading.body)
        # A number in a list takes four times the memory of one in a column.
        for signal in SIGNALS:
            parts[signal.name].append(_series(values[signal.name], signal.dtype))
    columns: dict[str, Any] = {name: pd.Series(told, dtype=object) for name, told in texts.items()}
    columns |= {name: pd.concat(series, ignore_index=True) if len(series) > 1 else series[0] for name, series in parts.items()}
    columns |= {name: pd.Series(found, dtype=object) for name, found in twins.columns().items()}
    frame = pd.DataFrame(columns, copy=False)
    # The same text is also nearly the same: told once.
    frame.loc[frame["body_repeats"].notna() & (frame["body_repeats"] == frame["near_duplicate_of"]), "near_duplicate_of"] = None
    _house_habits(frame)
    return frame


def _house_habits(frame: pd.DataFrame) -> None:
    """Where one article in seven and more has a slip of spelling, that is how the house writes: a matter for its editor in chief, and no warning over
    each headline."""
    if len(frame) >= LEAST_FOR_HABIT and (frame["text_misspelt"] > 0).mean() >= HABIT:
        frame["headline_misspelt"] = 0.0


def house_forms(items: Sequence[WindowArticle]) -> Mapping[str, str]:
    """How the source of ``items`` writes what may be written in two ways, learnt from the latest 200 of them: question → form."""
    latest = sorted(items, key=lambda item: item.first_seen_at)[-LEARNT_FROM:] if len(items) <= CHUNK else items[-LEARNT_FROM:]
    return learnt("\n".join(item.article.body) for item in latest)


def locate(
    column: str, item: WindowArticle, *, source: Source | None, now: datetime, house: Mapping[str, str] | None = None
) -> tuple[Span, ...]:
    """The words of ``item`` the column speaks of, with context; empty when there are none to show (a missing field, an unknown column)."""
    reading = Reading(item, source, now, house=house)
    signal = BY_NAME.get(column)
    if signal is not None and signal.places is not None:
        return tuple(span for span in (_span(reading, place) for place in signal.places(reading)[:MOST_SPANS]) if span is not None)
    if column in ("headline_repeats", "headline", "url"):
        field = "url" if column == "url" else "headline"
        span = _span(reading, Place(field, 0, len(reading.texts[field])))
        return (span,) if span else ()
    return ()


def suggest(
    column: str, item: WindowArticle, *, source: Source | None, now: datetime, house: Mapping[str, str] | None = None
) -> Words | None:
    """The right value, where the column's signal knows it. ``house``: the forms its source writes in, as :func:`house_forms` learns them."""
    signal = BY_NAME.get(column)
    return signal.suggest(Reading(item, source, now, house=house)) if signal is not None and signal.suggest is not None else None


def origin_of(column: str, item: WindowArticle) -> Origin | None:
    """Where the field the column speaks of was read on the page."""
    signal = BY_NAME.get(column)
    return item.article.origins.get(signal.field if signal is not None else column)


def _series(values: list[Any], dtype: str) -> pd.Series[Any]:
    if dtype.startswith("datetime64"):
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object), utc=True).dt.as_unit("us"))
    return pd.Series(values, dtype=float if dtype == "float64" else object)


def _span(reading: Reading, place: Place) -> Span | None:
    text = reading.texts.get(place.field, "")
    start, end = max(0, place.start), min(len(text), place.end)
    if start >= end:
        return None
    return Span(place.field, start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])

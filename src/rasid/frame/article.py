"""Articles → the frame that article rules judge: their fields and every signal, a row an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from rasid.frame import window
from rasid.frame.reading import Reading
from rasid.frame.signal import Place, Signal
from rasid.frame.signals import body, characters, dates, headline, leftovers, repetition, structure, told_dates
from rasid.model import Origin, Source, Span, WindowArticle, Words

SIGNALS: tuple[Signal, ...] = (
    *headline.SIGNALS,
    *repetition.SIGNALS,
    *body.SIGNALS,
    *leftovers.SIGNALS,
    *characters.SIGNALS,
    *dates.SIGNALS,
    *told_dates.SIGNALS,
    *structure.SIGNALS,
)
BY_NAME: Mapping[str, Signal] = {signal.name: signal for signal in SIGNALS}
FIELDS: tuple[str, ...] = ("url", "source_id", "section", "type", "language", "headline", "standfirst", "body")
"""The article's own fields in the frame, text (``object`` dtype, None for null); ``body`` is the paragraphs joined by line breaks."""
COLUMNS: tuple[str, ...] = (*FIELDS, *BY_NAME, *window.COLUMNS)
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
    lists: dict[str, list[Any]] = {name: [] for name in (*FIELDS, *BY_NAME)}
    appends = [(lists[signal.name].append, signal.read) for signal in SIGNALS]
    own = [lists[name].append for name in FIELDS]
    twins = window.Twins()
    for item in items:
        reading = Reading(item, source, now, link_states)
        for append, text in zip(own, _fields(reading), strict=True):
            append(text)
        for append, read in appends:
            append(read(reading))
        twins.add(item, reading.body)
    columns: dict[str, Any] = {name: pd.Series(lists[name], dtype=object) for name in FIELDS}
    for signal in SIGNALS:
        columns[signal.name] = _series(lists[signal.name], signal.dtype)
    for name, found in twins.columns().items():
        columns[name] = pd.Series(found, dtype=object)
    return pd.DataFrame(columns)


def locate(column: str, item: WindowArticle, *, source: Source | None, now: datetime) -> tuple[Span, ...]:
    """The words of ``item`` the column speaks of, with context; empty when there are none to show (a missing field, an unknown column)."""
    reading = Reading(item, source, now)
    signal = BY_NAME.get(column)
    if signal is not None and signal.places is not None:
        return tuple(span for span in (_span(reading, place) for place in signal.places(reading)[:MOST_SPANS]) if span is not None)
    if column in ("headline_repeats", "headline", "url"):
        field = "url" if column == "url" else "headline"
        span = _span(reading, Place(field, 0, len(reading.texts[field])))
        return (span,) if span else ()
    return ()


def suggest(column: str, item: WindowArticle, *, source: Source | None, now: datetime) -> Words | None:
    """The right value, where the column's signal knows it."""
    signal = BY_NAME.get(column)
    return signal.suggest(Reading(item, source, now)) if signal is not None and signal.suggest is not None else None


def origin_of(column: str, item: WindowArticle) -> Origin | None:
    """Where the field the column speaks of was read on the page."""
    signal = BY_NAME.get(column)
    return item.article.origins.get(signal.field if signal is not None else column)


def _fields(reading: Reading) -> tuple[str | None, ...]:
    article = reading.article
    return (
        article.url,
        article.source_id,
        article.section,
        article.type.value,
        article.language,
        article.headline or None,
        article.standfirst or None,
        reading.body or None,
    )


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

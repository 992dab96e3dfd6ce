"""What a signal is: a column of the frame, the function that reads it off an article, and where the words it speaks of stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rasid.frame.reading import Reading
from rasid.model import Words


class Place(NamedTuple):
    """``start:end`` (code points) of a field's text; ``body`` is the paragraphs joined by line breaks, ``captions`` likewise."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signal:
    """One column. ``read`` gives its value for one article, None where the article cannot say (every rule passes a null)."""

    name: str
    dtype: str
    """``float64`` (numbers; NaN for null), ``object`` (text or None) or ``datetime64[us, UTC]``."""
    read: Callable[[Reading], Any]
    field: str
    """The article field it speaks of: where the value's origin is looked up."""
    places: Callable[[Reading], Sequence[Place]] | None = None
    """The offending words; only asked for articles that fail."""
    suggest: Callable[[Reading], Words | None] | None = None
    """The right value, where it is known."""

    @property
    def doc(self) -> str:
        """One line on what the column means."""
        return (self.read.__doc__ or self.places.__doc__ if self.places else self.read.__doc__) or ""


def value(name: str, field: str, read: Callable[[Reading], Any], *, dtype: str = "float64", **more: Any) -> Signal:
    """A signal with a value of its own (a length, a share, a date)."""
    return Signal(name=name, dtype=dtype, read=read, field=field, **more)


def count(name: str, field: str, places: Callable[[Reading], Sequence[Place]], **more: Any) -> Signal:
    """A signal that is the number of offending places: 0 is good."""

    def read(reading: Reading) -> int:
        return len(places(reading))

    read.__doc__ = places.__doc__
    return Signal(name=name, dtype="float64", read=read, field=field, places=places, **more)


def whole(field: str) -> Callable[[Reading], Sequence[Place]]:
    """Places function for signals that speak of all of a field."""

    def places(reading: Reading) -> Sequence[Place]:
        text = reading.texts.get(field)
        return (Place(field, 0, len(text)),) if text else ()

    return places

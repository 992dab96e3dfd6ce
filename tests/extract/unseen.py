"""What must be read of a page nobody tuned for: every field of an article, written by hand beside the page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Unseen:
    """``published`` and ``modified`` are ISO instants, or a day where the page tells no hour; ``zone`` is the origin of the zone
    (``text | source | country``, None for a day). ``image`` is absolute."""

    name: str
    url: str
    html: str
    headline: str
    body: tuple[str, ...]
    published: str
    zone: str | None = "text"
    modified: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    captions: tuple[str, ...] = ()
    type: str = "article"
    country: str | None = None
    """The country of the source that is given along, None for no source."""

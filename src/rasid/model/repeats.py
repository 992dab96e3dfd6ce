"""What a source repeats from article to article, as the ledger keeps it: short blocks of text, and since when each counts as the site's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum


class Repetition(IntEnum):
    """On how many of a source's articles a block stands."""

    FEW = 0
    MOST = 1
    NEARLY_ALL = 2


@dataclass(frozen=True, slots=True)
class RepeatedBlock:
    """One block. ``articles`` of ``of`` articles read since it was first met hold it, on ``days`` days (UTC), as last counted."""

    fingerprint: bytes
    """16 bytes of its words; see :mod:`rasid.extract.repeated`."""
    sample: str
    """Its beginning, for people."""
    articles: int
    of: int
    days: int
    first_seen_at: datetime
    last_seen_at: datetime
    changes: tuple[tuple[datetime, Repetition], ...] = ()
    """From when on it stood where, in order: a page of the past is read by the standing of its time."""
    kept_at: datetime | None = None
    """A person said since then that it is the newsroom's: it is never taken out, of no page of whatever time."""
    kept_by: str = ""

    def standing(self, at: datetime) -> Repetition:
        """As it was known at that moment."""
        if self.kept_at is not None:
            return Repetition.FEW
        return next((standing for since, standing in reversed(self.changes) if since <= at), Repetition.FEW)


@dataclass(frozen=True, slots=True)
class Repeated:
    """The table of one source. Empty: a page alone, or a source that is not known yet."""

    blocks: Mapping[bytes, RepeatedBlock] = field(default_factory=dict)
    since: datetime | None = None
    """Told to forget at that moment: nothing is learnt from articles first seen before."""

    def standing(self, fingerprint: bytes, at: datetime) -> Repetition:
        found = self.blocks.get(fingerprint)
        return Repetition.FEW if found is None else found.standing(at)

    def __iter__(self) -> Iterator[RepeatedBlock]:
        return iter(self.blocks.values())

    def __len__(self) -> int:
        return len(self.blocks)


@dataclass(frozen=True, slots=True)
class Taught:
    """One article's paragraphs as its page has them, and when it was first seen: what is learnt from."""

    paragraphs: tuple[str, ...]
    first_seen_at: datetime

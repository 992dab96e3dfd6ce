"""One article made ready for the signals: its texts, paragraphs and characters, each worked out once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np

from rasid.arabic.mojibake import mojibake_spans
from rasid.arabic.script import INVISIBLE, letter_count
from rasid.model import Article, Origin, Source, WindowArticle

PAGE_ORIGINS = frozenset({Origin.JSON_LD, Origin.STATE, Origin.META, Origin.MICRODATA, Origin.TIME, Origin.SELECTOR})

BROKEN = frozenset(map(chr, range(0xA1, 0x100))) - frozenset("«»×·°©®±²³½¼¾ªºé\u00ad") | frozenset("â„‚†‡ˆ‰Šœƒ\u2039™Œ\ufffd?")
"""One of these is in every text that was decoded with the wrong table."""
UNSEEN = re.compile(f"[{INVISIBLE}\u0640\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f]+")
MOSTLY = 0.3
"""Share of a text decoded wrongly from which nothing else can be said of it: its letters, words and marks are echoes of the one fault."""


def characters_of(text: str) -> frozenset[str]:
    """The different characters of a text (those beyond U+FFFF as surrogates). Counting codes is three times as quick as a set of one-letter strings.

    >>> sorted(characters_of("abca"))
    ['a', 'b', 'c']
    """
    if not text:
        return frozenset()
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    return frozenset(map(chr, np.flatnonzero(np.bincount(codes)).tolist()))


def visible(text: str | None) -> str:
    """The text, or none at all where readers see nothing of it: white space, direction marks, joiners.

    >>> visible("\u200f\u00a0\u200e"), visible("\u200fعاجل") == "\u200fعاجل"
    ('', True)
    """
    # A letter at either end, as nearly every text has: nothing to look for.
    if not text or text[0].isalnum() or UNSEEN.sub("", text).strip():
        return text or ""
    return ""


class Reading:
    """What signals look at. ``now`` is when the frame is made; ``source`` the seed, if there is one; ``link_states`` which linked addresses answer, if asked."""

    def __init__(
        self,
        item: WindowArticle,
        source: Source | None,
        now: datetime,
        link_states: Mapping[str, bool] | None = None,
        house: Mapping[str, str] | None = None,
    ) -> None:
        self.item = item
        self.article: Article = item.article
        self.source = source
        self.now = now
        self.link_states = link_states
        self.headline = visible(self.article.headline)
        self.standfirst = visible(self.article.standfirst)
        self.paragraphs: tuple[str, ...] = self.article.body if any(map(visible, self.article.body)) else ()
        self.body = "\n".join(self.paragraphs)
        self.house: Mapping[str, str] = house or {}
        """How the house writes, learnt from its articles (question of ``arabic/data/variants.toml`` → form), where somebody asked."""
        self.kept: dict[str, Any] = {}
        """What several signals ask for, worked out once: the signal's module knows what."""
        self.headline_characters = frozenset(self.headline)
        self.body_characters = characters_of(self.body)
        self.characters = self.headline_characters | self.body_characters | frozenset(self.standfirst)
        """Every character of the three texts: one pass here spares the character signals a search each."""

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts spans may point into, by field."""
        article = self.article
        return {
            "headline": self.headline,
            "standfirst": self.standfirst,
            "body": self.body,
            "captions": "\n".join(article.captions),
            "published_at": article.published_raw or "",
            "modified_at": article.modified_raw or "",
            "authors": "\n".join(article.authors),
            "section": article.section_name or "",
            "image": article.image or "",
            "url": article.url,
            "dateline": article.dateline or "",
        }

    @property
    def prose(self) -> tuple[tuple[str, str], ...]:
        """(field, text) of what readers read: headline, standfirst, body."""
        return (("headline", self.headline), ("standfirst", self.standfirst), ("body", self.body))

    @cached_property
    def broken(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Where headline, standfirst and body were decoded with the wrong table; letters merely lost (U+FFFD alone) are not counted."""
        if self.characters.isdisjoint(BROKEN):
            return {}
        found = {
            field: tuple(span for span in mojibake_spans(text) if text[span[0] : span[1]].strip("\ufffd")) for field, text in self.prose
        }
        return {field: spans for field, spans in found.items() if spans}

    def is_broken(self, field: str) -> bool:
        """Most of the field was decoded wrongly: then that is what there is to say, and all else said of its letters would be an echo."""
        return field in self.broken and sum(end - start for start, end in self.broken[field]) > MOSTLY * len(self.texts[field])

    @cached_property
    def headline_letters(self) -> tuple[int, int]:
        """(Arabic letters, letters of any script) of the headline."""
        return letter_count(self.headline)

    @cached_property
    def word_count(self) -> int:
        """Words of the body, as white space divides them. Articles have theirs folded, so counting it is enough and twenty times quicker."""
        return self.body.count(" ") + len(self.paragraphs)

    @cached_property
    def paragraph_starts(self) -> list[int]:
        """Where each paragraph begins in ``body``."""
        starts, at = [], 0
        for paragraph in self.paragraphs:
            starts.append(at)
            at += len(paragraph) + 1
        return starts

    @cached_property
    def is_page(self) -> bool:
        """Whether the article was read off a web page: only then do missing author, image or structured data mean anything."""
        article = self.article
        return bool(article.structured_data) or not PAGE_ORIGINS.isdisjoint(article.origins.values())

    @property
    def is_arabic(self) -> bool:
        """Detected as Arabic, or not said."""
        return self.article.language in (None, "ar")

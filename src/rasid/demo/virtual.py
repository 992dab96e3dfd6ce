"""Invented articles by the hundred: the same number always gives the same article.

They fill the mini-sites ``/s/<n>/`` and what ``Newsroom.publish`` adds. Sentences are drawn from ``phrases.toml``; an article takes eight of some
fifty, with different names and numbers, so that two articles of one site are no near-duplicates.
"""

from __future__ import annotations

import random
import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from rasid.demo.datelines import STYLES
from rasid.demo.stories import SECTIONS, Story, slugify

PHRASES = Path(__file__).with_name("phrases.toml")


@cache
def phrases() -> dict[str, Any]:
    return tomllib.loads(PHRASES.read_text("utf-8"))


def invent(number: int, *, site: int, published: datetime, section: str | None = None, taken: frozenset[str] = frozenset()) -> Story:
    """Article ``number`` of mini-site ``site``; ``taken`` are headlines it must not repeat."""
    dice = random.Random(f"{site}/{number}")  # noqa: S311  (prose, not secrets)
    section = section or dice.choice(tuple(SECTIONS))
    words = phrases()
    blanks = _blanks(dice, words)
    headline = _fill(dice, words[section]["headlines"], blanks)
    for _ in range(40):
        if headline not in taken:
            break
        blanks = _blanks(dice, words)
        headline = _fill(dice, words[section]["headlines"], blanks)
    else:
        headline = f"{headline} للمرة {dice.randrange(11, 99)}"
    own = dice.sample(words[section]["sentences"], 5)
    shared = dice.sample(words["shared"]["sentences"], 3)
    sentences = [
        template.format_map(_blanks(dice, words) | {"city": blanks["city"], "place": blanks["place"]})
        for template in own[:3] + shared + own[3:]
    ]
    sentences[0] = sentences[0].removeprefix("و")  # an opening sentence continues nothing
    return Story(
        id=(site * 100_000 + 5000 + number) if site else 9000 + number,
        slug=slugify(headline),
        section=section,
        headline=headline,
        standfirst=_fill(dice, words[section]["standfirsts"], blanks),
        body=tuple(" ".join(sentences[i : i + 2]) for i in range(0, 8, 2)),
        author=dice.choice(words["names"]["authors"]),
        published=published,
        modified=published,
        caption=_fill(dice, words[section]["captions"], blanks),
        dateline=blanks["city"] if dice.random() < 0.4 else "",
        tags=(blanks["city"], SECTIONS[section]),
        date_style=STYLES[(site + number) % len(STYLES)],
        site=site,
    )


def mini_site(site: int, count: int, opened_at: datetime) -> list[Story]:
    """``count`` articles of mini-site ``site``, spread evenly over the 40 hours before it opened, newest first."""
    result: list[Story] = []
    for number in range(count):
        published = opened_at - timedelta(minutes=20 + number * (2400 // max(count, 1)))
        result.append(invent(number, site=site, published=published, taken=frozenset(story.headline for story in result)))
    return result


def _blanks(dice: random.Random, words: dict[str, Any]) -> dict[str, Any]:
    return {
        "city": dice.choice(words["names"]["cities"]),
        "place": dice.choice(words["names"]["places"]),
        "man": dice.choice(words["names"]["men"]),
        "woman": dice.choice(words["names"]["women"]),
        "official": dice.choice(words["names"]["officials"]),
        "expert": dice.choice(words["names"]["experts"]),
        "body": dice.choice(words["names"]["bodies"]),
        "n": dice.randrange(12, 98),
        "big": dice.randrange(3, 89) * 100,
        "few": dice.randrange(3, 10),
        "percent": dice.randrange(4, 37),
        "day": dice.choice(words["names"]["days"]),
    }


def _fill(dice: random.Random, templates: list[str], blanks: dict[str, Any]) -> str:
    return dice.choice(templates).format_map(blanks)

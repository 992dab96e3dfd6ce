"""What makes a real news page heavy, invented: menus, lists of other articles, inline style and script, the page's state as JSON.

Seven real article pages of seven Arabic publishers weigh 29 to 532 KB, 113 KB in the middle (24 KB packed by gzip): a third of it script,
770 tags, 146 links, 320 words of article, 2.2 ms to tell and to extract. Pages made here weigh 60, 70, … 150 KB in equal shares, 105 KB
on average, made up alike; as many styles and scripts again would only be skipped faster.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from urllib.parse import quote

SIZES = tuple(range(60_000, 150_001, 10_000))
VARIANTS = 3
"""Of one size and language: the crawler packs each page alone, so that pages in common parts pack no better."""
SCRIPT_SHARE = 0.35
"""Of a page's bytes: programs and JSON."""
STYLE_BYTES = 700
MENU_LINKS = 60


def dressed(page: bytes, number: int, words: Sequence[str]) -> bytes:
    """The page with everything around its article that makes it weigh ``SIZES[number % 10]``. ``words`` are of the page's language."""
    more = SIZES[number % len(SIZES)] - len(page)
    if more <= 0:
        return page
    style, menu, lists, script = _clothes(more, number // len(SIZES) % VARIANTS, tuple(words))
    for before, put in ((b"</head>", style), (b"<article", menu), (b"</body>", lists + script)):
        page = page.replace(before, put + before, 1)
    return page


@cache
def _clothes(size: int, variant: int, words: tuple[str, ...]) -> tuple[bytes, bytes, bytes, bytes]:
    """Style, menu, lists, script: ``size`` bytes together. Always the same for the same arguments."""
    dice = random.Random(f"{size // 1000} {variant} {words[0]}")
    style = b"<style>" + b"".join(_taken(_rules(dice), STYLE_BYTES)) + b"</style>"
    menu = b"<nav class='mega-menu'><ul>" + b"".join(_link(dice, words, 2) for _ in range(MENU_LINKS)) + b"</ul></nav>"
    rest = size - len(style) - len(menu)
    state = b"".join(_taken(_state(dice, words), int(size * SCRIPT_SHARE / 2)))
    program = b"".join(_taken(_statements(dice), int(size * SCRIPT_SHARE / 2)))
    script = b"<script>window.__STATE__=[" + state + b"null]</script><script>" + program + b"</script>"
    lists = b"<aside class='more'><ul>" + b"".join(_taken(_cards(dice, words), rest - len(script))) + b"</ul></aside>"
    return style, menu, lists, script


def _taken(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Pieces until they are ``size`` bytes or a little more."""
    while size > 0:
        piece = next(pieces)
        size -= len(piece)
        yield piece


def _token(dice: random.Random, letters: int = 6) -> str:
    return "".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=letters))


def _headline(dice: random.Random, words: Sequence[str], length: int) -> str:
    return " ".join(dice.choices(words, k=length))


def _address(dice: random.Random, headline: str) -> str:
    return f"/news/{dice.randrange(10**6, 10**7)}/{quote('-'.join(headline.split()[:5]))}"


def _link(dice: random.Random, words: Sequence[str], length: int) -> bytes:
    headline = _headline(dice, words, length)
    return f'<li class="menu-item menu-item-{dice.randrange(9999)}"><a href="/{_token(dice)}/{_token(dice)}">{headline}</a></li>\n'.encode()


def _cards(dice: random.Random, words: Sequence[str]) -> Iterator[bytes]:
    while True:
        headline = _headline(dice, words, 9)
        address = _address(dice, headline)
        picture = f"https://cdn.example/{dice.randrange(10**9):09d}/{_token(dice, 12)}-320x180.webp"
        yield (
            f'\n<li class="card card--{_token(dice, 4)}" data-id="{dice.randrange(10**8)}">\n    <a href="{address}" title="{headline}">'
            f'<span class="thumb"><img loading="lazy" data-src="{picture}" alt="{headline}" width="320" height="180"></span></a>\n'
            f'    <div class="card__text"><span class="label">{words[dice.randrange(len(words))]}</span>\n      <h4><a href="{address}">{headline}</a></h4></div></li>'
        ).encode()


def _rules(dice: random.Random) -> Iterator[bytes]:
    while True:
        yield f".{_token(dice)}-{_token(dice, 4)}{{padding:{dice.randrange(40)}px;color:#{dice.randrange(16**6):06x}}}".encode()


def _statements(dice: random.Random) -> Iterator[bytes]:
    for number in count():
        names = [_token(dice, 3) for _ in range(3)]
        yield f'function {names[0]}{number}({names[1]}){{var {names[2]}={names[1]}["{_token(dice, 9)}"]||{dice.randrange(10**6)};return {names[2]}<0?null:{names[2]}+"{_token(dice, 5)}"}};\n'.encode()


def _state(dice: random.Random, words: Sequence[str]) -> Iterator[bytes]:
    while True:
        headline = _headline(dice, words, 9)
        item = {"id": dice.randrange(10**8), "title": headline, "url": _address(dice, headline), "tags": dice.choices(words, k=3)}
        # Half the publishers escape what is not ASCII, half do not.
        yield (json.dumps(item, ensure_ascii=dice.random() < 0.5) + ",").encode()

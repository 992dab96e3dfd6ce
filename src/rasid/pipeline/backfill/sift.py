"""Which captured pages are worth reading: most of a news crawl is in other languages, and telling that must cost next to nothing."""

from __future__ import annotations

import html
import re
from heapq import nlargest

from rasid.arabic.language import SAMPLE, detect
from rasid.decode import decode
from rasid.model import Decoded

LEAST_BYTES = 200
"""Bytes outside ASCII below which a page holds no hundred Arabic letters in any encoding, unless it spells them as escapes."""
LEAST_LETTERS = 100
"""The frame of an Arabic news page alone has more; a page with fewer quotes a name or a slogan."""
ASCII = bytes(range(0x80))
ESCAPED = re.compile(rb"&#(?:1[56]\d\d|x06[0-9a-f]{2});|\\u06[0-9a-f]{2}", re.IGNORECASE)
RUN = re.compile(
    "[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc][\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u200b-\u200f\\s0-9«»“”.,:()\\-]*"
)
RUNS = 24
"""The longest stretches of Arabic script are paragraphs of the article; menus are short."""
NOT_HTML = ("image/", "video/", "audio/", "font/", "application/pdf", "application/json", "text/css", "javascript", "rss", "atom", "/xml")


def is_page(status: int, content_type: str | None) -> bool:
    """Whether an answer can hold an article at all: status 200 and no other kind of file than a page."""
    told = (content_type or "").lower()
    return status == 200 and ("xhtml" in told or not any(kind in told for kind in NOT_HTML))


def arabic(body: bytes, content_type: str | None) -> Decoded | None:
    """The decoded page when it seems to be in Arabic, else None. Raises DecodeError for what is no text.

    A first look only, wrong now and then on pages of several languages; the article's own language is told again after extraction.
    """
    if not body.count(0) and len(body.translate(None, ASCII)) < LEAST_BYTES and len(ESCAPED.findall(body)) < LEAST_LETTERS:
        return None
    decoded = decode(body, content_type=content_type)
    text = decoded.text
    runs = RUN.findall(text)
    if sum(map(len, runs)) < LEAST_LETTERS and "&#" in text:
        runs = RUN.findall(html.unescape(text))
    if sum(map(len, runs)) < LEAST_LETTERS:
        # Escapes of JSON are all there is: reading the page settles it.
        return decoded if len(ESCAPED.findall(body)) >= LEAST_LETTERS else None
    longest = nlargest(RUNS, runs, key=len)
    return decoded if detect(" ".join(" ".join(longest).split())[:SAMPLE]) in ("ar", None) else None

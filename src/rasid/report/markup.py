"""Strangers' words made safe and legible in HTML: escaped, isolated, offending words marked, invisible characters shown."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from markupsafe import Markup, escape

from rasid.model import Span

# Characters that steer the direction of text round them, or cannot be seen at all. In a quotation they are shown by name:
# an editor cannot delete what the page hides, and a right-to-left override must not turn our own words round.
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufff9-\ufffb\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufff9-\ufffb\ud800-\udfff\u200b-\u200f\u061c\u00ad\u2060-\u2064]"
)
_ISOLATES = re.compile("[\u2066-\u2069]")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_ENCODED = re.compile("(?:%[0-9A-Fa-f]{2})+")
_CODE = re.compile(r"</?[A-Za-z][^<>\u0590-\u08ff]{0,200}>?|\[/?[a-z_]+[^\[\]\u0590-\u08ff]{0,200}\]?|https?://[^\s\u0590-\u08ff]+")
_WHOLE = re.compile(r"(?=[^-]*-)[0-9A-Za-z:+.-]{4,32}")
"""A date or a code: broken at its hyphen in a right-to-left line, its parts change places."""
LONGEST_MARK = 240
"""Characters of a marked passage that are quoted: a whole text in the wrong script is marked from end to end, and one need not read it."""


def _named(match: re.Match[str]) -> Markup:
    code = f"U+{ord(match.group()):04X}"
    name = unicodedata.name(match.group(), "CONTROL CHARACTER")
    return Markup('<span class="ctl" dir="ltr" title="{}">{}</span>').format(name, code)


def _shown(text: str, pattern: re.Pattern[str]) -> Markup:
    parts: list[Markup] = []
    at = 0
    for match in pattern.finditer(text):
        parts += (escape(text[at : match.start()]), _named(match))
        at = match.end()
    parts.append(escape(text[at:]))
    return Markup("").join(parts)


_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LTR = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f]")


def direction_of(text: str, base: str | None = None) -> str:
    """``rtl`` or ``ltr``: of a text in one script that script's; of a mixed one ``base``, the direction of its source's language.

    Never by the first letter: an Arabic paragraph that begins with a tag or a Latin name is an Arabic paragraph. Without ``base`` an
    Arabic text may quote twice as many Latin letters.
    """
    rtl, ltr = len(_RTL.findall(text)), len(_LTR.findall(text))
    if not rtl and not ltr:
        return base or "auto"
    if not rtl or not ltr:
        return "rtl" if rtl else "ltr"
    return base or ("rtl" if 2 * rtl >= ltr else "ltr")


def foreign(text: str) -> Markup:
    """Attributes for a run of words inside a sentence: one without a letter of ours is isolated, or its brackets and stops change places.

    Arabic runs are left as they are: isolation would break the joins of a word that is marked in part.
    """
    return Markup(' class="foreign" dir="ltr"') if _LTR.search(text) and not _RTL.search(text) else Markup("")


def legible(text: str) -> Markup:
    """Escaped, with steering and control characters shown by name. For use inside an isolating element."""
    return _shown(text, _STEERING)


def flowing(text: str) -> Markup:
    """As :func:`legible`, for a passage of an Arabic text: tags and shortcodes are kept whole, so that their brackets stay at their ends."""
    return _isolated(text, _STEERING)


def _isolated(text: str, pattern: re.Pattern[str]) -> Markup:
    parts: list[Markup] = []
    at = 0
    for match in _CODE.finditer(text):
        parts += (_shown(text[at : match.start()], pattern), Markup("\u2066{}\u2069").format(_shown(match.group(), pattern)))
        at = match.end()
    parts.append(_shown(text[at:], pattern))
    return Markup("").join(parts)


def scraped(text: object) -> Markup:
    """A stranger's words in the middle of ours: escaped, and isolated so that their direction stays their own. Addresses are made readable."""
    words = str(text)
    whole = Markup(' class="whole"') if _WHOLE.fullmatch(words) else ""
    return Markup('<bdi dir="{}"{}>{}</bdi>').format(
        direction_of(words), whole, legible(readable(words) if _ADDRESS.fullmatch(words) else words)
    )


def readable(url: str, *, limit: int = 90) -> str:
    """An address as people read it: «%D8%AC…» as the letters it stands for, cut in the middle when long. Not for following.

    Only letters, marks and digits are decoded: what could steer or hide stays encoded.
    """
    shown = _ENCODED.sub(_decoded, url)
    return shown if len(shown) <= limit else f"{shown[: limit * 2 // 3]}…{shown[-(limit // 3) :]}"


def _decoded(match: re.Match[str]) -> str:
    try:
        letters = unquote(match[0], errors="strict")
    except UnicodeDecodeError:
        return match[0]
    return "".join(letter if unicodedata.category(letter)[0] in "LMN" else quote(letter, safe="") for letter in letters)


def sentence(text: str) -> Markup:
    """A sentence of ours that may quote strangers between U+2068 and U+2069: the quotations become isolating elements.

    A quotation that brings isolates of its own opens no further element: they are shown by name like other steering characters.
    """
    parts: list[Markup] = []
    at, depth = 0, 0
    for match in _ISOLATES.finditer(text):
        sign = match.group()
        if depth == 0 and sign == "\u2068":
            parts.append(legible(text[at : match.start()]))
            at, depth = match.end(), 1
        elif depth and sign != "\u2069":
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                parts.append(scraped(text[at : match.start()]))
                at = match.end()
    parts.append(scraped(text[at:]) if depth else legible(text[at:]))
    return Markup("").join(parts)


def marked(span: Span, base: str | None = None) -> Markup:
    """The offending words, marked, in their context, in the direction of the source's language (``base``)."""
    before = Markup("…{}").format(flowing(span.before)) if len(span.before) >= 40 else flowing(span.before)
    after = Markup("{}…").format(flowing(span.after)) if len(span.after) >= 40 else flowing(span.after)
    whole = Markup(' class="whole"') if _WHOLE.fullmatch(span.text) else foreign(span.text)
    way = direction_of(f"{span.before}{span.text}{span.after}", base)
    return Markup('<bdi dir="{}">{}<mark{}>{}</mark>{}</bdi>').format(way, before, whole, _offending(span.text), after)


def _offending(text: str) -> Markup:
    if len(text) > LONGEST_MARK:
        head, tail = text[: LONGEST_MARK * 2 // 3], text[-LONGEST_MARK // 4 :]
        return Markup("{} … {}").format(_shown(head, _INVISIBLE), _shown(tail, _INVISIBLE))
    return _isolated(text, _INVISIBLE) or Markup("∅")


def marked_text(text: str, ranges: list[tuple[int, int]]) -> Markup:
    """A whole text with ``ranges`` (code points, may overlap or lie outside) marked."""
    parts: list[Markup] = []
    at = 0
    for start, end in merged(ranges, len(text)):
        words = text[start:end]
        parts += (flowing(text[at:start]), Markup("<mark{}>{}</mark>").format(foreign(words), _isolated(words, _INVISIBLE)))
        at = end
    parts.append(flowing(text[at:]))
    return Markup("").join(parts)


def merged(ranges: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """``ranges`` cut to 0…``length``, sorted, overlapping ones joined, empty ones left out."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in ranges):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def query_part(text: str) -> str:
    """``text`` percent-encoded for a query string."""
    return quote(text, safe="", errors="replace")


def web_link(url: str | None) -> str | None:
    """``url`` if a browser may be sent there: http or https with a host, nothing hidden in it. Else None, and no link is made."""
    if not url or re.search(r"[\s\x00-\x1f\x7f\ud800-\udfff]", url):
        return None
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  a bad port raises here, not in the browser
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    return url

"""Scraped text made harmless for each output: it can show, but neither act, nor reorder, nor hide what stands beside it.

Every function first neutralises what no output should pass on (control characters, bidi overrides and unbalanced isolates, zero-width
tricks except those that Arabic script needs), then escapes for its own syntax, then wraps the result in first-strong isolates
(UAX #9), so that an Arabic headline in an English sentence, or the reverse, keeps its own direction and leaves the rest alone.
``isolate=False`` leaves the wrapping out, for places that isolate by markup (``<bdi>``).
"""

from __future__ import annotations

import html as _html
import re
import unicodedata

from rasid.wording.format import isolate as _isolate

_KEPT_INVISIBLE = "\u200c\u200d"
"""ZWNJ and ZWJ shape Arabic-script words (می‌شود) and emoji; everything else invisible goes."""
_LINE_BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_FORMULA = re.compile(r"^[\s\u200e\u200f\u2066-\u2069]*[=+\-@\t\r|%]")
_MENTION = re.compile(r"@(?=\w)")
_WORD_JOINER = "\u2060"


def neutral(text: str, *, limit: int | None = None) -> str:
    """One line of visible text: control and format characters out, line breaks to spaces, at most ``limit`` characters (then «…»).

    Bidi controls go entirely: overrides reverse what follows, and an unclosed isolate or embedding swallows the rest of the message.
    Lone surrogates, non-characters and private-use characters become U+FFFD: some outputs refuse a whole message for one.
    """
    kept: list[str] = []
    for letter in _LINE_BREAKS.sub(" ", text):
        kind = unicodedata.category(letter)
        if letter in _KEPT_INVISIBLE or letter == "\t":
            kept.append(letter)
        elif kind in ("Cs", "Co", "Cn"):
            kept.append("\ufffd")
        elif kind not in ("Cc", "Cf"):
            kept.append(letter)
    line = _SPACES.sub(" ", "".join(kept)).strip()
    return line if limit is None or len(line) <= limit else line[: max(limit - 1, 0)].rstrip() + "…"


def plain(text: str, *, isolate: bool = True, limit: int | None = None) -> str:
    """For plain text. «@everyone» and its like are broken by a word joiner: chat services turn them into calls even in plain text."""
    return _wrap(_MENTION.sub("@" + _WORD_JOINER, neutral(text, limit=limit)), isolate=isolate)


def html(text: str, *, isolate: bool = True, limit: int | None = None) -> str:
    """For HTML text and for attribute values in double or single quotes."""
    return _wrap(_html.escape(neutral(text, limit=limit), quote=True).replace("`", "&#96;"), isolate=isolate)


def chat_html(text: str, *, isolate: bool = True, limit: int | None = None) -> str:
    """For HTML that is translated into a chat service's own dialect: as ``html``, with «@everyone» broken as in ``plain``."""
    return _MENTION.sub("@" + _WORD_JOINER, html(text, isolate=isolate, limit=limit))


def slack(text: str, *, isolate: bool = True, limit: int | None = None) -> str:
    """For Slack's mrkdwn: its three control characters as entities, its marks broken by a word joiner (it knows no escape for them)."""
    line = neutral(text, limit=limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"([*_~`])", _WORD_JOINER + r"\1" + _WORD_JOINER, line)
    return _wrap(_MENTION.sub("@" + _WORD_JOINER, line), isolate=isolate)


def telegram(text: str, *, isolate: bool = True, limit: int | None = None) -> str:
    """For Telegram's HTML mode, which knows four entities and refuses the whole message for any other."""
    line = neutral(text, limit=limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _wrap(_MENTION.sub("@" + _WORD_JOINER, line), isolate=isolate)


def csv_cell(text: str, *, isolate: bool = False, limit: int | None = None) -> str:
    """For a cell of CSV or a spreadsheet: what a program would take for a formula gets an apostrophe before it (OWASP, CSV injection)."""
    line = neutral(text, limit=limit)
    if _FORMULA.match(text) or _FORMULA.match(line):
        return "'" + line
    return _wrap(line, isolate=isolate)


def url(address: str) -> str | None:
    """The address if it is one that a link may have (http, https), with what could end an attribute or a Markdown link encoded; else None."""
    line = neutral(address)
    if not re.match(r"https?://[^\s/?#]", line, re.IGNORECASE):
        return None
    return re.sub(r"[\s\"'<>`()\[\]{}|\\^*_~]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), line)


def _wrap(line: str, *, isolate: bool) -> str:
    return _isolate(line) if isolate and line else line

"""Pages glued together of two encodings: a template in one, a text or a comment in the other."""

from __future__ import annotations

import re

ARABIC_UTF8 = re.compile(rb"(?:[\xd8-\xdb][\x80-\xbf]){2}")
RUN = re.compile(rb"[\x80-\xff]+")
ARABIC_ONLY = re.compile(
    "[\u0621-\u063a\u0640-\u0652\u067e\u0686\u0698\u06a9\u06af\u06cc\u060c\u061b\u061f\u00a0\u00ab\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u0660-\u0669\u200c-\u200f]+"
)
LETTER = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")
SECOND = {"utf-8": "cp1256", "cp1256": "utf-8", "iso8859_6": "utf-8"}


def read_mixed(body: bytes, first: str) -> tuple[str, int]:
    """Read ``body`` as ``first``, each run of bytes that cannot be meant so as the other encoding.

    Returns the text and the number of runs read in the other encoding. A run changes only where the other reading is at least two
    Arabic letters and nothing foreign, so a damaged character stays a U+FFFD.
    """
    if first != "utf-8" and not ARABIC_UTF8.search(body):
        return _replace(body, first), 0
    second = SECOND[first]
    parts: list[str] = []
    runs, end = 0, 0
    for match in RUN.finditer(body):
        other = _other(match[0], first, second)
        if other is not None:
            parts += (_replace(body[end : match.start()], first), other)
            end, runs = match.end(), runs + 1
    parts.append(_replace(body[end:], first))
    return "".join(parts), runs


def _other(run: bytes, first: str, second: str) -> str | None:
    try:
        if first == "utf-8":
            run.decode("utf-8")
            return None
        other = run.decode("utf-8")
    except UnicodeDecodeError:
        if first != "utf-8":
            return None
        other = run.decode(second, "replace")
    return other if ARABIC_ONLY.fullmatch(other) and len(LETTER.findall(other)) >= 2 else None


def _replace(body: bytes, codec: str) -> str:
    return body.decode(codec, "replace").replace("\x00", "\ufffd")

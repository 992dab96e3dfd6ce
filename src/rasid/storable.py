"""What text may hold once it is inside: everything but what no database, no UTF-8 and no Parquet file can keep.

Pages are decoded without either, but JSON (``"\\ud83d"``: an emoji a script has cut in two) and numeric character references can name both.
They become U+FFFD where they enter, so that the rules still see that something was lost, and no later step meets them.
"""

from __future__ import annotations

import re
from typing import Any

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL refuses, and lone surrogates, which UTF-8 cannot say."""
_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_NUMBERED_BYTES = re.compile(_NUMBERED.pattern.encode())
_NAMES_ONE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


def storable(text: str) -> str:
    """``text`` with U+FFFD for every NUL and every lone surrogate.

    >>> storable("خبر \\ud83d")
    'خبر \ufffd'
    """
    return text if text.isascii() and "\x00" not in text else UNSTORABLE.sub("\ufffd", text)


def without_bad_references(markup: str) -> str:
    """``markup`` with U+FFFD for numeric character references to what is no character, at which readers of XML stumble.

    >>> without_bad_references("&#xD83D; &#0; &#1580;")
    '\ufffd \ufffd &#1580;'
    """
    return _NUMBERED.sub(_reference, markup) if "&#" in markup else markup


def bytes_without_bad_references(markup: bytes) -> bytes:
    """The same for markup in UTF-8 or an encoding of one byte; the reference to U+FFFD stands for each."""
    return _NUMBERED_BYTES.sub(lambda found: b"&#xFFFD;" if _is_none(found) else found[0], markup) if b"&#" in markup else markup


def _reference(found: re.Match[str]) -> str:
    return "\ufffd" if _is_none(found) else found[0]


def _is_none(found: re.Match[Any]) -> bool:
    digits = (found[1] or found[2]).lstrip(b"0" if isinstance(found[0], bytes) else "0")
    if len(digits) > len("1114111"):
        return True
    code = int(digits or "0", 16 if found[1] else 10)
    return code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF


def storable_json(value: Any, text: str) -> Any:
    """``value``, which was read from the JSON ``text``, with every string in it storable. Text without escapes of that kind is not walked through."""
    return _walked(value) if _NAMES_ONE.search(text) is not None or UNSTORABLE.search(text) is not None else value


def _walked(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_walked(item) for item in value]
    if isinstance(value, dict):
        return {storable(name): _walked(item) for name, item in value.items()}
    return value

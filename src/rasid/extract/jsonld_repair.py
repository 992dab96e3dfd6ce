"""JSON that is almost JSON: comments, code and server warnings round it, values encoded twice, commas and quotation marks astray, the end cut off."""

from __future__ import annotations

import html
import json
import re
from typing import Any

# What is never closed is taken to the end of the block: looking for its end at each of its beginnings would be quadratic.
_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)|<!--|-->|<!\[CDATA\[|\]\]>', re.DOTALL)
"""A string, which is kept, or a mark of a comment."""
_VALUE = re.compile(r'[{\[](?=\s*["{\[}\]])')
"""Where an object or a list begins: code and warnings before it hold other brackets («[8]», «date()»)."""
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_DOUBLE_COMMA = re.compile(r",(?:\s*,)+")
_NOTHING = re.compile(r":\s*+(?:(?:undefined|NaN)\s*+)?(?=[,}])")
_CALL = re.compile(r"""JSON\.parse\(\s*+(["'])""")
_CALL_ENDS = {mark: re.compile(rf"{mark}\s*+\)") for mark in "\"'"}


def parse(text: str) -> tuple[list[Any] | None, bool]:
    """(the values of a block, whether it had to be repaired); values None when it is beyond repair."""
    text = text.strip().lstrip("\ufeff").strip()
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    else:
        return _opened(value), isinstance(value, str)
    if (called := _called(text)) is not None:
        text = called
    bare = _bare(text)
    tidied = _tidied(bare)
    for attempt in (bare, tidied, quoted := _with_quotes_escaped(tidied), _closed(quoted)):
        if (values := _decode_all(attempt)) is not None:
            return [inner for value in values for inner in _opened(value)], True
    return None, True


def _opened(value: Any) -> list[Any]:
    """The value, or what a text that was encoded a second time holds."""
    for _ in range(2):
        if not isinstance(value, str) or not value.lstrip().startswith(("{", "[", '"')):
            break
        try:
            value = json.loads(value, strict=False)
        except (ValueError, RecursionError):
            break
    return [value]


def _called(text: str) -> str | None:
    """What is given to ``JSON.parse``, from the first call to the last mark that ends one; None without a call."""
    call = _CALL.search(text)
    ends = list(_CALL_ENDS[call[1]].finditer(text, call.end())) if call is not None else []
    if call is None or not ends:
        return None
    inner = text[call.end() : ends[-1].start()]
    return inner.replace("\\'", "'") if call[1] == "'" else _string(inner)


def _string(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _bare(text: str) -> str:
    """The block without comments, and without what stands before its first value and after its last."""
    if text[:200].find("&quot;") >= 0 and text.find('"') < 0:
        text = html.unescape(text)
    text = _COMMENT.sub(lambda match: match.group() if match.group()[0] == '"' else " ", text).strip()
    if (start := _VALUE.search(text)) is not None:
        text = text[start.start() :]
    end = max(text.rfind("}"), text.rfind("]"))
    after = text[end + 1 :].strip()
    return text[: end + 1] if end >= 0 and (after.startswith((";", ")")) or not after or _is_code(after)) else text.strip()


def _is_code(after: str) -> bool:
    """What follows the last bracket is no cut-off JSON: no quotation mark, no colon."""
    return '"' not in after and ":" not in after


def _decode_all(text: str) -> list[Any] | None:
    """One value or several written one after another."""
    decoder = json.JSONDecoder(strict=False)
    text = text.strip()
    values: list[Any] = []
    at = 0
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            values.append(value)
            while at < len(text) and text[at] in " \t\r\n,;":
                at += 1
    except (ValueError, RecursionError):
        return None
    return values or None


def _tidied(text: str) -> str:
    text = _DOUBLE_COMMA.sub(",", text)
    return _NOTHING.sub(": null", _TRAILING_COMMA.sub("", text))


def _with_quotes_escaped(text: str) -> str:
    """Quotation marks inside a string are escaped: a mark ends its string only before ``:``, ``}``, ``]``, or a comma that a new item follows."""
    out: list[str] = []
    inside, at, end = False, 0, len(text)
    while at < end:
        sign = text[at]
        if not inside:
            inside = sign == '"'
            out.append(sign)
        elif sign == "\\":
            following = text[at + 1 : at + 2]
            out.append(sign + following if following and following in '"\\/bfnrtu' else "\\\\" + following)
            at += 1
        elif sign == '"':
            if _ends_string(text, at + 1):
                inside = False
                out.append(sign)
            else:
                out.append('\\"')
        else:
            out.append(sign)
        at += 1
    return "".join(out)


_AFTER_STRING = re.compile(r'\s*(?:[}\]]\s*(?:[,}\]]|$)|:\s*["{\[\dtfn-]|,\s*(?:["{\[\dtfn-]|$)|$)')


def _ends_string(text: str, at: int) -> bool:
    return _AFTER_STRING.match(text, at) is not None


def _closed(text: str) -> str:
    """A block cut off at its end, with its open string, lists and objects closed."""
    stack: list[str] = []
    inside = escaped = False
    for sign in text:
        if inside:
            if escaped:
                escaped = False
            elif sign == "\\":
                escaped = True
            elif sign == '"':
                inside = False
        elif sign == '"':
            inside = True
        elif sign in "{[":
            stack.append("}" if sign == "{" else "]")
        elif sign in "}]" and stack:
            stack.pop()
    if inside:
        text += '"'
    text = re.sub(r'(?:,\s*"[^"]*"\s*:?|,|:)\s*$', lambda m: ": null" if m.group().strip() == ":" else "", text)
    return text + "".join(reversed(stack))

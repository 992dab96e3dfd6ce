"""XML as it arrives: perhaps gzipped, in some encoding, perhaps with a document type that wants to be expanded."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator

from rasid.storable import bytes_without_bad_references

INFLATED_CAP = 50 * 1024 * 1024
"""The sitemap protocol's own limit, uncompressed."""
PIECE = 64 * 1024
LONGEST_REFERENCE = 16
DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]{0,2000}(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters no XML may hold; feeds written by hand do."""


def pieces_of(body: bytes) -> Iterator[bytes]:
    """The body in pieces, inflated when it is gzip, at most ``INFLATED_CAP`` bytes of it; damaged gzip gives what can be read."""
    if not body.startswith(b"\x1f\x8b"):
        for start in range(0, min(len(body), INFLATED_CAP), PIECE):
            yield body[start : start + PIECE]
        return
    inflator = zlib.decompressobj(16 + zlib.MAX_WBITS)
    left, position, data = INFLATED_CAP, 0, b""
    while left > 0 and not inflator.eof:
        if not data:
            data = body[position : position + PIECE]
            position += PIECE
            if not data:
                return
        try:
            piece = inflator.decompress(data, min(PIECE, left))
        except zlib.error:
            return
        data = inflator.unconsumed_tail
        left -= len(piece)
        if piece:
            yield piece


def sound_pieces(body: bytes) -> Iterator[bytes]:
    """The same, numeric references to what is no character replaced: lxml hands them over as bytes that are no UTF-8."""
    rest = b""
    for piece in pieces_of(body):
        piece = rest + piece
        cut = piece.rfind(b"&", max(0, len(piece) - LONGEST_REFERENCE))
        piece, rest = (piece, b"") if cut < 0 else (piece[:cut], piece[cut:])
        yield bytes_without_bad_references(piece)
    if rest:
        yield bytes_without_bad_references(rest)


def is_cut(body: bytes) -> bool:
    """A gzip that is damaged, ends early or is larger than the cap."""
    if not body.startswith(b"\x1f\x8b"):
        return len(body) > INFLATED_CAP
    inflator = zlib.decompressobj(16 + zlib.MAX_WBITS)
    total, data = 0, body
    try:
        while data and not inflator.eof and total <= INFLATED_CAP:
            total += len(inflator.decompress(data, PIECE))
            data = inflator.unconsumed_tail
    except zlib.error:
        return True
    return total > INFLATED_CAP or not inflator.eof


def text_of(body: bytes) -> str:
    """The document as text: mark, UTF-8, what it declares, windows-1256, in this order. Never fails."""
    for mark, codec in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = DECLARED.match(body)
    name = declared[1].decode("ascii", "replace") if declared else ""
    try:
        if name and codecs.lookup(name).name not in ("utf-8", "utf-7", "utf-16", "utf-16-le", "utf-16-be"):
            return body.decode(name, "replace")
    except (LookupError, ValueError, TypeError):
        pass
    good = body.decode("utf-8", "replace")
    # a few damaged characters do not make a UTF-8 feed windows-1256
    return good if good.count("\ufffd") * 20 < len(good) else body.decode("cp1256", "replace")


def without_entities(text: str) -> tuple[str, bool]:
    """The document without declaration, document type and characters XML forbids; and whether it declared entities of its own."""
    declares = "<!ENTITY" in text[:65536].upper()
    text = FORBIDDEN.sub("", DECLARATION.sub("", text, count=1))
    if "<!" in text[:65536]:
        text = DOCTYPE.sub("", text[:65536], count=1) + text[65536:]
    return text.lstrip("\ufeff \t\r\n"), declares

"""XML as it arrives: perhaps gzipped, in some encoding, perhaps with a document type that wants to be expanded."""

from __future__ import annotations

import codecs
import html
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


_BARE = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);|(?P<name>[A-Za-z][A-Za-z0-9]{1,30});)?|<(?![A-Za-z/!?_])",
    re.DOTALL,
)
_BEGINNING = re.compile(rb"<(?:\?xml|urlset|sitemapindex|rss|feed|rdf:RDF)\b", re.IGNORECASE)
LONGEST_PREFACE = 20_000
"""Bytes of a server's warnings before a document begins."""


def mended(markup: bytes) -> bytes:
    """``markup`` in an encoding that holds ASCII, with ampersands and signs of less that stand for themselves written so, HTML's names of characters as
    references, and what a server printed before the document taken off. CDATA sections are left as they are."""
    start = _BEGINNING.search(markup[:LONGEST_PREFACE])
    return _BARE.sub(_written_out, markup[start.start() :] if start is not None else markup)


def _written_out(match: re.Match[bytes]) -> bytes:
    told = match.group()
    if told == b"<":
        return b"&lt;"
    if (name := match["name"]) is not None:
        character = html.unescape(f"&{name.decode()};")
        return b"&amp;" + told[1:] if character.startswith("&") else "".join(f"&#{ord(sign)};" for sign in character).encode()
    return b"&amp;" if told == b"&" else told


def encoding_of(body: bytes) -> str | None:
    """What the document is really written in, where its declaration is not to be believed: UTF-8 that calls itself something else, windows-1256 that
    calls itself UTF-8. None: what it declares, or a byte order mark, decides."""
    head = next(pieces_of(body), b"")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in head[:64]:
        return None
    declared = DECLARED.match(head)
    name = declared[1].decode("ascii", "replace").lower() if declared else "utf-8"
    reader = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in pieces_of(body):
            reader.decode(piece)
    except UnicodeDecodeError:
        return _of_one_byte(name, head)
    return None if name in ("utf-8", "utf8") else "utf-8"


def _of_one_byte(name: str, head: bytes) -> str | None:
    if name not in ("utf-8", "utf8"):
        return None
    good = head.decode("utf-8", "replace")
    return None if good.count("\ufffd") * 20 < len(good.encode()) - len(good) else "windows-1256"


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

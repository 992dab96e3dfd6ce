"""Bytes of a page → text (decision 6).

In order: byte order mark; strict UTF-8 without NULs; UTF-8 with few errors; then the most plausible Arabic among what is declared,
windows-1256, ISO-8859-6 and UTF-16. What a page declares is only a candidate: on Arabic sites it is wrong too often to be believed.
"""

from __future__ import annotations

import codecs

from rasid.decode.declared import declared_charset, python_codec
from rasid.decode.mixed import read_mixed
from rasid.decode.plausible import control_share, excerpt, far_share, plausibility
from rasid.errors import DecodeError
from rasid.model.article import Decoded

__all__ = ["decode"]

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image or a sound file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"ID3", "a sound file"),
    (b"\x00\x00\x00\x1cftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
)
FEW = 10
"""UTF-8 is believed while it has at most one error for so many good multi-byte sequences. Arabic in another encoding has more errors than good ones."""
FAR = 0.3
"""Share of characters of far scripts above which bytes are not taken for UTF-16."""
BELOW_LEAD_BYTES = bytes(range(0xC2))
BINARY = 0.1
"""Share of control characters above which the most plausible reading is still no text; pages measured have none."""


def decode(body: bytes, *, content_type: str | None = None, hint: str | None = None) -> Decoded:
    """Read ``body`` as text. ``content_type`` is the HTTP header, ``hint`` the encoding the seed names; both are only candidates.

    ``Decoded.declared`` is what header or page claim (the header first), as a Python codec name where there is one.
    Raises DecodeError for what is no text: images, archives, noise.
    """
    for signature, name in SIGNATURES:
        if body.startswith(signature):
            raise DecodeError(f"This is {name}, not a text page. Look at the address the section links to.")
    declared = declared_charset(body, content_type)
    for mark, codec in BOMS:
        if body.startswith(mark):
            text = _read(body[len(mark) :], codec)
            # a mark glued by an editor on a page in another encoding proves nothing
            if text.count("\ufffd") * FEW <= len(text) and control_share(text) < BINARY:
                return Decoded(text, codec, "bom", declared, _replaced(text, body))
            body = body[len(mark) :]
            break
    nuls = body.count(0) if b"\0" in body else 0  # looking for one costs a twentieth of counting none
    wide = nuls or (b"\x06" in body and body.count(b"\x06") * 4 > len(body))
    if not wide and _is_utf8(body):
        return Decoded(body, "utf-8", "utf-8", declared)
    if nuls * 50 < len(body) and not (wide and not nuls):
        found = _mostly_utf8(body, declared)
        if found:
            return found
    return _most_plausible(body, declared, hint, wide=bool(wide))


def _is_utf8(body: bytes) -> bool:
    """The text is let go of at once: beside the parser's tree that of a large page is a megabyte nobody reads."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(body: bytes, declared: str | None) -> Decoded | None:
    text = body.decode("utf-8", "replace").replace("\x00", "\ufffd")
    errors = _replaced(text, body)
    good = len(body.translate(None, BELOW_LEAD_BYTES)) - errors
    if errors * FEW > good:
        return None
    text, runs = read_mixed(body, "utf-8")
    return Decoded(text, "utf-8", "utf-8-replaced", declared, _replaced(text, body), mixed=runs)


def _most_plausible(body: bytes, declared: str | None, hint: str | None, *, wide: bool) -> Decoded:
    asked = [codec for codec in (python_codec(hint), python_codec(declared)) if codec]
    names = [*asked, "utf-8", "cp1256", "iso8859_6"]
    if wide:
        names += ["utf-16-le", "utf-16-be"]
    best, best_score = "", float("-inf")
    for name in dict.fromkeys(names):
        sample = body[:65536] if wide else excerpt(body)
        # what is asked for wins when the letters do not decide, for example on a page without Arabic
        reading = _read(sample, name)
        if name.startswith("utf-16") and far_share(reading) > FAR:
            continue
        score = plausibility(reading) + (0.05 if name in asked else 0.0)
        if score > best_score:
            best, best_score = name, score
    text = _read(body, best)
    if control_share(text) > BINARY:
        raise DecodeError(
            "These bytes are no text in any encoding an Arabic page is written in. Look at the address, or name the encoding in the seed."
        )
    runs = 0
    if best in ("utf-8", "cp1256", "iso8859_6"):
        text, runs = read_mixed(body, best)
    chosen_by = "utf-8-replaced" if best == "utf-8" else "declared" if best in asked else "plausible"
    return Decoded(text, best, chosen_by, declared, _replaced(text, body), mixed=runs)


def _read(body: bytes, codec: str) -> str:
    return body.decode(codec, "replace").replace("\x00", "\ufffd")


def _replaced(text: str, body: bytes) -> int:
    """U+FFFD that we put in; those the page itself holds are the page's."""
    return max(0, text.count("\ufffd") - body.count(b"\xef\xbf\xbd"))

"""What a page says its encoding is: HTTP header, XML declaration, ``meta``."""

from __future__ import annotations

import codecs
import re

HEAD = 4096
"""Bytes looked through for a ``meta``. The HTML standard says 1,024; real pages put scripts and comments before it."""
IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE)
IN_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]{1,40})")
IN_META = re.compile(rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE)

LABELS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "windows-1256": "cp1256",
    "x-cp1256": "cp1256",
    "win-1256": "cp1256",
    "arabic": "iso8859_6",
    "iso-8859-6-i": "iso8859_6",
    "iso-8859-6-e": "iso8859_6",
    "csiso88596i": "iso8859_6",
    "csiso88596e": "iso8859_6",
    "asmo-708": "iso8859_6",
    "dos-720": "cp720",
    "x-mac-arabic": "mac_arabic",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "unicode": "utf-8",
}
"""Labels as browsers read them (encoding.spec.whatwg.org), where Python differs. A page that can say «utf-16» in ASCII is none."""
REFUSED = frozenset({"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Codecs of Python that are no page encoding; some turn harmless bytes into markup."""


def declared_charset(body: bytes, content_type: str | None) -> str | None:
    """The label header or page declare, lower case, the header first; None when neither does."""
    if content_type and (found := IN_HEADER.search(content_type)):
        return found[1].lower()
    head = body[:HEAD]
    if b"\x00" in head[:64]:
        head = head.replace(b"\x00", b"")  # the declaration of a UTF-16 page
    in_page = IN_XML.match(head) or IN_META.search(head)
    return in_page[1].decode("ascii", "replace").lower() if in_page else None


def python_codec(label: str | None) -> str | None:
    """Python's codec for a label, None when there is none that could hold a page."""
    if not label:
        return None
    try:
        info = codecs.lookup(LABELS.get(label.strip().lower(), label.strip()))
    except (LookupError, ValueError):
        return None
    if info.name in REFUSED or not getattr(info, "_is_text_encoding", True):
        return None
    return {"iso8859-6": "iso8859_6", "iso8859-1": "cp1252"}.get(info.name, info.name)

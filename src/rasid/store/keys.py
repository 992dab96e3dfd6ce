"""Short keys for long addresses."""

from __future__ import annotations

import hashlib

NO_KEY = b""
"""Key of what has no address: section and history findings."""


def url_key(url: str) -> bytes:
    """16 bytes that stand for ``url``. PostgreSQL refuses index entries over 2,700 bytes; addresses can be longer."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:16]

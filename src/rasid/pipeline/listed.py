"""One section's page on its own: its bytes → what it links to. Light to import, since a large one is read in a process of its own."""

from __future__ import annotations

from rasid.decode import decode
from rasid.discover import Found, listing_links
from rasid.errors import FetchError
from rasid.extract import recognise_wall
from rasid.model import Cause, Source
from rasid.pipeline.error_page import error_in


def links_on(body: bytes, url: str, source: Source, *, content_type: str | None, status: int) -> Found:
    """What the section's page at ``url`` links to. Raises FetchError for one that shows a program's error, Refusal for a wall, DecodeError and TooCostly."""
    decoded = decode(body, content_type=content_type, hint=source.encoding)
    if (error := error_in(decoded.text)) is not None:
        raise FetchError(
            f"{url} shows an error message instead of the page, with status {status}: {error}.",
            key="error_page",
            url=url,
            permanent=False,
            status=status,
            cause=Cause.UNREACHABLE,
        )
    recognise_wall(decoded.text, url)
    return listing_links(decoded.text, url, article_url=source.article_url, selectors=source.selectors)

"""Errors about an address somebody has just typed: there is no seed to correct yet, and no next visit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

STEPS: tuple[tuple[str, str], ...] = (
    (r"[Tt]he next visit tries again\.", "Open it in a browser to see whether it answers, and try again."),
    (r"The (?:listing|feed|sitemap) has moved: correct its address in the seed\.", "Check the address: there is no such page."),
    (r"Check it in the seed\.", "Check its spelling."),
    (r"Correct it in the seed\.", "Give one like https://example.org/news"),
    (r"Correct the address in the seed.*", "Give the address of a section, a feed or an article."),
    (r"ask its owner for access, or lower the pace in the seed\.", "ask its owner for access."),
    (r"say allow_private in its seed or --allow-private\.", "say --allow-private."),
)
"""What fetching advises for a visit, and what to say at a prompt instead."""
NOBODY_SECURE = re.compile(r"no secure connection|refuses the connection")


@contextmanager
def typed_address(typed: str) -> Iterator[None]:
    """Says a FetchError of what happens inside in the words of ``STEPS``; where https was only assumed, it says so. Raises FetchError."""
    from rasid.errors import FetchError

    try:
        yield
    except FetchError as error:
        message = str(error)
        for step, instead in STEPS:
            message = re.sub(step, instead, message)
        if "://" not in typed and NOBODY_SECURE.search(message):
            message += f" https:// was assumed: if the site has only http, say http://{typed}"
        raise FetchError(
            message,
            url=error.url,
            permanent=error.permanent,
            status=error.status,
            retry_after=error.retry_after,
            cause=error.cause,
            asked=error.asked,
        ) from None


__all__ = ["typed_address"]

"""Errors about an address somebody has just typed: there is no seed to correct yet, and no next visit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

SECURE = ("tls", "refused")
"""What an address may fail with that has http alone."""


@contextmanager
def typed_address(typed: str) -> Iterator[None]:
    """A FetchError of what happens inside advises for a prompt; where https was only assumed, it says so. Raises FetchError."""
    from rasid.errors import FetchError

    try:
        yield
    except FetchError as error:
        error.at_prompt = True
        if "://" not in typed and error.key in SECURE:
            error.note = f"https:// was assumed: if the site has only http, say http://{typed}"
        raise


__all__ = ["typed_address"]

"""Asks whether the links inside an article's body answer: on request only, since it costs a request each."""

from __future__ import annotations

from collections.abc import Callable

from rasid.errors import FetchError
from rasid.fetch import Fetcher
from rasid.model import Article

MOST_LINKS = 50
"""Links asked for one article: more is a link list, and nobody's patience."""


def link_states(article: Article, fetcher: Fetcher, told: Callable[[int, int], None] = lambda done, total: None) -> dict[str, bool]:
    """Address → alive. Only an answer of 404 or 410 is dead: a host that blocks, times out or limits us says nothing of the page."""
    states: dict[str, bool] = {}
    wanted = [url for url in dict.fromkeys(article.body_links) if url.startswith(("http://", "https://"))][:MOST_LINKS]
    for number, url in enumerate(wanted, start=1):
        told(number, len(wanted))
        try:
            fetcher.get(url, kind="page")
        except FetchError as error:
            if error.status in (404, 410):
                states[url] = False
        else:
            states[url] = True
    return states

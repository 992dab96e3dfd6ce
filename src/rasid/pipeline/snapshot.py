"""A visit's stored pages in the place of the site: what a visit with ``replay`` reads, offline."""

from __future__ import annotations

from collections.abc import Iterable

from rasid.errors import FetchError, LedgerError
from rasid.model import Link, Page, Source
from rasid.store import Ledger


class StoredPages:
    """Answers as the site answered then. A context manager like the Fetcher it stands for; nothing is asked of any server."""

    def __init__(self, ledger: Ledger, visit_id: str) -> None:
        """Raises LedgerError when the visit has no stored pages (it never was, stored none, or they were pruned)."""
        self._visit_id = visit_id
        self._pages = {page.url: page for page in ledger.pages.read(visit_id)}
        if not self._pages:
            raise LedgerError(
                f"visit {visit_id}: no pages of it are stored. `rasid prune` may have let them go; visits are listed by `rasid status --json`."
            )

    def __enter__(self) -> StoredPages:
        return self

    def __exit__(self, *exception: object) -> None:
        return

    def get(self, url: str, *, kind: str = "page", conditional: bool = True) -> Page:
        """The stored answer. Raises FetchError for an address the visit did not fetch."""
        if url not in self._pages:
            raise FetchError(f"{url}: visit {self._visit_id} did not fetch this {kind}.", url=url, permanent=True)
        return self._pages[url]

    def article_links(self, source: Source) -> list[Link]:
        return [Link(url=page.url) for page in article_pages(self._pages.values(), source)]


def article_pages(stored: Iterable[Page], source: Source) -> list[Page]:
    """Every page that was fetched whole, without the section's own pages, feeds and sitemaps."""
    own = {url for section in source.sections for url in (section.url, *section.feeds, *section.sitemaps)}
    return [
        page
        for page in stored
        if page.status == 200 and page.url not in own and "xml" not in (page.content_type or "").replace("xhtml+xml", "")
    ]

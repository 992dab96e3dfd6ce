"""A known article read again: which blocks of a page are its text may hang on what stands beside them, and a sidebar changes by the hour.

What the page still shows was taken out by nobody. Without this one article in a hundred and sixty of the demo newsroom is edited by its "related" box.
"""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup

from rasid.decode import decode
from rasid.extract.matching import key
from rasid.model import Article, Page, WindowArticle

UNSEEN = ("script", "style", "template", "noscript")


def steadied(article: Article, known: WindowArticle | None, page: Page, *, version: str) -> Article:
    """The article with its text as it was read before, where the two readings by one ``version`` differ only in which of the page's blocks are text:
    every paragraph that is missing now still stands on the page, and none is new but the standfirst that was there all along."""
    if known is None or known.read_with != version or article.body == known.article.whole_body:
        return article
    before = known.article.whole_body
    gained = [text for text in article.body if text not in before]
    lost = [text for text in before if text not in article.body]
    if any(text != known.article.standfirst for text in gained) or not (gained or lost):
        return article
    if lost:
        soup = BeautifulSoup(decode(page.body, content_type=page.content_type).text, "lxml")
        for element in soup(UNSEEN):
            element.decompose()
        shown = key(soup.get_text(" "))
        if not all(key(text) in shown for text in lost):
            return article
    was = known.article
    return replace(
        article, body=before, lead_repeated=was.lead_repeated, dateline=was.dateline, doubts=was.doubts, body_links=was.body_links
    )

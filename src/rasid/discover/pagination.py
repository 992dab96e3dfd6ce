"""Further pages of a listing, nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from rasid.urls import canonical_url, identity_key, same_site

NEXT = re.compile(
    r"(?i)^[\W_]*(?:(?:الصفحة\s+)?التالي(?:ة)?|الصفحة التالية|(?:أخبار|مواضيع|مقالات|رسائل|مشاركات|تدوينات)\s+أقدم|الأقدم|السابق الأقدم|المزيد من (?:الأخبار|المقالات|المواضيع)|(?:عرض|تحميل|حمّل|شاهد) المزيد|next(?: page)?|older(?: posts)?|load more|more)[\W_]*$"
)
ARROW = re.compile(r"^[›»>→←‹«<⟩〉]{1,2}$")
NUMBER = re.compile(
    r"(?i)(?:[?&](?:page|pg|p|paged|pageno|pageindex|pagenumber|page_no|currentpage|pn|start|offset|from|صفحة)=|/(?:page|pages|p|pg|صفحة)[/_-]?)(\d{1,5})"
)
CURSOR = re.compile(r"(?i)[?&](?:before|after|until|cursor|max_id|last_?id|last|since|older)=[^&]+")
"""Streams that go on from a story or an hour, not from a number."""
OLDER = re.compile(r"(?i)/search\?(?:.*&)?updated-max=")
"""Blogger's older posts, whatever page they are older than."""
DATA = ("data-next-page", "data-next", "data-next-url", "data-nexturl", "data-url", "data-href")
"""Where a button that loads more, or the mark at a list's end that does so by itself, keeps the next page's address."""
TAIL = re.compile(r"[/_-](\d{1,4})(?:\.\w{3,5})?/?$")
MOST = 10
LINKS = 3_000
"""Looked at, of one page."""


def next_pages(soup: BeautifulSoup, *, base: str, page: str, selector: str | None = None) -> tuple[str, ...]:
    """Addresses of the pages after this one: what is marked as next, then the numbers above this page's own, at most ten."""
    if selector:
        chosen = [canonical_url(str(element.get("href") or ""), base) for element in soup.select(selector)]
        return tuple(dict.fromkeys(url for url in chosen if url and identity_key(url) != identity_key(page)))
    marked: list[str] = []
    numbered: dict[int, str] = {}
    for element in soup.find_all(["a", "link"], href=True, limit=LINKS):
        url = canonical_url(str(element["href"]), base)
        if not url or url == page or not same_site(url, page):
            continue
        relation = element.get("rel") or []
        text = " ".join(element.get_text(" ").split())
        if "next" in relation:
            marked.insert(0, url)
        elif element.name == "a" and text.isdigit() and len(text) <= 4:
            if _is_page(url, page, int(text)):
                numbered.setdefault(int(text), url)
        elif (
            element.name == "a"
            and (NEXT.match(text or str(element.get("title") or element.get("aria-label") or "")) or ARROW.match(text))
            and _is_page(url, page, None)
        ):
            marked.append(url)
    marked += [url for url in _told_as_data(soup, base) if same_site(url, page) and _is_own_page(url, page)]
    current = _current(soup, page)
    after = [numbered[number] for number in sorted(numbered) if number > current]
    before = {identity_key(url) for number, url in numbered.items() if number <= current}
    found = [url for url in (*marked[:1], *after) if identity_key(url) not in before]
    return tuple(dict.fromkeys(found))[:MOST]


def _told_as_data(soup: BeautifulSoup, base: str) -> Iterator[str]:
    for name in DATA:
        for element in soup.find_all(attrs={name: True}, limit=MOST):
            value = str(element[name])
            if "/" in value or value.startswith("?"):
                yield canonical_url(value, base)


def _is_own_page(url: str, page: str) -> bool:
    """A numbered page of this very list, not a script that fills it."""
    path, own = (address.partition("?")[0].rstrip("/") for address in (url, page))
    return NUMBER.search(unquote(url)) is not None and (path == own or _without_pages(path) == _without_pages(own))


def _without_pages(path: str) -> str:
    return re.sub(r"/(?:page|pages)/\d{1,5}$", "", path)


def _is_page(url: str, page: str, number: int | None) -> bool:
    """The address carries a page number (that number), beside what this page's own address is."""
    found = NUMBER.search(unquote(url))
    if number is None and OLDER.search(url):
        return True
    if found is None and number is None and CURSOR.search(url) and url.partition("?")[0] == page.partition("?")[0]:
        return True
    if found is None and identity_key(_without_number(url)) == identity_key(_without_number(page)):
        found = TAIL.search(url.partition("?")[0])
    if found is None:
        return False
    value = int(found[1])
    # «start=20» counts articles, not pages
    return number is None or value == number or value == number - 1 or (number > 1 and value % (number - 1) == 0)


def _without_number(url: str) -> str:
    path, _, query = url.partition("?")
    return TAIL.sub("", path) + ("?" + query if query else "")


def _current(soup: BeautifulSoup, page: str) -> int:
    found = NUMBER.search(unquote(page))
    if found and 0 < int(found[1]) < 1000:
        return int(found[1])
    for element in soup.find_all(class_=re.compile(r"(?i)(?:^|[-_ ])(?:current|active|selected)")):
        text = element.get_text(strip=True)
        if text.isdigit() and len(text) <= 3 and isinstance(element, Tag):
            return int(text)
    return 1

"""Which parts of a page are furniture: menus, footers, side bars, lists of what others read.

By element, by role, by the words in class and id, and by the heading over a block. A mark on an element that holds most of the page's
stories is not believed: «has-sidebar» on the body is no side bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bs4 import BeautifulSoup, Tag

from rasid.arabic.script import fold
from rasid.discover.anchors import HEADINGS, Target

TAGS = frozenset({"nav", "footer", "aside"})
ROLES = frozenset({"navigation", "contentinfo", "complementary", "search", "menu", "menubar"})
WORDS = frozenset(
    """
    nav navbar navigation menu menus submenu megamenu mainmenu topmenu offcanvas hamburger footer foot breadcrumb breadcrumbs
    sidebar side aside related mostread mostviewed mostpopular mostcommented trending trends popular recommended
    recommendations ticker tickers newsticker marquee share sharing social socials follow comments cookie cookies consent newsletter subscribe login modal popup
    pagination pager copyright languages tagcloud ads advert advertisement sponsored promo taboola outbrain
    """.split()  # noqa: SIM905 -- a page of quotation marks reads worse
)
KINDS = frozenset(
    """
    hashtags columnists writers authors opinions caricature podcast podcasts video videos gallery galleries multimedia
    """.split()  # noqa: SIM905 -- as above
)
"""Blocks of another kind than news, unless they are what the page is about."""
PAIRS = (
    ("most", "read"),
    ("most", "viewed"),
    ("most", "popular"),
    ("most", "seen"),
    ("most", "commented"),
    ("read", "also"),
    ("also", "read"),
    ("may", "like"),
    ("top", "bar"),
    ("page", "header"),
    ("site", "header"),
)
SPLIT = re.compile(r"[^a-zA-Z]+|(?<=[a-z])(?=[A-Z])")
WHOLE_PAGE = frozenset({"html", "body", "main"})

WIDGETS = (
    "الأكثر *", "الأكثر * *", "اقرأ أيضا", "إقرأ أيضا", "شاهد أيضا", "طالع أيضا", "تابع أيضا", "قد يهمك", "قد يهمك أيضا", "قد يعجبك",
    "قد يعجبك أيضا", "مواضيع ذات صلة", "موضوعات ذات صلة", "أخبار ذات صلة", "مقالات ذات صلة", "مواد ذات صلة", "ذات صلة", "مواضيع متعلقة",
    "أخبار متعلقة", "مواضيع مرتبطة", "أخبار مرتبطة", "مواضيع مشابهة", "مواضيع رائجة", "الموضوعات الرائجة", "من أقسام أخرى", "في أقسام أخرى", "أقسام أخرى", "من الأقسام الأخرى", "أخبار من أقسام أخرى", "اخترنا لك", "اخترنا لكم",
    "مختارات", "مختارات *", "ننصح بقراءة", "ننصح بها", "رائج", "رائج الآن", "الرائج", "ترند", "الترند", "تريند", "تريندات", "ترندينغ",
    "حديث الساعة", "مقالات مختارة", "وسوم", "الوسوم", "كلمات مفتاحية", "الكلمات المفتاحية", "الكلمات الدلالية", "هاشتاغ", "هاشتاج",
    "تابعنا", "تابعنا على", "تابعونا", "تابعونا على", "روابط", "روابط مهمة", "روابط سريعة", "إعلان", "إعلانات", "شركاؤنا", "خدمات",
    "خدماتنا", "النشرة البريدية", "most read", "most viewed", "most popular", "most commented", "trending", "trending now", "related",
    "related *", "popular", "popular *", "you may also like", "read also", "follow us", "tags",
)  # fmt: skip
"""Headings of blocks that repeat what stands elsewhere. ``*`` stands for one word; compared folded."""
KIND_HEADINGS = (
    "فيديو", "الفيديو", "فيديوهات", "فيديو *", "فيديوهات *", "فيديوجراف", "فيديوغراف", "مكتبة الفيديو", "صور", "الصور", "ألبومات",
    "ألبوم الصور", "معرض الصور", "مكتبة الصور", "ملتيميديا", "وسائط", "وسائط متعددة", "بودكاست", "البودكاست", "كاريكاتير", "شاهد", "فعاليات", "فعاليات *", "الفعاليات", "الفعاليات *",
    "الكاريكاتير", "إنفوغراف", "إنفوجراف", "إنفوغرافيك", "برامج", "برامجنا", "كتاب", "الكتاب", "كتابنا", "كتاب الرأي", "كتاب وآراء",
    "كتاب الموقع", "آراء", "الآراء", "رأي", "الرأي", "مقالات", "المقالات", "مقالات الرأي", "مقالات وآراء", "مقالات الكتاب", "أقلام",
    "أقلام وآراء", "video", "videos", "photos", "gallery", "galleries", "opinion", "opinions", "podcast", "podcasts",
)  # fmt: skip
"""Headings of blocks of another kind than news, unless they are what the page is about."""


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    patterns = (r"\s+".join(r"\w+" if word == "*" else re.escape(word) for word in fold(phrase).split()) for phrase in phrases)
    return re.compile(rf"\W*(?:{'|'.join(patterns)})\W*")


OVER_A_WIDGET = _any_of(WIDGETS)
OVER_ANOTHER_KIND = _any_of(KIND_HEADINGS)


WIDGETS_AT_MOST = 100
LINKS_BY_A_HEADING = 3
"""«المزيد» and arrows; where there are more, the words are an item of a menu, and what comes after the menu is not theirs."""


class Areas:
    """Tells for any anchor whether it stands in furniture."""

    def __init__(self, soup: BeautifulSoup, targets: Iterable[Target]) -> None:
        self._targets = list(targets)
        headlines = [target for target in self._targets if target.like_headline and target.evidence > -0.5]
        strong = [target for target in headlines if target.evidence > 0.2]
        # Where hardly an address looks like an article's, the words are all there is to know the list by.
        self._strong = strong if len(strong) * 4 > len(headlines) else headlines
        self._all_addresses = len(_addresses(soup)) or 1
        self._key_of = {id(anchor): target.url for target in self._targets for anchor in target.anchors}
        self._strong_urls = {target.url for target in self._strong}
        self._out: dict[int, bool] = {}
        roots = [*self._marked(soup), *self._under_headings(soup)]
        self._roots = {id(root) for root in roots}

    def is_furniture(self, anchor: Tag) -> bool:
        chain: list[int] = []
        element: Tag | None = anchor
        found = False
        while element is not None:
            known = self._out.get(id(element))
            if known is not None:
                found = known
                break
            chain.append(id(element))
            if id(element) in self._roots:
                found = True
                break
            element = element.parent
        for identity in chain:
            self._out[identity] = found
        return found

    def _marked(self, soup: BeautifulSoup) -> Iterator[Tag]:
        for element in soup.find_all(True):
            if element.name in WHOLE_PAGE or element.name == "a":
                continue
            if element.name in TAGS or element.get("role") in ROLES or self._is_page_header(element):
                if not self._holds_almost_all(element):
                    yield element
            elif (
                (said := self._says(element))
                and not self._holds_the_list([element], kind=said == "kind")
                and len(self._urls_in(element)) != 1
            ):
                yield element

    @staticmethod
    def _is_page_header(element: Tag) -> bool:
        return element.name == "header" and element.find_parent(("article", "main", "section", "li")) is None

    @staticmethod
    def _says(element: Tag) -> str:
        """``furniture``, ``kind`` or nothing, by the words in class and id."""
        marks = element.get("class") or []
        names = [*(marks if isinstance(marks, list) else [str(marks)]), str(element.get("id") or "")]
        kind = False
        for name in names:
            words = [word.lower() for word in SPLIT.split(name) if word]
            if WORDS.intersection(words) or any(pair in PAIRS for pair in pairwise(words)):
                return "furniture"
            kind = kind or not KINDS.isdisjoint(words)
        return "kind" if kind else ""

    def _holds_the_list(self, elements: list[Tag], *, kind: bool) -> bool:
        """Most of the page's stories are inside: whatever the mark says, this is (round) the list.

        «Most read» on a page without a list holds all its stories, too: there most of all the page's addresses must be inside. Addresses, not
        links: a page may hold everything twice, for small screens and for large ones.
        """
        urls = set().union(*(self._urls_in(element) for element in elements))
        if len(urls & self._strong_urls) <= 0.5 * len(self._strong_urls):
            return False
        return kind or len(set().union(*(_addresses(element) for element in elements))) > 0.5 * self._all_addresses

    def _holds_almost_all(self, element: Tag) -> bool:
        """A menu that was never closed."""
        strong = len(self._urls_in(element) & self._strong_urls)
        return strong >= 10 and strong > 0.9 * len(self._strong_urls)

    def _urls_in(self, element: Tag) -> set[str]:
        anchors = [element] if element.name == "a" else element.find_all("a", href=True)
        found = (self._key_of.get(id(anchor)) for anchor in anchors)
        return {url for url in found if url}

    def _under_headings(self, soup: BeautifulSoup) -> Iterator[Tag]:
        """From a heading like «الأكثر قراءة» to the next heading of its kind: the blocks between are a widget."""
        widgets = 0
        for heading in _short_texts(soup):
            if widgets >= WIDGETS_AT_MOST:
                return
            words = fold(_text(heading))
            kind = OVER_ANOTHER_KIND.fullmatch(words) is not None
            if not (kind or OVER_A_WIDGET.fullmatch(words)) or heading.find_parent(list(TAGS)) is not None:
                continue
            widgets += 1
            block: Tag | None = heading
            while block is not None and block.name not in WHOLE_PAGE and len(block.find_all("a", href=True, limit=4)) <= LINKS_BY_A_HEADING:
                below = list(_siblings_until(block, heading.name))
                if any(self._urls_in(sibling) for sibling in below):
                    if not self._holds_the_list(below, kind=kind):
                        yield from below
                    elif heading.name in HEADINGS:
                        beside = [sibling for sibling in below if not self._holds_the_list([sibling], kind=kind)]
                        # A widget and then, without a heading of its own, the list; where no block alone is the list, all together are.
                        yield from beside if len(beside) < len(below) else ()
                    break
                if self._urls_in(block) & self._strong_urls:
                    break
                block = block.parent


def _addresses(element: Tag) -> set[str]:
    return {str(anchor["href"]) for anchor in element.find_all("a", href=True)}


def _siblings_until(block: Tag, name: str) -> Iterator[Tag]:
    first: tuple[str, object] | None = None
    for sibling in block.next_siblings:
        if not isinstance(sibling, Tag):
            continue
        if (sibling.name == name and (name in HEADINGS or not sibling.find("a", href=True))) or (
            name in HEADINGS
            and sibling.find(name) is not None
            and sibling.name in ("div", "section", "header")
            and not sibling.find("a", href=True)
        ):
            return
        if name not in HEADINGS and sibling.name == "br":
            continue
        look = (sibling.name, sibling.get("class"))
        if first is not None and look != first:
            return
        yield sibling
        if name not in HEADINGS:  # links or cards may follow a line in bold one by one, with breaks between, each like the first
            first = look


def _short_texts(soup: BeautifulSoup) -> Iterator[Tag]:
    """Headings, and what is dressed as one."""
    for element in soup.find_all([*HEADINGS[1:], "div", "span", "strong", "b", "p", "a", "header", "legend", "dt"]):
        if element.name not in HEADINGS and element.find(True) is not None and element.name not in ("header",):
            continue
        text = _text(element)
        if 3 <= len(text) <= 40:
            yield element


def _text(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())

"""Pages that are no article, told apart by type before and after the layout is known.

A refusal must be sure. What a page says of itself counts first (titles of challenge and error pages, themes' body classes, types of structured
data); a page with an article's own evidence (see :mod:`rasid.extract.evidence`) is never refused for words a headline could have.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from rasid.errors import Refusal
from rasid.extract.body import Body
from rasid.extract.document import Document, beginning
from rasid.extract.evidence import NEEDED, SURE, looks_like_listing, story_links
from rasid.extract.headline import Headline
from rasid.extract.jsonld import NEWS_TYPES, JsonLd
from rasid.extract.layout import Layout
from rasid.extract.matching import plain
from rasid.model import Refused

_MEANS = {
    Refused.LISTING: "a listing: its links lead to articles, it holds none",
    Refused.HOME: "a home page",
    Refused.SEARCH: "a page of search results",
    Refused.NOT_FOUND: "an error page that says the article does not exist, whatever its status",
    Refused.CHALLENGE: "a challenge of a bot wall; slow down, or ask the site to let you in",
    Refused.LOGIN: "a login page",
    Refused.EMPTY_SHELL: "an empty shell that a script fills in the reader's browser",
    Refused.PARKED: "a parked, suspended or unconfigured site",
    Refused.REDIRECT_STUB: "a stub that sends the reader elsewhere",
    Refused.NOT_HTML: "no HTML page",
    Refused.NO_ARTICLE: "a page without the marks of a news article (no date, byline, structured data and text together)",
}


def refuse(kind: Refused, url: str, detail: str = "") -> Refusal:
    """The error for a page of this kind; the message names the page, what it is and what gave it away."""
    return Refusal(f"{url}: {_MEANS[kind]}{f' ({detail})' if detail else ''}.", url=url, kind=kind)


TINY = 300
"""Characters of a whole page that can only be a notice."""
FEWEST_STORIES = 6
"""Links to stories a page without a text of its own leads to: fewer are a menu."""
LONGEST_EXCUSE = 160
"""Characters of the sentence that says an article is not there."""
SHORTEST_STORY = 25
"""Characters under which a heading is no story's: «404», «بحث», «تسجيل الدخول»."""

_XML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*\?>\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml|Error|wsdl|soap)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|p|article|section|main|title|meta|h1|table|span|td|a|br|script|amp-)\b", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")


def refuse_text(page: str | bytes, url: str) -> None:
    """Refuse what is no HTML at all; ``page`` is text or sound UTF-8. Raises Refusal."""
    head = beginning(page, 4000)
    start = head.lstrip("\ufeff \t\r\n")
    if not start:
        raise refuse(Refused.NOT_HTML, url, "it is empty")
    if start.startswith(("%PDF", "{\\rtf", "\x89PNG", "GIF8", "PK\x03\x04")):
        raise refuse(Refused.NOT_HTML, url, "a binary file")
    if start[0] in "{[" and _TAG.search(head) is None:
        raise refuse(Refused.NOT_HTML, url, "it looks like JSON")
    if _XML.match(head):
        raise refuse(Refused.NOT_HTML, url, "an XML document: a feed or a sitemap")
    if len(_CONTROL.findall(head)) > 0.05 * len(head) + 8:
        raise refuse(Refused.NOT_HTML, url, "binary data")
    if _TAG.search(head) is None and _TAG.search(beginning(page, 200_000)) is None:
        raise refuse(Refused.NOT_HTML, url, "no HTML tag in it; plain text goes through extract_plain_text")


_MISSING = re.compile(
    r"(?:^|\W)(?:404|410)(?:\W|$)|page (?:you (?:are|were) looking for )?(?:not found|does ?n[o']t exist|cannot be found|could not be found)|not found|no longer available|"
    + "|".join(
        plain(word)
        for word in (
            "الصفحة غير موجودة", "الصفحه المطلوبه غير", "الصفحة التي تبحث عنها", "الصفحة المطلوبة", "صفحة غير موجودة", "لم يتم العثور", "لم نتمكن من العثور", "تعذر العثور", "المحتوى غير موجود", "المحتوى غير متاح", "الخبر غير موجود",
            "المقال غير موجود", "الموضوع غير موجود", "هذا المحتوى لم يعد", "عفوا الصفحة", "عذرا الصفحة", "عذرا هذه الصفحة", "عفوا هذه الصفحة", "عذرا، الصفحة", "عفوا، الصفحة", "عذرا لم", "غير متوفرة حاليا", "تم حذف هذا", "صفحه مورد نظر", "خطا",
        )
    )
)  # fmt: skip
_LOGIN = re.compile(
    "|".join(
        plain(word)
        for word in (
            "تسجيل الدخول",
            "تسجيل دخول",
            "سجل الدخول",
            "سجلوا الدخول",
            "للمشتركين فقط",
            "الدخول إلى حسابك",
            "log in",
            "login",
            "sign in",
            "signin",
        )
    )
)
_SEARCH = re.compile(
    "|".join(
        plain(word)
        for word in (
            "نتائج البحث",
            "نتيجة البحث",
            "نتائج بحث",
            "لا توجد نتائج",
            "لا نتائج",
            "البحث عن",
            "search results",
            "you searched for",
        )
    )
)
_STATIC = re.compile(
    r"^\W*(?:"
    + "|".join(
        plain(word)
        for word in (
            "من نحن",
            "عن الموقع",
            "عن الصحيفة",
            "اتصل بنا",
            "تواصل معنا",
            "سياسة الخصوصية",
            "سياسة الاستخدام",
            "شروط الاستخدام",
            "شروط الخدمة",
            "الشروط والأحكام",
            "اتفاقية الاستخدام",
            "هيئة التحرير",
            "فريق العمل",
            "أعلن معنا",
            "للإعلان",
            "خريطة الموقع",
            "الأرشيف",
            "about us",
            "contact us",
            "privacy policy",
            "terms of",
        )
    )
    + r")\W*$"
)
_HOME_PATH = re.compile(r"^/?(?:(?:ar|arabic|index|home|default|main|الرئيسية|en|fa)(?:\.(?:html?|php|aspx|jsp))?/?)?$", re.IGNORECASE)
_LISTING_PATH = re.compile(
    r"/(?:category|categories|section|sections|tags?|topics?|archives?|author|authors|page|قسم|أقسام|تصنيف|وسم|كاتب|أرشيف)(?:/[^/]*){0,3}/?$|/page/\d+/?$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"mediawiki|phpbb|vbulletin|xenforo|mybb|discourse|prestashop|woocommerce storefront|moodle", re.IGNORECASE)
_SHELL_ROOT = re.compile(
    r"""<div[^>]+id\s*=\s*["']?(?:root|app|__next|__nuxt|___gatsby|application|main-app|react-root|svelte)["'\s>]|<app-root|<ion-app""",
    re.IGNORECASE,
)
_NEEDS_SCRIPT = re.compile(
    r"enable javascript|javascript (?:is )?(?:required|disabled)|without javascript|"
    + "|".join(plain(word) for word in ("تفعيل جافا", "تفعيل الجافا", "تمكين جافا", "جافاسكربت", "جافا سكريبت"))
)


def refuse_kind(document: Document, layout: Layout, jsonld: JsonLd, headline: Headline, body: Body, dated: bool, score: float) -> None:
    """Refuse what is a real page but no article. ``dated`` tells that a publication date was read, ``score`` is :func:`evidence`'s. Raises Refusal."""
    url = document.url
    classes = document.body_words
    types = jsonld.types()
    newsy = not NEWS_TYPES.isdisjoint(types)
    title = plain(f"{headline.text or ''} | {document.title or ''}")
    tiny = layout.text <= TINY and not dated and not newsy and len(headline.text or "") < SHORTEST_STORY
    if tiny:  # no headline that could be a story's: all the page says is what it is
        title = plain(" | ".join((title, *(block.text for block in layout.blocks if not block.link_only))))
    length = sum(len(block.text) for block in body.blocks)
    path = unquote(urlsplit(url).path)
    if " error404 " in classes or ((length < 700 or not dated) and not newsy and _MISSING.search(title)):
        raise refuse(Refused.NOT_FOUND, url, (headline.text or document.title or "")[:80])
    if (
        length < 400
        and not dated
        and not newsy
        and (tiny or document.tree.css_first("input[type=password]") is not None)
        and _LOGIN.search(title if tiny else title + plain(" ".join(block.text for block in layout.blocks[:40]))[:2000])
    ):
        raise refuse(Refused.LOGIN, url)
    asked = _HOME_PATH.match(path) is not None and "s" in parse_qs(urlsplit(url).query)
    searching = _SEARCH.search(title) is not None and ("search" in path.lower() or "بحث" in path or not dated)
    if " search-results " in classes or "SearchResultsPage" in types or (not newsy and (asked or searching)):
        raise refuse(Refused.SEARCH, url)
    if headline.text and _STATIC.match(plain(headline.text)):
        raise refuse(Refused.NO_ARTICLE, url, headline.text)
    if _REFERENCE.search(" ".join(document.meta.get("generator", ()))) or " mediawiki " in classes:
        raise refuse(Refused.NO_ARTICLE, url, "a wiki, forum or shop by its generator")
    if not newsy and looks_like_listing(layout, body, headline):
        _refuse_missing(layout, url)
        kind = Refused.HOME if _HOME_PATH.match(path) and not urlsplit(url).query else Refused.LISTING
        raise refuse(kind, url, f"{story_links(layout)} links to stories")
    themed = {" home ", " blog ", " archive ", " category "}
    if any(word in classes for word in themed) and " single " not in classes and not newsy and score < SURE:
        raise refuse(Refused.HOME if " home " in classes else Refused.LISTING, url)
    if (
        not newsy
        and length < 500
        and ((_HOME_PATH.match(path) and not urlsplit(url).query) or _LISTING_PATH.search(path))
        and story_links(layout) >= 8
    ):
        raise refuse(Refused.HOME if _HOME_PATH.match(path) else Refused.LISTING, url)
    text_length = layout.text
    if (
        not body.blocks
        and text_length < 500
        and not newsy
        and (_SHELL_ROOT.search(document.source) or _NEEDS_SCRIPT.search(plain(document.source[:100_000])))
    ):
        raise refuse(Refused.EMPTY_SHELL, url)
    if not body.blocks and text_length < 120 and document.source.count("<script") >= 2 and not newsy:
        raise refuse(Refused.EMPTY_SHELL, url)
    if not newsy and not body.blocks and story_links(layout) >= 12 and score < 5:
        raise refuse(Refused.LISTING, url, f"{story_links(layout)} links to stories")
    if score < NEEDED:
        _refuse_missing(layout, url)
        if not dated and document.tree.css_first("input[type=password]") is not None:
            raise refuse(Refused.LOGIN, url)
        if not body.blocks and story_links(layout) >= FEWEST_STORIES:
            raise refuse(Refused.LISTING, url, f"{story_links(layout)} links to stories")
        raise refuse(Refused.NO_ARTICLE, url)


def _refuse_missing(layout: Layout, url: str) -> None:
    """A page that is no article anyhow, and says before its first link to a story that the story is gone. Raises Refusal."""
    for block in layout.blocks[:60]:
        if block.link_only and len(block.text) >= SHORTEST_STORY:
            return
        if len(block.text) <= LONGEST_EXCUSE and not block.linked and _MISSING.search(plain(block.text)):
            raise refuse(Refused.NOT_FOUND, url, block.text[:80])

"""Pages that are no article, told apart by type before and after the layout is known.

A refusal must be sure. What a page says of itself counts first (titles of challenge and error pages, themes' body classes, types of structured
data); a page with an article's own evidence (see :func:`evidence`) is never refused for words a headline could have.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from rasid.errors import Refusal
from rasid.extract.body import Body
from rasid.extract.document import Document
from rasid.extract.headline import Headline
from rasid.extract.jsonld import ARTICLE_TYPES, MEDIA_TYPES, NEWS_TYPES, JsonLd
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


_XML = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?[^>]*\?>\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml|Error|wsdl|soap)\b", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p|article|section|main|title|meta|h1|table|span|td|a|br|script|amp-)\b", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_REFRESH = re.compile(r"""<meta[^>]+http-equiv\s*=\s*["']?refresh[^>]*url\s*=""", re.IGNORECASE)
_SCRIPTED_MOVE = re.compile(r"(?:window\.|document\.|top\.|self\.)?location(?:\.href)?\s*=\s*[\"'`]|location\.(?:replace|assign)\s*\(", re.IGNORECASE)


def refuse_text(text: str, url: str) -> None:
    """Refuse what is no HTML at all. Raises Refusal."""
    head = text[:4000]
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
    if _TAG.search(text[:200_000]) is None:
        raise refuse(Refused.NOT_HTML, url, "no HTML tag in it; plain text goes through extract_plain_text")


_CHALLENGE_TITLE = re.compile(
    r"just a moment|attention required|checking your browser|one moment,? please|please wait|ddos-?guard|ddos protection|access denied|you are being redirected|security check|are you (?:a )?human|robot|captcha|"
    r"403 forbidden|forbidden|request (?:blocked|rejected)|pardon our interruption|bot verification|human verification|verify(?:ing)? you are|" + "|".join(plain(word) for word in ("جار التحقق", "جاري التحقق", "لحظة من فضلك", "لحظه واحده", "التحقق من أنك", "تحقق من أنك إنسان", "التحقق الأمني", "تم حظر", "الوصول مرفوض", "تم رفض الوصول", "ممنوع الوصول"))
)
_CHALLENGE_TEXT = re.compile(
    r"checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|needs to review the security of your connection|cloudflare ray id|ray id:|incapsula incident|request unsuccessful|"
    r"ddos protection by|ddos-?guard|sucuri website firewall|press (?:&|and) hold|verify you are (?:a )?human|access to this page has been denied|you have been blocked|unusual traffic|reference #\d|"
    + "|".join(plain(word) for word in ("جار التحقق من", "جاري التحقق من", "التحقق من أنك إنسان", "التحقق من أنك لست روبوت", "أنا لست روبوت", "أثبت أنك لست", "تحتاج إلى مراجعة أمان اتصالك", "تفعيل جافا سكريبت وملفات تعريف الارتباط للمتابعة", "يتحقق من متصفحك"))
)
_CHALLENGE_CODE = re.compile(r"_cf_chl_opt|cf-browser-verification|cf_chl_|challenge-form|/_Incapsula_Resource|datadome|px-captcha|perimeterx|ddos-guard/js|__ddg|sucuri_cloudproxy|aes\.js|slowAES|hcaptcha\.com/captcha|arvancloud", re.IGNORECASE)
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
_LOGIN = re.compile("|".join(plain(word) for word in ("تسجيل الدخول", "تسجيل دخول", "سجل الدخول", "الدخول إلى حسابك", "log in", "login", "sign in", "signin")))
_PARKED = re.compile(
    r"domain (?:name )?(?:is|may be) (?:for sale|parked|available)|buy this domain|this domain (?:is|has|may|name)|sedoparking|parkingcrew|bodis\.com|account (?:has been )?suspended|apache2? (?:ubuntu|debian) default page|welcome to nginx|test page for|"
    r"index of /|iis windows server|default web ?site page|site (?:is )?under construction|future home of|hostinger|cpanel|database error|error establishing a database connection|"
    + "|".join(plain(word) for word in ("النطاق معروض للبيع", "هذا النطاق للبيع", "هذا النطاق محجوز", "هذا النطاق مسجل", "الدومين للبيع", "تم إيقاف الحساب", "تم تعليق الحساب", "الموقع تحت الصيانة", "الموقع قيد الإنشاء", "الموقع تحت الإنشاء", "الموقع مغلق للصيانة", "خطأ في الاتصال بقاعدة البيانات"))
)
_SEARCH = re.compile("|".join(plain(word) for word in ("نتائج البحث", "نتيجة البحث", "نتائج بحث", "البحث عن", "search results", "you searched for")))
_STATIC = re.compile(
    r"^\W*(?:"
    + "|".join(plain(word) for word in ("من نحن", "عن الموقع", "عن الصحيفة", "اتصل بنا", "تواصل معنا", "سياسة الخصوصية", "سياسة الاستخدام", "شروط الاستخدام", "شروط الخدمة", "الشروط والأحكام", "اتفاقية الاستخدام", "هيئة التحرير", "فريق العمل", "أعلن معنا", "للإعلان", "خريطة الموقع", "الأرشيف", "about us", "contact us", "privacy policy", "terms of"))
    + r")\W*$"
)
_HOME_PATH = re.compile(r"^/?(?:(?:ar|arabic|index|home|default|main|الرئيسية|en|fa)(?:\.(?:html?|php|aspx|jsp))?/?)?$", re.IGNORECASE)
_LISTING_PATH = re.compile(r"/(?:category|categories|section|sections|tags?|topics?|archives?|author|authors|page|قسم|أقسام|تصنيف|وسم|كاتب|أرشيف)(?:/[^/]*){0,3}/?$|/page/\d+/?$", re.IGNORECASE)
_REFERENCE = re.compile(r"mediawiki|phpbb|vbulletin|xenforo|mybb|discourse|prestashop|woocommerce storefront|moodle", re.IGNORECASE)
_SHELL_ROOT = re.compile(r"""<div[^>]+id\s*=\s*["']?(?:root|app|__next|__nuxt|___gatsby|application|main-app|react-root|svelte)["'\s>]|<app-root|<ion-app""", re.IGNORECASE)
_NEEDS_SCRIPT = re.compile(r"enable javascript|javascript (?:is )?(?:required|disabled)|without javascript|" + "|".join(plain(word) for word in ("تفعيل جافا", "تفعيل الجافا", "تمكين جافا", "جافاسكربت", "جافا سكريبت")))


LONGEST_NOTICE = 450
"""Characters of running text a wall, a parked domain or an error says of itself at most; the shortest plain reports of the corpus have 546."""


def refuse_page(document: Document, layout: Layout) -> None:
    """Refuse walls, stubs, shells and errors: pages whose whole text is a notice. Raises Refusal."""
    url, text_length = document.url, layout.text + sum(int(aside.prose) for aside in layout.asides)
    if text_length >= 2_500:
        return
    source = document.source
    words = plain(" ".join(block.text for block in layout.blocks[:60])[:4000])
    title = plain(document.title or "")
    prose = layout.prose
    notice = prose < LONGEST_NOTICE
    if (notice and (_CHALLENGE_TITLE.search(title) or _CHALLENGE_TEXT.search(words))) or (text_length < 200 and _CHALLENGE_CODE.search(source)):
        raise refuse(Refused.CHALLENGE, url, (document.title or words)[:80])
    if text_length < 300 and (_REFRESH.search(source[:20_000]) or (len(source) < 5_000 and _SCRIPTED_MOVE.search(source))):
        raise refuse(Refused.REDIRECT_STUB, url)
    if notice and (_PARKED.search(title) or (text_length < 600 and _PARKED.search(words))):
        raise refuse(Refused.PARKED, url, (document.title or words)[:80])


def refuse_kind(document: Document, layout: Layout, jsonld: JsonLd, headline: Headline, body: Body, dated: bool, score: float) -> None:
    """Refuse what is a real page but no article. ``dated`` tells that a publication date was read, ``score`` is :func:`evidence`'s. Raises Refusal."""
    url = document.url
    classes = document.body_words
    types = jsonld.types()
    title = plain(f"{headline.text or ''} | {document.title or ''}")
    length = sum(len(block.text) for block in body.blocks)
    newsy = not NEWS_TYPES.isdisjoint(types)
    path = unquote(urlsplit(url).path)
    if " error404 " in classes or (_MISSING.search(title) and (length < 700 or not dated) and not newsy):
        raise refuse(Refused.NOT_FOUND, url, (headline.text or document.title or "")[:80])
    if length < 400 and not dated and not newsy and document.tree.css_first("input[type=password]") is not None and _LOGIN.search(title + plain(" ".join(block.text for block in layout.blocks[:40]))[:2000]):
        raise refuse(Refused.LOGIN, url)
    asked = _HOME_PATH.match(path) is not None and "s" in parse_qs(urlsplit(url).query)
    searching = _SEARCH.search(title) is not None and ("search" in path.lower() or "بحث" in path or not dated)
    if " search-results " in classes or "SearchResultsPage" in types or (not newsy and (asked or searching)):
        raise refuse(Refused.SEARCH, url)
    if headline.text and _STATIC.match(plain(headline.text)):
        raise refuse(Refused.NO_ARTICLE, url, headline.text)
    if _REFERENCE.search(" ".join(document.meta.get("generator", ()))) or " mediawiki " in classes:
        raise refuse(Refused.NO_ARTICLE, url, "a wiki, forum or shop by its generator")
    if not newsy and _looks_like_listing(layout, body, headline):
        kind = Refused.HOME if _HOME_PATH.match(path) and not urlsplit(url).query else Refused.LISTING
        raise refuse(kind, url, f"{_story_links(layout)} links to stories")
    themed = {" home ", " blog ", " archive ", " category "}
    if any(word in classes for word in themed) and " single " not in classes and not newsy:
        raise refuse(Refused.HOME if " home " in classes else Refused.LISTING, url)
    if not newsy and length < 500 and (_HOME_PATH.match(path) or _LISTING_PATH.search(path)) and _story_links(layout) >= 8:
        raise refuse(Refused.HOME if _HOME_PATH.match(path) else Refused.LISTING, url)
    text_length = layout.text
    if not body.blocks and text_length < 500 and not newsy and (_SHELL_ROOT.search(document.source) or _NEEDS_SCRIPT.search(plain(document.source[:100_000]))):
        raise refuse(Refused.EMPTY_SHELL, url)
    if not body.blocks and text_length < 120 and document.source.count("<script") >= 2 and not newsy:
        raise refuse(Refused.EMPTY_SHELL, url)
    if not newsy and not body.blocks and _story_links(layout) >= 12 and score < 5:
        raise refuse(Refused.LISTING, url, f"{_story_links(layout)} links to stories")
    if score < NEEDED:
        raise refuse(Refused.NO_ARTICLE, url)


NEEDED = 3.0
"""Points of evidence an article needs: a date and a confirmed headline suffice, a heading over some text does not."""


def evidence(document: Document, jsonld: JsonLd, headline: Headline, body: Body, machine_date: bool, shown_date: bool, authored: bool) -> float:
    """Points that speak for a news article."""
    if headline.text is None:
        return 1.0 if body.blocks and machine_date else 0.0
    types = jsonld.types()
    length = sum(len(block.text) for block in body.blocks)
    score = 0.0
    if not NEWS_TYPES.isdisjoint(types):
        score += 4
    elif not ARTICLE_TYPES.isdisjoint(types):
        score += 2.5
    elif not MEDIA_TYPES.isdisjoint(types):
        score += 1.5
    og_type = (document.meta_first("og:type") or "").lower()
    score += 1.5 if og_type.startswith(("article", "news", "video")) else -1 if og_type in ("product", "profile", "website", "product.item") else 0
    score += 2 if machine_date else 0
    score += 1.5 if shown_date else 0
    score += 1 if headline.confirmed else 0
    score += 0.5 if authored else 0
    score += 1 if length >= 300 else 0.5 if length >= 80 else 0
    score += 0.5 if len(body.blocks) >= 3 else 0
    score += 1 if re.search(r"\d{4,}|/20\d\d/", urlsplit(document.url).path) else 0
    score += 1 if " single" in document.body_words or "node--type-article" in document.body_words or " node-article" in document.body_words else 0
    return score


def _story_links(layout: Layout) -> int:
    """Links with a headline's length, in the walked page and in what was set aside."""
    count = sum(1 for block in layout.blocks if block.linked >= 25 and block.link_only)
    return count + sum(1 for aside in layout.asides for link in aside.element.css("a[href]") if len(link.text(deep=True, strip=True)) >= 25)


def _looks_like_listing(layout: Layout, body: Body, headline: Headline) -> bool:
    """Teasers, not paragraphs: nearly every kept paragraph has a linked headline or heading right before it."""
    length = sum(len(block.text) for block in body.blocks)
    if len(body.blocks) >= 3:
        teased = 0
        for block in body.blocks:
            before = layout.blocks[max(0, block.index - 2) : block.index]
            teased += any(other.linked >= 15 and other.link_only for other in before)
        if teased >= 0.6 * len(body.blocks) and length < 260 * len(body.blocks) and _story_links(layout) >= 6:
            return True
    return headline.block is None and length < 250 and _story_links(layout) >= 10

"""What an address alone says about its page: the shape of its path, and whether articles look so.

Every site has its own pattern, but within a site all articles share one; so addresses are compared by shape, not by any list of sites.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

NO_ARTICLE = frozenset(
    """
    tag tags label labels hashtag topic topics keyword keywords category categories cat cats section sections rubric archive
    archives page pages author authors writer writers columnist columnists profile profiles user users member members team staff
    contributor contributors people search find login signin signup register account auth password logout cart shop store subscribe
    subscription subscriptions newsletter newsletters about aboutus about-us contact contactus contact-us privacy privacy-policy
    terms terms-of-use conditions policy policies disclaimer advertise ads advertising careers jobs faq help sitemap rss rss-feeds
    feed feeds apps app mobile-apps wp-admin wp-login.php wp-content wp-json cdn-cgi share sharer print email comment comments
    reply login.aspx weather prayer prayer-times currency currencies horoscope epaper e-paper pdf live-tv livetv tv-guide schedule
    frequencies frequency stations redirect go out ad click وسم وسوم تصنيف تصنيفات قسم أقسام اقسام كاتب كتاب كتّاب الكتاب مؤلف بحث
    من-نحن عن-الموقع اتصل-بنا إتصل-بنا تواصل-معنا سياسة-الخصوصية شروط-الاستخدام الشروط-والأحكام أعلن-معنا اعلن-معنا النشرة-البريدية
    خريطة-الموقع تسجيل-الدخول الاشتراك
    """.split()  # noqa: SIM905 -- a page of quotation marks reads worse
)
"""Path segments of pages that list, serve or govern."""
PARENTS = frozenset({"category", "categories", "cat", "section", "sections", "topic", "topics", "archive", "archives", "قسم", "تصنيف"})
MULTIMEDIA = frozenset(
    """
    video videos watch event events photo photos gallery galleries album albums podcast podcasts audio audios episode episodes program programs
    programmes shows match matches fixture fixtures livescore livescores scores standings player players teams clubs infographic infographics infograph caricature cartoon cartoons live فيديو فيديوهات صور ألبوم بودكاست انفوجراف
    إنفوغراف كاريكاتير برامج مباراة مباريات فريق لاعب
    """.split()  # noqa: SIM905 -- a page of quotation marks reads worse
)
"""Pages that are looked at, heard or followed minute by minute; articles of a news section only where the section itself is one of these."""
ARTICLE_WORD = frozenset(
    """
    story stories article articles news post posts details detail newsdetails node خبر أخبار مقال item view show read content
    """.split()  # noqa: SIM905 -- a page of quotation marks reads worse
)
ASSET = re.compile(
    r"(?i)\.(?:jpe?g|png|gif|webp|svg|ico|avif|pdf|docx?|xlsx?|pptx?|zip|rar|mp[34]|m4[av]|webm|avi|mov|wmv|ogg|wav|css|js|xml|rss|atom|json|apk|exe|woff2?)$"
)
EXTENSION = re.compile(r"(?i)\.(?:html?|php|aspx?|jsp|shtml|cfm|do|amp|ece)$")
YEAR = re.compile(r"(?:19[89]|20[0-4])\d")
DATE = re.compile(r"(?:19[89]|20[0-4])\d[-_]?(?:0?[1-9]|1[0-2])[-_]?(?:[0-2]?\d|3[01])")
MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
HASH = re.compile(r"(?=[0-9a-z]*\d)(?=[0-9a-z]*[a-z])[0-9a-z]{8,40}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}", re.IGNORECASE)
IDENTITY = re.compile(r"(?<![0-9])\d{4,20}(?![0-9])")
WORDS = re.compile(r"[^\W\d_]+", re.UNICODE)
QUERY_IDENTITY = re.compile(
    r"(?i)^(?:id|p|aid|nid|sid|newsid|news_id|article|articleid|article_id|artid|art_id|storyid|story|item|itemid|post|postid|no|n|a|t|pid|cid|contentid|content_id|mid|key|idn|id_article|newsno|serial|d)$"
)
ARTICLE_VIEW = re.compile(
    r"(?i)(?:view|task|action|page|op|mod|module|file|name|c|m)=(?:article|story|news|details?|show|view|read|item|newsdetails)"
)


@lru_cache(maxsize=8192)
def shape(url: str) -> tuple[str, ...]:
    """The address with what varies taken out: ``/news/2024/5/1/some-slug-123`` → ``('w', 'Y', 'd', 'd', 'M')``.

    w a word, Y a year, D a date, d a number under 100, N a longer number, H a hash, S a slug of three words or more, M a slug with a
    number; ``?name`` for a query parameter with a number. Words of NO_ARTICLE and MULTIMEDIA stay as they are.
    """
    parts = urlsplit(url)
    kinds = [_kind(segment) for segment in _segments(url)]
    query = sorted(f"?{name.lower()}" for name, value in parse_qsl(parts.query) if QUERY_IDENTITY.match(name) and re.search(r"\d", value))
    if parts.query and ARTICLE_VIEW.search(parts.query):
        query.append("?article")
    return (*kinds, *query)


@lru_cache(maxsize=8192)
def _segments(url: str) -> tuple[str, ...]:
    return tuple(segment for segment in unquote(urlsplit(url).path).split("/") if segment)


def _kind(segment: str) -> str:
    segment = EXTENSION.sub("", segment.strip()).lower()
    if segment in NO_ARTICLE or segment in MULTIMEDIA:
        return segment
    if segment.isdigit():
        return "Y" if YEAR.fullmatch(segment) else "d" if len(segment) <= 2 else "D" if DATE.fullmatch(segment) else "N"
    if DATE.fullmatch(segment):
        return "D"
    if HASH.fullmatch(segment):
        return "H"
    words = [word for word in WORDS.findall(segment) if len(word) > 1]
    if IDENTITY.search(segment):
        return "M"
    letters = sum(len(word) for word in words)
    if len(words) >= 4 or (len(words) == 3 and letters >= 12):
        return "S"
    return "w"


STRONG = frozenset("NHMS")


def evidence(url: str) -> float:
    """How much the address alone looks like an article's: 1 and more is strong, 0 says nothing, below 0 is something else."""
    kinds = shape(url)
    if not kinds:
        return -2.0
    if ASSET.search(urlsplit(url).path):
        return -3.0
    score = 0.0
    last = kinds[-1]
    if any(kind in STRONG for kind in kinds):
        score += 1.0
    if any(kind in ("Y", "D") for kind in kinds) and any(kind in "NHMSwd" for kind in kinds[1:]):
        score += 0.5
    if any(kind.startswith("?") for kind in kinds):
        score += 0.8
    names = [name.lower() for name in _segments(url)]
    if last in ("Y", "D", "d") and not any(kind in STRONG or kind.startswith("?") for kind in kinds):
        # «/article/7» is an article of a young site, «/2026/11/3» the archive of a day, «/politics/2» a numbered page
        score += 0.6 if last == "d" and len(names) >= 2 and names[-2] in ARTICLE_WORD else -1.0
    if score > 0 and not ARTICLE_WORD.isdisjoint(names):
        score += 0.3
    if len(kinds) == 2 and kinds[0] in ("archives", "archive") and last == "N" and not MONTH.fullmatch(names[-1]):
        return score + 0.3  # WordPress files stories by their numbers so: «/archives/81000»
    # «/section/politics/some-long-slug» is an article below its section; «/section/politics» and «/tag/some-long-slug» are lists
    # SharePoint keeps every page, a story as well, below «Pages»
    library = "pages" if urlsplit(url).path.lower().endswith(".aspx") and last != "pages" else ""
    if any(kind in NO_ARTICLE and kind != library and (kind not in PARENTS or place >= len(kinds) - 2) for place, kind in enumerate(kinds)):
        score -= 1.6
    if any(kind in MULTIMEDIA for kind in kinds):
        score -= 0.7
    return score


def article_urls(urls: list[str]) -> set[str]:
    """Those of a site's addresses (a sitemap's) that are articles: the strong ones, and those that share a shape with many strong ones."""
    scores = {url: evidence(url) for url in urls}
    strong = Counter(shape(url) for url, score in scores.items() if score >= 1.0)
    common = {kinds for kinds, count in strong.items() if count >= 3}
    taken = {url for url, score in scores.items() if score >= 1.0 or (score > 0 and shape(url) in common)}
    if taken:
        return taken
    # a site with short words for slugs: the deepest shape that many share
    weak = Counter(shape(url) for url, score in scores.items() if score >= 0 and len(shape(url)) >= 2)
    if not weak:
        return set()
    kinds, count = max(weak.items(), key=lambda pair: (pair[1], len(pair[0])))
    return {url for url, score in scores.items() if score >= 0 and shape(url) == kinds} if count >= 10 else set()

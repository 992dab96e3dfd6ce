"""What type of item an article is: brief, live blog, gallery, video, audio, opinion, or a plain article."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from rasid.extract.jsonld import MEDIA_TYPES, types_of
from rasid.extract.matching import plain
from rasid.extract.page import ReadPage
from rasid.model import ArticleType

SHORT_BODY = 260
"""Characters below which an item may be a telegram or the caption of a film or gallery; the shortest plain reports of the corpus have 546."""
_URGENT = re.compile(r"^\W*(?:" + "|".join(plain(word) for word in ("عاجل", "خبر عاجل", "عاجل جدا", "برقية", "برقيه")) + r")(?!\w)")
_PATHS = (
    (ArticleType.LIVE_BLOG, re.compile(r"/(?:live-?blog|liveblog|live|live-news|blogs?/live)/|/(?:تغطية-مباشرة|مباشر)(?:/|-)|/liveblog")),
    (ArticleType.VIDEO, re.compile(r"/(?:videos?|watch|tv|فيديو|فيديوهات|video-?gallery)(?:/|$)")),
    (
        ArticleType.GALLERY,
        re.compile(r"/(?:gallery|galleries|photos?|photo-?gallery|album|albums|صور|البوم|ألبوم|pictures|in-?pictures)(?:/|$)"),
    ),
    (ArticleType.AUDIO, re.compile(r"/(?:podcasts?|audio|بودكاست|radio)(?:/|$)")),
    (
        ArticleType.OPINION,
        re.compile(r"/(?:opinions?|columns?|columnists?|blogs?|مقالات|رأي|آراء|راي|كتاب|writers|editorials?|op-?ed)(?:/|$)"),
    ),
)
_OPINION_SECTIONS = frozenset(
    plain(word)
    for word in [
        "رأي",
        "الرأي",
        "آراء",
        "مقالات",
        "مقالات الرأي",
        "مقالات رأي",
        "أعمدة",
        "كتاب وآراء",
        "كتاب",
        "مدونات",
        "وجهات نظر",
        "افتتاحية",
        "منبر",
        "قضايا وآراء",
        "opinion",
        "columns",
    ]
)


def type_of(
    page: ReadPage, titles: tuple[str | None, str | None], section: str | None, length: int, pictures: int, *, led: bool
) -> ArticleType:
    """Structured data first, then ``og:type``, section and address; «عاجل» in a headline or kicker (``titles``) over a short text makes a brief. ``length`` is the body's in characters,
    ``pictures`` how many stand in it, ``led`` whether a standfirst is shown: telegrams have none."""
    document, node = page.document, page.node
    names = set(types_of(node)) if node is not None else set()
    if "LiveBlogPosting" in names:
        return ArticleType.LIVE_BLOG
    if "OpinionNewsArticle" in names:
        return ArticleType.OPINION
    path = unquote(urlsplit(document.url).path).lower()
    by_path = {kind for kind, pattern in _PATHS if pattern.search(path)}
    og_type = (document.meta_first("og:type") or "").lower()
    media = {name for found in page.linked.of_type(MEDIA_TYPES) for name in types_of(found)}
    if ArticleType.LIVE_BLOG in by_path:
        return ArticleType.LIVE_BLOG
    if length <= SHORT_BODY * 2:
        if (
            og_type.startswith("video")
            or ("VideoObject" in media and (node is None or ArticleType.VIDEO in by_path))
            or (ArticleType.VIDEO in by_path and node is None)
        ):
            return ArticleType.VIDEO
        if media & {"AudioObject", "PodcastEpisode", "RadioEpisode"} and (node is None or ArticleType.AUDIO in by_path):
            return ArticleType.AUDIO
    if (
        media & {"ImageGallery", "MediaGallery"}
        or (ArticleType.GALLERY in by_path and length <= 4 * SHORT_BODY)
        or (pictures >= 5 and length < 80 * pictures)
    ):
        return ArticleType.GALLERY
    if ArticleType.VIDEO in by_path and length <= 4 * SHORT_BODY:
        return ArticleType.VIDEO
    if ArticleType.AUDIO in by_path and length <= 4 * SHORT_BODY:
        return ArticleType.AUDIO
    if ArticleType.OPINION in by_path or plain(section or "") in _OPINION_SECTIONS:
        return ArticleType.OPINION
    urgent = any(text and _URGENT.match(plain(text)) for text in titles)
    if length <= SHORT_BODY and (urgent or (0 < length <= 140 and not led)):
        return ArticleType.BRIEF
    return ArticleType.ARTICLE

"""What the names of classes and ids say of an element, and what its tag and role say.

Newsrooms name things alike: WordPress themes (Jannah, Newspaper), Drupal, and home-made systems all have their ``related``, ``share`` and
``tags``. A mark is a suspicion, not a sentence: :mod:`rasid.extract.layout` lifts it from an element that holds the headline or most of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")

# (kind, pattern). Patterns are matched in names brought to the form "-one-word-after-another-". Order decides: the first that matches gives the kind.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("author", r"^-by-$"),
        ("author", r"^(?!.*-(?:caption|photo|image|img|picture|media)-).*-by-?lines?-"),
        (
            "comments",
            r"-(?:comments?|commentlist|comment-[a-z-]*|disqus[a-z-]*|respond|fb-comments|livefyre|replies)-|-comments?(?:form|area|box|section)",
        ),
        (
            "caption",
            r"-(?:caption|captions|figcaption|wp-caption-text|cap|img-cap|image-?desc[a-z]*|photo-?desc[a-z]*|credits?|image-?credit|photo-?credit|image-?source|"
            r"photo-?source|alt-text|imgdesc|pic-?desc|img-?(?:title|text|info|alt)|image-?(?:title|text|info|alt))-|caption-",
        ),
        (
            "related",
            r"related|-(?:readmore|read-more|read-also|readalso|also-read|see-?also|more-?news|more-?from|more-?on|more-?stories|similar|recommend[a-z]*|"
            r"suggest[a-z]*|yarpp|you-?may[a-z-]*|most-?(?:read|viewed|popular|shared|watched|commented)|mostread|popular|trending|trend|latest|lastnews|last-news|"
            r"hot-articles?|taboola|trc|outbrain|ob-widget|mgid|engageya?|engage|inject|crosslinks?|inline-?(?:posts?|articles?|links?)|next-?(?:post|article|prev)|"
            r"prev-?(?:post|article|next)|previous-?post|post-navigation|navigation|nav-links|nextprev|readnext|read-next|morelinks|links-box|linked-?(?:news|stories)|"
            r"promo-?box|teasers?(?!-text)|cards?-list|internal-?links?|news-?links?|choose-for-you|topics?-more|more-topics?)-|readmore|mostread|-more-?(?:articles?|posts?)-",
        ),
        (
            "share",
            r"-(?:[a-z]*shar(?:e|es|er|ing|ers|ebar|ebox|elinks?|ethis|eaholic|eholder|edaddy|e-[a-z-]*)|social[a-z]*|follow[a-z-]*|addtoany|a2a|at-?icons|print[a-z]*|whatsapp|telegram|google-?news|gnews|short-?link|shorturl|copy-?link|"
            r"sharedaddy|jp-|likes?|dislike|reactions?|emoji|rating|votes?|post-ratings|font-?(?:size|resize)[a-z]*|text-?resize|listen|audio-?player|tts)-|social-?(?:bar|icons|links|media|likes)",
        ),
        (
            "tags",
            r"-(?:tags?|tagcloud|tag-?(?:list|links|cloud|cont)|tagged|keywords?|post-?tags|article-?tags|hashtags?|taxonomy|topics|topic-list|labels|badges?|chips?|pills?)-",
        ),
        (
            "ads",
            r"-(?:ads?|adv|advs|advert[a-z]*|adsbygoogle|adsense|adslot|adunit|dfp|gpt|ad-[a-z-]*|ads-[a-z-]*|sponsor[a-z]*|promoted|banners?|bgforads|aries|leader-?board\d*)-|"
            r"advert|googlead|-div-gpt",
        ),
        (
            "promo",
            r"-(?:promo[a-z]*|newsletters?|subscri[a-z]*|signup|sign-up|mailing[a-z-]*|cookies?|gdpr|consent|pop-?up|modal|overlay|lightbox|dialog|login|signin|register|"
            r"registration|paywall|download-?app|app-?(?:download|banner|store|links)|call-?to-?action|cta|donat[a-z]*|fundrais[a-z]*|appeal|poll|survey|quiz|toast|alert-?box|push-?notif[a-z]*)-|newsletter|subscribe",
        ),
        (
            "author",
            r"-(?:authors?|author-?[a-z-]*|sig|signature|signed|contributors?|writers?|writtenby|written-by|write-?by|reporters?|journalists?|editor|editors|about-?(?:the-)?author|columnist|post-?by|news-?source)-",
        ),
        (
            "meta",
            r"-(?:meta|metadata|(?:post|entry|article|node|story|content|item|body)-?footer|post-?meta|entry-?meta|article-?meta|post-?info|article-?info|news-?info|date|dates|datetime|time|timestamp|publish[a-z-]*|pub-?date|post-?date|"
            r"entry-?date|article-?date|views?|view-?count|counters?|hits|reading-?time|read-?time|created|updated|last-?update|story-?date|news-?date|source|sources|foot-?notes?|end-?notes?|ftn\d*|fn-?\d+|cite-note[a-z0-9-]*)-|-[a-z]+date-",
        ),
        (
            "nav",
            r"-(?:nav|navbar|navigation|menu|menus|submenu|sub-menu|mainmenu|breadcrumbs?|breadcumbs?|bread-?crumbs?|pagination|pager|paging|page-links|skip[a-z-]*|toolbar|toc|ez-toc|off-?canvas|topbar|top-bar|ticker|newsticker|breaking[a-z-]*|newsflash|search[a-z-]*)-",
        ),
        (
            "sidebar",
            r"-(?:sidebars?|side-?bar[a-z-]*|side-?(?:content|area|column|col)|rightbar|leftbar|widget-?area|secondary|aside)-|sidebar",
        ),
        ("footer", r"-(?:footer|foot|site-?info|colophon|copy-?rights?|bottom-?bar)-|copyright|footer-"),
        (
            "media",
            r"-(?:gallery|galleria|slider|slick|swiper|carousel|owl|slideshow|jwplayer|video-js|vjs[a-z-]*|plyr|video-?player|mejs[a-z-]*|player|brightcove|vidverto)-|-(?:gallery|slick)-",
        ),
        (
            "embed",
            r"-(?:twitter-tweet|twitter-video|instagram-media|fb-post|fb-video|tiktok-embed|telegram-post|embed[a-z-]*|wp-embed[a-z-]*|reddit-embed|infogram[a-z-]*)-",
        ),
    )
)
_LEAD = re.compile(
    r"^-sub-$|-(?:lead|lede|leads|leadin|lead-text|standfirst|stand-first|summary|excerpt|subtitle|sub-title|subheadline|sub-headline|subhead|sub-head|deck|dek|intro|introduction|"
    r"chapeau|chapo|sapo|teaser-text|short-?desc[a-z]*|article-?desc[a-z]*|post-?desc[a-z]*|news-?desc[a-z]*|brief|abstract|second-?title|article-?sub[a-z-]*|entry-sub-title)-|-lead-?$"
)
_KICKER = re.compile(
    r"-(?:kicker|suptitle|sup-title|overtitle|over-title|overline|pretitle|pre-title|shoulder|eyebrow|surtitle|sur-title|top-?title|upper-?title|headline-?prefix|strap|strapline)-"
)
_ABOUT = re.compile(r"-(?:roles?|bio|biography|jobs?|positions?|occupation|desc|description|about)-")
_TITLE = re.compile(
    r"-(?:title|headline|heading|entry-title|post-title|article-title|news-title|story-title|main-title|page-title)-|title-|headline"
)
TAG_MARKS = {
    "nav": "nav", "footer": "footer", "aside": "sidebar", "header": "header", "figcaption": "caption", "caption": "caption", "time": "meta", "dialog": "promo", "menu": "nav",
    "amp-sidebar": "nav", "amp-ad": "ads", "amp-embed": "ads", "amp-carousel": "media", "amp-twitter": "embed", "amp-facebook": "embed", "amp-instagram": "embed",
    "amp-social-share": "share", "amp-next-page": "related", "amp-user-notification": "promo",
}  # fmt: skip
_ROLE_MARKS = {
    "navigation": "nav",
    "complementary": "sidebar",
    "contentinfo": "footer",
    "search": "nav",
    "dialog": "promo",
    "alertdialog": "promo",
    "menu": "nav",
}
_HIDING = frozenset(
    {
        "hidden",
        "d-none",
        "sr-only",
        "visually-hidden",
        "screen-reader-text",
        "hide",
        "hidespan",
        "no-display",
        "element-invisible",
        "visuallyhidden",
    }
)
_KEPT_PROPS = frozenset(
    {
        "headline",
        "name",
        "alternativeheadline",
        "description",
        "articlebody",
        "author",
        "datepublished",
        "datemodified",
        "datecreated",
        "articlesection",
    }
)
_OPENED_BY_LINK = re.compile(r"modal|pop-?up|lightbox|overlay", re.IGNORECASE)
"""Names by which a link says what it opens, not what it is."""


@lru_cache(maxsize=20_000)
def shape(name: str) -> str:
    """A class or id list as ``-one-word-after-another-``, humps of camel case opened."""
    return f"-{_NOT_WORD.sub('-', _CAMEL.sub('-', name[:300]).lower()).strip('-')}-"


@lru_cache(maxsize=20_000)
def kind_of(name: str) -> str | None:
    """The kind of furniture a class list or id speaks of, or None."""
    if not name:
        return None
    shaped = shape(name)
    if "-elementor-" in shaped or "-wp-block-" in shaped:
        # page builders call every box a widget or a block; only its own last word speaks of what it holds
        shaped = shaped.replace("-widget-", "-")
    for kind, pattern in _PATTERNS:
        if pattern.search(shaped):
            return kind
    return None


@lru_cache(maxsize=5_000)
def says_lead(name: str) -> bool:
    return _LEAD.search(shape(name)) is not None


@lru_cache(maxsize=5_000)
def says_about(name: str) -> bool:
    """The box tells of a person: the role or the life, not the name."""
    return _ABOUT.search(shape(name)) is not None


@lru_cache(maxsize=5_000)
def says_kicker(name: str) -> bool:
    return _KICKER.search(shape(name)) is not None


@lru_cache(maxsize=5_000)
def says_title(name: str) -> bool:
    return _TITLE.search(shape(name)) is not None


def read_names(attributes: dict[str, str | None], tag: str) -> tuple[str, str | None, str | None]:
    """(class and id, mark, itemprop worth a box of its own)"""
    get = attributes.get
    classes, identity = get("class"), get("id")
    name, mark = _named(tag, classes or "", identity or "") if classes or identity else ("", TAG_MARKS.get(tag))
    if classes and len(attributes) == 1:  # half of all elements
        return name, mark, None
    if ((style := get("style")) and "none" in style and "display:none" in style.replace(" ", "")) or "hidden" in attributes:
        mark = "hidden"
    if role := get("role"):
        mark = _ROLE_MARKS.get(role, mark)
    if (value := get("itemprop")) and not _KEPT_PROPS.isdisjoint(lowered := value.lower().split()):
        return name, mark, " ".join(lowered)
    return name, mark, None


@lru_cache(maxsize=20_000)
def _named(tag: str, classes: str, identity: str) -> tuple[str, str | None]:
    mark = TAG_MARKS.get(tag)
    if mark is None and classes:
        mark = "hidden" if not _HIDING.isdisjoint(classes.split()) else kind_of(classes)
    if mark is None and identity:
        mark = kind_of(identity)
    if tag == "a" and mark == "promo" and _OPENED_BY_LINK.search(classes):
        mark = None
    return (f"{classes} {identity}" if classes and identity else classes or identity), mark

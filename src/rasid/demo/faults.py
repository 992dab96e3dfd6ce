"""What the newsroom can be told to do wrong.

``FAULTS`` is the documented table. A fault reaches an ``article`` (its text or its page), the ``lists`` (section pages, feed, sitemap) or the
whole ``site``; ``cause`` is the one rasid should name. How each is done: text faults in ``damage.py``, the others in ``pages.py`` and ``newsroom.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from rasid.model.source import Words
from rasid.model.vocabulary import Cause

Reach = Literal["article", "lists", "site"]


@dataclass(frozen=True, slots=True)
class DemoFault:
    """One thing that can go wrong."""

    words: Words
    reach: Reach
    cause: Cause = Cause.CONTENT


@dataclass(frozen=True, slots=True)
class Breakage:
    """A fault in force on one site of the newsroom."""

    fault: str
    site: int
    articles: frozenset[int] | None
    """Story ids; None for every article."""
    since: datetime
    options: Mapping[str, Any] = field(default_factory=dict)
    until: datetime | None = None

    def touches(self, site: int, story_id: int | None = None) -> bool:
        if site != self.site:
            return False
        return story_id is None or self.articles is None or story_id in self.articles


def _article(ar: str, en: str, cause: Cause = Cause.CONTENT) -> DemoFault:
    return DemoFault(Words(ar, en), "article", cause)


def _lists(ar: str, en: str, cause: Cause = Cause.LAYOUT_CHANGED) -> DemoFault:
    return DemoFault(Words(ar, en), "lists", cause)


def _site(ar: str, en: str, cause: Cause) -> DemoFault:
    return DemoFault(Words(ar, en), "site", cause)


FAULTS: dict[str, DemoFault] = {
    # the text of an article
    "missing_headline": _article("مقال بلا عنوان في الصفحة وفي بياناتها", "no headline, on the page or in its metadata"),
    "missing_date": _article("مقال بلا تاريخ نشر", "no publication date anywhere"),
    "unreadable_date": _article("تاريخ لا يُقرأ", "a date nobody can read"),
    "future_date": _article("تاريخ نشر في المستقبل", "published three days from now"),
    "wrong_century": _article("تاريخ نشر من القرن الماضي", "published a hundred years ago"),
    "modified_before_published": _article("عُدّل قبل أن يُنشر", "modified before it was published"),
    "date_freshened": _article("تاريخ جُدّد بلا تغيير في النص", "dates renewed although not a word changed"),
    "missing_author": _article("مقال بلا كاتب", "no author"),
    "missing_image": _article("مقال بلا صورة", "no image"),
    "missing_standfirst": _article("مقال بلا مقدمة", "no standfirst"),
    "truncated_standfirst": _article("مقدمة مقطوعة", "a standfirst that breaks off"),
    "headline_with_site_name": _article("اسم الموقع ملتصق بالعنوان", "the site's name glued to the headline"),
    "headline_entities": _article("رموز HTML ظاهرة في العنوان", "HTML entities showing in the headline"),
    "shouting_headline": _article("علامات تعجب متكررة في العنوان", "a headline that shouts"),
    "silent_headline_edit": _article("عنوان تغيّر بلا إشعار", "a headline changed without a new modification date"),
    "english_body": _article("متن بالإنكليزية", "a body in English"),
    "empty_body": _article("مقال بلا متن", "a headline with no body"),
    "short_body": _article("متن من جملة واحدة", "a body of one sentence"),
    "truncated_body": _article("متن مقطوع في وسط الجملة", "a body that stops in the middle of a sentence"),
    "placeholder_text": _article("نص تجريبي مكان المتن", "placeholder text for a body"),
    "boilerplate_body": _article("عبارات الموقع داخل المتن", "the site's own phrases inside the body"),
    "repeated_paragraph": _article("فقرة مكررة", "a paragraph printed three times"),
    "leftover_markup": _article("بقايا وسوم وأكواد في المتن", "left-over tags and shortcodes in the body"),
    "unbalanced_quotes": _article("أقواس اقتباس غير مغلقة", "quotation marks left open"),
    "persian_letters": _article("حروف فارسية مكان العربية", "Persian kaf and yeh in Arabic words"),
    "presentation_forms": _article("حروف من أشكال العرض", "presentation-form letters"),
    "bidi_controls": _article("محارف اتجاه خفية في العنوان", "hidden direction controls in the headline"),
    "tatweel": _article("تطويل في العنوان", "stretched letters in the headline"),
    "duplicated_article": _article("مقال مكرر بعنوان رابط آخر", "another article's text under this address"),
    # the page of an article
    "mojibake": _article("نص معطوب الترميز (windows-1256)", "mojibake: UTF-8 read as windows-1256 and saved again"),
    "wrong_charset": _article("صفحة windows-1256 معلنة UTF-8", "a windows-1256 page declared as UTF-8"),
    "legacy_encoding": _article("صفحة windows-1256 معلنة كذلك", "an honest windows-1256 page (not a fault: must be read)"),
    "broken_json_ld": _article("بيانات منظمة معطوبة", "JSON-LD that does not parse"),
    "template_change": _article(
        "قالب جديد تختفي فيه الحقول", "a redesign: classes, headline, date, author and JSON-LD gone", Cause.LAYOUT_CHANGED
    ),
    "empty_shell": _article("صفحة فارغة تنتظر جافاسكربت", "an empty shell that waits for JavaScript", Cause.LAYOUT_CHANGED),
    "gone": _article("المقال محذوف (404)", "the article answers 404"),
    "soft_404": _article("صفحة «غير موجود» بحالة 200", "a not-found page with status 200"),
    "login_wall": _article("المقال خلف تسجيل دخول", "the article is behind a login", Cause.BLOCKED),
    "redirect_loop": _article("تحويل لا ينتهي", "a redirect that never ends", Cause.UNREACHABLE),
    "redirect_home": _article("تحويل إلى الصفحة الرئيسية", "the article redirects to the front page"),
    # lists
    "empty_listing": _lists("قوائم فارغة: صفحة القسم والخلاصة وخريطة الأخبار", "section pages, feed and sitemap without an article"),
    "listing_redesign": _lists("صفحة القسم بلا روابط تُقرأ", "section pages whose cards are no links any more"),
    "empty_feed": _lists("خلاصة فارغة", "a feed without items"),
    "broken_feed": _lists("خلاصة معطوبة", "a feed that is not well-formed"),
    "stale_listing": _lists("قوائم تجمّدت على أخبار قديمة", "lists frozen at the moment of the fault", Cause.QUIET),
    # the site
    "unavailable": _site("الموقع يجيب 503", "503 for a while, with Retry-After", Cause.UNREACHABLE),
    "server_error": _site("الموقع يجيب 500", "500 everywhere", Cause.UNREACHABLE),
    "dropped_connection": _site("الموقع يقطع الاتصال", "connections dropped without an answer", Cause.UNREACHABLE),
    "slow_drip": _site("الصفحات تصل نقطة نقطة", "pages that arrive byte by byte", Cause.UNREACHABLE),
    "challenge": _site("صفحة تحقق بحالة 200", "a challenge page with status 200", Cause.BLOCKED),
    "forbidden": _site("الموقع يجيب 403", "403 everywhere", Cause.BLOCKED),
    "rate_limited": _site("الموقع يجيب 429", "429 with Retry-After", Cause.BLOCKED),
    "robots_disallow": _site("ملف robots.txt يمنع الزيارة", "robots.txt forbids everything", Cause.BLOCKED),
    "robots_unavailable": _site("ملف robots.txt يجيب 503", "robots.txt answers 503", Cause.UNREACHABLE),
}

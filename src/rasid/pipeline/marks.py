"""What a template breaks on a page, read off the article itself: the tests that control articles are held to, and which rules each explains.

The rules say what is wrong with an article in full; here only what a template or its server writes for every page is asked, so that an
article can be held against its forerunners without a frame and a validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from rasid.arabic.characters import reversed_spans
from rasid.arabic.mojibake import mojibake_spans
from rasid.model import Article, ArticleType, Finding, Origin, Source

PAGE = "page"
"""The test that a new link leads to a page that can be read as an article."""
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
"""As the rule ``published_at_wrong_century`` has it."""
IMPLAUSIBLE = "date:implausible"
"""The reader's note on a date that is there and that nobody can believe."""
AHEAD = timedelta(minutes=15)
"""A clock may be so much ahead of ours (as the rule ``published_at_in_future`` allows)."""
GARBLED = 0.2
"""Share of a sample's characters in broken words from which its encoding is broken, not a word of it."""
FEWEST_LETTERS = 100
"""Letters of a text without which its script is not judged."""
SAMPLE = 600
"""Characters of the text the encoding is judged by."""
MARKUP = re.compile(r"</?[a-z]{1,10}(?:\s[^<>]*)?>|&(?:[a-z]{2,8}|#\d{2,5});", re.IGNORECASE)
SHOWN = (ArticleType.GALLERY, ArticleType.VIDEO, ArticleType.AUDIO)
"""Types that may do without a text."""
WRITTEN = (ArticleType.ARTICLE, ArticleType.OPINION)
"""Types that are expected to have text, author, image and standfirst."""

OF_THE_SECTION = (Origin.FEED, Origin.SITEMAP, Origin.LISTING)
"""Where a date comes from that the article's page does not say."""

FEWEST_WORDS = 25
"""As the rule ``body_too_short`` has it. A page that lost its text may still show a teaser, which is then read for one."""
SHORTER = "shorter"
"""The test that a text is not far shorter than the source's others: of what a paywall or a loader leaves, the first paragraph may be a sound one."""
FEWEST_OTHERS, MUCH_SHORTER = 12, 0.4
"""Articles without which nothing is usual, and the share of their lower quartile under which a text is far shorter."""
DOUBTED = "doubted"
"""The test that the reader is sure of what it read."""

MARKS: Mapping[str, Callable[[Article, Source, datetime], bool]] = {
    "headline": lambda article, source, now: not article.headline or names_the_site(article.headline, source),
    "body": lambda article, source, now: article.type not in SHOWN and (not article.body or only_a_teaser(article)),
    DOUBTED: lambda article, source, now: doubted(article) and not only_a_teaser(article),
    "body_too_short": lambda article, source, now: article.type in WRITTEN and 0 < len(article.text.split()) < FEWEST_WORDS,
    "published_at": lambda article, source, now: article.published_at is None and IMPLAUSIBLE not in article.notes,
    "page_date": lambda article, source, now: article.published_at is None or article.origins.get("published_at") in OF_THE_SECTION,
    "structured_data_missing": lambda article, source, now: not article.structured_data,
    "dates": lambda article, source, now: (
        IMPLAUSIBLE in article.notes or (article.published_at is not None and not EARLIEST <= article.published_at <= now + AHEAD)
    ),
    "encoding": lambda article, source, now: garbled(f"{article.headline or ''}\n{article.text[:SAMPLE]}"),
    "language": lambda article, source, now: (
        (article.language is not None and article.language != source.language) or (source.language == "ar" and foreign(article.text))
    ),
    "site_name": lambda article, source, now: bool(article.headline) and carries_the_site(article.headline or "", source),
    "markup": lambda article, source, now: MARKUP.search(f"{article.headline or ''}\n{article.text}") is not None,
    "author": lambda article, source, now: article.type in WRITTEN and not (article.authors or article.agency),
    "image": lambda article, source, now: article.type in WRITTEN and not article.image,
    "standfirst": lambda article, source, now: article.type in WRITTEN and not article.standfirst,
    "published_at_too_old": lambda article, source, now: (
        article.published_at is not None and EARLIEST <= article.published_at < now - timedelta(days=source.max_age_days)
    ),
    "text_reversed": lambda article, source, now: bool(reversed_spans(f"{article.headline or ''}\n{article.text[:SAMPLE]}")),
}
"""Test → whether the article fails it at ``now``."""

STRUCTURAL = frozenset({PAGE, "headline", "body", "published_at", "dates", "encoding"})
"""What every page has, unless its template, its server or our reader is broken."""
OF_TEMPLATES = frozenset(
    {
        "author",
        DOUBTED,
        "image",
        "language",
        "markup",
        "page_date",
        "site_name",
        "standfirst",
        "body_has_boilerplate",
        "body_same_as_another",
        "body_too_short",
        "body_truncated",
        "canonical_elsewhere",
        "canonical_missing",
        "headline_differs_from_metadata",
        "headline_ends_in_ellipsis",
        "headline_repeated",
        "modified_at_before_published",
        "published_at_origins_disagree",
        "published_at_too_old",
        "published_at_weekday_disagrees",
        SHORTER,
        "standfirst_truncated",
        "structured_data_date_invalid",
        "structured_data_incomplete",
        "structured_data_missing",
        "text_reversed",
    }
)
"""What a template writes, and some sites never had."""

TEST_OF_RULE: Mapping[str, str] = {
    "bodies_doubted": DOUBTED,
    "page_without_article": PAGE,
    "page_unread": PAGE,
    "headline_missing": "headline",
    "body_missing": "body",
    "published_at_missing": "published_at",
    "published_at_unreadable": "published_at",
    "published_at_in_future": "dates",
    "modified_at_in_future": "dates",
    "published_at_wrong_century": "dates",
    "text_mojibake": "encoding",
    "text_replacement_characters": "encoding",
    "text_control_characters": "encoding",
    "body_not_arabic": "language",
    "language_not_arabic": "language",
    "headline_not_arabic": "language",
    "headline_has_site_name": "site_name",
    "headline_has_markup": "markup",
    "body_has_markup": "markup",
    "authors_missing": "author",
    "image_missing": "image",
}
"""Rules of one field are one test; every other rule is a test of its own name."""

FOLLOW: Mapping[str, frozenset[str]] = {
    "headline": frozenset(
        {
            "headline_repeated",
            "headline_differs_from_metadata",
            "headline_has_site_name",
            "headline_too_short",
            "structured_data_incomplete",
        }
    ),
    "body": frozenset({"body_too_short", "body_not_arabic", "language_not_arabic", "body_same_as_another", "body_nearly_repeats_another"}),
    "encoding": frozenset(
        {
            "headline_not_arabic",
            "body_not_arabic",
            "language_not_arabic",
            "body_few_function_words",
            "body_word_length_unusual",
            "body_truncated",
        }
    ),
    "dates": frozenset(
        {
            "body_weekday_disagrees",
            "modified_at_before_published",
            "published_at_disagrees_with_dateline",
            "published_at_disagrees_with_weekday_in_text",
            "published_at_freshened",
            "published_at_hijri_disagrees",
            "published_at_months_disagree",
            "published_at_origins_disagree",
            "published_at_too_old",
            "published_at_weekday_disagrees",
        }
    ),
    "language": frozenset({"body_few_function_words", "body_word_length_unusual", "body_passage_untranslated"}),
    "site_name": frozenset({"headline_too_long", "headline_repeated", "headline_differs_from_metadata"}),
    "markup": frozenset({"body_word_length_unusual", "headline_differs_from_metadata", "body_words_run_together"}),
    "page_date": frozenset({"published_at_missing", "published_at_unreadable", "structured_data_date_invalid"}),
    "published_at": frozenset({"structured_data_incomplete", "structured_data_date_invalid"}),
    "author": frozenset({"structured_data_incomplete"}),
    "image": frozenset({"captions_missing", "structured_data_incomplete"}),
}
"""Rules that fail because a test fails: what a broken template drags along is no fault of its own."""


WHOLE = frozenset({"body", "body_same_as_another", DOUBTED, "encoding", "language", SHORTER, "text_reversed"})
"""Tests by which the text itself is broken: whatever else is found in it is found in what is not the article."""


def faults(article: Article, source: Source, now: datetime) -> frozenset[str]:
    """Names of the tests in :data:`MARKS` that ``article`` fails."""
    return frozenset(name for name, fails in MARKS.items() if fails(article, source, now))


@dataclass(frozen=True, slots=True)
class Others:
    """What an article can only be held to beside others: texts that stand twice, headlines over different texts, what is far shorter than usual."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """Text → address of an article that has it."""
    headlines: Mapping[str, str] = field(default_factory=dict)
    """Headline → text under it."""
    fewest_words: float = 0.0

    def faults(self, article: Article) -> frozenset[str]:
        failed = set()
        if self.texts.get(article.text, article.url) != article.url and len(article.text.split()) >= FEWEST_WORDS:
            failed.add("body_same_as_another")
        elif self.headlines.get(article.headline or "", article.text) != article.text:
            failed.add("headline")
        if article.type in WRITTEN and 0 < len(article.text.split()) < self.fewest_words:
            failed.add(SHORTER)
        return frozenset(failed)


def others(articles: Iterable[Article], usual: Iterable[Article]) -> Others:
    """``articles``: those that the next is compared with; ``usual``: sound ones of the source, for their length."""
    given = list(articles)
    lengths = sorted(len(one.text.split()) for one in usual if one.type in WRITTEN and one.body)
    return Others(
        {one.text: one.url for one in given if one.body},
        {one.headline: one.text for one in given if one.headline and one.body},
        MUCH_SHORTER * lengths[len(lengths) // 4] if len(lengths) >= FEWEST_OTHERS else 0.0,
    )


def named_test(finding: Finding) -> str:
    return TEST_OF_RULE.get(finding.rule, finding.rule)


def rules_of(tests: Collection[str]) -> frozenset[str]:
    """Keys of the rules whose failures these tests explain."""
    explained = {rule for rule, test in TEST_OF_RULE.items() if test in tests} | set(tests)
    for test in tests:
        explained |= FOLLOW.get(test, frozenset())
    return frozenset(explained)


def doubted(article: Article) -> bool:
    """Whether the reader is not sure of the body, or that it is an article; not where the page gives it a reason: no headline."""
    return bool(article.doubts and article.headline)


def only_a_teaser(article: Article) -> bool:
    """Whether a page that lost its text was read by what is left of it: a doubted body that is hardly one, or says what the description says.

    Where the page holds another text that may be the body, the reader chose wrongly, and nothing is lost.
    """
    if article.type not in WRITTEN or not article.body or not doubted(article):
        return False
    if any(len(str(rival.value).split()) >= BODY_WORDS for rival in article.candidates.get("body", ())[1:]):
        return False
    words = len(article.text.split())
    told = [_plain(str(each.value)) for each in article.candidates.get("standfirst", ())]
    said = _plain(article.text)
    return words < FEWEST_WORDS or any(
        said in one or (one in said and len(said) < MUCH_MORE * len(one)) for one in told if len(one.split()) >= SAME
    )


MUCH_MORE = 1.5
"""Times a description's length from which a body says more than it."""
BODY_WORDS = 40
"""Words from which another text of the page may be its body; headline, byline and caption together are fewer."""
SAME = 5
"""Words of a description from which a body that says the same is no more than it."""


def names_the_site(headline: str, source: Source) -> bool:
    """Whether a headline is the site's or a section's own name, or the two together: what a page's title says where it has lost its headline."""
    names = {
        _plain(words.in_language(language))
        for words in (source.name, *(each.name for each in source.sections))
        for language in ("ar", "en")
    }
    names.discard("")
    rest = _plain(headline)
    if not rest:
        return False
    for name in sorted(names, key=len, reverse=True):
        rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
    return not rest.strip()


def carries_the_site(headline: str, source: Source) -> bool:
    """Whether a headline begins or ends with the site's name, set off by a sign: «… | صحيفة كذا»."""
    names = {source.name.ar, source.name.en} - {""}
    return any(
        re.search(rf"^\s*{re.escape(name)}\s*[|:–—-]|[|–—-]\s*{re.escape(name)}\s*$", headline, re.IGNORECASE) is not None for name in names
    )


def _plain(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text).split()).casefold()


def foreign(text: str) -> bool:
    """Whether most letters of a text are none of the Arabic script, as the rule ``body_not_arabic`` has it."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= FEWEST_LETTERS and 2 * sum("\u0600" <= sign <= "\u06ff" for sign in letters) < len(letters)


def garbled(text: str) -> bool:
    """Whether the encoding is broken: a good part of the text stands in words no writer wrote, or its letters became question marks."""
    if not text.strip():
        return False
    letters = sum(sign.isalpha() for sign in text)
    if text.count("?") + text.count("\ufffd") > max(letters, 20):
        return True
    broken = sum(span[1] - span[0] for span in mojibake_spans(text))
    return broken > GARBLED * len(text)

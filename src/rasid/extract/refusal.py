"""Pages that are no article: a table of named tests over the facts of a page.

An article refused is worse than a page too many, so a test needs evidence of what the page *is*, and tells it (``Refusal.test``,
``Refusal.evidence``). A page with a node of news, a publication date, or a headline it shows and its metadata confirm is never refused for words.
What has no words of its own to go by, a listing or a shop, is told by the shape of the page (:mod:`rasid.extract.pagekind`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from rasid.errors import Refusal
from rasid.extract import notices
from rasid.extract.document import beginning
from rasid.extract.facts import MOST_SHOWN, STORY_HEADLINE, STORY_LINK, PageFacts
from rasid.extract.matching import plain
from rasid.extract.notices import covers
from rasid.extract.pagekind import doubtful, heaviest, page_score, surely_none
from rasid.model import Refused

_MEANS = {
    Refused.LISTING: "a listing: its links lead to articles, it holds none",
    Refused.HOME: "a home page",
    Refused.SEARCH: "a page of search results",
    Refused.NOT_FOUND: "an error page that says the article does not exist, whatever its status",
    Refused.CHALLENGE: "a challenge of a bot wall; slow down, or ask the site to let you in",
    Refused.CONSENT: "a wall of consent: the story is shown to readers who accept its cookies",
    Refused.LOGIN: "a login page",
    Refused.EMPTY_SHELL: "an empty shell that a script fills in the reader's browser",
    Refused.PARKED: "a parked, suspended or unconfigured site",
    Refused.REDIRECT_STUB: "a stub that sends the reader elsewhere",
    Refused.NOT_HTML: "no HTML page",
    Refused.NO_ARTICLE: "a page without the marks of a news article (no date, byline, structured data and text together)",
}
Found = dict[str, Any]
"""What a test found, under short names: a phrase, a count, a share."""


class Test(NamedTuple):
    """One way to tell that a page is no article. ``found`` returns its evidence, or None where there is none."""

    name: str
    kind: Refused
    found: Callable[[PageFacts], Found | None]


class RefusalTest(NamedTuple):
    """A test that was asked, and what it found: for ``rasid extract --why``."""

    name: str
    kind: Refused
    evidence: Found | None


def refuse(kind: Refused, url: str, detail: str = "", *, test: str = "", evidence: Found | None = None) -> Refusal:
    """The error for a page of this kind; the message names the page, what it is and what gave it away."""
    return Refusal(f"{url}: {_MEANS[kind]}{f' ({detail})' if detail else ''}.", url=url, kind=kind, test=test, evidence=evidence)


def judge(facts: PageFacts, tests: tuple[Test, ...] | None = None, tried: list[RefusalTest] | None = None) -> None:
    """Ask every test in turn; the first that finds something refuses the page. ``tried`` takes down what was asked. Raises Refusal."""
    for test in tests or PAGE_TESTS:
        evidence = test.found(facts)
        if tried is not None:
            tried.append(RefusalTest(test.name, test.kind, evidence))
        if evidence is not None:
            kind = evidence.pop("kind", test.kind)
            raise refuse(kind, facts.url, ", ".join(_shown(evidence)), test=test.name, evidence=evidence)


def _shown(evidence: Found) -> Iterator[str]:
    for name, value in evidence.items():
        yield f"{name}: {f'{value:.2f}' if isinstance(value, float) else value}"


# --- what is no HTML at all -------------------------------------------------------------------------------------------------------

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
    untagged = _TAG.search(head) is None
    for name, true, detail in (
        ("empty", not start, "it is empty"),
        ("binary_file", start.startswith(("%PDF", "{\\rtf", "\x89PNG", "GIF8", "PK\x03\x04")), "a binary file"),
        ("json", start[:1] in ("{", "[") and untagged, "it looks like JSON"),
        ("xml", _XML.match(head) is not None, "an XML document: a feed or a sitemap"),
        ("binary", len(_CONTROL.findall(head)) > 0.05 * len(head) + 8, "binary data"),
        (
            "no_tag",
            untagged and _TAG.search(beginning(page, 200_000)) is None,
            "no HTML tag in it; plain text goes through extract_plain_text",
        ),
    ):
        if true:
            raise refuse(Refused.NOT_HTML, url, detail, test=name)


# --- what says of itself that it is no article ------------------------------------------------------------------------------------

LONGEST_NOTICE = 450
"""Characters of running text a wall, a parked domain or an error says of itself at most; the shortest plain reports of the corpus have 546."""
TINY = 300
"""Characters of a whole page that can only be a notice."""
LONGEST_EXCUSE = 160
"""Characters of the line that says an article is not there."""
LONGEST_CONSENT = 2_500
"""Characters of running text of a wall of consent; those met had up to 1,800."""
_ANY_NOTICE = (notices.MISSING, notices.WALL_TITLE, notices.PARKED, notices.LOGIN, notices.SEARCH, notices.STATIC)


def _story(facts: PageFacts) -> bool:
    """What no word of the page is believed against: a node of news, a publication date, or a confirmed headline that is itself no notice."""
    if facts.news or facts.dated or facts.stated:
        return True
    headline = facts.headline or ""
    return facts.confirmed and len(headline) >= STORY_HEADLINE and not any(covers(pattern, headline) for pattern in _ANY_NOTICE)


def _labels(facts: PageFacts) -> Iterator[str]:
    """What the page calls itself."""
    if facts.headline:
        yield facts.headline
    if facts.title and facts.title != facts.headline:
        yield facts.title


def _called(facts: PageFacts, pattern: re.Pattern[str]) -> Found | None:
    """The title or heading that is nothing but the notice."""
    return next(({"called": text[:80]} for text in _labels(facts) if covers(pattern, text)), None)


def _is_tiny(facts: PageFacts) -> bool:
    """No headline that could be a story's, and next to no text: all the page says is what it is."""
    return facts.text <= TINY and len(facts.headline or "") < STORY_LINK


def _line(facts: PageFacts, pattern: re.Pattern[str]) -> Found | None:
    """A short line before the first link to a story that is nothing but the notice."""
    return next(({"line": text[:80]} for text in facts.shown if len(text) <= LONGEST_EXCUSE and covers(pattern, text)), None)


def _text(facts: PageFacts) -> int:
    """All text of a short page, with what the walk set aside."""
    return facts.text + facts.hidden if facts.text < 600 else facts.text


def _is_notice(facts: PageFacts) -> bool:
    return facts.prose < LONGEST_NOTICE and facts.text < 2_500


def _wall_title(facts: PageFacts) -> Found | None:
    return _called(facts, notices.WALL_TITLE) if _is_notice(facts) and not _story(facts) else None


def _wall_text(facts: PageFacts) -> Found | None:
    if not _is_notice(facts) or _story(facts) or (match := notices.WALL_TEXT.search(facts.words)) is None:
        return None
    return {"says": match.group()[:80]}


def _wall_code(facts: PageFacts) -> Found | None:
    if facts.text >= 200 or _text(facts) >= 200 or _story(facts) or (match := notices.WALL_CODE.search(facts.document.source)) is None:
        return None
    return {"code": match.group(), "text": facts.text}


def _consent(facts: PageFacts) -> Found | None:
    if facts.news or facts.dated or not 80 <= facts.prose <= LONGEST_CONSENT or facts.stories >= FEWEST_STORIES:
        return None  # a banner over a page is no wall
    lines = [block for block in facts.layout.blocks if block.prose >= 60]
    phrases = {match.group() for block in lines for match in notices.CONSENT.finditer(plain(block.text))}
    speaking = sum(block.prose for block in lines if notices.CONSENT.search(plain(block.text)))
    if len(phrases) < 3 or speaking < 0.7 * facts.prose:
        return None
    return {"phrases": len(phrases), "share_of_text": speaking / facts.prose}


def _moved(facts: PageFacts) -> Found | None:
    if facts.text >= TINY or _story(facts) or _text(facts) >= TINY:
        return None
    source = facts.document.source
    match = notices.REFRESH.search(source[:20_000]) or (notices.SCRIPTED_MOVE.search(source) if len(source) < 5_000 else None)
    return {"code": match.group()[:60], "text": facts.text} if match is not None else None


def _parked(facts: PageFacts) -> Found | None:
    if not _is_notice(facts) or _story(facts):
        return None
    return _called(facts, notices.PARKED) or (_line(facts, notices.PARKED) if facts.text < 600 else None)


def _missing_theme(facts: PageFacts) -> Found | None:
    return {"class": "error404"} if " error404 " in facts.theme and not facts.news else None


def _missing_title(facts: PageFacts) -> Found | None:
    return _called(facts, notices.MISSING) if not _story(facts) and facts.body < 700 else None


def _missing_line(facts: PageFacts) -> Found | None:
    if facts.headline is None and not facts.news and sum(map(len, facts.shown)) < LONGEST_NOTICE and len(facts.shown) < MOST_SHOWN:
        return _line(
            facts, notices.MISSING
        )  # nothing has a headline, and the first thing said is that it is gone: the dates are of other stories
    return _line(facts, notices.MISSING) if not _story(facts) and (facts.body < LONGEST_NOTICE or surely_none(facts)) else None


def _login(facts: PageFacts) -> Found | None:
    if _story(facts) or facts.body >= 400:
        return None
    if not (tiny := _is_tiny(facts)) and not facts.password:
        return None
    if said := _called(facts, notices.LOGIN) or _line(facts, notices.LOGIN):
        return said
    return {"password": True, "score": page_score(facts)} if facts.password and (tiny or surely_none(facts)) else None


def _asked(facts: PageFacts) -> Found | None:
    """The address asks the site's search: «/?s=…», a folder of that name."""
    query = parse_qs(facts.query)
    folders = facts.path.lower().strip("/").split("/")
    if facts.home and "s" in query:
        return {"query": "s"}
    folder = next(
        (folder for folder in folders if folder in ("search", "بحث", "البحث", "search-results", "search.php", "search.aspx")), None
    )
    return {"folder": folder} if folder is not None else None


def _search(facts: PageFacts) -> Found | None:
    if " search-results " in facts.theme or "SearchResultsPage" in facts.types:
        return {"declared": "search-results"}
    if facts.news:
        return None
    asked = _asked(facts)
    if asked is not None and "query" in asked:
        return asked
    called = _called(facts, notices.SEARCH) or (_line(facts, notices.SEARCH) if _is_tiny(facts) else None)
    if called is None or (_story(facts) and asked is None):
        return None
    return {**called, **(asked or {})} if asked is not None or _is_tiny(facts) or surely_none(facts) else None


def _static(facts: PageFacts) -> Found | None:
    return {"called": facts.headline} if facts.headline and not facts.news and covers(notices.STATIC, facts.headline) else None


def _reference(facts: PageFacts) -> Found | None:
    generator = " ".join(facts.document.meta.get("generator", ()))
    if facts.news or not (notices.REFERENCE.search(generator) or " mediawiki " in facts.theme):
        return None
    return {"generator": generator[:40] or "mediawiki"}


def _shell(facts: PageFacts) -> Found | None:
    if facts.paragraphs or facts.news or facts.stated or facts.text >= 500:
        return None
    source = facts.document.source
    if (match := notices.SHELL_ROOT.search(source)) is not None:
        return {"code": match.group()[:60], "text": facts.text}
    if (needs := notices.NEEDS_SCRIPT.search(plain(source[:100_000]))) is not None:
        return {"says": needs.group()[:60]}
    return {"scripts": source.count("<script"), "text": facts.text} if facts.text < 120 and source.count("<script") >= 2 else None


# --- what has the shape of something else -----------------------------------------------------------------------------------------

FEWEST_STORIES = 6
"""Links to stories a page without a text of its own leads to: fewer are a menu."""


def _bare(facts: PageFacts) -> Found | None:
    """Text and a window's title: no heading, no date, no author, and no metadata that call it anything."""
    told = facts.evidence
    if not doubtful(facts) or facts.heading is not None or facts.news or told.machine_date or told.shown_date or told.authored:
        return None
    if facts.document.meta_first("og:title", "twitter:title", "dc.title", "og:type") is not None or facts.features["node_article"]:
        return None
    return {"headings": 0, "dates": 0, "authors": 0, "text": facts.body}


def _shape(facts: PageFacts) -> Found | None:
    """The page's shape, its metadata and its address together speak against an article (see :mod:`rasid.extract.pagekind`)."""
    if facts.news or facts.stated or not surely_none(facts):
        return None
    leads = facts.stories >= FEWEST_STORIES
    kind = Refused.NO_ARTICLE if not leads else Refused.HOME if facts.home and not facts.query else Refused.LISTING
    return {"kind": kind, "score": page_score(facts), "links": facts.stories, "against": " ".join(heaviest(facts))}


PAGE_TESTS: tuple[Test, ...] = (
    Test("wall_title", Refused.CHALLENGE, _wall_title),
    Test("wall_text", Refused.CHALLENGE, _wall_text),
    Test("wall_code", Refused.CHALLENGE, _wall_code),
    Test("consent_text", Refused.CONSENT, _consent),
    Test("moved", Refused.REDIRECT_STUB, _moved),
    Test("parked", Refused.PARKED, _parked),
    Test("error_theme", Refused.NOT_FOUND, _missing_theme),
    Test("missing_title", Refused.NOT_FOUND, _missing_title),
    Test("missing_line", Refused.NOT_FOUND, _missing_line),
    Test("login", Refused.LOGIN, _login),
    Test("search", Refused.SEARCH, _search),
    Test("static_page", Refused.NO_ARTICLE, _static),
    Test("reference", Refused.NO_ARTICLE, _reference),
    Test("shell", Refused.EMPTY_SHELL, _shell),
    Test("shape", Refused.NO_ARTICLE, _shape),
    Test("bare", Refused.NO_ARTICLE, _bare),
)
"""In the order they are asked. The first that finds something names the kind."""
WALL_TESTS = tuple(test for test in PAGE_TESTS if test.name in {"wall_title", "wall_text", "wall_code", "consent_text", "moved", "parked"})
"""What can stand in front of a listing too."""

"""A text before it is published, or an address anybody names: judged as an article of a source would be. Nothing is kept."""

from __future__ import annotations

from rasid.errors import FetchError, RasidError, Refusal
from rasid.extract.repeated import without_repeated
from rasid.fetch import MemoryState
from rasid.model import Article, Cause, Source, WindowArticle
from rasid.model.draft import Checked
from rasid.pipeline.apart import Apart
from rasid.pipeline.fetching import fetcher_of, private_addresses
from rasid.pipeline.judge import judge_window
from rasid.pipeline.single import extract_article
from rasid.pipeline.workplace import VisitContext

DRAFT = "draft:text"
"""Stands for the address of a text that has none."""


def check_text(text: str, source: Source, workplace: VisitContext) -> Checked:
    """The first line is the headline."""
    from rasid.extract import extract_plain_text

    now = workplace.clock()
    try:
        # It will be published when it is: a draft lacks no date.
        article = extract_plain_text(text, DRAFT, now=now, published_at=now, source=source)
    except Refusal:
        return Checked(None, told="not_an_article")
    return _judged(article, source, workplace)


def check_address(address: str, source: Source, workplace: VisitContext) -> Checked:
    """Through the same guard as every visit, and without what is remembered of its host."""
    now = workplace.clock()
    try:
        with fetcher_of(
            workplace.settings, state=MemoryState(), clock=workplace.clock, source=None, allow_private=private_addresses(source)
        ) as fetcher:
            page = fetcher.get(address, kind="page")
        with Apart() as apart:
            article = apart.run(extract_article, page.body, page.final_url, source=source, content_type=page.content_type, now=now)
        article = without_repeated(article, workplace.ledger.repeats.of(source.id), now)
    except FetchError as error:
        return Checked(None, told="blocked" if error.cause is Cause.BLOCKED else "unreachable")
    except Refusal:
        return Checked(None, told="not_an_article")
    except RasidError:
        return Checked(None, told="unreadable")
    return _judged(article, source, workplace)


def _judged(article: Article, source: Source, workplace: VisitContext) -> Checked:
    now = workplace.clock()
    item = WindowArticle(article=article, first_seen_at=now, revision=1, revised_at=now, new_in_visit=True)
    findings = [finding for finding in judge_window([item], source, workplace, now) if finding.article_url == article.url]
    return Checked(article, tuple(sorted(findings, key=lambda finding: finding.severity.rank)))

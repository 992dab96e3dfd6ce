"""Articles that passed before, read again beside a new one that fails: whether the page is wrong or its template (decision 16).

What is read here is evidence only: it is never stored, makes no revision and moves no second look.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from rasid.errors import FetchError, RasidError, Refusal
from rasid.model import Article, Fate
from rasid.pipeline.evidence import before_the_run
from rasid.pipeline.marks import MARKS, PAGE, SHORTER, STRUCTURAL, Others, faults, others
from rasid.pipeline.memory import from_plain
from rasid.pipeline.runs import Memory
from rasid.pipeline.single import extract_article
from rasid.pipeline.snapshot import StoredPages
from rasid.pipeline.template_test import CONTROLS, seldom

if TYPE_CHECKING:
    from rasid.pipeline.workplace import Tried, VisitUnderWay

log = logging.getLogger(__name__)

ASKED = timedelta(hours=24)
"""After older articles spoke against a broken template, a single new failure does not ask them again so soon; a second in a row does."""
OF_THE_PAGE = (Fate.REFUSED, Fate.GONE)
BESIDE = frozenset({"body_same_as_another", "headline", SHORTER})
"""Tests that hold an article beside others."""
ASKED_OF_A_SILENT_HOST = 3
"""Pages that could not be had from which on a server is left alone."""


def controls(under_way: VisitUnderWay, articles: Sequence[Article], tried: Sequence[Tried]) -> dict[str, tuple[bool, ...]]:
    """Test → whether articles that passed it before fail it now; of a run that is open, whether articles that failed it still do.

    At most two articles are fetched, and two more where a run may be over; none when nothing new failed, when nothing is known of the past, or in a recheck, which
    reads them all.
    """
    if isinstance(under_way.fetcher, StoredPages) or under_way.previous is None or under_way.options.recheck:
        return {}
    ledger, source, now = under_way.workplace.ledger, under_way.source, under_way.workplace.clock()
    memory = from_plain(ledger.links.memory(source.id))
    window = ledger.articles.window(source.id, now - timedelta(hours=source.window_hours), now=now)
    known = {item.article.url for item in window}
    here = {article.url for article in articles}
    new = [article for article in articles if article.url not in known]
    beside = others(
        [*(item.article for item in window), *articles], (item.article for item in window if before_the_run(SHORTER, item, memory))
    )
    failing: set[str] = {test for article in new for test in faults(article, source, now) | beside.faults(article)} - {"standfirst"}
    if any(one.first and not one.known and one.fate in OF_THE_PAGE for one in tried):
        failing.add(PAGE)
    asking = {test for test in failing if test not in memory.runs and _worth_asking(memory, test, under_way)}
    if not articles and 0 < sum(one.first and one.asked and one.fate is Fate.UNREAD for one in tried) < ASKED_OF_A_SILENT_HOST:
        # Whether the server is away or only this page: two pages that it gave before tell.
        asking.add(PAGE)
    over = {test for test in memory.runs if test in {*MARKS, *BESIDE, PAGE} and new and test not in failing}
    answers: dict[str, tuple[bool, ...]] = {}
    if asking:
        passing = [
            item.article
            for item in reversed(window)
            if item.article.url not in here and not (faults(item.article, source, now) | beside.faults(item.article)) & asking
        ]
        answers |= _asked_again(under_way, [one.url for one in passing], asking, others(new, ()), beside.fewest_words)
    if over:
        spoilt = dict.fromkeys(url for test in sorted(over) for url in memory.runs[test].urls if url not in here)
        answers |= _asked_again(under_way, list(spoilt), over, others(new, ()), beside.fewest_words)
    return answers


def _worth_asking(memory: Memory, test: str, under_way: VisitUnderWay) -> bool:
    if test not in STRUCTURAL and not seldom(memory, test):
        return False
    spoken = memory.cleared.get(test)
    recent = [one.says(test) for one in memory.recent if one.says(test) is not None]
    return spoken is None or spoken < under_way.workplace.clock() - ASKED or bool(recent and recent[-1])


def _asked_again(
    under_way: VisitUnderWay, urls: Sequence[str], tests: set[str], new: Others, fewest_words: float
) -> dict[str, tuple[bool, ...]]:
    """``new``: the visit's new articles; a page that says now what they say has become theirs."""
    found: dict[str, list[bool]] = {test: [] for test in tests}
    beside = replace(new, fewest_words=fewest_words)
    for url in urls[:CONTROLS]:
        failed = _faults_now(under_way, url, beside)
        if failed is None:
            continue
        for test in tests:
            if test in failed or (PAGE in failed and test in STRUCTURAL):
                # A page that was an article and is not even one any more has lost what makes an article.
                found[test].append(True)
            elif PAGE not in failed:
                found[test].append(False)
    return {test: tuple(answers) for test, answers in found.items() if answers}


def _faults_now(under_way: VisitUnderWay, url: str, beside: Others) -> frozenset[str] | None:
    """What the page fails now; None where the server did not answer, which proves nothing."""
    try:
        page = under_way.fetcher.get(url, kind="page", conditional=False)
        article = under_way.read(
            extract_article, page.body, page.final_url, source=under_way.source, content_type=page.content_type, now=page.fetched_at
        )
    except FetchError as error:
        return frozenset({PAGE}) if error.status in (404, 410) else None
    except Refusal as refusal:
        log.info("control: %s", refusal)
        return frozenset({PAGE})
    except RasidError:
        return frozenset({PAGE})
    article = replace(article, url=url)
    return faults(article, under_way.source, under_way.workplace.clock()) | beside.faults(article)

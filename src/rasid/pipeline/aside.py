"""One article that breaks a step of ours is set aside, with a finding that says so and its page kept; everything else of the visit goes on.

That such an article exists is a bug of rasid's, and the engineer hears of it. That fifty others are lost with it at every visit, for as
long as it is listed, would be a worse one.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rasid.errors import RasidError
from rasid.model import Article, Cause, Finding, Scope, Severity, Status, VisitRecord, WindowArticle
from rasid.store import Ledger
from rasid.urls import redact
from rasid.wording import words

log = logging.getLogger(__name__)

SET_ASIDE = "article_set_aside"
"""The rule of such a finding."""
SOURCE = Path(__file__).parents[1]


def set_aside(url: str, step: str, error: Exception) -> Finding:
    """The finding on the article at ``url``, which broke ``step`` (``extract``, ``rules`` or ``save``)."""
    what = f"{type(error).__name__}: {str(error)[:200]}" if str(error) else type(error).__name__
    log.error("%s: set aside, it broke the step «%s» (%s)", redact(url), step, what, exc_info=error)
    return Finding(
        rule=SET_ASIDE,
        scope=Scope.ARTICLE,
        severity=Severity.WARNING,
        status=Status.BROKEN,
        cause=Cause.RASID,
        title=words(f"finding.{SET_ASIDE}"),
        advice=words(f"finding.{SET_ASIDE}_advice"),
        article_url=url,
        detail=f"{step}: {what} ({_where(error)})",
    )


def judged_apart(
    window: Sequence[WindowArticle], judge: Callable[[Sequence[WindowArticle]], list[Finding]]
) -> tuple[list[Finding], list[WindowArticle], list[Finding]]:
    """(what ``judge`` finds, the articles it was found on, a finding for each that broke it and was left out).

    Costs nothing while all goes well. Else the culprits are found by halving; where no single article is one, the exception propagates.
    """
    try:
        return judge(window), list(window), []
    except RasidError:
        raise
    except Exception as error:
        culprits = _culprits(window, judge)
        if not culprits:
            raise
        log.warning("the rules broke on %d of %d articles (%s)", len(culprits), len(window), type(error).__name__)
    rest = [item for item in window if item.article.url not in culprits]
    return judge(rest), rest, [set_aside(url, "rules", error) for url, error in culprits.items()]


def unsavable(ledger: Ledger, record: VisitRecord) -> list[Finding]:
    """A finding for each of the record's articles that cannot be saved, tried one after another and taken back again; none when it is not the articles.

    Asked after a commit has failed.
    """
    errors = {article.url: error for article in record.articles if (error := _trial(ledger, record, article)) is not None}
    if len(errors) == len(record.articles) and (len(errors) > 1 or any(isinstance(error, RasidError) for error in errors.values())):
        return []  # the disk, the database or our code, but no poisoned article
    return [set_aside(url, "save", error) for url, error in errors.items()]


class _TakenBack(Exception):
    pass


def _trial(ledger: Ledger, record: VisitRecord, article: Article) -> Exception | None:
    from rasid.store.article_writes import write_articles

    try:
        with ledger.transaction() as tx:
            write_articles(tx, ledger.duplicates, record.visit.source_id, record.visit.id, [article], at=ledger.clock())
            raise _TakenBack
    except _TakenBack:
        return None
    except Exception as error:
        return error


def _culprits(window: Sequence[WindowArticle], judge: Callable[[Sequence[WindowArticle]], list[Finding]]) -> Mapping[str, Exception]:
    """Those that break ``judge`` alone, by address."""
    try:
        judge(window)
    except RasidError:
        raise
    except Exception as error:
        if len(window) == 1:
            return {window[0].article.url: error}
        half = len(window) // 2
        return {**_culprits(window[:half], judge), **_culprits(window[half:], judge)} if half else {}
    return {}


def _where(error: Exception) -> str:
    """The last line of ours that it passed through: what a report of the bug needs."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(SOURCE)]
    return "".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in (ours or frames)[-1:])

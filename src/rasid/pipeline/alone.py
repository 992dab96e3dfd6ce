"""New links of which no article came while others did: each is told to somebody, and no more than once (decision 15).

Where links as a whole lead to no article the template test says so; where the source has always linked to menus and tags, that is its base share. What
is left is a page of its own: its editors', or, where a wall or our own reader stands before it, the engineer's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rasid.model import FAILED_FATES, Cause, Fate, Finding, Link, LinkFate, Origin, Refused, Scope, Severity, Status
from rasid.model.values import CountOf, Tally, named
from rasid.pipeline.marks import PAGE
from rasid.pipeline.runs import Memory
from rasid.pipeline.snapshot import StoredPages
from rasid.pipeline.template_test import SELDOM
from rasid.wording import words

if TYPE_CHECKING:
    from rasid.pipeline.workplace import Collected, VisitUnderWay

EDITORS, ENGINEER = "page_without_article", "page_unread"
"""The rules: what an editor can mend, and what stands between rasid and a page."""
LISTS = frozenset({Refused.LISTING.value, Refused.HOME.value, Refused.SEARCH.value, Refused.REDIRECT_STUB.value})
"""What a listing links to besides its stories; of a feed they are no stories either, but it names nothing else."""
OF_THE_ENGINEER = frozenset(
    {Refused.CHALLENGE.value, Refused.CONSENT.value, Refused.LOGIN.value, str(Cause.BLOCKED), str(Cause.RASID), str(Cause.LAYOUT_CHANGED)}
)
EXAMPLES = 3


def left_unread(under_way: VisitUnderWay, collected: Collected, memory: Memory, opened: Sequence[Finding] = ()) -> list[Finding]:
    """A finding for the editors and one for the engineer on the links first named in the window of which no article came so far.

    None while a run of the test :data:`PAGE` is open, which says it of all of them; none of a source that often links to what is no article. A link is
    told of when it was asked for in vain while the server gave other pages: what an outage left behind is tried again first. ``opened``: the
    findings open until now; what they say stands until its pages are read.
    """
    if isinstance(under_way.fetcher, StoredPages) or PAGE in memory.runs or not _seldom(memory):
        return []
    asked = {one.link.url for one in collected.tried if one.asked} if collected.served else set()
    standing = {one.rule for one in opened}
    unread = [one for one in _unread(under_way, collected) if one.url in asked or _rule(one) in standing]
    theirs = [one for one in unread if _sound_since(memory, one.first_seen_at) and _rule(one) == EDITORS]
    ours = [one for one in unread if _rule(one) == ENGINEER]
    of = len(memory.recent)
    return [
        _finding(rule, cause, group, of)
        for rule, cause, group in ((EDITORS, Cause.CONTENT, theirs), (ENGINEER, Cause.RASID, ours))
        if group
    ]


def left_behind(under_way: VisitUnderWay, opened: Sequence[Finding], findings: Sequence[Finding], read: Sequence[str]) -> tuple[str, ...]:
    """Rules of open findings on such links that no link keeps open any more although one of their pages was never read: nobody mended it."""
    here = {one.rule for one in findings}
    over = []
    for finding in opened:
        if finding.rule in (EDITORS, ENGINEER) and finding.rule not in here:
            urls = [url for _, url in finding.examples if url not in read]
            known = under_way.workplace.ledger.links.of(under_way.source.id, urls)
            if any(fate.fate in FAILED_FATES for fate in known.values()):
                over.append(finding.rule)
    return tuple(over)


def _unread(under_way: VisitUnderWay, collected: Collected) -> list[LinkFate]:
    """Newest first. Not those of the first visit: the section's menus are among them."""
    ledger, source, now = under_way.workplace.ledger, under_way.source, under_way.workplace.clock()
    began = ledger.links.began(source.id)
    if began is None:
        return []
    since = max(began + timedelta(microseconds=1), now - timedelta(hours=source.window_hours))
    read = {article.url for article in collected.articles} | {one.link.url for one in collected.tried if one.fate is Fate.ARTICLE}
    here = {one.link.url: one for one in collected.tried if one.asked and not one.known and one.fate in FAILED_FATES}
    stored = [(link, fate) for link, fate in ledger.links.tried(source.id, since) if link.url not in read]
    known = {link.url for link, _ in stored}
    new = [
        (one.link, LinkFate(one.link.url, one.fate, one.why, now, title=one.link.title))
        for url, one in here.items()
        if one.first and url not in known
    ]
    return [fate for link, fate in (*new, *stored) if _a_story(link, fate)]


def _a_story(link: Link, fate: LinkFate) -> bool:
    return _kind(fate) not in LISTS or link.origin in (Origin.FEED, Origin.SITEMAP)


def _kind(fate: LinkFate) -> str:
    return fate.fate.value if fate.fate is Fate.GONE or not fate.why else fate.why.split()[0]


def _rule(fate: LinkFate) -> str:
    return ENGINEER if _kind(fate) in OF_THE_ENGINEER else EDITORS


def _seldom(memory: Memory) -> bool:
    failed, read = memory.of(PAGE)
    said = [fails for one in memory.recent if (fails := one.says(PAGE)) is not None]
    return failed + sum(said) <= max(1.0, SELDOM * (read + len(said)))


def _sound_since(memory: Memory, first_seen_at: datetime | None) -> bool:
    """Whether older pages, read again, or a new one that came with it or after it, speak for the template."""
    if first_seen_at is None:
        return True
    cleared = memory.cleared.get(PAGE)
    return (cleared is not None and cleared >= first_seen_at) or any(
        one.at >= first_seen_at and one.says(PAGE) is False for one in memory.recent
    )


def _finding(rule: str, cause: Cause, unread: Sequence[LinkFate], of: int) -> Finding:
    kinds = Counter(_kind(one) for one in unread).most_common()
    said = Tally(tuple(kinds), tuple(words(f"unread.{kind}") for kind, _ in kinds))
    return Finding(
        rule=rule,
        scope=Scope.SECTION,
        severity=Severity.WARNING,
        status=Status.FAIL,
        cause=cause,
        title=named(f"finding.{rule}", n=len(unread), kinds=said),
        advice=named(f"finding.{rule}_advice"),
        observed_value=CountOf(len(unread), max(of, len(unread)), "links"),
        expected_value=None,
        affected=len(unread),
        examples=tuple((one.title or "", one.url) for one in unread[:EXAMPLES]),
    )

"""What a visit saw, as evidence: the outcomes of its newly read links, the template test's memory, and links of which no article came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from rasid.model import FAILED_FATES, Cause, Counts, Door, Fate, Finding, LinkFate, Past, Refused, Scope, Severity, Status, WindowArticle
from rasid.model.values import Bound, CountOf, Instant, Quantity, Tally, named
from rasid.pipeline.marks import MARKS, OF_TEMPLATES, PAGE, SHORTER, STRUCTURAL, doubted, faults, named_test, others
from rasid.pipeline.priors import PRIORS
from rasid.pipeline.runs import Memory, Outcome, Run
from rasid.pipeline.template_test import advance
from rasid.pipeline.workplace import Collected, Tried, VisitUnderWay
from rasid.wording import words

NOTHING_READ = timedelta(hours=24)
MANY_LINKS = 10
"""A source with new links of which none could be read for so long, or so many in a row, is failed."""
EXAMPLES = 3
RATE_DAYS = 14
"""Days of the past that say how many articles a day the source brings."""
NETWORK = (str(Cause.UNREACHABLE), str(Cause.BLOCKED))

UNREAD_RULES: Mapping[str, tuple[str, Cause]] = {
    Fate.GONE.value: ("pages_gone", Cause.LAYOUT_CHANGED),
    "error_page": ("pages_error", Cause.UNREACHABLE),
    Refused.NOT_FOUND.value: ("pages_gone", Cause.LAYOUT_CHANGED),
    Refused.PARKED.value: ("pages_error", Cause.UNREACHABLE),
    Refused.EMPTY_SHELL.value: ("pages_empty", Cause.LAYOUT_CHANGED),
    Refused.NOT_HTML.value: ("pages_empty", Cause.LAYOUT_CHANGED),
    Refused.LISTING.value: ("pages_elsewhere", Cause.LAYOUT_CHANGED),
    Refused.HOME.value: ("pages_elsewhere", Cause.LAYOUT_CHANGED),
    Refused.REDIRECT_STUB.value: ("pages_elsewhere", Cause.LAYOUT_CHANGED),
    Refused.CHALLENGE.value: ("pages_blocked", Cause.BLOCKED),
    Refused.CONSENT.value: ("pages_blocked", Cause.BLOCKED),
    Refused.LOGIN.value: ("pages_blocked", Cause.BLOCKED),
    str(Cause.BLOCKED): ("pages_blocked", Cause.BLOCKED),
    str(Cause.UNREACHABLE): ("pages_unreachable", Cause.UNREACHABLE),
}
"""What most of the unread links turned out to be → the finding's rule and cause; anything else is ``pages_no_article``."""


def outcomes(
    under_way: VisitUnderWay,
    collected: Collected,
    window: Sequence[WindowArticle],
    findings: Sequence[Finding],
    memory: Memory,
    now: datetime,
) -> list[Outcome]:
    """One for every link read for the first time in this visit, oldest first. ``memory`` is the test's before it, ``now`` the moment the window is of."""
    source, visit = under_way.source, under_way.visit.id
    usual = others((), (item.article for item in window if before_the_run(SHORTER, item, memory)))
    failing: dict[str, set[str]] = {}
    for finding in findings:
        if finding.scope is Scope.ARTICLE and finding.status is Status.FAIL and not finding.waived and finding.article_url is not None:
            failing.setdefault(finding.article_url, set()).add(named_test(finding))
    read = []
    for item in window:
        if item.new_in_visit:
            article = item.article
            here = faults(article, source, now) | usual.faults(article)
            found = failing.get(article.url, set())
            failed = (found - MARKS.keys()) | here | (found & {"headline"})
            unseen = frozenset(name for name in {*failed, *MARKS} if name.startswith("body") or name in ("markup", "language"))
            # That a page lost its text is seen, whatever else is not.
            unseen = unseen - (here & {"body"}) if doubted(article) else frozenset()
            failed = failed - unseen
            same = {f"text:{item.near_duplicate_of or article.url}", *(f"author:{name}" for name in article.authors)}
            same |= {f"agency:{article.agency}"} if article.agency else set()
            # No date, or a day that has not come, says nothing of what came last: another article of the visit decides.
            at = article.published_at if article.published_at is not None and article.published_at <= now else LONG_AGO
            read.append((at, Outcome(article.url, now, visit, frozenset(failed), unseen, same=frozenset(same))))
    for one in collected.tried:
        if _counts(one, collected.served):
            at = one.link.published_at or now
            read.append((min(at, now), Outcome(one.link.url, now, visit, frozenset({PAGE}), unread=True)))
    return [outcome for _, outcome in sorted(read, key=lambda pair: pair[0])]


def before_the_run(test: str, item: WindowArticle, memory: Memory) -> bool:
    """Whether an article is older than the run of a test, and than this visit: sound as far as that test goes."""
    run = memory.runs.get(test)
    return not item.new_in_visit and (run is None or item.first_seen_at < run.since)


LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)


def _counts(one: Tried, served: bool) -> bool:
    """A page that is no article, or that a server which gives others (``served``) does not; one that does not answer at all is told of by itself."""
    return one.first and one.asked and not one.known and one.fate in FAILED_FATES and (served or not one.why.startswith(NETWORK))


def remembered(memory: Memory, new: Sequence[Outcome], collected: Collected, past: Past, under_way: VisitUnderWay) -> Memory:
    """The template test's memory after this visit."""
    return advance(
        memory,
        new,
        articles_a_day=articles_a_day(past, under_way.workplace.clock()),
        priors=PRIORS,
        structural=STRUCTURAL,
        of_templates=OF_TEMPLATES,
        looked_again=collected.looked_again,
    )


def articles_a_day(past: Past, now: datetime) -> float:
    """Over the last days that anything is known of."""
    since = now - timedelta(days=RATE_DAYS)
    hours = {hour: count for hour, count in past.hours.items() if hour >= since}
    if not hours:
        return 24.0
    days = max((now - min(hours)) / timedelta(days=1), 1.0)
    return max(sum(hours.values()) / days, 1.0)


def unread_finding(under_way: VisitUnderWay, collected: Collected, runs: Mapping[str, Run]) -> Finding | None:
    """That new links lead to no article: proved by the template test, by older articles read again, or by a day or ten links without one. None else."""
    ledger, source, now = under_way.workplace.ledger, under_way.source, under_way.workplace.clock()
    last = ledger.links.last_read(source.id)
    since = max(filter(None, (last, now - timedelta(hours=source.window_hours))))
    here = [
        LinkFate(one.link.url, one.fate, one.why, now, title=one.link.title)
        for one in collected.tried
        if one.first and one.asked and not one.known and one.fate is not Fate.ARTICLE
    ]
    met = {fate.url for fate in here} | {article.url for article in collected.articles}
    earlier = [
        fate
        for _, fate in ledger.links.tried(source.id, since)
        if fate.url not in met and (last is None or (fate.first_seen_at or now) > last)
    ]
    every = [*here, *earlier]
    run = runs.get(PAGE)
    if run is not None:
        # Once articles come again the last of them hides what the run was of.
        every += list(ledger.links.of(source.id, set(run.urls) - met - {fate.url for fate in earlier}).values())
    read_now = _read_a_new_one(under_way, collected)
    nothing = (
        not read_now and every and (len(every) >= MANY_LINKS or min(fate.first_seen_at or now for fate in every) <= now - NOTHING_READ)
    )
    if run is None and not nothing:
        return None
    kinds = Counter(fate.why.split()[0] if fate.why and fate.fate is not Fate.GONE else fate.fate.value for fate in every)
    kind = kinds.most_common(1)[0][0] if kinds else ""
    rule, cause = UNREAD_RULES.get(kind, ("pages_no_article", Cause.LAYOUT_CHANGED))
    failed, read = (run.failed, run.read) if run is not None else (len(every), len(every))
    return Finding(
        rule=rule,
        scope=Scope.SECTION,
        severity=Severity.CRITICAL,
        status=Status.FAIL,
        cause=cause,
        title=named(f"finding.{rule}", n=max(failed, len(every))),
        advice=named(f"finding.{rule}_advice"),
        observed_value=CountOf(failed, read, "links")
        if last is None
        else named("attributed.unread_since", failed=Quantity(failed), read=Quantity(read), at=Instant(last)),
        expected_value=Bound(high=run.base, unit="percent") if run is not None else None,
        affected=max(failed, len(every)),
        examples=tuple((fate.title or "", fate.url) for fate in every[:EXAMPLES]),
        detail=", ".join(f"{kind} × {count}" for kind, count in kinds.most_common()),
    )


def _read_a_new_one(under_way: VisitUnderWay, collected: Collected) -> bool:
    urls = {article.url for article in collected.articles}
    return bool(urls - under_way.workplace.ledger.articles.stored(under_way.source.id, urls))


def window_fates(under_way: VisitUnderWay, collected: Collected) -> dict[Fate, int] | None:
    """What became of the links first named in the window, this visit's included; without those of the first visit, whose menus and tags are no news. None on it."""
    ledger, source, now = under_way.workplace.ledger, under_way.source, under_way.workplace.clock()
    began = ledger.links.began(source.id)
    if began is None:
        return None
    since = max(began + timedelta(microseconds=1), now - timedelta(hours=source.window_hours))
    counted = ledger.links.fates(source.id, since)
    tried = {one.link.url: one.fate for one in collected.tried if one.asked and not one.known and one.fate is not Fate.ARTICLE}
    read = {article.url for article in collected.articles}
    new = dict.fromkeys(read - ledger.articles.stored(source.id, read), Fate.ARTICLE)
    before = ledger.links.of(source.id, [*tried, *new])
    for url, fate in {**tried, **new}.items():
        known = before.get(url)
        if known is not None and known.first_seen_at is not None and known.first_seen_at < since:
            continue
        if known is not None:
            counted[known.fate] -= 1
        counted[fate] += 1
    return counted


def unseen_links(collected: Collected, counts: Counts) -> Finding | None:
    """That some or all new links of this visit could not be read: nobody is told, and the visit is not healthy. None when all were read."""
    unread = [one for one in collected.tried if one.first and one.asked and not one.known and one.fate is not Fate.ARTICLE]
    if not unread:
        return None
    kinds = Counter(_kind(one) for one in unread).most_common()
    said = Tally(tuple(kinds), tuple(words(f"unread.{kind}") for kind, _ in kinds))
    key = "finding.links_none_read" if len(unread) >= counts.new_links else "finding.links_unread"
    return Finding(
        rule="links_unread",
        scope=Scope.SECTION,
        severity=Severity.WARNING,
        status=Status.UNSEEN,
        cause=Cause.LAYOUT_CHANGED,
        title=named(key, n=len(unread), of=counts.new_links, kinds=said),
        advice=named("finding.links_unread_advice"),
        observed_value=CountOf(len(unread), counts.new_links, "links"),
        affected=len(unread),
    )


def _kind(one: Tried) -> str:
    """A name of the catalogue's ``unread.*``: what the page was, or why it was not had."""
    return one.fate.value if one.fate is Fate.GONE or not one.why else one.why.split()[0]


OFTEN, RECENT, ALMOST_ALL = 5, timedelta(hours=24), 0.8
"""A feed stands still where the listing brought five articles within a day that it does not name, while it named four in five of those before."""


def frozen_feeds(under_way: VisitUnderWay, window: Sequence[WindowArticle]) -> list[Finding]:
    """A finding for each section whose feed no longer names what its listing brings."""
    now, found = under_way.workplace.clock(), []
    for section in under_way.source.sections:
        if not section.feeds or not section.max_pages:
            continue
        mine = [item for item in window if item.article.section in (None, section.id) and item.doors]
        fed = [item for item in mine if Door.FEED in item.doors]
        last = max((item.first_seen_at for item in fed), default=None)
        if last is None:
            continue
        since = [item for item in mine if item.first_seen_at > last and item.first_seen_at > now - RECENT]
        before = [item for item in mine if item.first_seen_at <= last]
        if len(since) >= OFTEN and len(fed) >= ALMOST_ALL * len(before):
            found.append(
                Finding(
                    rule="feed_frozen",
                    scope=Scope.SECTION,
                    severity=Severity.WARNING,
                    status=Status.FAIL,
                    cause=Cause.LAYOUT_CHANGED,
                    title=named("finding.feed_frozen", section=section.name),
                    advice=named("finding.feed_frozen_advice"),
                    field=section.id,
                    observed_value=CountOf(len(since), len(since), "articles"),
                    affected=len(since),
                    examples=tuple((item.article.headline or "", item.article.url) for item in since[-EXAMPLES:]),
                    detail=section.feeds[0],
                )
            )
    return found

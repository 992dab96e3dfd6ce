"""10,000 open findings on 2,000 articles of four papers, with the decisions, incidents, terms and log of a busy desk: nothing a page may read whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from rasid.model import Article, Cause, Incident, IncidentState, Severity, Source, Verdict, Visit, VisitRecord, Words
from rasid.model.desk import StyleTerm
from rasid.review import DeskContext
from rasid.store import Ledger, open_ledger
from rasid.store.save_visit import save_visit
from tests.review.newsroom import BIG, CLEAN, DOWN, MINOR, RULES, SALMA, article, faults
from tests.review.paper import SECRET, START, Now

PAPERS = tuple((replace(paper, window_hours=48), count) for paper, count in ((BIG, 1_000), (MINOR, 500), (DOWN, 300), (CLEAN, 200)))
EVERYWHERE = dict.fromkeys(("quotes_open", "words_twice", "paragraph_twice", "markup_left", "picture_missing"), 1)
TERMS, WAIVERS, INCIDENTS = 300, 300, 120
ARTICLE = f"/article?source=mina&url={quote(f'{BIG.home}/crowd/77', safe='')}"
VIEWS = (
    "/",
    "/?source=mina",
    "/?source=mina&section=economy",
    "/?severity=critical",
    "/?rule=quotes_open",
    "/?rule=quotes_open&page=150",
    "/?state=waived",
    "/?state=fixed",
    "/?assignee=سلمى",
    "/?q=الميناء",
    "/?q=جسر+الوادي+يغلق",
    "/overview",
    ARTICLE,
    "/incidents",
    "/incidents/aaaa0002",
    "/waivers",
    "/style",
    "/audit",
    "/people",
    "/check",
    "/me",
    "/report/mina",
    "/report/mina?language=en",
    "/report/jabal",
)


def many(source: Source, count: int) -> list[Article]:
    """The newest a minute old, the oldest of them some four days: half lie in the window."""
    return [
        replace(article(source, n % 336), url=f"{source.home}/crowd/{n}", published_at=START - timedelta(minutes=n * 5_600 // count))
        for n in range(count)
    ]


def fill(ledger: Ledger) -> None:
    for source, count in PAPERS:
        made = many(source, count)
        for at in range(8, -1, -1):
            now = START - timedelta(hours=12 * at)
            until = now - timedelta(hours=12)
            fresh = [one for one in made if one.published_at and until <= one.published_at < now]
            there = [(n, one) for n, one in enumerate(made) if one.published_at and one.published_at < now]
            found = tuple(fault for n, one in there for fault in faults(source, one, n, EVERYWHERE)) if at == 0 else ()
            visit = Visit(f"{source.id}-{at}", source.id, now, None, now, Verdict.DEGRADED, None)
            ledger.visits.begin(replace(visit, finished_at=None, verdict=None))
            with ledger.transaction() as tx:
                save_visit(ledger, tx, VisitRecord(visit=visit, articles=tuple(fresh), findings=found))
    desk = ledger.desk
    terms = [StyleTerm(f"لفظ{n}", f"كلمة{n}", "بقرار التحرير", (), Severity.INFO) for n in range(TERMS)]
    desk.style.replace_all(terms, by=SALMA, now=START)
    for n in range(WAIVERS):
        url = f"{BIG.home}/crowd/{n * 3}"
        if n % 2:
            desk.waive(
                SALMA,
                now=START,
                source_id="mina",
                article_url=url,
                rule="words_twice",
                reason="من كلام الضيف",
                until=START + timedelta(days=20),
            )
        else:
            desk.assign(SALMA, "mina", url, "سلمى", now=START, due=START + timedelta(days=1))
    desk.waive(
        SALMA,
        now=START,
        source_id="mina",
        rule="picture_missing",
        section="economy",
        reason="قسم بلا صور",
        until=START + timedelta(days=20),
    )
    with ledger.transaction() as tx:
        ledger.incidents.save(tx, [incident(n) for n in range(INCIDENTS)])


def incident(n: int) -> Incident:
    paper = PAPERS[n % 4][0]
    since = START - timedelta(hours=n + 1)
    state = (IncidentState.FIRING, IncidentState.ACKNOWLEDGED, IncidentState.RESOLVED, IncidentState.PENDING)[n // 4 % 4]
    return Incident(
        id=f"aaaa{n:04d}",
        source_id=paper.id,
        key=f"quotes_open_{n}",
        state=state,
        severity=Severity.WARNING,
        cause=Cause.CONTENT if n % 2 else Cause.LAYOUT_CHANGED,
        title=Words("علامة تنصيص فُتحت ولم تُغلق", "A quotation mark is opened and not closed"),
        since=since,
        last_seen_at=START,
        failures=3,
        opened_at=since,
        resolved_at=START if state is IncidentState.RESOLVED else None,
        advice=Words("أغلقوا علامة التنصيص.", "Close the quotation mark."),
        affected=n,
        last_visit_id=f"{paper.id}-0",
    )


@contextmanager
def crowd(folder: Path) -> Iterator[tuple[Ledger, DeskContext]]:
    clock = Now()
    with open_ledger(f"sqlite:///{folder / 'crowd.db'}", pages_dir=folder / "pages", clock=clock) as ledger:
        fill(ledger)
        yield (
            ledger,
            DeskContext(ledger, tuple(paper for paper, _ in PAPERS), tuple(RULES.values()), SECRET, clock=clock, hosts=frozenset()),
        )

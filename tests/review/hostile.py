"""A ledger whose every article was written by somebody who wants to act in our pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rasid.model import Counts, Verdict, Visit, VisitRecord, Words
from rasid.model.desk import Role, StyleTerm
from rasid.model.values import Quote
from rasid.store import Ledger, open_ledger
from rasid.store.desk.audit import Who
from rasid.store.save_visit import save_visit
from tests.report.payloads import BENIGN, PAYLOADS, article, judged
from tests.review.paper import Now, incident

WORDS = (BENIGN, *PAYLOADS)


def hostile_ledger(folder: Path, clock: Now) -> Ledger:
    """Article, finding, revision, incident, waiver, comment, assignment and people: one of each a payload."""
    ledger = open_ledger(f"sqlite:///{folder / 'hostile.db'}", pages_dir=folder / "pages", clock=clock)
    written = [replace(article(word, number), repeated=((0, f"{word} {number}"),)) for number, word in enumerate(WORDS)]
    edited = [replace(each, headline=f"{each.headline} {BENIGN}", body=(*each.body, BENIGN)) for each in written]
    found = tuple(judged(word, each.url) for word, each in zip(WORDS, written, strict=True))
    for number, articles in (("v1", written), ("v2", edited)):
        visit = Visit(number, "nahr", clock(), None, clock(), Verdict.DEGRADED, None, counts=Counts())
        ledger.visits.begin(replace(visit, verdict=None, finished_at=None))
        with ledger.transaction() as tx:
            save_visit(ledger, tx, VisitRecord(visit=visit, articles=tuple(articles), findings=found))
        clock.pass_(minutes=10)
    with ledger.transaction() as tx:
        ledger.incidents.save(tx, [_incident(number, word, written[number].url) for number, word in enumerate(WORDS)])
    for number, word in enumerate(WORDS):
        visible = "".join(letter for letter in word if letter.isprintable()).strip() or "؟"
        who, url = Who(f"{visible[:200]} {number}", Role.EDITOR), written[number].url
        ledger.desk.comment(who, "nahr", url, visible, now=clock())
        ledger.desk.assign(who, "nahr", url, visible, now=clock())
        ledger.desk.waive(
            who, now=clock(), source_id="nahr", reason=visible, rule=visible, article_url=url, until=clock() + timedelta(days=3)
        )
        ledger.desk.people.invite(who.name, Role.READER, by=who, now=clock())
        if sum(letter.isalpha() for letter in visible) >= 2:
            ledger.desk.style.save(StyleTerm(f"{visible[:150]} {number}", "بديل", visible, (visible,)), by=who, now=clock())
    return ledger


def _incident(number: int, word: str, url: str) -> object:
    quoted = Words(word, word)
    return replace(
        incident(),
        id=f"{number:08x}",
        key=f"k{number}",
        title=quoted,
        advice=quoted,
        observed_value=Quote(f"الموجود {word}"),
        expected_value=Quote(word),
        examples=((word, url),),
        run_url=word.encode("utf-8", "replace").decode(),
    )

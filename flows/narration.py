"""What the demo does at each turn of its story, and how it tells it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from flows.options import WatchOptions
from flows.watch import visit
from rasid.alert import acknowledge
from rasid.demo import Newsroom
from rasid.model import Incident, IncidentState
from rasid.model.ports import Clock
from rasid.pipeline import VisitContext, alerting, open_workplace
from rasid.pipeline.reporting import gather
from rasid.report import render
from rasid.settings import settings
from rasid.sources import find_source, moved_to
from rasid.validate import rules_for
from rasid.wording.format import isolate
from rasid.wording.values import Reader, title_of

SOURCE = "demo"
COLOURS = {"healthy": "green", "degraded": "yellow", "failed": "red", "skipped": "dim"}
DOCUMENT = "washington-coalition-meeting.txt"


class Narrator:
    """Runs the demo's visits as Prefect flows and says in a terminal what came of them."""

    def __init__(self, room: Newsroom, clock: Clock, data: Path) -> None:
        self.room = room
        self.clock = clock
        self.data = data
        self.console = Console(highlight=False)
        self.settings = settings()
        self.workplace: VisitContext = open_workplace(self.settings, clock=clock)
        self.source = moved_to(find_source(self.settings.seeds_dir, SOURCE), room.url)
        self.opened: set[str] = set()
        self.resolved: set[str] = set()

    def open(self) -> None:
        self.console.print("[bold]راصد · rasid demo[/]: a newsroom on this machine, watched through Prefect flows. Nothing leaves it.")
        self.console.print(f"newsroom {self.room.url} · ledger {self.data} (RASID_DATA={self.data} lets other commands look at it)")
        self.console.print("Hours at the left are UTC; the alerts say the newsroom's own, Beirut.\n")

    def scene(self, english: str, arabic: str) -> None:
        self.console.rule(f"[bold]{english} · {isolate(arabic)}[/]", align="left")

    def visit(self, remark: str = "", *, recheck: bool = False) -> None:
        """One visit through the flow; its state, counts and the incidents that changed."""
        before = {incident.id: incident.state for incident in self._incidents()}
        state = visit(SOURCE, options=WatchOptions(recheck=recheck), home=self.room.url, return_state=True)
        last = self.workplace.ledger.visits.last(SOURCE)
        assert last is not None, "the flow ended without a visit in the ledger"
        verdict = str(last.verdict)
        self.console.print(
            f"{self.clock():%H:%M} visit: [{COLOURS[verdict]}]{verdict}[/] (Prefect state {state.type.value}) "
            f"{escape(last.message)}{f'  — {remark}' if remark else ''}"
        )
        counts = last.counts
        self.console.print(
            f"      links {counts.links} · fetched {counts.fetched} · new {counts.new} · revised {counts.revised} · window {counts.window}"
        )
        for incident in self._incidents():
            if before.get(incident.id) != incident.state:
                self._tell(incident)

    def deliver(self, what: str) -> None:
        """One round of the delivery loop: what the on-call engineer would be sent now."""
        self.console.print(f"[dim]— delivering {what} (console route; `rasid alerts run` is the loop that does this) —[/]")
        desk = alerting.desk_of(self.settings, [self.source])
        done = alerting.one_round(self.workplace.ledger, alerting.routes_of(self.settings), self.clock(), desk)
        if not done.sent:
            self.console.print("[dim]nothing to say[/]")

    def acknowledge(self) -> None:
        """What an engineer does with `rasid alerts ack`."""
        for incident in self._incidents():
            if incident.state is IncidentState.FIRING and incident.cause.value == "unreachable":
                alerting.act(
                    self.workplace.ledger, incident.id, acknowledge, by="demo engineer", now=self.clock(), reason="looking into it"
                )
                self.console.print(f"      acknowledged by the demo engineer: {escape(incident.key)}")

    def keep_report(self, of: str) -> None:
        """Keep the report as it is now: at the end everything is mended, and it would have nothing to show."""
        self.console.print(f"report of {of}: {self._report('broken')}")

    def close(self) -> bool:
        """Write the report, sum up; whether the story went as it should: incidents opened, and all of them ended."""
        path = self._report()
        still = [incident for incident in self._incidents() if incident.state in (IncidentState.FIRING, IncidentState.ACKNOWLEDGED)]
        self.console.rule("[bold]What happened[/]", align="left")
        self.console.print(f"incidents opened {len(self.opened)} · resolved {len(self.resolved)} · still open {len(still)}")
        for incident in still:
            self.console.print(f"  still open: {escape(incident.key)}")
        self.console.print(f"report of the broken day: {path.with_name('broken.html')}")
        self.console.print(f"report now:         {path}")
        self.console.print(f"in English:         {path.with_suffix('.en.html')}")
        rasid = "rasid" if shutil.which("rasid") else os.path.relpath(Path(sys.executable).with_name("rasid"))
        self.console.print(
            f"\nTry next:  {rasid} check seeds/documents/{DOCUMENT}   ·   {rasid} serve   ·   {rasid} new https://your.site/"
        )
        return bool(self.opened) and not still

    def _tell(self, incident: Incident) -> None:
        words = title_of(incident, Reader())
        if incident.state is IncidentState.FIRING:
            self.opened.add(incident.id)
            self.console.print(
                f"      [red]opened[/]   {incident.severity.value} · cause {incident.cause.value} · {escape(incident.key)}: {escape(words)}"
            )
            self._examples(incident.examples)
        elif incident.state is IncidentState.RESOLVED:
            self.resolved.add(incident.id)
            self.console.print(f"      [green]resolved[/] {escape(incident.key)} after {_span(incident)}")

    def _examples(self, examples: Sequence[tuple[str, str]]) -> None:
        for headline, _url in examples:
            self.console.print(f"               {escape(isolate(headline))}")

    def _incidents(self) -> list[Incident]:
        return self.workplace.ledger.incidents.find(states=tuple(IncidentState), source_id=SOURCE)

    def _report(self, name: str = SOURCE) -> Path:
        folder = self.settings.reports_dir
        folder.mkdir(parents=True, exist_ok=True)
        rules = rules_for(self.source, self.workplace.rules, self.clock().date())
        told = gather(self.workplace.ledger, self.source, rules, now=self.clock(), desk_url=self.settings.desk_url)
        arabic, english = folder / f"{name}.html", folder / f"{name}.en.html"
        arabic.write_text(render(told, language="ar", switch_href=english.name), "utf-8")
        english.write_text(render(told, language="en", switch_href=arabic.name), "utf-8")
        return arabic


def _span(incident: Incident) -> str:
    ended: datetime = incident.resolved_at or incident.last_seen_at
    minutes = int((ended - incident.since).total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"

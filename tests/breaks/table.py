"""Runs every break on every layout and says what was told: `python -m tests.breaks.table` writes docs/breaks.md."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.breaks.kinds import BREAKS
from tests.breaks.site import FEED, GRID
from tests.breaks.watch import BEGAN, Said, Watch, watching

PAGE = Path(__file__).parents[2] / "docs" / "breaks.md"
HEALTHY, BROKEN, AFTER = 3, 4, 3
"""Hours of each part; a break that needs a rhythm or a day is given :data:`LONG` hours."""
LONG = {"silent": 40, "feed_frozen": 8, "date_30": 10}


@dataclass(frozen=True)
class Row:
    """What one break brought. ``told_after`` counts visits from its beginning; None: nobody was told."""

    name: str
    layout: str
    what: str
    told_after: int | None
    to: frozenset[str]
    key: str
    title: str
    messages: int
    """While it lasted and after, to the reader who got most."""
    over_after: int | None
    """Visits after the mending until it was told as over; None: never."""
    false_over: bool
    """Told as over while it lasted."""
    editors: int
    """Messages to editors."""
    healthy: int
    """Visits while it lasted that were called healthy."""


@contextmanager
def baselines(layouts: Iterable[str]) -> Iterator[dict[str, tuple[Path, datetime]]]:
    """For each layout a folder with a healthy past, and where its clock stands: made once, copied for each break."""
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for layout in layouts:
            home = Path(folder) / layout
            with watching(home, layout) as watch:
                watch.hours(HEALTHY)
                made[layout] = (home, watch.clock.at)
                assert not watch.said, watch.said
        yield made


@contextmanager
def watch_from(baseline: tuple[Path, datetime], layout: str) -> Iterator[Watch]:
    home, at = baseline
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(home, Path(folder) / "copy")
        with watching(Path(folder) / "copy", layout, at=at) as watch:
            yield watch


def run(name: str, layout: str, baseline: tuple[Path, datetime], *, broken: int = BROKEN, after: int = AFTER) -> Row:
    one = BREAKS[name]
    with watch_from(baseline, layout) as watch:
        began = watch.clock.at
        watch.break_(one.change)
        if name == "silent":
            watch.site.silent_since = began
        hours = LONG.get(name, broken)
        step = 1.0 if hours <= 12 else 4.0
        watch.hours(int(hours / step), step)
        lasted = [outcome for _, outcome in watch.outcomes]
        during = list(watch.said)
        mended = watch.clock.at
        watch.mend()
        watch.site.silent_since = None
        watch.hours(after)
        return _row(name, layout, one.what, watch, during, began, mended, sum(o.visit.verdict == "healthy" for o in lasted))


def _row(name: str, layout: str, what: str, watch: Watch, during: list[Said], began: datetime, mended: datetime, healthy: int) -> Row:
    def visits(hour: float, since: datetime) -> int:
        return sum(since < BEGAN + timedelta(hours=at) <= BEGAN + timedelta(hours=hour) for at, _ in watch.outcomes)

    opened = [said for said in during if said.kind == "opened"]
    over = [said for said in watch.said if said.kind == "resolved" and said not in during]
    first = opened[0] if opened else None
    readers = {reader for said in watch.said for reader in said.to}
    return Row(
        name=name,
        layout=layout,
        what=what,
        told_after=visits(first.hour, began) if first else None,
        to=first.to if first else frozenset(),
        key=first.key if first else "",
        title=first.title if first else "",
        messages=max((sum(reader in said.to for said in watch.said) for reader in readers), default=0),
        over_after=visits(over[-1].hour, mended) if over else None,
        false_over=any(said.kind == "resolved" for said in during),
        editors=sum("editors" in said.to for said in watch.said),
        healthy=healthy,
    )


def table(names: Iterable[str], layouts: Iterable[str]) -> Iterator[Row]:
    layouts = list(layouts)
    with baselines(layouts) as past:
        for name in names:
            for layout in BREAKS[name].layouts:
                if layout in layouts:
                    yield run(name, layout, past[layout])


HEADER = """# What rasid notices, and when

Each row is a break of an invented news site, visited once an hour under a virtual clock, with one new article an hour: `feed` is a site with a feed
and JSON-LD, `grid` a grid of cards in windows-1256 without a feed. *Told* counts visits from the break's beginning: 1 is the first visit after it.
*Over* counts visits from its end. *Messages* are those the reader who got most received, the end included; *editors* those that editors received.
Three hours are sound, four are broken (more where a rhythm or a day is needed), three are sound again. The page is written by
`python -m tests.breaks.table`, and `make soak` compares it with a fresh run.

| break | site | told | to | as | messages | editors | over |
|---|---|---|---|---|---|---|---|
"""
FOOTER = """
## What it does not notice

- **A date that single pages lost and the feed still gives**: the feed's date is used, and nothing is said; told is a template that lost it.
- **One article behind a paywall**: its first paragraph is a sound text; told are many of them, by their length.
- **Pages that give the present as their date**: each date is believable when it is read.
- **What is put between or around the paragraphs** (advertisements, links to other stories, comments, a machine's summary): what a site repeats is taken
  out of the texts, and the rest is told where a rule names it.
- **Links that were never a story's** (menus, tags, a page about the house) are the section's way, however many are added.
- **A class name that changed where nothing is missing for it**: the generic reader finds the field without it.
- **A field that a site never had** (no byline, no image on any article since the first visit) is the site's way, not a break.
- **A fault of less than half of the new articles** is told to the editors, article by article, however long it goes on; at 30 % the engineer hears nothing.
- **What only readers' browsers see**: pages are read without JavaScript, style or images.
- **A page changed after its third day**: second looks are taken 1, 6 and 24 hours after publication; `rasid visit ID --recheck` looks at the whole window.
- **An article withdrawn after its last second look** is not missed until somebody asks for it.
"""


def page(rows: Iterable[Row]) -> str:
    """The table as a page of the documentation."""
    lines = []
    for row in rows:
        told = "—" if row.told_after is None else str(row.told_after)
        over = "—" if row.over_after is None else str(row.over_after)
        title = row.title.replace("\u2068", "").replace("\u2069", "").replace("|", "·")
        lines.append(
            f"| {row.what} | {row.layout} | {told} | {', '.join(sorted(row.to)) or 'nobody'} | {title} | {row.messages} | {row.editors} | {over} |"
        )
    return HEADER + "\n".join(lines) + "\n" + FOOTER


def main() -> None:
    rows = []
    for row in table(sys.argv[1:] or list(BREAKS), (FEED, GRID)):
        rows.append(row)
        print(row, flush=True)
        PAGE.write_text(page(rows), "utf-8")


if __name__ == "__main__":
    main()

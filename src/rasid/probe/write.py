"""Puts a proposal into ``seeds/<id>/``: the commented seed, golden pages and their rows."""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Table

from rasid.errors import SourceError
from rasid.model import Source
from rasid.probe.propose import Proposal
from rasid.probe.reduce import Golden, golden_page
from rasid.settings import CHECKOUT, PACKAGED_PROJECT
from rasid.sources import SEED_FILE, load_source

TEMPLATE = "_template"
GOLDEN_FILE = "expected.json"
GOLDENS = 2
"""Golden pages written: one proves the template, two that it was not one article's accident."""


def seed_text(proposal: Proposal, seeds_dir: Path) -> str:
    """``source.toml``: the template's comments with the proposal's values. Raises SourceError when there is no template."""
    document = tomlkit.parse(_template(seeds_dir).read_text("utf-8"))
    source, section = proposal.source, proposal.source.sections[0]
    document["id"] = source.id
    document["name"]["ar"], document["name"]["en"] = source.name.ar, source.name.en
    document["home"] = source.home
    document["country"] = source.country
    document["timezone"] = source.timezone
    schedule, fetch, promises = _table(document, "schedule"), _table(document, "fetch"), _table(document, "promises")
    schedule["every_minutes"] = source.every_minutes
    fetch["min_delay_seconds"] = source.min_delay_seconds
    if source.allow_private:
        fetch["allow_private"] = _with_comment(True, "it lies on a private address")
    if source.encoding:
        fetch["encoding"] = _with_comment(source.encoding, "what its pages were written in")
    promises["max_age_days"] = source.max_age_days
    if source.fresh_within_hours is not None:
        promises["fresh_within_hours"] = _with_comment(_number(source.fresh_within_hours), "three times its longest silence seen")
    if source.selectors:
        table = tomlkit.table()
        table.comment("the generic extractor was unsure here; each was tried on the articles seen")
        for name, selector in source.selectors.items():
            table[name] = selector
        document["selectors"] = table
    first: Any = document["sections"][0]
    first["id"] = section.id
    first["name"]["ar"], first["name"]["en"] = section.name.ar, section.name.en
    first["url"] = section.url
    first["feeds"] = list(section.feeds)
    first["sitemaps"] = list(section.sitemaps)
    first["max_pages"] = section.max_pages
    return _head(proposal) + tomlkit.dumps(document) + _tail(proposal)


def as_source(text: str, source_id: str) -> Source:
    """The Source a seed's text describes, read exactly as it will be from its folder. Raises SourceError."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / source_id
        place.mkdir()
        (place / SEED_FILE).write_text(text, "utf-8")
        return load_source(place)


def goldens(proposal: Proposal) -> list[Golden]:
    """Up to two golden pages, of articles that keep their shape when their words are replaced."""
    salt = secrets.token_bytes(16)
    found: list[Golden] = []
    for one in proposal.specimens:
        if len(found) < GOLDENS and (made := golden_page(one, proposal.source, salt=salt)) is not None:
            found.append(made)
    return found


def refuse_existing(seeds_dir: Path, source_id: str) -> None:
    """Raises SourceError when the folder is taken."""
    folder = seeds_dir / source_id
    if folder.exists():
        raise SourceError(
            f"{folder}: this source exists already. `rasid new --check {source_id}` says what drifted; --force writes it anew; --id NAME chooses another name."
        )


def write_seed(proposal: Proposal, text: str, pages: list[Golden], seeds_dir: Path, *, force: bool) -> Path:
    """Write the folder, all of it or nothing, and return it. Raises SourceError when it exists (without ``force``) or cannot be written."""
    folder = seeds_dir / proposal.source.id
    if not force:
        refuse_existing(seeds_dir, proposal.source.id)
    try:
        seeds_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=seeds_dir, prefix=".new-") as fresh:
            made = Path(fresh) / proposal.source.id
            made.mkdir()
            (made / SEED_FILE).write_text(text, "utf-8")
            rows = {}
            for number, page in enumerate(pages, start=1):
                name = f"article-{number}.html"
                (made / name).write_text(page.html, "utf-8")
                rows[name] = page.row
            if rows:
                (made / GOLDEN_FILE).write_text(json.dumps(rows, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
            if folder.exists():
                shutil.rmtree(folder)
            made.rename(folder)
    except OSError as error:
        raise SourceError(
            f"{folder}: cannot be written ({error.strerror or error}). Give yourself write access, or set RASID_PROJECT."
        ) from None
    return folder


def _template(seeds_dir: Path) -> Path:
    for seeds in (seeds_dir, PACKAGED_PROJECT / "seeds", CHECKOUT / "seeds"):
        file = seeds / TEMPLATE / SEED_FILE
        if file.is_file():
            return file
    raise SourceError(f"{seeds_dir / TEMPLATE / SEED_FILE}: the template is missing. `rasid init DIR` makes a project that has one.")


def _table(document: tomlkit.TOMLDocument, name: str) -> Table:
    table = document[name]
    assert isinstance(table, Table)
    return table


def _with_comment(value: Any, words: str) -> Any:
    item = tomlkit.item(value)
    item.comment(words)
    return item


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _head(proposal: Proposal) -> str:
    rhythm = proposal.rhythm
    lines = [f"# {proposal.source.name.ar}: written by `rasid new`. Correct what is wrong; delete this folder to undo it."]
    if rhythm.gap is not None and rhythm.per_day is not None:
        minutes = rhythm.gap.total_seconds() / 60
        gap = f"{minutes:.0f} minutes" if minutes < 120 else f"{minutes / 60:.0f} hours"
        lines.append(f"# Rhythm: {rhythm.articles} dated articles, one every {gap} (median).")
    else:
        lines.append("# Rhythm: too few dates to tell; half an hour was taken.")
    lines.append(f"# Dates: {proposal.dates}.")
    if not proposal.identity.certain:
        lines.append("# Country: a guess from the hour its stamps are written in. Check it: zone and weekend follow from it.")
    return "\n".join(lines) + "\n\n"


def _tail(proposal: Proposal) -> str:
    lines: list[str] = []
    if proposal.specimens and proposal.signed == len(proposal.specimens):
        lines += ["", f"# All {proposal.signed} articles read are signed. `asks_author = true` in the section makes that a promise."]
    if proposal.others:
        lines += ["", "# Further sections of its menu; copy one of the [[sections]] above for each you want to watch:"]
        lines += [f"#   {_line(name)}  {address}" for name, address in proposal.others]
    if proposal.other_feeds:
        lines += ["", "# Feeds of the whole site, wider than this section:"]
        lines += [f"#   {address}" for address in proposal.other_feeds]
    return "\n".join(lines) + ("\n" if lines else "")


def _line(text: str) -> str:
    """Scraped text in a comment: no line break can end the comment."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


__all__ = ["as_source", "goldens", "refuse_existing", "seed_text", "write_seed"]

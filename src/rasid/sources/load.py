"""Reads seed folders into Sources."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from rasid.errors import SourceError
from rasid.model import Section, Source
from rasid.sources.seed import Seed, explain

SEED_FILE = "source.toml"
NOT_SOURCES = ("documents",)


def load_source(folder: Path) -> Source:
    """The Source a seed folder describes. Raises SourceError naming the file, the field, the reason and the nearest known key."""
    file = folder / SEED_FILE
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise SourceError(f"{file}: there is no such file. `rasid new URL` writes one.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file}: cannot be read ({error}). Check its permissions and that it is UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{file}: broken TOML: {error}. Correct that line; seeds/_template/source.toml shows the form.") from None
    try:
        seed = Seed.model_validate(table)
    except ValidationError as error:
        raise SourceError(f"{file}: {explain(error)}") from None
    if seed.id != folder.name:
        raise SourceError(f"{file}: id is {seed.id!r} but the folder is called {folder.name!r}; make them equal.")
    return Source(
        id=seed.id,
        name=seed.name.words(),
        home=seed.home,
        country=seed.country,
        timezone=seed.timezone,
        language=seed.language,
        selectors=seed.selectors,
        article_url=seed.article_url,
        enabled=seed.enabled,
        run_by=seed.run_by,
        digits=seed.digits,
        sections=tuple(
            Section(
                id=section.id,
                name=section.name.words(),
                url=section.url,
                feeds=section.feeds,
                sitemaps=section.sitemaps,
                max_pages=section.max_pages,
                asks_author=section.asks_author,
            )
            for section in seed.sections
        ),
        overrides=tuple(override.override() for override in seed.overrides),
        style=seed.style.language(),
        folder=folder,
        **seed.schedule.model_dump(),
        **seed.fetch.model_dump(),
        **seed.promises.model_dump(),
    )


def load_sources(seeds_dir: Path) -> list[Source]:
    """Every source below ``seeds_dir``, by id. Folders that begin with ``_`` and ``documents`` are no sources."""
    if not seeds_dir.is_dir():
        raise SourceError(
            f"{seeds_dir}: there is no such folder. Run rasid inside a project, or set RASID_PROJECT; `rasid init DIR` makes one."
        )
    folders = sorted(
        child for child in seeds_dir.iterdir() if child.is_dir() and not child.name.startswith(("_", ".")) and child.name not in NOT_SOURCES
    )
    return [load_source(folder) for folder in folders]


def find_source(seeds_dir: Path, source_id: str) -> Source:
    """One source by id. Raises SourceError naming the nearest known id."""
    if (seeds_dir / source_id / SEED_FILE).is_file() and source_id not in NOT_SOURCES:
        return load_source(seeds_dir / source_id)
    known = [source.name for source in seeds_dir.glob("*") if (source / SEED_FILE).is_file() and not source.name.startswith("_")]
    near = get_close_matches(source_id, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(known)) or 'none yet'}."
    raise SourceError(f"no source {source_id!r} in {seeds_dir}: {hint} `rasid new URL` adds one.")


def moved_to(source: Source, home: str) -> Source:
    """The same source served from another address (the demo newsroom picks a free port)."""
    old = source.home.rstrip("/")
    new = home.rstrip("/")

    def move(url: str) -> str:
        return new + url[len(old) :] if url.startswith(old) else url

    sections = tuple(
        replace(
            section,
            url=move(section.url),
            feeds=tuple(move(url) for url in section.feeds),
            sitemaps=tuple(move(url) for url in section.sitemaps),
        )
        for section in source.sections
    )
    return replace(source, home=move(source.home), sections=sections)

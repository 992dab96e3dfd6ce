"""Puts the page together: every section in its order, one style sheet inlined, a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rasid.model import Language
from rasid.report.data import HERE, ReportData
from rasid.report.lines import SourceLine, lines_with_voice
from rasid.report.markup import direction_of, flowing, foreign, legible, marked, query_part, readable, scraped, sentence, web_link
from rasid.report.sections import SECTIONS
from rasid.report.voice import Voice, voice_for
from rasid.wording.escape import neutral

FOLDER = Path(__file__).parent
STYLE = FOLDER / "static" / "paper.css"


@cache
def style() -> str:
    """The style sheet that report, desk and mail previews share."""
    return STYLE.read_text("utf-8")


@cache
def policy() -> str:
    """The page's Content-Security-Policy: its own style sheet, by its digest, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def environment(*folders: Path) -> Environment:
    """A Jinja environment that always escapes, fails on an unknown name, and knows how strangers' words are shown."""
    made = Environment(
        loader=FileSystemLoader([*folders, FOLDER / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        scraped=scraped,
        sentence=sentence,
        marked=marked,
        legible=legible,
        flowing=flowing,
        foreign=foreign,
        direction_of=direction_of,
        query_part=query_part,
        neutral=neutral,
        readable=readable,
    )
    made.globals.update(lines_with_voice=lines_with_voice, web_link=web_link)
    return made


@cache
def _environment() -> Environment:
    return environment()


def render(data: ReportData, *, language: Language | str, switch_href: str | None = None) -> str:
    """One self-contained HTML page: no script, no network, no image.

    ``switch_href`` is where the same report lies in the other language (a file beside it); without it no switch is shown.
    """
    voice = voice_for(data.source, Language(language), data.now)
    desk = "" if data.desk_url == HERE else web_link(data.desk_url and data.desk_url.rstrip("/"))
    parts = []
    for section in SECTIONS:
        view = section.view(data, voice)
        if view is not None:
            parts.append(
                (section.key, _environment().get_template(f"sections/{section.key}.html").render(v=voice, data=data, desk=desk, **view))
            )
    return (
        _environment()
        .get_template("page.html")
        .render(
            v=voice,
            data=data,
            desk=desk,
            parts=[(key, Markup(html)) for key, html in parts],  # noqa: S704  rendered by the same escaping environment
            css=Markup(style()),  # noqa: S704  our own file
            csp=policy(),
            switch_href=switch_href,
        )
    )


def render_overview(lines: Sequence[SourceLine], *, language: Language | str, now: datetime, switch_href: str, desk_url: str | None) -> str:
    """All sources on one page, self-contained as a report is. Raises ValueError without any."""
    if not lines:
        raise ValueError("an overview needs at least one source")
    voice = Voice(Language(language), now, lines[0].timezone, lines[0].country)
    desk = web_link(desk_url and desk_url.rstrip("/"))
    return (
        _environment()
        .get_template("overview_page.html")
        .render(v=voice, lines=lines, desk=desk, csp=policy(), css=Markup(style()), switch_href=switch_href)  # noqa: S704  our own file
    )

"""Puts the page together: every section in its order, one style sheet inlined, a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rasid.model import Language
from rasid.report.data import HERE, ReportData
from rasid.report.markup import legible, marked, query_part, readable, scraped, sentence, web_link
from rasid.report.sections import SECTIONS
from rasid.report.voice import Voice
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
        scraped=scraped, sentence=sentence, marked=marked, legible=legible, query_part=query_part, neutral=neutral, readable=readable
    )
    made.globals.update(web_link=web_link)
    return made


@cache
def _environment() -> Environment:
    return environment()


def render(data: ReportData, *, language: Language | str, switch_href: str | None = None) -> str:
    """One self-contained HTML page: no script, no network, no image.

    ``switch_href`` is where the same report lies in the other language (a file beside it); without it no switch is shown.
    """
    voice = Voice(Language(language), data.now, data.source.timezone, data.source.country)
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

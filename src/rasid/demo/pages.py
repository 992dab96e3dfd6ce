"""The newsroom's pages: a story or a list in, HTML or XML text out. What is on a page is decided here, what is sent in ``newsroom``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from rasid.demo.datelines import ago, hijri, written
from rasid.demo.stories import SECTIONS, Story, prefix

TEMPLATES = Path(__file__).with_name("templates")
MOST_READ = 6
RELATED = 4


@dataclass(frozen=True, slots=True)
class Site:
    """One of the newsroom's sites, as its templates see it."""

    number: int
    root: str
    """``http://127.0.0.1:8970``"""
    name: str
    sections: dict[str, str]

    @property
    def base(self) -> str:
        return self.root + prefix(self.number)


def site(number: int, root: str) -> Site:
    return Site(number, root, "المرسى" if number == 0 else f"المرسى {number}", SECTIONS)


@cache
def environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def render(template: str, here: Site, everything: Sequence[Story], now: datetime, **values: Any) -> str:
    """A template with what every page of the site shows; ``everything`` are all of the site's, newest first."""
    return (
        environment()
        .get_template(template)
        .render(
            site=here,
            url=lambda story: here.root + story.path,
            ago=lambda story: (
                ago((now - story.published).total_seconds()) if (now - story.published).days < 1 else f"{story.published:%d/%m/%Y}"
            ),
            rfc822=format_datetime,
            most_read=sorted(everything, key=lambda story: (story.id * 7919) % 1009)[:MOST_READ],
            today=written(now, "levantine", now=now).split(" - ")[0],
            today_hijri=hijri(now),
            year=now.year,
            **values,
        )
    )


def article(
    here: Site,
    story: Story,
    stories: Sequence[Story],
    now: datetime,
    *,
    template: str = "article.html",
    unreadable_date: bool = False,
    broken_json: bool = False,
) -> str:
    """The page of ``story``. ``unreadable_date`` prints nonsense for a date, ``broken_json`` cuts the JSON-LD in two."""
    shown = "" if story.date_style == "none" else written(story.published, story.date_style, now=now)
    data = json_ld(here, story)
    if unreadable_date:
        shown = "??/13/٢٠ منذ حين"
        data["datePublished"] = data["dateModified"] = "0000-99-99T99:99"
    text = json.dumps(data, ensure_ascii=False, indent=1).replace("</", "<\\/")
    if broken_json:
        text = text[: len(text) // 2]
    nearby = [other for other in stories if other.section == story.section and other.id != story.id]
    related = (nearby + [other for other in stories if other.section != story.section])[:RELATED]
    html = render(template, here, stories, now, story=story, shown_date=shown, related=related, json_ld=Markup(text), active=story.section)  # noqa: S704  (our own JSON, closed above)
    if unreadable_date:
        html = html.replace(story.published.isoformat(), "0000-99-99T99:99").replace(story.modified.isoformat(), "0000-99-99T99:99")
    return html


def json_ld(here: Site, story: Story) -> dict[str, Any]:
    """The page's NewsArticle as schema.org asks for it."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": here.root + story.path},
        "headline": story.headline,
        "description": story.standfirst,
        "datePublished": story.published.isoformat(),
        "dateModified": story.modified.isoformat(),
        "author": [{"@type": "Person", "name": story.author}],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": here.name,
            "logo": {"@type": "ImageObject", "url": f"{here.root}/media/logo.svg"},
        },
        "image": [f"{here.root}/media/{story.id}.png"],
        "articleSection": here.sections[story.section],
        "keywords": list(story.tags),
        "inLanguage": "ar",
    }
    if not story.machine_dates:
        del data["datePublished"], data["dateModified"]
    for key, present in (("headline", story.headline), ("author", story.author), ("image", story.image), ("description", story.standfirst)):
        if not present:
            del data[key]
    return data


def listing(
    here: Site,
    title: str,
    stories: Sequence[Story],
    everything: Sequence[Story],
    now: datetime,
    *,
    path: str,
    page: int,
    size: int,
    dead_links: bool = False,
) -> str:
    """Page ``page`` (from 1) of a list of stories at ``path``."""
    pages = max(1, -(-len(stories) // size))
    address = f"{here.base}{path}"

    def at(number: int) -> str:
        return address if number == 1 else f"{address}?page={number}"

    html = render(
        "listing.html",
        here,
        everything,
        now,
        title=title,
        active=path.strip("/"),
        stories=stories[(page - 1) * size : page * size],
        canonical=at(page),
        page=page,
        pages=pages,
        previous_page=at(page - 1) if page > 1 else None,
        next_page=at(page + 1) if page < pages else None,
    )
    if dead_links:
        html = html.replace(f'<a href="{here.root}', f'<a data-go="{here.root}').replace(
            '<a class="thumb" href=', '<a class="thumb" data-go='
        )
    return html


def front(here: Site, stories: Sequence[Story], now: datetime) -> str:
    """The front page: ticker and a block for each section."""
    blocks = {section: [story for story in stories if story.section == section] for section in here.sections}
    return render("home.html", here, stories, now, latest=stories, by_section=blocks, active="")

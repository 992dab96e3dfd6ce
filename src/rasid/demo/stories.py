"""The newsroom's articles: prose in ``articles/*.toml``, dated backwards from the moment the newsroom opens."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

SECTIONS = {"politics": "سياسة", "economy": "اقتصاد", "sport": "رياضة", "culture": "ثقافة", "local": "محليات"}
ARTICLES = Path(__file__).parent / "articles"
SEED_DOCUMENT = "washington-coalition-meeting.txt"
SEED_SLUG = "واشنطن-تستضيف-اجتماعا-دوليا-لبحث-إرساء-الاستقرار"


@dataclass(frozen=True, slots=True)
class Story:
    """One article as its desk wrote it. Times are aware, in the paper's zone."""

    id: int
    slug: str
    section: str
    headline: str
    standfirst: str
    body: tuple[str, ...]
    author: str
    published: datetime
    modified: datetime
    caption: str = ""
    kicker: str = ""
    agency: str = ""
    dateline: str = ""
    tags: tuple[str, ...] = ()
    date_style: str = "levantine"
    """One of ``datelines.STYLES``, or ``none``: the page shows no date."""
    machine_dates: bool = True
    """Whether meta tags, JSON-LD and ``<time>`` give the date too."""
    urgent: bool = False
    site: int = 0
    """0 for the newsroom itself, n for the mini-site ``/s/n/``."""
    image: bool = True

    @property
    def path(self) -> str:
        """Percent-encoded path of the article's page."""
        return f"{prefix(self.site)}/{self.section}/{self.id}/{quote(self.slug)}"


def prefix(site: int) -> str:
    return f"/s/{site}" if site else ""


def slugify(headline: str) -> str:
    """The first eight words of a headline, as Arabic sites put them into addresses."""
    kept = "".join(c if c.isalnum() or c.isspace() else " " for c in headline)
    return "-".join(kept.split()[:8])


@cache
def written_articles() -> tuple[dict[str, Any], ...]:
    """The tables of ``articles/*.toml``, in file order."""
    tables: list[dict[str, Any]] = []
    for file in sorted(ARTICLES.glob("*.toml")):
        tables += [{"section": file.stem, **table} for table in tomllib.loads(file.read_text("utf-8"))["article"]]
    return tuple(tables)


def stories(opened_at: datetime) -> list[Story]:
    """Every written article, as of a newsroom that opens at ``opened_at`` (aware, in the paper's zone)."""
    result = []
    for number, table in enumerate(written_articles()):
        published = opened_at - timedelta(minutes=table["age_minutes"])
        modified = published + timedelta(minutes=table.get("edited_after_minutes", 0))
        result.append(
            Story(
                id=4100 + number,
                slug=slugify(table["headline"]),
                section=table["section"],
                headline=table["headline"],
                standfirst=table.get("standfirst", ""),
                body=tuple(paragraph.strip() for paragraph in table["body"].strip().split("\n\n")),
                author=table.get("author", ""),
                published=published,
                modified=modified,
                caption=table.get("caption", ""),
                kicker=table.get("kicker", ""),
                agency=table.get("agency", ""),
                dateline=table.get("dateline", ""),
                tags=tuple(table.get("tags", ())),
                date_style=table.get("date_style", "levantine"),
                machine_dates=table.get("machine_dates", True),
                urgent=table.get("urgent", False),
            )
        )
    return result


def seed_document() -> Path:
    """The project's seed document: in the checkout, else as the wheel carries it."""
    package = Path(__file__).parents[1]
    for folder in (package.parents[1] / "seeds", package / "project" / "seeds"):
        if (folder / "documents" / SEED_DOCUMENT).is_file():
            return folder / "documents" / SEED_DOCUMENT
    raise FileNotFoundError(f"{SEED_DOCUMENT} is neither in the checkout's seeds/documents nor in the installed package.")


def seed_story(text: str, opened_at: datetime) -> Story:
    """The seed document as an article: its standfirst stays cut, its lead repeated, its text without a date."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    end = lines.index("أقسام")
    published = opened_at - timedelta(hours=26)
    return Story(
        id=4000,
        slug=SEED_SLUG,
        section="politics",
        headline=lines[0],
        standfirst=lines[1],
        caption=lines[2],
        body=tuple(lines[3:end]),
        author="قسم الأخبار",
        published=published,
        modified=published,
        tags=("واشنطن", "التحالف الدولي"),
        date_style="none",
    )

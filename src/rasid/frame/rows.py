"""Loosely typed rows of article fields → articles: what ``check_articles``, the rules' own examples and other people's tables go through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, tzinfo
from difflib import get_close_matches
from typing import Any, overload
from zoneinfo import ZoneInfo

import pandas as pd

from rasid.arabic.language import detect
from rasid.arabic.script import spaced
from rasid.errors import RasidError
from rasid.frame.article import article_frame
from rasid.model import Article, ArticleType, Candidate, Origin, Source, WindowArticle
from rasid.storable import storable

ARTICLE_FIELDS = tuple(one.name for one in fields(Article))
WINDOW_FIELDS = ("first_seen_at", "revision", "revised_at", "new_in_visit", "near_duplicate_of", "previous")
LISTS = ("captions", "authors", "tags", "related", "body_links", "notes", "doubts")
TEXTS = [
    "fetched_url",
    "source_id",
    "section",
    "language",
    "declared_language",
    "kicker",
    "headline",
    "standfirst",
    "agency",
    "dateline",
    "section_name",
    "image",
    "published_raw",
    "published_precision",
    "published_zone",
    "modified_raw",
    "encoding",
]
DETECTED_FROM = 1_500
"""Characters of the body the language is detected from, where a row does not name it."""
# Path segments under which sites keep what is not prose.
TYPE_BY_PATH = (
    (re.compile(r"/(?:videos?|watch|tv|tv-[\w-]+|newscasts?|episodes?|shows?)/", re.IGNORECASE), ArticleType.VIDEO),
    (re.compile(r"/(?:podcasts?|audio|radio|listen)/", re.IGNORECASE), ArticleType.AUDIO),
    (
        re.compile(r"/(?:gallery|galleries|photos?|albums?|infographs?|infographics?|images?|pictures?)/", re.IGNORECASE),
        ArticleType.GALLERY,
    ),
    (re.compile(r"/(?:live|liveblog|live-blog|livestory)/", re.IGNORECASE), ArticleType.LIVE_BLOG),
)
URGENT = re.compile(r"^\W*(?:عاجل|خبر عاجل|urgent|breaking)\b", re.IGNORECASE)
BRIEF_WORDS = 60


class Rows(Sequence[WindowArticle]):
    """The articles of a table, each made when it is asked for: a hundred thousand are never held at once."""

    def __init__(self, table: pd.DataFrame | Sequence[Mapping[str, Any]], *, source: Source | None, now: datetime) -> None:
        self._source, self._now = source, now
        self._records: Sequence[Mapping[str, Any]] | None = None
        if isinstance(table, pd.DataFrame):
            _recognised(table.columns)
            self._columns = {str(name): table[name] for name in table.columns if name in ARTICLE_FIELDS or name in WINDOW_FIELDS}
            self._length = len(table)
        else:
            _recognised({name for row in table for name in row})
            self._records = table
            self._columns = {}
            self._length = len(table)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, row: int) -> WindowArticle: ...
    @overload
    def __getitem__(self, row: slice) -> list[WindowArticle]: ...
    def __getitem__(self, row: int | slice) -> WindowArticle | list[WindowArticle]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(self._length))]
        number = row + self._length if row < 0 else row
        if not 0 <= number < self._length:
            raise IndexError(row)
        if self._records is not None:
            return _item(self._records[number], number, self._source, self._now)
        return _item({name: column.iat[number] for name, column in self._columns.items()}, number, self._source, self._now)

    def __iter__(self) -> Iterator[WindowArticle]:
        if self._records is not None:
            for number, record in enumerate(self._records):
                yield _item(record, number, self._source, self._now)
            return
        names = list(self._columns)
        for number, values in enumerate(zip(*self._columns.values(), strict=True)):
            yield _item(dict(zip(names, values, strict=True)), number, self._source, self._now)


def window_from_rows(
    table: pd.DataFrame | Sequence[Mapping[str, Any]], *, source: Source | None = None, now: datetime
) -> Sequence[WindowArticle]:
    """Rows of article fields as the window rules judge, made lazily.

    Columns are fields of :class:`rasid.model.Article` and of WindowArticle; each may be missing, others are ignored. Dates: aware or naive
    datetimes (naive ones get the source's zone, else UTC), ISO 8601, or any Arabic date; what cannot be read stays in ``published_raw``.
    ``body``: text (a paragraph a line) or a list of paragraphs. A row without ``url`` is called ``row:<n>``, without ``language`` it is
    detected, without ``type`` the address and «عاجل» decide. Raises RasidError for a table without any known column, or with a misspelt one.
    """
    return Rows(table, source=source, now=now)


def frame_from_rows(table: pd.DataFrame | Sequence[Mapping[str, Any]], *, source: Source | None = None, now: datetime) -> pd.DataFrame:
    """:func:`window_from_rows`, as a frame."""
    return article_frame(window_from_rows(table, source=source, now=now), source=source, now=now)


def _recognised(names: Any) -> None:
    names = {str(name) for name in names}
    known = {*ARTICLE_FIELDS, *WINDOW_FIELDS}
    for name in sorted(names - known):
        close = get_close_matches(name, known - names, n=1, cutoff=0.85)
        if close:
            raise RasidError(f"Unknown column “{name}”. Did you mean “{close[0]}”? Rename it, or drop it.")
    if names and not names & known:
        raise RasidError(
            f"None of the columns {', '.join(sorted(names))} is an article's field. Rename them: headline, standfirst, body, published_at, url …"
        )


def _item(row: Mapping[str, Any], number: int, source: Source | None, now: datetime) -> WindowArticle:
    first_seen = _moment(row.get("first_seen_at"), source, now)[0] or now
    previous = row.get("previous")
    return WindowArticle(
        article=_article(row, number, source, now),
        first_seen_at=first_seen,
        revision=2 if previous else 1,
        revised_at=_moment(row.get("revised_at"), source, now)[0] or first_seen,
        near_duplicate_of=_text(row.get("near_duplicate_of")),
        previous=_article({"url": row.get("url"), **previous}, number, source, now) if isinstance(previous, Mapping) else None,
    )


def _article(row: Mapping[str, Any], number: int, source: Source | None, now: datetime) -> Article:
    named: dict[str, Any] = {name: _text(row[name]) for name in TEXTS if name in row}
    named |= {name: _strings(row[name]) for name in LISTS if name in row}
    url = _text(row.get("url")) or f"row:{number}"
    body = _paragraphs(row.get("body"))
    headline = named.get("headline")
    if named.get("language") is None:
        named["language"] = detect("\n".join((headline or "", *body))[:DETECTED_FROM])
    told = row.get("published_at")
    published, raw, zone, precision = _moment(told if told is not None else named.get("published_raw"), source, now)
    modified, modified_raw, _, _ = _moment(row.get("modified_at"), source, now)
    named["published_raw"] = named.get("published_raw") or raw
    named["published_zone"] = named.get("published_zone") or zone
    named["published_precision"] = named.get("published_precision") or precision
    named["modified_raw"] = named.get("modified_raw") or modified_raw
    named["notes"] = (*named.get("notes", ()), *_date_notes(raw, source, now))
    structured = row.get("structured_data")
    return Article(
        url=url,
        type=_type(row.get("type"), url, headline, body),
        body=body,
        published_at=published,
        modified_at=modified,
        lead_repeated=row.get("lead_repeated") is True,
        structured_data=structured if isinstance(structured, Mapping) else {},
        origins={name: Origin(origin) for name, origin in _table(row.get("origins")).items()},
        candidates={name: tuple(_candidate(one, source, now) for one in ones) for name, ones in _table(row.get("candidates")).items()},
        **named,
    )


def _type(stated: Any, url: str, headline: str | None, body: Sequence[str]) -> ArticleType:
    if isinstance(stated, str) and stated in tuple(ArticleType):
        return ArticleType(stated)
    path = re.sub(r"^[a-z]+://[^/]*", "", url)
    for pattern, kind in TYPE_BY_PATH:
        if pattern.search(path):
            return kind
    if headline and URGENT.match(headline) and sum(len(paragraph.split()) for paragraph in body) <= BRIEF_WORDS:
        return ArticleType.BRIEF
    return ArticleType.ARTICLE


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return storable(value).strip() or None
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return str(value)


def _paragraphs(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(line for part in value.split("\n") if (line := spaced(storable(part))))
    return tuple(line for part in _strings(value) if (line := spaced(part)))


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    if not isinstance(value, Iterable):
        return ()
    return tuple(text for one in value if (text := _text(one)))


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _candidate(table: Mapping[str, Any], source: Source | None, now: datetime) -> Candidate:
    held = table["value"]
    return Candidate(value=_moment(held, source, now)[0] or held, origin=Origin(table["origin"]), raw=_text(table.get("raw")))


def _moment(value: Any, source: Source | None, now: datetime) -> tuple[datetime | None, str | None, str | None, str | None]:
    """(aware datetime, as written, where its zone came from, precision)."""
    if isinstance(value, str):
        written = value.strip()
        if not written:
            return None, None, None, None
        try:
            read = datetime.fromisoformat(written)
        except ValueError:
            return _spoken(written, source, now)
        return *_zoned(read, source, written), "day" if len(written) <= 10 else "second"
    if isinstance(value, datetime) and value is not pd.NaT:
        read = value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else value
        return *_zoned(read, source, read.isoformat()), "second"
    if isinstance(value, date) and value is not pd.NaT:
        return *_zoned(datetime(value.year, value.month, value.day), source, value.isoformat()), "day"  # noqa: DTZ001
    return None, None, None, None


def _zoned(read: datetime, source: Source | None, written: str) -> tuple[datetime, str, str | None]:
    if read.tzinfo is not None:
        return read, written, "text"
    zone: tzinfo = ZoneInfo(source.timezone) if source is not None else UTC
    return read.replace(tzinfo=zone), written, "source" if source is not None else None


def _date_notes(written: str | None, source: Source | None, now: datetime) -> tuple[str, ...]:
    """What the reader of dates remarks on one in words, as ``extract`` notes it."""
    if written is None or not any("\u0621" <= character <= "\u064a" for character in written):
        return ()
    from rasid.arabic.dates import parse_date

    found = parse_date(written, now=now, country=source.country if source else None, tz=source.timezone if source else None)
    return tuple(f"date:{warning}" for warning in found.warnings) if found is not None else ()


def _spoken(written: str, source: Source | None, now: datetime) -> tuple[datetime | None, str | None, str | None, str | None]:
    if not any("\u0621" <= character <= "\u064a" or character.isdigit() for character in written):
        return None, written, None, None
    from rasid.arabic.dates import parse_date

    found = parse_date(written, now=now, country=source.country if source else None, tz=source.timezone if source else None)
    return (found.at, written, found.zone_from, found.precision) if found is not None else (None, written, None, None)

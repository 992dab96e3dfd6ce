"""A plain-text document: headline line, standfirst, caption, body, and whatever was copied along after it.

Plain text has no markup to tell furniture by, so nothing is dropped: blocks that trail the body stay its last paragraphs, where the rules see them.
"""

from __future__ import annotations

import re
from datetime import datetime

from rasid.arabic.dates import parse_date
from rasid.arabic.language import detect
from rasid.arabic.script import clean, ends_sentence, ends_with_ellipsis
from rasid.errors import Refusal
from rasid.extract.body import repeats
from rasid.extract.credits import dateline_of
from rasid.extract.furniture import opens_like_byline
from rasid.extract.matching import plain
from rasid.extract.names import names_in
from rasid.extract.refusal import refuse
from rasid.model import Article, Candidate, Origin, Refused, Source
from rasid.urls import canonical_url

LONGEST_HEADLINE = 300
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_CAPTION = re.compile(
    "|".join(
        plain(word)
        for word in (
            r"[-–—]\s*[^\s\d]+(?:/[^\s\d]+)?\s+\d{4}$",
            r"\((?:رويترز|أ ف ب|أرشيف|الأناضول|أ ب|getty|afp|ap|reuters)[^)]*\)$",
            "^صورة",
            "أرشيفية$",
            "أرشيف$",
            "خلال (?:اجتماع|لقاء|مؤتمر|جلسة)",
            "^من اليمين",
            "^من اليسار",
        )
    )
)


def extract_plain_text(
    text: str, url: str, *, now: datetime, published_at: datetime | None = None, source: Source | None = None
) -> Article:
    """The article in a plain text.

    The first line is the headline. A following paragraph that breaks off («…») or that the next long one repeats is the standfirst; short lines
    between it and the body are captions, bylines or the date. ``published_at`` is used as given (aware). Raises Refusal (``not_html``) for text
    that holds no words, (``no_article``) for a single line.
    """
    if now.tzinfo is None or (published_at is not None and published_at.tzinfo is None):
        raise ValueError("extract_plain_text() needs aware datetimes: give them a zone.")
    lines = _lines(text, url)
    headline, rest = lines[0], lines[1:]
    if not rest:
        raise refuse(Refused.NO_ARTICLE, url, "a single line")
    standfirst, rest = _standfirst(rest)
    captions: list[str] = []
    authors: list[str] = []
    dates: list[str] = []
    while rest and len(rest) > 1 and not _is_paragraph(rest[0], rest[1:]):
        line = rest.pop(0)
        if opens_like_byline(line):
            authors.extend(names_in(line))
        elif (
            parse_date(line, now=now, country=source.country if source else None, tz=source.timezone if source else None)
            and not _CAPTION.search(plain(line))
            and len(line) < 60
        ):
            dates.append(line)
        else:
            captions.append(line)
    read = (
        parse_date(dates[0], now=now, country=source.country if source else None, tz=source.timezone if source else None) if dates else None
    )
    place, agency = dateline_of(rest[0]) if rest else (None, None)
    at = published_at or (read.at if read else None)
    origins = {"headline": Origin.TEXT, "body": Origin.TEXT}
    candidates: dict[str, tuple[Candidate, ...]] = {"headline": (Candidate(headline, Origin.TEXT, headline),)}
    if standfirst is not None:
        origins["standfirst"] = Origin.TEXT
        candidates["standfirst"] = (Candidate(standfirst, Origin.TEXT, standfirst),)
    if read is not None:
        candidates["published_at"] = (Candidate(read.at, Origin.TEXT, read.raw),)
    if at is not None:
        origins["published_at"] = Origin.TEXT
    return Article(
        url=canonical_url(url) or url,
        fetched_url=url,
        source_id=source.id if source else None,
        language=detect("\n".join((headline, *rest))[:6000]),
        headline=headline,
        standfirst=standfirst,
        body=tuple(rest),
        lead_repeated=bool(standfirst and rest and repeats(standfirst, rest[0])),
        captions=tuple(captions),
        authors=tuple(dict.fromkeys(authors)),
        agency=agency,
        dateline=place,
        published_at=at,
        published_raw=dates[0] if dates else None,
        published_precision=None if at is None else read.precision if read is not None and published_at is None else "second",
        published_zone=read.zone_from
        if read is not None and published_at is None and read.zone_from == "text"
        else "text"
        if published_at is not None
        else None,
        origins=origins,
        candidates=candidates,
        notes=("plain_text", *(("date:given",) if published_at is not None else ())),
    )


def _lines(text: str, url: str) -> list[str]:
    if len(_CONTROL.findall(text[:4000])) > 0.05 * min(len(text), 4000) + 8:
        raise refuse(Refused.NOT_HTML, url, "binary data")
    lines = [line for raw in text.lstrip("\ufeff").splitlines() if any(map(str.isalnum, line := clean(raw)))]
    if not lines:
        raise Refusal(f"{url}: a text without words. Give a document with a headline line and paragraphs.", url=url, kind=Refused.NOT_HTML)
    if len(lines[0]) > LONGEST_HEADLINE:
        raise refuse(Refused.NO_ARTICLE, url, "its first line is no headline")
    return lines


def _standfirst(lines: list[str]) -> tuple[str | None, list[str]]:
    first = lines[0]
    following = next((line for line in lines[1:4] if len(line) >= 120), "")
    if following and len(first) >= 40 and (ends_with_ellipsis(first) or repeats(first, following)):
        return first, lines[1:]
    return None, lines


def _is_paragraph(line: str, after: list[str]) -> bool:
    """A finished sentence, or a long line; a short unfinished one before longer ones is a caption, a byline or a date."""
    if len(line) >= 160 or (ends_sentence(line) and len(line) >= 40 and not _CAPTION.search(plain(line))):
        return True
    return not any(len(other) >= max(80, len(line)) for other in after[:2])

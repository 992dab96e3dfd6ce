"""Who the site is: its id, its names in both languages, its country and time zone, as it gives them itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from rasid.arabic.dates.zones import COUNTRIES
from rasid.arabic.script import arabic_ratio, clean
from rasid.errors import SourceError
from rasid.extract import jsonld
from rasid.extract.country import guess_country, of_host
from rasid.extract.document import Document
from rasid.extract.walk import lay_out
from rasid.probe.look import Look
from rasid.urls import registrable_domain

NAME_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher", "copyright")
LONGEST_NAME = 60
FEW = 3
"""Articles from which on what all their titles share is the site's."""
OF_OFFSET = {0: "MR", 60: "DZ", 120: "LY", 180: "SA", 210: "IR", 240: "AE"}
"""Country by the minutes east of Greenwich its stamps carry, where nothing else names one; those without summer time first."""
ID = re.compile(r"^[a-z0-9][a-z0-9-]*\Z")
NUMBERS = re.compile(r"^\d+(?:\.\d+){3}$")


@dataclass(frozen=True, slots=True)
class Identity:
    """``certain`` is false where the country is a guess from the hour alone."""

    id: str
    name_ar: str
    name_en: str
    country: str
    timezone: str
    certain: bool = True


def identity_of(
    seen: Look, *, source_id: str | None = None, name_ar: str | None = None, name_en: str | None = None, country: str | None = None
) -> Identity:
    """The site's identity; what is given wins. Raises SourceError when no country can be told or the one given is unknown."""
    names = _names(seen)
    host = urlsplit(seen.home).hostname or ""
    label = _label(seen.home)
    arabic = name_ar or next((name for name in names if arabic_ratio(name) > 0.6), None) or label
    latin = name_en or next((name for name in names if arabic_ratio(name) < 0.2 and re.search(r"[A-Za-z]", name)), None) or label
    chosen, certain = _country(seen, country)
    slug = source_id or _slug(label if not _is_address(host) else (latin if latin != label else label))
    return Identity(slug, arabic, latin, chosen, COUNTRIES[chosen], certain)


def check_id(given: str) -> None:
    """Raises SourceError for an id no seed can have."""
    if not ID.match(given):
        raise SourceError(f"--id {given!r}: an id is made of small letters, digits and hyphens. Choose one like {_slug(given)!r}.")


def _is_address(host: str) -> bool:
    return bool(NUMBERS.match(host)) or ":" in host or "." not in host


def _label(home: str) -> str:
    """``example`` for ``www.example.com``; ``local-8970`` for an address of numbers."""
    parts = urlsplit(home)
    host = parts.hostname or "site"
    if _is_address(host):
        return f"{'local' if not host[:1].isalpha() else host}-{parts.port or 80}"
    return (registrable_domain(home) or host).split(".")[0]


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "site"


def _names(seen: Look) -> list[str]:
    """The site's own names, most often used first."""
    counted: Counter[str] = Counter()
    for text in (seen.text, *(one.decoded.text for one in seen.specimens)):
        if not text:
            continue
        document = Document(text, seen.home)
        found = [name for meta in NAME_METAS for name in document.meta.get(meta, ())]
        for node in jsonld.read(document).nodes:
            publisher = node.get("publisher")
            holders = [*(publisher if isinstance(publisher, list) else [publisher])]
            if node.get("@type") in ("Organization", "NewsMediaOrganization", "WebSite"):
                holders.append(node)
            found += [name for holder in holders if isinstance(holder, dict) for name in jsonld.strings(holder.get("name"))]
        for name in dict.fromkeys(clean(name) for name in found):
            if 2 <= len(name) <= LONGEST_NAME and "http" not in name and "@" not in name:
                counted[name] += 1
    for piece in _pieces(seen.text)[-1:]:
        counted[piece] += 0
    titles = [_pieces(one.decoded.text) for one in seen.specimens]
    if len(titles) >= FEW:
        # What every article has in its title is nobody's headline; the site's name stands last, after the section's.
        for piece in reversed(titles[0]):
            if all(piece in pieces for pieces in titles):
                counted[piece] += 1
    return [name for name, _ in counted.most_common()]


def _pieces(text: str) -> list[str]:
    """The parts of a page's title between bars and dashes that could be a name."""
    title = Document(text, "https://site.invalid/").title or "" if text else ""
    pieces = (piece.strip() for piece in re.split(r"\s+[-–—|»«:•·]\s+|\s*[|»«]\s*", title))
    return [piece for piece in pieces if 2 <= len(piece) <= LONGEST_NAME]


def _country(seen: Look, given: str | None) -> tuple[str, bool]:
    if given is not None:
        code = given.upper()
        if code not in COUNTRIES:
            raise SourceError(f"--country {given!r}: no country rasid knows a time zone for. Known: {', '.join(sorted(COUNTRIES))}.")
        return code, True
    votes: Counter[str] = Counter()
    for text, url in ((seen.text, seen.url), *((one.decoded.text, one.page.final_url) for one in seen.specimens)):
        if text:
            document = Document(text, url)
            # A mirror's pages name the publisher's own address.
            for address in (document.canonical, document.meta_first("og:url")):
                if address and (told := of_host(urlsplit(address).hostname or "")):
                    votes[told] += 1
            if guessed := guess_country(url, document, lay_out(document), jsonld.read(document)):
                votes[guessed] += 1
    for code, _ in votes.most_common():
        if code in COUNTRIES:
            return code, True
    dates = [one.article.published_at for one in seen.specimens if one.article.published_zone == "text"]
    offset = _usual_offset([date for date in dates if date is not None])
    if offset in OF_OFFSET and offset != 0:
        return OF_OFFSET[offset], False
    raise SourceError(
        f"{seen.url}: nothing on the site tells which country it is published from, and its zone and weekend follow from that."
        " Say it, for example --country EG."
    )


def _usual_offset(dates: Sequence[datetime]) -> int | None:
    offsets = Counter(int(offset.total_seconds() // 60) for date in dates if (offset := date.utcoffset()) is not None)
    return offsets.most_common(1)[0][0] if offsets else None

"""From what was seen to a proposal: the values of a seed, and why each was chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from rasid.arabic.dates.lexicon import GREGORIAN
from rasid.arabic.script import clean, fold
from rasid.discover.listing import parse
from rasid.errors import RasidError, SourceError
from rasid.extract import extract
from rasid.extract.repeated import of_a_few, without_repeated
from rasid.model import Section, Source, Words
from rasid.probe.identity import Identity
from rasid.probe.look import Look, Specimen
from rasid.probe.rhythm import PublishingRate, rhythm_of
from rasid.probe.selectors import helpful_selectors
from rasid.urls import canonical_url, same_site

OTHER_SECTIONS = 8
LINE = 80
"""Characters shown of a line that the articles repeat."""
HIJRI_SIGN = re.compile(r"هـ|(?:^|\s)(?:محرم|صفر|ربيع|جمادى|رجب|شعبان|رمضان|شوال|ذو ?القعدة|ذو ?الحجة)(?:\s|$)")
RELATIVE = re.compile(r"منذ|قبل|أمس|اليوم")
NO_SECTION = re.compile(
    r"من نحن|اتصل|تواصل|الخصوصية|شروط|تسجيل|دخول|المزيد|الرئيسية|أعلن|اشترك|بحث|RSS|English|(?i:about|contact|login|privacy)"
)
UTF_8 = ("utf-8", "utf8", "ascii", "utf-8-sig")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A seed that could be written, and what a person should know about it."""

    source: Source
    identity: Identity
    rhythm: PublishingRate
    dates: str
    """How the site writes its dates, in words."""
    others: tuple[tuple[str, str], ...] = ()
    """(name, address) of further sections in its menu."""
    other_feeds: tuple[str, ...] = ()
    signed: int = 0
    """Of the articles read, how many name an author."""
    remarks: tuple[str, ...] = ()
    specimens: tuple[Specimen, ...] = field(default=(), repr=False)


def propose(seen: Look, identity: Identity, *, now: datetime, allow_private: bool, shown_private: bool) -> Proposal:
    """The seed the look suggests. ``allow_private`` is written into it only where ``shown_private`` says the site lies on a private address.

    Raises SourceError when the articles are not in Arabic.
    """
    _refuse_other_languages(seen)
    private = allow_private and shown_private
    encodings = Counter(one.decoded.encoding for one in seen.specimens)
    usual, times = encodings.most_common(1)[0]
    section = Section(
        id=_section_id(seen.url),
        name=_section_name(seen),
        url=seen.url,
        feeds=tuple(feed.url for feed in seen.feeds),
        sitemaps=tuple(sitemap.url for sitemap in seen.sitemaps),
        max_pages=_pages(seen),
    )
    source = Source(
        id=identity.id,
        name=Words(ar=identity.name_ar, en=identity.name_en),
        home=seen.home,
        country=identity.country,
        timezone=identity.timezone,
        sections=(section,),
        encoding=usual if usual.lower() not in UTF_8 and times == len(seen.specimens) else None,
        min_delay_seconds=0.0 if private else 1.0,
        allow_private=private,
    )
    source = replace(source, selectors=helpful_selectors(seen.specimens, source, now=now))
    specimens, repeated = shorn(read_again(seen.specimens, source, now=now), now)
    rhythm = rhythm_of(dates_seen(seen, specimens), now, shown=max(len(seen.listing.links), 1))
    source = replace(
        source, every_minutes=rhythm.every_minutes, max_age_days=rhythm.max_age_days, fresh_within_hours=rhythm.fresh_within_hours
    )
    return Proposal(
        source=source,
        identity=identity,
        rhythm=rhythm,
        dates=date_family(specimens),
        others=_menu(seen),
        other_feeds=tuple(seen.other_feeds),
        signed=sum(bool(one.article.authors) for one in specimens),
        remarks=tuple(dict.fromkeys((*repeated, *seen.remarks))),
        specimens=specimens,
    )


def shorn(specimens: Sequence[Specimen], now: datetime) -> tuple[tuple[Specimen, ...], tuple[str, ...]]:
    """The articles as visits will come to read them, without what they all repeat; and a remark on each line that went. Golden pages are read whole."""
    table = of_a_few([one.article for one in specimens], now)
    less = tuple(replace(one, article=without_repeated(one.article, table, now)) for one in specimens)
    lines = Counter(text for one in less for _, text in one.article.repeated)
    remarks = [
        f"{count} of {len(less)} articles hold the line «{text[:LINE]}»: visits leave it out of bodies once eight articles of two days have shown it."
        for text, count in lines.most_common()
    ]
    return less, tuple(remarks)


def read_again(specimens: Sequence[Specimen], source: Source, *, now: datetime) -> tuple[Specimen, ...]:
    """The articles as a visit will read them: in the source's zone, by its selectors. What no longer reads stays as it was."""
    again = []
    for one in specimens:
        try:
            again.append(replace(one, article=extract(one.decoded, one.page.final_url, now=now, source=source)))
        except RasidError:
            again.append(one)
    return tuple(again)


def _pages(seen: Look) -> int:
    """No page where a browser would be needed to see one, a second page where nothing but the listing speaks."""
    told = bool(seen.feeds or seen.sitemaps)
    if told and not seen.listing.links:
        return 0
    return 2 if seen.listing.more and not told else 1


def date_family(specimens: Sequence[Specimen]) -> str:
    """``Levant and Iraq month names; machine-readable stamps`` … in the order of how often they were met."""
    said: Counter[str] = Counter()
    for one in specimens:
        for candidate in one.article.candidates.get("published_at", ()):
            said.update(_families(str(candidate.raw or "")))
    return "; ".join(name for name, _ in said.most_common(4)) or "none was read"


def _families(raw: str) -> set[str]:
    folded = fold(raw)
    if re.match(r"^\d{4}-\d\d-\d\dT", raw):
        return {"machine-readable stamps"}
    if HIJRI_SIGN.search(raw):
        return {"Hijri dates"}
    found = {
        family
        for family, months in GREGORIAN.items()
        if any(fold(name) in folded.split() for names in months for name in names) and family not in ("English", "French")
    }
    if found:
        # A name that several families share (نوفمبر) tells them not apart.
        return {f"month names of {' or '.join(family for family in GREGORIAN if family in found)}"}
    if RELATIVE.search(raw):
        return {"relative times («منذ ساعتين»)"}
    return {"numbers"} if re.search(r"\d", raw) else set()


def dates_seen(seen: Look, specimens: Sequence[Specimen]) -> list[datetime]:
    """What feed, sitemap or listing say, else what the articles say."""
    told = [link.published_at for link in seen.links if link.published_at is not None]
    return told if len(told) >= 4 else [one.article.published_at for one in specimens if one.article.published_at is not None]


def _refuse_other_languages(seen: Look) -> None:
    languages = Counter(one.article.language for one in seen.specimens if one.article.language)
    if languages and "ar" not in languages:
        code = languages.most_common(1)[0][0]
        raise SourceError(
            f"{seen.url}: its articles are in another language ({code}), and rasid's rules are about Arabic. Give the address of the site's Arabic edition."
        )


def _section_id(url: str) -> str:
    parts = [part for part in re.split(r"[^a-z0-9]+", urlsplit(url).path.lower()) if part]
    return "-".join(parts)[:40].strip("-") or "news"


def _section_name(seen: Look) -> Words:
    """The page's heading, or its name in the site's menu; «الأخبار» where neither says one."""
    english = _section_id(seen.url).replace("-", " ").capitalize()
    if seen.text and urlsplit(seen.url).path.strip("/"):
        soup = parse(seen.text)
        own = canonical_url(seen.url)
        for anchor in soup.find_all("a", href=True):
            label = clean(anchor.get_text(" "))
            if 2 <= len(label) <= 30 and canonical_url(str(anchor["href"]), seen.url) == own:
                return Words(ar=label, en=english)
        heading = soup.find("h1")
        if heading is not None and 2 <= len(label := clean(heading.get_text(" "))) <= 40:
            return Words(ar=label, en=english)
    return Words(ar="الأخبار", en=english)


def _menu(seen: Look) -> tuple[tuple[str, str], ...]:
    """Short links of the menu that lead to pages like sections."""
    if not seen.text:
        return ()
    articles = {link.url for link in seen.links}
    found: dict[str, str] = {}
    for anchor in parse(seen.text).select("nav a[href], header a[href], [class*=menu] a[href]"):
        address = canonical_url(str(anchor["href"]), seen.url)
        label = clean(anchor.get_text(" "))
        path = urlsplit(address).path.strip("/") if address else ""
        if (
            path
            and 2 <= len(label) <= 25
            and path.count("/") <= 1
            and not urlsplit(address).query
            and not NO_SECTION.search(label)
            and address not in articles
            and address != canonical_url(seen.url)
            and same_site(address, seen.home)
        ):
            found.setdefault(address, label)
    return tuple((label, address) for address, label in found.items())[:OTHER_SECTIONS]

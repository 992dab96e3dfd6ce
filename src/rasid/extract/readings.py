"""Every date a page gives for its article: where it stands, what it is called, what it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from rasid.arabic.dates import ParsedDate, find_dates, parse_date
from rasid.extract.body import Body
from rasid.extract.document import Document, text_of
from rasid.extract.furniture import is_date_line
from rasid.extract.jsonld import Node, strings
from rasid.extract.layout import Block, Box, Layout
from rasid.extract.matching import plain
from rasid.model import Origin

PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date", "publish_date",
    "published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "dc.date.created", "cxenseparse:recs:publishtime", "article.published",
    "article_date_original", "originalpublicationdate", "rnews:datepublished", "datecreated", "date", "og:pubdate", "cse_date", "published_at", "article:create_time",
)  # fmt: skip
MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified", "article:modified", "modified_time", "revised",
    "rnews:datemodified", "updated_time", "moddate",
)  # fmt: skip
_MODIFIED_WORDS = re.compile(
    "|".join(
        plain(word) for word in ("تحديث", "محدث", "تعديل", "معدل", "تم التحديث", "حدث في", "عدل في", "updated", "modified", "last update")
    )
)
_MODIFIED_NAME = re.compile(r"^(?!.*(?:publish|entry-date|post-date)).*(?:updat|modif|tahdith)", re.IGNORECASE | re.DOTALL)
"""WordPress dates wear «entry-date published updated» together: then it is the publication's."""
_COULD_BE_DATED = re.compile(r"[12١٢۱۲]\d{3}|\d\s*[/.:\-]\s*\d|\d\s+\w{3}|منذ|قبل|أمس|امس|اليوم|الآن")
_ALL_COLONS = re.compile(r"\b([12]\d{3}):(\d\d):(\d\d)[.\s](?=\d\d:\d\d)")
"""«2026:03:09.18:40:22»"""
_ISO = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3}|\.\d{6})?(?:Z|[+-]\d\d:?\d\d)$")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
_URL_DATES = (
    re.compile(r"/(?P<y>(?:19|20)\d\d)[/_-](?P<m>\d{1,2})[/_-](?P<d>\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"/(?P<y>20\d\d)/[a-z_-]+/(?P<m>\d{1,2})/(?P<d>\d{1,2})/"),
    re.compile(r"[/_-](?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=\d*[/_.-]|\d{0,12}$)"),
    re.compile(r"[/_-](?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?=\D|$)"),
)
_FOREIGN = frozenset({"related", "comments", "sidebar", "nav", "footer", "promo", "ads", "header"})
_ISSUE = re.compile(rf"(?<!\w){plain('العدد')}\W{{0,3}}[\d٠-٩]")
SHORTEST_STORY = 20
"""Characters of a link under the text from which it leads to another story; shorter ones name the section or the writer."""
MOST_OVER = 60
"""Blocks over the headline that are searched for the issue's strip."""
_RELATIVE = re.compile(r"\W*(?:منذ|قبل|[أا]مس|اليوم|الآن|الان|البارحة|غدا)")
LONGEST_ROUND_RELATIVE = 40
"""Characters beside «منذ ساعتين» in a line that tells when a story appeared."""
MOST_VISIBLE = 14
"""Blocks near headline and body that are read for a date."""


@dataclass(slots=True)
class Reading:
    """One date as written in one place. ``role`` is ``published`` or ``modified``."""

    role: str
    origin: Origin
    raw: str
    date: ParsedDate


@dataclass(frozen=True, slots=True)
class Clock:
    """What is needed to read a wall clock: the time of the visit, and the source's zone or the country's."""

    now: datetime
    country: str | None = None
    zone: str | None = None
    known: dict[str, ParsedDate | None] = field(default_factory=dict, compare=False, repr=False)
    """Stamps read before: a page repeats the same one in many places."""

    def read(self, text: str) -> ParsedDate | None:
        text = text.strip()
        if text in self.known:
            return self.known[text]
        self.known[text] = date = self._read(text)
        return date

    def _read(self, text: str) -> ParsedDate | None:
        if _EPOCH.match(text):
            moment = datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)
            return ParsedDate(moment, "second", "gregorian", "text", 0.9, (), text)
        if not 4 <= len(text) <= 300:
            return None
        if _ISO.match(text):  # read by parse_date too, at forty times the cost, and most stamps are of this form
            try:
                return ParsedDate(datetime.fromisoformat(text), "second", "gregorian", "text", 1.0, (), text)
            except ValueError:
                pass
        return parse_date(text, now=self.now, country=self.country, tz=self.zone)


def all_readings(
    document: Document, layout: Layout, body: Body, node: Node | None, headline: Block | None, clock: Clock, selectors: dict[str, str]
) -> tuple[list[Reading], list[str]]:
    """(readings in the documented order of origins, texts that should have been a date and could not be read)."""
    found: list[Reading] = []
    unread: list[str] = []

    def add(role: str, origin: Origin, raw: str) -> None:
        date = clock.read(raw)
        if date is None:
            unread.append(raw[:120])
        elif all((other.role, other.origin, other.raw) != (role, origin, raw) for other in found):
            found.append(Reading(role, origin, raw, date))

    for role in ("published", "modified"):
        if selector := selectors.get(role):
            for element in document.select(selector)[:2]:
                add(role, Origin.SELECTOR, element.attributes.get("datetime") or element.attributes.get("content") or text_of(element))
    if node is not None:
        for role, names in (("published", ("datePublished", "dateCreated", "uploadDate")), ("modified", ("dateModified",))):
            for name in names:
                if texts := list(strings(node.get(name))):
                    add(role, Origin.JSON_LD, texts[0])
                    break
    for role, meta_names in (("published", PUBLISHED_META), ("modified", MODIFIED_META)):
        for name in meta_names:
            for text in document.meta.get(name, ())[:1]:
                if any(map(str.isdigit, text)):
                    add(role, Origin.MICRODATA if name in ("datepublished", "datemodified", "datecreated") else Origin.META, text)
    home = _article_box(layout, body, headline)
    for role, prop in (("published", "datepublished"), ("published", "datecreated"), ("modified", "datemodified")):
        for box in layout.props(prop)[:3]:
            if home is not None and box.is_in(home) and _own(box):
                text = box.get("content") or box.get("datetime") or text_of(box.element)
                if text.strip():
                    add(role, Origin.MICRODATA, text)
                break
    for role, origin, text, above in _visible(layout, body, headline, home):
        if origin is Origin.TIME:
            add(role, origin, text)
            continue
        matches = find_dates(text, now=clock.now, country=clock.country, tz=clock.zone)[:3]
        only = matches[0].date if len(matches) == 1 and len(text) <= 90 and not above else None
        whole = clock.read(text) if only is not None and only.precision == "day" and text.count(":") else None
        if whole is not None and only is not None and whole.precision != "day" and whole.at.date() == only.at.date():
            # a label stands between day and time: «الأربعاء 28 آب 2013، آخر تحديث 14:00»
            called = "modified" if role == "modified" or _MODIFIED_WORDS.search(plain(text[: matches[0].start])) else "published"
            found.append(Reading(called, Origin.TEXT, text, whole))
            continue
        if not above and len(matches) == 1 and matches[0].date is None and text.count(":") == 1 and is_date_line(text):
            unread.append(text)  # «20 تشرين الثاني 17:25»: a day and an hour of no year
        for match in matches:
            if len(text) - len(match.text) > LONGEST_ROUND_RELATIVE and _RELATIVE.match(match.text):
                continue  # «… إلا قبل ثلاثة أيام»: told in a sentence
            if match.date is not None and match.date.precision not in ("month", "year") and not (above and _is_today(match.date, clock)):
                called = (
                    "modified"
                    if role == "modified" or _MODIFIED_WORDS.search(plain(text[max(0, match.start - 25) : match.start]))
                    else "published"
                )
                found.append(Reading(called, Origin.TEXT, match.text, match.date))
    if not any(reading.role == "published" and reading.date.precision in ("second", "minute") for reading in found):
        for element in document.tree.css("abbr.published[title]")[:1]:
            add("published", Origin.MICRODATA, element.attributes.get("title") or "")
    found.extend(_from_url(document.url, clock))
    if not any(reading.role == "published" for reading in found):
        found.extend(_from_issue(layout, headline, clock))
    return found, unread


def _article_box(layout: Layout, body: Body, headline: Block | None) -> Box | None:
    """The smallest box that holds both headline and trunk."""
    box = body.trunk or (headline.box if headline is not None else None)
    if headline is None:  # an article that lost it still has its container
        around = box
        while around is not None and around.tag not in ("article", "main"):
            around = around.parent
        return around or (box.parent if box is not None and box.parent is not None else box)
    while box is not None and headline is not None and not box.holds(headline.index) and box.parent is not None:
        box = box.parent
    return box


def _own(box: Box) -> bool:
    return all(mark.kind not in _FOREIGN for mark in box.marked)


def _visible(layout: Layout, body: Body, headline: Block | None, home: Box | None) -> Iterator[tuple[str, Origin, str, bool]]:
    """(role, origin, text, whether it stands over the headline unmarked) of short texts with a date round headline and body; ``time`` elements
    with their machine reading first."""
    if home is None:
        return
    kept = {block.index for block in body.blocks}
    first = max(home.first, headline.index - 8) if headline is not None else home.first
    opening = body.blocks[0].index if body.blocks else (headline.index if headline is not None else home.first)
    closing = body.blocks[-1].index if body.blocks else opening
    count, label = 0, ""
    passed: Block | None = None
    for block in layout.blocks[max(first, 0) : closing + 9]:
        if block.index > closing:
            if _leads_on(block) or (passed is not None and _over_a_story(block, layout, passed)):
                return  # below the body stand other stories, with their dates
            passed = block if block.link_only else passed
        if block.index > closing and count and not _MODIFIED_WORDS.search(plain(block.text[:60])):
            continue
        near = block.index <= opening + 2 or block.index >= closing or "meta" in block.marks
        if (
            not near
            or not home.holds(block.index)
            or (block.index in kept and len(block.text) > 90)
            or not _FOREIGN.isdisjoint(block.marks)
        ):
            label = ""
            continue
        text = block.text
        if len(text) > 160 or block is headline or text.startswith(("https://", "http://")):
            label = ""
            continue
        if text.count(":") >= 4:
            text = _ALL_COLONS.sub(r"\1-\2-\3 ", text)
        if (block.link_only and "meta" not in block.marks) or not _COULD_BE_DATED.search(text):
            label = text if len(text) <= 30 else ""
            continue
        stamp = block.box.get("datetime") if block.box.tag == "time" else None
        role = "modified" if _MODIFIED_NAME.search(block.box.name) or _MODIFIED_WORDS.search(plain(label)) else "published"
        if stamp and role == "published" and _MODIFIED_WORDS.search(plain(text)):
            role = "modified"
        above = headline is not None and block.index < headline.index and (home.tag == "body" or "meta" not in block.marks)
        if stamp and stamp.strip():
            yield role, Origin.TIME, stamp, above
        yield role, Origin.TEXT, text, above
        label = ""
        count += block.index not in kept  # «منذ مساء أمس» in the first sentence does not date the page
        if count >= MOST_VISIBLE:
            return


def _leads_on(block: Block) -> bool:
    return block.heading or (block.link_only and len(block.text) >= SHORTEST_STORY)


def _over_a_story(block: Block, layout: Layout, passed: Block) -> bool:
    """Whether the block, or the next in a box with it that the link ``passed`` before is not in, leads to another story."""
    if block.linked >= SHORTEST_STORY:
        return True
    following = next(iter(layout.blocks[block.index + 1 : block.index + 2]), None)
    if following is None or not _leads_on(following):
        return False
    box = block.box
    while not box.holds(following.index) and box.parent is not None:
        box = box.parent
    return not box.holds(passed.index)


def _from_issue(layout: Layout, headline: Block | None, clock: Clock) -> Iterator[Reading]:
    """The day of the printed issue a story stands in, from the strip over it («العدد 412 | الإثنين 9 آذار 2026»); not the day of the visit."""
    for block in layout.blocks[: min(headline.index, MOST_OVER) if headline is not None else 0]:
        if len(block.text) <= 120 and _ISSUE.search(plain(block.text)):
            for match in find_dates(block.text, now=clock.now, country=clock.country, tz=clock.zone)[:1]:
                if match.date is not None and match.date.precision not in ("month", "year") and not _is_today(match.date, clock):
                    yield Reading("published", Origin.TEXT, match.text, match.date)
            return


def _is_today(date: ParsedDate, clock: Clock) -> bool:
    """A header's widget shows the day of the visit; as a publication date that would be a guess."""
    today = {
        clock.now.astimezone(UTC).date(),
        (clock.now.astimezone(UTC) + timedelta(hours=4)).date(),
    }  # Arab clocks are 0 to 4 hours ahead
    return date.precision == "day" and date.at.date() in today


def _from_url(url: str, clock: Clock) -> Iterator[Reading]:
    """The day in the address, if it has one: the last resort, and a witness."""
    path = unquote(urlsplit(url).path)[:400]
    for pattern in _URL_DATES:
        if match := pattern.search(path):
            raw = f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
            date = clock.read(raw)
            if date is not None and date.at <= clock.now.replace(year=clock.now.year + 1, day=1):
                yield Reading("published", Origin.URL, raw, date)
            return

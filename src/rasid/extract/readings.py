"""Every date a page gives for its article: where it stands, what it is called, what it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from rasid.arabic.dates import FoundDate, ParsedDate, find_dates, parse_date
from rasid.extract.body import Body
from rasid.extract.dateline import MODIFIED_WORDS, Shown, shown_lines, stands_apart
from rasid.extract.document import Document, text_of
from rasid.extract.furniture import is_date_line
from rasid.extract.jsonld import Node, origin_of, stamps
from rasid.extract.layout import Block, Box, Layout
from rasid.extract.matching import plain
from rasid.model import Origin
from rasid.urls import canonical_url, identity_key

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

PUBLISHED_META = """
    articlepublishedtime ogarticlepublishedtime articlepublished ogpublishedtime datepublished pubdate publishdate publishedtime parselypubdate
    sailthrudate dcdateissued dctermscreated dcdate dctermsdate dcdatecreated cxenseparserecspublishtime articledateoriginal originalpublicationdate
    rnewsdatepublished datecreated date ogpubdate csedate publishedat articlecreatetime
""".split()  # noqa: SIM905
MODIFIED_META = """
    articlemodifiedtime ogarticlemodifiedtime ogupdatedtime datemodified lastmod lastmodified dctermsmodified dcdatemodified articlemodified modifiedtime
    revised rnewsdatemodified updatedtime moddate
""".split()  # noqa: SIM905
"""Letters of names, what parts them left out: «article:published_time» is met as «article:published:time» and «article-published-time» too."""
_NOT_LETTERS = re.compile(r"[^a-z]")
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
_CLOCK_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
INFERRED = 0.7
"""Confidence in a day whose year was inferred: below what any written year has."""
MOST_OVER = 60
"""Blocks over the headline that are searched for the issue's strip."""
_RELATIVE = re.compile(r"\W*(?:منذ|قبل|[أا]مس|اليوم|الآن|الان|البارحة|غدا)")
LINES_OVER = 3
"""Blocks over a text without a headline among which its date may stand."""
LONGEST_ROUND_RELATIVE = 40
"""Characters beside «منذ ساعتين» in a line that tells when a story appeared."""


@dataclass(slots=True)
class DateReading:
    """One date as written in one place. ``role`` is ``published`` or ``modified``."""

    role: str
    origin: Origin
    raw: str
    date: ParsedDate


@dataclass(frozen=True, slots=True)
class DateContext:
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


class Sources(NamedTuple):
    """Everything of a page a date is read from."""

    document: Document
    layout: Layout
    body: Body
    nodes: tuple[Node, ...]
    """The article's own node of structured data first, then the page's."""
    headline: Block | None
    clock: DateContext
    selectors: Mapping[str, str]


Raw = tuple[str, Origin, str]
"""(role, origin, text) of what should be a date."""


def all_readings(page: Sources) -> tuple[list[DateReading], list[str]]:
    """(readings in the documented order of origins, texts that should have been a date and could not be read)."""
    found: list[DateReading] = []
    unread: list[str] = []
    for reader in (_selected, _linked, _meta, _microdata, _rdfa):
        for role, origin, raw in reader(page):
            date = page.clock.read(raw)
            if date is None:
                unread.append(raw[:120])
            elif all((other.role, other.origin, other.raw) != (role, origin, raw) for other in found):
                found.append(DateReading(role, origin, raw, date))
    _shown(page, found, unread)
    if not any(reading.role == "published" and reading.date.precision in ("second", "minute") for reading in found):
        for element in page.document.tree.css("abbr.published[title]")[:1]:
            raw = element.attributes.get("title") or ""
            if (date := page.clock.read(raw)) is not None:
                found.append(DateReading("published", Origin.MICRODATA, raw, date))
    found.extend(_from_url(page.document.url, page.clock))
    if not any(reading.role == "published" for reading in found):
        found.extend(_from_issue(page.layout, page.headline, page.clock))
    return found, unread


def _selected(page: Sources) -> Iterator[Raw]:
    for role in ("published", "modified"):
        if selector := page.selectors.get(role):
            for element in page.document.select(selector)[:2]:
                yield role, Origin.SELECTOR, element.attributes.get("datetime") or element.attributes.get("content") or text_of(element)


def _linked(page: Sources) -> Iterator[Raw]:
    """The first node that tells a date tells it: the article's before the page's."""
    for role, names in (("published", ("datePublished", "dateCreated", "uploadDate")), ("modified", ("dateModified",))):
        told = ((origin_of(node), text) for node in page.nodes for name in names for text in list(stamps(node.get(name)))[:1])
        for origin, text in islice(told, 1):
            yield role, origin, text


def _meta(page: Sources) -> Iterator[Raw]:
    told = {_NOT_LETTERS.sub("", name): texts for name, texts in page.document.meta.items()}
    for role, names in (("published", PUBLISHED_META), ("modified", MODIFIED_META)):
        for name in names:
            for text in told.get(name, ())[:1]:
                if any(map(str.isdigit, text)):
                    yield role, Origin.MICRODATA if name in ("datepublished", "datemodified", "datecreated") else Origin.META, text
    for title in (page.document.title or "", *page.document.meta.get("og:title", ())):  # «… | DW | 28.04.2023»
        _, sign, last = title.rpartition("|")
        if sign and is_date_line(last):
            yield "published", Origin.META, last.strip()
            return


def _microdata(page: Sources) -> Iterator[Raw]:
    home = _article_box(page.layout, page.body, page.headline)
    for role, prop in (("published", "datepublished"), ("published", "datecreated"), ("modified", "datemodified")):
        for box in page.layout.props(prop)[:3]:
            if home is not None and box.is_in(home) and _own(box):
                text = box.get("content") or box.get("datetime") or text_of(box.element)
                if text.strip():
                    yield role, Origin.MICRODATA, text
                break


_RDFA = {
    "published": frozenset(
        ["datepublished", "schema:datepublished", "dc:date", "dc:created", "dc:issued", "dcterms:created", "dcterms:issued", "dct:issued"]
    ),
    "modified": frozenset(["datemodified", "schema:datemodified", "dc:modified", "dcterms:modified"]),
}
_ASIDE = frozenset({"aside", "nav", "footer", "li"})


def _rdfa(page: Sources) -> Iterator[Raw]:
    """``property`` beside ``content``: schema.org's and Drupal 7's Dublin Core. Stamps of other stories stand in an element that names their address."""
    elements = page.document.tree.css("[property][content]")
    for role, names in _RDFA.items():
        for element in elements:
            attributes = element.attributes
            told = {name.rsplit("/", 1)[-1] for name in (attributes.get("property") or "").lower().split()}
            if element.tag != "meta" and not told.isdisjoint(names) and _names_this_page(element, page.document.url):
                yield role, Origin.MICRODATA, attributes.get("content") or ""
                break


def _names_this_page(element: LexborNode, url: str) -> bool:
    outer = element.parent
    while outer is not None:
        if outer.tag in _ASIDE:
            return False
        about = outer.attributes.get("about") or outer.attributes.get("resource")
        if about and not about.startswith("#") and (address := canonical_url(about, url)):
            return identity_key(address) == identity_key(canonical_url(url))
        outer = outer.parent
    return True


def _shown(page: Sources, found: list[DateReading], unread: list[str]) -> None:
    clock = page.clock
    for line in shown_lines(page.layout, page.body, page.headline, _article_box(page.layout, page.body, page.headline)):
        if line.origin is Origin.TIME:
            if (date := clock.read(line.text)) is None:
                unread.append(line.text[:120])
            else:
                found.append(DateReading(line.role, line.origin, line.text, date))
            continue
        matches = find_dates(line.text, now=clock.now, country=clock.country, tz=clock.zone)[:3]
        if (whole := _with_its_hour(line, matches, clock)) is not None:
            found.append(whole)
            continue
        for match in matches:
            if (date := match.date) is None:
                date = _without_year(line, match, clock)
                if date is None and len(matches) == 1 and not line.above and line.text.count(":") == 1 and is_date_line(line.text):
                    unread.append(line.text)
            if date is None or date.precision in ("month", "year") or (line.above and _is_today(date, clock)):
                continue
            if len(line.text) - len(match.text) > LONGEST_ROUND_RELATIVE and _RELATIVE.match(match.text):
                continue  # «… إلا قبل ثلاثة أيام»: told in a sentence
            if stands_apart(line, match):
                called = MODIFIED_WORDS.search(plain(line.text[max(0, match.start - 25) : match.start]))
                found.append(DateReading("modified" if called else line.role, Origin.TEXT, match.text, date))


def _with_its_hour(line: Shown, matches: list[FoundDate], clock: DateContext) -> DateReading | None:
    """A label stands between day and time: «الأربعاء 28 آب 2013، آخر تحديث 14:00»."""
    only = matches[0].date if len(matches) == 1 and len(line.text) <= 90 and not line.above else None
    if only is None or only.precision != "day" or not line.text.count(":") or not stands_apart(line, matches[0]):
        return None
    whole = clock.read(line.text)
    if whole is None or whole.precision == "day" or whole.at.date() != only.at.date():
        return None
    changed = line.role == "modified" or MODIFIED_WORDS.search(plain(line.text[: matches[0].start]))
    return DateReading("modified" if changed else "published", Origin.TEXT, line.text, whole)


def _without_year(line: Shown, match: FoundDate, clock: DateContext) -> ParsedDate | None:
    """«20 تشرين الثاني 17:25» alone in its line: the latest such day that is not after the visit. A guess, and told as one."""
    if line.above or not is_date_line(line.text) or not any(map(str.isdigit, match.text)):
        return None
    for year in (clock.now.year, clock.now.year - 1):
        dated = parse_date(f"{_CLOCK_TIME.sub(' ', match.text)} {year}", now=clock.now, country=clock.country, tz=clock.zone)
        if dated is not None and dated.precision == "day" and dated.at <= clock.now + timedelta(hours=14):
            return replace(dated, warnings=(*dated.warnings, "year_inferred"), confidence=min(dated.confidence, INFERRED), raw=match.text)
    return None


def _article_box(layout: Layout, body: Body, headline: Block | None) -> Box | None:
    """The smallest box that holds both headline and trunk."""
    box = body.trunk or (headline.box if headline is not None else None)
    if headline is None:  # an article that lost it still has its container
        around = box
        while around is not None and around.tag not in ("article", "main"):
            around = around.parent
        opening = box.first if box is not None else 0
        while box is not None and box.parent is not None and box.first > opening - LINES_OVER:  # rows of a table stand over the text
            box = box.parent
        return around or box
    while box is not None and headline is not None and not box.holds(headline.index) and box.parent is not None:
        box = box.parent
    return box


def _own(box: Box) -> bool:
    return all(mark.kind not in _FOREIGN for mark in box.marked)


def _from_issue(layout: Layout, headline: Block | None, clock: DateContext) -> Iterator[DateReading]:
    """The day of the printed issue a story stands in, from the strip over it («العدد 412 | الإثنين 9 آذار 2026»); not the day of the visit."""
    for block in layout.blocks[: min(headline.index, MOST_OVER) if headline is not None else 0]:
        if len(block.text) <= 120 and _ISSUE.search(plain(block.text)):
            for match in find_dates(block.text, now=clock.now, country=clock.country, tz=clock.zone)[:1]:
                if match.date is not None and match.date.precision not in ("month", "year") and not _is_today(match.date, clock):
                    yield DateReading("published", Origin.TEXT, match.text, match.date)
            return


def _is_today(date: ParsedDate, clock: DateContext) -> bool:
    """A header's widget shows the day of the visit; as a publication date that would be a guess."""
    today = {
        clock.now.astimezone(UTC).date(),
        (clock.now.astimezone(UTC) + timedelta(hours=4)).date(),
    }  # Arab clocks are 0 to 4 hours ahead
    return date.precision == "day" and date.at.date() in today


def _from_url(url: str, clock: DateContext) -> Iterator[DateReading]:
    """The day in the address, if it has one: the last resort, and a witness."""
    path = unquote(urlsplit(url).path)[:400]
    for pattern in _URL_DATES:
        if match := pattern.search(path):
            raw = f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
            date = clock.read(raw)
            if date is not None and date.at <= clock.now.replace(year=clock.now.year + 1, day=1):
                yield DateReading("published", Origin.URL, raw, date)
            return

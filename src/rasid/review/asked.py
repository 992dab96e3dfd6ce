"""What a form asks for, checked here whatever the browser let through: known sources, articles and rules; lengths; choices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from rasid.errors import DeskError
from rasid.model import Source, WindowArticle
from rasid.review.guard import RequestRefused
from rasid.review.place import DeskContext
from rasid.store.desk.listing import ListedArticle, ListedFinding, listed_article

LONGEST = {"reason": 500, "why": 500, "text": 5_000, "name": 100, "term": 200, "preferred": 200, "exceptions": 5_000, "back": 2_000}
"""Characters of a field; the pages' own ``maxlength`` says the same."""
FARTHEST = timedelta(days=366)
"""The end of a decision or the day something is due lies no farther ahead."""


@dataclass(frozen=True, slots=True)
class Known:
    """An article of a source of ours: stored, or with findings on it."""

    source: Source
    url: str
    stored: WindowArticle | None
    listed: ListedArticle | None

    def finding(self, rule: str) -> ListedFinding | None:
        return next((row for row in self.listed.findings if row.finding.rule == rule), None) if self.listed is not None else None


def text_of(form: Mapping[str, str], name: str) -> str:
    """Refused (422) when it is longer than LONGEST says."""
    value = form.get(name, "")
    if len(value) > LONGEST[name]:
        raise RequestRefused(422, "too_long")
    return value


def choice(form: Mapping[str, str], name: str, allowed: Collection[str]) -> str:
    """Refused (422) for what is not among ``allowed``."""
    value = form.get(name, "")
    if value not in allowed:
        raise RequestRefused(422, "no_choice")
    return value


def known_source(place: DeskContext, source_id: str) -> Source:
    source = place.source(source_id)
    if source is None:
        raise RequestRefused(404, "no_source")
    return source


def known_article(place: DeskContext, source_id: str, url: str) -> Known:
    """Refused (404) for an address that rasid has not read as an article of that very source."""
    source = known_source(place, source_id)
    stored = place.ledger.articles.latest(source_id, url) if url else None
    found = listed_article(place.ledger, source_id, url, now=place.clock()) if url else None
    if stored is None and found is None:
        raise RequestRefused(404, "no_article")
    return Known(source, url, stored, found)


def known_rule(place: DeskContext, source: Source, rule: str) -> str:
    """Refused (422) for what is no rule in force for the source, and no line of the house style."""
    keys = {known.key for known in place.rules_of(source)} | {term.key for term in place.ledger.desk.style.terms()}
    if rule not in keys:
        raise RequestRefused(422, "no_rule")
    return rule


def open_finding(place: DeskContext, known: Known, rule: str, states: Collection[str]) -> ListedFinding:
    """The finding of ``rule`` that stands on the article. Refused (422) for no rule, DeskError (409) when nothing of it is open any more."""
    row = known.finding(rule)
    if row is None:
        known_rule(place, known.source, rule)
    if row is None or row.state not in states:
        raise DeskError("the finding is not there any more. Reload the page.", key="gone")
    return row


def until_of(form: Mapping[str, str], place: DeskContext, source_id: str, name: str = "until") -> datetime | None:
    """The end of the chosen day in the source's zone; None for «without end». Raises DeskError for what is no date to come."""
    chosen = form.get(name, "").strip()
    if not chosen:
        return None
    source = place.source(source_id)
    zone = ZoneInfo(source.timezone) if source else ZoneInfo("UTC")
    now = place.clock()
    try:
        days = int(chosen[:-1]) if chosen.endswith("d") and chosen[:-1].isdigit() and len(chosen) < 6 else None
        at = now + timedelta(days=days) if days is not None else datetime.combine(datetime.fromisoformat(chosen).date(), time.max, zone)
    except (ValueError, OverflowError):
        raise DeskError(f"{chosen!r} is no date. Choose a day.", key="past") from None
    if not now < at <= now + FARTHEST:
        raise DeskError(f"{chosen!r} is past, or more than a year away. Choose a day to come.", key="past")
    return at

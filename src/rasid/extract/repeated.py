"""What a site repeats is the site's: lines that stand on most of a source's articles (promotions, "follow us", a box about the author) leave the body.

One page cannot tell such a line from a sentence of the newsroom's; many pages can. :func:`learnt` counts, :func:`without_repeated` takes out. Both are
pure; the ledger keeps the table between visits (``rasid.store.repeats``). A paragraph lost is worse than a line of furniture kept, so what is
recurrent is necessary and never enough: see :func:`_removable`.

Counted on 2,800 articles of seventeen Arabic houses in public research sets: apart from an agency's closing mark no line of a newsroom stands on more than one
article in nine of its house, and no full sentence on more than one in forty; the promotions that were left in those bodies stand on one in four.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rasid.arabic.dates import find_dates
from rasid.arabic.script import FUNCTION_WORDS, ends_sentence, fold
from rasid.extract.credits import is_agency, only_agencies
from rasid.extract.matching import key
from rasid.model import Article
from rasid.model.repeats import Repeated, RepeatedBlock, Repetition, Taught

LEAST_ARTICLES, LEAST_DAYS = 8, 2
"""Fewer articles than that may be one story's, and the articles of one day one campaign's or one template's test."""
MOST, NEARLY_ALL = 0.5, 0.8
"""Share of the articles since a block was first met, above which (from which on) it stands there. Four times what any line of a newsroom's was counted at."""
LOSES = 0.7
"""Of those shares, below which a standing is lost again: a share that lies at the bound must not change it from visit to visit."""
MOST_OF_A_BODY = 0.3
"""Share of a body's characters. What repeats more than that is a copy, a live blog that grows, a form: nothing is taken out of it or learnt from it."""
LONGEST = 300
"""Characters of a block. A box about an author measures 100 to 250; what is longer is a text."""
SHORTEST = 4
"""Letters."""
ENDS = 12
"""Paragraphs at either end that are looked at as an end."""
SIGN_OFF = 3
"""Words: «بالهناء والشفاء», «وللحديث بقية» are how a newsroom closes, like «برج الحمل» and «المقادير» are how it begins."""
ABOUT_IT = 0.5
"""Share of its telling words that the rest of the article uses, from which on a block speaks of what the article speaks of."""
FORGOTTEN = timedelta(days=60)
"""After so long unseen a block is no longer kept: pages are stored for thirty days unless told otherwise, and are read by the standing of their time."""
SAMPLE = 120
"""Characters shown to people."""

_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:٫]\d{2}(?!\d)")
_LETTERS_ALONE = re.compile(r"^\W*(?:[^\W\d_]{1,2}[\W_]*){1,6}$")
"""«(أ ف ب)», «م.ع/خ.ر»: an agency's letters, or those of who edited it."""
_BRACKETED = re.compile(r"^[\W_]*[(\[«][^()\[\]«»]{1,40}[)\]»][\W_]*$")
_SOURCE_LINE = re.compile(r"^(?:(?:ال)?(?:مصدر|مصادر|وكالات)|نقلا عن|ترجمه|تحرير|انتهي|يتبع|sources?|agencies)\b")
"""In the form of :func:`rasid.extract.matching.key`."""
_REACHES = re.compile(
    r"\b(?:و?(?:تابع|تابعنا|تابعونا|تابعوا|تابعونا|شارك|شاركوا|شاركونا|اشترك|اشتركوا|انضم|انضموا|حمل|حملوا|سجل|سجلوا|ارسل)|(?:لل?|ب|ال)?(?:تطبيق|قنات|صفحت|حساب|حسابات|نشرت|موقع|مجموعت)(?:نا|كم)|واتس ?اب|تليغرام|تيليغرام|"
    r"تلغرام|تليجرام|تيليجرام|فيس ?بوك|تويتر|انستغرام|انستجرام|يوتيوب|تيك توك|سناب شات|لينكد ان|(?:غوغل|جوجل) نيوز|whatsapp|telegram|facebook|twitter|instagram|youtube|tiktok|follow|subscribe|share|download)\b"
)
"""A line that leads readers to where else the site is. Weak by itself, for news speaks of these too; what repeats and says it is no text. In that form too."""
LONGEST_CREDIT = 60
_PREFIX = re.compile(r"^(?:[وفبلك]?ال|لل|[وفبلك](?=[^\W\d_]{4}))")
_TELLING = 4
"""Letters from which on a word that is no function word tells what a text is about."""
_FUNCTION = frozenset(map(fold, FUNCTION_WORDS))


def fingerprint(text: str) -> bytes:
    """16 bytes that two blocks have in common which say the same words; figures count, so the rates of two days differ."""
    return hashlib.sha256(key(text).encode("utf-8", "surrogatepass")).digest()[:16]


def is_block(text: str) -> bool:
    """Short enough to be furniture, and more than a sign."""
    return len(text) <= LONGEST and sum(map(str.isalpha, text[: 4 * SHORTEST])) >= SHORTEST


def learnt(table: Repeated, read: Iterable[Taught], at: datetime) -> Repeated:
    """The table after ``read``, the articles of the last days (see ``rasid.store.repeats``) and of the visit that began ``at``.

    Counted anew each time, so nothing is counted twice and what is gone loses its standing by itself; only what changed its standing is remembered with its
    moment. An article more than :data:`MOST_OF_A_BODY` of which stands on others too teaches nothing.
    """
    given = [one for one in read if one.paragraphs and (table.since is None or one.first_seen_at > table.since)]
    blocks = _counted(given)
    found: dict[bytes, RepeatedBlock] = {}
    for mark, block in table.blocks.items():
        now = blocks.pop(mark, None)
        if now is None:
            # Counted among what was read since: how many articles could have held it and did not.
            of = sum(one.first_seen_at > block.last_seen_at for one in given)
            now = replace(block, articles=0, of=of, days=0)
        moved = replace(
            block,
            articles=now.articles,
            of=now.of,
            days=now.days,
            first_seen_at=min(block.first_seen_at, now.first_seen_at),
            last_seen_at=max(block.last_seen_at, now.last_seen_at),
            changes=_changes(block.changes, now, at),
        )
        if moved.kept_at is not None or moved.last_seen_at >= at - FORGOTTEN:
            found[mark] = moved
    for mark, block in blocks.items():
        if changes := _changes((), block, at):
            found[mark] = replace(block, changes=changes)
    return replace(table, blocks=found)


def of_a_few(articles: Sequence[Article], at: datetime) -> Repeated:
    """What a handful of articles read at one moment let expect: blocks on all of at least four, or on all but one of five. For a first look at a site only; visits
    want more evidence."""
    taught = [Taught(article.body, at) for article in articles if article.body]
    least = max(4, len(taught) - 1)
    found = {mark: block for mark, block in _counted(taught).items() if block.articles >= least}
    return Repeated({mark: replace(block, changes=((at, Repetition.NEARLY_ALL),)) for mark, block in found.items()})


def _counted(read: Sequence[Taught]) -> dict[bytes, RepeatedBlock]:
    """What stands on several of the articles that teach."""
    marked = [({fingerprint(text): text for text in one.paragraphs if is_block(text)}, one) for one in read]
    everywhere = Counter(mark for marks, _ in marked for mark in marks)
    teaching = []
    for marks, one in marked:
        shared = sum(len(text) for mark, text in marks.items() if everywhere[mark] > 1)
        if shared <= MOST_OF_A_BODY * sum(map(len, one.paragraphs)):
            teaching.append((marks, one))
    held: dict[bytes, list[tuple[datetime, str]]] = {}
    for marks, one in teaching:
        for mark, text in marks.items():
            if everywhere[mark] > 1:
                held.setdefault(mark, []).append((one.first_seen_at, text))
    found = {}
    for mark, seen in held.items():
        first, last = min(seen)[0], max(seen)[0]
        found[mark] = RepeatedBlock(
            fingerprint=mark,
            sample=seen[0][1][:SAMPLE],
            articles=len(seen),
            of=sum(one.first_seen_at >= first for _, one in teaching),
            days=len({at.date() for at, _ in seen}),
            first_seen_at=first,
            last_seen_at=last,
        )
    return found


def _changes(before: tuple[tuple[datetime, Repetition], ...], now: RepeatedBlock, at: datetime) -> tuple[tuple[datetime, Repetition], ...]:
    """What stood before, and since ``at`` what stands now where that is another standing. Too few articles change nothing."""
    stood = before[-1][1] if before else Repetition.FEW
    if now.of < LEAST_ARTICLES or (stood is Repetition.FEW and (now.articles < LEAST_ARTICLES or now.days < LEAST_DAYS)):
        return before
    share = now.articles / now.of
    stands = Repetition.NEARLY_ALL if share >= NEARLY_ALL else Repetition.MOST if share > MOST else Repetition.FEW
    if stands < stood:
        held = Repetition.NEARLY_ALL if share >= NEARLY_ALL * LOSES else Repetition.MOST if share > MOST * LOSES else Repetition.FEW
        stands = max(stands, min(stood, held))
    return before if stands is stood else (*before, (at, stands))


def without_repeated(article: Article, table: Repeated, at: datetime) -> Article:
    """The article without what its site repeats, as that was known ``at`` the time of its page.

    Taken from the end of the body, where it stands on most articles; from the beginning and the middle only what leads readers elsewhere. What was taken out is in
    ``repeated`` with its place. Never more than :data:`MOST_OF_A_BODY`: then nothing is.
    """
    body = article.body
    standing = {place: stands for place, text in enumerate(body) if is_block(text) and (stands := table.standing(fingerprint(text), at))}
    if article.repeated or not standing:
        return article
    rest = _telling(" ".join(text for place, text in enumerate(body) if place not in standing))
    about = _Story(_telling(article.headline or ""), rest, article.agency)
    head = _edge(body, standing, range(min(len(body), ENDS)))
    tail = _edge(body, standing, range(len(body) - 1, max(-1, len(body) - 1 - ENDS), -1))
    gone = [
        place
        for place, stands in sorted(standing.items())
        if _removable(body[place], stands, about, in_tail=place in tail, in_head=place in head)
    ]
    if not gone or sum(len(body[place]) for place in gone) > MOST_OF_A_BODY * sum(map(len, body)):
        return article
    return replace(
        article,
        body=tuple(text for place, text in enumerate(body) if place not in gone),
        repeated=tuple((place, body[place]) for place in gone),
    )


def _edge(body: Sequence[str], standing: Mapping[int, Repetition], order: Iterable[int]) -> frozenset[int]:
    """The places from one end on that hold nothing but what repeats, and credits between it."""
    found = set()
    for place in order:
        if place not in standing and not is_credit(body[place], None):
            break
        found.add(place)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Story:
    """What an article is about: the telling words of its headline and of all that does not repeat, and the agency it comes from."""

    headline: frozenset[str]
    rest: frozenset[str]
    agency: str | None


def _removable(text: str, stands: Repetition, story: _Story, *, in_tail: bool, in_head: bool) -> bool:
    """Whether a block that repeats may go. Never a credit, a date, a word of the headline, or what speaks of what the rest of the article speaks of: a newsroom too
    closes story after story with the same sentence on how a war began. At the beginning and in the middle only a line that leads readers elsewhere: recipes, columns,
    horoscopes and live blogs begin with what they repeat."""
    if is_credit(text, story.agency) or _CLOCK.search(text) or find_dates(text, now=None):
        return False
    telling = _telling(text)
    if telling & story.headline or len(telling & story.rest) >= ABOUT_IT * max(1, len(telling)):
        return False
    reaches = _REACHES.search(key(text)) is not None
    nearly_all = stands is Repetition.NEARLY_ALL
    if in_tail:
        return nearly_all if ends_sentence(text) and not reaches else reaches or len(text.split()) > SIGN_OFF
    return reaches and (nearly_all or (in_head and not ends_sentence(text)))


def is_credit(text: str, agency: str | None) -> bool:
    """A short line that says where the text comes from or that it ends: «(أ ف ب)», «المصدر: وكالات», «انتهى»."""
    if len(text) > LONGEST_CREDIT:
        return False
    bare = text.strip(" .-–—/\\*()[]«»")
    if agency is not None and key(agency) in key(text):
        return True
    return bool(
        _LETTERS_ALONE.match(text) or _BRACKETED.match(text) or _SOURCE_LINE.match(key(text)) or is_agency(bare) or only_agencies(bare, ())
    )


def _telling(text: str) -> frozenset[str]:
    """Words that say what a text is about, without their prefixes."""
    found = (_PREFIX.sub("", word) for word in key(text).split() if word not in _FUNCTION)
    return frozenset(word for word in found if len(word) >= _TELLING)

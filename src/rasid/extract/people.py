"""Who wrote it: authors, the agency, and the place a report is datelined from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rasid.arabic.script import FUNCTION_WORDS, clean
from rasid.extract.body import Body
from rasid.extract.document import Document, text_of
from rasid.extract.furniture import opens_like_byline
from rasid.extract.jsonld import JsonLd, Node, strings
from rasid.extract.layout import Block, Box, Layout
from rasid.extract.matching import key, plain
from rasid.model import Candidate, Origin

AGENCIES = tuple(
    """رويترز|فرانس برس|أ ف ب|ا ف ب|أ.ف.ب|ا.ف.ب|أف ب|وكالة الصحافة الفرنسية|د ب أ|د.ب.أ|الألمانية|أسوشيتد برس|أسوشييتد برس|اسوشيتد برس|أ ب|أ.ب|الأناضول|سبوتنيك|نوفوستي|تاس|إنترفاكس|شينخوا|بلومبرغ|بلومبيرغ|إفي|أنسا|يونهاب|كيودو|
    وكالات|الوكالات|وكالة|أ ش أ|أ.ش.أ|ا ش ا|الشرق الأوسط|واس|وام|بترا|كونا|سانا|وفا|معا|قنا|بنا|العمانية|واج|وات|ومع|وال|سونا|سبأ|نينا|واع|إرنا|فارس|تسنيم|مهر|شفق نيوز|قدس برس|صفا|سما|النهار العربي|الجزيرة|العربية|سكاي نيوز عربية|
    البيان|الخليج|الاتحاد|عكاظ|الرياض|الوطن|الأهرام|النهار|الأخبار|CNN|BBC|RT|DW|AFP|AP|Reuters|AFP/APA""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Agencies and papers reports are credited to; the bare word «وكالات» stands for several."""
_AGENCY_KEYS = {plain(name).replace(".", " ").replace("  ", " ").strip(): name.strip() for name in AGENCIES}

_BYLINE = re.compile(
    r"^[\s\W]*(?:كتبت?|بقلم|تحرير|إعداد|اعداد|أعدّ?ها?|أعدته|حرر(?:ها|ه|ته|تها)?|ترجمة|حوار|تصوير|متابعة|تقرير|تحقيق|مراسلنا|مراسلتنا|موفدنا|موفدتنا|خاص|حاور(?:ه|ها|ته|تها)?|المحرر|محرر|الكاتب|الكاتبة|كاتب المقال|المؤلف|"
    r"نشر بواسطة|مرسلة بواسطة|بواسطة|من قبل|written by|by|author|من)\s*(?:[:/\-–|ـ]+\s*|\s+)(?:بواسطة\s*:?\s*)?",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[،,;؛/|•\n]\s*|\s+[-–—]\s+|\s+و\s+|\s+and\s+|\s*&\s*")
_JUNK = re.compile(r"https?://|www\.|@|\d{3,}|\.(?:com|net|org)\b", re.IGNORECASE)
_ROLES = re.compile(
    r"^(?:ال)?(?:مراسل|مراسلة|محرر|محررة|كاتب|كاتبة|صحفي|صحفية|صحافي|صحافية|باحث|باحثة|رئيس تحرير|رئيسة تحرير|مدير تحرير|إعلامي|إعلامية|مدون|مدونة|مقدم|مقدمة|موفد|موفدة|role|author|correspondent|reporter|editor)(?=$|[\s,،])",
    re.IGNORECASE,
)
_STANDING_BYLINE = re.compile(r"^[\W_]*(?P<place>[^\W\d][^\n:«»()\"-]{1,28}?)\s*[-–—/]\s*(?P<name>[^\d:«»()\"]{4,40}?)\s*:[\W_]*$")
_INITIAL_LINE = re.compile(r"^\W*(?:ت|تر|ك|ص|إ)\s*[:：]\s*(?P<name>[^\d:]{4,40})$")
_NOBODY_WORDS = "بواسطة|بقلم|كتب|كتبت|الكاتب|المؤلف|by|admin|administrator|editor|editors|root|user|guest|webmaster|المحرر|محرر|مدير|ادمن|الإدارة|المشرف|author|unknown|null|none|undefined|غرفة_الأخبار"
_NOBODY = frozenset(plain(word) for word in _NOBODY_WORDS.split("|"))
_DATELINE = re.compile(
    r"^[\W_]*(?P<place>[^\W\d][^\n:«»(\"]{1,38}?)\s*"
    r"(?:(?:[-–—/،,]\s*)?[(«\"\[]\s*(?P<quoted>[^()«»\"\[\]]{2,40})\s*[)»\"\]]\s*(?:[-–—:ـ]+|(?=\s))|[-–—/]\s*(?P<plain>[^-–—:/.،]{2,32}?)\s*(?:[:：]|[-–—]{1,2}\s)|\s*(?P<bare>[-–—]{1,2}|:)\s)"
)
_SOURCE = re.compile(r"^[\W_]*(?:المصدر|المصادر|مصدر|وكالة|نقلا عن)\s*[:：|/\-–]\s*(?P<name>.{2,60}?)[\W_]*$")
_IN_BRACKETS = re.compile(r"(?<=\w)\s*\([^()]*\)\s*$")
_CREDIT = re.compile(rf"{_SOURCE.pattern}|^[\s\W]*(?:تصوير|الصور|صور|كاميرا|تصميم|رسوم|رسم|مونتاج)(?![\w])")
"""Where the text comes from, and who made the pictures: neither wrote it."""
_SIGNATURE = re.compile(r"^[^\W\d]+(?:[ -][^\W\d]+){1,3}$")
_CLOSING = re.compile(r"[(\[«]\s*(?P<name>[^()\[\]«»]{1,30})\s*[)\]»][\s.\-–—]*$")


@dataclass(slots=True)
class People:
    authors: tuple[str, ...] = ()
    origin: Origin | None = None
    agency: str | None = None
    agency_origin: Origin | None = None
    dateline: str | None = None
    candidates: list[Candidate] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """Indices of body blocks that are a byline or a source line and no paragraph."""


def find_people(
    document: Document,
    layout: Layout,
    body: Body,
    jsonld: JsonLd,
    node: Node | None,
    headline: Block | None,
    site: tuple[str, ...],
    selector: str | None,
) -> People:
    people = People()
    readings: list[tuple[Origin, list[str]]] = []
    if selector:
        readings.append((Origin.SELECTOR, [text_of(element) for element in document.select(selector)]))
    if node is not None:
        readings.append((Origin.JSON_LD, list(_named(jsonld, node.get("author"))) or list(_named(jsonld, node.get("creator")))))
    readings.append((Origin.MICRODATA, [text for box in layout.props("author")[:4] for text in _microdata_names(layout, box)]))
    readings.append((Origin.TEXT, list(_visible(layout, body, headline, people))))
    readings.append(
        (
            Origin.META,
            [
                text
                for name in ("article:author", "author", "parsely-author", "dc.creator", "sailthru.author", "byl", "twitter:data1")
                for text in document.meta.get(name, ())
            ],
        )
    )
    for origin, texts in readings:
        names: list[str] = []
        for text in texts:
            for name in names_in(text):
                if _is_site(name, site) or _is_agency(name):
                    people.agency, people.agency_origin = people.agency or agency_name(name), people.agency_origin or origin
                elif name not in names:
                    names.append(name)
        if names:
            people.candidates.append(Candidate("، ".join(names), origin, " | ".join(texts)[:200]))
            if not people.authors:
                people.authors, people.origin = tuple(names[:8]), origin
        elif texts and people.dateline is None:
            for text in texts:
                place, agency = _place_and_agency(text)
                if place and agency:
                    people.dateline, people.agency, people.agency_origin = place, agency, origin
    _from_text(people, body)
    return people


def names_in(text: str) -> Iterator[str]:
    """Names in a byline, without «كتب», «بقلم:», roles and addresses."""
    text = clean(text)
    if not text or len(text) > 200 or text.startswith(("http://", "https://", "//")):
        return
    bare = _BYLINE.sub("", text)
    if re.fullmatch(r"[\W_]*\(.*\)[\W_]*", bare):
        return
    bare = _IN_BRACKETS.sub("", bare)  # «محمد الجبلي (الرياض)»: from where
    pieces = [piece.rpartition(":")[2] for piece in _SPLIT.split(bare)]
    people = [piece for piece in pieces if not _ROLES.match(piece.strip()) and plain(piece.strip()) not in _PLACES]
    for piece in people:
        name = _BYLINE.sub("", piece).strip(" .:-–—|/\\()[]{}\"'«»*•ـ\u200e\u200f\u200b\ufeff")
        if 2 < len(name) <= 50 and len(name.split()) <= 6 and not _JUNK.search(name) and plain(name) not in _NOBODY:
            yield name


def agency_name(text: str) -> str:
    folded = plain(text).replace(".", " ").replace("  ", " ").strip(" -–—()«»")
    return _AGENCY_KEYS.get(folded, clean(text).strip(" -–—()«»"))


def _is_site(name: str, site: tuple[str, ...]) -> bool:
    """The site's own name, a longer or shorter form of it: «سماء نيوز عربية» of «سماء نيوز»."""
    mine = key(name)
    return any(mine == other or mine.startswith(f"{other} ") or (len(mine) >= 4 and f" {mine} " in f" {other} ") for other in site)


def _is_agency(text: str) -> bool:
    folded = plain(text).replace(".", " ").replace("  ", " ").strip(" -–—()«»")
    return folded in _AGENCY_KEYS or folded.startswith((plain("وكالة "), plain("وكالات"), plain("صحيفة "), plain("قناة "), plain("موقع ")))


def _place_and_agency(text: str) -> tuple[str | None, str | None]:
    """«(أبوظبي - البيان)», «بيروت – رويترز»: a place and who reports from it."""
    bare = clean(text).strip(" ()[]«»\"'")
    parts = [part.strip(" ()«»") for part in re.split(r"\s*[-–—/:،]\s*", bare)]
    if len(parts) == 2 and all(2 <= len(part) <= 30 for part in parts) and _is_agency(parts[1]):
        return parts[0], agency_name(parts[1])
    return None, None


def dateline_of(paragraph: str) -> tuple[str | None, str | None]:
    """(place, agency) a first paragraph opens with: «القاهرة - رويترز:», «دمشق، سوريا (CNN) --», «الرباط: …»."""
    match = _DATELINE.match(paragraph[:100])
    if match is None:
        return None, None
    place = match["place"].strip(" ،,-–—/")
    named = (match["quoted"] or match["plain"] or "").strip()
    if len(place.split()) > 4:
        return None, None
    if named:
        return (place, agency_name(named)) if _is_agency(named) else (place, None) if plain(place) in _PLACES else (None, None)
    return (place, None) if plain(place) in _PLACES else (None, None)


def layout_text(layout: Layout, box: Box) -> str:
    return clean(" ".join(block.text for block in layout.blocks[box.first : box.last + 1])) or clean(box.get("content") or "")


def _microdata_names(layout: Layout, author: Box) -> list[str]:
    names = [box for box in layout.boxes if box.prop is not None and "name" in box.prop.split() and box is not author and box.is_in(author)]
    return [layout_text(layout, box) for box in names or [author]]


def _named(jsonld: JsonLd, value: Any) -> Iterator[str]:
    value = jsonld.resolve(value)
    if isinstance(value, list):
        for item in value[:20]:
            yield from _named(jsonld, item)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings(value.get("name"))


def _visible(layout: Layout, body: Body, headline: Block | None, people: People) -> Iterator[str]:
    """Bylines on the page: what is marked so between the headline and a little past the body, and lines that open with «كتب»."""
    start = headline.index - 3 if headline is not None else 0
    last = (body.blocks[-1].index if body.blocks else start) + 6
    linked = any(block.link_only for block in layout.blocks[max(0, start) : last + 1] if "author" in block.marks and _could_be_name(block))
    ends = {kept.index for kept in (*body.blocks[:2], *body.blocks[-2:])}
    for block in layout.blocks[max(0, start) : last + 1]:
        if len(block.text) > 120 or {"related", "comments", "footer", "nav", "share"} & set(block.marks):
            continue
        in_body = block.index in ends
        if _BYLINE.match(block.text) and opens_like_byline(block.text) and not _CREDIT.match(block.text):
            if in_body and (len(block.text) > 60 or block.text.rstrip().endswith(".")):
                continue
            if in_body:
                people.used.add(block.index)
            yield block.text
        elif not in_body and ("|" in block.text or "•" in block.text) and any(map(str.isdigit, block.text)):
            # the date and the byline in one line: «الإثنين 09-03-2026 18:40 | كتب: ميادة»
            yield from (piece for piece in re.split(r"[|•]", block.text) if _BYLINE.match(piece) and opens_like_byline(piece))
        elif "author" in block.marks and _could_be_name(block) and (block.link_only or not linked):
            # beside linked names stand roles and places
            yield block.text


def _could_be_name(block: Block) -> bool:
    return 4 < len(block.text) <= 60 and not any(map(str.isdigit, block.text))


def _from_text(people: People, body: Body) -> None:
    paragraphs = [block for block in body.blocks if block.index not in people.used]
    if not paragraphs:
        return
    if len(paragraphs[0].text) <= 70 and (match := _STANDING_BYLINE.match(paragraphs[0].text)) and len(paragraphs) > 1:
        people.used.add(paragraphs[0].index)
        people.dateline = match["place"].strip()
        if _is_agency(match["name"]):
            people.agency, people.agency_origin = agency_name(match["name"]), Origin.TEXT
        elif not people.authors:
            people.authors, people.origin = tuple(names_in(match["name"])), Origin.TEXT
            people.candidates.append(Candidate("، ".join(people.authors), Origin.TEXT, paragraphs[0].text))
        paragraphs = paragraphs[1:]
    if len(paragraphs) > 1 and _INITIAL_LINE.match(paragraphs[-1].text):
        people.used.add(paragraphs.pop().index)
    elif len(paragraphs) > 2 and _signs(paragraphs[-1], people):
        signature = paragraphs.pop()
        people.used.add(signature.index)
        if not people.authors:
            people.authors, people.origin = (signature.text,), Origin.TEXT
            people.candidates.append(Candidate(signature.text, Origin.TEXT, signature.text))
    place, agency = dateline_of(paragraphs[0].text)
    if place:
        people.dateline = people.dateline or place
    if agency:
        people.agency, people.agency_origin = agency, Origin.TEXT
    for block in paragraphs[-2:]:
        if len(block.text) <= 80 and (match := _SOURCE.match(block.text)):
            people.agency, people.agency_origin = people.agency or match["name"].strip(" \"'«»()[]"), people.agency_origin or Origin.TEXT
            people.used.add(block.index)
        elif people.agency_origin is not Origin.TEXT and (match := _CLOSING.search(block.text[-60:])) and _is_agency(match["name"]):
            people.agency, people.agency_origin = agency_name(match["name"]), Origin.TEXT


def _signs(last: Block, people: People) -> bool:
    """A name alone on the last line: the author's, or in bold where no other author is known."""
    text = last.text
    if last.heading or len(text) > 40 or not _SIGNATURE.match(text) or any(word in FUNCTION_WORDS for word in text.split()):
        return False
    return key(text) in map(key, people.authors) or (not people.authors and last.bold >= 0.9 * len(text))


_PLACES = frozenset(
    plain(place)
    for place in """القاهرة|الإسكندرية|الرياض|جدة|مكة المكرمة|المدينة المنورة|الدمام|أبوظبي|دبي|الشارقة|الدوحة|الكويت|المنامة|مسقط|صنعاء|عدن|بغداد|البصرة|أربيل|السليمانية|الموصل|دمشق|حلب|حمص|بيروت|عمان|عمّان|القدس|القدس المحتلة|رام الله|غزة|نابلس|الخليل|جنين|
    تل أبيب|الخرطوم|أم درمان|بورتسودان|طرابلس|بنغازي|تونس|صفاقس|الجزائر|وهران|قسنطينة|الرباط|الدار البيضاء|طنجة|مراكش|فاس|نواكشوط|مقديشو|جيبوتي|أنقرة|إسطنبول|اسطنبول|طهران|موسكو|كييف|لندن|باريس|برلين|روما|مدريد|بروكسل|جنيف|فيينا|أثينا|لاهاي|واشنطن|نيويورك|
    الأمم المتحدة|بكين|طوكيو|نيودلهي|إسلام آباد|كابول|كابل|سيدني|جاكرتا|أديس أبابا|نيروبي|لاغوس|ستوكهولم|كوبنهاغن|أوسلو|ميونيخ|دافوس|الفاتيكان|بنغازي|سرت|مصراتة|العيون|عواصم|وكالات""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)

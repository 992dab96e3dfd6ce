"""Lines that say who reports and from where: places, agencies, and names between them."""

from __future__ import annotations

import re

from rasid.arabic.given_names import looks_like_person
from rasid.arabic.script import FUNCTION_WORDS, clean
from rasid.extract.furniture import date_words
from rasid.extract.matching import key, plain

AGENCIES = tuple(
    """رويترز|فرانس برس|أ ف ب|ا ف ب|أ.ف.ب|ا.ف.ب|أف ب|وكالة الصحافة الفرنسية|د ب أ|د.ب.أ|الألمانية|أسوشيتد برس|أسوشييتد برس|اسوشيتد برس|أ ب|أ.ب|الأناضول|سبوتنيك|نوفوستي|تاس|إنترفاكس|شينخوا|بلومبرغ|بلومبيرغ|إفي|أنسا|يونهاب|كيودو|
    وكالات|الوكالات|وكالة|أ ش أ|أ.ش.أ|ا ش ا|الشرق الأوسط|واس|وام|بترا|كونا|سانا|وفا|معا|قنا|بنا|العمانية|وطنية|واج|وات|ومع|وال|سونا|سبأ|نينا|واع|إرنا|فارس|تسنيم|مهر|شفق نيوز|قدس برس|صفا|سما|النهار العربي|الجزيرة|العربية|سكاي نيوز عربية|
    البيان|الخليج|الاتحاد|عكاظ|الرياض|الوطن|الأهرام|النهار|الأخبار|CNN|BBC|RT|DW|AFP|AP|Reuters|AFP/APA""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Agencies and papers reports are credited to; the bare word «وكالات» stands for several."""
_AGENCY_KEYS = {plain(name).replace(".", " ").replace("  ", " ").strip(): name.strip() for name in AGENCIES}
_HOUSES = frozenset(map(plain, ("نت", "نيت", "نيوز", "ديجيتال", "أونلاين", "برس", "ميديا", "بوست", "بلس")))
"""Last words of an outlet's name, and of no person's: «الضفاف نت»."""
_AGENCY_OPENINGS = tuple(plain(word) for word in ("وكالة", "وكالات", "الوكالة", "صحيفة", "قناة", "موقع"))
_BETWEEN_CREDITS = re.compile(r"\s*[/–—|]\s*|\s+-\s*|\s*-\s+")
_NAME = re.compile(r"^(?!ال)[^\W\d_]+\.?(?:[ -][^\W\d_]+\.?){1,3}$")
_DESK = re.compile(r"^[^\W\d_]{1,4}$")
"""The letters an agency signs with: «وك», «AFP»."""
LONGEST_CREDITS, SHORT_CREDITS = 70, 40
_DATELINE = re.compile(
    r"^[\W_]*(?P<place>[^\W\d][^\n:«»(\"]{1,38}?)\s*"
    r"(?:(?:[-–—/،,]\s*)?[(«\"\[]\s*(?P<quoted>[^()«»\"\[\]]{2,40})\s*[)»\"\]]\s*(?:[-–—:ـ]+|(?=\s))|[-–—/]\s*(?P<plain>[^-–—:/.،]{2,32}?)\s*(?:[:：]|[-–—]{1,2}\s)|\s*(?P<bare>[-–—]{1,2}|:)\s)"
)
_DAY_AFTER_PLACE = re.compile(r"^[\W_]*(?P<place>[^\W\d][^\n:«»(\"\d]{1,30}?)[\s\-–—/،,]*(?=\d)")
_OF_A_DAY = re.compile(r"[\s\-–—/.،,]*(?P<word>\d{1,4}(?!\d)|[^\W\d_]+)")
_AGENCY_FIRST = re.compile(r"^[\W_]*(?P<agency>[^\W\d_]{2,10})\s*[-–—]+\s+(?:(?P<place>[^\W\d_]+(?: [^\W\d_]+){0,2})\s*[-–—]+\s)?")
_NO_PLACE = frozenset(["خاص", "متابعة", "متابعات", "عاجل"])
_REPORTER = re.compile(r"^[^()\[\]«»]{1,45}[(«\[][^()\[\]«»]{2,30}[)»\]]\s*(?P<name>[^\W\d_]+(?: [^\W\d_]+){1,3})\s*[-–—]+\s")
PLACES = frozenset(
    plain(place)
    for place in """القاهرة|الإسكندرية|الرياض|جدة|مكة المكرمة|المدينة المنورة|الدمام|أبوظبي|دبي|الشارقة|الدوحة|الكويت|المنامة|مسقط|صنعاء|عدن|بغداد|البصرة|أربيل|السليمانية|الموصل|دمشق|حلب|حمص|بيروت|عمان|عمّان|القدس|القدس المحتلة|رام الله|غزة|نابلس|الخليل|جنين|
    تل أبيب|الخرطوم|أم درمان|بورتسودان|طرابلس|بنغازي|تونس|صفاقس|الجزائر|وهران|قسنطينة|الرباط|الدار البيضاء|طنجة|مراكش|فاس|نواكشوط|مقديشو|جيبوتي|أنقرة|إسطنبول|اسطنبول|طهران|موسكو|كييف|لندن|باريس|برلين|روما|مدريد|بروكسل|جنيف|فيينا|أثينا|لاهاي|واشنطن|نيويورك|
    الأمم المتحدة|بكين|طوكيو|نيودلهي|إسلام آباد|كابول|كابل|سيدني|جاكرتا|أديس أبابا|نيروبي|لاغوس|ستوكهولم|كوبنهاغن|أوسلو|ميونيخ|دافوس|الفاتيكان|بنغازي|سرت|مصراتة|العيون|عواصم|وكالات""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)


def agency_name(text: str) -> str:
    folded = plain(text).replace(".", " ").replace("  ", " ").strip(" -–—()«»")
    return _AGENCY_KEYS.get(folded, clean(text).strip(" -–—()«»"))


def is_site(name: str, site: tuple[str, ...]) -> bool:
    """The site's own name, a longer or shorter form of it: «سماء نيوز عربية» of «سماء نيوز»."""
    mine = key(name)
    if any(map(str.isdigit, mine)) and any(other.replace(" ", "").startswith(mine.replace(" ", "")) for other in site):
        return True  # «فرانس24» of «فرانس 24»
    return any(mine == other or mine.startswith(f"{other} ") or (len(mine) >= 4 and f" {mine} " in f" {other} ") for other in site)


def is_agency(text: str) -> bool:
    folded = plain(text).replace(".", " ").replace("  ", " ").strip(" -–—()«»")
    return folded in _AGENCY_KEYS or folded.startswith(_AGENCY_OPENINGS) or (" " in folded and folded.rpartition(" ")[2] in _HOUSES)


def place_and_agency(text: str) -> tuple[str | None, str | None]:
    """«(أبوظبي - البيان)», «بيروت – رويترز»: a place and who reports from it."""
    bare = clean(text).strip(" ()[]«»\"'")
    parts = [part.strip(" ()«»") for part in re.split(r"\s*[-–—/:،]\s*", bare)]
    if len(parts) == 2 and all(2 <= len(part) <= 30 for part in parts) and is_agency(parts[1]):
        return parts[0], agency_name(parts[1])
    return None, None


def without_day(text: str) -> str:
    """«عجلون 20 تشرين الثاني (بترا) …», «سلفيت 20-11-2026 وفا- …»: the dateline without the day between place and agency."""
    if not any(map(str.isdigit, text[:40])) or (opening := _DAY_AFTER_PLACE.match(text[:60])) is None or date_words(opening["place"]):
        return text  # nothing of the kind, or «الاثنين 9 آذار»
    at, words = opening.end(), 0
    while words < 5 and (part := _OF_A_DAY.match(text, at)) is not None and (part["word"].isdigit() or date_words(part["word"])):
        at, words = part.end(), words + 1
    rest = text[at:].lstrip(" -–—/،,")
    return f"{opening['place'].strip()} - {rest}" if words > 1 else text


def reporter_of(paragraph: str) -> str | None:
    """Who reports, between the agency and the dash: «عجلون (بترا) راكان العتوم- …»."""
    match = _REPORTER.match(without_day(paragraph)[:120])
    return match["name"] if match is not None and looks_like_person(match["name"]) else None


def dateline_of(paragraph: str) -> tuple[str | None, str | None]:
    """(place, agency) a first paragraph opens with: «القاهرة - رويترز:», «دمشق، سوريا (CNN) --», «الرباط: …»."""
    paragraph = without_day(paragraph[:140])
    first = _AGENCY_FIRST.match(paragraph[:60])
    if first is not None and (folded := plain(first["agency"])) in _AGENCY_KEYS and folded not in PLACES and folded[:2] != "ال":
        place = first["place"]
        return None if place is None or place in _NO_PLACE or looks_like_person(place) else place, agency_name(first["agency"])
    match = _DATELINE.match(paragraph[:100])
    if match is None:
        return None, None
    place = match["place"].strip(" ،,-–—/")
    named = (match["quoted"] or match["plain"] or "").strip()
    if len(place.split()) > 4:
        return None, None
    if named:
        return (place, agency_name(named)) if is_agency(named) else (place, None) if plain(place) in PLACES else (None, None)
    return (place, None) if plain(place) in PLACES else (None, None)


def credits_of(text: str, bold: bool, site: tuple[str, ...]) -> tuple[str | None, str | None, str | None] | None:
    """(place, name, agency) of a line that is nothing else: «المرسى - فهد القرني:», «بلدة السد/ رانيا أبو شمالة/ الوكالة», «السوق نيوز – سالم الوادي»."""
    text = without_day(text)
    if not 6 <= len(text) <= LONGEST_CREDITS or any(map(str.isdigit, text)):
        return None
    bare = text.strip(" .،*•")
    led = bare.endswith(":")
    pieces = [piece.strip(" ()[]«»:") for piece in _BETWEEN_CREDITS.split(bare)]
    if len(pieces) == 1 and len(towns := bare.split(":", 1)) == 2 and plain(towns[0].strip()) in PLACES:
        pieces = [piece.strip() for piece in towns]
    if not 2 <= len(pieces) <= 4 or any(not 2 <= len(piece) <= 35 or ":" in piece for piece in pieces):
        return None
    if any(word in FUNCTION_WORDS and (word != "أم" or position) for piece in pieces for position, word in enumerate(piece.split())):
        return None
    middle = pieces[1:-1] if len(pieces) > 2 else []
    agency = next((piece for piece in pieces if is_site(piece, site) or is_agency(piece) or (piece in middle and _DESK.match(piece))), None)
    others = [piece for piece in pieces if piece != agency]
    known = len(others) == 2 and looks_like_person(others[0]) and not looks_like_person(others[1])
    if known:
        others.reverse()  # «سعد المالكي – الساحل»: the name before the town
    if agency and is_site(agency, site) and len(bare) <= SHORT_CREDITS and all(len(piece.split()) < 2 for piece in others):
        return None, None, agency  # «السوق نيوز – محليات»: the site and one of its sections
    names = [piece for piece in others[1 if len(others) > 1 else 0 :] if _NAME.match(piece) and plain(piece) not in PLACES]
    place = others[0] if len(others) > 1 or not names else None
    if place is not None and not (known or led or bold or agency or plain(place) in PLACES):
        return None
    return (place, names[-1] if names else None, agency) if names or (led and agency) else None


def only_agencies(text: str, site: tuple[str, ...]) -> bool:
    """«القناة الأولى / أ ف ب» on a line of its own: where the text comes from."""
    if len(text) > 60:
        return False
    pieces = re.split(r"\s*[/+،|]\s*", text)
    return len(pieces) > 1 and all(is_agency(piece) or is_site(piece, site) for piece in pieces)

"""Which country a page is published from, when no seed says so: only to give a wall clock its zone.

Evidence in order: the host's country code; the region of its locale or of its publisher's address; the country its own words about itself name.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from urllib.parse import urlsplit

from rasid.extract.document import Document
from rasid.extract.jsonld import JsonLd
from rasid.extract.layout import Layout
from rasid.extract.matching import plain

ARAB_COUNTRIES = frozenset(["EG", "SA", "AE", "QA", "KW", "BH", "OM", "YE", "IQ", "SY", "LB", "JO", "PS", "SD", "LY", "TN", "DZ", "MA", "MR", "SO", "DJ", "KM"])
_CODES = ARAB_COUNTRIES | frozenset({"IR", "TR", "IL", "GB", "FR", "DE", "RU", "US", "CN"})
_NAMES: dict[str, str] = {
    "EG": "مصر|مصري|مصريه|المصري|المصريه|القاهره|egypt|egyptian|cairo",
    "SA": "السعوديه|سعودي|سعوديه|السعودي|الرياض|جده|saudi",
    "AE": "الامارات|اماراتي|اماراتيه|الاماراتي|ابوظبي|دبي|الشارقه|uae|dubai|emirates",
    "QA": "قطر|قطري|القطري|قطريه|الدوحه|qatar",
    "KW": "الكويت|كويتي|الكويتي|كويتيه|kuwait",
    "BH": "البحرين|بحريني|البحريني|المنامه|bahrain",
    "OM": "سلطنه|عماني|العماني|مسقط|oman",
    "YE": "اليمن|يمني|اليمني|يمنيه|صنعاء|عدن|yemen",
    "IQ": "العراق|عراقي|العراقي|عراقيه|بغداد|iraq",
    "SY": "سوريا|سوريه|سوري|السوري|السوريه|دمشق|syria",
    "LB": "لبنان|لبناني|اللبناني|لبنانيه|بيروت|lebanon",
    "JO": "الاردن|اردني|الاردني|اردنيه|الاردنيه|jordan|jordanian|amman",
    "PS": "فلسطين|فلسطيني|الفلسطيني|فلسطينيه|الفلسطينيه|palestine",
    "SD": "السودان|سوداني|السوداني|سودانيه|الخرطوم|sudan",
    "LY": "ليبيا|ليبي|الليبي|ليبيه|بنغازي|libya",
    "TN": "تونس|تونسي|التونسي|تونسيه|tunisia|tunisie",
    "DZ": "الجزائر|جزائري|الجزائري|جزائريه|algeria|algerie",
    "MA": "المغرب|مغربي|المغربي|مغربيه|الرباط|morocco|maroc",
    "MR": "موريتانيا|موريتاني|نواكشوط|mauritania",
}
_OF_NAME = {name: code for code, names in _NAMES.items() for name in names.split("|")}
_WORD = re.compile(r"\w+")
MOST_SELF_DESCRIPTION = 2_000
"""Characters of footers and menus that are read for names of countries."""
_REGION = re.compile(r"^[a-z]{2,3}[-_]([a-z]{2})\b", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def of_host(host: str) -> str | None:
    code = host.rsplit(".", 1)[-1].upper()
    return {"UK": "GB"}.get(code, code) if code in _CODES or code == "UK" else None


def guess_country(url: str, document: Document, layout: Layout, jsonld: JsonLd) -> str | None:
    """ISO 3166 code of the country the page most probably is published from, or None."""
    if country := of_host(urlsplit(url).hostname or ""):
        return country
    for locale in (*document.meta.get("og:locale", ()), document.declared_language or ""):
        if (match := _REGION.match(locale)) and (code := match[1].upper()) in ARAB_COUNTRIES:
            return code
    for node in jsonld.nodes:
        for holder in (node, node.get("publisher")):
            address = holder.get("address") if isinstance(holder, dict) else None
            code = address.get("addressCountry") if isinstance(address, dict) else None
            if isinstance(code, str) and code.upper() in _CODES:
                return code.upper()
    return _named_most(document, layout)


def _named_most(document: Document, layout: Layout) -> str | None:
    """The country the site's words about itself name: publisher, abstract, site name three times a menu's or footer's entry; the winner needs
    three points and twice the runner-up's."""
    points: Counter[str] = Counter()
    for name, weight in (("publisher", 3), ("abstract", 3), ("og:site_name", 3), ("application-name", 3), ("copyright", 3), ("author", 1), ("geo.placename", 3), ("geo.region", 3)):
        for text in document.meta.get(name, ()):
            _count(points, text, weight)
    budget = MOST_SELF_DESCRIPTION
    for aside in sorted((aside for aside in layout.asides if aside.kind in ("footer", "nav")), key=lambda aside: aside.kind):
        text = aside.element.text(deep=True, separator=" ")[:budget]
        _count(points, text, 1)
        budget -= len(text)
        if budget <= 0:
            break
    ranked = points.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def _count(points: Counter[str], text: str, weight: int) -> None:
    for word in _WORD.findall(plain(text)):
        if code := _OF_NAME.get(word):
            points[code] += weight

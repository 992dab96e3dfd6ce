"""Which country a page is published from, when no seed says so: only to give a wall clock its zone.

Evidence in order: a known publisher's domain or the host's country code; the region of its locale or of its publisher's address; the country its own words about itself name.
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

ARAB_COUNTRIES = frozenset("""EG SA AE QA KW BH OM YE IQ SY LB JO PS SD LY TN DZ MA MR SO DJ KM""".split())  # noqa: SIM905
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
_PUBLISHERS = {
    "EG": "youm7.com masrawy.com almasryalyoum.com elwatannews.com shorouknews.com ahram.org.eg vetogate.com elbalad.news dostor.org akhbarelyom.com elfagr.org mobtada.com cairo24.com alwafd.news gomhuriaonline.com",
    "SA": "okaz.com.sa alriyadh.com sabq.org alarabiya.net aawsat.com ajel.sa almowaten.net alwatan.com.sa al-madina.com independentarabia.com akhbaar24.com argaam.com asharq.com",
    "AE": "albayan.ae alkhaleej.ae alittihad.ae emaratalyoum.com skynewsarabia.com 24.ae alroeya.com arabic.cnn.com alain.com erem.news eremnews.com",
    "QA": "aljazeera.net al-sharq.com raya.com al-watan.com lusailnews.net alaraby.co.uk",
    "KW": "alraimedia.com alqabas.com alanba.com.kw aljarida.com alseyassah.com",
    "BH": "akhbar-alkhaleej.com alayam.com alwatannews.net albiladpress.com",
    "OM": "omandaily.om alroya.om shabiba.com atheer.om",
    "YE": "almasdaronline.com adengad.net sabanew.net aden-alghad.com yemen-press.com almashhad-alyemeni.com",
    "IQ": "shafaq.com alsumaria.tv almadapaper.net rudawarabia.net rudaw.net ninanews.com baghdadtoday.news mawazin.net alforatnews.iq",
    "SY": "sana.sy alwatan.sy enabbaladi.net syria.tv zamanalwsl.net halabtodaytv.net",
    "LB": "annahar.com al-akhbar.com almayadeen.net lebanondebate.com elnashra.com nna-leb.gov.lb mtv.com.lb almodon.com lebanon24.com imlebanon.org nidaalwatan.com",
    "JO": "ammonnews.net alghad.com addustour.com alrai.com khaberni.com sarayanews.com almadenahnews.com jfranews.com.jo roya.news royanews.tv petra.gov.jo gerasanews.com",
    "PS": "wafa.ps maannews.net alquds.com paltoday.ps safa.ps samanews.ps arab48.com palinfo.com alhadath.ps",
    "SD": "alrakoba.net sudanile.com sudanakhbar.com dabangasudan.org altaghyeer.info suna-sd.net",
    "LY": "alwasat.ly libyaobserver.ly afrigatenews.net libya-al-mostakbal.org libyaakhbar.com 218tv.net",
    "TN": "mosaiquefm.net babnet.net assabahnews.tn alchourouk.com hakaekonline.com kapitalis.com nessma.tv tap.info.tn",
    "DZ": "elkhabar.com echoroukonline.com ennaharonline.com el-massa.com djazairess.com aps.dz tsa-algerie.com elhayat.dz",
    "MA": "hespress.com hibapress.com alyaoum24.com le360.ma akhbarona.com barlamane.com madar21.com chouftv.ma kech24.com febrayer.com goud.ma assahraa.ma",
    "MR": "alakhbar.info saharamedias.net essahraa.net ami.mr zahraa.mr",
}
_OF_DOMAIN = {domain: code for code, domains in _PUBLISHERS.items() for domain in domains.split()}
"""Where publishers under generic domains sit. Only pages without a seed need it; a seed's country always wins."""
_OF_NAME = {name: code for code, names in _NAMES.items() for name in names.split("|")}
_WORD = re.compile(r"\w+")
MOST_SELF_DESCRIPTION = 2_000
"""Characters of footers and menus that are read for names of countries."""
_REGION = re.compile(r"^[a-z]{2,3}[-_]([a-z]{2})\b", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def of_host(host: str) -> str | None:
    """By a known publisher's domain, then by the host's country code."""
    domain = host
    while "." in domain:
        if country := _OF_DOMAIN.get(domain):
            return country
        domain = domain.partition(".")[2]
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
    for name, weight in (
        ("publisher", 3),
        ("abstract", 3),
        ("og:site_name", 3),
        ("application-name", 3),
        ("copyright", 3),
        ("author", 1),
        ("geo.placename", 3),
        ("geo.region", 3),
    ):
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

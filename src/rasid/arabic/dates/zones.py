"""Time zones as texts and countries name them."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache

# Names in the tokeniser's normal form, as they follow «بتوقيت» or stand in brackets after a time.
PLACES = {
    **dict.fromkeys(("العالمي", "الدولي"), "UTC"),
    **dict.fromkeys(("مكه", "الرياض", "السعوديه", "جده", "المدينه"), "Asia/Riyadh"),
    **dict.fromkeys(("القاهره", "مصر"), "Africa/Cairo"),
    **dict.fromkeys(("بيروت", "لبنان"), "Asia/Beirut"),
    **dict.fromkeys(("دمشق", "سوريا", "سوريه"), "Asia/Damascus"),
    **dict.fromkeys(("عمان", "الاردن"), "Asia/Amman"),
    **dict.fromkeys(("القدس", "فلسطين", "رام", "الضفه"), "Asia/Hebron"),
    "غزه": "Asia/Gaza",
    **dict.fromkeys(("بغداد", "العراق", "اربيل"), "Asia/Baghdad"),
    "الكويت": "Asia/Kuwait",
    **dict.fromkeys(("الدوحه", "قطر"), "Asia/Qatar"),
    **dict.fromkeys(("ابوظبي", "ابو", "دبي", "الامارات", "الشارقه", "الخليج"), "Asia/Dubai"),
    **dict.fromkeys(("المنامه", "البحرين"), "Asia/Bahrain"),
    **dict.fromkeys(("مسقط", "سلطنه"), "Asia/Muscat"),
    **dict.fromkeys(("صنعا", "عدن", "اليمن"), "Asia/Aden"),
    **dict.fromkeys(("الخرطوم", "السودان"), "Africa/Khartoum"),
    **dict.fromkeys(("طرابلس", "ليبيا", "بنغازي"), "Africa/Tripoli"),
    "تونس": "Africa/Tunis",
    "الجزاير": "Africa/Algiers",
    **dict.fromkeys(("الرباط", "المغرب", "الدار"), "Africa/Casablanca"),
    **dict.fromkeys(("نواكشوط", "موريتانيا"), "Africa/Nouakchott"),
    "جيبوتي": "Africa/Djibouti",
    **dict.fromkeys(("مقديشو", "الصومال"), "Africa/Mogadishu"),
    **dict.fromkeys(("موروني", "القمر"), "Indian/Comoro"),
    **dict.fromkeys(("لندن", "بريطانيا"), "Europe/London"),
    **dict.fromkeys(("باريس", "فرنسا"), "Europe/Paris"),
    **dict.fromkeys(("برلين", "المانيا"), "Europe/Berlin"),
    **dict.fromkeys(("موسكو", "روسيا"), "Europe/Moscow"),
    **dict.fromkeys(("اسطنبول", "انقره", "تركيا"), "Europe/Istanbul"),
    **dict.fromkeys(("طهران", "ايران"), "Asia/Tehran"),
    **dict.fromkeys(("واشنطن", "نيويورك"), "America/New_York"),
}
SECOND_WORDS = frozenset(("المكرمه", "المنوره", "البيضا", "ظبي", "عمان", "الله", "الغربيه", "القدس"))
"""What may follow the first word of a place: «مكة المكرمة»، «الدار البيضاء»، «أبو ظبي»، «سلطنة عمان»."""

# Minutes east of Greenwich. GST is the Gulf's and AST the Arabians' in Arabic news.
ABBREVIATIONS = {
    **dict.fromkeys(
        ("غرينتش", "جرينتش", "غرينيتش", "جرينيتش", "كرينتش", "قرينتش", "غرينتيش", "جرينتيش", "غرنيتش", "جرنيتش"), 0
    ),
    "gmt": 0, "utc": 0, "z": 0, "ut": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180,
    "ast": 180, "ksa": 180, "gst": 240, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
}  # fmt: skip

COUNTRIES = {
    "AE": "Asia/Dubai", "BH": "Asia/Bahrain", "DJ": "Africa/Djibouti", "DZ": "Africa/Algiers", "EG": "Africa/Cairo", "IQ": "Asia/Baghdad",
    "JO": "Asia/Amman", "KM": "Indian/Comoro", "KW": "Asia/Kuwait", "LB": "Asia/Beirut", "LY": "Africa/Tripoli", "MA": "Africa/Casablanca",
    "MR": "Africa/Nouakchott", "OM": "Asia/Muscat", "PS": "Asia/Hebron", "QA": "Asia/Qatar", "SA": "Asia/Riyadh", "SD": "Africa/Khartoum",
    "SO": "Africa/Mogadishu", "SY": "Asia/Damascus", "TN": "Africa/Tunis", "YE": "Asia/Aden", "EH": "Africa/El_Aaiun", "GB": "Europe/London",
    "FR": "Europe/Paris", "DE": "Europe/Berlin", "TR": "Europe/Istanbul", "IR": "Asia/Tehran", "IL": "Asia/Jerusalem", "TD": "Africa/Ndjamena",
    "ER": "Africa/Asmara", "SS": "Africa/Juba", "ML": "Africa/Bamako",
}  # fmt: skip
"""ISO 3166 alpha-2 → IANA name: the 22 members of the Arab League, and neighbours with Arabic news. Countries of several zones are left out."""


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo:
    """The zone of an IANA name. Raises ValueError naming it when there is none."""
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # costs more than reading a date without a zone

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone of the IANA database. Give one like 'Asia/Riyadh'.") from None


@lru_cache(maxsize=256)
def fixed(minutes: int) -> tzinfo:
    """A fixed offset, in minutes east of Greenwich."""
    return UTC if minutes == 0 else timezone(timedelta(minutes=minutes))

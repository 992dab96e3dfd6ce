"""The words dates are made of, by the families newsrooms write them in.

Keys are in the tokeniser's normal form (:mod:`rasid.arabic.dates.tokens`): alef without hamza, ى as ي, ة as ه, ؤ as و, ئ as ي, lone hamza,
diacritics and tatweel gone, Latin in lower case without accents. ``LEXICON`` maps a word to its kind and value.
"""

from __future__ import annotations

from typing import Any

# Strength of a month's name: 2 stands on its own beside a year, 1 is also an everyday word and wants a day or a year at its side,
# 0 wants both (the Libyan names are «water», «summer», «Nasser»).
GREGORIAN: dict[str, tuple[tuple[str, ...], ...]] = {
    "gulf and Egypt": (
        ("يناير", "ينايير", "ينائر"), ("فبراير", "فبرائر", "فيبراير"), ("مارس",), ("ابريل", "ابرايل"), ("مايو", "مايس"), ("يونيو", "يونيه"),
        ("يوليو", "يوليه"), ("اغسطس", "اغسطوس", "اوغسطس"), ("سبتمبر", "سيبتمبر"), ("اكتوبر", "اوكتوبر"), ("نوفمبر", "نوفنبر", "نوفيمبر"),
        ("ديسمبر", "دسمبر", "ديسيمبر"),
    ),
    "Levant and Iraq": (
        (), ("شباط",), ("اذار",), ("نيسان",), ("ايار",), ("حزيران",), ("تموز",), ("اب",), ("ايلول",), (), (), (),
    ),
    "Algeria and Tunisia": (
        ("جانفي", "جانفيي"), ("فيفري", "فيفيري"), ("مارس",), ("افريل", "افرييل"), ("ماي",), ("جوان",), ("جويليه", "جويلي", "جويليا"),
        ("اوت",), ("سبتمبر", "سيبتمبر"), ("اكتوبر",), ("نوفمبر",), ("ديسمبر",),
    ),
    "Morocco and Mauritania": (
        ("يناير",), ("فبراير",), ("مارس",), ("ابريل",), ("ماي", "مايو"), ("يونيو", "يونيه"), ("يوليوز", "يوليه"), ("غشت", "اغشت"),
        ("شتنبر", "شتمبر", "سبتنبر"), ("اكتوبر",), ("نونبر", "نوفنبر"), ("دجنبر", "دجمبر", "دسنبر", "ديجنبر"),
    ),
    "English": (
        ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"), ("july", "jul"),
        ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"), ("december", "dec"),
    ),
    "French": (
        ("janvier", "janv"), ("fevrier", "fevr"), ("mars",), ("avril", "avr"), ("mai",), ("juin",), ("juillet", "juil"),
        ("aout",), ("septembre",), ("octobre",), ("novembre",), ("decembre",),
    ),
}  # fmt: skip
# As older Java runtimes shorten them; September is left out, for «سبت» is Saturday.
SHORTENED = ("ينا", "فبر", "مار", "ابر", "ماي", "يون", "يول", "اغس", "", "اكت", "نوف", "ديس")
LIBYAN = ("اي النار", "النوار", "الربيع", "الطير", "الما", "الصيف", "ناصر", "هانيبال", "الفاتح", "التمور", "الحرث", "الكانون")
HIJRI = (
    ("محرم", "المحرم"), ("صفر",), (), (), (), (), ("رجب",), ("شعبان",), ("رمضان",), ("شوال",),
    ("ذوالقعده", "ذيالقعده", "القعده"), ("ذوالحجه", "ذيالحجه", "الحجه"),
)  # fmt: skip
HONORIFICS = frozenset(
    ("المبارك", "المباركه", "الحرام", "الخير", "المرجب", "الفرد", "الاصب", "المعظم", "المكرم", "الفضيل", "الكريم", "الاغر", "الانور")
)
"""What may stand behind a Hijri month: «رمضان المبارك»، «محرم الحرام»، «صفر الخير»، «رجب الفرد»."""
_EVERYDAY = {
    "اب",
    "مارس",
    "ماي",
    "صفر",
    "may",
    "mar",
    "mars",
    "mai",
    "jun",
    "sep",
    "dec",
    "jan",
    "رمضان",
    "شعبان",
    "رجب",
    "القعده",
    "الحجه",
    "جوان",
    "اوت",
    "محرم",
}

# Months of two words: the first, and what the second makes of it.
_FIRST, _SECOND = ("الاول", "اول", "الاولي", "اولي"), ("الثاني", "ثاني", "الاخر", "اخر", "الثانيه", "الاخره", "ثان")
PAIRS: dict[str, dict[str, tuple[int, str]]] = {
    "كانون": {**dict.fromkeys(_FIRST, (12, "g")), **dict.fromkeys(_SECOND, (1, "g"))},
    "تشرين": {**dict.fromkeys(_FIRST, (10, "g")), **dict.fromkeys(_SECOND, (11, "g"))},
    "ربيع": {**dict.fromkeys(_FIRST, (3, "h")), **dict.fromkeys(_SECOND, (4, "h"))},
    "جمادي": {**dict.fromkeys(_FIRST, (5, "h")), **dict.fromkeys(_SECOND, (6, "h"))},
    "جماد": {**dict.fromkeys(_FIRST, (5, "h")), **dict.fromkeys(_SECOND, (6, "h"))},
    **{key: {**dict.fromkeys(("القعده", "قعده"), (11, "h")), **dict.fromkeys(("الحجه", "حجه"), (12, "h"))} for key in ("ذو", "ذي", "ذا")},
    "اي": {"النار": (1, "l")},
}
# The same numbered, as Levantine papers shorten them: «ت2», «كانون1». The figure stands right at the word.
NUMBERED: dict[str, dict[str, int]] = {
    **{word: {"1": 10, "2": 11} for word in ("تشرين", "ت")},
    **{word: {"1": 12, "2": 1} for word in ("كانون", "ك")},
}

# Monday is 0, as in datetime.weekday(). Without the article some are everyday words («أحد», «اثنين») and want «يوم» before them.
WEEKDAYS = (
    ("الاثنين", "monday", "mon", "lundi"), ("الثلاثا", "الثلثا", "الثلاثاا", "tuesday", "tue", "tues", "mardi"),
    ("الاربعا", "الاربعاا", "الارباعا", "wednesday", "wed", "mercredi"), ("الخميس", "thursday", "thu", "thur", "thurs", "jeudi"),
    ("الجمعه", "friday", "fri", "vendredi"), ("السبت", "saturday", "sat", "samedi"), ("الاحد", "sunday", "sun", "dimanche"),
)  # fmt: skip
BARE_WEEKDAYS = ("اثنين", "ثلاثا", "اربعا", "خميس", "جمعه", "سبت", "احد")

ORDINALS = ("الحادي", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
HOURS = ("الواحده", "الثانيه", "الثالثه", "الرابعه", "الخامسه", "السادسه", "السابعه", "الثامنه", "التاسعه", "العاشره")
CARDINALS = {
    **{word: number for number, word in enumerate(("ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"), 3)},
    **{word + "ه": number for number, word in enumerate(("ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"), 3)},
    "ثمان": 8, "واحد": 1, "واحده": 1, "اثنين": 2, "عشرين": 20, "عشرون": 20, "ثلاثين": 30, "اربعين": 40, "خمسين": 50, "احدي": 1, "اثنتي": 2, "اثني": 2, "une": 1,
}  # fmt: skip

# unit, how many when no number stands before it
UNITS: dict[str, tuple[str, int | None]] = {
    **dict.fromkeys(("ثانيه", "لحظه"), ("second", 1)), "ثانيتين": ("second", 2), **dict.fromkeys(("ثواني", "ثوان"), ("second", None)),
    "دقيقه": ("minute", 1), "دقيقتين": ("minute", 2), "دقيقتان": ("minute", 2), "دقايق": ("minute", None),
    "ساعه": ("hour", 1), "ساعتين": ("hour", 2), "ساعتان": ("hour", 2), "ساعات": ("hour", None),
    "يوم": ("day", 1), "يومين": ("day", 2), "يومان": ("day", 2), "ايام": ("day", None), "يوما": ("day", None),
    "اسبوع": ("week", 1), "اسبوعين": ("week", 2), "اسبوعان": ("week", 2), "اسابيع": ("week", None), "اسبوعا": ("week", None),
    "شهر": ("month", 1), "شهرين": ("month", 2), "شهران": ("month", 2), "اشهر": ("month", None), "شهور": ("month", None), "شهرا": ("month", None),
    **dict.fromkeys(("سنه", "عام"), ("year", 1)), **dict.fromkeys(("سنتين", "سنتان", "عامين", "عامان"), ("year", 2)),
    **dict.fromkeys(("سنوات", "اعوام", "سنين", "عاما"), ("year", None)),
    **dict.fromkeys(("heure", "heures"), ("hour", None)), **dict.fromkeys(("jour", "jours"), ("day", None)),
    **dict.fromkeys(("semaine", "semaines"), ("week", None)), "mois": ("month", None), **dict.fromkeys(("ans", "annees"), ("year", None)),
    **dict.fromkeys(("second", "seconds", "secs"), ("second", None)), **dict.fromkeys(("minute", "minutes", "mins", "min"), ("minute", None)),
    **dict.fromkeys(("hour", "hours", "hrs", "hr"), ("hour", None)), **dict.fromkeys(("day", "days"), ("day", None)),
    **dict.fromkeys(("week", "weeks"), ("week", None)), **dict.fromkeys(("month", "months"), ("month", None)), **dict.fromkeys(("year", "years"), ("year", None)),
}  # fmt: skip
DEFINITE_UNITS = {
    "الشهر": "month",
    "العام": "year",
    "السنه": "year",
    "الاسبوع": "week",
    "شهر": "month",
    "الاسابيع": "week",
    "الايام": "week",
}

# Half of the day a clock time is in; what each does to an hour is in ``clock``.
HALVES = {
    **dict.fromkeys(("ص", "صباحا", "صباح", "الصباح", "صباحاا", "am", "بكره"), "am"), **dict.fromkeys(("م", "مسا", "مساا", "المسا", "pm"), "pm"),
    **dict.fromkeys(("ظهرا", "ظهر", "الظهر", "الظهيره", "ظهيره", "الزوال"), "noon"), **dict.fromkeys(("عصرا", "عصر", "العصر"), "afternoon"),
    **dict.fromkeys(("فجرا", "فجر", "الفجر"), "dawn"), **dict.fromkeys(("ليلا", "ليل", "الليل"), "night"), "ضحي": "am",
}  # fmt: skip

SHIFTS = {
    **dict.fromkeys(("الماضي", "الماضيه", "المنصرم", "المنصرمه", "الفايت", "الفايته", "الفارط", "الفارطه", "المنقضي", "last"), -1),
    **dict.fromkeys(("الجاري", "الجاريه", "الحالي", "الحاليه", "this"), 0),
    **dict.fromkeys(("المقبل", "المقبله", "القادم", "القادمه", "الاتي", "next"), 1),
}
DAYS = {
    "اليوم": 0, "today": 0, "hier": -1, "امس": -1, "الامس": -1, "البارحه": -1, "yesterday": -1, "غدا": 1, "غد": 1, "الغد": 1, "tomorrow": 1,
}  # fmt: skip
AGO = ("منذ", "قبل", "مند", "منذو")

# Words of the furniture round a date: they are no reason for doubt.
_FURNITURE = """
في من يوم شهر نشر النشر نشرت تاريخ التاريخ بتاريخ تم نشره اخر تحديث التحديث حدث تحديثه حدثت عدل تعديل الساعه ساعه تمام عند علي
الموافق موافق ل ب بتوقيت توقيت التوقيت بالتوقيت المحلي و عام سنه لعام لسنه العام السنه كتب كتبت بواسطه published updated last
update on at by date posted modified the of le publie mis jour il y الاصدار الخبر المقال اضيف اضيفت تحرير حرر وقت الوقت زمن هجري هجريه
ه ميلادي ميلاديه م t st nd rd th er a الي قراءه اخبار موعد اوايل اواخر مطلع بدايه نهايه خلال منتصف
"""
FURNITURE = frozenset(_FURNITURE.split())
GREGORIAN_ERA = ("م", "ميلادي", "ميلاديه", "للميلاد", "ad")
HIJRI_ERA = ("ه", "هج", "هجري", "هجريه", "للهجره", "ah")
YEAR_WORDS = ("عام", "سنه", "لعام", "لسنه", "العام", "السنه", "بعام")


def _build() -> dict[str, tuple[str, Any]]:
    table: dict[str, tuple[str, Any]] = {}
    for word in FURNITURE:
        table[word] = ("word", word)
    for family in GREGORIAN.values():
        for number, names in enumerate(family, 1):
            for name in names:
                table[name] = ("month", (number, "g", 1 if name in _EVERYDAY else 2))
    for number, names in enumerate(HIJRI, 1):
        for name in names:
            table[name] = ("month", (number, "h", 1 if name in _EVERYDAY else 2))
    for number, name in enumerate(SHORTENED, 1):
        if name and name not in table:
            table[name] = ("month", (number, "g", 0))
    for number, name in enumerate(LIBYAN, 1):
        if " " not in name:
            table[name] = ("month", (number, "g", 0))
    for number, names in enumerate(WEEKDAYS):
        for name in names:
            table[name] = ("weekday", number)
    for number, name in enumerate(ORDINALS, 1):
        table[name] = ("ordinal", number)
    for number, name in enumerate(HOURS, 1):
        table[name] = ("hour", number)
    table["الحاديه"] = ("hour", 1)
    table.update(
        {
            "الاول": ("ordinal", 1),
            "اول": ("ordinal", 1),
            "فاتح": ("ordinal", 1),
            "غره": ("ordinal", 1),
            "العشرين": ("ordinal", 20),
            "العشرون": ("ordinal", 20),
        }
    )
    table.update({"الثلاثين": ("ordinal", 30), "الثلاثون": ("ordinal", 30)})
    table.update({word: ("unit", value) for word, value in UNITS.items()})
    table.update({word: ("definite", unit) for word, unit in DEFINITE_UNITS.items() if word not in UNITS})
    table.update({word: ("half", half) for word, half in HALVES.items()})
    table.update({word: ("shift", shift) for word, shift in SHIFTS.items()})
    table.update({word: ("day", offset) for word, offset in DAYS.items()})
    table.update({word: ("ago", word) for word in AGO})
    table.update({word: ("cardinal", number) for word, number in CARDINALS.items()})
    table["الساعه"] = table["للساعه"] = ("clock", "الساعه")
    table.update({word: ("ago_after", word) for word in ("ago", "مضت", "مضي", "خلت")})
    return table


LEXICON = _build()

"""Writes a moment in every style the reader knows, so that reading it back can be compared. Shares no table with the reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from hijridate import Gregorian

GULF = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
LEVANT = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
ALGERIA = ("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
MOROCCO = ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر")
LIBYA = ("أي النار", "النوار", "الربيع", "الطير", "الماء", "الصيف", "ناصر", "هانيبال", "الفاتح", "التمور", "الحرث", "الكانون")
ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
HIJRI = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip
FAMILIES = (
    GULF,
    LEVANT,
    ALGERIA,
    MOROCCO,
    LIBYA,
    ENGLISH,
    tuple(f"{a}/{b}" for a, b in zip(LEVANT, GULF, strict=True)),
    tuple(f"{a} / {b}" for a, b in zip(GULF, LEVANT, strict=True)),
    tuple(f"{a} ({b})" for a, b in zip(GULF, LEVANT, strict=True)),
)
WEEKDAYS = ("الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
ONES = ("", "الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
HOURS = (
    "الثانية عشرة", "الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة", "الحادية عشرة",
)  # fmt: skip


def ordinal(day: int) -> str:
    if day <= 10:
        return ONES[day]
    ones = "الحادي" if day % 10 == 1 else ONES[day % 10]
    if day < 20:
        return f"{ones} عشر"
    tens = "العشرين" if day < 30 else "الثلاثين"
    return tens if day % 10 == 0 else f"{ones} و{tens}"


def hijri(at: datetime) -> str:
    that = Gregorian(at.year, at.month, at.day).to_hijri()
    return f"{that.day} {HIJRI[that.month - 1]} {that.year}هـ"


def _halves(at: datetime, morning: str, evening: str) -> str:
    return f"{at.hour % 12 or 12}:{at.minute:02} {morning if at.hour < 12 else evening}"


def _spoken(at: datetime) -> str:
    """«الساعة الثالثة والنصف عصراً» on the half hours, figures otherwise."""
    half = "بعد منتصف الليل" if at.hour < 1 else "صباحاً" if at.hour < 12 else "ظهراً" if at.hour == 12 else "مساءً"
    if at.minute == 30:
        return f"الساعة {HOURS[at.hour % 12]} والنصف {half}"
    return f"الساعة {at:%H:%M}"


DAYS: tuple[Callable[[datetime, tuple[str, ...]], str], ...] = (
    lambda at, names: f"{at.day} {names[at.month - 1]} {at.year}",
    lambda at, names: f"{at.day:02} {names[at.month - 1]}، {at.year}",
    lambda at, names: f"{at.day} {names[at.month - 1]} {at.year}م",
    lambda at, names: f"{WEEKDAYS[at.weekday()]} {at.day} {names[at.month - 1]} {at.year}",
    lambda at, names: f"{WEEKDAYS[at.weekday()]}، {at.day} {names[at.month - 1]}، {at.year}",
    lambda at, names: f"يوم {WEEKDAYS[at.weekday()]} الموافق {at.day} {names[at.month - 1]} {at.year}",
    lambda at, names: f"{ordinal(at.day)} من {names[at.month - 1]} {at.year}",
    lambda at, names: f"{ordinal(at.day)} من شهر {names[at.month - 1]} من عام {at.year}",
    lambda at, names: f"{at.day:02}/{GULF[at.month - 1]}/{at.year}",
    lambda at, names: f"{at.day:02} - {GULF[at.month - 1]} - {at.year}",
    lambda at, names: f"{GULF[at.month - 1]} {at.day}, {at.year}",
    lambda at, names: f"{ENGLISH[at.month - 1]} {at.day}, {at.year}",
    lambda at, names: f"{ENGLISH[at.month - 1][:3]} {at.day}, {at.year}",
    lambda at, names: f"{at.year}-{at.month:02}-{at.day:02}",
    lambda at, names: f"{at.year}/{at.month}/{at.day}",
    lambda at, names: f"{WEEKDAYS[at.weekday()]} {at.day:02}/{at.month:02}/{at.year}",
    lambda at, names: f"{WEEKDAYS[at.weekday()]} {at.day}-{at.month}-{at.year}",
    lambda at, names: f"{WEEKDAYS[at.weekday()]} {at.day:02}.{at.month:02}.{at.year}",
    lambda at, names: f"{hijri(at)} الموافق {at.day} {names[at.month - 1]} {at.year}م",
    lambda at, names: f"{at.day} {names[at.month - 1]} {at.year}م - {hijri(at)}",
)
TIMES: tuple[Callable[[datetime], str], ...] = (
    lambda at: "",
    lambda at: f" {at:%H:%M}",
    lambda at: f" - {at:%H:%M}",
    lambda at: f" | {at:%H:%M:%S}",
    lambda at: f"، الساعة {at:%H:%M}",
    lambda at: " " + _halves(at, "ص", "م"),
    lambda at: " - " + _halves(at, "صباحاً", "مساءً"),
    lambda at: " " + _halves(at, "AM", "PM"),
    lambda at: "، " + _spoken(at),
    lambda at: f" على الساعة {at:%H:%M}",
)
ZONES = (
    ("", None), (" GMT", 0), (" (GMT+3)", 180), (" بتوقيت غرينتش", 0), (" بتوقيت مكة المكرمة", 180), (" (مكة المكرمة)", 180), (" ت.غ", 0),
    (" UTC+04:00", 240), (" +0300", 180), (" بتوقيت الكويت", 180), (" بتوقيت أبوظبي", 240),
)  # fmt: skip
NOISE = ("", "نشر في: ", "آخر تحديث: ", "تاريخ النشر: ", "نُشر يوم ")
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
MARKS = ("", "\u200f", "\u202b")


def dress(text: str, digits: str, mark: str, *, bare: bool) -> str:
    """In another digit system, with a bidi mark before it, without hamzas and diacritics."""
    text = text.translate(str.maketrans(DIGITS[0], digits))
    if bare:
        text = text.translate(str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي", "\u064b": None, "\u064f": None}))
    return mark + text


def ago(count: int, unit: str) -> tuple[str, timedelta]:
    """«قبل 3 ساعات» and how long that is."""
    one, two, few = {"minute": ("دقيقة", "دقيقتين", "دقائق"), "hour": ("ساعة", "ساعتين", "ساعات"), "day": ("يوم", "يومين", "أيام")}[unit]
    words = one if count == 1 else two if count == 2 else f"{count} {few}" if count <= 10 else f"{count} {one}"
    return words, timedelta(**{unit + "s": count})

"""How newspapers of the Arab world write a moment: month names, digits, clock, Hijri beside Gregorian.

The other direction, reading them, is ``rasid.arabic.dates``; the two share no code, so that one can test the other.
"""

from __future__ import annotations

from datetime import datetime

from hijridate import Gregorian

WEEKDAYS = ("الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
LEVANTINE = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)
EGYPTIAN = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
MOROCCAN = ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر")
ALGERIAN = ("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
HIJRI = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)
EASTERN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
STYLES = ("levantine", "egyptian", "moroccan", "algerian", "dual", "hijri", "eastern", "numeric", "relative")


def written(at: datetime, style: str, *, now: datetime) -> str:
    """``at`` (aware, in the paper's zone) as a paper of the given style prints it. ``relative`` falls back to a date past 20 hours."""
    day, year, weekday = at.day, at.year, WEEKDAYS[at.weekday()]
    if style == "levantine":
        return f"{weekday} {day} {LEVANTINE[at.month - 1]} {year} - {at:%H:%M}"
    if style == "egyptian":
        return f"{weekday}، {day} {EGYPTIAN[at.month - 1]} {year} {_twelve(at)}"
    if style == "moroccan":
        return f"{weekday} {day} {MOROCCAN[at.month - 1]} {year} على الساعة {at:%H:%M}"
    if style == "algerian":
        return f"{day} {ALGERIAN[at.month - 1]} {year} | {at:%H:%M}"
    if style == "dual":
        return f"{day} {LEVANTINE[at.month - 1]}/{EGYPTIAN[at.month - 1]} {year} {at:%H:%M}"
    if style == "hijri":
        return f"{weekday} {hijri(at)} - {day} {EGYPTIAN[at.month - 1]} {year} م، {at:%H:%M}"
    if style == "eastern":
        return f"{weekday} {day} {EGYPTIAN[at.month - 1]} {year} - {_twelve(at)}".translate(EASTERN_DIGITS)
    if style == "relative" and 0 <= (now - at).total_seconds() < 20 * 3600:
        return ago((now - at).total_seconds())
    if style in ("numeric", "relative"):
        return f"{at:%d/%m/%Y} {at:%H:%M}"
    raise ValueError(f"no date style {style!r}; one of {', '.join(STYLES)}")


def hijri(at: datetime) -> str:
    """The day in the Umm al-Qura calendar: ``13 جمادى الآخرة 1448 هـ``."""
    day = Gregorian(at.year, at.month, at.day).to_hijri()
    return f"{day.day} {HIJRI[day.month - 1]} {day.year} هـ"


def ago(seconds: float) -> str:
    """``قبل 3 ساعات``, with the dual and the plural Arabic asks for."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "الآن"
    if minutes < 60:
        return f"قبل {_counted(minutes, 'دقيقة', 'دقيقتين', 'دقائق')}"
    return f"قبل {_counted(minutes // 60, 'ساعة', 'ساعتين', 'ساعات')}"


def _counted(n: int, one: str, two: str, few: str) -> str:
    if n == 1:
        return one
    if n == 2:
        return two
    return f"{n} {few}" if n <= 10 else f"{n} {one}"


def _twelve(at: datetime) -> str:
    return f"{(at.hour % 12) or 12:02d}:{at:%M} {'ص' if at.hour < 12 else 'م'}"

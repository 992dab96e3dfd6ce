"""Dates as Arabic news writes them: every family of month names, both calendars, words, times and zones.

:func:`parse_date` reads a stamp, :func:`find_dates` running text. Both are linear in the text and import nothing heavy.
"""

from rasid.arabic.dates.assemble import find_dates, parse_date
from rasid.arabic.dates.model import FoundDate, ParsedDate

__all__ = ["FoundDate", "ParsedDate", "find_dates", "parse_date"]

"""Article text to Article: headline, body, dates, people, each field with its origin; or a typed refusal."""

from rasid.extract.article import extract
from rasid.extract.plain import extract_plain_text
from rasid.extract.wall import recognise_wall

__all__ = ["extract", "extract_plain_text", "recognise_wall"]

"""Every sentence people read, in Arabic and English, kept as data in ``catalogue/*.toml``.

One file a subject; a table a sentence: ``[subject.key]`` with ``ar`` and ``en``. A sentence that counts something has, instead of a
string, a table of CLDR plural forms (``zero one two few many other``; English needs ``one other``), chosen by its ``n``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from rasid.model.source import Words
from rasid.model.vocabulary import Language
from rasid.wording.format import number

CATALOGUE = Path(__file__).parent / "catalogue"


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """All sentences by ``subject.key``."""
    sentences: dict[str, dict[str, Any]] = {}
    for file in sorted(CATALOGUE.glob("*.toml")):
        for subject, entries in tomllib.loads(file.read_text("utf-8")).items():
            for key, words in entries.items():
                sentences[f"{subject}.{key}"] = words
    return sentences


def say(key: str, language: Language | str, **values: Any) -> str:
    """The sentence ``key`` with its blanks filled. Whole numbers are written by locale; ``n`` chooses the plural form.

    Values are put in as they are: escape and isolate scraped text for the output first (``rasid.wording.escape``).
    Raises KeyError for an unknown key or a missing value.
    """
    language = str(language)
    words = catalogue()[key][language]
    if isinstance(words, dict):
        form = Locale(language).plural_form(values["n"])
        words = words.get(form, words["other"])
    shown = {name: number(value, language) if type(value) is int else value for name, value in values.items()}
    return str(words.format(**shown))


def words(key: str, **values: Any) -> Words:
    """The sentence in both languages; a value that is Words itself takes the form of each."""

    def said(language: str) -> str:
        return say(
            key, language, **{name: value.in_language(language) if isinstance(value, Words) else value for name, value in values.items()}
        )

    return Words(ar=said("ar"), en=said("en"))

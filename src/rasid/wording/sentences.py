"""Every sentence people read, in one file with its English, for one reading by somebody who reads Arabic well.

``make sentences`` writes ``docs/sentences.md`` when somebody wants to read it; it is not committed.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasid.settings import CHECKOUT
from rasid.wording import CATALOGUE

OUTPUT = Path("docs") / "sentences.md"
RULE_FILES = ("article.toml", "section.toml", "history.toml")
FORMS = ("zero", "one", "two", "few", "many", "other")

HEADER = """# Every sentence, in Arabic and English

Written by `python -m rasid.wording.sentences` from `src/rasid/wording/catalogue/` and `expectations/`: change it there.
A sentence that counts has a line for each plural form. Words in braces are filled in.
"""


def document(expectations: Path) -> str:
    """The whole file. ``expectations`` is the folder of the rules."""
    parts = [HEADER]
    for file in sorted(CATALOGUE.glob("*.toml")):
        tables = tomllib.loads(file.read_text("utf-8"))
        parts.append(_table(file.stem, _of_catalogue(tables)))
    for name in RULE_FILES:
        if (expectations / name).is_file():
            rows = tomllib.loads((expectations / name).read_text("utf-8"))["expectations"]
            parts.append(_table(f"expectations/{name}", _of_rules(rows)))
    return "\n".join(parts)


def _of_catalogue(tables: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for subject, entries in tables.items():
        for key, words in entries.items():
            yield from _forms(f"{subject}.{key}", words["ar"], words["en"])


def _forms(key: str, arabic: Any, english: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(arabic, str) and isinstance(english, str):
        yield key, arabic, english
        return
    # English has two forms; the Arabic ones are read beside the one of the same number.
    plural = dict.fromkeys(FORMS, arabic) if isinstance(arabic, str) else arabic
    for form in FORMS:
        if form in plural:
            beside = english if isinstance(english, str) else english.get(form, english["other"])
            yield f"{key} ({form})", plural[form], beside


def _of_rules(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        meta = row["meta"]
        for name in ("title", "advice", "threshold_source"):
            if isinstance(meta.get(name), dict):
                yield f"{meta['key']}: {name}", meta[name]["ar"], meta[name]["en"]


def _table(title: str, rows: Iterator[tuple[str, str, str]]) -> str:
    lines = [f"## {title}", "", "| key | العربية | English |", "|---|---|---|"]
    lines += [f"| `{key}` | {_cell(arabic)} | {_cell(english)} |" for key, arabic, english in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main(root: Path = CHECKOUT) -> None:
    target = root / OUTPUT
    target.parent.mkdir(exist_ok=True)
    target.write_text(document(root / "expectations"), "utf-8")
    sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()

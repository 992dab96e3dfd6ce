"""How many date strings a second the reader takes on one core, beside dateparser if it is installed. Run by ``make bench``.

``python tests/bench/dates.py`` prints the figures and the table of readings of the corpus's date strings.
"""

from __future__ import annotations

import json
import os
import time
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rasid.arabic.dates import parse_date

HERE = Path(__file__).parent
NOW = datetime(2019, 2, 10, 12, 0, tzinfo=UTC)
FEWEST_PER_SECOND = 20_000
CORPUS = Path(os.environ.get("RASID_CORPUS", HERE.parents[2] / "shared" / "corpus"))


def strings() -> list[str]:
    """The written cases of the tests: what real sites write, with the strings that are no dates."""
    cases = tomllib.loads((HERE.parent / "arabic" / "date_cases.toml").read_text(encoding="utf-8"))
    return [text for table in cases.values() for text, _ in table.get("cases", ())]


def per_second(read: Callable[[str], object], texts: list[str], *, seconds: float = 2.0) -> float:
    """Strings a second of processor time of this process (one core), the first round over all of them not counted."""
    for text in texts:
        read(text)
    count, begun = 0, time.process_time()
    while time.process_time() - begun < seconds:
        for text in texts:
            read(text)
        count += len(texts)
    return count / (time.process_time() - begun)


def peer() -> Callable[[str], object] | None:
    try:
        import dateparser
    except ImportError:
        return None
    return lambda text: dateparser.parse(text, languages=["ar"])


@pytest.mark.bench
def test_twenty_thousand_strings_a_second_on_one_core() -> None:
    rate = per_second(lambda text: parse_date(text, now=NOW, country="EG"), strings())
    print(f"\nrasid.parse_date: {rate:,.0f} strings/s on one core")
    other = peer()
    if other is not None:
        print(f"dateparser (Arabic only): {per_second(other, strings()[:60], seconds=2):,.0f} strings/s")
    assert rate >= FEWEST_PER_SECOND


def readings() -> None:
    """The corpus's strings, what they are said to be, and what is read; relative ones from the corpus's document date."""
    for line in (CORPUS / "dates.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        now = datetime(2015, 12, 24, 12, tzinfo=UTC) if row["kind"] == "timex-in-news" else datetime(2026, 11, 23, 12, tzinfo=UTC)
        parsed = parse_date(row["text"], now=now, tz="UTC")
        print(row["text"], row["expected"], parsed and (parsed.at.isoformat(), parsed.precision, parsed.warnings), sep=" | ")


def compare() -> None:
    """Right, wrong and none on the written cases that name a day, ours and dateparser's: the day alone is compared."""
    cases = tomllib.loads((HERE.parent / "arabic" / "date_cases.toml").read_text(encoding="utf-8"))
    rows = [
        (text, expected[:10]) for table in cases.values() for text, expected in table.get("cases", ()) if len(expected.split()[0]) >= 10
    ]
    other = peer()
    if other is None:
        print("dateparser is not installed")
        return
    import dateparser

    right = wrong = none = 0
    for text, expected in rows:
        found = dateparser.parse(text, languages=["ar", "en", "fr"], settings={"RELATIVE_BASE": NOW.replace(tzinfo=None)})
        right, wrong, none = (
            right + (found is not None and found.date().isoformat() == expected),
            wrong + (found is not None and found.date().isoformat() != expected),
            none + (found is None),
        )
    print(f"dateparser on {len(rows)} written days: {right} right, {wrong} wrong, {none} none")


if __name__ == "__main__":
    test_twenty_thousand_strings_a_second_on_one_core()
    compare()
    readings()

"""Nothing a stranger writes acts in what we write: every payload, in every field, in every output, read by an HTML5 parser."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from string import ascii_uppercase
from typing import Any

import html5lib
import pytest
from lxml import etree

from rasid.model import Language
from rasid.report import render
from rasid.report.digest import digest
from rasid.report.exports import COLUMNS, ExportRow, to_csv, to_xlsx
from rasid.report.markup import web_link
from rasid.report.voice import Voice
from tests.report.payloads import BENIGN, PAYLOADS, judged, report_on
from tests.report.samples import HOME, NOW, full, grouped, items

OUTPUTS = {
    "report in Arabic": lambda data: render(data, language="ar"),
    "report in English": lambda data: render(data, language="en"),
    "mail in Arabic": lambda data: digest([data], language="ar").html,
    "mail in English": lambda data: digest([data], language="en").html,
}


def elements(html: str) -> Iterator[Any]:
    """Every element as a browser's parser sees it."""
    return html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False).iter("*")


# What our own escaping adds round a payload, and how much it is cut into, follows from its characters.
VARIES = ("span", "ins", "del", "mark")


def skeleton(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Elements with the names of their attributes; those that only show characters left out."""
    return [(element.tag, tuple(sorted(element.attrib))) for element in elements(html) if element.tag not in VARIES]


def live(html: str) -> list[str]:
    """What could act: scripts, handlers, frames, addresses that are not of the web."""
    found = []
    for element in elements(html):
        if element.tag in ("script", "iframe", "object", "embed", "base", "form", "video", "audio", "img", "link"):
            found.append(element.tag)
        found += [f"{element.tag} {name}" for name in element.attrib if name.lower().startswith("on")]
        for name in ("href", "src", "action", "formaction", "{http://www.w3.org/1999/xlink}href"):
            value = element.get(name)
            if value and not value.startswith(
                ("https://nahr.example/", "https://desk.example", "https://developers.google.com/", "https://support.google.com/", "#")
            ):
                found.append(f"{name}={value}")
    return found


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 50


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_payload_leaves_the_page_as_a_harmless_word_does(output: str) -> None:
    made = OUTPUTS[output]
    expected = skeleton(made(report_on(BENIGN)))
    for payload in PAYLOADS:
        html = made(report_on(payload))
        html.encode("utf-8", "replace")
        assert (payload, live(html)) == (payload, [])
        assert skeleton(html) == expected, payload


def test_the_payload_is_still_legible() -> None:
    html = render(report_on("<b>عنوان</b>"), language="ar")
    texts = "".join(element.text or "" for element in elements(html) if element.tag == "bdi")
    assert "<b>عنوان</b>" in texts


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_address_that_is_none_becomes_no_link(payload: str) -> None:
    data = full()
    hostile = replace(
        data,
        problems=grouped(replace(item, url=payload, finding=judged(payload, payload)) for item in items()),
        edits=tuple(replace(edit, url=payload) for edit in data.edits),
        waived=tuple(replace(item, url=payload) for item in data.waived),
        desk_url=payload,
    )
    for made in (render(hostile, language="ar"), digest([hostile], language="ar").html):
        assert live(made) == []


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://nahr.example/خبر", True),
        ("http://nahr.example:8080/a?b=c#d", True),
        ("https://nahr.example/%D8%AE", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//nahr.example/x", False),
        ("/x", False),
        ("https:///x", False),
        ("https://[::1", False),
        ("http://nahr.example:99999/", False),
        ("ftp://nahr.example/x", False),
        ("https://nahr.example/a b", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(address: str | None, good: bool) -> None:
    assert (web_link(address) is not None) is good


def rows(payload: str) -> list[ExportRow]:
    return [
        ExportRow(payload, payload, payload, f"{HOME}/1", NOW, judged(payload, HOME), NOW, payload, payload),
        ExportRow("", "", "", payload, None, judged(payload, payload), None, "", ""),
    ]


def voice() -> Voice:
    return Voice(Language.AR, NOW, "Asia/Beirut", "LB")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_the_csv_is_a_formula(payload: str) -> None:
    text = to_csv(rows(payload), voice()).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text)))
    assert [len(line) for line in read] == [len(COLUMNS)] * 3
    assert not [
        cell
        for line in read
        for cell in line
        if cell.lstrip("\u2068\u2069 \u200e\u200f").startswith(("=", "+", "-", "@", "\t", "\r", "|", "%"))
    ]


def letter(column: str) -> str:
    """A sheet's name for a column."""
    return ascii_uppercase[COLUMNS.index(column)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_cell_of_the_xlsx_is_text_or_our_own_date_or_count_and_every_link_leads_to_the_web(payload: str) -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx(rows(payload), voice()))) as book:
        assert book.testzip() is None
        parts = {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith((".xml", ".rels"))}
    sheet, summary = parts["xl/worksheets/sheet1.xml"], parts["xl/worksheets/sheet2.xml"]
    assert sheet.findall(".//{*}f") == summary.findall(".//{*}f") == []
    # The two moments of the first row are dates and the summary's counts numbers: rasid's own, never words of the page.
    assert {cell.get("r") for cell in sheet.iter("{*}c") if cell.get("t") != "s"} == {f"{letter(name)}2" for name in ("published", "since")}
    assert {str(cell.get("r"))[0] for cell in summary.iter("{*}c") if cell.get("t") != "s"} == {"C", "D"}
    links = parts.get("xl/worksheets/_rels/sheet1.xml.rels")
    targets = [] if links is None else [str(link.get("Target")) for link in links]
    assert all(target.startswith(("https://", "http://")) for target in targets)


def test_the_plain_mail_holds_no_control_characters() -> None:
    for payload in PAYLOADS:
        text = digest([report_on(payload)], language="ar").plain
        assert not [letter for letter in text if ord(letter) < 32 and letter not in "\n\t"]
        assert not set(text) & set("\u202a\u202b\u202d\u202e")
        assert text.count("\u2068") == text.count("\u2069")

"""The list of findings for those who live in spreadsheets: CSV and XLSX. A cell is text, never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import xlsxwriter

from rasid.model import Finding
from rasid.report.markup import web_link
from rasid.report.voice import Voice
from rasid.wording.escape import csv_cell, neutral

COLUMNS = (
    "source",
    "section",
    "headline",
    "url",
    "published",
    "severity",
    "rule",
    "title",
    "words",
    "advice",
    "suggestion",
    "since",
    "state",
    "assignee",
)
WIDTHS = (18, 14, 50, 30, 17, 10, 24, 44, 40, 44, 36, 17, 12, 14)
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""
LONGEST_LINK = 2_000
MOST_LINKS = 65_000
"""Excel takes 65,530 links a sheet; xlsxwriter warns past that."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One finding on one article."""

    source: str
    section: str
    headline: str
    url: str
    published_at: datetime | None
    finding: Finding
    since: datetime | None
    state: str
    assignee: str
    rule: str = ""
    """What the rule says in words; its key without."""

    def cells(self, voice: Voice) -> list[str]:
        """In the order of COLUMNS; dates in the reader's zone as ``YYYY-MM-DD HH:MM``, which sorts."""
        finding = self.finding
        return [
            self.source,
            self.section,
            self.headline,
            self.url,
            _written(self.published_at, voice),
            str(voice.say(f"report.severity_{finding.severity}")),
            self.rule or finding.rule,
            voice.title(finding),
            " … ".join(span.text for span in finding.spans[:5])
            or (voice.value(finding.observed_value) if finding.observed_value is not None else ""),
            voice.advice(finding),
            voice.words(finding.suggestion),
            _written(self.since, voice),
            self.state,
            self.assignee,
        ]


def _written(moment: datetime | None, voice: Voice) -> str:
    return moment.astimezone(ZoneInfo(voice.timezone)).strftime("%Y-%m-%d %H:%M") if moment else ""


def headings(voice: Voice) -> list[str]:
    return [str(voice.say(f"report.export_{name}")) for name in COLUMNS]


def to_csv(rows: Sequence[ExportRow], voice: Voice) -> bytes:
    """UTF-8 with a byte order mark, without which Excel garbles Arabic; cells that a spreadsheet would calculate are quoted by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings(voice))
    for row in rows:
        writer.writerow([csv_cell(cell) for cell in row.cells(voice)])
    return out.getvalue().encode("utf-8-sig", "replace")


def to_xlsx(rows: Sequence[ExportRow], voice: Voice) -> bytes:
    """A right-to-left sheet in Arabic, with filters and links to the live pages. Every cell is written as a string."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("rasid")
        head = book.add_format({"bold": True, "bg_color": "#E6F0EF", "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        linked = book.add_format({"font_color": "#0B5D5B", "underline": 1, "valign": "top", "text_wrap": True})
        dated = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top"})
        if voice.direction == "rtl":
            sheet.right_to_left()
        for column, (title, width) in enumerate(zip(headings(voice), WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        for at, row in enumerate(rows, 1):
            for column, cell in enumerate(row.cells(voice)):
                shown = neutral(cell, limit=LONGEST_CELL)
                href = web_link(row.url) if COLUMNS[column] == "url" else None
                moment = moments(row).get(COLUMNS[column])
                if moment is not None:
                    # Excel knows no zones: the source's clock, as a date that filters and pivots understand.
                    sheet.write_datetime(at, column, moment.astimezone(ZoneInfo(voice.timezone)).replace(tzinfo=None), dated)
                elif href and len(href) <= LONGEST_LINK and at <= MOST_LINKS:
                    sheet.write_url(at, column, href, linked, string=shown[:255])
                else:
                    sheet.write_string(at, column, shown, body)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
        _summary(book, rows, voice, head, body)
    return out.getvalue()


def moments(row: ExportRow) -> dict[str, datetime]:
    """Columns that hold a moment Excel can keep (from 1900 on)."""
    held = {"published": row.published_at, "since": row.since}
    return {name: at for name, at in held.items() if at is not None and 1900 < at.year < 9999}


def _summary(book: xlsxwriter.Workbook, rows: Sequence[ExportRow], voice: Voice, head: object, body: object) -> None:
    """A second sheet: each rule with its severity, its findings, its articles."""
    sheet = book.add_worksheet(str(voice.say("report.export_summary"))[:31])
    if voice.direction == "rtl":
        sheet.right_to_left()
    counted: dict[tuple[int, str, str], list[str]] = {}
    for row in rows:
        severity = row.finding.severity
        name = row.rule or row.finding.rule
        counted.setdefault((severity.rank, str(voice.say(f"report.severity_{severity}")), name), []).append(row.url)
    titles = ("export_severity", "export_rule", "export_findings", "export_articles")
    for column, (name, width) in enumerate(zip(titles, (12, 60, 12, 12), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, str(voice.say(f"report.{name}")), head)
    order = sorted(counted.items(), key=lambda pair: (pair[0][0], -len(pair[1]), pair[0][2]))
    for at, ((_, severity_name, name), urls) in enumerate(order, 1):
        sheet.write_string(at, 0, severity_name, body)
        sheet.write_string(at, 1, neutral(name, limit=LONGEST_CELL), body)
        sheet.write_number(at, 2, len(urls), body)
        sheet.write_number(at, 3, len({url for url in urls if url}), body)
    sheet.freeze_panes(1, 0)

"""Tables that leave as CSV or XLSX: a cell never runs in a spreadsheet, and comes back unchanged."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter

# A cell that starts like a formula is shown as text by every spreadsheet when a quote comes first. A cell that starts
# with a quote gets one more, so that reading takes exactly one away.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_QUOTED = (*_FORMULA, "'")
_LONGEST_CELL = 32_000
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_cell(value: Any) -> str:
    """Text that a spreadsheet shows and never runs: "=1+1" → "'=1+1"."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_QUOTED) else text


def plain_cell(text: str) -> str:
    """What `safe_cell` was given: "'=1+1" → "=1+1"; any other text as it is."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_QUOTED) else text


class _Echo:
    """A file that gives back what is written, for `csv.writer`."""

    def write(self, text: str) -> str:
        return text


def csv_lines(titles: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """UTF-8 CSV with its mark, semicolons (what a French spreadsheet opens), line by line: memory stays flat."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff".encode() + writer.writerow([safe_cell(title) for title in titles]).encode()
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row]).encode()


def xlsx_file(titles: Iterable[str], rows: Iterable[Iterable[Any]]) -> Any:
    """An XLSX file open for reading; every cell is text, so that none is a formula, an address or a link."""
    out = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 (handed over to the answer, which closes it)
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Dossiers")
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, bold)
    for rank, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            sheet.write_string(rank, column, ("" if value is None else str(value))[:_LONGEST_CELL])
    book.close()
    out.seek(0)
    return out

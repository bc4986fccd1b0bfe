"""CSV files that a spreadsheet opens as they are, and never runs."""

import csv
import io
from collections.abc import Iterable

# A cell that starts like a formula is shown as text by every spreadsheet when a quote comes first.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value) -> str:
    """Text that a spreadsheet shows and never runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_file(columns, rows: Iterable) -> bytes:
    """UTF-8 CSV with its mark, semicolons (what a French spreadsheet opens), one header row."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(title for title, _ in columns)
    writer.writerows([safe_cell(read(one)) for _, read in columns] for one in rows)
    return out.getvalue().encode("utf-8-sig")

"""The attendance sheet of an event, to be signed: its data contract and what its template prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..numbers import date_words


@dataclass(frozen=True, kw_only=True)
class AttendanceSheet:
    """What the document prints.

    brand        colours of the territory: brand, soft brand, accent (#rrggbb)
    lines        who is awaited: name, commune, number of people
    blank_lines  how many empty lines are left for those who come without having signed up
    """

    brand: tuple[str, str, str]
    territory: str
    organisation: str
    title: str
    when: str
    where: str
    printed_on: date
    lines: Sequence[tuple[str, str, str]]
    blank_lines: int


def content(report: AttendanceSheet) -> dict[str, Any]:
    """Everything the template prints, as JSON values."""
    brand, soft, accent = report.brand
    return {
        "title": f"Feuille de présence, {report.title}",
        "dated": [report.printed_on.year, report.printed_on.month, report.printed_on.day],
        "brand": brand,
        "soft": soft,
        "accent": accent,
        "territory": report.territory,
        "organisation": report.organisation,
        "event": report.title,
        "when": report.when,
        "where": report.where,
        "printed": date_words(report.printed_on),
        "lines": [list(line) for line in report.lines],
        "blank_lines": report.blank_lines,
    }

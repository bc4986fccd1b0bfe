"""The readable summary of what is held on a person: its data contract and what its template prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from faitiere.lib.numbers import date_words


@dataclass(frozen=True)
class SummarySection:
    """A heading and its lines: (what, value), already written in French."""

    title: str
    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class DataSummary:
    """`brand`: brand, soft and accent colours of the territory."""

    brand: tuple[str, str, str]
    territory: str
    person: str
    issued_on: date
    sections: Sequence[SummarySection]


def content(report: DataSummary) -> dict[str, Any]:
    """Everything the template prints, as JSON values."""
    brand, soft, accent = report.brand
    day = report.issued_on
    return {
        "title": f"Vos données, {report.person}",
        "dated": [day.year, day.month, day.day],
        "day": date_words(day),
        "brand": brand,
        "soft": soft,
        "accent": accent,
        "territory": report.territory,
        "person": report.person,
        "sections": [{"title": one.title, "rows": [list(row) for row in one.rows]} for one in report.sections],
    }

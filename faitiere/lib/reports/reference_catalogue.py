"""Several site sheets in one document, after a table of them: its data contract and what its template prints."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..numbers import date_words
from . import reference_sheet
from .reference_sheet import ReferenceSheet


@dataclass(frozen=True, kw_only=True)
class ReferenceCatalogue:
    """The sheets in the order of the list; `selection` says in a sentence how they were chosen."""

    brand: tuple[str, str, str]
    territory: str
    title: str
    selection: str
    sheets: Sequence[ReferenceSheet]
    printed_on: date


def _named_apart(report: ReferenceCatalogue) -> list[ReferenceSheet]:
    """The same sheets, their pictures under names that no two share."""
    return [
        replace(one, pictures=tuple(replace(picture, name=f"{rank}-{picture.name}") for picture in one.pictures))
        for rank, one in enumerate(report.sheets)
    ]


def content(report: ReferenceCatalogue) -> dict[str, Any]:
    """Everything the template prints, as JSON values."""
    brand, soft, accent = report.brand
    return {
        "title": report.title,
        "dated": [report.printed_on.year, report.printed_on.month, report.printed_on.day],
        "brand": brand,
        "soft": soft,
        "accent": accent,
        "territory": report.territory,
        "selection": report.selection,
        "sheets": [reference_sheet.content(one) for one in _named_apart(report)],
        "printed": date_words(report.printed_on),
    }


def drawings(report: ReferenceCatalogue) -> dict[str, str]:
    """The SVG of each picture, by its name."""
    return {name: svg for one in _named_apart(report) for name, svg in reference_sheet.drawings(one).items()}

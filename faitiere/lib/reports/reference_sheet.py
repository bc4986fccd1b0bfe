"""The site sheet of a renovated house or condominium: its data contract and what its template prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..numbers import date_words


@dataclass(frozen=True, kw_only=True)
class SheetPicture:
    """A picture inside a standalone SVG, whose <title> and <desc> are its alternative text, and its caption."""

    name: str
    svg: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class ReferenceSheet:
    """What the document prints; figures are already written in French.

    brand      colours of the territory: brand, soft brand, accent (#rrggbb)
    facts      (word, value) pairs
    testimony  what was said and by whom, without a name; empty when nobody said anything
    """

    brand: tuple[str, str, str]
    territory: str
    organisation: str
    title: str
    summary: str
    classes: str
    class_note: str
    facts: Sequence[tuple[str, str]]
    works: Sequence[str]
    aids: Sequence[str]
    testimony: tuple[str, str]
    measured: str
    pictures: Sequence[SheetPicture]
    printed_on: date


def content(report: ReferenceSheet) -> dict[str, Any]:
    """Everything the template prints, as JSON values."""
    brand, soft, accent = report.brand
    return {
        "title": report.title,
        "dated": [report.printed_on.year, report.printed_on.month, report.printed_on.day],
        "brand": brand,
        "soft": soft,
        "accent": accent,
        "territory": report.territory,
        "organisation": report.organisation,
        "summary": report.summary,
        "classes": report.classes,
        "class_note": report.class_note,
        "facts": [list(pair) for pair in report.facts],
        "works": list(report.works),
        "aids": list(report.aids),
        "testimony": list(report.testimony),
        "measured": report.measured,
        "pictures": [{"name": one.name, "caption": one.caption} for one in report.pictures],
        "printed": date_words(report.printed_on),
    }


def drawings(report: ReferenceSheet) -> dict[str, str]:
    """The SVG of each picture, by its name."""
    return {one.name: one.svg for one in report.pictures}

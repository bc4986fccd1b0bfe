"""Letters to print and post, one after another in one document: data contract and what the template prints."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from faitiere.lib.numbers import date_words


@dataclass(frozen=True, kw_only=True)
class Letter:
    """address  lines of the window of the envelope; paragraphs  the text; joined  what goes with it, in words."""

    organisation: str
    organisation_lines: Sequence[str]
    address: Sequence[str]
    subject: str
    case_number: str
    paragraphs: Sequence[str]
    signature: str
    joined: str = ""


@dataclass(frozen=True, kw_only=True)
class Letters:
    """Several letters; `brand`: brand, soft and accent colours of the territory."""

    brand: tuple[str, str, str]
    territory: str
    issued_on: date
    letters: Sequence[Letter]


def content(report: Letters) -> dict[str, Any]:
    """Everything the template prints, as JSON values."""
    brand, soft, accent = report.brand
    day = report.issued_on
    return {
        "title": f"Courriers du {date_words(day)}",
        "dated": [day.year, day.month, day.day],
        "day": date_words(day),
        "brand": brand,
        "soft": soft,
        "accent": accent,
        "territory": report.territory,
        "letters": [asdict(one) for one in report.letters],
    }

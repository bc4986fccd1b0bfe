"""The simplified energy balance (BES) printed: its data contract, and the words and drawings of its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from ..charts import Chart
from .frame import framed


@dataclass(frozen=True, kw_only=True)
class BillBalance:
    """What the document prints.

    brand   colours of the territory: brand, soft brand, accent (#rrggbb)
    charts  the displays, most telling first
    rows    one a year: year, heating, hot water, common electricity, total (kWh), degree-days, primary kWh/m², the
            same corrected, euros, price of a kWh
    by_dwelling  one a year: year, euros per m², euros and kWh per dwelling, m³ of hot water per dwelling, kWh per m³
    notes   what the figures rest on, and doubts, in sentences
    """

    brand: tuple[str, str, str]
    territory: str
    organisation: str
    subject: str
    address: str
    case_number: str
    issued_on: date
    finding: str
    charts: Sequence[Chart]
    rows: Sequence[Sequence[str]]
    by_dwelling: Sequence[Sequence[str]]
    notes: Sequence[str]


def content(report: BillBalance) -> dict[str, Any]:
    """Everything the template prints, as JSON values."""
    return framed(report, title=f"Bilan des factures d'énergie, {report.subject}") | {
        "finding": report.finding,
        "charts": [{"name": chart.name, "title": chart.title} for chart in report.charts],
        "rows": [list(row) for row in report.rows],
        "by_dwelling": [list(row) for row in report.by_dwelling],
        "notes": list(report.notes),
    }


class Drawn(Protocol):
    """A document with charts in the colours of its territory."""

    @property
    def brand(self) -> tuple[str, str, str]: ...

    @property
    def charts(self) -> Sequence[Chart]: ...


def drawings(report: Drawn) -> dict[str, str]:
    """The SVG of each display, by its name."""
    brand, soft, accent = report.brand
    colours = {"t-brand": brand, "t-brand-soft": soft, "t-accent": accent}
    return {chart.name: chart.svg(standalone=True, colours=colours) for chart in report.charts}

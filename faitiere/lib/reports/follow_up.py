"""The follow-up report after works: its data contract, and the words and drawings of its template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..charts import Chart
from .frame import framed


@dataclass(frozen=True, kw_only=True)
class FollowUpReport:
    """What the document prints; figures are already written in French.

    brand    colours of the territory: brand, soft brand, accent (#rrggbb)
    figures  (label, value): measured gain, its range, computed gain, classes
    rows     (what, before, after)
    checks   what to look at when the gain is under the computed one
    notes    what the comparison rests on and leaves out
    """

    brand: tuple[str, str, str]
    territory: str
    organisation: str
    subject: str
    address: str
    case_number: str
    issued_on: date
    finding: str
    sentence: str
    figures: Sequence[tuple[str, str]]
    charts: Sequence[Chart]
    rows: Sequence[tuple[str, str, str]]
    works: Sequence[str]
    checks: Sequence[str]
    notes: Sequence[str]


def content(report: FollowUpReport) -> dict[str, Any]:
    """Everything the template prints, as JSON values."""
    return framed(report, title=f"Après les travaux, {report.subject}") | {
        "finding": report.finding,
        "sentence": report.sentence,
        "figures": [list(one) for one in report.figures],
        "charts": [{"name": chart.name, "title": chart.title} for chart in report.charts],
        "rows": [list(row) for row in report.rows],
        "works": list(report.works),
        "checks": list(report.checks),
        "notes": list(report.notes),
    }

"""Charts drawn by the server as SVG, for pages (classes only, strict CSP) and for PDF (standalone).

Every function returns a `Chart`: `chart.svg(narrow=…, standalone=…)`, `chart.figure_html()`,
`chart.table_html()`, `chart.alt`, `chart.rows`. `stylesheet()` is the CSS a page needs.
See them all: `python -m faitiere.lib.charts DIR`.
"""

from .amounts import monthly_cash, range_bar, yearly_cash
from .chances import class_chances
from .chart import Chart
from .dashboards import bars_by_month, progress
from .house import HOUSE_PARTS
from .labels import estimated_label, official_label
from .losses import losses, losses_house
from .palette import stylesheet
from .pareto import Named, pareto
from .uses import USES, uses, uses_compare
from .votes import votes
from .years import years_by_use

__all__ = [
    "HOUSE_PARTS",
    "USES",
    "Chart",
    "Named",
    "bars_by_month",
    "class_chances",
    "estimated_label",
    "losses",
    "losses_house",
    "monthly_cash",
    "official_label",
    "pareto",
    "progress",
    "range_bar",
    "stylesheet",
    "uses",
    "uses_compare",
    "votes",
    "yearly_cash",
    "years_by_use",
]

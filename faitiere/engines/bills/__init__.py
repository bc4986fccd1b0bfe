"""The simplified energy balance (BES): bills by use and year, corrected for the climate, in four displays.

Source: `calculators.md` e1 (ARC, Hespul); heating only is corrected. Money is integer cents; energies are kWh PCI.
"""

from .balance import Basis, Bill, Site, Split, YearBalance, balances, split_by_bills, split_by_hot_water
from .compared import Comparison, Verdict, after_works, mean_cents
from .degree_days import DegreeDays, from_days, over_twelve, reference_degree_days, shipped
from .doubts import doubts
from .energies import Energy, Use, primary_factor, to_kwh, units_of
from .references import Reference, Saving, hot_water_need, hot_water_reference, saving, surface_reference

__all__ = [
    "Basis",
    "Bill",
    "Comparison",
    "DegreeDays",
    "Energy",
    "Reference",
    "Saving",
    "Site",
    "Split",
    "Use",
    "Verdict",
    "YearBalance",
    "after_works",
    "balances",
    "doubts",
    "from_days",
    "hot_water_need",
    "hot_water_reference",
    "mean_cents",
    "over_twelve",
    "primary_factor",
    "reference_degree_days",
    "saving",
    "shipped",
    "split_by_bills",
    "split_by_hot_water",
    "surface_reference",
    "to_kwh",
    "units_of",
]

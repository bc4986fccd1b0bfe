"""Values that a careful reader would question before drawing a conclusion."""

from collections.abc import Sequence
from datetime import date

from faitiere.engines import params

from .balance import YearBalance


def doubts(years: Sequence[YearBalance], *, on: date) -> list[str]:
    """Questions in French about the balances, most serious first; empty when nothing surprises."""
    return [question for year in years for question in _of(year, years, on)]


def _figure(value: float, digits: int = 0) -> str:
    """As people write it in French: thousands apart, decimal comma."""
    return f"{value:,.{digits}f}".replace(",", "\u00a0").replace(".", ",")


def _limit(key: str, on: date) -> float:
    return float(params.value("bes_plausible", on=on, key=key))


def _of(year: YearBalance, years: Sequence[YearBalance], on: date) -> list[str]:
    found = []
    per_m2 = year.total_kwh / year.area_m2
    if not _limit("kwh_m2_low", on) <= per_m2 <= _limit("kwh_m2_high", on):
        found.append(
            f"{year.year} : {_figure(per_m2)} kWh par m² surprend. "
            "L'unité de la facture et la surface sont-elles justes ?"
        )
    price = year.cents_per_kwh
    if price is not None and not _limit("cents_kwh_low", on) <= price <= _limit("cents_kwh_high", on):
        found.append(
            f"{year.year} : {_figure(price, 1)} c€ par kWh surprend. "
            "Le montant couvre-t-il toute la consommation, taxes comprises ?"
        )
    others = [one.total_kwh for one in years if one is not year]
    if others and year.total_kwh > 0:
        mean = sum(others) / len(others)
        ratio = max(year.total_kwh / mean, mean / year.total_kwh) if mean else float("inf")
        if ratio > _limit("year_ratio", on):
            found.append(
                f"{year.year} : {_figure(year.total_kwh)} kWh, contre {_figure(mean)} en moyenne les autres années. "
                "Manque-t-il une facture, ou le bâtiment a-t-il changé ?"
            )
    return found

"""Energies, their units on a bill, and what they are worth in kWh and in primary energy."""

from datetime import date
from enum import StrEnum

from faitiere.engines import params


class Energy(StrEnum):
    GAS = "gas"
    OIL = "oil"
    PROPANE = "propane"
    PELLETS = "pellets"
    LOGS = "logs"
    DISTRICT = "district"
    ELECTRICITY = "electricity"


class Use(StrEnum):
    """What a bill pays for; `HEAT_AND_WATER`: one boiler for both, to be split."""

    HEAT = "heat"
    WATER = "water"
    COMMON = "common"
    HEAT_AND_WATER = "heat_and_water"


def units_of(energy: Energy, *, on: date) -> list[str]:
    """Units in which a bill of this energy may be written, in the order of the table."""
    found = [dict(one.keys) for one in params.in_force(on, "bill_kwh_per_unit")]
    return [keys["energy_unit"] for keys in found if keys["energy"] == energy]


def to_kwh(quantity: float, *, energy: Energy, unit: str, on: date) -> float:
    """Energy of a bill in kWh PCI (net value). Raises ValueError for a negative quantity or an unknown unit.

    >>> to_kwh(700_000, energy=Energy.GAS, unit="kWh PCS", on=date(2026, 1, 1))
    630000.0
    """
    if quantity < 0:
        raise ValueError("La quantité d'une facture est positive : un avoir se saisit en corrigeant la facture.")
    known = units_of(energy, on=on)
    if unit not in known:
        raise ValueError(f"Cette énergie se compte en {', '.join(known)} : « {unit} » n'en est pas une unité.")
    return float(quantity * float(params.value("bill_kwh_per_unit", on=on, energy=energy, energy_unit=unit)))


def primary_factor(energy: Energy, *, on: date) -> float:
    """Primary energy per final kWh under the rule of the day `on` (dimensionless)."""
    return float(params.value("bill_primary_factor", on=on, energy=energy))

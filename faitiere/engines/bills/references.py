"""What a building may be compared with (Hespul): kWh per m² for heating and hot water, hot water per dwelling."""

from dataclasses import dataclass
from datetime import date

from faitiere.engines import params

from .balance import YearBalance
from .energies import Energy, Use


@dataclass(frozen=True, slots=True)
class Reference:
    """An average building and an efficient one, in one unit."""

    average: float
    efficient: float


def surface_reference(departement: str, altitude_m: float, *, on: date) -> Reference | None:
    """Heating and hot water in kWh/(m².an); None for a département whose factor is not known.

    >>> surface_reference("31", 150, on=date(2026, 1, 1))
    Reference(average=157.5, efficient=72.0)
    """
    zone = params.find_or_none("bes_zone", on=on, key=departement)
    if zone is None:
        return None
    steps = {int(dict(one.keys)["key"]): one.value for one in params.in_force(on, "bes_altitude")}
    above = max(step for step in steps if step <= max(0, altitude_m))
    factor = float(str(zone.value)) + float(str(steps[above]))
    return Reference(*(round(_value("bes_reference", kind, on) * factor, 1) for kind in ("average", "efficient")))


def hot_water_need(*, on: date) -> Reference:
    """Hot water of one dwelling in m³ a year.

    >>> hot_water_need(on=date(2026, 1, 1))
    Reference(average=30.0, efficient=25.0)
    """
    return Reference(*(_value("bes_hot_water_m3", kind, on) for kind in ("average", "efficient")))


@dataclass(frozen=True, slots=True)
class Saving:
    """What heating and hot water would spare if the building were efficient: part of its energy (0 to 1), cents a year.

    corrected: at equal climate, the year having its degree-days
    """

    part: float
    cents: int
    corrected: bool


def saving(year: YearBalance, reference: Reference) -> Saving:
    """Against the efficient building, floored at 0; heating of a normal year in kWh and in euros when it is known."""
    ratio = year.climate_ratio
    factor = 1.0 if ratio is None else ratio
    heat, water = year.kwh.get(Use.HEAT, 0.0) * factor, year.kwh.get(Use.WATER, 0.0)
    spent = year.cents.get(Use.HEAT, 0) * factor + year.cents.get(Use.WATER, 0)
    per_m2 = (heat + water) / year.area_m2
    part = max(0.0, 1 - reference.efficient / per_m2) if per_m2 else 0.0
    return Saving(part, round(spent * part), ratio is not None)


def hot_water_reference(energy: Energy, *, on: date) -> Reference:
    """Energy of one m³ of hot water in kWh/m³, losses included."""
    family = energy if energy in (Energy.DISTRICT, Energy.ELECTRICITY) else "fuel"
    return Reference(
        *(
            float(params.value("bes_hot_water_kwh_m3", on=on, energy=family, key=kind))
            for kind in ("average", "efficient")
        )
    )


def _value(name: str, kind: str, on: date) -> float:
    return float(params.value(name, on=on, key=kind))

"""The balance of one year: kWh by use, primary energy per m², corrected for the climate, and euros."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .degree_days import DegreeDays
from .energies import Energy, Use, primary_factor, to_kwh


@dataclass(frozen=True, slots=True)
class Bill:
    """What was billed over one year or heating season: `year` is its label ("2019" or "2018-2019")."""

    year: str
    use: Use
    energy: Energy
    quantity: float
    unit: str
    cents: int

    def kwh(self, on: date) -> float:
        return to_kwh(self.quantity, energy=self.energy, unit=self.unit, on=on)


@dataclass(frozen=True, slots=True)
class Site:
    """The building: heated area in m², number of dwellings."""

    area_m2: float
    dwellings: int

    def __post_init__(self) -> None:
        if not self.area_m2 > 0:
            raise ValueError("La surface chauffée est nulle : saisissez-la en m² pour obtenir un bilan par m².")
        if self.dwellings < 1:
            raise ValueError("Le nombre de logements est nul : saisissez-le pour obtenir un bilan par logement.")


@dataclass(frozen=True, slots=True)
class Split:
    """Share of a common boiler that goes to heating (0 to 1), and how it was found."""

    heat: float
    how: str

    def __post_init__(self) -> None:
        if not 0 <= self.heat <= 1:
            raise ValueError("La part du chauffage est entre 0 et 100 %.")


def split_by_bills(heat_cents: int, water_cents: int) -> Split:
    """The split follows the bills: one price for both, so that euros and kWh share alike (Hespul)."""
    if heat_cents < 0 or water_cents < 0 or heat_cents + water_cents == 0:
        raise ValueError("Saisissez le montant du chauffage et celui de l'eau chaude : leur somme est nulle.")
    return Split(heat_cents / (heat_cents + water_cents), "d'après les montants facturés")


def split_by_hot_water(kwh: float, hot_water_m3: float, *, kwh_per_m3: float) -> Split:
    """Hot water measured by its meter × the energy of one m³; the rest heats. `kwh`: the boiler's year."""
    if kwh <= 0:
        raise ValueError("La consommation de la chaudière est nulle : le partage n'a pas d'objet.")
    water = hot_water_m3 * kwh_per_m3
    if water > kwh:
        raise ValueError(
            f"{hot_water_m3:g} m³ d'eau chaude demanderaient {water:.0f} kWh, plus que les {kwh:.0f} kWh facturés : "
            "vérifiez le compteur d'eau chaude ou l'unité de la facture."
        )
    return Split(1 - water / kwh, "d'après l'eau chaude mesurée")


@dataclass(frozen=True, slots=True)
class YearBalance:
    """One year. Energies by use in kWh PCI; per m² in kWh/(m².an); `corrected_per_m2` None without degree-days."""

    year: str
    kwh: Mapping[Use, float]
    primary_per_m2: Mapping[Use, float]
    corrected_per_m2: Mapping[Use, float] | None
    cents: Mapping[Use, int]
    area_m2: float
    dwellings: int
    degree_days: DegreeDays | None
    # Measured at the meter of the building; None when it is not.
    hot_water_m3: float | None = None

    @property
    def total_kwh(self) -> float:
        return sum(self.kwh.values())

    @property
    def total_cents(self) -> int:
        return sum(self.cents.values())

    @property
    def cents_per_kwh(self) -> float | None:
        """Mean price in c€/kWh; None without energy."""
        return self.total_cents / self.total_kwh if self.total_kwh else None

    @property
    def kwh_per_dwelling(self) -> float:
        return self.total_kwh / self.dwellings

    @property
    def cents_per_dwelling(self) -> float:
        return self.total_cents / self.dwellings

    @property
    def cents_per_m2(self) -> float:
        return self.total_cents / self.area_m2

    @property
    def kwh_per_m3(self) -> float | None:
        """Energy of one m³ of hot water, losses included; None when the water is not measured or not heated here."""
        water = self.kwh.get(Use.WATER, 0.0)
        return water / self.hot_water_m3 if self.hot_water_m3 and water else None

    @property
    def m3_per_dwelling(self) -> float | None:
        """Hot water of one dwelling in m³ a year; None when it is not measured."""
        return None if self.hot_water_m3 is None else self.hot_water_m3 / self.dwellings

    @property
    def climate_ratio(self) -> float | None:
        """Heating of a normal year over that of this one; None without degree-days or without heating."""
        heat = self.primary_per_m2.get(Use.HEAT, 0.0)
        return self.corrected_per_m2[Use.HEAT] / heat if self.corrected_per_m2 and heat else None


@dataclass(frozen=True, slots=True)
class Basis:
    """What the balances rest on: the day of the rules, the split of a common boiler by year, the climate by year.

    `degree_days`: year → degree-days; a year without them is not corrected, and says so. `reference`: those of a
    normal year. `hot_water_m3`: year → hot water measured.
    """

    on: date
    splits: Mapping[str, Split] = field(default_factory=dict)
    degree_days: Mapping[str, DegreeDays] = field(default_factory=dict)
    reference: DegreeDays | None = None
    hot_water_m3: Mapping[str, float] = field(default_factory=dict)


def balances(bills: Sequence[Bill], site: Site, basis: Basis) -> list[YearBalance]:
    """One balance a year that has bills, oldest first. Raises ValueError when a common boiler has no split."""
    return [
        _year(year, [bill for bill in bills if bill.year == year], site=site, basis=basis)
        for year in sorted({bill.year for bill in bills})
    ]


def _year(year: str, bills: Sequence[Bill], *, site: Site, basis: Basis) -> YearBalance:
    kwh: dict[Use, float] = {}
    per_m2: dict[Use, float] = {}
    cents: dict[Use, int] = {}
    for bill in bills:
        factor = primary_factor(bill.energy, on=basis.on) / site.area_m2
        for use, part in _parts(bill, basis.splits.get(year)).items():
            energy = bill.kwh(basis.on) * part
            kwh[use] = kwh.get(use, 0.0) + energy
            per_m2[use] = per_m2.get(use, 0.0) + energy * factor
            cents[use] = cents.get(use, 0) + _cents(bill, use, part)
    days = basis.degree_days.get(year)
    return YearBalance(
        year=year,
        kwh=kwh,
        primary_per_m2=per_m2,
        corrected_per_m2=_corrected(per_m2, days, basis.reference),
        cents=cents,
        area_m2=site.area_m2,
        dwellings=site.dwellings,
        degree_days=days,
        hot_water_m3=basis.hot_water_m3.get(year),
    )


def _parts(bill: Bill, split: Split | None) -> dict[Use, float]:
    if bill.use != Use.HEAT_AND_WATER:
        return {bill.use: 1.0}
    if split is None:
        raise ValueError(
            f"En {bill.year}, une facture couvre le chauffage et l'eau chaude : dites comment les partager, "
            "par les montants ou par l'eau chaude mesurée."
        )
    return {Use.HEAT: split.heat, Use.WATER: 1 - split.heat}


def _cents(bill: Bill, use: Use, part: float) -> int:
    """Cents of one use; heating is rounded and hot water takes the rest, so that the sum is the bill."""
    if bill.use != Use.HEAT_AND_WATER:
        return bill.cents
    return round(bill.cents * part) if use == Use.HEAT else bill.cents - round(bill.cents * (1 - part))


def _corrected(
    per_m2: Mapping[Use, float], days: DegreeDays | None, reference: DegreeDays | None
) -> dict[Use, float] | None:
    if days is None or reference is None or days.value <= 0:
        return None
    ratio = reference.value / days.value
    return {use: value * ratio if use == Use.HEAT else value for use, value in per_m2.items()}

"""The simplified energy balance (BES) of a home: from its rows to the engine, and what the tab and the report show."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from faitiere.apps.buildings.degree_days import known
from faitiere.apps.buildings.enums import SplitKind
from faitiere.apps.buildings.models import BillYear, Condominium, Home, Lot
from faitiere.engines import bills as engine
from faitiere.lib import charts
from faitiere.lib.numbers import NBSP, money, number, percent
from faitiere.lib.reports.bill_balance import BillBalance

USES = (engine.Use.HEAT, engine.Use.WATER, engine.Use.COMMON)


@dataclass(frozen=True)
class Balance:
    """The years that could be computed, what prevents the others, and questions about doubtful values."""

    years: list[engine.YearBalance]
    problems: list[str]
    doubts: list[str]
    reference_days: engine.DegreeDays | None
    reference: object | None


def site_of(home: Home) -> engine.Site:
    """Area and number of dwellings; ValueError with a sentence when the area is not known."""
    condominium = Condominium.objects.filter(home=home).first()
    if condominium is not None:
        dwellings = condominium.lots.filter(Lot.STANDING, kind="dwelling").count() or _homes_described(home)
        return engine.Site(float(condominium.heated_area_m2 or 0), max(dwellings, 1))
    result = home.descriptions.order_by("-version").values_list("result", flat=True).first() or {}
    return engine.Site(float(result.get("area_m2") or 0), 1)


def _homes_described(home: Home) -> int:
    """Homes that the description of a building counts, when its lots are not listed yet; 0 when it does not say."""
    latest = home.descriptions.order_by("-version").first()
    counted = next((fact["value"] for fact in latest.facts if fact["key"] == "logements"), None) if latest else None
    return int(counted or 0)


def rows(home: Home) -> list[BillYear]:
    return list(home.bill_years.prefetch_related("bills"))


def balance(home: Home, years: list[BillYear], *, on: dt.date) -> Balance:
    """The balance on a day: each year alone, so that a year with a problem does not hide the others."""
    departement = home.commune.departement if home.commune else ""
    normal = engine.reference_degree_days(departement)
    found, problems = [], []
    try:
        site = site_of(home)
    except ValueError as problem:
        return Balance([], [str(problem)], [], normal, None)
    days = _days(years, departement)
    for year in years:
        try:
            basis = engine.Basis(on, splits=_split(year, on=on), degree_days=days, reference=normal)
            found += engine.balances([engine_bill(year.label, one) for one in year.bills.all()], site, basis)
        except ValueError as problem:
            problems.append(str(problem))
    reference = engine.surface_reference(departement, 0, on=on)
    return Balance(found, problems, engine.doubts(found, on=on), normal, reference)


def engine_bill(label: str, one) -> engine.Bill:
    """A bill kept, or a line of a table, as the engine takes it."""
    return engine.Bill(label, engine.Use(one.use), engine.Energy(one.energy), float(one.quantity), one.unit, one.cents)


def _days(years: list[BillYear], departement: str) -> dict[str, engine.DegreeDays]:
    """Degree-days typed by hand, else those of the shipped table or of the source set; no line when none is known."""
    typed = [year for year in years if year.degree_days is not None]
    others = [year for year in years if year.degree_days is None]
    found = known(departement, [year.starts_on for year in others])
    return {
        year.label: engine.DegreeDays(float(year.degree_days), year.degree_days_source or "saisis à la main")
        for year in typed
    } | {year.label: found[year.starts_on] for year in others if year.starts_on in found}


def _split(year: BillYear, *, on: dt.date) -> dict[str, engine.Split]:
    if year.split == SplitKind.BILLS and year.heat_cents is not None and year.water_cents is not None:
        return {year.label: engine.split_by_bills(year.heat_cents, year.water_cents)}
    if year.split == SplitKind.METER and year.hot_water_m3 is not None:
        common = [one for one in year.bills.all() if one.use == engine.Use.HEAT_AND_WATER]
        if not common:
            return {}
        kwh = sum(engine_bill(year.label, one).kwh(on) for one in common)
        usual = engine.hot_water_reference(engine.Energy(common[0].energy), on=on)
        found = engine.split_by_hot_water(kwh, float(year.hot_water_m3), kwh_per_m3=usual.average)
        return {year.label: found}
    return {}


def _parts(values) -> tuple[float, ...]:
    return tuple(float(values.get(use, 0)) for use in USES)


def drawings(years: list[engine.YearBalance]) -> list[charts.Chart]:
    """The four displays: corrected for the climate first, when it can be."""
    if not years:
        return []
    made = []
    corrected = [(one.year, _parts(one.corrected_per_m2)) for one in years if one.corrected_per_m2]
    if corrected:
        title = "Énergie primaire, en kWh par m², comme si chaque hiver avait été moyen"
        made.append(charts.years_by_use(corrected, title=title, unit="kWh par m²", name="climat"))
    primary = [(one.year, _parts(one.primary_per_m2)) for one in years]
    final = [(one.year, tuple(part / 1000 for part in _parts(one.kwh))) for one in years]
    euros = [(one.year, tuple(part / 100 for part in _parts(one.cents))) for one in years]
    made += [
        charts.years_by_use(
            primary, title="Énergie primaire, en kWh par m², sans correction", unit="kWh par m²", name="primaire"
        ),
        charts.years_by_use(
            final, title="Énergie totale aux compteurs, en MWh", unit="MWh", name="totale", shown=_one_decimal
        ),
        charts.years_by_use(euros, title="Dépense, en euros", unit="euros", name="euros"),
    ]
    return made


def _one_decimal(value: float) -> str:
    return number(value, 1)


def table(years: list[engine.YearBalance]) -> list[dict]:
    """One line a year, every figure in words; "non corrigé" for a year without degree-days."""
    return [
        {
            "year": one.year,
            "uses": [number(part) for part in _parts(one.kwh)],
            "days": number(one.degree_days.value) if one.degree_days else "inconnus",
            "total": number(one.total_kwh),
            "primary": number(sum(one.primary_per_m2.values())),
            "corrected": number(sum(one.corrected_per_m2.values())) if one.corrected_per_m2 else "non corrigé",
            "money": money(one.total_cents),
            "price": f"{number(one.cents_per_kwh, 1)}{NBSP}c€" if one.cents_per_kwh else "",
            "per_dwelling": money(round(one.cents_per_dwelling)),
        }
        for one in years
    ]


def finding(years: list[engine.YearBalance]) -> str:
    """What the balance says, in one sentence: the trend at equal climate, else the last year."""
    corrected = [one for one in years if one.corrected_per_m2]
    if len(corrected) < 2:
        return "Une année de plus, corrigée du climat, dira si la consommation baisse." if years else ""
    first, last = (sum(one.corrected_per_m2.values()) for one in (corrected[0], corrected[-1]))
    change = last / first - 1 if first else 0.0
    span = f"entre {corrected[0].year} et {corrected[-1].year}"
    if abs(change) < 0.02:
        return f"À climat égal, l'énergie n'a guère changé {span}."
    way = "baissé" if change < 0 else "augmenté"
    return f"À climat égal, l'énergie a {way} de {percent(abs(change))} {span}."


def _compared(found: Balance) -> list[str]:
    """What a building like this one consumes, in a sentence; nothing for a department we know nothing of."""
    known = found.reference
    if known is None:
        return []
    average, efficient = number(known.average), number(known.efficient)
    return [
        f"Chauffage et eau chaude : un immeuble moyen du département consomme {average} kWh par m², un immeuble "
        f"efficace {efficient}"
    ]


def about_case(case, territory) -> dict:
    """What a report printed for a case says of who issues it, about what, when."""
    return {
        "brand": (territory.brand, territory.brand_soft, territory.accent),
        "territory": territory.name,
        "organisation": case.organisation.name,
        "subject": case.title,
        "address": str(case.home),
        "case_number": case.number,
        "issued_on": timezone.localdate(),
    }


def printed(case, found: Balance, *, territory) -> BillBalance:
    """What the printed balance holds."""
    normal = found.reference_days
    climate = (
        f"{number(normal.value)} degrés-jours de référence : {normal.source}" if normal else "Aucun degré-jour connu"
    )
    return BillBalance(
        **about_case(case, territory),
        finding=finding(found.years),
        charts=tuple(drawings(found.years)),
        rows=tuple(
            (
                *(one["year"], *one["uses"], one["days"], one["corrected"]),
                *(one["money"], one["per_dwelling"], one["price"]),
            )
            for one in table(found.years)
        ),
        notes=(climate, *_compared(found), *found.doubts, *found.problems),
    )

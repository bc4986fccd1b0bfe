"""The simplified energy balance (BES) of a home: from its rows to the engine, and what the tab and the report show."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from faitiere.apps.buildings.degree_days import known
from faitiere.apps.buildings.enums import SplitKind
from faitiere.apps.buildings.models import BillYear, Condominium, Home, Lot
from faitiere.engines import bills as engine
from faitiere.lib import charts
from faitiere.lib.numbers import NBSP, money, number, percent, trimmed
from faitiere.lib.reports.bill_balance import BillBalance

# Classes of altitude of a commune (indicative): from how many metres, and in words.
ALTITUDES = {"inf_400": (0, "sous 400 m"), "400_800": (400, "de 400 à 800 m"), "sup_800": (800, "au-dessus de 800 m")}
USES = (engine.Use.HEAT, engine.Use.WATER, engine.Use.COMMON)


@dataclass(frozen=True)
class Balance:
    """The years that could be computed, what prevents the others, and questions about doubtful values."""

    years: list[engine.YearBalance]
    problems: list[str]
    doubts: list[str]
    reference_days: engine.DegreeDays | None
    reference: engine.Reference | None
    # In words, how high the references are taken; "" when it is not known: as if under 400 m.
    altitude: str = ""
    hot_water: engine.Reference | None = None
    on: dt.date | None = None


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
            water = {} if year.hot_water_m3 is None else {year.label: float(year.hot_water_m3)}
            splits = _split(year, on=on)
            basis = engine.Basis(on, splits=splits, degree_days=days, reference=normal, hot_water_m3=water)
            found += engine.balances([engine_bill(year.label, one) for one in year.bills.all()], site, basis)
        except ValueError as problem:
            problems.append(str(problem))
    metres, altitude = ALTITUDES.get(home.commune.altitude_class if home.commune else "", (0, ""))
    reference = engine.surface_reference(departement, metres, on=on)
    doubts, hot_water = engine.doubts(found, on=on), _hot_water_reference(years, on=on)
    return Balance(found, problems, doubts, normal, reference, altitude=altitude, hot_water=hot_water, on=on)


def _hot_water_reference(years: list[BillYear], *, on: dt.date) -> engine.Reference | None:
    """Energy of one m³ where the latest bill of hot water is of this energy; None without such a bill."""
    heats = (engine.Use.WATER, engine.Use.HEAT_AND_WATER)
    latest = sorted(years, key=lambda year: year.starts_on, reverse=True)
    energy = next((one.energy for year in latest for one in year.bills.all() if one.use in heats), None)
    return engine.hot_water_reference(engine.Energy(energy), on=on) if energy else None


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


_UNMEASURED = "non mesurée"


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
            "kwh_per_dwelling": number(one.kwh_per_dwelling),
            "per_m2": money(round(one.cents_per_m2), with_cents=True),
            "kwh_per_m3": trimmed(one.kwh_per_m3, 1) if one.kwh_per_m3 else _UNMEASURED,
            "m3_per_dwelling": trimmed(one.m3_per_dwelling, 1) if one.m3_per_dwelling else _UNMEASURED,
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


def compared(found: Balance) -> list[str]:
    """What a building like this one consumes and what being efficient would spare, in sentences; each where known."""
    return [*_surface_words(found), *_saving_words(found), *_hot_water_words(found)]


def _surface_words(found: Balance) -> list[str]:
    known = found.reference
    if known is None:
        return []
    place = f"du département, {found.altitude} (altitude indicative)," if found.altitude else "du département"
    average, efficient = trimmed(known.average, 1), trimmed(known.efficient, 1)
    return [
        f"Chauffage et eau chaude : un immeuble moyen {place} consomme {average} kWh par m², un immeuble "
        f"efficace {efficient}."
    ]


def _saving_words(found: Balance) -> list[str]:
    """For the latest year that has heating: in % and in euros, floored at nothing."""
    year = next((one for one in reversed(found.years) if one.kwh.get(engine.Use.HEAT)), None)
    if year is None or found.reference is None:
        return []
    spared = engine.saving(year, found.reference)
    climate = ", à climat égal" if spared.corrected else ""
    if not spared.part:
        return [f"En {year.year}{climate}, cet immeuble consomme moins qu'un immeuble efficace."]
    return [
        f"En {year.year}{climate}, un immeuble efficace aurait consommé {percent(spared.part)} de moins pour le "
        f"chauffage et l'eau chaude, soit {money(spared.cents)} par an."
    ]


def _hot_water_words(found: Balance) -> list[str]:
    if found.hot_water is None or found.on is None:
        return []
    need, energy = engine.hot_water_need(on=found.on), found.hot_water
    return [
        f"Eau chaude : un logement moyen en prend {number(need.average)} m³ par an, un logement économe "
        f"{number(need.efficient)} ; chaque m³ demande {number(energy.average)} kWh avec cette énergie, "
        f"{number(energy.efficient)} dans une installation efficace."
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
                *(one["year"], *one["uses"], one["total"], one["days"], one["primary"], one["corrected"]),
                *(one["money"], one["price"]),
            )
            for one in table(found.years)
        ),
        by_dwelling=tuple(
            (
                *(one["year"], one["per_m2"], one["per_dwelling"], one["kwh_per_dwelling"]),
                *(one["m3_per_dwelling"], one["kwh_per_m3"]),
            )
            for one in table(found.years)
        ),
        notes=(climate, *compared(found), *found.doubts, *found.problems),
    )

"""Works applied to dwellings: a copy of the columns, edited; the engine then computes it like any other."""

from collections.abc import Callable, Sequence

from ..columns import Columns
from . import air_and_sun, emitters, heating, hot_water
from .catalogue import Work, entry, parameters
from .insulation import insulate
from .openings import replace_doors, replace_windows
from .validity import check

Edit = Callable[[Columns, str, dict, str], None]


def _programme(columns: Columns, _code: str, chosen: dict, _reading: str) -> None:
    emitters.programme(columns, int(chosen["equipement"]))


def _add_valves(columns: Columns, _code: str, _chosen: dict, _reading: str) -> None:
    emitters.add_valves(columns)


BY_FAMILY: dict[str, Edit] = {
    "murs": insulate,
    "toiture": insulate,
    "plancher": insulate,
    "menuiseries": replace_windows,
    "ventilation": air_and_sun.ventilate,
    "chauffage": heating.install,
    "eau_chaude": hot_water.replace_tank,
    "solaire": air_and_sun.install_panels,
}
BY_CODE: dict[str, Edit] = {
    "porte_entree": replace_doors,
    "poele_granules": heating.add_stove,
    "insert_buches": heating.add_stove,
    "systeme_solaire_combine": heating.add_solar,
    "chauffe_eau_solaire": hot_water.install_solar,
    "thermostat_programmable": _programme,
    "robinets_thermostatiques": _add_valves,
}
# The envelope first, then what depends on it; what is added to a new system comes after that system.
ORDER = ("murs", "toiture", "plancher", "menuiseries", "ventilation", "chauffage", "eau_chaude", "regulation")
AFTER_HEATING = ("poele_granules", "insert_buches", "systeme_solaire_combine", "chauffe_eau_solaire")


def rank(work: Work) -> tuple[bool, int]:
    """Where a work stands in the order of application."""
    family = entry(work.code).famille
    return work.code in AFTER_HEATING, ORDER.index(family) if family in ORDER else len(ORDER)


def ordered(works: Sequence[Work]) -> list[Work]:
    """The works in the order they are applied, whatever the order they were chosen in."""
    return sorted(works, key=rank)


def apply(columns: Columns, works: Sequence[Work], *, reading: str = "inputs-only") -> Columns:
    """The dwellings (n ≥ 1) after works; `columns` is left untouched.

    A dwelling where a work is not possible keeps its columns for that work. Rows that are edited lose their
    recorded values and matched table rows, so that the engine decides (energy-method §18). `reading` says
    which U of today counts, as in a run. Raises UnknownWork on works that do not exist or exclude each other.
    """
    check(works)
    edited = columns.copy()
    for work in ordered(works):
        edit = BY_CODE.get(work.code) or BY_FAMILY[entry(work.code).famille]
        edit(edited, work.code, parameters(work), reading)
    return edited

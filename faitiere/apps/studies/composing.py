"""What the catalogue offers a home: possible or why not, quantity found, price, conditions of aids. Pure."""

import datetime as dt
from dataclasses import dataclass

from faitiere.engines.energy import works
from faitiere.engines.energy.climate import is_building
from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.works.catalogue import CatalogueEntry, Condition

from .families import by_family
from .prices import UnitPrice

# Settings an advisor may change: key → (words, unit, least, most).
PERFORMANCES = {
    "r": ("Résistance R", "m².K/W", 0.5, 15),
    "uw": ("Uw", "W/m².K", 0.5, 5),
    "sw": ("Sw", "", 0.05, 0.8),
    "ud": ("Ud", "W/m².K", 0.5, 5),
    "scop": ("SCOP", "", 1, 8),
    "cop": ("COP", "", 1, 8),
    "etas": ("Efficacité saisonnière Etas", "%", 50, 300),
    "kwc": ("Puissance", "kWc", 0.5, 36),
    "volume": ("Volume", "litres", 30, 500),
}
SIGNS = {">=": "au moins", "<=": "au plus"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One work on this home. `quantity` is what the engine finds, in the unit of the catalogue."""

    entry: CatalogueEntry
    possible: bool
    reason: str
    quantity: float
    price: UnitPrice | None
    conditions: tuple[Condition, ...]

    @property
    def settings(self) -> list[str]:
        """Keys of its performance that may be changed."""
        return [key for key in self.entry.parametres if key in PERFORMANCES]


def offers(
    columns: Columns, *, prices: dict[str, UnitPrice | None], on: dt.date, reading: str
) -> list[tuple[str, list[Offer]]]:
    """(family heading, offers) for one home (n = 1), prices and conditions being those of a day."""
    whole = bool(is_building(columns)[0])
    can = {one.code: one for one in works.available(columns) if concerns(works.entry(one.code), whole=whole)}
    found = {
        code: works.quantities(columns, code, reading=reading) if one.possible else 0.0 for code, one in can.items()
    }
    return [
        (
            heading,
            [
                Offer(
                    entry,
                    can[entry.code].possible,
                    can[entry.code].reason,
                    found[entry.code],
                    prices.get(entry.code),
                    tuple(works.conditions(entry.code, on)),
                )
                for entry in entries
                if entry.code in can
            ],
        )
        for heading, entries in by_family()
        if any(entry.code in can for entry in entries)
    ]


def concerns(entry: CatalogueEntry, *, whole: bool) -> bool:
    """The plant of a building is not proposed to a home, nor the heater of a home to a building."""
    if "immeuble" in entry.necessite:
        return whole
    return not whole or not (entry.famille in ("chauffage", "eau_chaude") or "maison" in entry.necessite)


def engine_work(work: dict, computed: float) -> works.Work:
    """A work of a scenario as the engine takes it: a smaller area typed by hand becomes a share of the surface."""
    chosen = {key: float(value) for key, value in work.get("parameters", {}).items()}
    given = work.get("quantity")
    if given and works.entry(work["code"]).unite == "m²" and 0 < float(given) < computed:
        chosen["share"] = float(given) / computed
    return works.Work(work["code"], chosen)


def condition_words(condition: Condition) -> str:
    """ "Résistance R au moins 3,7 m².K/W"."""
    words = PERFORMANCES.get(condition.critere, (condition.critere,))[0]
    figure = f"{condition.valeur:g}".replace(".", ",")
    return (
        f"{words} {SIGNS.get(condition.operateur, condition.operateur)} {figure} {condition.unite.strip('-')}".strip()
    )

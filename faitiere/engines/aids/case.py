"""A situation made ready for the rules: columns of one row, the regime, and what is known of it."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from faitiere.engines import params
from faitiere.engines.params import NoValue, Parameter

from . import codes, wording
from .columns import FIELDS, Columns
from .regime import Regime, regime
from .results import Provenance
from .rules import income
from .situation import Situation, WorkLine

Value = TypeVar("Value")
LABELS = {
    "household": "nombre de personnes du ménage",
    "income": "revenu fiscal de référence",
    "region": "région du ménage",
    "occupancy": "statut d'occupation",
    "main_home": "résidence principale ou non",
    "age": "date d'achèvement du logement",
    "class_before": "classe DPE avant travaux",
    "class_after": "classe DPE visée après travaux",
    "works": "montant hors taxe des travaux",
    "home": "maison ou appartement",
    "area": "surface habitable",
    "department": "département du logement",
    "commune": "commune du logement",
    "boiler": "remplacement ou non d'une chaudière au gaz, au fioul ou au charbon",
    "lines": "liste des travaux",
    "gain": "gain énergétique",
    "property_tax": "montant annuel de la taxe foncière",
}
CATEGORY_FACTS = ("household", "income", "region")
_EMPTY = {"code": -1, "bool": False, "text": "", "number": np.nan, "mapped": np.nan}
_DEFAULTS = {name: np.array([_EMPTY[f.kind]]) for name, f in FIELDS.items()}
_STATUS = {
    "occupant": codes.OWNER,
    "bailleur": codes.OWNER,
    "acquereur": codes.BUYER,
    "locataire": codes.TENANT,
    "copropriete": codes.SYNDICATE,
}
_PERFORMANCE = {
    **dict.fromkeys(("insert", "poele_buches", "poele_granules"), codes.ETAS_WOOD),
    **dict.fromkeys(("pac_geothermique", "pac_solarothermique"), codes.ETAS_GROUND),
    "pac_air_eau": codes.ETAS_AIR,
}


def age_between(earlier: date, later: date) -> float:
    """Whole years between two days, plus a half when the anniversary is past: « more than ten » is exact."""
    years = later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))
    return years + (0.0 if (later.month, later.day) == (earlier.month, earlier.day) else 0.5)


def part(base_cents: int, rate_percent: float) -> int:
    """A percentage of an amount, in cents, half a cent rounded up."""
    exact = Decimal(base_cents) * Decimal(str(rate_percent)) / 100
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


class Case:
    """One situation on one day, as the rules and the sentences need it."""

    def __init__(self, situation: Situation, on: date) -> None:
        self.s = situation
        self.on = on
        self.r: Regime = regime(on)
        self._memo: dict[Hashable, Any] = {}

    def once(self, key: Hashable, compute: Callable[[], Value]) -> Value:
        """A value that several aids need, computed once for this case."""
        if key not in self._memo:
            self._memo[key] = compute()
        return self._memo[key]

    @cached_property
    def ages(self) -> tuple[float, float] | None:
        """Youngest and oldest possible age of the home in years; equal when the day is known."""
        s = self.s
        if s.built_on:
            return (age_between(s.built_on, self.on),) * 2
        if s.built_year is None:
            return None
        first, last = date(s.built_year, 1, 1), min(date(s.built_year, 12, 31), self.on)
        return age_between(last, self.on), age_between(first, self.on)

    @cached_property
    def works_ht_cents(self) -> int | None:
        """Works before tax: the lines when all are priced, else the total given."""
        prices = [line.amount_ht_cents for line in self.s.lines]
        if prices and None not in prices:
            return sum(p for p in prices if p is not None)
        return self.s.works_ht_cents

    @cached_property
    def c(self) -> Columns:
        """The situation as columns of one row."""
        arrays = dict(_DEFAULTS)
        arrays.update((name, np.array([value])) for name, value in self._values().items() if value is not None)
        return Columns(1, arrays)

    def _values(self) -> dict[str, object]:
        s = self.s
        occupant = s.occupancy in ("occupant", "acquereur")
        region = codes.ILE_DE_FRANCE_REGION if s.ile_de_france else None
        works = self.works_ht_cents
        return {
            "status": _STATUS.get(s.occupancy or "", -1),
            "occupant": occupant,
            "main_home_owner": bool(s.main_home) and occupant,
            "main_home_tenant": bool(s.main_home) and not occupant,
            "home_region": codes.DROM_REGIONS[0] if s.overseas else region,
            "household_region": region,
            "home_department": s.department,
            "home_commune": s.commune,
            "home_epci": s.epci,
            "household_epci": s.epci,
            "household": None if s.household_size is None else float(s.household_size),
            "income": None if s.rfr_euros is None else float(s.rfr_euros),
            "home": {"maison": 0, "appartement": 1}.get(s.home or ""),
            "area": s.area_m2,
            "age": self.ages[1] if self.ages else None,
            "class_before": letter(s.class_before),
            "class_after": letter(s.class_after),
            "works": None if works is None else works / 100,
            "gain": s.gain_percent,
            "fossil_boiler": s.fossil_boiler_replaced,
            "local_works": True,
        }

    @cached_property
    def category(self) -> np.ndarray:
        """(1,) code of the income category, -1 when unknown."""
        return income.category(self.c, self.r) if self.knows(*CATEGORY_FACTS) else np.array([-1])

    @property
    def category_figures(self) -> tuple[str, dict[str, str]]:
        """The ceiling that decides the category, for ``provenance``."""
        keys = {
            "zone": codes.INCOME_ZONES[int(bool(self.s.ile_de_france))],
            "household": str(min(self.s.household_size or 1, 5)),
            "category": codes.CATEGORIES[min(max(int(self.category[0]), 0), 2)],
        }
        return "income_ceiling", keys

    @property
    def category_code(self) -> str:
        """The code of the income category, once known."""
        return codes.CATEGORIES[int(self.category[0])]

    @property
    def category_fr(self) -> str:
        """« ménage modeste », « ménage aux revenus supérieurs »…"""
        names = ("ménage très modeste", "ménage modeste", "ménage intermédiaire", "ménage aux revenus supérieurs")
        return names[int(self.category[0])]

    def line_columns(self, line: WorkLine) -> Columns:
        """The situation with the characteristics of one line of works, for the fiches CEE."""
        return self.once(("line", id(line)), lambda: self._line_columns(line))

    def _line_columns(self, line: WorkLine) -> Columns:
        geste, changed = line.geste or "", {}
        if geste in (*codes.AREA_GESTES, "fenetres") and line.quantity is not None:
            changed[geste] = np.array([float(line.quantity)])
        if geste in _PERFORMANCE:
            changed[f"etas_{geste}"] = np.array([place(_PERFORMANCE[geste], line.performance)])
        if f"use_{geste}" in FIELDS:
            changed[f"use_{geste}"] = np.array([place(codes.HEAT_USES, line.use)])
        if geste == "vmc_double_flux":
            changed["vmc"] = np.array([place(codes.VMC_KINDS, line.performance)])
        if geste == "pac_air_air" and line.performance:
            changed["scop"] = np.array([scop(line.performance)])
        return self.c.variant(**changed)

    @cached_property
    def _known(self) -> dict[str, bool]:
        s = self.s
        return {
            "household": s.household_size is not None,
            "income": s.rfr_euros is not None,
            "region": s.ile_de_france is not None,
            "occupancy": s.occupancy is not None,
            "main_home": s.main_home is not None,
            "class_before": s.class_before is not None,
            "class_after": s.class_after is not None,
            "works": self.works_ht_cents is not None,
            "home": s.home is not None,
            "area": s.area_m2 is not None,
            "department": s.department is not None,
            "commune": s.commune is not None,
            "boiler": s.fossil_boiler_replaced is not None,
            "lines": bool(s.lines),
            "gain": s.gain_percent is not None,
            "property_tax": s.property_tax_cents is not None,
        }

    def knows(self, *facts: str) -> bool:
        """True when all the facts are known."""
        return all(self._known[fact] for fact in facts)

    def lacks(self, facts: Sequence[str]) -> list[str]:
        """French labels of the facts that are not known."""
        return [LABELS[fact] for fact in facts if not self._known[fact]]

    def age_is_sure(self, years: float) -> bool:
        """True when the home is surely older, or surely younger, than a threshold in years."""
        if self.ages is None:
            return False
        youngest, oldest = self.ages
        return youngest >= years or oldest < years

    def age_fr(self) -> str:
        """« achevé le 03/05/2016 » or « construit en 2016 »."""
        s = self.s
        return f"achevé le {wording.day(s.built_on)}" if s.built_on else f"construit en {s.built_year}"

    def provenance(self, *names: tuple[str, Mapping[str, str]]) -> Provenance:
        """Source and dates of the first parameter; settled only when every one is."""
        found: list[Parameter] = []
        doubtful: list[Parameter] = []
        for name, keys in names:
            try:
                one = params.trusted(name, on=self.on, **keys)
                settled = params.is_settled(name, on=self.on, **keys)
            except NoValue:
                continue
            found.append(one)
            doubtful += [] if settled else [one]
        if not found:
            return Provenance(verified=False)
        main = found[0]
        caveat = _caveat(doubtful[0]) if doubtful else ""
        return Provenance(main.source, main.valid_from, main.valid_to, not doubtful, caveat)


SUBJECTS = {
    "income_ceiling": "plafonds de ressources",
    "cee_fiche": "forfaits CEE",
    "cee_coup_de_pouce": "Coup de pouce chauffage",
    "vat_rate": "taux de TVA",
}


def _caveat(used: Parameter) -> str:
    if used.verified:
        subject = SUBJECTS.get(used.name, "montants")
        return (
            f"À confirmer. Le dernier règlement trouvé ({subject}) date du {wording.day(used.valid_from)} ; "
            "les montants suivants n'ont pas pu être vérifiés."
        )
    return f"À confirmer. La seule source trouvée n'est pas officielle : {used.source}."


def letter(name: str | None) -> float | None:
    """The rank of a class letter, A = 1."""
    return None if name is None else float(codes.CLASSES.index(name) + 1)


def scop(text: str) -> float:
    """A SCOP written by hand, NaN when it does not read."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return float("nan")


def place(words: Sequence[str], word: str | None) -> int:
    """Position of a word in a list, -1 when absent."""
    return words.index(word) if word in words else -1

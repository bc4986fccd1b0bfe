"""The plain answers about a home, completed by documented defaults when the person does not know."""

from dataclasses import dataclass, fields
from functools import cache

from ..tables import table
from .choices import UnknownAnswer, choices, generator_line, labels, lines, period_labels, units

DECLARED, DEFAULT = "déclaré", "défaut par période"
PERIOD_ENDS = tuple(int(line["derniere_annee"]) for line in lines("periodes.csv"))
BOUNDS = {
    "area": (5, 2000),
    "levels": (1, 5),
    "homes": (2, 1000),
    "height": (1.8, 6),
    "attached_sides": (0, 3),
    "altitude": (-10, 4000),
    "year": (1200, 2100),
    "period": (1, 10),
    "heating_year": (1900, 2100),
    "wall_insulation_year": (1900, 2100),
    "roof_insulation_year": (1900, 2100),
    "pv_kwc": (0, 100),
}
BOILERS = ("gaz", "gaz_condensation", "fioul", "gpl", "chaudiere_granules", "chaudiere_buches")
# A whole building, told by its number of homes: its area counts them all, and it may be tall.
BUILDING, MOST_LEVELS = "immeuble", 50
COUPLED = (*BOILERS, "pac_air_eau", "pac_geothermique")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """A home in plain answers; None means "je ne sais pas". Only the living area is needed.

    With `homes`, a whole building of so many homes: `area` is theirs together, `shared_heating` one plant or one each.
    Codes are those of `choices(field)`; area m², height and altitude m, years as numbers, pv_kwc kWc.
    """

    area: float
    kind: str | None = None
    homes: int | None = None
    shared_heating: str | None = None
    code_insee: str | None = None
    zone: str | None = None
    altitude: float | None = None
    year: int | None = None
    period: int | None = None
    levels: int | None = None
    height: float | None = None
    attached_sides: int | None = None
    storey: str | None = None
    wall_material: str | None = None
    wall_insulated: str | None = None
    wall_position: str | None = None
    wall_insulation_year: int | None = None
    roof: str | None = None
    roof_insulated: str | None = None
    roof_insulation_year: int | None = None
    floor: str | None = None
    floor_insulated: str | None = None
    glazing: str | None = None
    frame: str | None = None
    shutters: str | None = None
    heating: str | None = None
    heating_year: int | None = None
    emitters: str | None = None
    stove: str | None = None
    hot_water: str | None = None
    ventilation: str | None = None
    thermostat: str | None = None
    pv_kwc: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where one value of the description comes from, in words for the screen."""

    key: str
    label_fr: str
    value: object
    shown_fr: str
    origin: str
    words: str


def period_of(year: float) -> int:
    """enum_periode_construction_id of a year of construction."""
    return 1 + sum(year > end for end in PERIOD_ENDS)


def _shown(key: str, value: object) -> str:
    """A value in French: a number with a comma and its unit, a period by its years."""
    if key == "period" and isinstance(value, int):
        return period_labels()[value]
    text = f"{value:g}".replace(".", ",") if isinstance(value, int | float) else str(value)
    return f"{text} {units()[key]}".strip()


@cache
def _defaults() -> list[dict[str, str]]:
    return lines("defauts.csv")


def default(field: str, kind: str, period: int) -> tuple[str, str]:
    """(value, source) of defauts.csv for a kind of home and a period of construction."""
    kinds = ("*", kind, "appartement") if kind == BUILDING else ("*", kind)
    for line in _defaults():
        in_kind = line["kind"] in kinds
        if line["champ"] == field and in_kind and int(line["periode_min"]) <= period <= int(line["periode_max"]):
            return line["valeur"], line["source"]
    return "", ""


def bounds(field: str, homes: int | None = None) -> tuple[float, float]:
    """Least and most of a number; a building of so many homes is as large as they are together."""
    low, high = BOUNDS[field]
    if homes and field in ("area", "levels"):
        return low, high * homes if field == "area" else MOST_LEVELS
    return low, high


def check(answers: Answers) -> None:
    """UnknownAnswer when an answer is not in its list or not plausible."""
    for field in fields(answers):
        value = getattr(answers, field.name)
        if value is None:
            continue
        listed, label = choices(field.name), labels()[field.name]
        if listed and value not in listed:
            raise UnknownAnswer(f"{label} : « {value} » n'est pas une réponse possible.")
        if field.name not in BOUNDS:
            continue
        low, high = bounds(field.name, answers.homes)
        if not (isinstance(value, int | float) and low <= value <= high):
            raise UnknownAnswer(f"{label} : indiquez un nombre entre {low} et {high}.")


def zone_of(answers: Answers) -> tuple[int, str, str]:
    """(enum_zone_climatique_id, origin, words) from the zone, else the commune's department."""
    zones = [str(z).lower() for z in ("h1a", "h1b", "h1c", "h2a", "h2b", "h2c", "h2d", "h3")]
    if answers.zone:
        if answers.zone.lower() not in zones:
            raise UnknownAnswer(f"Zone climatique « {answers.zone} » inconnue.")
        return zones.index(answers.zone.lower()) + 1, DECLARED, f"Zone {answers.zone.upper()}"
    if not answers.code_insee:
        raise UnknownAnswer("Indiquez la commune : le climat en dépend.")
    department = answers.code_insee[:2].upper()
    listed = table("zone_climatique_departement")
    codes = [str(code).removesuffix(".0").zfill(2) for code in listed["code_departement"]]
    if department not in codes:
        raise UnknownAnswer("Cette commune n'est pas en métropole : la méthode ne s'y applique pas.")
    zone = str(listed["zone"][codes.index(department)]).lower()
    return zones.index(zone) + 1, DECLARED, f"Zone {zone.upper()} du département {department}"


class Resolver:
    """Gives each question its answer or its default, and remembers which."""

    def __init__(self, answers: Answers):
        check(answers)
        self.answers = answers
        self.sources: list[Source] = []
        self.building = bool(answers.homes)
        self.kind = "appartement" if self.building else answers.kind or "maison"
        self.listed = BUILDING if self.building else self.kind
        if self.building:
            self.note("homes", answers.homes, "")
        else:
            self.note("kind", self.kind, "" if answers.kind else "Maison par défaut")
        self.period = answers.period or (period_of(answers.year) if answers.year else 0)
        known = bool(self.period)
        self.period = self.period or 2
        self.note("period", self.period, "" if known else "Construction de 1948 à 1974 par défaut")
        self.note("area", answers.area, "")

    def note(self, key: str, value: object, words: str) -> None:
        """Remember a value; `words` explains a default and is empty for an answer."""
        listed = choices(key)
        shown = listed[value].label if listed and value in listed else _shown(key, value)
        origin = DEFAULT if words else DECLARED
        self.sources.append(Source(key, labels()[key], value, shown, origin, words or "Réponse donnée"))

    def text(self, key: str) -> str:
        """The code answered, else that of defauts.csv."""
        answered = getattr(self.answers, key)
        value, words = (answered, "") if answered is not None else default(key, self.listed, self.period)
        self.note(key, value, words)
        return value

    def number(self, key: str) -> float:
        """The number answered, else that of defauts.csv."""
        answered = getattr(self.answers, key)
        value, words = (answered, "") if answered is not None else default(key, self.listed, self.period)
        self.note(key, float(value), words)
        return float(value)

    def among(self, key: str, fallback: str, words: str) -> str:
        """The code answered, else a fallback that depends on other answers."""
        answered = getattr(self.answers, key)
        value = answered if answered is not None else fallback
        self.note(key, value, "" if answered is not None else words)
        return value


def emitters_of(resolver: Resolver, heating: str, year: float) -> str:
    """Emitters answered, else the usual ones of this heating."""
    usual = str(generator_line(heating, year)["emetteur_par_defaut"])
    return resolver.among("emitters", usual, "Émetteurs courants avec ce chauffage")


def hot_water_of(resolver: Resolver, heating: str) -> str:
    """Hot water answered, else with the boiler when there is one, else an electric tank."""
    usual = "avec_chauffage" if heating in COUPLED else "ballon_electrique"
    found = resolver.among("hot_water", usual, "Production courante avec ce chauffage")
    if found == "avec_chauffage" and heating not in COUPLED:
        raise UnknownAnswer("Ce chauffage ne produit pas d'eau chaude : choisissez un ballon.")
    return found

"""A home in plain words: one line a component, for the identity sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..climate import is_building
from ..columns import Columns, Table
from ..works.positions import BARE, INSIDE, INSIDE_OUTSIDE, OUTSIDE, SPREAD
from ..works.present import u_before
from ..works.selection import existing
from .answers import Source
from .choices import lines

BY_THICKNESS, BY_RESISTANCE, TYPED = (3, 4), (5, 6), (9, 10)  # enum_methode_saisie_u_id
DOCUMENTED = (*BY_THICKNESS, *BY_RESISTANCE, *TYPED)
WAYS = {
    INSIDE: " par l'intérieur",
    OUTSIDE: " par l'extérieur",
    SPREAD: " dans la masse",
    INSIDE_OUTSIDE: " des deux côtés",
}
SEEN, BY_METHOD, RECORDED = "constaté ou documenté", "valeur de la méthode", "saisi dans le DPE"
SMALL = 0.05  # a kind of wall under 5 % of the area is left out of the sentence
GENERAL = "enum_methode_application_dpe_log_id"
COLLECTIVE = 2  # enum_type_installation_id; 3 and 4 are mixed


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the identity sheet. `value` may be None; `shown_fr` is the sentence, `source` in words."""

    key: str
    label_fr: str
    value: float | str | None
    unit: str
    shown_fr: str
    source: str


@cache
def _labels() -> dict[tuple[str, int], str]:
    return {(line["liste"], int(line["id"])): line["libelle"] for line in lines("libelles.csv")}


def label(listed: str, code: int) -> str:
    """French label of an id of an ADEME list, "Inconnu" when there is none."""
    return _labels().get((listed, int(code)), "Inconnu")


def french(value: float, digits: int = 2) -> str:
    """A number with a decimal comma, without useless zeros."""
    text = f"{value:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if digits else text).replace(".", ",")


def _insulation(part: Table, row: int) -> str:
    """How a wall, roof or floor row is insulated, in words."""
    position, method = int(part["enum_type_isolation_id"][row]), int(part["enum_methode_saisie_u_id"][row])
    way = WAYS.get(position, "")
    if method in TYPED:
        return f"isolation{way} connue" if position > BARE else "performance connue"
    if method in BY_THICKNESS and part["epaisseur_isolation"][row] > 0:
        return f"{french(part['epaisseur_isolation'][row], 0)} cm d'isolant{way}"
    if method in BY_RESISTANCE and part["resistance_isolation"][row] > 0:
        return f"isolation{way} R {french(part['resistance_isolation'][row])}"
    if method == 1 or position == BARE:
        return "sans isolation"
    period = int(part["enum_periode_isolation_id"][row])
    if period > 0 and position > BARE:
        return f"isolation{way} ({label('periode_construction', period)})"
    return f"isolation{way} d'époque" if position > BARE else "isolation inconnue"


def _source(part: Table, rows: NDArray) -> str:
    known = np.isin(part["enum_methode_saisie_u_id"][rows], (*DOCUMENTED, 1))
    return SEEN if known.all() else BY_METHOD


def _component(columns: Columns, name: str, rows: NDArray, kinds: tuple[str, str]) -> tuple[float, str, str]:
    """(mean U, sentence, source) of the rows of a wall, roof or floor table; kinds: column and list of labels."""
    part, column, listed = columns[name], *kinds
    u = u_before(columns, name, "recorded")
    area = np.nan_to_num(part["surface_paroi_opaque"])
    groups: dict[str, tuple[float, float]] = {}
    for row in np.flatnonzero(rows):
        words = f"{label(listed, part[column][row])}, {_insulation(part, int(row))}"
        size, total = groups.get(words, (0.0, 0.0))
        groups[words] = size + area[row], total + area[row] * u[row]
    whole = sum(size for size, _ in groups.values()) or 1.0
    large = sorted(((s, t, w) for w, (s, t) in groups.items() if s >= SMALL * whole), reverse=True)
    shown = " ; ".join(f"{words}, U {french(total / size)}" for size, total, words in large if size > 0)
    mean = sum(total for _, total in groups.values()) / whole
    return round(float(mean), 3), shown, _source(part, np.flatnonzero(rows))


OPAQUE = (
    ("murs", "Murs", "wall", "murs_exterieurs", ("enum_materiaux_structure_mur_id", "materiaux_structure_mur")),
    ("combles", "Combles", "roof", "combles_perdus", ("enum_type_plancher_haut_id", "type_plancher_haut")),
    ("rampants", "Toiture en pente", "roof", "rampants", ("enum_type_plancher_haut_id", "type_plancher_haut")),
    (
        "terrasse",
        "Toiture-terrasse",
        "roof",
        "toitures_terrasses",
        ("enum_type_plancher_haut_id", "type_plancher_haut"),
    ),
)


def _envelope(columns: Columns) -> list[Fact]:
    found = []
    for key, title, name, rule, kinds in OPAQUE:
        rows = existing(columns, rule)
        if rows.any():
            u, shown, source = _component(columns, name, rows, kinds)
            found.append(Fact(key, title, u, "W/m².K", shown, source))
    floor = columns["floor"]
    rows = ~floor.where("enum_type_adjacence_id", 22)
    if rows.any():
        kinds = ("enum_type_plancher_bas_id", "type_plancher_bas")
        u, shown, source = _component(columns, "floor", rows, kinds)
        found.append(Fact("plancher_bas", "Plancher bas", u, "W/m².K", shown, source))
    return found + _openings(columns)


def _openings(columns: Columns) -> list[Fact]:
    bay, found = columns["bay"], []
    rows = np.flatnonzero(existing(columns, "fenetres") | existing(columns, "fenetres_toit"))
    if len(rows):
        area, uw = np.nan_to_num(bay["surface_totale_baie"]), u_before(columns, "bay", "recorded")
        groups: dict[str, float] = {}
        for row in rows:
            glazing = label("type_vitrage", bay["enum_type_vitrage_id"][row])
            frame = label("type_materiaux_menuiserie", bay["enum_type_materiaux_menuiserie_id"][row])
            words = f"{glazing}, {frame[:1].lower() if frame != 'PVC' else 'P'}{frame[1:]}"
            groups[words] = groups.get(words, 0.0) + area[row]
        whole = sum(groups.values()) or 1.0
        large = sorted(((size, words) for words, size in groups.items() if size >= SMALL * whole), reverse=True)
        mean = float((area[rows] * uw[rows]).sum() / whole)
        shown = " ; ".join(words for _, words in large) + f", Uw moyen {french(mean)}, {french(whole, 1)} m²"
        found.append(Fact("fenetres", "Fenêtres", round(mean, 2), "W/m².K", shown, RECORDED))
    return found


def _general(columns: Columns) -> list[Fact]:
    home = columns["dwelling"]
    whole = bool(is_building(columns)[0])
    kind = "Immeuble" if whole else "Maison" if home[GENERAL][0] in (1, 14, 18) else "Appartement"
    year, period = home["annee_construction"][0], label("periode_construction", home["enum_periode_construction_id"][0])
    area = home["surface_habitable_immeuble" if whole else "surface_habitable_logement"][0]
    zone = label("zone_climatique", home["enum_zone_climatique_id"][0])
    built = f"{year:.0f}" if np.isfinite(year) else period
    found = [Fact("type", "Type de logement", kind, "", kind, RECORDED)]
    found.append(Fact("annee", "Construction", None if np.isnan(year) else int(year), "", built, RECORDED))
    if np.isfinite(area):
        found.append(Fact("surface", "Surface habitable", round(float(area), 2), "m²", f"{french(area)} m²", RECORDED))
    if whole and home["nombre_appartement"][0] >= 1:
        count = int(home["nombre_appartement"][0])
        found.append(Fact("logements", "Logements", count, "", f"{count} logements", RECORDED))
    high = home["hsp"][0]
    if np.isfinite(high):
        found.append(Fact("hauteur", "Hauteur sous plafond", float(high), "m", f"{french(high)} m", RECORDED))
    found.append(Fact("climat", "Climat", zone.upper(), "", f"Zone {zone.upper()}", RECORDED))
    return found


def _listed(columns: Columns, name: str, column: str, listed: str) -> str:
    """The different labels of a column, joined."""
    codes = dict.fromkeys(int(code) for code in columns[name][column])
    return " ; ".join(label(listed, code) for code in codes)


SYSTEMS = (
    ("chauffage", "Chauffage", "heating_generator", "enum_type_generateur_ch_id", "type_generateur_ch"),
    ("emetteurs", "Émetteurs", "heating_emitter", "enum_type_emission_distribution_id", "type_emission_distribution"),
    (
        "programmation",
        "Programmation",
        "heating_emitter",
        "enum_equipement_intermittence_id",
        "equipement_intermittence",
    ),
    ("eau_chaude", "Eau chaude", "dhw_generator", "enum_type_generateur_ecs_id", "type_generateur_ecs"),
    ("ventilation", "Ventilation", "ventilation", "enum_type_ventilation_id", "type_ventilation"),
)


def _shared(columns: Columns, key: str) -> str:
    """ " (collectif)" for a heating or hot water installation that serves several homes."""
    name = {"chauffage": "heating", "eau_chaude": "dhw"}.get(key)
    if name is None:
        return ""
    kinds = columns[name]["enum_type_installation_id"]
    return " (collectif)" if (kinds == COLLECTIVE).any() else " (mixte)" if (kinds > COLLECTIVE).any() else ""


def _systems(columns: Columns) -> list[Fact]:
    found = []
    for key, title, name, column, listed in SYSTEMS:
        if columns[name].n:
            shown = _listed(columns, name, column, listed) + _shared(columns, key)
            found.append(Fact(key, title, int(columns[name][column][0]), "", shown, RECORDED))
    if columns["cooling"].n:
        found.append(Fact("climatisation", "Climatisation", 1, "", "Présente", RECORDED))
    if columns["pv"].n:
        area = float(np.nansum(columns["pv"]["surface_totale_capteurs"]))
        shown = f"{french(area, 1)} m² de panneaux"
        found.append(Fact("photovoltaique", "Photovoltaïque", round(area, 1), "m²", shown, RECORDED))
    return found


ANSWERS_OF = {
    "type": "kind", "annee": "period", "surface": "area", "logements": "homes", "hauteur": "height", "climat": "zone",
    "murs": "wall_insulated", "combles": "roof_insulated", "rampants": "roof_insulated",
    "terrasse": "roof_insulated", "plancher_bas": "floor_insulated", "fenetres": "glazing",
    "chauffage": "heating", "emetteurs": "emitters", "programmation": "thermostat",
    "eau_chaude": "hot_water", "ventilation": "ventilation", "photovoltaique": "pv_kwc",
}  # fmt: skip


def facts(columns: Columns, sources: Sequence[Source] = ()) -> list[Fact]:
    """What is known of a home (n = 1), a line a component; `sources` of a Description replace the DPE's."""
    origin = {source.key: f"{source.origin} : {source.words}" for source in sources}
    found = []
    for fact in (*_general(columns), *_envelope(columns), *_systems(columns)):
        source = origin.get(ANSWERS_OF.get(fact.key, ""), fact.source if not sources else "")
        found.append(Fact(fact.key, fact.label_fr, fact.value, fact.unit, fact.shown_fr, source or fact.source))
    return found

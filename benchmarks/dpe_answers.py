"""Real DPEs reduced to what a household could say of them: the truth the range of the typology is measured against.

Only inputs are read (materials, kinds, areas), never a result. An answer that cannot be told is left empty.
"""

from functools import cache

import numpy as np

from faitiere.engines.energy.climate import BUILDING_METHODS, HOUSE_METHODS, ZONES
from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.generators.families import effective_ids
from faitiere.engines.energy.tables import table
from faitiere.engines.energy.typology.choices import choices, lines
from faitiere.engines.energy.works.selection import ATTICS, HEATED, ON_EARTH, OUTSIDE

ALTITUDES = (100.0, 600.0, 1000.0)  # m, one for each altitude class
MATERIALS = {
    "pierre": (2, 3),
    "terre_crue": (4,),
    "bois": (5, 6, 7, 18, *range(24, 28)),
    "brique_pleine": (8, 9),
    "brique_creuse": (10,),
    "parpaing": (11, 12),
    "beton": (13, 14, 19),
    "brique_isolante": (15, 16, 17),
}
TERRACES = (5, 8, 14, 15)
TANKS = {"thermodynamique": range(1, 13), "ballon_electrique": (*range(68, 72), 118)}
AIR = {
    "fenetres": (1,),
    "entrees_air": (2,),
    "conduits": (25, *range(26, 35)),
    "vmc_auto": (*range(3, 7), 10, 11, 12),
    "vmc_hygro_a": range(7, 10),
    "vmc_hygro_b": range(13, 19),
    "double_flux": (*range(19, 25), 37, 38),
}


def _code(listed: dict, one: int) -> str | None:
    return next((code for code, ids in listed.items() if one in ids), None)


def _largest(keys: list, areas: np.ndarray):
    """The key with the largest total area; None without any."""
    totals: dict = {}
    for key, area in zip(keys, areas, strict=True):
        totals[key] = totals.get(key, 0.0) + (area if np.isfinite(area) else 0.0)
    known = {key: total for key, total in totals.items() if key is not None}
    return max(known, key=known.get) if known else None


def _insulated(position: int, method: int) -> str:
    if method == 1 or position == 2:
        return "non"
    return "oui" if position > 2 else "inconnue"


@cache
def _heatings() -> dict[int, tuple[str, int]]:
    """enum_type_generateur_ch_id → (answer, a year of its range), from the typology's own list."""
    found = {}
    for line in lines("generateurs.csv"):
        low, high = int(line["annee_min"]), int(line["annee_max"])
        year = high if low == 0 else min(high, low + 4)
        found.setdefault(int(line["enum_type_generateur_ch_id"]), (line["code"], min(year, 2022)))
    return found


@cache
def _families() -> dict[int, str]:
    listed = table("familles_generateurs")
    mine = listed["usage"] == "ch"
    return dict(zip(listed["id"][mine].astype(int).tolist(), listed["famille"][mine].tolist(), strict=True))


def _heating(home: Columns) -> dict:
    generators = home.heating_generator
    ids = effective_ids("ch", generators)
    energy = generators["enum_type_energie_id"]
    areas = home.heating["surface_chauffee"][generators["heating"]]
    found = []
    for one, carrier in zip(ids.tolist(), energy.tolist(), strict=True):
        exact = _heatings().get(one)
        family = _families().get(one, "")
        if exact is None and family == "joule":
            exact = ("electricite", 0)
        if exact is None and family in ("standard", "basse_temperature", "condensation"):
            fuel = {2: "gaz", 3: "fioul", 9: "gpl", 10: "gpl", 13: "gpl"}.get(carrier)
            exact = (fuel, 0) if fuel else None
        if exact is None and family == "poele":
            exact = ("poele_granules" if carrier == 5 else "poele_buches", 0)
        found.append(exact)
    kind = _largest([one[0] if one else None for one in found], np.nan_to_num(areas, nan=1.0))
    year = next((one[1] for one in found if one and one[0] == kind), 0)
    return {"heating": kind, "heating_year": year or None}


def _hot_water(home: Columns) -> str | None:
    if home.dhw.where("enum_cfg_installation_ecs_id", 3).any():
        return "solaire"
    for one, use in zip(
        home.dhw_generator["enum_type_generateur_ecs_id"].tolist(),
        home.dhw_generator["enum_usage_generateur_id"].tolist(),
        strict=True,
    ):
        if use == 3:
            return "avec_chauffage"
        if code := _code(TANKS, one):
            return code
    return None


def _roof(adjacency: int, kind: int) -> str:
    if adjacency == HEATED:
        return "autre_logement"
    if kind in (12, 13, 16):
        return "combles_amenages"
    return "combles_perdus" if adjacency in ATTICS else "terrasse"


def _floor(adjacency: int) -> str:
    if adjacency == HEATED:
        return "autre_logement"
    return "terre_plein" if adjacency in ON_EARTH else "vide_sanitaire" if adjacency == 3 else "sous_sol"


def _slab(home: Columns, name: str) -> tuple[str, str]:
    """(kind of roof or floor, insulated) of the largest row."""
    part = home[name]
    rows = list(zip(part["enum_type_adjacence_id"].tolist(), part["enum_type_isolation_id"].tolist(),
                    part["enum_methode_saisie_u_id"].tolist(), strict=True))  # fmt: skip
    area = part["surface_paroi_opaque"]
    if name == "roof":
        kinds = [_roof(row[0], one) for row, one in zip(rows, part["enum_type_plancher_haut_id"].tolist(), strict=True)]
    else:
        kinds = [_floor(row[0]) for row in rows]
    kind = _largest(kinds, area) or "autre_logement"
    return kind, _largest([_insulated(*row[1:]) for row in rows], area) or "inconnue"


def _walls(home: Columns) -> dict:
    wall = home.wall
    outer = wall.where("enum_type_adjacence_id", OUTSIDE)
    area = np.where(outer, np.nan_to_num(wall["surface_paroi_opaque"]), 0.0)
    materials = [_code(MATERIALS, one) for one in wall["enum_materiaux_structure_mur_id"].tolist()]
    pairs = zip(wall["enum_type_isolation_id"].tolist(), wall["enum_methode_saisie_u_id"].tolist(), strict=True)
    sides = {
        one for one, kept in zip(wall["enum_orientation_id"].tolist(), outer, strict=True) if kept and 1 <= one <= 4
    }
    positions = ["exterieur" if one == 4 else "interieur" for one in wall["enum_type_isolation_id"].tolist()]
    return {
        "wall_material": _largest(materials, area),
        "wall_insulated": _largest([_insulated(*pair) for pair in pairs], area) or "inconnue",
        "wall_position": _largest(positions, area) or "interieur",
        "attached_sides": 4 - len(sides) if sides else None,
    }


def _windows(home: Columns) -> dict:
    bay = home.bay
    area = bay["surface_totale_baie"]

    def glazing(kind: int, coated: int) -> str | None:
        return {1: "simple", 3: "triple", 2: "double_recent" if coated == 1 else "double_ancien"}.get(kind)

    frames = {3: "bois", 4: "bois", 5: "pvc", 6: "alu", 7: "alu"}
    coats = zip(bay["enum_type_vitrage_id"].tolist(), bay["vitrage_vir"].tolist(), strict=True)
    return {
        "glazing": _largest([glazing(*pair) for pair in coats], area),
        "frame": _largest([frames.get(one) for one in bay["enum_type_materiaux_menuiserie_id"].tolist()], area),
        "shutters": _largest(["non" if one == 1 else "oui" for one in bay["enum_type_fermeture_id"].tolist()], area),
    }


def answers_of(home: Columns) -> dict | None:
    """Answers (codes of the typology) of one home; None for a whole building. "inconnue" is kept as such."""
    dwelling = home.dwelling
    method = int(dwelling["enum_methode_application_dpe_log_id"][0])
    area = float(dwelling["surface_habitable_logement"][0])
    if method in BUILDING_METHODS or not area > 0:
        return None
    house = method in HOUSE_METHODS
    roof, roof_insulated = _slab(home, "roof")
    floor, floor_insulated = _slab(home, "floor")
    storey = "rdc" if floor != "autre_logement" else "dernier" if roof != "autre_logement" else "intermediaire"
    levels = dwelling["nombre_niveau_logement"][0]
    found = {
        "kind": "maison" if house else "appartement",
        "zone": ZONES[int(dwelling["enum_zone_climatique_id"][0]) - 1],
        "altitude": ALTITUDES[max(int(dwelling["enum_classe_altitude_id"][0]), 1) - 1],
        "period": int(dwelling["enum_periode_construction_id"][0]),
        "area": area,
        "levels": int(min(max(levels, 1), 5)) if np.isfinite(levels) else None,
        "height": float(np.clip(dwelling["hsp"][0], 1.8, 6)),
        "storey": None if house else storey,
        "roof": roof,
        "roof_insulated": roof_insulated,
        "floor": floor,
        "floor_insulated": floor_insulated,
        "hot_water": _hot_water(home),
        "ventilation": _code(AIR, int(home.ventilation["enum_type_ventilation_id"][0])) if home.ventilation.n else None,
        "thermostat": "oui" if (home.heating_emitter["enum_equipement_intermittence_id"] > 2).any() else "non",
    }
    found |= _walls(home) | _windows(home) | _heating(home)
    return {key: value for key, value in found.items() if value is None or not choices(key) or value in choices(key)
            or value == "inconnue"}  # fmt: skip

"""U of walls, low floors and roofs (annexe §3.2)."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..arrays import among, filled, once
from ..columns import Columns, Table
from ..options import Options
from ..switches import switch
from ..tables import by_ids, constant, gather, lookup, table

UNKNOWN, NONE, ITI, ITE = 1, 2, 3, 4
TYPED_U, BY_THICKNESS, BY_RESISTANCE, BY_TABLE = (9, 10), (3, 4), (5, 6), (2, 7, 8)
LINING_THIN, LINING_THICK = (3,), (4, 5)
JOULE = tuple(range(98, 107))
PERIOD_1975 = 3
ATTIC, SLOPED_ROOFS = (7, 11, 12, 13), (12, 13, 16)
OUTSIDE, UNKNOWN_ROOF = 1, 1


@cache
def _by_period(name: str, value: str, kind: str = "") -> NDArray:
    """(11, 3, 2) tabulated U by period, zone group and Joule heating."""
    rows = table(name)
    found = np.full((11, 3, 2), np.nan)
    groups = {"H1": 0, "H2": 1, "H3": 2}
    for index, cell in enumerate(rows["enum_periode_construction_id"]):
        if kind and rows["type_toiture"][index] != kind:
            continue
        for period in str(cell).split("|"):
            joule = int(rows["effet_joule"][index])
            found[int(float(period)), groups[rows["zone_climatique"][index]], joule] = rows[value][index]
    return found


@once
def joule_heated(columns: Columns) -> NDArray:
    """(n,) bool: at least one heating generator by Joule effect."""
    generators = columns.heating_generator
    joule = among(generators["enum_type_generateur_ch_id"], JOULE)
    return columns.sum("heating_generator", joule.astype(float)) > 0


def insulation_period(rows: Table, construction: NDArray) -> NDArray:
    """(rows,) period of the table: of the insulation, else of the building; 1975-1977 if older but insulated."""
    typed = rows["enum_periode_isolation_id"]
    known = rows["enum_type_isolation_id"] >= ITI
    older = known & (construction < PERIOD_1975)
    period = np.where(typed > 0, typed, np.where(older, PERIOD_1975, construction))
    return np.clip(period, 1, 10)


def _tabulated(columns: Columns, rows: Table, up: dict, name: str, value: str) -> NDArray:
    """U of the table by the row id of the file, else by period, zone and Joule heating."""
    owner = rows.dwelling
    by_row = gather(lookup(name, f"{name}_id", value), rows[f"{name}_id"])
    period = insulation_period(rows, columns.dwelling["enum_periode_construction_id"][owner])
    place = (period, up["zone_group"][owner], joule_heated(columns)[owner].astype(int))
    if name == "tv_uph":
        sloped = _under_roof(rows)
        matched = np.where(
            sloped, _by_period(name, value, "combles")[place], _by_period(name, value, "terrasse")[place]
        )
    else:
        matched = _by_period(name, value)[place]
    return np.where(np.isfinite(by_row), by_row, matched)


def _under_roof(rows: Table) -> NDArray:
    """A roof counts as "combles" under an attic, or when it is itself a slope; else as "terrasse". §3.2.3."""
    adjacency, kind = rows["enum_type_adjacence_id"], rows["enum_type_plancher_haut_id"]
    return among(adjacency, ATTIC) | among(kind, SLOPED_ROOFS) | ((adjacency == OUTSIDE) & (kind == UNKNOWN_ROOF))


def _insulated(rows: Table, base: NDArray, tabulated: NDArray, *, typed: str, conductivity: str) -> NDArray:
    """U after insulation: the five ways of §3.2; `base` is the U of the bare wall, W/(m2.K)."""
    method = rows["enum_methode_saisie_u_id"]
    thickness = rows["epaisseur_isolation"] / 100 / constant(conductivity)
    resistance = rows["resistance_isolation"]
    with np.errstate(divide="ignore", invalid="ignore"):
        choices = [
            (among(method, TYPED_U) & np.isfinite(rows[typed]), rows[typed]),
            (among(method, BY_RESISTANCE) & np.isfinite(resistance), 1 / (1 / base + resistance)),
            (among(method, BY_THICKNESS) & np.isfinite(thickness), 1 / (1 / base + thickness)),
            (among(method, BY_TABLE), np.fmin(base, tabulated)),
        ]
    return np.select([c for c, _ in choices], [v for _, v in choices], base)


@cache
def _wall_materials() -> dict[int, tuple[NDArray, NDArray]]:
    """material → (thicknesses cm, Umur0)."""
    rows, found = table("tv_umur0"), {}
    for material in np.unique(rows["enum_materiaux_structure_mur_id"]):
        chosen = rows["enum_materiaux_structure_mur_id"] == material
        texts = [str(cell).strip("≤≥ ") for cell in rows["epaisseur_structure"][chosen]]
        thickness = np.array([float(text) if text not in ("", "nan") else 0.0 for text in texts])
        found[int(material)] = (thickness, rows["umur0"][chosen])
    return found


def bare_wall(rows: Table) -> NDArray:
    """Umur0 (rows,) before lining, by the table row, else by material and nearest thickness. §3.2.1."""
    by_row = gather(lookup("tv_umur0", "tv_umur0_id", "umur0"), rows["tv_umur0_id"])
    lacking = np.flatnonzero(~np.isfinite(by_row))
    materials, typed = rows["enum_materiaux_structure_mur_id"][lacking], rows["epaisseur_structure"][lacking]
    found = np.full(len(lacking), constant("u_mur_inconnu"))
    for material in set(np.unique(materials).tolist()) & set(_wall_materials()):
        thickness, values = _wall_materials()[material]
        chosen = materials == material
        nearest = np.abs(filled(typed[chosen], nan=thickness[0])[:, None] - thickness).argmin(axis=1)
        found[chosen] = values[nearest]
    by_row[lacking] = found
    return by_row


def wall_u0(columns: Columns, options: Options) -> NDArray:
    """Umur0 (rows,) with lining and render, before the cap of 2.5."""
    rows = columns.wall
    cap, bare = constant("u_mur_max"), bare_wall(rows)
    lining = np.select(
        [rows.where("enum_type_doublage_id", *LINING_THIN), rows.where("enum_type_doublage_id", *LINING_THICK)],
        [constant("r_doublage_mince"), constant("r_doublage")],
        0.0,
    )
    render = rows["enduit_isolant_paroi_ancienne"] == 1
    added = lining + np.where(render, constant("r_enduit_isolant"), 0.0)
    capped_first = switch(columns, "doublage_apres_plafond", options)[rows.dwelling]
    start = np.where(capped_first, np.minimum(bare, cap), bare)
    found = 1 / (1 / start + added)
    return np.where(np.isfinite(rows["umur0_saisi"]), rows["umur0_saisi"], found)


def wall_u(columns: Columns, up: dict, options: Options) -> NDArray:
    """Umur (rows,) W/(m2.K)."""
    rows = columns.wall
    base = np.minimum(wall_u0(columns, options), constant("u_mur_max"))
    tabulated = _tabulated(columns, rows, up, "tv_umur", "umur")
    found = _insulated(rows, base, tabulated, typed="umur_saisi", conductivity="lambda_mur")
    return recorded_or(rows["recorded_umur"], found, options)


def roof_u(columns: Columns, up: dict, options: Options) -> NDArray:
    """Uph (rows,) W/(m2.K)."""
    rows = columns.roof
    base = _bare(rows, "uph0", "enum_type_plancher_haut_id", constant("u_plancher_haut_inconnu"))
    tabulated = _tabulated(columns, rows, up, "tv_uph", "uph")
    base = np.minimum(base, constant("u_plancher_haut_inconnu"))
    found = _insulated(rows, base, tabulated, typed="uph_saisi", conductivity="lambda_plancher_haut")
    return recorded_or(rows["recorded_uph"], found, options)


def floor_u(columns: Columns, up: dict, options: Options) -> NDArray:
    """Upb (rows,) W/(m2.K), before the effect of the ground."""
    rows = columns.floor
    base = _bare(rows, "upb0", "enum_type_plancher_bas_id", constant("u_plancher_bas_inconnu"))
    tabulated = _tabulated(columns, rows, up, "tv_upb", "upb")
    found = _insulated(rows, base, tabulated, typed="upb_saisi", conductivity="lambda_plancher_bas")
    return recorded_or(rows["recorded_upb"], found, options)


def _bare(rows: Table, name: str, kind: str, unknown: float) -> NDArray:
    """U of the bare floor or roof: typed, by table row, by kind, else the unknown one."""
    by_row = gather(lookup(f"tv_{name}", f"tv_{name}_id", name), rows[f"tv_{name}_id"])
    by_kind = gather(by_ids(f"tv_{name}", kind, name), rows[kind])
    found = np.where(np.isfinite(by_row), by_row, np.where(np.isfinite(by_kind), by_kind, unknown))
    return np.where(np.isfinite(rows[f"{name}_saisi"]), rows[f"{name}_saisi"], found)


def recorded_or(recorded: NDArray, found: NDArray, options: Options) -> NDArray:
    """The recorded characteristic when this reading takes it, ours when it is missing; else ours alone."""
    return np.where(np.isfinite(recorded), recorded, found) if options.recorded else found

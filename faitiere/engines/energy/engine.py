"""The whole 3CL-DPE 2021 calculation on columns, one pass, no iteration (annexe 1 of the arrêté of 31 March 2021).

`envelope_half` goes from the climate to the heat need before recovered losses; `systems.run` does the rest.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import dhw, systems
from .climate import climate, is_building, size
from .columns import Columns
from .derived import is_derived, parts, whole
from .envelope import envelope
from .inertia import inertia
from .needs import before_recovery
from .options import Options
from .scope import OK, REFUSED, refusals
from .switches import switch
from .ventilation import ventilation

FLOOR_MARGIN = 1e-9
BLOCK = 5000
COMPONENTS = ("wall_", "floor_", "roof_", "bay_", "door_", "bridge_")
NEEDED = {
    "dh19": "le climat (zone ou altitude)",
    "deperdition_mur": "les pertes des murs",
    "deperdition_plancher_bas": "les pertes des planchers bas",
    "deperdition_plancher_haut": "les pertes des toitures",
    "deperdition_baie_vitree": "les pertes des fenêtres",
    "deperdition_porte": "les pertes des portes",
    "deperdition_pont_thermique": "les ponts thermiques",
    "deperdition_renouvellement_air": "le renouvellement d'air",
    "sse": "les apports du soleil (fenêtres, masques)",
    "besoin_ch": "le besoin de chauffage",
    "conso_ch": "le chauffage (générateurs, émetteurs)",
    "conso_ecs": "l'eau chaude",
    "conso_fr": "le refroidissement",
    "conso_totale_auxiliaire": "les auxiliaires",
}
MAIN = (
    *("deperdition_enveloppe", "ubat", "besoin_ch", "conso_ch", "conso_ecs", "conso_fr", "conso_eclairage"),
    *("conso_totale_auxiliaire", "ep_conso_5_usages", "ep_conso_5_usages_m2", "emission_ges_5_usages_m2"),
    *("cout_5_usages", "deperdition_enveloppe_logiciel", "conso_totale_auxiliaire_logiciel", "classe"),
)


@dataclass(frozen=True, slots=True)
class Results:
    """`values` name → (n,) or (n, 12) with the names and units of the recorded `sortie` node.

    `status` (n,) "ok" or "refused"; `message` (n,) French sentence of a refusal; refused rows hold NaN.
    `rows` name → one value a component (`wall_u`, `bay_sw`…), only when no dwelling was out of scope.
    """

    values: dict[str, NDArray]
    status: NDArray
    message: NDArray
    rows: dict[str, NDArray]

    def __getitem__(self, name: str) -> NDArray:
        return self.values[name]


def envelope_half(columns: Columns, options: Options) -> dict[str, NDArray]:
    """Climate, losses, air, inertia, gains and need before recovered losses; see each module for units."""
    up: dict[str, NDArray] = {}
    up |= size(columns)
    up |= inertia(columns)
    up |= climate(columns, up, options)
    up["nadeq"] = dhw.equivalent_adults(columns)
    up |= envelope(columns, up, options)
    up |= ventilation(columns, up, options)
    up["deperdition_renouvellement_air"] = up["hvent"] + up["hperm"]
    up["gv"] = up["transmission"] + up["deperdition_renouvellement_air"]
    up["deperdition_enveloppe"] = up["gv"]
    up |= before_recovery(columns, up, options)
    return up


def run(
    columns: Columns,
    *,
    reading: str = "recorded",
    compat: str = "certified",
    on: np.datetime64 | None = None,
    keep: Collection[str] | None = None,
) -> Results:
    """Results of every dwelling, at the DPE's own date or at the date `on`; what is out of scope is not computed.

    `keep`: names of the figures wanted, all by default; the wasteful behaviour is left out when none speaks of it.
    """
    options = Options(reading, compat, eager=keep is None or any("depensier" in name for name in keep))
    messages = refusals(columns)
    kept = np.flatnonzero(messages == "")
    if not len(kept):
        blank = {name: _blank(columns.n, "U" if name.startswith("classe") else "f") for name in keep or MAIN}
        return Results(blank, *_told(messages), {})
    inside = columns if len(kept) == columns.n else columns.take(kept)
    found, lacking = _in_blocks(inside, options, on, keep)
    messages[kept] = lacking
    missing = lacking != ""
    rows = {name: found.pop(name) for name in list(found) if name.startswith(COMPONENTS)}
    values = {name: _spread(value, kept, columns.n, missing) for name, value in found.items()}
    return Results(values, *_told(messages), rows if inside is columns else {})


def _in_blocks(
    columns: Columns, options: Options, on: np.datetime64 | None, keep: Collection[str] | None
) -> tuple[dict[str, NDArray], NDArray]:
    """The figures kept and (n,) what is missing, by blocks of dwellings small enough for the cache of the processor."""
    if columns.n <= BLOCK:
        return _one_block(columns, options, on, keep)
    starts = range(0, columns.n, BLOCK)
    blocks = (columns.block(start, min(start + BLOCK, columns.n)) for start in starts)
    found, lacking = zip(*(_one_block(block, options, on, keep) for block in blocks), strict=True)
    return {name: np.concatenate([one[name] for one in found]) for name in found[0]}, np.concatenate(lacking)


def _one_block(
    columns: Columns, options: Options, on: np.datetime64 | None, keep: Collection[str] | None
) -> tuple[dict[str, NDArray], NDArray]:
    dates = columns.dwelling["date"] if on is None else np.full(columns.n, np.datetime64(on, "D"))
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        columns = columns.sealed()
        replaced = whole(columns)
        computed = columns if replaced is columns else replaced.sealed()
        up = envelope_half(computed, options)
        up |= parts(columns)
        up |= systems.run(computed, up, options, dates)
        up |= as_recorded(columns, up, options)
    del up["njj"]
    lacking = np.full(columns.n, "", dtype=object)
    found = np.all([_finite(up[name]) for name in (*NEEDED, "ep_conso_5_usages")], axis=0)
    for row in np.flatnonzero(~found).tolist():
        lacking[row] = _what_is_missing(up, row)
    return (up if keep is None else {name: up[name] for name in keep}), lacking


def _finite(values: NDArray) -> NDArray:
    """(n,) bool: every figure of the dwelling is one."""
    return np.isfinite(values.reshape(len(values), -1)).all(axis=1)


def _what_is_missing(found: dict[str, NDArray], row: int) -> str:
    """The first figure of the method that could not be computed, in words."""
    words = next((words for name, words in NEEDED.items() if not np.isfinite(found[name][row]).all()), "ce logement")
    return f"Il manque des données pour calculer {words} : vérifiez le fichier DPE ou demandez-le au diagnostiqueur."


def _told(messages: NDArray) -> tuple[NDArray, NDArray]:
    return np.where(messages == "", OK, REFUSED), messages


def _blank(n: int, kind: str) -> NDArray:
    """(n,) no figure: NaN, or an empty class."""
    return np.full(n, np.nan) if kind == "f" else np.full(n, "", dtype=object)


def _spread(value: NDArray, kept: NDArray, n: int, missing: NDArray) -> NDArray:
    """The values of the dwellings computed, put back among all n; no figure for the others."""
    empty = np.nan if value.dtype.kind in "fiub" else ""
    dtype = float if value.dtype.kind in "fiub" else object
    if len(kept) == n and not missing.any():
        return value
    spread = np.full((n, *value.shape[1:]), empty, dtype=dtype)
    spread[kept] = value
    spread[kept[missing]] = empty
    return spread


def as_recorded(columns: Columns, up: dict, options: Options) -> dict[str, NDArray]:
    """What the software of the DPE would write where it departs from the figures of the method.

    The label's values per m2 are floored (arrêté of 31 March 2021), some software record decimals; names in
    `_logiciel` are only for comparing with a recorded DPE.
    """
    found, collective = (
        {},
        switch(columns, "m2_decimal_immeuble", options) & (is_derived(columns) | is_building(columns)),
    )
    for name, deviation in (
        ("ep_conso_5_usages_m2", "ep_m2_decimal"),
        ("conso_5_usages_m2", "ep_m2_decimal"),
        ("emission_ges_5_usages_m2", "ges_m2_decimal"),
    ):
        decimal = switch(columns, deviation, options) | collective
        found[name] = np.where(decimal, up[name], np.floor(up[name] + FLOOR_MARGIN))
    fans = np.where(switch(columns, "auxiliaires_sans_ventilation", options), up["conso_auxiliaire_ventilation"], 0.0)
    air = np.where(switch(columns, "enveloppe_sans_air", options), up["deperdition_renouvellement_air"], 0.0)
    found["conso_totale_auxiliaire_logiciel"] = up["conso_totale_auxiliaire"] - fans
    found["deperdition_enveloppe_logiciel"] = up["deperdition_enveloppe"] - air
    return found

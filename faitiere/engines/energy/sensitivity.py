"""What the label of a home hangs on: each uncertain input moved down and up, everything else as it is.

All variants of a home are rows of one set of columns, computed together. How far an input is moved, and the
measurement that would settle it, are in `sensibilite.csv`: less far where the DPE documents the value.
"""

import csv
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .columns import MISSING_ID, Columns
from .engine import Results, run
from .options import Options
from .scope import OK
from .ventilation import air_tightness
from .works.present import TYPED_U, U_NAME, u_before

NOT_INSULATED = 1  # enum_methode_saisie_u_id
DOCUMENTED = (3, 4, 5, 6, 9, 10, NOT_INSULATED)
TYPED_UW = 13  # enum_methode_saisie_perf_vitrage_id
SERVED = (
    ("ventilation", "surface_ventile"),
    ("heating", "surface_chauffee"),
    ("heating_emitter", "surface_chauffee"),
    ("dhw", "surface_habitable"),
)
KEEP = ("ep_conso_5_usages_m2", "classe_bilan_dpe")

Move = Callable[[Columns, NDArray, Results, str], None]


@dataclass(frozen=True, slots=True)
class Input:
    """One line of sensibilite.csv: how far the input is moved (factors) when documented and when it is a default."""

    key: str
    label: str
    unit: str
    sure: tuple[float, float]
    unsure: tuple[float, float]
    measure: str


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What moving one input does to the label; kWhEP/m² a year. `settles`: the class depends on it."""

    key: str
    label: str
    measure: str
    documented: bool
    factors: tuple[float, float]
    primary: tuple[float, float]
    classes: tuple[str, str]
    swing: float
    settles: bool


@cache
def listed() -> tuple[Input, ...]:
    """The lines of sensibilite.csv, in its order."""
    with (Path(__file__).parent / "sensibilite.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Input(
                line["cle"],
                line["libelle"],
                line["unite"],
                (float(line["sur_bas"]), float(line["sur_haut"])),
                (float(line["defaut_bas"]), float(line["defaut_haut"])),
                line["mesure"],
            )
            for line in csv.DictReader(lines)
        )


def _opaque(name: str) -> Move:
    def move(columns: Columns, factor: NDArray, _found: Results, reading: str) -> None:
        part, u = columns[name], U_NAME[name]
        part[f"{u}_saisi"] = u_before(columns, name, reading) * factor[part.dwelling]
        part["enum_methode_saisie_u_id"] = np.full(part.n, TYPED_U, np.int32)
        part[f"tv_{u}_id"] = np.full(part.n, MISSING_ID, np.int32)
        part[f"recorded_{u}"] = np.full(part.n, np.nan)
        if name == "floor":
            part["recorded_upb_final"] = np.full(part.n, np.nan)

    return move


def _windows(columns: Columns, factor: NDArray, _found: Results, reading: str) -> None:
    bay = columns["bay"]
    bay["uw_saisi"] = u_before(columns, "bay", reading) * factor[bay.dwelling]
    bay["enum_methode_saisie_perf_vitrage_id"] = np.full(bay.n, TYPED_UW, np.int32)
    bay["double_fenetre"] = np.zeros(bay.n, np.int8)
    for column in ("tv_uw_id", "tv_ujn_id"):
        bay[column] = np.full(bay.n, MISSING_ID, np.int32)
    for column in ("ujn_saisi", "recorded_uw", "recorded_ujn", "recorded_u_menuiserie"):
        bay[column] = np.full(bay.n, np.nan)


def _window_area(columns: Columns, factor: NDArray, _found: Results, _reading: str) -> None:
    bay, wall = columns["bay"], columns["wall"]
    before = bay["surface_totale_baie"]
    after = before * factor[bay.dwelling]
    bay["surface_totale_baie"] = after
    linked = bay["wall"] >= 0
    taken = np.bincount(bay["wall"][linked], (after - before)[linked], minlength=wall.n)
    wall["surface_paroi_opaque"] = np.maximum(wall["surface_paroi_opaque"] - taken, 0.0)


def _area(columns: Columns, factor: NDArray, _found: Results, _reading: str) -> None:
    home = columns["dwelling"]
    home["surface_habitable_logement"] = home["surface_habitable_logement"] * factor
    for name, column in SERVED:
        part = columns[name]
        part[column] = part[column] * factor[part.dwelling]


def _height(columns: Columns, factor: NDArray, _found: Results, _reading: str) -> None:
    home, wall = columns["dwelling"], columns["wall"]
    home["hsp"] = home["hsp"] * factor
    wall["surface_paroi_opaque"] = wall["surface_paroi_opaque"] * factor[wall.dwelling]


def _bridges(columns: Columns, factor: NDArray, _found: Results, _reading: str) -> None:
    bridge = columns["bridge"]
    bridge["l"] = bridge["l"] * factor[bridge.dwelling]


def _tightness(columns: Columns, factor: NDArray, found: Results, reading: str) -> None:
    air = columns["ventilation"]
    present = air_tightness(columns, found.values | found.rows, Options(reading))
    air["q4pa_conv_saisi"] = present * factor[air.dwelling]
    air["recorded_q4pa_conv"] = np.full(air.n, np.nan)


def _tank(columns: Columns, factor: NDArray, _found: Results, _reading: str) -> None:
    tank = columns["dhw_generator"]
    tank["volume_stockage"] = tank["volume_stockage"] * factor[tank.dwelling]


MOVES: dict[str, Move] = {
    "murs": _opaque("wall"),
    "toiture": _opaque("roof"),
    "plancher": _opaque("floor"),
    "fenetres": _windows,
    "surface_fenetres": _window_area,
    "surface": _area,
    "hauteur": _height,
    "ponts": _bridges,
    "etancheite": _tightness,
    "ballon": _tank,
}
TABLE_OF = {"murs": "wall", "toiture": "roof", "plancher": "floor"}
OFTEN = 0.5


def _documented(columns: Columns, key: str) -> bool:
    """A dimension measured for the DPE; a wall, roof or floor most of whose area was not read in a table."""
    if key not in TABLE_OF:
        return True
    part = columns[TABLE_OF[key]]
    area = np.nan_to_num(part["surface_paroi_opaque"])
    known = part.where("enum_methode_saisie_u_id", *DOCUMENTED)
    return bool((area * known).sum() > OFTEN * area.sum())


def sensitivity(
    columns: Columns, *, reading: str = "inputs-only", on: date | None = None, sure: Collection[str] | None = None
) -> list[Sensitivity]:
    """What the class of a home (n = 1) hangs on, the largest swing first; empty when it is refused.

    `sure`: keys of the inputs known for certain; by default, what the DPE documents.
    """
    day = None if on is None else np.datetime64(on, "D")
    moved = listed()
    known = {one.key: _documented(columns, one.key) if sure is None else one.key in sure for one in moved}
    factors = {one.key: one.sure if known[one.key] else one.unsure for one in moved}
    variants = _variants(columns, [(one.key, factors[one.key]) for one in moved], reading, day)
    results = run(variants, reading=reading, on=day, keep=KEEP)
    if results.status[0] != OK:
        return []
    found = []
    for rank, one in enumerate(moved):
        down, up = 1 + 2 * rank, 2 + 2 * rank
        energy, label = results["ep_conso_5_usages_m2"], results["classe_bilan_dpe"]
        primary, labels = (float(energy[down]), float(energy[up])), (str(label[down]), str(label[up]))
        if not np.isfinite(primary).all() or primary[0] == primary[1]:
            continue
        swing = abs(primary[1] - primary[0])
        settles = len({*labels, str(results["classe_bilan_dpe"][0])}) > 1
        found.append(
            Sensitivity(
                one.key, one.label, one.measure, known[one.key], factors[one.key], primary, labels, swing, settles
            )
        )
    return sorted(found, key=lambda one: -one.swing)


def _variants(
    columns: Columns, moves: list[tuple[str, tuple[float, float]]], reading: str, day: np.datetime64 | None
) -> Columns:
    """The home as it is, then two rows an input: moved down, moved up."""
    edited = columns.take(np.zeros(1 + 2 * len(moves), int))
    present = run(edited, reading=reading, on=day)
    if (present.status != OK).any():
        return edited
    parts = [edited.take([0])]
    for rank, (key, factors) in enumerate(moves):
        pair = edited.take([1 + 2 * rank, 2 + 2 * rank])
        MOVES[key](pair, np.array(factors), _rows_of(present, edited, pair), reading)
        parts.append(pair)
    return Columns.concat(parts)


def _rows_of(present: Results, whole: Columns, pair: Columns) -> Results:
    """The results of the first rows of `whole`, all alike, as those of `pair`."""
    rows = {}
    for name, values in present.rows.items():
        table = name.split("_", maxsplit=1)[0]
        rows[name] = values[: pair[table].n] if whole[table].n else values
    return Results({name: values[: pair.n] for name, values in present.values.items()}, *(2 * (present.status,)), rows)

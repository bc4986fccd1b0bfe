"""Default characteristics of combustion generators: Rpn, Rpint, Qp0, pilot flame (§13.2.2, §14.1).

`tv_generateur_combustion` writes them as formulas of Pn (kW); they are parsed once into coefficients so that a
whole column of generators is computed by gathers.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arrays import filled
from ..tables import constant, table
from .families import is_family

INFINITY = np.inf
LOGARITHM = re.compile(r"^([\d.]+)(?:\+([\d.]*)\*?log10\(Pn\))?$")
PERCENT = re.compile(r"^([\d.]+)%$")
POWER_LAW = re.compile(r"^([\d.]+)\*Pn\*\(Pn\)\^-([\d.]+)$")
BRACKET = re.compile(r"^(?:(\d+)<)?Pn(?:≤(\d+)|>(\d+))?$")


@dataclass(frozen=True, slots=True)
class Characteristics:
    """Arrays (rows,). rpn, rpint: fractions on PCI; qp0, pilot: W."""

    rpn: NDArray
    rpint: NDArray
    qp0: NDArray
    pilot: NDArray


def _number(cell: Any) -> float:
    return float(cell) if str(cell) not in ("", "nan") else np.nan


def _logarithm(cell: object) -> tuple[float, float]:
    """ "84+2*log10(Pn)" → (84, 2); an empty cell → (NaN, 0)."""
    found = LOGARITHM.match(str(cell))
    if not found:
        return np.nan, 0.0
    slope = found[2]
    return float(found[1]), 0.0 if slope is None else float(slope or 1)


def _bracket(cell: object) -> tuple[float, float]:
    """ "70<Pn≤400" → (70, 400), both in kW, upper bound included."""
    found = BRACKET.match(str(cell))
    if not found:
        return 0.0, INFINITY
    low = found[1] or found[3]
    return float(low or 0), float(found[2] or INFINITY)


def _standby(cell: object) -> tuple[float, float, float, bool]:
    """Qp0 (kW) = constant + slope·Pn^exponent, plus the §13.2.2 fan formula when the last value is True."""
    text = str(cell)
    if "log10" in text:
        return 0.0, 0.0, 1.0, True
    if found := PERCENT.match(text):
        return 0.0, float(found[1]) / 100, 1.0, False
    if found := POWER_LAW.match(text):
        return 0.0, float(found[1]), 1.0 - float(found[2]), False
    constant_kw = _number(cell)
    return (0.0 if np.isnan(constant_kw) else constant_kw), 0.0, 1.0, False


@cache
def _coefficients() -> dict[str, NDArray]:
    """Columns indexed by tv_generateur_combustion_id (row 0 empty)."""
    rows = table("tv_generateur_combustion")
    standby = [_standby(cell) for cell in rows["qp0_perc"]]
    columns: dict[str, list] = {
        "rpn": [_logarithm(cell) for cell in rows["rpn"]],
        "rpint": [_logarithm(cell) for cell in rows["rpint"]],
        "bracket": [_bracket(cell) for cell in rows["critere_pn"]],
        "standby": [line[:3] for line in standby],
        "fan": [line[3] for line in standby],
        "pilot": [_number(cell) for cell in rows["pveil"]],
        "fixed_pn": [_number(cell) if str(cell) != "Pn" else np.nan for cell in rows["pn"]],
    }
    return {name: np.array([values[0], *values]) for name, values in columns.items()}


@cache
def _rows_of_type(usage: str) -> NDArray:
    """(types + 1, 4) table rows that serve each generator type, 0 where there is none."""
    rows = table("tv_generateur_combustion")
    column = "enum_type_generateur_ch_id" if usage == "ch" else "enum_type_generateur_ecs_id"
    found: dict[int, list[int]] = {}
    for row, cell in zip(rows["tv_generateur_combustion_id"].astype(int), rows[column], strict=True):
        for one in str(cell).split("|"):
            if one not in ("", "nan"):
                found.setdefault(int(float(one)), []).append(row)
    dense = np.zeros((200, 6), int)
    for kind, listed in found.items():
        dense[kind, : len(listed)] = listed
    return dense


def combustion_row(usage: str, ids: NDArray, *, listed: NDArray, tv_ids: NDArray, pn_kw: NDArray) -> NDArray:
    """(rows,) id in `tv_generateur_combustion`, 0 when the type is no combustion generator.

    The type (`listed`, see `listed_types`) and Pn decide; a recorded row is only believed for types that no table
    describes ("système collectif par défaut"), and never row 69, which one software writes for any.
    """
    candidates = _rows_of_type(usage)[listed]
    bracket = _coefficients()["bracket"][candidates]
    inside = (candidates > 0) & (pn_kw[:, None] > bracket[..., 0]) & (pn_kw[:, None] <= bracket[..., 1])
    first = np.argmax(inside, axis=1)
    matched = np.where(inside.any(axis=1), candidates[np.arange(len(ids)), first], candidates[:, 0])
    boiler_row = (tv_ids > 0) & (tv_ids <= constant("last_boiler_row"))
    return np.where((listed != ids) & boiler_row, tv_ids, matched)


def default_characteristics(row: NDArray, pn: NDArray, fan: NDArray) -> Characteristics:
    """Table values for the rows of `combustion_row`; pn in W, fan (rows,) bool "assisted draught or ventouse".

    Above the last bracket the efficiencies are those of its power, a standing loss in % stays that of the real one.
    """
    coefficients = _coefficients()
    fixed, real = coefficients["fixed_pn"][row], np.maximum(pn / 1000, 1e-6)
    kw = np.where(np.isnan(fixed), real, fixed)
    log = np.log10(kw)
    offset, slope, exponent = np.moveaxis(coefficients["standby"][row], 1, 0)
    e, f = (np.where(fan, constant(f"{name}_fan"), constant(f"{name}_no_fan")) for name in ("qp0_e", "qp0_f"))
    by_fan = np.where(coefficients["fan"][row], kw * (e + f * log) / 100, 0.0)
    known = row > 0
    rpn, rpint = (coefficients[name][row] for name in ("rpn", "rpint"))
    return Characteristics(
        rpn=np.where(known, (rpn[:, 0] + rpn[:, 1] * log) / 100, np.nan),
        rpint=np.where(known, (rpint[:, 0] + rpint[:, 1] * log) / 100, np.nan),
        qp0=np.where(known, 1000 * (offset + slope * real**exponent + by_fan), np.nan),
        pilot=np.where(known, filled(coefficients["pilot"][row]), 0.0),
    )


def gas_accumulator_standby(ids: NDArray, pn: NDArray, qp0: NDArray) -> NDArray:
    """(rows,) W. Gas storage water heaters have Qp0 = 1.5 % of Pn (§14.1.3); others keep theirs."""
    return np.where(is_family("ecs", ids, "accumulateur_gaz"), pn * constant("qp0_gas_accumulator"), qp0)

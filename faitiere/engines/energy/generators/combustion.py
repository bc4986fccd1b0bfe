"""Seasonal efficiency of combustion generators from a ten-point load profile (§13.2.1)."""

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..arrays import across, filled
from ..tables import by_ids, constant, gather, table
from .cascade import Cascade, system_load
from .families import is_family


@dataclass(frozen=True, slots=True)
class Boiler:
    """One row a generator. pn, qp0, pilot in W; rpn, rpint fractions on PCI; temperatures in °C."""

    ids: NDArray
    energy: NDArray
    pn: NDArray
    rpn: NDArray
    rpint: NDArray
    qp0: NDArray
    pilot: NDArray
    full_load_temperature: NDArray
    part_load_temperature: NDArray

    def chosen(self, rows: NDArray) -> "Boiler":
        """The generators of some rows."""
        return Boiler(*(getattr(self, column.name)[rows] for column in fields(self)))


def pcs_over_pci(energy: NDArray) -> NDArray:
    """(rows,) k of §13.2.1.4 for enum_type_energie_id; 1 for electricity and networks."""
    return filled(gather(by_ids("energies", "enum_type_energie_id", "pcs_sur_pci"), energy), nan=1.0)


def _corrected(boiler: Boiler, k: NDArray) -> tuple[NDArray, NDArray]:
    """(Rpint, Rpn) in %, on PCS, corrected for the water temperature."""
    slope = np.full(len(boiler.ids), constant("rpint_slope_standard"))
    pivot = np.full(len(boiler.ids), constant("rpint_pivot_standard"))
    low = is_family("ch", boiler.ids, "basse_temperature")
    condensing = is_family("ch", boiler.ids, "condensation")
    pivot[low] = constant("rpint_pivot_low_temperature")
    slope[condensing] = constant("rpint_slope_condensing")
    pivot[condensing] = constant("rpint_pivot_condensing")
    rpint = 100 * boiler.rpint / k + slope * (pivot - boiler.part_load_temperature)
    rpn = 100 * boiler.rpn / k + constant("rpn_slope") * (constant("rpn_pivot") - boiler.full_load_temperature)
    return rpint, rpn


def _piecewise(x: NDArray, knots: list[tuple[float | NDArray, NDArray]]) -> NDArray:
    """(rows, 10) linear interpolation through the knots (load, loss), loads growing from 0 to 1."""
    result = np.zeros(x.shape)
    for (x0, y0), (x1, y1) in pairwise(knots):
        here = (x >= x0) & (x <= x1)
        result = np.where(here, y0[:, None] + (y1 - y0)[:, None] * (x - x0) / (x1 - x0), result)
    return result


def _losses(boiler: Boiler, x: NDArray, k: NDArray) -> NDArray:
    """(rows, 10) W lost at load x, the family of the generator choosing the shape of the curve."""
    rpint, rpn = _corrected(boiler, k)
    idle = constant("qp0_share_at_zero_load") * boiler.qp0 * k
    load, knot, middle = (constant(name) for name in ("intermediate_load", "modern_knot", "solid_knot"))
    part = load * boiler.pn * (100 - rpint) / rpint
    full = boiler.pn * (100 - rpn) / rpn
    standard = _piecewise(x, [(0.0, idle), (load, part), (1.0, full)])
    modern = _piecewise(x, [(0.0, idle), (knot, part / 2), (load, part), (1.0, full)])
    raw_int, raw_full = 100 * boiler.rpint / k, 100 * boiler.rpn / k
    half = middle * boiler.pn * (100 - raw_int) / raw_int
    total = boiler.pn * (100 - raw_full) / raw_full
    solid = _piecewise(x, [(0.0, idle), (middle, half), (1.0, total)])
    radiator = constant("gas_radiator_loss_factor") * total[:, None] * x
    choices = [
        (("basse_temperature", "condensation"), modern),
        (("bois", "air_chaud"), solid),
        (("radiateur_gaz",), radiator),
    ]
    losses = standard
    for families, curve in choices:
        losses = np.where(is_family("ch", boiler.ids, *families)[:, None], curve, losses)
    return losses


def seasonal_efficiency(boiler: Boiler, oversizing: NDArray, cascade: Cascade | None = None) -> NDArray:
    """(rows,) seasonal efficiency Rg on PCI.

    oversizing (rows,): Cdimref = ΣPn/(GV·(Tcons − Tbase)) of the generators that work together. §13.2.1.1 to
    §13.2.1.4; standing loss and pilot are put on PCS with k.
    """
    weight: NDArray = table("taux_charge_ponderation")["coef_pond"]
    k = pcs_over_pci(boiler.energy)
    load = system_load(oversizing)
    if cascade is not None:
        weight, load = cascade.weights(load), cascade.load(load)
    power = boiler.pn[:, None] * load
    useful = across(power * weight)
    consumed = across((power + _losses(boiler, load, k)) * weight)
    standing = constant("qp0_share_at_rest") * boiler.qp0 * k + boiler.pilot * k
    # A second boiler the first one never calls upon gives nothing and burns nothing.
    return np.where(useful == 0, 1.0, k * useful / (consumed + standing))

"""Gains and heat need before and after recovered losses (annexe §2, §6.1)."""

import numpy as np
from numpy.typing import NDArray

from .arrays import across
from .columns import Columns
from .options import Options
from .solar import south_equivalent
from .tables import constant

HEATING_SEASON = {"": ("nref19", "dh19"), "_depensier": ("nref21", "dh21")}


def internal_gains(up: dict, hours: NDArray) -> NDArray:
    """Ai (n, 12) Wh: equipment, lighting and people over the hours of the season (n, 12). §6.2."""
    presence = constant("heures_occupation") / constant("heures_semaine")
    power = (constant("apport_equipement") + constant("apport_eclairage")) * up["sh"]
    people = constant("apport_occupant") * presence * up["nadeq"]
    return (power + people)[:, None] * hours


def free_fraction(gains: NDArray, losses: NDArray, alpha: NDArray) -> NDArray:
    """F (n, 12) of the gains (Wh) that serve, losses = GV·DH (Wh); alpha (n,). §6.1.

    F = (X − X^α)/(1 − X^α), (α − 1)/α at X = 1, 0 when nothing is lost.
    """
    power = alpha[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        x = gains / losses
        raised = x**power
        found = (x - raised) / (1 - raised)
    found = np.where(np.abs(x - 1) < 1e-9, (power - 1) / power, found)
    return np.where((losses > 0) & np.isfinite(x), found, 0.0)


def before_recovery(columns: Columns, up: dict, options: Options) -> dict[str, NDArray]:
    """Sse, gains (Wh), F and heat need before recovery `bhp` (kWh), all (n, 12); `_depensier` at 21 °C."""
    found = south_equivalent(columns, up, options)
    solar = 1000 * found["sse"] * up["e"]
    for suffix in options.behaviours:
        hours, degrees = HEATING_SEASON[suffix]
        internal = internal_gains(up, up[hours])
        losses = up["gv"][:, None] * up[degrees]
        fraction = free_fraction(solar + internal, losses, up["alpha"])
        found[f"apport_interne_ch{suffix}"] = internal
        found[f"f{suffix}"] = fraction
        found[f"bhp{suffix}"] = losses * (1 - fraction) / 1000
    found["apport_solaire_ch"] = solar
    for temperature in ("26", "28"):
        found[f"solar_fr_{temperature}"] = 1000 * found["sse"] * up[f"e_fr_{temperature}"]
        found[f"internal_fr_{temperature}"] = internal_gains(up, up[f"nref{temperature}"])
    return found


def after_recovery(up: dict, recovered: NDArray, suffix: str = "") -> dict[str, NDArray]:
    """`besoin_ch_mois` (n, 12) and `besoin_ch` (n,) kWh; recovered (n, 12) Wh; suffix "" or "_depensier"."""
    monthly = np.maximum(0.0, up[f"bhp{suffix}"] - recovered / 1000)
    return {f"besoin_ch_mois{suffix}": monthly, f"besoin_ch{suffix}": across(monthly)}

"""Bills before and after works, corrected for the climate, against the computed gain (B5)."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .balance import YearBalance

# Two-sided 80 % quantiles of Student's t by degrees of freedom (1 to 8), then the normal's: a table of mathematics.
_T80 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397)
_NORMAL80 = 1.282


class Verdict(StrEnum):
    """How the measured gain stands to the computed one; `UNSURE`: a side has a single year, so the range is unknown."""

    UNSURE = "unsure"
    WITHIN = "within"
    LESS = "less"
    MORE = "more"


_WORDS = {
    Verdict.UNSURE: "Une seule année d'un côté : l'écart d'une année à l'autre n'est pas connu.",
    Verdict.WITHIN: "Le calcul est dans la marge d'une année à l'autre.",
    Verdict.LESS: "Le bâtiment économise moins que prévu, au-delà de la marge d'une année à l'autre.",
    Verdict.MORE: "Le bâtiment économise plus que prévu, au-delà de la marge d'une année à l'autre.",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Measured gain, as a share of the corrected primary energy before (0.4: 40 % less), with its 80 % range.

    `low` and `high` are None when a side has a single year: the spread between years is then unknown.
    """

    before_per_m2: float
    after_per_m2: float
    gain: float
    low: float | None
    high: float | None

    def verdict(self, computed: float) -> Verdict:
        """How the measured gain stands to the computed one (a share)."""
        if self.low is None or self.high is None:
            return Verdict.UNSURE
        if self.low <= computed <= self.high:
            return Verdict.WITHIN
        return Verdict.LESS if self.gain < computed else Verdict.MORE

    def sentence(self, computed: float) -> str:
        """How the measured gain compares with the computed one (a share), in words."""
        measured = f"Gain mesuré : {self.gain:.0%}, calculé : {computed:.0%}.".replace("%", "\u00a0%")
        return f"{measured} {_WORDS[self.verdict(computed)]}"


def after_works(before: Sequence[YearBalance], after: Sequence[YearBalance]) -> Comparison:
    """Compare years before with years after. Raises ValueError when a side has no year corrected for the climate."""
    old, new = _totals(before, "avant"), _totals(after, "après")
    mean_old, mean_new = statistics.fmean(old), statistics.fmean(new)
    gain = 1 - mean_new / mean_old
    margin = _margin(old, new)
    low, high = (None, None) if margin is None else (gain - margin, gain + margin)
    return Comparison(mean_old, mean_new, gain, low, high)


def mean_cents(years: Sequence[YearBalance]) -> int | None:
    """Mean spending of a year in cents, at the prices paid; None without a year."""
    return round(statistics.fmean(year.total_cents for year in years)) if years else None


def _totals(years: Sequence[YearBalance], side: str) -> list[float]:
    found = [sum(year.corrected_per_m2.values()) for year in years if year.corrected_per_m2]
    if not found or not all(found):
        raise ValueError(f"Il faut au moins une année complète, corrigée du climat, {side} les travaux.")
    return found


def _margin(old: Sequence[float], new: Sequence[float]) -> float | None:
    """Half width of the 80 % range of 1 − new/old, from the spread between years (first-order propagation)."""
    if len(old) < 2 or len(new) < 2:
        return None
    mean_old, mean_new = statistics.fmean(old), statistics.fmean(new)
    spread = math.hypot(
        statistics.stdev(new) / math.sqrt(len(new)) / mean_old,
        mean_new * statistics.stdev(old) / math.sqrt(len(old)) / mean_old**2,
    )
    freedom = len(old) + len(new) - 2
    return spread * (_T80[freedom - 1] if freedom <= len(_T80) else _NORMAL80)

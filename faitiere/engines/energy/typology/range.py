"""From a few answers to a range: unknown answers are drawn, every draw is computed, and the label is a probability.

What is drawn, and how often, is in `distributions.csv`. What plain answers can never tell (the exact shape, the exact
insulation) is an error measured on real DPEs, in `ecarts.csv`. Both say where they come from.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..classes import LETTERS, classes
from ..columns import Columns
from ..engine import run
from .answers import COUPLED, Answers, period_of
from .choices import STOVES, lines
from .describe import describe

UNKNOWN = "inconnue"
SEED = 3  # the same answers always give the same range
DRAWS = 120
NODES = 9
SHOWN = 0.8  # part of the draws inside the range shown
NUMBERS = ("period", "levels", "attached_sides", "height", "heating_year")
# Drawn in this order: some depend on those before.
DRAWN = (
    *("levels", "attached_sides", "storey", "height", "wall_material", "wall_insulated", "wall_position", "roof"),
    *("roof_insulated", "floor", "floor_insulated", "glazing", "frame", "shutters", "heating", "heating_year"),
    *("hot_water", "ventilation", "thermostat"),
)
FIGURES = ("ep_conso_5_usages_m2", "emission_ges_5_usages_m2", "cout_5_usages")
SITE = ("zone", "altitude", "sh")


@dataclass(frozen=True, slots=True)
class Line:
    """One possible value of an answer: for a kind of home and periods, how often, and after which answer."""

    field: str
    kind: str
    first: int
    last: int
    after: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Error of a description by answers on a kind of home: recorded = computed × exp(bias ± deviation)."""

    bias: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Range:
    """What a few answers allow to say. Probabilities sum to 1; primary energy kWhEP/m², gases kgCO2e/m², € a year.

    `low` to `high`: the fewest neighbouring classes that hold 80 % of the draws; figures at 10, 50 and 90 %.
    """

    probabilities: dict[str, float]
    likely: str
    low: str
    high: str
    primary: tuple[float, float, float]
    gases: tuple[float, float, float]
    cost: tuple[float, float, float]
    drawn: tuple[str, ...]


@cache
def distributions() -> tuple[Line, ...]:
    """The lines of distributions.csv."""
    return tuple(
        Line(
            line["champ"],
            line["kind"],
            int(line["periode_min"]),
            int(line["periode_max"]),
            line["apres"],
            line["valeur"],
            float(line["poids"]),
        )
        for line in lines("distributions.csv")
    )


@cache
def spreads() -> dict[str, Spread]:
    """kind → error, of ecarts.csv."""
    return {line["kind"]: Spread(float(line["biais"]), float(line["ecart_type"])) for line in lines("ecarts.csv")}


class Sampler:
    """Draws answers nobody gave; `table` as `distributions`."""

    def __init__(self, table: Sequence[Line]):
        self.table = table
        self.memo: dict[tuple, tuple[list[str], NDArray]] = {}

    def choices(self, field: str, kind: str, period: int, after: str) -> tuple[list[str], NDArray]:
        """Possible values and their cumulated probabilities; none when the table says nothing."""
        key = (field, kind, period, after)
        if key not in self.memo:
            mine = [
                one
                for one in self.table
                if one.field == field and one.kind in ("*", kind) and one.first <= period <= one.last
            ]
            listed = [one for one in mine if one.after == after] or [one for one in mine if not one.after]
            weights = np.array([one.weight for one in listed], float)
            self.memo[key] = ([one.value for one in listed], np.cumsum(weights) / max(weights.sum(), 1e-12))
        return self.memo[key]

    def one(self, answers: Answers, uniforms: NDArray) -> Answers:
        """The answers with every unknown one drawn; uniforms (len(DRAWN) + 1,) between 0 and 1."""
        kind = answers.kind or "maison"
        period = answers.period or (period_of(answers.year) if answers.year else 0)
        if not period:
            period = int(self._pick("period", kind, 0, "", uniforms[-1]) or 2)
        found: dict = {"kind": kind, "period": period}
        given = asdict(answers)
        for field, uniform in zip(DRAWN, uniforms[:-1], strict=True):
            known = found.get(field, given[field])
            if known is None:
                after = _after(field, given | found)
                value = self._pick(field, kind, period, after, uniform)
                known = float(value) if field in NUMBERS and value else value or None
            found[field] = known
        found |= {name: int(found[name]) for name in ("levels", "attached_sides") if found[name] is not None}
        return replace(answers, **_possible(found))

    def _pick(self, field: str, kind: str, period: int, after: str, uniform: float) -> str:
        values, cumulated = self.choices(field, kind, period, after)
        return values[int(np.searchsorted(cumulated, uniform, side="right").clip(0, len(values) - 1))] if values else ""


def _after(field: str, known: dict) -> str:
    """The answer another one depends on: hot water and the year follow the heating, the slabs follow the storey."""
    if field in ("hot_water", "heating_year", "thermostat"):
        heating = known.get("heating")
        return str(heating)
    if field in ("roof", "floor"):
        return str(known.get("storey") or "")
    slab = field.removesuffix("_insulated")
    return str(known.get(slab) or "") if slab in ("roof", "floor") else ""


def _possible(found: dict) -> dict:
    """The draw without what contradicts itself: hot water by a heating that makes none, an insulation unknown."""
    if found["hot_water"] == "avec_chauffage" and found["heating"] not in COUPLED:
        found["hot_water"] = "ballon_electrique"
    if found["heating"] in STOVES and found["thermostat"] == "oui":
        found["thermostat"] = "non"
    for part in ("wall", "roof", "floor"):
        if found[f"{part}_insulated"] == UNKNOWN:
            found[f"{part}_insulated"] = None
    if found["kind"] == "maison":
        found["storey"] = None
    return found


def draws(answers: Answers, *, count: int = DRAWS, table: Sequence[Line] | None = None) -> dict[Answers, int]:
    """Distinct complete answers → how often they were drawn, `count` in all; each answer is spread evenly."""
    rng = np.random.default_rng(SEED)
    width = len(DRAWN) + 1
    places = np.argsort(rng.random((width, count)), axis=1)
    uniforms = ((places + rng.random((width, count))) / count).T
    sampler = Sampler(distributions() if table is None else table)
    found: dict[Answers, int] = {}
    for row in uniforms:
        drawn = sampler.one(answers, row)
        found[drawn] = found.get(drawn, 0) + 1
    return found


def _nodes(spread: Spread) -> NDArray:
    """(NODES,) factors that stand for the lognormal error, equally likely."""
    quantiles = (np.arange(NODES) + 0.5) / NODES
    return np.exp(spread.bias + spread.deviation * _normal(quantiles))


def _normal(quantiles: NDArray) -> NDArray:
    """Quantiles of the normal law, by its tabulated integral."""
    x = np.linspace(-5, 5, 2001)
    density = np.exp(-(x**2) / 2)
    return np.interp(quantiles, np.cumsum(density) / density.sum(), x)


def _narrowest(shares: NDArray) -> tuple[int, int]:
    """First and last of the fewest neighbouring classes that hold `SHOWN` of the draws; the likeliest of these."""
    spans = [(first, last) for first in range(len(shares)) for last in range(first, len(shares))]
    held = [(last - first, -shares[first : last + 1].sum(), first, last) for first, last in spans]
    _, _, first, last = min(one for one in held if -one[1] >= SHOWN - 1e-9)
    return first, last


def _quantiles(values: NDArray, weights: NDArray) -> tuple[float, float, float]:
    order = np.argsort(values)
    cumulated = np.cumsum(weights[order]) / weights.sum()
    low, middle, high = np.searchsorted(cumulated, ((1 - SHOWN) / 2, 0.5, (1 + SHOWN) / 2)).clip(0, len(values) - 1)
    return float(values[order][low]), float(values[order][middle]), float(values[order][high])


def range_of(
    answers: Answers,
    *,
    on: date | None = None,
    count: int = DRAWS,
    table: Sequence[Line] | None = None,
    errors: dict[str, Spread] | None = None,
) -> Range:
    """The range of a home described by `answers`. Raises UnknownAnswer as `describe` does.

    `table` and `errors` replace distributions.csv and ecarts.csv (to measure them on files they do not come from).
    """
    drawn = draws(answers, count=count, table=table)
    day = on or date.today()
    columns = Columns.concat([describe(one, on=day).columns for one in drawn])
    results = run(columns, reading="inputs-only", on=np.datetime64(day, "D"), keep=(*FIGURES, *SITE))
    weights = np.array(list(drawn.values()), float)
    spread = (errors or spreads())[answers.kind or "maison"]
    asked = set(DRAWN) - ({"storey"} if (answers.kind or "maison") == "maison" else set())
    unknown = tuple(one.name for one in fields(answers) if one.name in asked and getattr(answers, one.name) is None)
    return _ranged({name: results[name] for name in (*FIGURES, *SITE)}, weights, spread, day=day, drawn=unknown)


def _ranged(
    results: dict[str, NDArray], weights: NDArray, spread: Spread, *, day: date, drawn: tuple[str, ...]
) -> Range:
    factors = _nodes(spread)
    known = np.isfinite(results["ep_conso_5_usages_m2"])
    primary, gases, cost = ((results[name][known, None] * factors).ravel() for name in FIGURES)
    weight = np.repeat(weights[known], NODES)
    site = {name: np.repeat(results[name][known], NODES) for name in SITE}
    site = {name: values.astype(int) if name != "sh" else values for name, values in site.items()}
    site["date"] = np.full(len(primary), np.datetime64(day, "D"))
    label = np.searchsorted(LETTERS, classes(primary, gases, site)["classe"])
    shares = np.bincount(label, weight, minlength=len(LETTERS)) / weight.sum()
    low, high = _narrowest(shares)
    return Range(
        probabilities={str(letter): float(share) for letter, share in zip(LETTERS, shares, strict=True)},
        likely=str(LETTERS[int(np.argmax(shares))]),
        low=str(LETTERS[low]),
        high=str(LETTERS[high]),
        primary=_quantiles(primary, weight),
        gases=_quantiles(gases, weight),
        cost=_quantiles(cost, weight),
        drawn=drawn,
    )

"""What every bundle costs, is aided, leaves to pay and weighs each month: whole cents, in columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from faitiere.engines.aids import InvalidSituation
from faitiere.engines.aids.projects import Granted, Projects, grant
from faitiere.engines.aids.situation import Situation, WorkLine
from faitiere.engines.aids.supposed import income_of
from faitiere.engines.energy import works

from .. import aid_facts, home_facts
from ..computation import aid_lines, cost_lines
from ..costing import CostLine
from ..rules import Refused
from .bundles import Bundles
from .ground import Ground, Wishes

CATEGORIES = {
    "tres_modeste": "très modestes",
    "modeste": "modestes",
    "intermediaire": "intermédiaires",
    "superieur": "supérieurs",
}
USES = ("chauffage", "chauffage_eau")
MONTHS = 12


@dataclass(frozen=True)
class Sums:
    """(m,) whole cents but `payback_years` (infinite when the bill does not fall) and `gain_pct` (final energy).

    `effort` is what the loans take each month less the energy saved; `low` and `high` the range of the works with
    tax; `by_category` what remains to pay in each income category, only when the household's is not known;
    `missing` the facts that keep an aid unknown.
    """

    total: NDArray
    low: NDArray
    high: NDArray
    aids: NDArray
    remaining: NDArray
    savings_month: NDArray
    effort: NDArray
    payback_years: NDArray
    gain_pct: NDArray
    accompanied: NDArray
    by_category: Mapping[str, NDArray]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Lines:
    """The works searched, twice: with a heat pump that only heats, then one that heats water too."""

    costs: list[CostLine]
    asked: list[WorkLine]
    unpaid: frozenset[int]


def _lines(ground: Ground, bundles: Bundles) -> _Lines:
    columns, chosen = ground.columns, [works.Work(code) for code in bundles.codes]
    plain = [{"code": code} for code in bundles.codes]
    costs = cost_lines(columns, plain, chosen, prices=ground.prices, reading=ground.reading)
    asked = [line for use in USES for line in aid_lines(columns, costs, chosen, on=ground.filing_on, use=use)]
    single = home_facts.has_single_glazing(columns)
    return _Lines(costs, asked, aid_facts.unpaid_by_geste(costs * len(USES), single_glazing=single))


def _projects(situation: Situation, lines: _Lines, bundles: Bundles) -> Projects:
    """All bundles done in one go, from the home as it is."""
    alone = bundles.chosen & ~bundles.heats_water[:, None]
    with_water = bundles.chosen & bundles.heats_water[:, None]
    base = bundles.primary_kwh[0]
    return Projects(
        situation=situation,
        chosen=np.concatenate([alone, with_water], axis=1),
        class_before=np.full(len(bundles.rank), bundles.rank[0]),
        class_after=bundles.rank,
        gain=_gains(np.full(len(bundles.rank), base), bundles.primary_kwh),
        fossil_boiler=bundles.fossil_boiler,
        unpaid=lines.unpaid,
    )


def _gains(before: NDArray, after: NDArray) -> NDArray:
    """(m,) gain in %, rounded as a summary rounds it: a threshold is passed by the same figure."""
    pairs = zip(before.tolist(), after.tolist(), strict=True)
    return np.array([round(100 * round(was - now, 1) / was, 1) if was else 0.0 for was, now in pairs])


def _second_step(projects: Projects, bundles: Bundles) -> Projects:
    """The works on the systems, from the home once its envelope is done."""
    first = bundles.envelope
    return replace(
        projects,
        chosen=projects.chosen & np.tile(bundles.systems, len(USES)),
        class_before=bundles.rank[first],
        gain=_gains(bundles.primary_kwh[first], bundles.primary_kwh),
    )


@dataclass(frozen=True)
class _Aided:
    """(m,) cents of a way of asking: at once or in two steps."""

    total: NDArray
    aids: NDArray
    remaining: NDArray
    eco_ptz: NDArray
    eco_ptz_years: NDArray
    accompanied: NDArray
    missing: tuple[str, ...]


def _at_once(found: Granted) -> _Aided:
    return _Aided(
        total=found.works_ttc,
        aids=found.works_ttc - found.remaining,
        remaining=found.remaining,
        eco_ptz=found.eco_ptz,
        eco_ptz_years=found.eco_ptz_years,
        accompanied=found.accompanied,
        missing=found.missing,
    )


def _in_two(first: _Aided, second: _Aided, rows: NDArray) -> _Aided:
    """Both steps added; the éco-PTZ counted is the larger of the two, since its ceiling holds for one home."""
    return _Aided(
        total=first.total[rows] + second.total,
        aids=first.aids[rows] + second.aids,
        remaining=first.remaining[rows] + second.remaining,
        eco_ptz=np.maximum(first.eco_ptz[rows], second.eco_ptz),
        eco_ptz_years=np.maximum(first.eco_ptz_years[rows], second.eco_ptz_years),
        accompanied=first.accompanied[rows] | second.accompanied,
        missing=tuple(dict.fromkeys(first.missing + second.missing)),
    )


def _aided(ground: Ground, lines: _Lines, bundles: Bundles, *, facts: dict, staged: bool) -> _Aided:
    known = {"area_m2": bundles.area_m2, "filed_on": ground.filing_on}
    situation = aid_facts.situation(facts | known, lines.asked)
    projects = _projects(situation, lines, bundles)
    try:
        once = _at_once(grant(projects, on=ground.filing_on))
        if not staged:
            return once
        second = _at_once(grant(_second_step(projects, bundles), on=ground.filing_on))
    except InvalidSituation as wrong:
        raise Refused(" ".join(wrong.sentences)) from None
    return _in_two(once, second, bundles.envelope)


def income_is_known(facts: Mapping) -> bool:
    """Size and income are there: the household has its own category."""
    return facts["household_size"] is not None and facts["rfr_euros"] is not None


def supposed(ground: Ground, category: str) -> dict:
    """The facts of the household with an income of a category."""
    facts = dict(ground.facts)
    size = facts["household_size"] or 1
    place = {"household_size": size, "ile_de_france": bool(facts["ile_de_france"])}
    return facts | {"household_size": size, "rfr_euros": income_of(category, on=ground.filing_on, **place)}


def _payments(principal: NDArray, years: NDArray, rate: float) -> NDArray:
    """(m,) cents a month of a loan by constant payments, insurance apart; see `finance.loans.monthly_payment`."""
    months = np.maximum(years, 1) * MONTHS
    monthly = rate / 100 / MONTHS
    share = monthly / (1 - (1 + monthly) ** -months) if monthly else 1 / months
    return np.floor(principal * share + 0.5).astype(np.int64)


def _loans(aided: _Aided, wishes: Wishes) -> NDArray:
    """(m,) cents paid each month on what is borrowed: own funds first, then the éco-PTZ, then the bank."""
    need = np.maximum(0, aided.remaining - wishes.own_funds_cents)
    zero_rate = np.minimum(need, aided.eco_ptz)
    shorter = np.minimum(wishes.years, aided.eco_ptz_years)
    paid = _payments(zero_rate, shorter, 0.0)
    paid += _payments(need - zero_rate, np.full(len(need), wishes.years), wishes.rate)
    return paid


def _payback(remaining: NDArray, saved: NDArray, rise_percent: float) -> NDArray:
    """(m,) years after which the energy saved has paid what remains, with the price of energy rising."""
    rise = rise_percent / 100
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = remaining / saved
        years = plain if not rise else np.log1p(np.maximum(plain * rise, -1)) / np.log1p(rise)
    return np.where(saved > 0, np.nan_to_num(years, nan=np.inf), np.inf)


def _range(lines: _Lines, bundles: Bundles, totals: NDArray) -> tuple[NDArray, NDArray]:
    """(m,) least and most the works may cost with tax: the likely total stretched as the prices before tax are."""
    low, likely, high = (
        np.array([getattr(line, name) for line in lines.costs], np.int64) @ bundles.chosen.T.astype(np.int64)
        for name in ("low", "ht", "high")
    )
    ratio = totals / np.maximum(likely, 1)
    return np.rint(low * ratio).astype(np.int64), np.rint(high * ratio).astype(np.int64)


def compute(ground: Ground, bundles: Bundles, wishes: Wishes) -> Sums:
    """Costs, aids, loans and savings of every bundle. Raises `Refused` when the facts cannot be true."""
    lines = _lines(ground, bundles)
    by_category = {}
    if income_is_known(ground.facts):
        aided = _aided(ground, lines, bundles, facts=dict(ground.facts), staged=wishes.staged)
    else:
        all_of_them = {
            category: _aided(ground, lines, bundles, facts=supposed(ground, category), staged=wishes.staged)
            for category in CATEGORIES
        }
        aided = all_of_them[wishes.category]
        by_category = {category: one.remaining for category, one in all_of_them.items()}
    payment = _loans(aided, wishes)
    saved = (bundles.cost_eur[0] - bundles.cost_eur) * 100
    monthly = np.floor(saved / MONTHS + 0.5).astype(np.int64)
    low, high = _range(lines, bundles, aided.total)
    return Sums(
        total=aided.total,
        low=low,
        high=high,
        aids=aided.aids,
        remaining=aided.remaining,
        savings_month=monthly,
        effort=payment - monthly,
        payback_years=_payback(aided.remaining, saved, wishes.price_rise),
        gain_pct=100 * (1 - bundles.final_kwh / bundles.final_kwh[0]),
        accompanied=aided.accompanied,
        by_category=by_category,
        missing=aided.missing,
    )

"""Many projects of one household at once: the aids of every bundle of works, as columns.

Same rules as the façade (`evaluate` then `stack`), to the cent; a test compares the two. What the façade says
in words (reasons, steps, sources) is left to it: ask it for the few projects that are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from faitiere.engines import params

from . import codes, stacking
from .case import CATEGORY_FACTS, Case
from .columns import FIELDS, Columns
from .evaluate import InvalidSituation
from .offers import accompanied as accompanied_offer
from .offers import cee as cee_offer
from .offers import gestes as geste_offer
from .offers import loans as loan_offer
from .offers import local as local_offer
from .offers import vat
from .offers.verdict import Condition
from .rules import accompanied, cee, gestes, loans, local
from .situation import Situation
from .validation import validate

CERTAIN = "A"  # any letter: it only tells the façade that the class is known


@dataclass(frozen=True, slots=True)
class Projects:
    """m projects that choose among the L lines of `situation`; classes as ranks, A = 1 … G = 7.

    chosen         (m, L) bool, the lines of each project
    class_before, class_after, gain   (m,), gain in % of primary energy
    fossil_boiler  (m,) bool, a gas, oil or coal boiler leaves
    unpaid         places of the lines MaPrimeRénov' par geste does not pay
    """

    situation: Situation
    chosen: NDArray
    class_before: NDArray
    class_after: NDArray
    gain: NDArray
    fossil_boiler: NDArray
    unpaid: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Granted:
    """What each project gets, (m,) whole cents. `amounts` by code, after the cap, 0 when left out.

    `accompanied` tells the path; `eco_ptz` is the most the loan lends, 0 when it is not acquired, over
    `eco_ptz_years` at most; `missing` the facts that keep an aid unknown, in French.
    """

    accompanied: NDArray
    amounts: Mapping[str, NDArray]
    works_ht: NDArray
    works_ttc: NDArray
    works_aids: NDArray
    remaining: NDArray
    eco_ptz: NDArray
    eco_ptz_years: NDArray
    missing: tuple[str, ...]


class _Batch:
    """The projects as columns, with what several aids share."""

    def __init__(self, projects: Projects, on: date) -> None:
        known = replace(
            projects.situation, class_before=CERTAIN, class_after=CERTAIN, gain_percent=0.0, fossil_boiler_replaced=True
        )
        if errors := validate(known, on=on):
            raise InvalidSituation(errors)
        self.p, self.m = projects, len(projects.chosen)
        self.case = Case(known, on)
        self.r = self.case.r
        self.ht = np.array([line.amount_ht_cents or 0 for line in known.lines], np.int64)
        taxed = [vat.rated(self.case, line) for line in known.lines]
        self.works_ht = self.total(self.ht)
        self.works_ttc = self.total(np.array([line.ttc_cents for line in taxed], np.int64))
        self.category = np.broadcast_to(self.case.category, (self.m,))
        shared = {name: np.broadcast_to(getattr(self.case.c, name), (self.m,)) for name in FIELDS}
        self.c = Columns(
            self.m,
            shared
            | {
                "class_before": projects.class_before.astype(float),
                "class_after": projects.class_after.astype(float),
                "gain": projects.gain.astype(float),
                "works": self.works_ht / 100,
                "fossil_boiler": projects.fossil_boiler,
            },
        )
        self.missing: list[str] = []

    def total(self, by_line: NDArray, among: NDArray | None = None) -> NDArray:
        """(m,) sum over the chosen lines of (L,) cents."""
        rows = self.p.chosen if among is None else among
        return rows.astype(np.int64) @ by_line

    def lacks(self, needs: Sequence[str]) -> bool:
        """A fact is unknown; remembered, to be asked for."""
        lacking = self.case.lacks(needs)
        self.missing += lacking
        return bool(lacking)

    def verdict(self, values: Mapping[str, NDArray], conditions: Sequence[Condition]) -> tuple[NDArray, NDArray]:
        """(m,) eligible and (m,) refused: neither when a fact is missing. Same reading as `judge`."""
        refused, unknown = np.zeros(self.m, bool), False
        for one in conditions:
            lacking = self.lacks(one.needs)
            if one.age is not None:
                lacking |= self.age_unknown(one.age(self.case))
            if lacking:
                unknown = True
            else:
                refused |= ~values[one.name]
        return ~refused & (not unknown), refused

    def age_unknown(self, years: float) -> bool:
        """The age of the home does not settle a threshold, or nobody knows the threshold."""
        if years != years:
            return True
        if self.case.age_is_sure(years):
            return False
        self.missing.append("date d'achèvement du logement")
        return True


def _cents(euros: NDArray) -> NDArray:
    """(m,) euros to whole cents, unknown as 0."""
    return np.rint(np.nan_to_num(euros) * 100).astype(np.int64)


def _part(base: NDArray, rate_percent: NDArray) -> NDArray:
    """(m,) a percentage of cents, half a cent rounded up; 0 when the rate is unknown. See `case.part`."""
    hundredths = np.rint(np.nan_to_num(rate_percent) * 100).astype(np.int64)
    return (base * hundredths + 5000) // 10000


def _insulated(batch: _Batch) -> NDArray:
    """(m,) bool: insulation of enough kinds; true when a line does not say what it is, as in the façade."""
    lines = batch.case.s.lines
    told = ~_any_line(batch, {None})
    kinds = [_any_line(batch, gestes) for gestes in _by_word(accompanied_offer.INSULATION).values()]
    count = np.sum(kinds, axis=0)
    return ~(told & (count < batch.r.number("mpra_insulation_works"))) if lines else np.ones(batch.m, bool)


def _by_word(words: Mapping[str, str]) -> dict[str, set[str | None]]:
    """Word → the gestes it stands for."""
    found: dict[str, set[str | None]] = {}
    for geste, word in words.items():
        found.setdefault(word, set()).add(geste)
    return found


def _any_line(batch: _Batch, gestes: set[str | None]) -> NDArray:
    """(m,) bool: one of the chosen lines is of one of the gestes."""
    places = [place for place, line in enumerate(batch.case.s.lines) if line.geste in gestes]
    return batch.p.chosen[:, places].any(axis=1)


def _accompanied(batch: _Batch) -> tuple[NDArray, NDArray, NDArray]:
    """(m,) cents of the parcours accompagné and of its support, and (m,) whether it is refused for sure."""
    nothing = np.zeros(batch.m, np.int64)
    closed = params.find_or_none("mpra_closed", on=batch.case.on)
    if closed and closed.valid_to:
        return nothing, nothing, np.zeros(batch.m, bool)
    values = accompanied.conditions(batch.c, batch.r)
    eligible, refused = batch.verdict(values, accompanied_offer.CONDITIONS)
    insulated = _insulated(batch)
    if batch.lacks(CATEGORY_FACTS):
        return nothing, nothing, refused | ~insulated
    eligible &= insulated
    rate = accompanied.rate(batch.c, batch.r, category=batch.category)
    ceiling = _cents(np.trunc(accompanied.ceiling(batch.c, batch.r)))
    amount = np.where(eligible, _part(np.minimum(batch.works_ht, ceiling), rate), 0)
    support = _part(np.full(batch.m, _support_base(batch), np.int64), batch.r.mar_rate[batch.category])
    return amount, np.where(eligible, support, 0), refused | ~insulated


def _support_base(batch: _Batch) -> int:
    """Cents counted of the accompaniment: its price, else the one supposed, within the ceiling of the home."""
    s = batch.case.s
    unfit = s.decent is not None and bool(s.decent.recognised)
    ceiling = int(batch.r.number("mar_cost_ceiling_unfit" if unfit else "mar_cost_ceiling")) * 100
    supposed = int(batch.r.number("mar_cost")) * 100
    return min(supposed if s.support_price_cents is None else s.support_price_cents, ceiling)


def _by_geste(batch: _Batch) -> tuple[NDArray, NDArray]:
    """(m, L) cents of MaPrimeRénov' par geste by line, and (m, L) bool: the lines it pays."""
    lines = batch.case.s.lines
    found = np.zeros((batch.m, len(lines)), np.int64)
    paid = np.zeros((batch.m, len(lines)), bool)
    conditions = [one for one in geste_offer.CONDITIONS if one.name not in ("lines", "dpe", "class")]
    if batch.r.window("mpr_geste_fg_excluded"):
        conditions += [one for one in geste_offer.CONDITIONS if one.name == "class"]
    values = gestes.conditions(batch.c, batch.r, category=batch.category)
    eligible, _ = batch.verdict(values, conditions)
    area: dict[str, NDArray] = {}
    for place, line in enumerate(lines):
        if line.geste is None:
            continue
        euros = gestes.amount(
            batch.c.variant(**_quantity(batch, place, area)), batch.r, geste=line.geste, category=batch.category
        )
        holds = batch.p.chosen[:, place] & eligible & ~np.isnan(euros)
        if line.conditions_met is False or place in batch.p.unpaid:
            continue
        if line.geste in geste_offer.COUPLED:
            holds &= _any_line(batch, set(geste_offer.COUPLED[line.geste][0]))
        paid[:, place] = holds
        cents = _cents(euros)
        most = cents if line.amount_ht_cents is None else np.minimum(cents, line.amount_ht_cents)
        found[:, place] = np.where(holds, most, 0)
    return found, paid


def _quantity(batch: _Batch, place: int, counted: dict[str, NDArray]) -> dict[str, NDArray]:
    """The column of m² or windows of a line, what the lines before took of its ceiling taken off."""
    line = batch.case.s.lines[place]
    geste = line.geste or ""
    if geste not in (*codes.AREA_GESTES, "fenetres") or line.quantity is None:
        return {}
    quantity = np.full(batch.m, float(line.quantity))
    most = batch.r.number("mpr_geste_area_max", geste=geste)
    if most == most:
        before = counted.get(geste, np.zeros(batch.m))
        counted[geste] = before + np.where(batch.p.chosen[:, place], quantity, 0)
        quantity = np.minimum(quantity, np.maximum(0.0, most - before))
    return {geste: quantity}


def _cee(batch: _Batch) -> NDArray:
    """(m, L) cents of the CEE by line; a coup de pouce where a fossil boiler leaves."""
    out = np.zeros(batch.p.chosen.shape, np.int64)
    for boiler in (False, True):
        of_case = Case(replace(batch.case.s, fossil_boiler_replaced=boiler), batch.case.on)
        offer = cee_offer.offer(of_case)
        batch.missing += offer.missing if offer.status == "unknown" else ()
        if not offer.details:
            continue
        by_line = np.array([one.amount_cents if one.status == "eligible" else 0 for one in offer.details], np.int64)
        rows = batch.p.fossil_boiler == boiler
        out[rows] = batch.p.chosen[rows] * by_line
    return out


def _ampleur(batch: _Batch, refused: NDArray) -> NDArray:
    """(m,) cents of the Coup de pouce ampleur, for who is surely refused the parcours accompagné."""
    lacking = batch.lacks(("area",)) or batch.age_unknown(batch.r.number("cee_home_age"))
    if lacking:
        return np.zeros(batch.m, np.int64)
    values = cee.ampleur_conditions(batch.c, batch.r, accompanied=~refused)
    eligible = np.logical_and.reduce(list(values.values()))
    return np.where(eligible, _cents(cee.ampleur(batch.c, batch.r)), 0)


def _local(batch: _Batch) -> dict[str, NDArray]:
    """Code → (m,) cents of the local aids of the place; the façade says which lack a fact, or are only announced."""
    settled = {one.code for one in local_offer.offers(batch.case) if one.status != "unknown"}
    aids = [(code, aid) for code, aid in local_offer.of_case(batch.case) if code in settled]
    return {code: _local_amount(batch, aid) for code, aid in aids}


def _local_amount(batch: _Batch, aid: local.LocalAid) -> NDArray:
    """(m,) cents of a local aid: on its own works only when it names some."""
    lines = batch.case.s.lines
    own = np.array([not aid.works or bool({line.code, line.geste} & set(aid.works)) for line in lines], bool)
    chosen = batch.p.chosen[:, own]
    metres = np.array([(line.quantity or 0) * (line.geste in codes.AREA_GESTES) for line in lines], float)
    columns = batch.c.variant(works=chosen.astype(np.int64) @ batch.ht[own] / 100) if aid.works else batch.c
    rules = replace(batch.r, on=batch.case.on)
    euros = local.amount(aid, columns, r=rules, category=batch.category, area=chosen @ metres[own])
    return np.where(chosen.any(axis=1) | (not aid.works), _cents(euros), 0)


def _settled(batch: _Batch, amounts: dict[str, NDArray]) -> dict[str, NDArray]:
    """The aids of a path once local aids have refused some of them and been lowered by their own cap (`stacking`)."""
    known = dict(local_offer.of_case(batch.case))
    kept = dict(amounts)
    for code, aid in known.items():
        rivals = [one for one in kept if one != code and (one in aid.excludes or _both_local(aid, one, known))]
        if code not in kept or not rivals:
            continue
        theirs = sum((kept[one] for one in rivals), np.zeros(batch.m, np.int64))
        loses, meets = kept[code] <= theirs, (kept[code] > 0) & (theirs > 0)
        kept |= {one: np.where(meets & ~loses, 0, kept[one]) for one in rivals}
        kept[code] = np.where(meets & loses, 0, kept[code])
    for code, aid in known.items():
        if code in kept and aid.cap_rate:
            limit = _part(batch.works_ttc, np.full(batch.m, aid.cap_rate))
            others = sum(cents for one, cents in kept.items() if one not in (code, *stacking.OUTSIDE_CAP))
            kept[code] = np.maximum(0, np.minimum(kept[code], limit - others))
    return kept


def _both_local(aid: local.LocalAid, other: str, known: Mapping[str, local.LocalAid]) -> bool:
    return "locales" in aid.excludes and other in known


def _loan(batch: _Batch, accompanied_granted: NDArray) -> tuple[NDArray, NDArray]:
    """(m,) cents the éco-PTZ lends at most, within the works, and (m,) years; 0 when it is not acquired."""
    eligible, _ = batch.verdict(loans.eco_ptz_conditions(batch.c, batch.r), loan_offer.ECO_PTZ)
    actions = _by_word(loan_offer.ACTIONS)
    done = np.array([_any_line(batch, gestes) for gestes in actions.values()])
    count = done.sum(axis=0)
    tier = np.array([codes.WORKS.index(name) for name in loan_offer.TIERS])[np.clip(count, 1, 3) - 1]
    windows = done[list(actions).index("remplacement des fenêtres")] & (count == 1)
    tier = np.where(windows, codes.WORKS.index("parois_vitrees"), np.where(count == 0, -1, tier))
    whole = (batch.c.gain >= batch.r.number("eco_ptz_gain")) & (
        batch.c.class_after <= batch.r.number("eco_ptz_worst_class")
    )
    tier = np.where(whole, codes.GLOBAL_WORKS, tier)
    tier = np.where(accompanied_granted, codes.ACCOMPANIED_WORKS, tier)
    zone = int(batch.case.s.overseas)
    most = np.where(eligible, _cents(np.trunc(batch.r.ptz_ceiling[zone, tier])), 0)
    years = np.nan_to_num(batch.r.ptz_years[zone, tier]).astype(int)
    return np.minimum(most, batch.works_ttc), np.where(most > 0, years, 0)


def _capped(batch: _Batch, path: str, *, own: NDArray, counted: NDArray, base: NDArray) -> NDArray:
    """(m,) cents taken off MaPrimeRénov' so that the aids stay under the cap of the path; 0 without a cap."""
    rate = batch.r.number("mpra_cap" if path == "accompagne" else "mpr_geste_cap", category=batch.case.category_code)
    if not batch.case.knows(*CATEGORY_FACTS) or rate != rate:
        return np.zeros(batch.m, np.int64)
    cap = _part(base, np.full(batch.m, rate))
    return np.minimum(np.maximum(0, counted - cap), own)


def _geste_path(batch: _Batch, ampleur: NDArray, place_aids: dict[str, NDArray]) -> dict[str, NDArray]:
    """(m,) cents of each aid along the path by geste, after the cap; see `stacking`."""
    by_line, paid = _by_geste(batch)
    cee_lines = _cee(batch)
    own, certificates = by_line.sum(axis=1), cee_lines.sum(axis=1)
    whole = ampleur > own + certificates
    kept = _settled(
        batch,
        {
            "mpr_geste": np.where(whole, 0, own),
            "cee": np.where(whole, 0, certificates),
            "cee_ampleur": np.where(whole, ampleur, 0),
        }
        | place_aids,
    )
    expenses = [geste_offer.eligible_expense(batch.case, place) or 0 for place in range(len(batch.ht))]
    base = batch.total(np.array(expenses, np.int64), paid)
    under_cap = np.where(kept["cee"] > 0, (cee_lines * paid).sum(axis=1), 0)
    counted = sum(kept.values()) - kept["cee"] + under_cap
    over = _capped(batch, "geste", own=kept["mpr_geste"], counted=counted, base=base)
    return kept | {"mpr_geste": kept["mpr_geste"] - np.where(paid.any(axis=1), over, 0)}


def _accompanied_path(
    batch: _Batch, amount: NDArray, support: NDArray, place_aids: dict[str, NDArray]
) -> dict[str, NDArray]:
    """(m,) cents of each aid along the accompanied path, after the cap."""
    kept = _settled(batch, {"mpr_accompagne": amount, "mar": support} | place_aids)
    counted = sum(kept.values()) - kept["mar"]
    over = _capped(batch, "accompagne", own=kept["mpr_accompagne"], counted=counted, base=batch.works_ttc)
    return kept | {"mpr_accompagne": kept["mpr_accompagne"] - over}


def grant(projects: Projects, *, on: date) -> Granted:
    """Aids of every project under the rules of a day, the better path kept. Raises `InvalidSituation`."""
    batch = _Batch(projects, on)
    amount, support, refused = _accompanied(batch)
    place_aids = _local(batch)
    helped = _accompanied_path(batch, amount, support, place_aids)
    alone = _geste_path(batch, _ampleur(batch, refused), place_aids)
    along = (amount > 0) & (sum(alone.values()) <= sum(helped.values()))
    amounts = {
        code: np.where(along, helped.get(code, 0), alone.get(code, 0)) for code in dict.fromkeys((*helped, *alone))
    }
    works_aids = sum(cents for code, cents in amounts.items() if code not in stacking.OUTSIDE_CAP)
    eco_ptz, years = _loan(batch, amount > 0)
    return Granted(
        accompanied=along,
        amounts=amounts,
        works_ht=batch.works_ht,
        works_ttc=batch.works_ttc,
        works_aids=np.minimum(works_aids, batch.works_ttc),
        remaining=np.maximum(0, batch.works_ttc - works_aids),
        eco_ptz=eco_ptz,
        eco_ptz_years=years,
        missing=tuple(dict.fromkeys(batch.missing)),
    )

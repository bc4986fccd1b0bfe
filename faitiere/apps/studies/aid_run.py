"""Aids of one scenario: every aid with its reason, what adds up, what remains to pay; plain values to be kept."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, replace

from faitiere.engines import aids, params
from faitiere.engines.aids import codes
from faitiere.engines.aids.case import Case
from faitiere.engines.aids.offers import loans
from faitiere.engines.aids.offers.vat import normal_rate
from faitiere.engines.aids.situation import Situation

from . import syndicate
from .costing import CostLine, taxed


def run(situation: Situation, lines: Sequence[CostLine], *, on: dt.date, unpaid: frozenset[int]) -> dict:
    """Cost with VAT, aids and their stack for a scenario under the rules of a day.

    Returns {"cost", "aids", "stack", "category"} of plain JSON values; raises `aids.InvalidSituation` (French
    sentences) when the facts cannot be true.
    """
    results = [_only_paid_works(one, unpaid) for one in aids.evaluate(situation, on=on)]
    shown = [one for one in results if situation.occupancy != syndicate.STATUS or one.code not in syndicate.OF_A_HOME]
    stacked = aids.stack(results, situation=situation, on=on)
    category = aids.income_category(situation, on=on)
    after_cap = {kept.code: kept for kept in stacked.kept}
    left_out = {one.code: one.reason_fr for one in stacked.excluded}
    return {
        "cost": taxed(lines, aids.vat_lines(situation, on=on), normal_rate=normal_rate(on)),
        "aids": [plain(_counted(asdict(one), after_cap, left_out)) for one in shown],
        "stack": plain(
            {
                "path": stacked.path,
                "kept": [asdict(kept) for kept in stacked.kept],
                "cap_cents": stacked.cap_cents,
                "capped_cents": stacked.capped_cents,
                "subsidies_cents": stacked.subsidies_cents,
                "remaining_cents": stacked.remaining_cents,
                "to_advance_cents": stacked.to_advance_cents,
                "works_ttc_cents": stacked.works_ttc_cents,
                "verified": stacked.verified,
                "sentences": list(stacked.sentences),
                "eco_ptz_years": _eco_ptz_years(situation, results, on),
                "par_plus_free_years": _par_plus_free_years(on),
            }
        ),
        "category": plain(asdict(category)),
    }


def _only_paid_works(result: aids.AidResult, unpaid: frozenset[int]) -> aids.AidResult:
    """MaPrimeRénov' par geste without the works it does not pay, given by their places."""
    if result.code != "mpr_geste" or not result.details:
        return result
    details = tuple(
        _unpaid(one) if place in unpaid and one.status != "not_eligible" else one
        for place, one in enumerate(result.details)
    )
    if details == result.details:
        return result
    paid = [one for one in details if one.status == "eligible"]
    unknown = any(one.status == "unknown" for one in details)
    total, before = sum(one.amount_cents or 0 for one in paid), result.amount_cents or 0
    return replace(
        result,
        status="eligible" if paid else "unknown" if unknown else "not_eligible",
        amount_cents=total if paid or not unknown else None,
        base_cents=sum(one.base_cents or 0 for one in paid),
        advance_cents=result.advance_cents * total // before if before else 0,
        reason_fr=f"{' ; '.join(one.reason_fr for one in details)}.",
        details=details,
    )


def _unpaid(one: aids.Detail) -> aids.Detail:
    reason = f"{one.label_fr} : hors de la liste des gestes"
    return replace(one, status="not_eligible", amount_cents=0, base_cents=None, reason_fr=reason)


def _eco_ptz_years(situation: Situation, results: Sequence[aids.AidResult], on: dt.date) -> int | None:
    """The longest éco-PTZ these works allow, in years; None when no tier applies."""
    accompanied = next(one.status for one in results if one.code == "mpr_accompagne")
    works_tier = loans.tier(Case(situation, on), accompanied)
    if works_tier is None:
        return None
    zone = codes.TERRITORIES[int(situation.overseas)]
    found = params.find_or_none("eco_ptz_years", on=on, zone=zone, works=works_tier)
    return int(found.value) if found and found.value else None


def _par_plus_free_years(on: dt.date) -> int | None:
    """Years without interest of the PAR+; None before it existed."""
    found = params.find_or_none("par_plus_free_years", on=on)
    return int(found.value) if found and found.value else None


def _counted(aid: dict, kept: dict, left_out: dict[str, str]) -> dict:
    """The aid with what it counts for in the plan: after the cap, 0 when another path excludes it."""
    in_stack = kept.get(aid["code"])
    counted = in_stack.after_cents if in_stack else 0
    return aid | {"counted_cents": counted, "excluded_fr": left_out.get(aid["code"], "")}


def plain(value):
    """The same value with dates as ISO text and tuples as lists: what JSON keeps."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value

"""The majority that the law asks of each kind of motion, on a day: dated rules, never typed in code. Reads only."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from faitiere.engines import params

from .enums import Majority, Motion
from .models import Resolution
from .rules import Refused

# In the tables: the same majority as the works that a loan pays.
_AS_THE_WORKS = "travaux"
_ORDER = [Majority.A24, Majority.A25, Majority.A26, Majority.UNANIMITY]


@dataclass(frozen=True)
class Rule:
    """The majority of a motion (empty: that of the works a loan pays), its text, whether somebody checked it."""

    majority: str
    source: str
    verified: bool


def rule_of(motion: str, *, on: dt.date) -> Rule | None:
    """None for a resolution whose kind is not said, or older than the rules known."""
    found = params.find_or_none("motion_article", on=on, motion=motion) if motion else None
    if found is None:
        return None
    majority = str(found.value)
    return Rule("" if majority == _AS_THE_WORKS else majority, found.source, found.verified)


def proposed(motion: str, *, on: dt.date, others: Iterable[Resolution]) -> str:
    """The majority the law asks; of a loan, the highest of the works on the agenda. Raises `Refused` without any."""
    rule = rule_of(motion, on=on)
    if rule is None:
        raise Refused("Choisissez la nature de la résolution, ou sa majorité.")
    if rule.majority:
        return rule.majority
    works = [one.majority for one in others if one.cost_cents and not one.second_of_id]
    if not works:
        raise Refused("Ce prêt se vote comme les travaux qu'il paie : ajoutez d'abord les travaux et leur coût.")
    return max((Majority(one) for one in works), key=_ORDER.index)


def outside_opt_out_loan(resolutions: Iterable[Resolution], *, on: dt.date) -> list[Resolution]:
    """Works on the agenda that the loan of article 26-4 III may not pay."""
    paid = {dict(one.keys)["motion"] for one in params.in_force(on, "motion_opt_out_loan")}
    works = [one for one in resolutions if one.cost_cents and not one.second_of_id]
    return [one for one in works if not (one.energy and Motion.ENERGY in paid) and one.motion not in paid]

"""Eligible, refused or unknown: the conditions of a rule read one after the other."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from faitiere.engines import params

from .. import wording
from ..case import LABELS, Case
from ..results import Status


@dataclass(frozen=True, slots=True)
class Condition:
    """How to speak of a condition: the facts it needs, and the sentence when it fails.

    ``age`` is a threshold in years: the fact is then the age of the home, with its doubt of a year.
    """

    name: str
    needs: tuple[str, ...]
    refusal: Callable[[Case], str]
    age: Callable[[Case], float] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Status of an aid, the sentence when it is not eligible, the facts that are missing."""

    status: Status
    reason_fr: str = ""
    missing: tuple[str, ...] = ()


def judge(case: Case, values: Mapping[str, np.ndarray], *, conditions: Sequence[Condition]) -> Verdict:
    """Refused as soon as a known condition fails; else unknown while a fact is missing; else eligible."""
    missing: list[str] = []
    for one in conditions:
        lacking = case.lacks(one.needs)
        if one.age is not None and math.isnan(one.age(case)):
            return _no_threshold(case.on)
        if one.age is not None and not case.age_is_sure(one.age(case)):
            lacking = [*lacking, LABELS["age"]]
        if lacking:
            missing += [fact for fact in lacking if fact not in missing]
        elif not values[one.name][0]:
            return Verdict("not_eligible", one.refusal(case))
    if missing:
        return Verdict("unknown", missing_fr(missing), tuple(missing))
    return Verdict("eligible")


def missing_fr(missing: Sequence[str]) -> str:
    """« Il manque : … »"""
    return f"Il manque : {wording.listed(list(missing))}."


def _no_threshold(on: date) -> Verdict:
    return Verdict("unknown", f"À confirmer. Le règlement en vigueur au {wording.day(on)} n'a pas été trouvé.")


def no_rule(name: str, on: date) -> Verdict:
    """Unknown because no rule is known at that date, with the date of the nearest one found."""
    known = [p for p in params.store.every() if p.name == name]
    last = max((p.valid_from for p in known if p.verified), default=None)
    found = f" Le dernier règlement trouvé date du {wording.day(last)}." if last else ""
    return Verdict("unknown", f"À confirmer. Aucun barème n'a été trouvé au {wording.day(on)}.{found}")


def owner_refusal(case: Case) -> str:
    """The sentence for a tenant or a syndicate."""
    who = "locataire" if case.s.occupancy == "locataire" else "un syndicat de copropriété"
    return f"Cette aide est réservée aux propriétaires ; vous êtes {who}."


def main_home_refusal(case: Case) -> str:
    """The sentence for a second home or an empty one."""
    return "Le logement doit être une résidence principale ; celui-ci ne l'est pas."


def age_refusal(years: Callable[[Case], float]) -> Callable[[Case], str]:
    """The sentence for a home too recent."""

    def sentence(case: Case) -> str:
        limit = wording.number(years(case))
        return f"Le logement doit être achevé depuis {limit} ans au moins ; le vôtre est {case.age_fr()}."

    return sentence


def parameter(name: str, **keys: str) -> Callable[[Case], float]:
    """A threshold read in the tables on the day of the case."""
    return lambda case: case.r.number(name, **keys)

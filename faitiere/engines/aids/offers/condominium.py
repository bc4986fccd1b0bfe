"""MaPrimeRénov' copropriété, and the individual premium of a modest owner."""

import math

from .. import wording
from ..case import CATEGORY_FACTS, LABELS, Case, letter, part
from ..results import AidResult, Step
from ..situation import CondoProject
from .category import household_fr
from .verdict import missing_fr, parameter

CODE, NAME = "mpr_copropriete", "MaPrimeRénov' copropriété"
_AGE = parameter("copro_age")
STEPS = (
    Step("avant de signer", "Faites voter le projet et le mandat du syndic en assemblée générale."),
    Step("avant de signer", "Le syndic dépose la demande, avec l'assistance à maîtrise d'ouvrage, avant tout devis."),
    Step("après", "Le syndic transmet les factures ; l'aide est répartie selon les tantièmes."),
)


def _missing(case: Case, plan: CondoProject) -> list[str]:
    found = [
        label
        for label, value in (
            ("nombre de logements de la copropriété", plan.homes),
            ("part de résidences principales", plan.main_homes_percent),
            ("montant hors taxe des travaux de la copropriété", plan.works_ht_cents),
            ("gain énergétique de l'immeuble", plan.gain_percent),
            ("immatriculation au registre des copropriétés (numéro RNIC)", plan.registered),
        )
        if value is None
    ]
    return found if case.age_is_sure(_AGE(case)) else [*found, LABELS["age"]]


def _refusal(case: Case, plan: CondoProject) -> str | None:
    number = case.r.number
    if plan.registered is False:
        return "La copropriété n'est pas immatriculée au registre national (RNIC) : le syndic doit d'abord l'inscrire."
    if case.ages is not None and case.ages[1] < _AGE(case):
        return f"L'immeuble doit être achevé depuis {wording.number(_AGE(case))} ans au moins."
    small = (plan.homes or 0) <= number("copro_small")
    least = number("copro_main_homes", case="20_ou_moins" if small else "plus_de_20")
    if (plan.main_homes_percent or 0) < least:
        return (
            f"{wording.percent(plan.main_homes_percent or 0)} de résidences principales ; "
            f"il en faut {wording.percent(least)} dans cette copropriété de {plan.homes} logements."
        )
    if (plan.gain_percent or 0) < number("copro_gain_low"):
        gain, needed = wording.percent(plan.gain_percent or 0), wording.percent(number("copro_gain_low"))
        return f"Le gain énergétique est de {gain} ; il en faut {needed} au moins."
    return None


def _rate(case: Case, plan: CondoProject) -> tuple[float, list[str]]:
    """The rate in %, and the words that explain it."""
    number = case.r.number
    high = (plan.gain_percent or 0) >= number("copro_gain_high")
    rate = number("copro_rate", case="50+" if high else "35-50")
    words = [f"{wording.percent(rate)} pour un gain de {wording.percent(plan.gain_percent or 0)}"]
    before, after = letter(case.s.class_before) or math.nan, letter(case.s.class_after) or math.nan
    if before >= number("mpra_bonus_from") and after <= number("mpra_bonus_to"):
        rate += number("copro_bonus_class")
        words.append(f"{wording.number(number('copro_bonus_class'))} points de sortie de passoire")
    if plan.fragile:
        rate += number("copro_bonus_fragile")
        words.append(f"{wording.number(number('copro_bonus_fragile'))} points de copropriété fragile")
    return rate, words


def offer(case: Case) -> AidResult:
    """The aid to the condominium for its own project."""
    plan = case.s.condo or CondoProject()
    lacking = _missing(case, plan)
    refusal = None if lacking else _refusal(case, plan)
    if refusal:
        return AidResult(CODE, NAME, "subvention", "not_eligible", refusal)
    if lacking:
        return AidResult(CODE, NAME, "subvention", "unknown", missing_fr(lacking), missing=tuple(lacking))
    rate, words = _rate(case, plan)
    ceiling = int(case.r.number("copro_works_ceiling")) * (plan.homes or 0) * 100
    base = min(plan.works_ht_cents or 0, ceiling)
    amount = part(base, rate)
    origin = case.provenance(("copro_rate", {"case": "35-50"}), ("copro_works_ceiling", {}))
    return AidResult(
        code=CODE,
        name_fr=NAME,
        kind="subvention",
        status="eligible",
        reason_fr=f"{wording.listed(words)} : {wording.percent(rate)} de {wording.euros(base)} HT.",
        amount_cents=amount,
        base_cents=base,
        rate=rate,
        ceiling_cents=ceiling,
        steps=STEPS,
        paid_when="Au syndicat, après les travaux ; une avance peut être demandée.",
    ).sourced(origin)


def individual(case: Case) -> AidResult:
    """The premium of a very modest or modest owner, when the condominium itself gets its aid."""
    code, name = "prime_individuelle", "Prime individuelle de copropriété"
    collective = offer(case)
    if collective.status != "eligible":
        reason = f"Elle suit l'aide à la copropriété. {collective.reason_fr}"
        return AidResult(code, name, "subvention", collective.status, reason, missing=collective.missing)
    lacking = case.lacks(CATEGORY_FACTS)
    if lacking:
        return AidResult(code, name, "subvention", "unknown", missing_fr(lacking), missing=tuple(lacking))
    category = case.category_code
    euros = case.r.number("copro_individual", case=category)
    origin = case.provenance(("copro_individual", {"case": category}), case.category_figures)
    if math.isnan(euros):
        reason = f"{household_fr(case)} : réservée aux ménages modestes et très modestes."
        return AidResult(code, name, "subvention", "not_eligible", reason)
    return AidResult(
        code=code,
        name_fr=name,
        kind="subvention",
        status="eligible",
        reason_fr=f"{household_fr(case)} : {wording.euros(int(euros) * 100)} pour le logement.",
        amount_cents=int(euros) * 100,
        steps=(Step("avant de signer", "Le syndic la demande pour vous, avec l'aide collective."),),
        paid_when="Avec l'aide à la copropriété.",
    ).sourced(origin)

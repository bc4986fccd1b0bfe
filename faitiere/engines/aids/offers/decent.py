"""Ma Prime Logement Décent and MaPrimeAdapt', when the project is of that kind."""

import numpy as np

from .. import codes, wording
from ..case import CATEGORY_FACTS, Case, part, place
from ..columns import Columns
from ..results import AidResult, Step
from ..rules import decent as rule
from ..situation import AdaptProject, DecentProject
from .category import household_fr
from .verdict import Condition, Verdict, age_refusal, judge, missing_fr, parameter

DECENT, ADAPT = "Ma Prime Logement Décent", "MaPrimeAdapt'"
WORKS = "montant hors taxe des travaux"
_AGE = parameter("mpld_home_age", kind="occupant")


def _modest_refusal(case: Case) -> str:
    return f"{household_fr(case)} : réservée aux ménages modestes et très modestes."


OCCUPANT = (
    Condition("income", CATEGORY_FACTS, _modest_refusal),
    Condition("age", (), age_refusal(_AGE), _AGE),
)
STEPS = (
    Step("avant de signer", "Faites établir le rapport de dégradation ou d'insalubrité par un professionnel qualifié."),
    Step("avant de signer", "Déposez la demande et attendez l'accord de l'Anah avant de signer un devis."),
    Step("après", "Transmettez les factures pour recevoir l'aide."),
)
ADAPT_STEPS = (
    Step("avant de signer", "Choisissez une assistance à maîtrise d'ouvrage habilitée ; elle est obligatoire."),
    Step("avant de signer", "Déposez la demande et attendez l'accord de l'Anah avant de signer un devis."),
    Step("après", "Transmettez les factures pour recevoir l'aide."),
)


def _lacking(values: dict[str, object]) -> list[str]:
    return [label for label, value in values.items() if value is None]


def _refused(code: str, name: str, *, found: Verdict, lacking: list[str]) -> AidResult:
    missing = [*found.missing, *lacking]
    if found.status == "not_eligible" or not missing:
        return AidResult(code, name, "subvention", found.status, found.reason_fr)
    return AidResult(code, name, "subvention", "unknown", missing_fr(missing), missing=tuple(missing))


def _decent_facts(case: Case, plan: DecentProject) -> dict[str, object]:
    facts: dict[str, object] = {
        "rapport de dégradation ou arrêté": plan.recognised,
        WORKS: plan.works_ht_cents,
        "statut d'occupation": case.s.occupancy,
        "classe DPE avant travaux": case.s.class_before,
    }
    if case.s.occupancy != "bailleur":
        return facts | {"classe DPE visée": case.s.class_after}
    facts |= {"ampleur des travaux": plan.decay, "gain de 35\u00a0% ou non": plan.gain_35}
    return facts | {"surface habitable": case.s.area_m2}


def _condominium(case: Case, plan: DecentProject) -> AidResult:
    """The aid to a condominium under a police order."""
    lacking = _lacking({"rapport de dégradation ou arrêté": plan.recognised, WORKS: plan.works_ht_cents})
    if lacking:
        return AidResult("mpld", DECENT, "subvention", "unknown", missing_fr(lacking), missing=tuple(lacking))
    rate, base = case.r.number("mpld_rate", kind="copropriete"), plan.works_ht_cents or 0
    return AidResult(
        code="mpld",
        name_fr=DECENT,
        kind="subvention",
        status="eligible",
        reason_fr=f"Copropriété sous arrêté : {wording.percent(rate)} de {wording.euros(base)} HT de travaux.",
        amount_cents=part(base, rate),
        base_cents=base,
        rate=rate,
        steps=STEPS,
        paid_when="Au syndicat, après les travaux, sur factures.",
    ).sourced(case.provenance(("mpld_rate", {"kind": "copropriete"})))


def logement_decent(case: Case, plan: DecentProject) -> AidResult:
    """The aid to heavy works in a degraded home, for a modest occupant, a landlord or a condominium."""
    code, landlord = "mpld", case.s.occupancy == "bailleur"
    if plan.recognised is False:
        reason = "Il faut un rapport de dégradation ou un arrêté de mise en sécurité."
        return AidResult(code, DECENT, "subvention", "not_eligible", reason)
    if case.s.occupancy == "copropriete":
        return _condominium(case, plan)
    c = case.c.variant(
        decent_who=np.array([rule.LANDLORD if landlord else rule.OCCUPANT]),
        decent_works=np.array([np.nan if plan.works_ht_cents is None else plan.works_ht_cents / 100]),
        decent_decay=np.array([place(codes.DECAY, plan.decay)]),
        decent_gain=np.array([bool(plan.gain_35)]),
    )
    values = rule.decent_conditions(c, case.r, category=case.category)
    found = judge(case, values, conditions=() if landlord else OCCUPANT)
    lacking = _lacking(_decent_facts(case, plan))
    if found.status != "eligible" or lacking:
        return _refused(code, DECENT, found=found, lacking=lacking)
    cents = round(float(rule.decent(c, case.r, category=case.category)[0]) * 100)
    keys = {"kind": "bailleur", "case": plan.decay or ""} if landlord else {"kind": "occupant", "case": "modeste"}
    origin = case.provenance(("mpld_rate", keys), *(() if landlord else (case.category_figures,)))
    who = "Propriétaire bailleur" if landlord else household_fr(case)
    return AidResult(
        code=code,
        name_fr=DECENT,
        kind="subvention",
        status="eligible",
        reason_fr=f"{who}, {wording.euros(plan.works_ht_cents or 0)} HT de travaux : {wording.euros(cents)}.",
        amount_cents=cents,
        steps=STEPS,
        paid_when="Après les travaux, sur factures.",
    ).sourced(origin)


def _adapt_columns(case: Case, plan: AdaptProject) -> Columns:
    return case.c.variant(
        adapt_who=np.array([rule.OCCUPANT]),
        adapt_reason=np.array([0]),
        adapt_works=np.array([np.nan if plan.works_ht_cents is None else plan.works_ht_cents / 100]),
        adapt_support=np.array([place(codes.SUPPORT, plan.support)]),
    )


def adapt(case: Case, plan: AdaptProject) -> AidResult:
    """MaPrimeAdapt' for the person who lives in the home."""
    code = "mpa"
    if plan.entitled is False:
        reason = "Elle s'adresse aux personnes âgées ou en situation de handicap."
        return AidResult(code, ADAPT, "subvention", "not_eligible", reason)
    c = _adapt_columns(case, plan)
    found = judge(case, rule.adapt_conditions(c, case.r, category=case.category), conditions=OCCUPANT[:1])
    lacking = _lacking(
        {
            "âge, perte d'autonomie ou handicap": plan.entitled,
            WORKS: plan.works_ht_cents,
        }
    )
    if found.status != "eligible" or lacking:
        return _refused(code, ADAPT, found=found, lacking=lacking)
    rate = case.r.number("mpa_rate", kind="occupant", case=case.category_code)
    ceiling = int(case.r.number("mpa_works_ceiling", kind="occupant")) * 100
    cents = round(float(rule.adapt(c, case.r, category=case.category)[0]) * 100)
    origin = case.provenance(("mpa_rate", {"kind": "occupant", "case": case.category_code}), case.category_figures)
    return AidResult(
        code=code,
        name_fr=ADAPT,
        kind="subvention",
        status="eligible",
        reason_fr=(
            f"{household_fr(case)} : {wording.percent(rate)} des travaux, "
            f"plafonnés à {wording.euros(ceiling)} HT, accompagnement compris, soit {wording.euros(cents)}."
        ),
        amount_cents=cents,
        base_cents=min(plan.works_ht_cents or 0, ceiling),
        rate=rate,
        ceiling_cents=ceiling,
        steps=ADAPT_STEPS,
        paid_when="Après les travaux ; une avance peut être demandée.",
    ).sourced(origin)

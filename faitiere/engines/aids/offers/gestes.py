"""MaPrimeRénov' par geste: a flat amount for each line of works."""

import numpy as np

from faitiere.engines import params

from .. import codes, wording
from ..case import CATEGORY_FACTS, Case
from ..columns import Columns
from ..results import AidResult, Detail, Status, Step
from ..rules import gestes as rule
from .category import household_fr
from .verdict import Condition, age_refusal, judge, main_home_refusal, no_rule, owner_refusal

# Gestes that are paid only with others, and with which (guide des aides Anah 2025).
INSULATIONS = (*codes.AREA_GESTES, "fenetres")
COUPLED = {
    "vmc_double_flux": (INSULATIONS, "elle se demande avec un geste d'isolation"),
    "audit": (tuple(g for g in codes.GESTES if g != "audit"), "il se demande avec un geste de travaux"),
}
CODE, NAME = "mpr_geste", "MaPrimeRénov' par geste"
STEPS = (
    Step("avant de signer", "Déposez la demande et attendez l'accord de l'Anah avant de signer un devis."),
    Step("avant les travaux", "Faites faire les travaux par une entreprise RGE."),
    Step("après", "Transmettez les factures pour recevoir la prime."),
)


def _years(case: Case) -> float:
    return float(rule.home_age(case.c, case.r)[0])


def _income_refusal(case: Case) -> str:
    return f"{household_fr(case)} : le parcours par geste ne s'ouvre pas aux revenus supérieurs."


def _class_refusal(case: Case) -> str:
    return f"Les maisons classées {case.s.class_before} ne sont plus admises au parcours par geste à cette date."


CONDITIONS = (
    Condition("owner", ("occupancy",), owner_refusal),
    Condition("main_home", ("main_home",), main_home_refusal),
    Condition("age", (), age_refusal(_years), _years),
    Condition("class", ("home", "class_before"), _class_refusal),
    Condition("dpe", ("class_before",), lambda case: "Le DPE du logement est à fournir à cette date."),
    Condition("income", CATEGORY_FACTS, _income_refusal),
    Condition("lines", ("lines",), lambda case: "Aucun geste dans le projet."),
)


def _conditions(case: Case) -> tuple[Condition, ...]:
    """The class matters from the day houses in F and G are no longer admitted, the DPE from the day it is asked."""
    asked = {"class": case.r.window("mpr_geste_fg_excluded"), "dpe": case.r.window("mpr_geste_dpe_required")}
    return tuple(c for c in CONDITIONS if asked.get(c.name, True))


def offer(case: Case) -> AidResult:
    """The sum of the flat amounts of the lines; each line says its own."""
    if not params.in_force(case.on, "mpr_geste_amount"):
        found = no_rule("mpr_geste_amount", case.on)
        return AidResult(CODE, NAME, "subvention", found.status, found.reason_fr)
    values = rule.conditions(case.c, case.r, category=case.category)
    values |= {"lines": np.array([bool(case.s.lines)]), "dpe": np.array([case.knows("class_before")])}
    found = judge(case, values, conditions=_conditions(case))
    if found.status != "eligible":
        return AidResult(CODE, NAME, "subvention", found.status, found.reason_fr, missing=found.missing)
    details = tuple(_line(case, i) for i in range(len(case.s.lines)))
    return _summed(case, details)


def _summed(case: Case, details: tuple[Detail, ...]) -> AidResult:
    paid = [d for d in details if d.status == "eligible"]
    unknown = [d for d in details if d.status == "unknown"]
    total = sum(d.amount_cents or 0 for d in paid)
    status: Status = "eligible" if paid else "unknown" if unknown else "not_eligible"
    reason = f"{household_fr(case)}. {' ; '.join(d.reason_fr for d in details)}."
    geste = next((line.geste for line in case.s.lines if line.geste), None)
    keys = {"geste": geste or "pac_air_eau", "category": case.category_code}
    origin = case.provenance(("mpr_geste_amount", keys), case.category_figures)
    advance = case.r.number("mpr_geste_advance", category=case.category_code)
    return AidResult(
        code=CODE,
        name_fr=NAME,
        kind="subvention",
        status=status,
        reason_fr=reason,
        amount_cents=total if status != "unknown" else None,
        base_cents=sum(d.base_cents or 0 for d in paid),
        advance_cents=int(total * advance / 100) if advance == advance else 0,
        missing=tuple(f"{d.label_fr} : quantité" for d in unknown),
        steps=STEPS,
        paid_when=_paid_when(advance),
        details=details,
    ).sourced(origin)


def _paid_when(advance: float) -> str:
    if advance != advance:
        return "Après les travaux, sur factures."
    return f"Avance de {wording.percent(advance)} avant les travaux si vous la demandez, le solde après, sur factures."


def _line(case: Case, index: int) -> Detail:
    line = case.s.lines[index]
    label = line.label or codes.GESTES.get(line.geste or "", "Ligne de travaux")
    geste = line.geste
    if geste is None:
        return Detail(label, "not_eligible", 0, reason_fr=f"{label} : hors de la liste des gestes")
    found = float(rule.amount(_counted(case, index), case.r, geste=geste, category=case.category)[0])
    if found != found:
        return _without_amount(case, label, geste=geste)
    if line.conditions_met is False:
        return Detail(label, "not_eligible", 0, reason_fr=f"{label} : critères techniques non respectés")
    if refusal := _alone(case, geste):
        return Detail(label, "not_eligible", 0, reason_fr=f"{label} : {refusal}")
    cents = round(found * 100)
    base = eligible_expense(case, index)
    if line.amount_ht_cents is not None:
        cents = min(cents, line.amount_ht_cents)
    return Detail(label, "eligible", cents, base, reason_fr=f"{label} : {wording.euros(cents)}")


def _alone(case: Case, geste: str) -> str | None:
    """Why a geste that goes with others is not paid: none of them is in the project."""
    partners, reason = COUPLED.get(geste, ((), ""))
    return reason if partners and not any(line.geste in partners for line in case.s.lines) else None


def _counted(case: Case, index: int) -> Columns:
    """The facts of a line; a surface already counted in the lines before is taken off the ceiling of m²."""
    line = case.s.lines[index]
    geste = line.geste or ""
    c = case.line_columns(line)
    most = case.r.number("mpr_geste_area_max", geste=geste)
    if most != most or line.quantity is None:
        return c
    before = sum(x.quantity or 0 for x in case.s.lines[:index] if x.geste == geste)
    return c.variant(**{geste: np.array([min(line.quantity, max(0.0, most - before))])})


def _without_amount(case: Case, label: str, *, geste: str) -> Detail:
    amounts = case.r.mpr_geste[rule.GESTE_CODES[geste]]
    if (amounts == amounts).any():
        return Detail(label, "unknown", None, reason_fr=f"{label} : quantité inconnue")
    return Detail(label, "not_eligible", 0, reason_fr=f"{label} : exclu du parcours par geste à cette date")


def eligible_expense(case: Case, index: int) -> int | None:
    """Expense the cap on all aids counts for a line, in cents before tax: the price within the ceiling.

    0 for a line that is not a geste of the list; None when its price is unknown.
    """
    line = case.s.lines[index]
    most = case.r.number("mpr_geste_expense", geste=line.geste or "-")
    if most != most:
        return 0
    if line.amount_ht_cents is None:
        return None
    per_unit = line.geste in (*codes.AREA_GESTES, "fenetres")
    quantity = (line.quantity or 0) if per_unit else 1
    return min(line.amount_ht_cents, round(most * quantity * 100))

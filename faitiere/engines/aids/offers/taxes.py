"""Exemption of taxe foncière voted by a commune."""

import numpy as np

from faitiere.engines import params

from .. import wording
from ..case import Case, part
from ..results import AidResult, Step
from ..rules import taxes as rule
from .vat import works_ttc_cents
from .verdict import Condition, Verdict, age_refusal, judge, missing_fr, owner_refusal, parameter

_AGE = parameter("property_tax_home_age")
PROPERTY_TAX = "Exonération de taxe foncière"
PROPERTY_STEPS = (
    Step("après", "Déclarez les dépenses au service des impôts avant le 1er janvier de la première année exonérée."),
)


def _spending_refusal(case: Case) -> str:
    once, three = (wording.number(case.r.number(f"property_tax_spend_{n}")) for n in (1, 3))
    return f"Il faut plus de {once}\u00a0€ de dépenses dans l'année, ou de {three}\u00a0€ en trois ans."


def _property_tax_verdict(case: Case, voted: bool) -> Verdict:
    total = works_ttc_cents(case)
    enough = total is not None and total / 100 > case.r.number("property_tax_spend_1")
    values = rule.property_tax_conditions(case.c, case.r)
    values |= {"commune": np.array([voted]), "spending": np.array([enough])}
    conditions = (
        Condition("owner", ("occupancy",), owner_refusal),
        Condition("age", (), age_refusal(_AGE), _AGE),
        Condition("spending", ("works",), _spending_refusal),
    )
    return judge(case, values, conditions=conditions)


def property_tax(case: Case) -> AidResult:
    """The exemption voted by the commune, over three years."""
    code = "taxe_fonciere"
    found = params.find_or_none("property_tax_exemption", on=case.on, commune=case.s.commune or "-")
    verdict = _property_tax_verdict(case, found is not None)
    if verdict.status == "eligible" and found is None:
        return _no_vote(case, code)
    lacking = case.lacks(("commune", "property_tax"))
    if verdict.status != "not_eligible" and lacking:
        lacking = [*verdict.missing, *lacking]
        return AidResult(code, PROPERTY_TAX, "fiscal", "unknown", missing_fr(lacking), missing=tuple(lacking))
    if verdict.status != "eligible" or found is None:
        return AidResult(code, PROPERTY_TAX, "fiscal", verdict.status, verdict.reason_fr, missing=verdict.missing)
    rate, years = float(found.value or 0), int(case.r.number("property_tax_years"))
    yearly = part(case.s.property_tax_cents or 0, rate)
    return AidResult(
        code=code,
        name_fr=PROPERTY_TAX,
        kind="fiscal",
        status="eligible",
        reason_fr=(
            f"La commune exonère {wording.percent(rate)} de la taxe foncière pendant {years} ans, "
            f"soit {wording.euros(yearly)} par an."
        ),
        amount_cents=yearly * years,
        base_cents=case.s.property_tax_cents,
        rate=rate,
        steps=PROPERTY_STEPS,
        paid_when="Sur les avis de taxe foncière des trois années suivantes.",
    ).sourced(case.provenance(("property_tax_exemption", {"commune": case.s.commune or "-"})))


def _no_vote(case: Case, code: str) -> AidResult:
    if not case.s.commune:
        lacking = case.lacks(("commune",))
        return AidResult(code, PROPERTY_TAX, "fiscal", "unknown", missing_fr(lacking), missing=tuple(lacking))
    listed = {dict(p.keys)["commune"][:2] for p in params.in_force(case.on, "property_tax_exemption")}
    if case.s.commune[:2] in listed:
        reason = "La commune n'a pas voté cette exonération, d'après la dernière liste connue."
        return AidResult(code, PROPERTY_TAX, "fiscal", "not_eligible", reason)
    reason = "À confirmer auprès de la commune : aucune délibération n'a été trouvée pour ce département."
    return AidResult(code, PROPERTY_TAX, "fiscal", "unknown", reason, missing=("délibération de la commune",))

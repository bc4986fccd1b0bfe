"""One household, all its aids: the scalar façade over the rules."""

from dataclasses import replace
from datetime import date

from faitiere.engines import params

from . import limits, wording
from .case import Case
from .offers import (
    accompanied,
    category,
    cee,
    condo_support,
    condominium,
    decent,
    gestes,
    landlord,
    loans,
    local,
    taxes,
    vat,
)
from .results import AidResult, IncomeCategory
from .situation import Situation
from .validation import validate

# The parameter that founds each aid: its text is given even when the aid is refused or lacks a fact.
FOUNDATIONS = {
    "mpr_accompagne": "mpra_min_jumps",
    "mar": "mar_cost_ceiling",
    "mpr_geste": "mpr_geste_home_age",
    "cee": "cee_home_age",
    "cee_ampleur": "cee_ampleur",
    "mpr_copropriete": "copro_works_ceiling",
    "prime_individuelle": "copro_individual",
    "copro_amo": "copro_amo_rate",
    "eco_ptz_copro": "eco_ptz_condo",
    "mpld": "mpld_home_age",
    "mpa": "mpa_works_ceiling",
    "eco_ptz": "eco_ptz_home_age",
    "par_plus": "par_plus_home_age",
    "tva": "vat_home_age",
    "taxe_fonciere": "property_tax_home_age",
    "locavantages": "locavantages_reduction_max",
    "prime_intermediation": "locavantages_premium_area",
    "denormandie": "denormandie_base_max",
}


class InvalidSituation(ValueError):
    """A situation that cannot be true; ``sentences`` says in French what is wrong."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def _case(situation: Situation, on: date) -> Case:
    errors = validate(situation, on=on)
    if errors:
        raise InvalidSituation(errors)
    return Case(situation, on)


def evaluate(situation: Situation, *, on: date) -> list[AidResult]:
    """Every aid for a situation under the rules of the day ``on`` (the day the request is filed).

    Amounts are before the stack: see ``stack`` for what adds up and for the cap. A day before any known rule is
    answered: every aid is unknown and says why; see ``day_warning`` for a day after the last verified rule. Raises
    ``InvalidSituation`` when ``validate`` finds something that cannot be true.
    """
    case = _case(situation, on)
    if on < limits.first_day():
        return _before_any_rule(situation, on)
    first = accompanied.offer(case)
    found = [first, accompanied.support(case), gestes.offer(case), cee.offer(case)]
    found += [cee.ampleur(case, first.status), *local.offers(case)]
    found += _of_a_condominium(case)
    if situation.decent is not None:
        found.append(decent.logement_decent(case, situation.decent))
    if situation.adapt is not None:
        found.append(decent.adapt(case, situation.adapt))
    found += [loans.eco_ptz(case, first.status), loans.par_plus(case, first.status)]
    found += [vat.offer(case), taxes.property_tax(case)]
    if situation.occupancy == "bailleur":
        found += [landlord.locavantages(case), landlord.mediation(case), landlord.denormandie(case)]
    return [_founded(one, on) for one in found]


def _of_a_condominium(case: Case) -> list[AidResult]:
    """The aids to the building, when it has a project or speaks for itself."""
    if case.s.condo is None and case.s.occupancy != "copropriete":
        return []
    return [
        condominium.offer(case),
        condo_support.assistance(case),
        condominium.individual(case),
        condo_support.loan(case),
    ]


def _founded(result: AidResult, on: date) -> AidResult:
    """The same with the text that founds the aid, when the answer did not need its figures."""
    known = [] if result.source else params.in_force(on, FOUNDATIONS.get(result.code, ""))
    if not known:
        return result
    main = known[0]
    return replace(result, source=main.source, valid_from=main.valid_from, valid_to=main.valid_to)


def _before_any_rule(situation: Situation, on: date) -> list[AidResult]:
    """Every aid unknown, with the first day whose rules are known."""
    nothing = Situation(occupancy=situation.occupancy, condo=situation.condo, landlord=situation.landlord)
    reason = (
        f"À confirmer. Aucun barème n'est connu au {wording.day(on)} : les plus anciens datent du "
        f"{wording.day(limits.first_day())}."
    )
    return [
        AidResult(one.code, one.name_fr, one.kind, "unknown", reason, verified=False)
        for one in evaluate(nothing, on=limits.first_day())
    ]


def income_category(situation: Situation, *, on: date) -> IncomeCategory:
    """The income category of a household on a day, with its ceilings and a sentence."""
    return category.income_category(_case(situation, on))


def vat_lines(situation: Situation, *, on: date) -> list[vat.VatLine]:
    """The works line by line with their tax, for a plan or a quote."""
    case = _case(situation, on)
    return [vat.rated(case, line) for line in situation.lines]


def works_ttc_cents(situation: Situation, *, on: date) -> int | None:
    """Works including tax in cents; None when their price is unknown."""
    return vat.works_ttc_cents(_case(situation, on))

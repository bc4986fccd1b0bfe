"""One household, all its aids: the scalar façade over the rules."""

from datetime import date

from .case import Case
from .offers import accompanied, category, cee, condominium, decent, gestes, landlord, loans, local, taxes, vat
from .results import AidResult, IncomeCategory
from .situation import Situation, validate


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

    Amounts are before the stack: see ``stack`` for what adds up and for the cap. Raises
    ``InvalidSituation`` when ``validate`` finds something that cannot be true.
    """
    case = _case(situation, on)
    first = accompanied.offer(case)
    found = [first, accompanied.support(case), gestes.offer(case), cee.offer(case)]
    found += [cee.ampleur(case, first.status), *local.offers(case)]
    if situation.condo is not None or situation.occupancy == "copropriete":
        found += [condominium.offer(case), condominium.individual(case)]
    if situation.decent is not None:
        found.append(decent.logement_decent(case, situation.decent))
    if situation.adapt is not None:
        found.append(decent.adapt(case, situation.adapt))
    found += [loans.eco_ptz(case, first.status), loans.par_plus(case, first.status)]
    found += [vat.offer(case), taxes.property_tax(case)]
    if situation.occupancy == "bailleur":
        found += [landlord.locavantages(case), landlord.denormandie(case)]
    return found


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

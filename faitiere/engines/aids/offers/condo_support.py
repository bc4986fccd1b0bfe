"""What goes with the works of a condominium: its assistance to project ownership and its collective éco-PTZ."""

import sys

from .. import codes, wording
from ..case import LABELS, Case, part
from ..results import AidResult, Step
from ..situation import CondoProject
from . import loans
from .condominium import offer as collective
from .verdict import missing_fr, parameter

SUPPORT, LOAN = "Aide à l'assistance à maîtrise d'ouvrage (AMO)", "Éco-prêt à taux zéro de la copropriété"
SUPPORT_STEPS = (
    Step("avant de signer", "Faites voter le contrat d'AMO en assemblée générale, avant la demande d'aide."),
    Step("après", "Le syndic transmet la facture de l'AMO avec celles des travaux."),
)
LOAN_STEPS = (
    Step("avant de signer", "Faites voter le prêt collectif en assemblée générale ; chaque copropriétaire choisit."),
    Step("avant les travaux", "Le syndic signe l'offre de prêt avant l'ouverture du chantier."),
)
_AGE = parameter("eco_ptz_home_age")


def _homes(plan: CondoProject) -> list[str]:
    return ["nombre de logements de la copropriété"] if plan.homes is None else []


def assistance(case: Case) -> AidResult:
    """A share of the price of the AMO, within so much a dwelling; it follows the aid to the works."""
    code, plan = "copro_amo", case.s.condo or CondoProject()
    works = collective(case)
    if works.status != "eligible":
        reason = f"Elle suit l'aide à la copropriété. {works.reason_fr}"
        return AidResult(code, SUPPORT, "subvention", works.status, reason, missing=works.missing)
    if plan.support_ht_cents is None:
        lacking = ("prix hors taxe de l'assistance à maîtrise d'ouvrage",)
        return AidResult(code, SUPPORT, "subvention", "unknown", missing_fr(lacking), missing=lacking)
    number = case.r.number
    small = (plan.homes or 0) <= number("copro_small")
    case_key = {"case": "20_ou_moins" if small else "plus_de_20"}
    rate = number("copro_amo_rate")
    ceiling = int(number("copro_amo_ceiling", **case_key)) * (plan.homes or 0) * 100
    base = min(plan.support_ht_cents, ceiling)
    amount = min(max(part(base, rate), int(number("copro_amo_floor")) * 100), plan.support_ht_cents)
    return AidResult(
        code=code,
        name_fr=SUPPORT,
        kind="subvention",
        status="eligible",
        reason_fr=(
            f"{wording.percent(rate)} de {wording.euros(base)} HT pour {plan.homes} logements, "
            f"{wording.euros(int(number('copro_amo_floor')) * 100)} au moins."
        ),
        amount_cents=amount,
        base_cents=base,
        rate=rate,
        ceiling_cents=ceiling,
        steps=SUPPORT_STEPS,
        paid_when="Au syndicat, sur facture, avec l'aide aux travaux.",
    ).sourced(case.provenance(("copro_amo_rate", {}), ("copro_amo_ceiling", case_key)))


def _tier(case: Case, plan: CondoProject) -> str | None:
    """The tier of the works of the building: global performance from its own gain, else the actions."""
    if plan.gain_percent is not None and plan.gain_percent >= case.r.number("eco_ptz_gain"):
        return "globale"
    return loans.by_actions(case)


def _works_ttc(case: Case, plan: CondoProject) -> int:
    """The works of the building including tax; without limit when their price is unknown."""
    works = plan.works_ht_cents
    return sys.maxsize if works is None else works + part(works, case.r.number("vat_project_rate"))


def loan(case: Case) -> AidResult:
    """The collective éco-PTZ: the ceiling of one dwelling times the dwellings that take part."""
    code, plan = "eco_ptz_copro", case.s.condo or CondoProject()
    tier = _tier(case, plan)
    lacking = _homes(plan) + ([] if tier else ["nature des travaux de la copropriété"])
    lacking += [] if case.age_is_sure(_AGE(case)) else [LABELS["age"]]
    if case.ages is not None and case.ages[1] < _AGE(case):
        reason = f"L'immeuble doit être achevé depuis {wording.number(_AGE(case))} ans au moins."
        return AidResult(code, LOAN, "pret", "not_eligible", reason)
    if lacking or tier is None:
        return AidResult(code, LOAN, "pret", "unknown", missing_fr(lacking), missing=tuple(lacking))
    keys = {"zone": codes.TERRITORIES[int(case.s.overseas)], "works": tier}
    homes = min(plan.borrowing_homes or plan.homes or 0, plan.homes or 0)
    each = int(case.r.number("eco_ptz_ceiling", **keys)) * 100
    years = case.r.number("eco_ptz_years", **keys)
    return AidResult(
        code=code,
        name_fr=LOAN,
        kind="pret",
        status="eligible",
        reason_fr=(
            f"Jusqu'à {wording.euros(each)} pour chacun des {homes} logements qui participent, "
            f"sur {wording.number(years)} ans au plus, sans intérêt."
        ),
        amount_cents=min(each * homes, _works_ttc(case, plan)),
        ceiling_cents=each * homes,
        steps=LOAN_STEPS,
        paid_when="Au syndicat, avant les travaux ou au fil des factures.",
    ).sourced(case.provenance(("eco_ptz_ceiling", keys), ("eco_ptz_condo", {})))

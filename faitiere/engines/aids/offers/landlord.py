"""Loc'Avantages and Denormandie, for who lets the home."""

import numpy as np

from faitiere.engines import params

from .. import codes, wording
from ..case import Case, part
from ..columns import Columns
from ..results import AidResult, Step
from ..rules import taxes as rule
from ..situation import LandlordProject
from .verdict import missing_fr

LOC, DENORMANDIE = "Loc'Avantages", "Denormandie"
DENORMANDIE_STEPS = (
    Step("avant de signer", "Vérifiez l'adresse auprès de la mairie et engagez-vous à louer sous les plafonds."),
    Step("après", "Joignez l'engagement de location et les factures à la déclaration de revenus."),
)
PAID = "Chaque année, sur l'impôt sur le revenu."


def _unknown(code: str, name: str, *, lacking: list[str]) -> AidResult:
    return AidResult(code, name, "fiscal", "unknown", missing_fr(lacking), missing=tuple(lacking))


def _lacking(**values: object) -> list[str]:
    labels = {
        "rent": "loyer mensuel",
        "level": "niveau de loyer (loc1, loc2, loc3)",
        "between": "intermédiation locative ou non",
        "price": "prix d'achat",
        "years": "années de location",
        "mediation": "location à un organisme ou mandat de gestion",
    }
    return [labels[name] for name, value in values.items() if value is None]


def locavantages(case: Case) -> AidResult:
    """The yearly tax reduction of a landlord who lets under an Anah convention."""
    code, plan = "locavantages", case.s.landlord or LandlordProject()
    lacking = _lacking(rent=plan.monthly_rent_cents, level=plan.rent_level, between=plan.intermediation)
    lacking += case.lacks(("main_home",))
    if lacking:
        return _unknown(code, LOC, lacking=lacking)
    if not case.s.main_home:
        reason = "Le logement doit être la résidence principale du locataire."
        return AidResult(code, LOC, "fiscal", "not_eligible", reason)
    keys = {"level": plan.rent_level or "", "intermediation": "oui" if plan.intermediation else "non"}
    rate = case.r.number("locavantages_rate", **keys)
    most = int(case.r.number("locavantages_reduction_max")) * 100
    base = (plan.monthly_rent_cents or 0) * 12
    amount = min(part(base, rate), most) if rate == rate else 0
    if not amount:
        reason = "Ce niveau de loyer n'ouvre pas de réduction sans intermédiation locative."
        return AidResult(code, LOC, "fiscal", "not_eligible", reason, amount_cents=0)
    return AidResult(
        code=code,
        name_fr=LOC,
        kind="fiscal",
        status="eligible",
        reason_fr=(
            f"{wording.percent(rate)} de {wording.euros(base)} de loyers par an, "
            f"soit {wording.euros(amount)} de réduction d'impôt par an."
        ),
        amount_cents=amount,
        base_cents=base,
        rate=rate,
        ceiling_cents=most,
        steps=(Step("avant de signer", "Signez la convention avec l'Anah avant le bail."),),
        paid_when=PAID,
    ).sourced(case.provenance(("locavantages_rate", keys)))


def _denormandie_columns(case: Case, plan: LandlordProject) -> Columns:
    known = params.find_or_none("ort_commune", on=case.on, commune=case.s.commune or "-") is not None
    return case.c.variant(
        price=np.array([(plan.price_cents or 0) / 100]),
        denormandie_commune=np.array([known]),
        gain_denormandie=np.array([case.s.gain_percent]),
    )


def _denormandie_refusal(case: Case, plan: LandlordProject) -> str | None:
    values = rule.denormandie_conditions(_denormandie_columns(case, plan), case.r)
    share, gain = (wording.percent(case.r.number(f"denormandie_{name}")) for name in ("works_share", "gain"))
    refusals = {
        "commune": "La commune n'est pas dans la liste connue des communes éligibles.",
        "taxed": "Le foyer ne paie pas d'impôt sur le revenu : la réduction serait sans effet.",
        "share": f"Les travaux doivent faire {share} au moins du coût total.",
        "works": f"Il faut {gain} de gain énergétique, ou deux des cinq gestes prévus.",
    }
    return next((refusals[name] for name in refusals if not values[name][0]), None)


def denormandie(case: Case) -> AidResult:
    """The reduction for buying and renovating a home to let, in the communes concerned."""
    code, plan = "denormandie", case.s.landlord or LandlordProject()
    lacking = _lacking(price=plan.price_cents, years=plan.rent_years)
    lacking += case.lacks(("works", "commune", "gain", "income"))
    if lacking:
        return _unknown(code, DENORMANDIE, lacking=lacking)
    if refusal := _denormandie_refusal(case, plan):
        return AidResult(code, DENORMANDIE, "fiscal", "not_eligible", refusal)
    years = str(plan.rent_years)
    if years not in codes.RENT_YEARS:
        reason = f"La durée de location doit être de {wording.listed(list(codes.RENT_YEARS))} ans."
        return AidResult(code, DENORMANDIE, "fiscal", "not_eligible", reason)
    rate = case.r.number("denormandie_rate", years=years)
    most = int(case.r.number("denormandie_base_max")) * 100
    base = min((plan.price_cents or 0) + (case.works_ht_cents or 0), most)
    amount = part(base, rate)
    return AidResult(
        code=code,
        name_fr=DENORMANDIE,
        kind="fiscal",
        status="eligible",
        reason_fr=f"{wording.percent(rate)} de {wording.euros(base)} sur {years} ans, soit {wording.euros(amount)}.",
        amount_cents=amount,
        base_cents=base,
        rate=rate,
        ceiling_cents=most,
        steps=DENORMANDIE_STEPS,
        paid_when=PAID,
    ).sourced(case.provenance(("denormandie_rate", {"years": years})))


PREMIUM = "Prime d'intermédiation locative"
SOCIAL_LEVELS = codes.LEVELS[1:]
PREMIUM_STEPS = (
    Step("avant de signer", "Signez la convention Loc'Avantages avec l'Anah et le contrat avec l'organisme agréé."),
    Step("après", "Transmettez le bail ou le mandat à l'Anah pour recevoir la prime."),
)


def mediation(case: Case) -> AidResult:
    """The premium of a landlord who lets through an association, at a social or very social rent."""
    code, plan = "prime_intermediation", case.s.landlord or LandlordProject()
    if plan.intermediation is False:
        return AidResult(code, PREMIUM, "subvention", "not_eligible", "Le logement n'est pas loué en intermédiation.")
    lacking = _lacking(level=plan.rent_level, between=plan.intermediation, mediation=plan.mediation)
    lacking += case.lacks(("area",))
    if lacking:
        return AidResult(code, PREMIUM, "subvention", "unknown", missing_fr(lacking), missing=tuple(lacking))
    if plan.rent_level not in SOCIAL_LEVELS or plan.mediation not in codes.MEDIATIONS:
        reason = "Elle demande un loyer de niveau loc2 ou loc3, en location à un organisme ou en mandat de gestion."
        return AidResult(code, PREMIUM, "subvention", "not_eligible", reason)
    keys = {"intermediation": plan.mediation}
    euros = case.r.number("locavantages_premium", **keys)
    small = (case.s.area_m2 or 0) < case.r.number("locavantages_premium_area")
    more = case.r.number("locavantages_premium", intermediation="petite_surface") if small else 0
    cents = int(euros + more) * 100
    size = f", et {wording.euros(int(more) * 100)} pour {wording.number(case.s.area_m2 or 0)} m²" if small else ""
    return AidResult(
        code=code,
        name_fr=PREMIUM,
        kind="subvention",
        status="eligible",
        reason_fr=f"{wording.euros(int(euros) * 100)} en {codes.MEDIATIONS[plan.mediation]}{size}.",
        amount_cents=cents,
        steps=PREMIUM_STEPS,
        paid_when="Après la signature du bail ou du mandat.",
    ).sourced(case.provenance(("locavantages_premium", keys)))

"""Local aids: those of the territory given with the situation, and the few known from public rules."""

from .. import wording
from ..case import CATEGORY_FACTS, LABELS, Case
from ..results import AidResult, Step
from ..rules import local as rule
from ..rules.local import LocalAid
from .verdict import missing_fr

STEPS = (Step("avant de signer", "Déposez la demande auprès de la collectivité avant de signer un devis."),)
_REFUSALS = {
    "open": "L'aide n'est pas ouverte à cette date.",
    "income": "La catégorie de revenus du ménage n'est pas dans celles de l'aide.",
    "occupancy": "L'aide ne s'adresse pas à ce statut d'occupation.",
    "owner": "L'aide est réservée aux propriétaires.",
    "age": "Le logement est trop récent pour cette aide.",
    "works": "Le montant des travaux est trop faible pour cette aide.",
    "gain": "Le gain énergétique est trop faible pour cette aide.",
    "jumps": "Le nombre de classes gagnées est trop faible pour cette aide.",
    "class_before": "La classe avant travaux n'est pas dans celles de l'aide.",
    "class_after": "La classe visée n'atteint pas celle que demande l'aide.",
}


def _needed(aid: LocalAid) -> list[str]:
    facts = ["occupancy", *CATEGORY_FACTS]
    facts += ["works"] if aid.min_works or any(t.rate for t in aid.tiers) else []
    facts += ["gain"] if aid.over_gain > 0 or any(t.gain_from for t in aid.tiers) else []
    facts += ["class_before"] if aid.min_jumps or aid.best_class_before else []
    return facts + (["class_after"] if aid.min_jumps or aid.worst_class_after < 7 else [])


def offers(case: Case) -> list[AidResult]:
    """One result for each aid of the places of the situation; aids of elsewhere are left out."""
    aids = (*case.s.local_aids, *rule.packaged())
    return [_offer(case, aid, index=i) for i, aid in enumerate(aids) if getattr(case.c, aid.area)[0] in aid.places]


def _offer(case: Case, aid: LocalAid, *, index: int) -> AidResult:
    code = f"locale_{index + 1}"
    if not aid.tiers:
        return _announced(aid, code)
    lacking = case.lacks(_needed(aid))
    if aid.min_age and not case.age_is_sure(aid.min_age):
        lacking.append(LABELS["age"])
    if lacking:
        return AidResult(code, aid.name, "subvention", "unknown", missing_fr(lacking), missing=tuple(lacking))
    values = rule.conditions(aid, case.c, r=case.r, category=case.category)
    failed = next((text for name, text in _REFUSALS.items() if not values[name][0]), None)
    caveat = "" if aid.verified else f"À confirmer. Le dernier règlement trouvé date du {wording.day(aid.valid_from)}."
    cents = 0 if failed else round(float(rule.amount(aid, case.c, r=case.r, category=case.category)[0]) * 100)
    return AidResult(
        code=code,
        name_fr=aid.name,
        kind="subvention",
        status="not_eligible" if failed or not cents else "eligible",
        reason_fr=failed or f"{wording.euros(cents)} d'après le règlement de la collectivité.",
        amount_cents=cents,
        source=aid.source,
        valid_from=aid.valid_from,
        valid_to=aid.valid_to,
        verified=aid.verified,
        caveat_fr=caveat,
        steps=STEPS,
        paid_when="Selon le règlement de la collectivité.",
    )


def _announced(aid: LocalAid, code: str) -> AidResult:
    found = f" : {aid.announced}" if aid.announced else ""
    return AidResult(
        code=code,
        name_fr=aid.name,
        kind="subvention",
        status="unknown",
        reason_fr=f"À confirmer. Le dernier règlement trouvé date du {wording.day(aid.valid_from)}{found}.",
        missing=("règlement en vigueur de la collectivité",),
        source=aid.source,
        valid_from=aid.valid_from,
        valid_to=aid.valid_to,
        verified=False,
    )

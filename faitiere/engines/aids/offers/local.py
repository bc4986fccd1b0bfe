"""Local aids: those of the territory given with the situation, and the few known from public rules."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from .. import codes, wording
from ..case import CATEGORY_FACTS, LABELS, Case
from ..columns import Columns
from ..regime import Regime
from ..results import AidResult, Step
from ..rules import home
from ..rules import local as rule
from ..rules.local import LocalAid, Tier
from .verdict import missing_fr

TO_DO = "Déposez la demande auprès de la collectivité avant de signer un devis."
AUDIENCES = {
    "occupant": "propriétaires occupants",
    "bailleur": "propriétaires bailleurs",
    "acquereur": "acquéreurs",
    "locataire": "locataires",
    "copropriete": "syndicats de copropriété",
}


@dataclass(frozen=True, slots=True)
class _Project:
    """What a local aid counts in a project: its own works only when it names some."""

    case: Case
    columns: Columns
    regime: Regime
    area: float
    aided: bool


def of_case(case: Case) -> list[tuple[str, LocalAid]]:
    """Every local aid of the situation with the code of its result."""
    aids = (*case.s.local_aids, *rule.packaged())
    return [(aid.code or f"locale_{place}", aid) for place, aid in enumerate(aids, start=1)]


def offers(case: Case) -> list[AidResult]:
    """One result for each aid of the places of the situation; aids of elsewhere are left out."""
    return [_offer(case, aid, code) for code, aid in of_case(case) if getattr(case.c, aid.area)[0] in aid.places]


def _offer(case: Case, aid: LocalAid, code: str) -> AidResult:
    if not aid.tiers:
        return _announced(aid, code)
    lacking = case.lacks(_needed(aid))
    if aid.min_age and not case.age_is_sure(aid.min_age):
        lacking.append(LABELS["age"])
    if lacking:
        result = AidResult(code, aid.name, "subvention", "unknown", missing_fr(lacking), missing=tuple(lacking))
        return _signed(result, aid)
    project = _project(case, aid)
    values = rule.conditions(aid, project.columns, r=project.regime, category=case.category)
    failed = next((said(project, aid) for name, said in _REFUSALS.items() if not values[name][0]), None)
    if not project.aided:
        failed = "Aucun des travaux que cette aide finance n'est dans le projet."
    if failed:
        return _signed(AidResult(code, aid.name, "subvention", "not_eligible", failed, amount_cents=0), aid)
    return _signed(_granted(project, aid, code), aid)


def _needed(aid: LocalAid) -> list[str]:
    facts = ["occupancy", *(CATEGORY_FACTS if aid.asks_category else ())]
    facts += ["works"] if aid.min_works or any(t.rate for t in aid.tiers) else []
    facts += ["lines"] if aid.works or any(t.per_m2 for t in aid.tiers) else []
    gains = any(t.gain_from > 0 or t.gain_to < float("inf") for t in aid.tiers)
    facts += ["gain"] if aid.over_gain > 0 or aid.min_gain or gains else []
    facts += ["class_before"] if aid.min_jumps or aid.best_class_before else []
    return facts + (["class_after"] if aid.min_jumps or aid.worst_class_after < 7 else [])


def _project(case: Case, aid: LocalAid) -> _Project:
    """The day itself is asked, not the first day of its regime: an aid opens on any day."""
    lines = [line for line in case.s.lines if not aid.works or {line.code, line.geste} & set(aid.works)]
    area = sum(line.quantity or 0 for line in lines if line.geste in codes.AREA_GESTES)
    priced = [line.amount_ht_cents for line in lines]
    columns = case.c
    if aid.works and None not in priced:
        columns = columns.variant(works=np.array([sum(cents or 0 for cents in priced) / 100]))
    return _Project(case, columns, replace(case.r, on=case.on), area, bool(lines) or not aid.works)


def _granted(project: _Project, aid: LocalAid, code: str) -> AidResult:
    case = project.case
    place = int(rule.tier_of(aid, project.columns, category=case.category)[0])
    if place < 0:
        gain = f" pour un gain de {wording.percent(_gain(project))}" if case.knows("gain") else ""
        return AidResult(code, aid.name, "subvention", "not_eligible", f"L'aide ne prévoit rien{gain}.", amount_cents=0)
    tier = aid.tiers[place]
    euros = rule.amount(aid, project.columns, r=project.regime, category=case.category, area=project.area)
    cents = round(float(euros[0]) * 100)
    base = round(min(float(project.columns.works[0]), tier.works_max) * 100) if tier.rate else None
    capped = tier.amount_max < float("inf")
    return AidResult(
        code=code,
        name_fr=aid.name,
        kind="subvention",
        status="eligible" if cents else "not_eligible",
        reason_fr=_reason_fr(project, tier, base, cents),
        amount_cents=cents,
        base_cents=base,
        rate=tier.rate or None,
        ceiling_cents=round(tier.amount_max * 100) if capped else None,
    )


def _reason_fr(project: _Project, tier: Tier, base: int | None, cents: int) -> str:
    """« Ménage modeste, gain de 38 % : 20 % de 12 000 € HT, plafonnés à 2 000 €, soit 2 000 €. »"""
    case = project.case
    facts = [case.category_fr] if int(case.category[0]) >= 0 else []
    facts += [f"gain de {wording.percent(_gain(project))}"] if tier.gain_from > 0 else []
    sums = [f"{wording.percent(tier.rate)} de {wording.euros(base)} HT"] if tier.rate and base is not None else []
    sums += [f"{wording.euros(round(tier.per_m2 * 100))} par m² pour {wording.number(project.area)} m²"] * bool(
        tier.per_m2
    )
    sums += [f"{wording.euros(round(tier.flat * 100))} forfaitaires"] if tier.flat else []
    limit = f", {wording.euros(round(tier.amount_max * 100))} au plus" if tier.amount_max < float("inf") else ""
    said = f"{' et '.join(sums)}{limit}, soit {wording.euros(cents)}."
    head = ", ".join(facts)
    return f"{head[:1].upper()}{head[1:]} : {said}" if head else said[:1].upper() + said[1:]


def _signed(result: AidResult, aid: LocalAid) -> AidResult:
    """The same with where the rule comes from, and what it asks."""
    caveat = "" if aid.verified else f"À confirmer. Le dernier règlement trouvé date du {wording.day(aid.valid_from)}."
    return replace(
        result,
        source=aid.source,
        valid_from=aid.valid_from,
        valid_to=aid.valid_to,
        verified=aid.verified,
        caveat_fr=caveat if result.status == "eligible" else "",
        steps=(Step("avant de signer", aid.to_do or TO_DO),) if result.status != "not_eligible" else (),
        paid_when=aid.paid_when or "Selon le règlement de la collectivité.",
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


def _gain(project: _Project) -> float:
    return round(float(project.columns.gain[0]), 1)


def _income_refusal(project: _Project, aid: LocalAid) -> str:
    open_to = wording.listed([codes.CATEGORY_LABELS[name] for name in codes.CATEGORIES if name in aid.categories])
    return f"Vous êtes un {project.case.category_fr} ; l'aide s'adresse aux revenus de catégorie {open_to}."


def _occupancy_refusal(project: _Project, aid: LocalAid) -> str:
    if not aid.audiences:
        return "L'aide ne s'adresse pas à ce statut d'occupation."
    return f"L'aide s'adresse aux {wording.listed([AUDIENCES[name] for name in aid.audiences])}."


def _gain_refusal(project: _Project, aid: LocalAid) -> str:
    least = (
        f"plus de {wording.percent(aid.over_gain)}" if not aid.min_gain else f"au moins {wording.percent(aid.min_gain)}"
    )
    return f"Le projet gagne {wording.percent(_gain(project))} d'énergie ; l'aide en demande {least}."


def _works_refusal(project: _Project, aid: LocalAid) -> str:
    works = wording.euros(round(float(project.columns.works[0]) * 100))
    return f"Les travaux aidés coûtent {works} HT ; il en faut plus de {wording.euros(round(aid.min_works * 100))}."


def _jump_refusal(project: _Project, aid: LocalAid) -> str:
    gained = max(0, int(home.jumps(project.columns)[0]))
    said = f"{gained} classe{'s' * (gained > 1)}"
    return f"Le projet gagne {said} ; l'aide en demande {wording.number(aid.min_jumps)} au moins."


def _class_before_refusal(project: _Project, aid: LocalAid) -> str:
    best = codes.CLASSES[int(aid.best_class_before) - 1]
    return f"Le logement est classé {project.case.s.class_before} ; l'aide demande une classe {best} ou moins bonne."


def _class_after_refusal(project: _Project, aid: LocalAid) -> str:
    worst = codes.CLASSES[int(aid.worst_class_after) - 1]
    return f"Le projet vise la classe {project.case.s.class_after} ; l'aide demande la classe {worst} ou mieux."


def _age_refusal(project: _Project, aid: LocalAid) -> str:
    least = wording.number(aid.min_age)
    return f"Le logement doit avoir {least} ans au moins ; le vôtre est {project.case.age_fr()}."


_REFUSALS: dict[str, Callable[[_Project, LocalAid], str]] = {
    "open": lambda project, aid: "L'aide n'est pas ouverte à cette date.",
    "occupancy": _occupancy_refusal,
    "owner": lambda project, aid: "L'aide est réservée aux propriétaires.",
    "income": _income_refusal,
    "age": _age_refusal,
    "works": _works_refusal,
    "gain": _gain_refusal,
    "least_gain": _gain_refusal,
    "jumps": _jump_refusal,
    "class_before": _class_before_refusal,
    "class_after": _class_after_refusal,
}

"""MaPrimeRénov' parcours accompagné and the payment of Mon Accompagnateur Rénov'."""

from dataclasses import replace

from faitiere.engines import params

from .. import codes, wording
from ..case import CATEGORY_FACTS, Case, part
from ..results import AidResult, Provenance, Step
from ..rules import accompanied as rule
from ..rules import home
from .category import household_fr
from .verdict import (
    Condition,
    Verdict,
    age_refusal,
    judge,
    main_home_refusal,
    missing_fr,
    no_rule,
    owner_refusal,
    parameter,
)

CODE, NAME = "mpr_accompagne", "MaPrimeRénov' parcours accompagné"
INSULATION = {
    "fenetres": "menuiseries",
    "murs_exterieurs": "murs",
    "murs_interieurs": "murs",
    "rampants_combles": "toiture",
    "toiture_terrasse": "toiture",
    "plancher_bas": "sols",
}
_AGE = parameter("mpra_home_age")


def _class_refusal(case: Case) -> str:
    best = codes.CLASSES[int(case.r.number("mpra_worst_class")) - 1 :]
    return (
        f"Le logement est classé {case.s.class_before} avant travaux ; "
        f"l'aide est réservée aux classes {wording.listed(list(best))}."
    )


def _jump_refusal(case: Case) -> str:
    gained = int(home.jumps(case.c)[0])
    least = wording.number(case.r.number("mpra_min_jumps"))
    said = "aucune classe gagnée" if gained <= 0 else f"{gained} classe gagnée"
    return f"De {case.s.class_before} à {case.s.class_after}, {said} ; il en faut {least} au moins."


CONDITIONS = (
    Condition("owner", ("occupancy",), owner_refusal),
    Condition("main_home", ("main_home",), main_home_refusal),
    Condition("age", (), age_refusal(_AGE), _AGE),
    Condition("class_before", ("class_before",), _class_refusal),
    Condition("jumps", ("class_before", "class_after"), _jump_refusal),
)


def _insulation_refusal(case: Case) -> str | None:
    """Too few kinds of insulation, when every line of works says what it is."""
    lines = case.s.lines
    if not lines or any(line.geste is None for line in lines):
        return None
    kinds = {INSULATION[line.geste] for line in lines if line.geste in INSULATION}
    least = case.r.number("mpra_insulation_works")
    if len(kinds) >= least:
        return None
    counted = wording.listed(sorted(kinds)) or "aucun"
    return (
        f"Le projet doit compter {wording.number(least)} gestes d'isolation au moins parmi toiture, menuiseries, "
        f"sols et murs ; trouvé : {counted}."
    )


def verdict(case: Case) -> Verdict:
    """Closed, refused, unknown or eligible."""
    return case.once("mpra", lambda: _verdict(case))


def _verdict(case: Case) -> Verdict:
    if (window := params.find_or_none("mpra_closed", on=case.on)) and window.valid_to:
        span = f"du {wording.day(window.valid_from)} au {wording.day(window.valid_to)}"
        return Verdict("closed", f"Le guichet est fermé {span} : aucune demande ne peut être déposée.")
    found = judge(case, rule.conditions(case.c, case.r), conditions=CONDITIONS)
    if found.status == "not_eligible":
        return found
    if refusal := _insulation_refusal(case):
        return Verdict("not_eligible", refusal)
    lacking = [*found.missing, *case.lacks((*CATEGORY_FACTS, "works"))]
    return Verdict("unknown", missing_fr(lacking), tuple(lacking)) if lacking else found


def offer(case: Case) -> AidResult:
    """MaPrimeRénov' parcours accompagné, before the cap on all aids."""
    found = verdict(case)
    if found.status != "eligible":
        return _refused(case, found)
    rate = float(rule.rate(case.c, case.r, category=case.category)[0])
    if rate != rate:
        return _refused(case, no_rule("mpra_rate", case.on))
    ceiling = int(rule.ceiling(case.c, case.r)[0]) * 100
    works = case.works_ht_cents or 0
    base = min(works, ceiling)
    amount = part(base, rate)
    advance = case.r.number("mpra_advance", category=case.category_code)
    limited = f", plafonnés à {wording.euros(ceiling)}" if works > ceiling else ""
    result = AidResult(
        code=CODE,
        name_fr=NAME,
        kind="subvention",
        status="eligible",
        reason_fr=(
            f"{household_fr(case)}, de {case.s.class_before} à {case.s.class_after} : "
            f"{wording.percent(rate)} de {wording.euros(works)} HT{limited}, soit {wording.euros(amount)}."
        ),
        amount_cents=amount,
        base_cents=base,
        rate=rate,
        ceiling_cents=ceiling,
        advance_cents=part(amount, advance) if advance == advance else 0,
        steps=steps(case),
        paid_when=_paid_when(advance),
    ).sourced(_origin(case))
    return _with_quota(case, result)


def _origin(case: Case) -> Provenance:
    jumps = codes.JUMPS[int(home.jump_code(case.c)[0])]
    return case.provenance(
        ("mpra_rate", {"category": case.category_code, "jumps": jumps}),
        ("mpra_works_ceiling", {"jumps": jumps}),
        case.category_figures,
    )


def _refused(case: Case, found: Verdict) -> AidResult:
    source = params.find_or_none("mpra_closed", on=case.on) or params.find_or_none("mpra_min_jumps", on=case.on)
    return AidResult(
        code=CODE,
        name_fr=NAME,
        kind="subvention",
        status=found.status,
        reason_fr=found.reason_fr,
        missing=found.missing,
        source=source.source if source else "",
        valid_from=source.valid_from if source else None,
        valid_to=source.valid_to if source else None,
        steps=steps(case) if found.status in ("unknown", "closed") else (),
    )


def _with_quota(case: Case, result: AidResult) -> AidResult:
    """A limited number of files is said, when one is in force."""
    quota = params.find_or_none("mpra_quota", on=case.on)
    if quota is None or quota.valid_to is None:
        return result
    said = (
        f"Nombre de dossiers limité à {wording.number(float(quota.value or 0))} jusqu'au "
        f"{wording.day(quota.valid_to)}, très modestes en priorité, d'après la presse."
    )
    return replace(result, caveat_fr=f"{result.caveat_fr} {said}".strip())


def _paid_when(advance: float) -> str:
    if advance != advance:
        return "Après les travaux, sur factures."
    return f"Avance de {wording.percent(advance)} avant les travaux si vous la demandez, le solde après, sur factures."


def steps(case: Case) -> tuple[Step, ...]:
    """What to do and in which order; the appointment is compulsory since 23 February 2026."""
    asked = params.find_or_none("mpra_appointment", on=case.on) is not None
    meeting = (
        "Prenez rendez-vous avec un conseiller France Rénov' : ce rendez-vous est obligatoire avant la demande."
        if asked
        else "Rencontrez un conseiller France Rénov'."
    )
    return (
        Step("avant de signer", meeting),
        Step("avant de signer", "Choisissez un Mon Accompagnateur Rénov' agréé ; il organise l'audit énergétique."),
        Step("avant de signer", "Déposez la demande et attendez l'accord de l'Anah avant de signer un devis."),
        Step("avant les travaux", "Signez les devis d'entreprises RGE, puis demandez l'avance si vous y avez droit."),
        Step("après", "Transmettez les factures et le rapport de fin d'accompagnement pour recevoir le solde."),
    )


SUPPORT_STEPS = (
    Step("avant de signer", "Choisissez un Mon Accompagnateur Rénov' agréé et signez son contrat avant les travaux."),
    Step("après", "Transmettez sa facture et le rapport d'accompagnement avec la demande de solde."),
)


def _support_ceiling(case: Case) -> int:
    """The most that is counted of the accompaniment, in cents: more in an unfit home."""
    unfit = case.s.decent is not None and bool(case.s.decent.recognised)
    return int(case.r.number("mar_cost_ceiling_unfit" if unfit else "mar_cost_ceiling")) * 100


def support(case: Case) -> AidResult:
    """The part of Mon Accompagnateur Rénov' that is paid, on an assumed price."""
    found = verdict(case)
    name = "Prise en charge de Mon Accompagnateur Rénov'"
    if found.status != "eligible":
        return AidResult("mar", name, "subvention", found.status, found.reason_fr, missing=found.missing)
    ceiling = _support_ceiling(case)
    price = case.s.support_price_cents
    base = min(int(case.r.number("mar_cost")) * 100 if price is None else price, ceiling)
    rate = float(case.r.mar_rate[case.category][0])
    amount = part(base, rate)
    origin = case.provenance(
        ("mar_rate", {"category": case.category_code}), ("mar_cost_ceiling", {}), case.category_figures
    )
    return AidResult(
        code="mar",
        name_fr=name,
        kind="subvention",
        status="eligible",
        reason_fr=(
            f"{case.category_fr.capitalize()} : {wording.percent(rate)} du prix de l'accompagnement, "
            f"{'supposé de ' if price is None else ''}{wording.euros(base)} TTC, dans la limite de "
            f"{wording.euros(ceiling)}."
        ),
        amount_cents=amount,
        base_cents=base,
        rate=rate,
        ceiling_cents=ceiling,
        steps=SUPPORT_STEPS,
        paid_when="Après la prestation, sur facture.",
    ).sourced(origin)

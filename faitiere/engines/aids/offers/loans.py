"""Éco-prêt à taux zéro and prêt avance rénovation à taux zéro (PAR+)."""

import numpy as np

from .. import codes, wording
from ..case import CATEGORY_FACTS, Case, letter
from ..results import AidResult, Step
from ..rules import loans as rule
from .category import household_fr
from .vat import works_ttc_cents
from .verdict import (
    Condition,
    Verdict,
    age_refusal,
    judge,
    main_home_refusal,
    missing_fr,
    owner_refusal,
    parameter,
)

ACTIONS = {
    "rampants_combles": "isolation de la toiture",
    "toiture_terrasse": "isolation de la toiture",
    "murs_exterieurs": "isolation des murs",
    "murs_interieurs": "isolation des murs",
    "fenetres": "remplacement des fenêtres",
    "plancher_bas": "isolation du plancher bas",
    **dict.fromkeys(("pac_air_eau", "pac_geothermique", "pac_air_air", "reseau_chaleur"), "chauffage ou eau chaude"),
    **dict.fromkeys(
        (
            "pac_solarothermique",
            "systeme_solaire_combine",
            "chaudiere_bois_manuelle",
            "chaudiere_bois_automatique",
            "insert",
            "poele_buches",
            "poele_granules",
        ),
        "chauffage renouvelable",
    ),
    **dict.fromkeys(("chauffe_eau_thermodynamique", "chauffe_eau_solaire", "pvt_eau"), "eau chaude renouvelable"),
}
TIERS = ("un_poste", "deux_postes", "trois_postes")
STEPS = (
    Step("avant de signer", "Présentez les devis d'entreprises RGE à une banque qui propose ce prêt."),
    Step("avant les travaux", "Attendez l'offre de prêt avant de commencer."),
    Step("après", "Transmettez les factures à la banque."),
)
_AGE = parameter("eco_ptz_home_age")
_PAR_AGE = parameter("par_plus_home_age")
ECO_PTZ = (
    Condition("owner", ("occupancy",), owner_refusal),
    Condition("main_home", ("main_home",), main_home_refusal),
    Condition("age", (), age_refusal(_AGE), _AGE),
)
PAR_PLUS = (
    Condition("owner", ("occupancy",), lambda case: "Le prêt s'adresse à qui est déjà propriétaire du logement."),
    Condition("occupant", ("occupancy",), lambda case: "Le prêt s'adresse au propriétaire qui occupe le logement."),
    Condition("main_home", ("main_home",), main_home_refusal),
    Condition("age", (), age_refusal(_PAR_AGE), _PAR_AGE),
    Condition("income", CATEGORY_FACTS, lambda case: f"{household_fr(case)} : réservé aux ménages modestes."),
)


def actions(case: Case) -> list[str]:
    """The distinct actions the works make, in the words of the éco-PTZ."""
    return sorted({ACTIONS[line.geste] for line in case.s.lines if line.geste in ACTIONS})


def _global_performance(case: Case) -> bool:
    """A gain of 35 % and class E or better after works; a class that is not known does not forbid it."""
    gain, after = case.s.gain_percent, letter(case.s.class_after)
    enough = gain is not None and gain >= case.r.number("eco_ptz_gain")
    return enough and (after is None or after <= case.r.number("eco_ptz_worst_class"))


def tier(case: Case, accompanied: str) -> str | None:
    """The tier of works: accompanied, global performance, or the number of actions; None when unknown."""
    if accompanied == "eligible":
        return "mpr_accompagnee"
    return "globale" if _global_performance(case) else by_actions(case)


def by_actions(case: Case) -> str | None:
    """The tier of the number of actions alone; windows alone have their own."""
    found = actions(case)
    if found == ["remplacement des fenêtres"]:
        return "parois_vitrees"
    return TIERS[min(len(found), 3) - 1] if found else None


def _why(case: Case, works: str) -> str:
    if works == "mpr_accompagnee":
        return "avec MaPrimeRénov' parcours accompagné"
    if works == "globale":
        return f"gain de {wording.percent(case.s.gain_percent or 0)}"
    found = actions(case)
    return f"{len(found)} action{'s' if len(found) > 1 else ''} : {wording.listed(found)}"


def eco_ptz(case: Case, accompanied: str) -> AidResult:
    """The éco-PTZ: its highest amount and duration for these works."""
    return _loan(case, _ptz_verdict(case), works=tier(case, accompanied), code="eco_ptz")


def _ptz_verdict(case: Case) -> Verdict:
    return judge(case, rule.eco_ptz_conditions(case.c, case.r), conditions=ECO_PTZ)


def par_plus(case: Case, accompanied: str) -> AidResult:
    """The PAR+ of a modest owner: no interest for ten years, paid back on sale or succession."""
    values = rule.par_plus_conditions(case.c, case.r, category=case.category)
    return _loan(case, judge(case, values, conditions=PAR_PLUS), works=tier(case, accompanied), code="par_plus")


NAMES = {"eco_ptz": "Éco-prêt à taux zéro", "par_plus": "Prêt avance rénovation à taux zéro (PAR+)"}


def _loan(case: Case, found: Verdict, *, works: str | None, code: str) -> AidResult:
    if found.status != "eligible":
        return AidResult(code, NAMES[code], "pret", found.status, found.reason_fr, missing=found.missing)
    if works is None:
        return _no_tier(case, code)
    place = np.array([codes.WORKS.index(works)])
    if code == "eco_ptz":
        keys = {"zone": codes.TERRITORIES[int(case.s.overseas)], "works": works}
        euros = case.r.ptz_ceiling[int(case.s.overseas), place][0]
        years = case.r.number("eco_ptz_years", **keys)
        how = f"sur {wording.number(years)} ans au plus, sans intérêt"
    else:
        keys = {"works": works}
        euros = case.r.par_ceiling[place][0]
        how = f"sans intérêt les {wording.number(case.r.number('par_plus_free_years'))} premières années"
    if euros != euros:
        return AidResult(code, NAMES[code], "pret", "unknown", "À confirmer. Aucun montant trouvé pour ces travaux.")
    ceiling = int(euros) * 100
    total = works_ttc_cents(case)
    modest = [case.category_figures] if code == "par_plus" else []
    origin = case.provenance((f"{code}_ceiling", keys), *modest)
    return AidResult(
        code=code,
        name_fr=NAMES[code],
        kind="pret",
        status="eligible",
        reason_fr=f"Jusqu'à {wording.euros(ceiling)} {how} ({_why(case, works)}).",
        amount_cents=ceiling if total is None else min(ceiling, total),
        ceiling_cents=ceiling,
        steps=STEPS,
        paid_when="Avant les travaux, sur devis, ou au fil des factures.",
    ).sourced(origin)


def _no_tier(case: Case, code: str) -> AidResult:
    if case.s.lines and all(line.geste for line in case.s.lines):
        reason = "Aucun des travaux n'est une action financée par ce prêt."
        return AidResult(code, NAMES[code], "pret", "not_eligible", reason)
    lacking = case.lacks(("lines",)) or ["nature de chaque ligne de travaux"]
    return AidResult(code, NAMES[code], "pret", "unknown", missing_fr(lacking), missing=tuple(lacking))

"""All the results of a batch, under the keys and conventions of the public model.

Euros, % and text as there; null (None) where an aid does not apply or a fact is missing.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import codes
from .columns import Columns
from .regime import Regime
from .rules import accompanied, cee, condominium, decent, gestes, home, income, loans, local, taxes

Outputs = dict[str, np.ndarray]
_WORDS = np.array([codes.CATEGORY_LABELS[c] for c in codes.CATEGORIES] + [None], dtype=object)
_ZONES = np.array([*codes.CLIMATE_ZONES, None], dtype=object)
# Gestes that MaPrimeRénov' par geste does not pay.
_CEE_ONLY = ("pac_air_air", "plancher_bas")
# The facts a condition rests on, by name of condition; yes/no facts are never missing: absent means no.
_FACTS = {
    "owner": ("status",),
    "age": ("age",),
    "class_before": ("class_before",),
    "jumps": ("class_before", "class_after"),
    "income": ("household", "income"),
    "taxed": ("income",),
    "share": ("works", "price"),
    "works": ("gain_denormandie",),
    "gain": ("condo_gain",),
    "who": ("decent_who",),
    "adapted_who": ("adapt_who",),
    "reason": ("adapt_reason",),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What several outputs share: facts, regime, income category, who is eligible to what."""

    c: Columns
    r: Regime
    category: np.ndarray
    mpra: np.ndarray
    geste: np.ndarray
    cee: np.ndarray


def every(conditions: dict[str, np.ndarray]) -> np.ndarray:
    """(n,) True where all named conditions hold."""
    return np.logical_and.reduce(list(conditions.values()))


def eligibility(conditions: dict[str, np.ndarray], c: Columns) -> np.ndarray:
    """(n,) True, False, or None where no known condition fails but a fact of another is missing."""
    holds = every(conditions)
    out = holds.astype(object)
    unknown = ~holds
    for name, values in conditions.items():
        missing = np.zeros(c.size, dtype=bool)
        for fact in _FACTS.get(name, ()):
            column = getattr(c, fact)
            missing |= np.isnan(column) if column.dtype.kind == "f" else column == -1
        unknown &= values | missing
    out[unknown] = None
    return out


def only(mask: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Values where the mask holds, NaN elsewhere."""
    return np.where(mask, values, np.nan)


def context(c: Columns, r: Regime) -> Context:
    """Compute once what the groups of outputs share."""
    category = income.category(c, r)
    return Context(
        c=c,
        r=r,
        category=category,
        mpra=every(accompanied.conditions(c, r)),
        geste=every(gestes.conditions(c, r, category=category)),
        cee=every(cee.conditions(c, r)),
    )


def _household(x: Context) -> Outputs:
    return {
        "categorie_revenu": _WORDS[x.category],
        "zone_climatique": _ZONES[cee.zone(x.c)],
        "sauts_classes": home.jumps(x.c),
        "travaux_ttc": taxes.works_with_tax(x.c, x.r),
    }


def _accompanied(x: Context) -> Outputs:
    c, r, category = x.c, x.r, x.category
    ttc = taxes.works_with_tax(c, r)
    cap = accompanied.cap(c, r, category=category, works_ttc=ttc)
    aid = only(x.mpra, accompanied.amount(c, r, category=category))
    support = only(x.mpra, accompanied.support(r, category))
    locally = local.packaged_total(c, r, category=category)
    ampleur = only(every(cee.ampleur_conditions(c, r, accompanied=x.mpra)), cee.ampleur(c, r))
    condo = (c.status == codes.SYNDICATE) & (c.home == codes.FLAT) & every(condominium.conditions(c, r))
    individual = only(condo, condominium.individual(c, r, category=category))
    return {
        "mpra_eligible": eligibility(accompanied.conditions(c, r), c),
        "mpra_taux_pourcent": accompanied.rate(c, r, category=category),
        "mpra_plafond_travaux_ht": accompanied.ceiling(c, r),
        "mpra_montant": aid,
        "mpra_montant_ecrete": np.minimum(aid, np.minimum(aid + locally, cap)),
        "mpra_prise_en_charge_mar": support,
        "ecretement_taux_pourcent": r.mpra_cap[category],
        "ecretement_plafond": cap,
        "ecretement_actif": np.nan_to_num(aid) + locally > cap,
        "aides_locales_montant": locally,
        "ampleur_total_subventions": np.nansum([aid, support, locally, ampleur, individual, _rent_counted(x)], axis=0),
        "cee_renovation_ampleur": ampleur,
        "copro_prime_individuelle": individual,
    }


def _rent_counted(x: Context) -> np.ndarray:
    """Loc'Avantages, which the public model adds to its total of subsidies since its late 2025 version."""
    if not x.r.window("locavantages_in_public_total"):
        return np.full(x.c.size, np.nan)
    return only(every(taxes.locavantages_conditions(x.c, x.r)), taxes.locavantages(x.c, x.r))


def _others(x: Context) -> Outputs:
    c, r, category = x.c, x.r, x.category
    ptz_conditions, par_conditions = loans.eco_ptz_conditions(c, r), loans.par_plus_conditions(c, r, category=category)
    ptz, par = every(ptz_conditions), every(par_conditions)
    loan, years = loans.eco_ptz(c, r, accompanied=x.mpra)
    denormandie = taxes.denormandie_conditions(c, r)
    return {
        "mpr_geste_eligible": eligibility(gestes.conditions(c, r, category=category), c),
        "mpr_geste_taux_ecretement_pourcent": r.mpr_geste_cap[category],
        "cee_conditions": eligibility(cee.conditions(c, r), c),
        "eco_ptz_eligible": eligibility(ptz_conditions, c),
        "eco_ptz_montant": only(ptz, loan),
        "eco_ptz_duree_ans": years,
        "par_plus_eligible": eligibility(par_conditions, c),
        "par_plus_montant": only(par, loans.par_plus(c, r)),
        "taxe_fonciere_exoneration_montant": only(every(taxes.property_tax_conditions(c, r)), taxes.property_tax(c, r)),
        "denormandie_eligible": eligibility(denormandie, c),
        "denormandie_reduction_montant": only(every(denormandie), taxes.denormandie(c, r)),
        "locavantages_reduction_annuelle": only(every(taxes.locavantages_conditions(c, r)), taxes.locavantages(c, r)),
    }


def _geste(x: Context, geste: str) -> Outputs:
    out: Outputs = {}
    nothing = np.full(x.c.size, np.nan)
    mpr = only(x.geste, gestes.amount(x.c, x.r, geste=geste, category=x.category))
    bonus = cee_aid = nothing
    if geste in cee.COUP_DE_POUCE:
        bonus = only(x.cee, cee.coup_de_pouce(x.c, x.r, geste=geste, category=x.category))
        out["coup_de_pouce"] = bonus
    if geste in cee.FICHES:
        cee_aid = only(x.cee & np.isnan(bonus), cee.amount(x.c, x.r, geste=geste))
        out["cee"] = cee_aid
    total = np.nansum([mpr, bonus, cee_aid], axis=0)
    if geste in cee.FICHES and geste != "plancher_bas":
        total = only(x.geste | x.cee, total)  # the public model says null, not 0, when nothing can apply
    return ({} if geste in _CEE_ONLY else {"mpr": mpr}) | out | {"total": total}


def _gestes(x: Context) -> Outputs:
    return {f"geste_{geste}_{kind}": values for geste in codes.GESTES for kind, values in _geste(x, geste).items()}


def _condominium(x: Context) -> Outputs:
    conditions = condominium.conditions(x.c, x.r)
    eligible = every(conditions)
    return {
        "copro_eligible": eligibility(conditions, x.c),
        "copro_taux_pourcent": condominium.rate(x.c, x.r),
        "copro_plafond_travaux": condominium.ceiling(x.c, x.r),
        "copro_montant": only(eligible, condominium.amount(x.c, x.r)),
    }


def _decent(x: Context) -> Outputs:
    decent_conditions = decent.decent_conditions(x.c, x.r, category=x.category)
    adapt_conditions = decent.adapt_conditions(x.c, x.r, category=x.category)
    eligible, adapted = every(decent_conditions), every(adapt_conditions)
    return {
        "mpld_eligible": eligibility(decent_conditions, x.c),
        "mpld_montant": only(eligible, decent.decent(x.c, x.r, category=x.category)),
        "mpa_eligible": eligibility(adapt_conditions, x.c),
        "mpa_montant": only(adapted, decent.adapt(x.c, x.r, category=x.category)),
    }


GROUPS: tuple[Callable[[Context], Outputs], ...] = (
    _household,
    _accompanied,
    _others,
    _gestes,
    _condominium,
    _decent,
)


def compute(c: Columns, r: Regime) -> Outputs:
    """Every output as one array of length n; see ``plain`` for values ready to be written."""
    shared = context(c, r)
    out: Outputs = {}
    for group in GROUPS:
        out |= group(shared)
    return out


def plain(values: np.ndarray) -> list:
    """Python values of an output: None for NaN, whole numbers as integers, cents rounded."""
    if values.dtype == object or values.dtype == bool:
        return values.tolist()
    rounded = np.round(values, 2)
    out = rounded.astype(object)
    whole = np.isfinite(rounded) & (rounded == np.floor(rounded))
    out[whole] = rounded[whole].astype(np.int64).tolist()
    out[np.isnan(values)] = None
    return out.tolist()


def texts(values: np.ndarray) -> list[str]:
    """The same values as JSON texts, for a batch: each distinct value is written once."""
    found = plain(values)
    written = {value: _json(value) for value in set(found)}
    return [written[value] for value in found]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Situations as columns: one numpy array a fact, all of the same length.

Missing numbers are NaN, missing codes -1, missing booleans False (a rule that needs them reads the code of
the status first). Amounts in euros, areas in m², ages in whole years, classes A = 1 … G = 7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import codes


@dataclass(frozen=True, slots=True)
class Field:
    """How one fact is read from an entry: its key, and the words it may hold when it is a code."""

    key: str
    kind: str
    words: Mapping[Any, float] | None = None


def _words(*texts: str) -> dict[str, int]:
    return {text: i for i, text in enumerate(texts)}


def _etas(*bounds: str) -> dict[str, int]:
    sentences = [
        f"supérieur à {b[:-1]} %" if b.endswith("+") else "entre {} % et {} %".format(*b.split("-")) for b in bounds
    ]
    return _words(*sentences)


_USES = {"chauffage seulement": 0, "chauffage et eau chaude": 1}
_AIR, _GROUND, _WOOD = _etas(*codes.ETAS_AIR), _etas(*codes.ETAS_GROUND), _etas(*codes.ETAS_WOOD)
# An age within each band that no threshold of the rules (2, 10, 15 years) cuts.
_AGES = {"moins de 2 ans": 1, "de 2 à 10 ans": 5, "de 10 à 15 ans": 12, "au moins 15 ans": 20}
_WORKS = {
    "parois vitrées": 0,
    "un poste": 1,
    "deux postes": 2,
    "trois postes": 3,
    "performance énergétique globale": codes.GLOBAL_WORKS,
    "assainissement": 5,
}

FIELDS: dict[str, Field] = {
    "path": Field("parcours_aide", "code", _words("rénovation énergétique", "sécurité salubrité", "autonomie")),
    "status": Field(
        "proprietaire_statut", "code", _words("propriétaire", "acquéreur", "non propriétaire", "copropriété")
    ),
    "occupant": Field("proprietaire_occupant", "bool"),
    "main_home_owner": Field("residence_principale_proprietaire", "bool"),
    "main_home_tenant": Field("residence_principale_locataire", "bool"),
    "home_region": Field("logement_region_code", "text"),
    "home_department": Field("logement_departement_code", "text"),
    "home_commune": Field("logement_commune_insee", "text"),
    "home_epci": Field("logement_epci_siren", "text"),
    "household_region": Field("menage_region_code", "text"),
    "household_epci": Field("menage_epci_siren", "text"),
    "household_department": Field("menage_departement_code", "text"),
    "household": Field("menage_personnes", "number"),
    "income": Field("menage_revenu_fiscal_reference_eur", "number"),
    "home": Field("logement_type", "code", _words("maison", "appartement")),
    "area": Field("logement_surface_m2", "number"),
    "age": Field("logement_periode_construction", "mapped", _AGES),
    "class_before": Field("dpe_actuel", "number"),
    "class_after": Field("dpe_vise", "number"),
    "works": Field("travaux_ht_eur", "number"),
    "gain": Field("gain_energetique_pourcent", "number"),
    "gain_denormandie": Field("gain_energetique_denormandie_pourcent", "number"),
    "bbc_renovation": Field("objectif_bbc_renovation", "bool"),
    "bbc_new": Field("objectif_bbc_neuf", "bool"),
    "works_kind": Field("type_travaux_eco_ptz", "code", _WORKS),
    "fossil_boiler": Field("remplacement_chaudiere_fossile", "bool"),
    "property_tax": Field("taxe_fonciere_annuelle_eur", "number"),
    "property_tax_commune": Field("taxe_fonciere_commune_eligible", "bool"),
    "property_tax_rate": Field("taxe_fonciere_commune_taux_pourcent", "number"),
    "property_tax_spending": Field("taxe_fonciere_depenses_suffisantes", "bool"),
    "price": Field("prix_achat_eur", "number"),
    "rent_years": Field("denormandie_annees_location", "code", {6: 0, 9: 1, 12: 2}),
    "denormandie_commune": Field("commune_denormandie", "bool"),
    "denormandie_works": Field("denormandie_gestes_minimum", "bool"),
    "rent": Field("locavantages_loyer_mensuel_eur", "number"),
    "intermediation": Field("locavantages_intermediation", "bool"),
    "rent_level": Field("locavantages_niveau", "code", _words("loc 1", "loc 2", "loc 3")),
    "local_works": Field("besancon_travaux_recevables", "bool"),
    "murs_exterieurs": Field("surface_murs_exterieurs_m2", "number"),
    "murs_interieurs": Field("surface_murs_interieurs_m2", "number"),
    "rampants_combles": Field("surface_rampants_m2", "number"),
    "toiture_terrasse": Field("surface_toiture_terrasse_m2", "number"),
    "plancher_bas": Field("surface_plancher_bas_m2", "number"),
    "fenetres": Field("nombre_fenetres", "number"),
    "vmc": Field("vmc_type", "code", _words(*codes.VMC_KINDS)),
    "etas_insert": Field("etas_insert", "code", _WOOD),
    "etas_poele_buches": Field("etas_poele_buches", "code", _WOOD),
    "etas_poele_granules": Field("etas_poele_granules", "code", _WOOD),
    "use_pac_air_eau": Field("usage_pac_air_eau", "code", _USES),
    "etas_pac_air_eau": Field("etas_pac_air_eau", "code", _AIR),
    "use_pac_geothermique": Field("usage_pac_geothermique", "code", _USES),
    "etas_pac_geothermique": Field("etas_pac_geothermique", "code", _GROUND),
    "use_pac_solarothermique": Field("usage_pac_solarothermique", "code", _USES),
    "etas_pac_solarothermique": Field("etas_pac_solarothermique", "code", _GROUND),
    "scop": Field("scop_pac_air_air", "number"),
    "condo_old": Field("copro_plus_15_ans", "bool"),
    "condo_homes": Field("copro_logements", "number"),
    "condo_main_homes": Field("copro_residence_principale_suffisante", "bool"),
    "condo_gain": Field(
        "copro_gain_energetique", "code", _words("moins de 35 %", "entre 35 % et 50 %", "plus de 50 %")
    ),
    "condo_class_bonus": Field("copro_bonus_sortie_passoire", "bool"),
    "condo_fragile": Field("copro_fragile", "bool"),
    "condo_works": Field("copro_travaux_ht_eur", "number"),
    "decent_who": Field("mpld_situation", "code", _words("occupant", "bailleur", "copropriété")),
    "decent_works": Field("mpld_travaux_eur", "number"),
    "decent_decay": Field("mpld_ampleur", "code", _words("très dégradé", "sécurité", "moyennement dégradé")),
    "decent_gain": Field("mpld_bonus_gain_35", "bool"),
    "adapt_who": Field("mpa_situation", "code", _words("occupant", "bailleur", "copropriété")),
    "adapt_works": Field("mpa_travaux_eur", "number"),
    "adapt_support": Field("mpa_accompagnement", "code", _words("socle", "complet", "complet et rapport")),
    "adapt_reason": Field("mpa_motif", "code", _words("gir", "age", "incapacité", "pch")),
}


class Columns:
    """The facts of n situations; each name of ``FIELDS`` is an attribute of length n."""

    def __init__(self, size: int, arrays: Mapping[str, np.ndarray]) -> None:
        self.size = size
        self.place: dict[str, np.ndarray] = {}  # what was derived from the place of the home
        self.__dict__.update(arrays)

    def variant(self, **arrays: np.ndarray) -> "Columns":
        """The same situations in the same places, with some columns changed."""
        other = Columns(self.size, {})
        other.__dict__.update(self.__dict__)
        other.__dict__.update(arrays)
        return other

    def __getattr__(self, name: str) -> np.ndarray:
        raise AttributeError(f"no column {name!r}")


def _array(field: Field, raw: Sequence[Any]) -> np.ndarray:
    words = field.words or {}
    if field.kind == "code":
        return np.array([words.get(v, -1) for v in raw], dtype=np.int64)
    if field.kind == "mapped":
        return np.array([words.get(v, np.nan) for v in raw], dtype=float)
    if field.kind == "bool":
        return np.array([v is True for v in raw], dtype=bool)
    if field.kind == "text":
        return np.array(["" if v is None else str(v) for v in raw], dtype=np.str_)
    return np.array([np.nan if v is None else v for v in raw], dtype=float)


def from_entries(entries: Sequence[Mapping[str, Any]]) -> Columns:
    """Columns from objects in the vocabulary of the public model (``dictionnaire_entrees.json``)."""
    return Columns(len(entries), {name: _array(f, [e.get(f.key) for e in entries]) for name, f in FIELDS.items()})

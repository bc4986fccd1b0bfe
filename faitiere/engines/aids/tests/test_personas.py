"""A persona of the public model, with the figures its authors expect (betagouv/reno, app/personas.yaml, n° 7)."""

import pytest

from faitiere.engines.aids.columns import from_entries
from faitiere.engines.aids.outputs import compute
from faitiere.engines.aids.regime import regime

from .cast import DEC_2025

# « 3 sauts de DPE, passoire, enveloppe de 53 200 € TTC, couple intermédiaire, sans remplacement de chaudière, H2 »
PERSONA = {
    "proprietaire_statut": "propriétaire",
    "proprietaire_occupant": True,
    "residence_principale_proprietaire": True,
    "menage_personnes": 2,
    "menage_revenu_fiscal_reference_eur": 35_000,
    "dpe_actuel": 7,
    "dpe_vise": 4,
    "travaux_ht_eur": 53_200 / 1.055,
    "logement_region_code": "24",
    "logement_departement_code": "18",
    "logement_type": "maison",
    "logement_surface_m2": 110,
    "logement_periode_construction": "au moins 15 ans",
    "usage_pac_air_eau": "chauffage et eau chaude",
    "etas_pac_air_eau": "entre 170 % et 200 %",
    "usage_pac_geothermique": "chauffage et eau chaude",
    "etas_pac_geothermique": "entre 200 % et 230 %",
    "vmc_type": "modulée",
    "remplacement_chaudiere_fossile": False,
}


@pytest.mark.parametrize(
    ("key", "euros"),
    [
        ("mpra_montant", 18_000),
        ("geste_systeme_solaire_combine_cee", 968),
        ("geste_chauffe_eau_thermodynamique_cee", 124.8),
        ("geste_vmc_double_flux_cee", 302.7),
        ("geste_chaudiere_bois_manuelle_cee", 270.4),
        ("geste_pac_air_eau_cee", 1_068),
        ("geste_pac_geothermique_cee", 1_263),
        ("geste_reseau_chaleur_cee", 353.7),
    ],
)
def test_the_figures_its_authors_expect(key, euros):
    found = compute(from_entries([PERSONA]), regime(DEC_2025))
    assert found[key][0] == pytest.approx(euros, abs=0.5)  # published to the euro


def test_without_a_boiler_to_replace_there_is_no_coup_de_pouce():
    found = compute(from_entries([PERSONA]), regime(DEC_2025))
    assert found["geste_pac_air_eau_coup_de_pouce"][0] != found["geste_pac_air_eau_coup_de_pouce"][0]
    assert found["mpr_geste_eligible"][0]

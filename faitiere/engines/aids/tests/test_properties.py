"""What holds for any household: drawn at random, checked on the columns."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faitiere.engines.aids.columns import from_entries
from faitiere.engines.aids.outputs import compute
from faitiere.engines.aids.regime import regime

DAYS = (date(2024, 6, 1), date(2025, 3, 1), date(2025, 12, 18), date(2026, 3, 1), date(2027, 3, 1))
ENTRY = st.fixed_dictionaries(
    {
        "proprietaire_statut": st.sampled_from(["propriétaire", "acquéreur", "non propriétaire", "copropriété"]),
        "proprietaire_occupant": st.booleans(),
        "residence_principale_proprietaire": st.booleans(),
        "residence_principale_locataire": st.booleans(),
        "logement_region_code": st.sampled_from(["76", "11", "01"]),
        "logement_departement_code": st.sampled_from(["31", "75", "06", "2A"]),
        "logement_type": st.sampled_from(["maison", "appartement"]),
        "logement_periode_construction": st.sampled_from(["moins de 2 ans", "de 2 à 10 ans", "au moins 15 ans"]),
        "menage_personnes": st.integers(1, 12),
        "dpe_actuel": st.integers(1, 7),
        "dpe_vise": st.integers(1, 7),
        "travaux_ht_eur": st.integers(0, 200_000),
        "logement_surface_m2": st.integers(9, 300),
    }
)


def computed(entries, on):
    return compute(from_entries(entries), regime(on))


@pytest.mark.parametrize("on", DAYS)
@settings(max_examples=25, deadline=None)
@given(entry=ENTRY)
def test_more_income_never_brings_more_aid(on, entry):
    found = computed([entry | {"menage_revenu_fiscal_reference_eur": x} for x in range(0, 160_000, 8_000)], on)
    for key in ("mpra_montant", "mpra_prise_en_charge_mar", "geste_pac_air_eau_mpr", "ecretement_plafond"):
        assert np.all(np.diff(np.nan_to_num(found[key])) <= 1e-6), key


@pytest.mark.parametrize("on", DAYS)
@settings(max_examples=25, deadline=None)
@given(entry=ENTRY, income=st.integers(0, 150_000))
def test_the_accompanied_aid_stays_within_its_ceiling_and_the_cap(on, entry, income):
    found = computed([entry | {"menage_revenu_fiscal_reference_eur": income}], on)
    aid = found["mpra_montant"][0]
    if np.isnan(aid):
        assert found["mpra_eligible"][0] is not True
        return
    base = min(entry["travaux_ht_eur"], found["mpra_plafond_travaux_ht"][0])
    assert aid == pytest.approx(base * found["mpra_taux_pourcent"][0] / 100)
    assert found["mpra_montant_ecrete"][0] <= found["ecretement_plafond"][0] + 1e-6


@settings(max_examples=25, deadline=None)
@given(entries=st.lists(ENTRY, min_size=2, max_size=6))
def test_a_household_gets_the_same_alone_or_among_others(entries):
    entries = [e | {"menage_revenu_fiscal_reference_eur": 30_000} for e in entries]
    together = computed(entries, DAYS[2])
    for i, entry in enumerate(entries):
        alone = computed([entry], DAYS[2])
        for key, values in together.items():
            mine, theirs = alone[key][0], values[i]
            assert mine == theirs or (mine != mine and theirs != theirs), key

"""The borders: one euro, one day, one square metre, one point on each side."""

from datetime import date

import numpy as np
import pytest

from faitiere.engines.aids import CondoProject, WorkLine, evaluate
from faitiere.engines.aids.columns import from_entries
from faitiere.engines.aids.outputs import compute
from faitiere.engines.aids.regime import regime

from .cast import DEC_2025, ROOF, family

ENTRY = {
    "proprietaire_statut": "propriétaire",
    "proprietaire_occupant": True,
    "residence_principale_proprietaire": True,
    "logement_region_code": "76",
    "logement_periode_construction": "au moins 15 ans",
    "menage_personnes": 3,
    "menage_revenu_fiscal_reference_eur": 35_000,
    "dpe_actuel": 7,
    "dpe_vise": 4,
    "travaux_ht_eur": 60_000,
    "surface_murs_exterieurs_m2": 100,
}
OWNER = {"built_year": None, "occupancy": "occupant", "lines": (ROOF,)}


def status(code, situation, on=DEC_2025):
    return next(r for r in evaluate(situation, on=on) if r.code == code).status


@pytest.mark.parametrize(
    ("code", "built", "expected"),
    [
        # on 18 December 2025: two years for CEE, éco-PTZ and VAT, over ten for the taxe foncière, fifteen for Anah
        ("cee", date(2023, 12, 18), "eligible"),
        ("cee", date(2023, 12, 19), "not_eligible"),
        ("eco_ptz", date(2023, 12, 18), "eligible"),
        ("eco_ptz", date(2023, 12, 19), "not_eligible"),
        ("par_plus", date(2023, 12, 18), "eligible"),
        ("par_plus", date(2023, 12, 19), "not_eligible"),
        ("taxe_fonciere", date(2015, 12, 17), "eligible"),
        ("taxe_fonciere", date(2015, 12, 18), "not_eligible"),
        ("mpr_geste", date(2010, 12, 18), "eligible"),
        ("mpr_geste", date(2010, 12, 19), "not_eligible"),
    ],
)
def test_ages_to_the_day(code, built, expected):
    works = WorkLine(geste="rampants_combles", amount_ht_cents=1_500_000, quantity=90)
    assert status(code, family(**OWNER | {"lines": (works,)}, built_on=built)) == expected


@pytest.mark.parametrize(("ht_cents", "expected"), [(947_867, "not_eligible"), (947_868, "eligible")])
def test_the_taxe_fonciere_asks_for_more_than_ten_thousand_euros(ht_cents, expected):
    # CGI art. 1383-0 B; 9 478,67 € at 5.5 % are 10 000,00 €, one cent more 10 000,01 €
    line = WorkLine(geste="rampants_combles", amount_ht_cents=ht_cents, quantity=90)
    assert status("taxe_fonciere", family(lines=(line,))) == expected


@pytest.mark.parametrize(
    ("gain", "rate"), [(34.99, None), (35, 30.0), (49.99, 30.0), (50, 45.0)]
)  # guide Anah 2025: 30 % from 35 %, 45 % from 50 %
def test_the_gains_of_a_condominium(gain, rate):
    plan = CondoProject(30, 75, 60_000_000, gain, fragile=False, registered=True)
    found = next(r for r in evaluate(family(class_before="E", condo=plan), on=DEC_2025) if r.code == "mpr_copropriete")
    assert found.rate == rate


@pytest.mark.parametrize(("homes", "share", "expected"), [(21, 75, True), (21, 74.9, False), (20, 65, True)])
def test_the_share_of_main_homes(homes, share, expected):
    plan = CondoProject(homes, share, 60_000_000, 40, fragile=False, registered=True)
    assert (status("mpr_copropriete", family(condo=plan)) == "eligible") is expected


@pytest.mark.parametrize(("gain", "ceiling"), [(34.99, 15_000), (35, 50_000)])
def test_the_eco_ptz_of_global_performance_starts_at_35_percent(gain, ceiling):
    situation = family(class_before="D", class_after="C", gain_percent=gain, lines=(ROOF,))
    found = next(r for r in evaluate(situation, on=DEC_2025) if r.code == "eco_ptz")
    assert found.ceiling_cents == ceiling * 100


@pytest.mark.parametrize(
    ("area", "factor"),
    [(34.9, 0.4), (35, 0.5), (59.9, 0.5), (60, 0.8), (89.9, 0.8), (90, 1), (110, 1.2), (129.9, 1.2), (130, 1.3)],
)
def test_the_areas_of_the_coup_de_pouce_ampleur(area, factor):
    # charte Rénovation d'ampleur: 4 700 € for two classes, times the factor of the area
    situation = family(main_home=False, class_before="E", class_after="C", area_m2=area)
    found = next(r for r in evaluate(situation, on=DEC_2025) if r.code == "cee_ampleur")
    assert found.amount_cents == round(4_700 * factor * 100)


@pytest.mark.parametrize(
    ("on", "murs", "accompanied"),
    [
        (date(2025, 9, 29), 6_000, None),
        (date(2025, 9, 30), 6_000, 24_000),
        (date(2025, 12, 31), 6_000, 24_000),
        (date(2026, 1, 1), np.nan, None),
        (date(2026, 2, 23), np.nan, 24_000),
    ],
)
def test_the_dates_of_the_regimes_on_columns(on, murs, accompanied):
    found = compute(from_entries([ENTRY]), regime(on))
    assert found["geste_murs_exterieurs_mpr"][0] == pytest.approx(murs, nan_ok=True)
    assert found["mpra_montant"][0] == pytest.approx(np.nan if accompanied is None else accompanied, nan_ok=True)

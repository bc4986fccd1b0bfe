"""Degraded homes, homes to adapt, and the lines of works seen by the façade and by the columns."""

import gzip
import json

import pytest

from faitiere.engines.aids import AdaptProject, CondoProject, DecentProject, WorkLine, evaluate, stack
from faitiere.engines.aids.columns import from_entries
from faitiere.engines.aids.outputs import compute
from faitiere.engines.aids.regime import regime

from .cast import DEC_2025, family

COUPLE = {"household_size": 2, "lines": ()}


def one(code, situation):
    return next(r for r in evaluate(situation, on=DEC_2025) if r.code == code)


@pytest.mark.parametrize(
    ("income", "works", "before", "after", "euros"),
    [
        # Anah: 80/60 % of 70 000 € at most, + 10 points from F or G to D, 50 % of 50 000 € when F or G remains
        (20_000, 80_000, "E", "D", 56_000),
        (30_000, 40_000, "E", "D", 24_000),
        (30_000, 40_000, "G", "D", 28_000),
        (30_000, 80_000, "G", "F", 25_000),
    ],
)
def test_logement_decent_of_an_occupant(income, works, before, after, euros):
    plan = DecentProject(works_ht_cents=works * 100, recognised=True)
    situation = family(**COUPLE, rfr_euros=income, class_before=before, class_after=after, decent=plan)
    assert one("mpld", situation).amount_cents == euros * 100


def test_logement_decent_of_a_landlord():
    # 35 % of 1 000 €/m² × 80 m², + 2 000 € (gain of 35 % from G): 30 000 €
    plan = DecentProject(10_000_000, recognised=True, decay="tres_degrade", gain_35=True)
    assert one("mpld", family(occupancy="bailleur", decent=plan)).amount_cents == 3_000_000


def test_logement_decent_asks_and_refuses():
    assert "rapport de dégradation ou arrêté" in one("mpld", family(decent=DecentProject())).missing
    rich = family(rfr_euros=90_000, decent=DecentProject())
    assert one("mpld", rich).status == "not_eligible"


@pytest.mark.parametrize(
    ("income", "works", "support", "euros"),
    [
        # 70/50 % of 22 000 € at most, support 350/600/800 € within it
        (20_000, 10_000, "socle", 7_350),
        (30_000, 10_000, "complet_rapport", 5_800),
        (20_000, 30_000, "complet", 15_400),
    ],
)
def test_maprimeadapt(income, works, support, euros):
    plan = AdaptProject(works_ht_cents=works * 100, entitled=True, support=support)
    found = one("mpa", family(**COUPLE, rfr_euros=income, adapt=plan))
    assert found.amount_cents == euros * 100


def test_other_projects_do_not_pay_for_the_energy_works():
    plan = AdaptProject(works_ht_cents=1_000_000, entitled=True, support="socle")
    situation = family(adapt=plan)
    found = stack(evaluate(situation, on=DEC_2025), situation=situation, on=DEC_2025)
    assert "mpa" not in {k.code for k in found.kept}


def test_the_coup_de_pouce_ampleur_never_adds_to_the_aids_by_geste():
    # two classes from D to B, refused by the accompanied path since 30/09/2025; 105 m²: 4 700 €
    line = WorkLine(geste="chauffe_eau_thermodynamique", amount_ht_cents=300_000)
    situation = family(class_before="D", class_after="B", lines=(line,))
    found = stack(evaluate(situation, on=DEC_2025), situation=situation, on=DEC_2025)
    assert [k.code for k in found.kept] == ["cee_ampleur"]
    assert {e.code for e in found.excluded} == {"mpr_geste", "cee"}
    assert found.subsidies_cents == 470_000


QUANTITIES = {
    "murs_exterieurs": "surface_murs_exterieurs_m2",
    "murs_interieurs": "surface_murs_interieurs_m2",
    "rampants_combles": "surface_rampants_m2",
    "toiture_terrasse": "surface_toiture_terrasse_m2",
    "plancher_bas": "surface_plancher_bas_m2",
    "fenetres": "nombre_fenetres",
}


def test_lines_of_works_get_what_the_columns_say(shared_data):
    with gzip.open(shared_data / "aids/oracle/grille_2025-12-18.jsonl.gz", "rt") as handle:
        entries = [json.loads(text)["entrees"] for text in handle]
    entries = [e for e in entries if e.get("proprietaire_occupant") and e["residence_principale_proprietaire"]][::8]
    found = compute(from_entries(entries), regime(DEC_2025))
    for i, e in enumerate(entries):
        if not found["mpr_geste_eligible"][i]:
            continue
        lines = tuple(WorkLine(geste=g, quantity=e[key]) for g, key in QUANTITIES.items())
        situation = family(
            household_size=e["menage_personnes"],
            rfr_euros=e["menage_revenu_fiscal_reference_eur"],
            ile_de_france=e["logement_region_code"] == "11",
            department=e["logement_departement_code"],
            home=e["logement_type"],
            area_m2=e["logement_surface_m2"],
            lines=lines,
        )
        for code, kind in (("mpr_geste", "mpr"), ("cee", "cee")):
            for line, detail in zip(lines, one(code, situation).details, strict=True):
                expected = found.get(f"geste_{line.geste}_{kind}")
                cents = 0 if expected is None else round(expected[i] * 100)
                assert detail.amount_cents == cents, (e, line, detail)


SITE = {
    "occupancy": "copropriete",
    "household_size": None,
    "rfr_euros": None,
    "home": "appartement",
    "area_m2": 70.0,
    "main_home": None,
    "class_before": "E",
    "class_after": "C",
    "gain_percent": 42.0,
}


def test_a_syndicate_adds_its_collective_aid_and_its_cee():
    # condominium.csv: 30 % from 35 % of gain; 800 000 € HT are under 48 × 25 000 €. 240 000 € + 29 120 € of CEE.
    wall = WorkLine("mur_ite", "Façades", "murs_exterieurs", "energie", 80_000_000, 2800, conditions_met=True)
    plan = CondoProject(homes=48, main_homes_percent=90, works_ht_cents=80_000_000, gain_percent=42.0, registered=True)
    situation = family(**SITE, lines=(wall,), condo=plan)
    results = evaluate(situation, on=DEC_2025)
    found = stack(results, situation=situation, on=DEC_2025)
    cee = next(one for one in results if one.code == "cee").amount_cents
    assert {one.code: one.after_cents for one in found.kept} == {"mpr_copropriete": 24_000_000, "cee": cee}
    assert found.remaining_cents == 84_400_000 - 24_000_000 - cee


NETWORK = WorkLine("reseau_chaleur", "Réseau de chaleur", "reseau_chaleur", "energie", 4_800_000, 48)


def cee_of(*lines, homes=48, **known):
    plan = CondoProject(homes, 90, 80_000_000, 42.0, registered=True)
    situation = family(**SITE, lines=lines, condo=plan, **known)
    return next(one for one in evaluate(situation, on=DEC_2025) if one.code == "cee")


def test_a_building_joined_to_a_heat_network_gets_the_cee_of_each_dwelling():
    """BAR-TH-137, zone H2: 40,200 kWh cumac × 0.7 (70 m²) × 0.008 € = 225.12 € a dwelling, 48 of them.

    The Coup de pouce is for the boiler of a home, not for the plant replaced here.
    """
    for replaced in (None, True, False):
        assert cee_of(NETWORK, fossil_boiler_replaced=replaced).amount_cents == 48 * 22_512
    assert cee_of(NETWORK, homes=None).missing == ("nombre de logements de la copropriété",)


def test_works_of_a_building_without_a_fiche_are_said_not_computed():
    plant = WorkLine("chaufferie_granules", "Chaufferie à granulés", None, "energie", 9_000_000, 48)
    alone = cee_of(plant)
    assert (alone.status, alone.amount_cents) == ("unknown", None)
    assert "CEE non calculés pour Chaufferie à granulés" in alone.reason_fr
    both = cee_of(NETWORK, plant)
    assert (both.amount_cents, "CEE non calculés pour Chaufferie" in both.reason_fr) == (48 * 22_512, True)


def test_the_assistance_of_a_syndicate_pays_another_bill():
    wall = WorkLine("mur_ite", "Façades", "murs_exterieurs", "energie", 80_000_000, 2800, conditions_met=True)
    plan = CondoProject(48, 90, 80_000_000, 42.0, support_ht_cents=2_000_000, registered=True)
    situation = family(**SITE, lines=(wall,), condo=plan)
    found = stack(evaluate(situation, on=DEC_2025), situation=situation, on=DEC_2025)
    kept = {one.code: one.after_cents for one in found.kept}
    assert kept["copro_amo"] == 1_000_000  # 50 % of 20 000 €, under 600 € × 48 (condominium.csv)
    assert found.remaining_cents == 84_400_000 - kept["mpr_copropriete"] - kept["cee"]

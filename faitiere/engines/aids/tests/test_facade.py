"""The façade: what is refused, what is unknown, what follows the day, what it shares with the columns."""

import gzip
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from faitiere.engines.aids import (
    CeePrice,
    CondoProject,
    DecentProject,
    InvalidSituation,
    LandlordProject,
    LocalAid,
    Situation,
    Tier,
    WorkLine,
    day_warning,
    evaluate,
    income_category,
    stack,
    validate,
    vat_lines,
)
from faitiere.engines.aids.columns import from_entries
from faitiere.engines.aids.outputs import compute
from faitiere.engines.aids.regime import regime
from faitiere.engines.aids.situation import Occupancy

from .cast import DEC_2025, HEAT_PUMP, ROOF, SPRING_2026, WALLS, family


def by_code(situation, on):
    return {r.code: r for r in evaluate(situation, on=on)}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"household_size": 0}, "entre 1 et 20"),
        ({"household_size": 40}, "entre 1 et 20"),
        ({"rfr_euros": 1e12}, "Le revenu fiscal de référence vaut"),
        ({"rfr_euros": -1}, "entre 0 et"),
        ({"class_before": "H"}, "La classe « H » n'existe pas"),
        ({"built_year": 2030}, "n'est pas achevé à la date de la demande"),
        ({"lines": (WorkLine(geste="piscine"),)}, "« piscine » n'existe pas"),
        ({"lines": (WorkLine(label="Toit", quantity=-3),)}, "Toit : la quantité est négative."),
        ({"rfr_euros": float("nan")}, "Le revenu fiscal de référence vaut"),
        ({"built_on": date(1980, 1, 1)}, "Achevé le 01/01/1980 ou construit en 1975 : gardez une seule réponse."),
        ({"ile_de_france": True}, "Le département 31 n'est pas en Île-de-France"),
        ({"department": "93"}, "Le département 93 est en Île-de-France"),
        ({"condo": CondoProject(homes=0)}, "Le nombre de logements vaut 0"),
        ({"condo": CondoProject(main_homes_percent=101)}, "La part de résidences principales vaut 101"),
        ({"landlord": LandlordProject(rent_level="loc9")}, "Le niveau de loyer vaut « loc9 »"),
        ({"landlord": LandlordProject(monthly_rent_cents=-1)}, "Le loyer mensuel vaut"),
        ({"occupancy": "locataire", "landlord": LandlordProject()}, "vous n'êtes pas bailleur"),
        ({"decent": DecentProject(works_ht_cents=-1)}, "Le montant des travaux vaut"),
        ({"decent": DecentProject(decay="ruine")}, "L'ampleur des travaux vaut « ruine »"),
        ({"support_price_cents": -1}, "Le prix de l'accompagnement vaut"),
        ({"cee_price": CeePrice("Énergie verte", -1, 5)}, "Le prix du CEE vaut -1"),
    ],
)
def test_what_cannot_be_true_is_refused_in_french(changes, sentence):
    assert sentence in " ".join(validate(family(**changes), on=DEC_2025))
    with pytest.raises(InvalidSituation):
        evaluate(family(**changes), on=DEC_2025)


@pytest.mark.parametrize("on", [date(1900, 1, 1), date(2015, 6, 1), date(2023, 12, 31)])
def test_a_day_before_any_rule_is_answered_with_the_oldest_known_one(on):
    situation = family(built_year=None, built_on=None)
    found = evaluate(situation, on=on)
    assert {r.status for r in found} == {"unknown"}
    assert all("les plus anciens datent du 01/01/2024" in r.reason_fr for r in found)
    assert income_category(situation, on=on).code is None
    assert stack(found, situation=situation, on=on).subsidies_cents == 0


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2023, 12, 31), "Aucun barème n'est connu au 31/12/2023"),
        (date(2024, 1, 1), ""),
        (date(2025, 12, 18), ""),
        (date(2025, 12, 19), "Les règles sont vérifiées jusqu'au 18/12/2025."),
        (date(2040, 1, 1), "Les règles sont vérifiées jusqu'au 18/12/2025."),
    ],
)
def test_a_day_the_verified_rules_do_not_cover_is_said(on, words):
    assert day_warning(on).startswith(words)
    assert bool(day_warning(on)) is bool(words)


def test_knowing_nothing_nothing_is_refused_and_all_is_asked():
    found = evaluate(Situation(), on=SPRING_2026)
    assert {r.status for r in found} == {"unknown"}
    assert all(r.missing and r.reason_fr.startswith("Il manque : ") for r in found)


def test_a_known_refusal_does_not_wait_for_the_other_facts():
    found = by_code(Situation(occupancy="locataire"), DEC_2025)
    assert found["mpr_accompagne"].status == "not_eligible"
    assert found["eco_ptz"].reason_fr == "Cette aide est réservée aux propriétaires ; vous êtes locataire."


def test_par_geste_adds_the_flat_amounts_of_the_lines():
    # guide Anah 2025, modest: walls 60 € × 100 m² at most, roof 20 € × 90 m², pump 4 000 €
    found = by_code(family(), DEC_2025)["mpr_geste"]
    assert [d.amount_cents for d in found.details] == [600_000, 180_000, 400_000]
    assert found.amount_cents == 1_180_000


def test_walls_leave_the_par_geste_path_in_2026():
    found = by_code(family(), SPRING_2026)["mpr_geste"]
    assert found.amount_cents == 580_000
    assert "exclu du parcours par geste à cette date" in found.details[0].reason_fr


def test_houses_in_f_and_g_leave_the_par_geste_path_in_2027():
    last, first = (by_code(family(), on)["mpr_geste"] for on in (date(2026, 12, 31), date(2027, 1, 1)))
    assert (last.status, first.status) == ("eligible", "not_eligible")


def test_a_geste_cannot_bring_more_than_it_costs():
    cheap = (replace(HEAT_PUMP, amount_ht_cents=100_000),)
    assert by_code(family(lines=cheap), DEC_2025)["mpr_geste"].amount_cents == 100_000


def test_walls_in_two_lines_share_one_ceiling_of_surface():
    # guide Anah 2025: 100 m² of outer walls at most; 60 €/m² × (80 + 20)
    halves = (replace(WALLS, quantity=80), replace(WALLS, quantity=80))
    found = by_code(family(lines=halves), DEC_2025)["mpr_geste"]
    assert [d.amount_cents for d in found.details] == [480_000, 120_000]


def test_cee_by_fiche_and_by_coup_de_pouce():
    # H2: walls 1 300 × 110 × 0.008 = 1 144 €; roof 1 400 × 90 × 0.008 = 1 008 €; pump 4 000 € (charte)
    found = by_code(family(), DEC_2025)["cee"]
    assert [d.amount_cents for d in found.details] == [114_400, 100_800, 400_000]


def test_cee_of_a_pump_without_fossil_boiler_to_replace():
    # BAR-TH-171 vA74-3: house, heating, Etas 140-170: 91 600 × 1 (H2) × 1 (90-109 m²) × 0.008 €
    found = by_code(family(fossil_boiler_replaced=False), DEC_2025)["cee"]
    assert found.details[2].amount_cents == 73_280


def test_figures_of_2026_that_nobody_confirmed_are_marked():
    found = by_code(family(), SPRING_2026)
    assert not found["mpr_accompagne"].verified
    assert not found["cee"].verified
    assert found["eco_ptz"].verified
    settled = [r for code, r in by_code(family(), DEC_2025).items() if not code.startswith("locale_")]
    assert all(r.verified for r in settled)


@pytest.mark.parametrize(
    ("gain", "lines", "euros", "years"),
    [
        # service-public F19905
        (20, (WorkLine(geste="fenetres"),), 7_000, 15),
        (20, (WorkLine(geste="rampants_combles"),), 15_000, 15),
        (20, (WALLS, WorkLine(geste="murs_interieurs"), ROOF), 25_000, 15),
        (20, (WALLS, ROOF, HEAT_PUMP, WorkLine(geste="fenetres")), 30_000, 15),
        (34, (WALLS,), 15_000, 15),
        (35, (WALLS,), 50_000, 20),
    ],
)
def test_eco_ptz_tiers(gain, lines, euros, years):
    found = by_code(family(class_before="D", class_after="C", gain_percent=gain, lines=lines), DEC_2025)["eco_ptz"]
    assert found.ceiling_cents == euros * 100
    assert f"sur {years} ans" in found.reason_fr.replace("\u00a0", " ")


def test_eco_ptz_of_global_performance_asks_for_class_e_after_works():
    # PTZ.publicodes: 35 % de gain « et une classe DPE E au minimum »
    found = by_code(family(class_before="G", class_after="F", gain_percent=40, lines=(WALLS,)), DEC_2025)
    assert found["eco_ptz"].ceiling_cents == 1_500_000


def test_the_limited_number_of_files_of_autumn_2025_is_said():
    assert "13\u00a0000" in by_code(family(), DEC_2025)["mpr_accompagne"].caveat_fr
    assert "13" not in by_code(family(), date(2025, 3, 1))["mpr_accompagne"].caveat_fr


def test_eco_ptz_with_the_accompanied_path():
    found = by_code(family(), DEC_2025)["eco_ptz"]
    assert found.ceiling_cents == 5_000_000
    assert found.amount_cents == 4_009_000  # no more than the works: 38 000 € HT at 5.5 %


@pytest.mark.parametrize(
    ("kind", "built", "on", "rate"),
    [
        ("energie", 1975, DEC_2025, 5.5),
        ("amelioration", 1975, DEC_2025, 10),
        ("chaudiere_gaz", 1975, date(2025, 2, 28), 5.5),
        ("chaudiere_gaz", 1975, date(2025, 3, 1), 20),
        ("normal", 1975, DEC_2025, 20),
        ("energie", 2025, DEC_2025, 20),
        ("energie", 2023, DEC_2025, None),
        ("piscine", 1975, DEC_2025, None),
    ],
)
def test_vat_by_kind_of_works_and_age_of_the_home(kind, built, on, rate):
    # CGI art. 278-0 bis A and 279-0 bis
    line = WorkLine(label="Ligne", vat_kind=kind, amount_ht_cents=100_000)
    (found,) = vat_lines(family(built_year=built, lines=(line,)), on=on)
    assert found.rate == rate
    assert found.ttc_cents == 100_000 + round(1_000 * (20 if rate is None else rate))


def test_taxe_fonciere_of_a_commune_that_voted_it():
    # Colomiers (31149) exempts 50 % for three years (REI DGFiP): 3 × 600 €
    assert by_code(family(), DEC_2025)["taxe_fonciere"].amount_cents == 180_000
    assert by_code(family(commune="31555"), DEC_2025)["taxe_fonciere"].status == "not_eligible"
    assert by_code(family(commune="49007"), DEC_2025)["taxe_fonciere"].status == "unknown"


def test_a_landlord_gets_his_two_tax_advantages():
    plan = LandlordProject(monthly_rent_cents=60_000, rent_level="loc2", intermediation=True)
    found = by_code(family(occupancy="bailleur", landlord=plan), DEC_2025)
    assert found["locavantages"].amount_cents == 288_000  # 40 % of 7 200 €
    assert found["denormandie"].missing == ("prix d'achat", "années de location")


def test_a_condominium_project_with_its_individual_premium():
    # 45 % + 10 points of 20 × 25 000 €; premium of a modest owner 1 500 € (guide Anah 2025)
    project = CondoProject(
        homes=20, main_homes_percent=65, works_ht_cents=60_000_000, gain_percent=50, fragile=False, registered=True
    )
    found = by_code(family(condo=project, home="appartement"), DEC_2025)
    assert found["mpr_copropriete"].amount_cents == 27_500_000
    assert found["prime_individuelle"].amount_cents == 150_000
    bigger = replace(project, homes=21)
    assert by_code(family(condo=bigger), DEC_2025)["mpr_copropriete"].status == "not_eligible"


def test_a_local_aid_is_described_without_code():
    aid = LocalAid(
        name="Prime du pays",
        area="home_epci",
        places=("200000001",),
        source="délibération fictive",
        valid_from=date(2025, 1, 1),
        verified=True,
        categories=("tres_modeste", "modeste"),
        over_gain=35,
        tiers=(Tier(rate=10, works_max=20_000, amount_max=1_500), Tier(gain_from=50, flat=3_000)),
    )
    here = family(epci="200000001", local_aids=(aid,))
    assert by_code(here, DEC_2025)["locale_1"].amount_cents == 300_000
    assert by_code(replace(here, gain_percent=40), DEC_2025)["locale_1"].amount_cents == 150_000
    assert by_code(replace(here, gain_percent=35), DEC_2025)["locale_1"].status == "not_eligible"
    assert by_code(replace(here, gain_percent=None), DEC_2025)["locale_1"].status == "unknown"
    assert "locale_1" not in by_code(replace(here, epci="200000002"), DEC_2025)


def test_a_local_aid_without_a_verified_rule_is_announced_not_computed():
    # délibération de Toulouse Métropole du 15/10/2020, lejournaltoulousain.fr
    found = [r for r in evaluate(family(epci="243100518"), on=DEC_2025) if "Toulouse" in r.name_fr]
    assert [(r.status, r.amount_cents, r.verified) for r in found] == [("unknown", None, False)]
    assert found[0].reason_fr.startswith("À confirmer. Le dernier règlement trouvé date du 15/10/2020")


def _situation(e: dict) -> Situation:
    years = {"moins de 2 ans": 1, "de 2 à 10 ans": 5, "de 10 à 15 ans": 12, "au moins 15 ans": 20}
    occupant = e.get("proprietaire_occupant", False)
    owner: Occupancy = "occupant" if occupant else "bailleur"
    who: dict[str, Occupancy] = {"propriétaire": owner, "non propriétaire": "locataire"}
    return Situation(
        household_size=e["menage_personnes"],
        rfr_euros=e["menage_revenu_fiscal_reference_eur"],
        occupancy=who[e["proprietaire_statut"]],
        ile_de_france=e["logement_region_code" if occupant else "menage_region_code"] == "11",
        home=e["logement_type"],
        area_m2=e["logement_surface_m2"],
        built_on=DEC_2025 - timedelta(days=int(365.25 * years[e["logement_periode_construction"]]) + 30),
        main_home=e.get("residence_principale_proprietaire", e.get("residence_principale_locataire")),
        class_before="ABCDEFG"[e["dpe_actuel"] - 1],
        class_after="ABCDEFG"[e["dpe_vise"] - 1],
        works_ht_cents=e["travaux_ht_eur"] * 100,
    )


def test_the_facade_and_the_columns_never_disagree(shared_data):
    with gzip.open(shared_data / "aids/oracle/grille_2025-12-18.jsonl.gz", "rt") as handle:
        entries = [json.loads(text)["entrees"] for text in handle]
    entries = [e for e in entries if e["proprietaire_statut"] in ("propriétaire", "non propriétaire")][::4]
    found = compute(from_entries(entries), regime(DEC_2025))
    for i, entry in enumerate(entries):
        answer = by_code(_situation(entry), DEC_2025)
        assert (answer["mpr_accompagne"].status == "eligible") == found["mpra_eligible"][i], entry
        if found["mpra_eligible"][i]:
            assert answer["mpr_accompagne"].amount_cents == round(found["mpra_montant"][i] * 100), entry
        par = (answer["par_plus"].status != "not_eligible") == found["par_plus_eligible"][i]
        assert par, (entry, answer["par_plus"])

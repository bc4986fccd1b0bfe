"""MaPrimeRénov' parcours accompagné through its regimes, its windows and its borders."""

from datetime import date

import pytest

from faitiere.engines.aids import WorkLine, evaluate

from .cast import DEC_2025, SPRING_2026, WINTER_2025, family


def mpra(situation, on):
    return next(r for r in evaluate(situation, on=on) if r.code == "mpr_accompagne")


@pytest.mark.parametrize(
    ("on", "income", "after", "works", "euros"),
    [
        # 2024, F or G to D or better: 60 % + 10 points of 55 000 €
        (date(2024, 6, 1), 35_000, "D", 60_000, 38_500),
        # first half of 2025, three jumps: (60 + 10) % of 55 000 €; the bonus stays
        (WINTER_2025, 35_000, "D", 60_000, 38_500),
        # intermediate, 2 jumps to E: 45 % of 40 000 €, no bonus; 4 jumps: (50 + 10) % of 70 000 €
        (WINTER_2025, 45_000, "E", 60_000, 18_000),
        (WINTER_2025, 45_000, "C", 80_000, 42_000),
        # upper income, 10/15/20 % by jumps, + 10 from D
        (WINTER_2025, 90_000, "E", 40_000, 4_000),
        (WINTER_2025, 90_000, "D", 55_000, 13_750),
        # since 30/09/2025: 80/60/45/10 %, 30 000 € for 2 jumps, 40 000 € for 3, no bonus (décret n° 2025-956)
        (DEC_2025, 25_000, "E", 60_000, 24_000),
        (DEC_2025, 35_000, "D", 60_000, 24_000),
        (DEC_2025, 45_000, "D", 60_000, 18_000),
        (DEC_2025, 90_000, "D", 60_000, 4_000),
        (DEC_2025, 35_000, "D", 39_999.99, 23_999.99),
    ],
)
def test_amount_by_regime(on, income, after, works, euros):
    found = mpra(family(rfr_euros=income, class_after=after, lines=(), works_ht_cents=round(works * 100)), on)
    assert (found.status, found.amount_cents) == ("eligible", round(euros * 100))


def test_the_cap_example_of_2024_published_with_the_public_model():
    # betagouv/reno ampleur.publicodes: 70 000 € of works, 35 % + 10 %, 4 classes → 31 500 €
    situation = family(rfr_euros=90_000, class_after="C", lines=(), works_ht_cents=7_000_000)
    assert mpra(situation, date(2024, 6, 1)).amount_cents == 3_150_000


@pytest.mark.parametrize(
    ("on", "closed"),
    [
        (date(2025, 6, 22), False),
        (date(2025, 6, 23), True),
        (date(2025, 9, 29), True),
        (date(2025, 9, 30), False),
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 2, 22), True),
        (date(2026, 2, 23), False),
    ],
)
def test_the_windows_of_closure(on, closed):
    assert (mpra(family(), on).status == "closed") is closed


def test_the_appointment_is_compulsory_since_23_february_2026():
    def first(on):
        return mpra(family(), on).steps[0].sentence_fr

    assert "obligatoire" in first(SPRING_2026)
    assert "obligatoire" not in first(DEC_2025)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"class_before": "D", "class_after": "B"}, "réservée aux classes E, F et G"),
        ({"class_before": "G", "class_after": "F"}, "De G à F, 1 classe gagnée ; il en faut 2 au moins."),
        ({"class_before": "E", "class_after": "F"}, "aucune classe gagnée"),
        ({"occupancy": "locataire"}, "vous êtes locataire"),
        ({"main_home": False}, "résidence principale"),
        ({"built_year": 2015}, "depuis 15 ans au moins ; le vôtre est construit en 2015"),
    ],
)
def test_refusals_name_the_household_s_own_facts(changes, sentence):
    found = mpra(family(**changes), DEC_2025)
    assert found.status == "not_eligible"
    assert sentence in found.reason_fr


@pytest.mark.parametrize(
    ("built", "status"),
    [
        ({"built_on": date(2010, 12, 18)}, "eligible"),
        ({"built_on": date(2010, 12, 19)}, "not_eligible"),
        ({"built_year": 2009}, "eligible"),
        ({"built_year": 2010}, "unknown"),
        ({"built_year": 2011}, "not_eligible"),
    ],
)
def test_fifteen_years_to_the_day(built, status):
    found = mpra(family(**({"built_year": None} | built)), DEC_2025)
    assert found.status == status
    if status == "unknown":
        assert found.missing == ("date d'achèvement du logement",)


def test_a_project_of_one_insulation_is_refused():
    lines = (WorkLine(geste="pac_air_eau", amount_ht_cents=1), WorkLine(geste="fenetres", amount_ht_cents=1))
    assert "trouvé : menuiseries" in mpra(family(lines=lines), DEC_2025).reason_fr


def test_the_sentence_of_an_eligible_household():
    found = mpra(family(), DEC_2025)
    assert found.reason_fr.replace("\u00a0", " ") == (
        "Ménage modeste (35 000 € pour 3 personnes), de G à D : 60 % de 38 000 € HT, soit 22 800 €."
    )
    assert found.advance_cents == 684_000  # 30 % of 22 800 €, guide Anah 2025


def test_classes_a_to_g_are_open_from_c_in_early_2025():
    # betagouv/reno@06c4f649: « DPE . actuel > 2 »
    assert mpra(family(class_before="C", class_after="A"), WINTER_2025).status == "eligible"
    assert mpra(family(class_before="B", class_after="A"), WINTER_2025).status == "not_eligible"

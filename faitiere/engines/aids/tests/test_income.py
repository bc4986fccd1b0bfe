"""Income categories: the borders of the ceilings, one euro on each side."""

from datetime import date

import pytest

from faitiere.engines.aids import Situation, income_category

from .cast import DEC_2025, SPRING_2026


@pytest.mark.parametrize(
    ("size", "idf", "euros", "category"),
    [
        # barème Anah 2025, france-renov.gouv.fr/bareme
        (1, False, 17_173, "tres_modeste"),
        (1, False, 17_174, "modeste"),
        (1, False, 22_015, "modeste"),
        (1, False, 22_016, "intermediaire"),
        (1, False, 30_844, "intermediaire"),
        (1, False, 30_845, "superieur"),
        (4, True, 48_914, "tres_modeste"),
        (4, True, 48_915, "modeste"),
        # beyond five people, so much a person: 40 388 + 2 × 5 094 = 50 576
        (7, False, 50_576, "tres_modeste"),
        (7, False, 50_577, "modeste"),
        # Île-de-France: 95 758 + 3 × 12 122 = 132 124
        (8, True, 132_124, "intermediaire"),
        (8, True, 132_125, "superieur"),
        (1, False, 0, "tres_modeste"),
    ],
)
def test_an_income_at_the_ceiling_stays_in_the_category(size, idf, euros, category):
    found = income_category(Situation(household_size=size, rfr_euros=euros, ile_de_france=idf), on=DEC_2025)
    assert found.code == category


def test_the_same_income_changes_category_with_the_year():
    # 17 100 €: over the 2024 ceiling of 17 009 €, under that of 2025, 17 173 €
    alone = Situation(household_size=1, rfr_euros=17_100, ile_de_france=False)
    assert income_category(alone, on=date(2024, 12, 31)).code == "modeste"
    assert income_category(alone, on=date(2025, 1, 1)).code == "tres_modeste"


def test_2026_uses_the_last_verified_ceilings_and_says_so():
    alone = Situation(household_size=1, rfr_euros=17_200, ile_de_france=False)
    found = income_category(alone, on=SPRING_2026)
    assert (found.code, found.verified) == ("modeste", False)
    assert found.caveat_fr.startswith("À confirmer. Le dernier règlement trouvé (plafonds de ressources)")


def test_unknown_facts_are_named():
    found = income_category(Situation(rfr_euros=20_000), on=DEC_2025)
    assert found.code is None
    assert found.reason_fr == "Il manque : nombre de personnes du ménage et région du ménage."

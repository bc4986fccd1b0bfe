"""A supposed income falls in its category, at the border."""

import pytest

from faitiere.engines.aids import income_category
from faitiere.engines.aids.codes import CATEGORIES
from faitiere.engines.aids.supposed import income_of

from .cast import DEC_2025, family


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize(("size", "ile_de_france"), [(1, False), (4, True), (7, False)])
def test_a_supposed_income_is_in_its_category(category, size, ile_de_france):
    income = income_of(category, household_size=size, ile_de_france=ile_de_france, on=DEC_2025)
    place = {"department": "75" if ile_de_france else "31", "commune": None, "ile_de_france": ile_de_france}
    situation = family(household_size=size, rfr_euros=income, **place)
    assert income_category(situation, on=DEC_2025).code == category


def test_ceilings_of_2025_for_two_people_outside_ile_de_france():
    # Barème Anah 2025 (france-renov.gouv.fr/bareme): 25 115, 32 197 and 45 340 € for two people, other regions.
    found = [income_of(one, household_size=2, ile_de_france=False, on=DEC_2025) for one in CATEGORIES]
    assert found == [25_115, 32_197, 45_340, 45_341]

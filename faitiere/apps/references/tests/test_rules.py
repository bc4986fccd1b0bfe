"""What a sheet may say and where it is shown: values worked out by hand."""

import math
import uuid

import pytest

from faitiere.apps.references.rules import blurred, class_gain, names_in, period_of, somewhere_in

METRES = 111_320  # of a degree of latitude


def metres_between(one, other) -> float:
    across = (one[0] - other[0]) * METRES * math.cos(math.radians(one[1]))
    return math.hypot(across, (one[1] - other[1]) * METRES)


@pytest.mark.parametrize(
    ("before", "after", "gain"), [("F", "B", 4), ("G", "G", 0), ("C", "D", -1), ("", "B", None), ("F", "", None)]
)
def test_classes_gained_are_counted(before, after, gain):
    assert class_gain(before, after) == gain


@pytest.mark.parametrize(
    ("year", "period"), [(1948, "1"), (1949, "2"), (1974, "2"), (1988, "3"), (2001, "5"), (None, "")]
)
def test_a_year_falls_in_its_period(year, period):
    assert period_of(year) == period


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chez Yvette Cazalbou, tout a changé", ["Cazalbou"]),
        ("chez les CAZALBOU", ["Cazalbou"]),
        ("rue des Lilas", ["rue des Lilas"]),
        ("Rue des lilas", ["rue des Lilas"]),
        ("Un petit immeuble", []),
        ("Les Petit ont isolé", ["Petit"]),
        ("Cazalbouane", []),
        ("Isolation des combles", []),
    ],
)
def test_names_and_streets_are_found_in_any_writing(text, found):
    assert names_in(text, ["Cazalbou", "Petit", "rue des Lilas", "", "Li"]) == found


def test_a_place_blurred_is_the_middle_of_a_cell_of_500_m():
    place = (1.4442, 43.6045)
    shown = blurred(place, "district")
    assert 0 < metres_between(place, shown) <= 250 * math.sqrt(2) + 1
    near = (1.4442 + 0.0001, 43.6045)
    assert blurred(near, "district") == shown


def test_an_exact_place_stays_and_a_commune_gives_one_point_drawn_once():
    assert blurred((1.4442, 43.6045), "exact") == (1.4442, 43.6045)
    seed, middle = uuid.UUID(int=7), (1.344, 43.536)
    assert somewhere_in(middle, seed) == somewhere_in(middle, seed)
    assert somewhere_in(middle, uuid.UUID(int=8)) != somewhere_in(middle, seed)
    assert metres_between(middle, somewhere_in(middle, seed)) <= 901

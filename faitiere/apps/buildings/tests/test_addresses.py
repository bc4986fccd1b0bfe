"""One address in several writings."""

import pytest

from faitiere.apps.buildings.addresses import address_key, street_key


@pytest.mark.parametrize(
    "typed",
    [
        "12 bis avenue du Général de Gaulle",
        "12bis, av. du Gal de Gaulle",
        "12 B AVENUE GENERAL-DE-GAULLE",
        "12 bis avenue du général de Gaulle 31270 Cugnaux",
    ],
)
def test_one_address_in_any_writing(typed):
    assert address_key(typed) == "12 BIS AVENUE GENERAL GAULLE"


@pytest.mark.parametrize(
    "typed",
    ["3 rue des Lilas, appt 4", "Bât. B, 3 rue des Lilas", "3 r des Lilas, 2e étage porte 7", "3 rue des Lilas RDC"],
)
def test_a_flat_is_at_the_street_number_of_its_building(typed):
    assert street_key(typed) == "3 RUE LILAS"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3 rue des Lilas", "3 avenue des Lilas"),
        ("3 rue des Lilas", "3 bis rue des Lilas"),
        ("3 rue des Lilas", "13 rue des Lilas"),
    ],
)
def test_neighbours_are_not_the_same(one, other):
    assert street_key(one) != street_key(other)


def test_nothing_typed_is_nothing():
    assert (address_key(" "), street_key("")) == ("", "")


def test_two_flats_of_a_building_are_told_apart_by_the_whole_address():
    assert address_key("3 rue des Lilas, appt 4") != address_key("3 rue des Lilas, appt 5")

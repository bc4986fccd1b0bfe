"""Keys that find a person in any writing."""

import pytest

from faitiere.apps.contacts.rules import name_key, parse_phone, partial_phone_key, phone_key, shown_phone


@pytest.mark.parametrize(
    "typed", ["06 39 98 14 33", "0639981433", "+33 6 39 98 14 33", "0033639981433", "06.39.98.14.33"]
)
def test_a_phone_has_one_form_in_any_writing(typed):
    assert parse_phone(typed) == "+33639981433"
    assert phone_key(parse_phone(typed)) == "639981433"


@pytest.mark.parametrize("typed", ["06 39", "quatre", "+33", "12"])
def test_an_impossible_phone_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match="06 39 98 14 33"):
        parse_phone(typed)


@pytest.mark.parametrize(
    ("typed", "key"), [("06 39", "639"), ("+33 6 39", "639"), ("0033 639", "639"), ("98 14 33", "981433"), ("", "")]
)
def test_the_beginning_of_a_phone_is_searched_without_its_prefix(typed, key):
    assert partial_phone_key(typed) == key


def test_a_name_loses_accents_hyphens_and_apostrophes():
    assert name_key("d'Hauteville", "Éléonore-Œdipe") == "D HAUTEVILLE ELEONORE OEDIPE"


def test_a_phone_is_shown_in_pairs():
    assert shown_phone("+33639981433") == "06\u00a039\u00a098\u00a014\u00a033"

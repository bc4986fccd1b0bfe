import pytest

from faitiere.lib.siret import siret_of


# 732 829 320 00074 is the example of INSEE's documentation of the key; La Poste's: a sum of digits multiple of 5.
@pytest.mark.parametrize("text", ["732 829 320 00074", "73282932000074", "732.829.320-00074", "35600000000048"])
def test_a_true_siret_is_read_however_it_is_typed(text):
    assert siret_of(text) == "".join(char for char in text if char.isdigit())


@pytest.mark.parametrize("text", ["", "73282932000075", "7328293200007", "00000000000000", "abc", "７3282932000074"])
def test_a_wrong_siret_is_explained(text):
    with pytest.raises(ValueError, match="SIRET"):
        siret_of(text)

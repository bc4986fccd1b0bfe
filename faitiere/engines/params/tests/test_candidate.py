"""Candidate lines: read one by one, refused in French, rehearsed without touching what is in force."""

from datetime import date

import pytest

from faitiere.engines import params
from faitiere.engines.aids import evaluate, income_category
from faitiere.engines.aids.tests.cast import family
from faitiere.engines.params import candidate, store

DAY = date(2027, 1, 1)
HEAD = "name,zone,household,category,value,unit,source,valid_from,valid_to\n"
CEILING = {"zone": "autres_regions", "household": "3", "category": "modeste"}
LINE = "income_ceiling,autres_regions,3,modeste,20000,€,projet d'arrêté,2027-01-01,\n"


def test_a_good_line_is_read_with_its_keys_and_dates():
    (line,) = candidate.read(HEAD + LINE).lines
    assert (line.name, line.value, line.unit, line.valid_from) == ("income_ceiling", 20000, "€", DAY)
    assert dict(line.keys) == CEILING
    assert not line.verified


def test_semicolons_french_dates_and_spaces_are_read_too():
    text = (HEAD + LINE).replace(",", ";").replace("20000", "20 000").replace("2027-01-01", "01/01/2027")
    assert candidate.read(text).lines == candidate.read(HEAD + LINE).lines


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("income_ceiling", "plafond"), "n'existe pas"),
        (("modeste", "riche"), "n'est pas une valeur connue de « category »"),
        (("autres_regions,3", "autres_regions,"), "Les clés de ce barème sont : category, household, zone"),
        (("20000", "vingt mille"), "n'est pas un nombre"),
        (("20000", ""), "Il manque la valeur"),
        (("€", "%"), "L'unité « % » n'est pas celle du barème : €"),
        (("projet d'arrêté", ""), "Il manque la source"),
        (("2027-01-01,", "2027-01-01,2026-12-31"), "Les dates se croisent"),
        (("2027-01-01", "2027-02-30"), "n'est pas une date"),
    ],
)
def test_a_wrong_line_is_named_with_its_number_and_the_others_are_still_read(change, sentence):
    wrong = LINE.replace(*change, 1)
    found = candidate.read(HEAD + wrong + LINE.replace("modeste", "intermediaire"))
    assert [(fault.line, sentence in fault.sentence) for fault in found.faults] == [(2, True)]
    assert len(found.lines) == 1


def test_the_same_value_twice_is_refused():
    assert "deux fois" in candidate.read(HEAD + LINE + LINE).faults[0].sentence


@pytest.mark.parametrize("text", ["", "\ufeff  \n", "nom;valeur\n1;2"])
def test_a_file_without_heading_is_refused(text):
    assert candidate.read(text).faults[0].line == 1


def test_what_is_written_is_read_back():
    lines = [one for one in params.in_force(date(2025, 12, 18), "income_ceiling") if one.value]
    assert [one.value for one in candidate.read(candidate.written(lines)).lines] == [one.value for one in lines]


def test_a_candidate_decides_inside_the_rehearsal_and_nowhere_else():
    # 35 000 € for three people is « modeste » under the last verified ceilings; the candidate lowers that ceiling.
    lines = candidate.read(HEAD + LINE).lines
    before = income_category(family(), on=DAY).code
    with params.rehearsed(lines):
        assert params.value("income_ceiling", on=DAY, **CEILING) == 20000
        assert income_category(family(), on=DAY).code == "intermediaire"
        assert len(store.every()) == len(store.packaged()) + 1
    assert before == income_category(family(), on=DAY).code == "modeste"


def test_a_rehearsal_leaves_every_result_of_the_day_as_it_was():
    before = evaluate(family(), on=DAY)
    with params.rehearsed(candidate.read(HEAD + LINE).lines):
        assert evaluate(family(), on=DAY) != before
    assert evaluate(family(), on=DAY) == before

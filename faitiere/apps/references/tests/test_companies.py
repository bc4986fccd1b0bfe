"""The companies that did the works, by their SIRET: typed at the desk, checked, and what the directory is told."""

from types import SimpleNamespace

import pytest

from faitiere.apps.references.models import Reference
from faitiere.apps.references.reading import sheets_of_company
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import ReferenceFactory

pytestmark = pytest.mark.django_db
# The example of INSEE's documentation of the key, and one of La Poste.
SIRET, OTHER = "73282932000074", "35600000000048"
COMPANY = SimpleNamespace(siret=SIRET)


def save(client, reference, companies: str):
    given = {name: getattr(reference, name) for name in ("kind", "title", "works", "precision")}
    given |= {"organisation": reference.organisation_id, "commune": reference.commune_id, "companies": companies}
    return client.post(f"/bureau/references/{reference.pk}/modifier/", given)


def test_published_sheets_of_a_company_are_told_with_their_address(toulouse):
    sheet = ReferenceFactory(published=True, title="Maison de 1974", companies=f"{OTHER}\n{SIRET}")
    assert sheets_of_company(COMPANY) == [("Maison de 1974", f"/realisations/{sheet.pk}/")]


@pytest.mark.parametrize("status", ["draft", "submitted", "withdrawn"])
def test_a_sheet_that_is_not_published_is_told_to_nobody(toulouse, status):
    ReferenceFactory(agreed=True, status=status, companies=SIRET)
    assert sheets_of_company(COMPANY) == []


def test_the_works_of_another_company_or_of_nobody_known_are_not_its_own(toulouse):
    for companies in (OTHER, ""):
        ReferenceFactory(published=True, companies=companies)
    assert sheets_of_company(COMPANY) == []


def test_a_sheet_of_another_territory_is_not_told(toulouse):
    ReferenceFactory(published=True, companies=SIRET)
    with territory_scope(other_territory()):
        assert sheets_of_company(COMPANY) == []


def test_numbers_are_kept_as_digits_each_once(cast, login):
    reference = ReferenceFactory()
    assert save(login(cast.advisor), reference, f"732 829 320 00074\r\n\r\n{OTHER}\r\n{SIRET}").status_code == 302
    assert Reference.objects.get().companies == f"{SIRET}\n{OTHER}"


@pytest.mark.parametrize(
    ("line", "words"), [("73282932000075", "un chiffre est sans doute faux"), ("732", "14 chiffres")]
)
def test_a_wrong_number_is_shown_and_nothing_is_kept(cast, login, line, words):
    answer = save(login(cast.advisor), ReferenceFactory(), f"{SIRET}\n{line}")
    assert answer.status_code == 422
    assert f"« {line} »" in answer.content.decode()
    assert words in answer.content.decode()
    assert Reference.objects.get().companies == ""

"""The advisor's search box finds professionals, whom the public directory may hide."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.directory.actions import correct_professional
from faitiere.apps.directory.actions.professionals import Given
from faitiere.apps.directory.finding import PROFESSIONALS
from faitiere.apps.directory.models import Professional
from faitiere.apps.search.models import SearchWord
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import ProfessionalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(login, cast):
    return login(cast.advisor)


def found(client, typed: str) -> str:
    return client.get(reverse("cases:search"), {"q": typed}, headers={"HX-Request": "true"}).content.decode()


def test_the_search_box_finds_a_professional_by_any_words_of_its_name_or_its_siret(desk):
    one = ProfessionalFactory(name="Les Combles d'Été")
    page = reverse("directory:desk_correct", args=[one.pk])
    for typed in ("combles", "ete combles", one.siret, one.siret[:9]):
        assert page in found(desk, typed)
    assert page not in found(desk, "combles hiver")


def test_a_name_with_a_number_is_found_at_the_desk(desk):
    ProfessionalFactory(name="Combles Express 31")
    assert "Combles Express 31" in desk.get(reverse("directory:desk"), {"q": "express 31"}).content.decode()


def test_two_letters_and_another_territory_find_nothing(desk):
    ProfessionalFactory(name="Combles")
    with territory_scope(other_territory()):
        ProfessionalFactory(name="Combles d'ailleurs")
    assert "Combles" not in found(desk, "co")
    assert "ailleurs" not in found(desk, "combles")


def test_a_professional_that_was_hidden_says_so(desk):
    ProfessionalFactory(name="Toits", standing="hidden")
    assert "Masqué" in found(desk, "toits")


def test_who_has_no_role_at_the_desk_sees_none(toulouse):
    ProfessionalFactory()
    household = SimpleNamespace(roles=frozenset())
    assert PROFESSIONALS.ids("entreprise", household) == []
    assert PROFESSIONALS.ids(Professional.objects.get().siret, household) == []


def test_a_name_misspelt_or_corrected_is_found_as_it_stands(desk):
    one = ProfessionalFactory(name="Couverture Bessières")
    page = reverse("directory:desk_correct", args=[one.pk])
    assert page in found(desk, "couverture besieres")
    given = Given(fields={"name": "Toitures Lombard"}, trades=[], areas=[])
    correct_professional(actor=system_actor(one.territory), professional=one, given=given)
    assert page in found(desk, "lombard")
    assert page not in found(desk, "bessieres")


def test_reindex_gives_back_the_words_that_were_lost(desk):
    ProfessionalFactory(name="Toits du Midi")
    SearchWord.objects.all().delete()
    assert "Toits du Midi" not in found(desk, "midi")
    call_command("reindex")
    assert "Toits du Midi" in found(desk, "midi")

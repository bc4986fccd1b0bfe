import json

import pytest

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.contacts.models import Person
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import PersonFactory


@pytest.fixture
def person(toulouse):
    return PersonFactory()


def test_the_copy_of_the_data_is_a_file_and_is_journalled(cast, login, person):
    answer = login(cast.territory_admin).get(f"/territoire/personnes/{person.pk}/donnees.json")
    assert json.loads(answer.content)["personne"][0]["last_name"] == "Cazalbou"
    assert AuditEvent.objects.filter(verb="data.exported", object_id=str(person.pk)).exists()


def test_erasing_asks_for_the_name_again(cast, login, person):
    client = login(cast.territory_admin)
    refused = client.post(f"/territoire/personnes/{person.pk}/donnees/", {"name": "Autre"})
    assert refused.status_code == 422
    assert Person.objects.get().last_name == "Cazalbou"
    client.post(f"/territoire/personnes/{person.pk}/donnees/", {"name": "cazalbou"})
    assert Person.objects.get().last_name == ""


def test_a_person_of_another_territory_does_not_exist(cast, login):
    with territory_scope(other_territory()):
        stranger = PersonFactory()
    assert login(cast.territory_admin).get(f"/territoire/personnes/{stranger.pk}/donnees/").status_code == 404

import pytest
from django.apps import apps

from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import ScopeMissing, TenantModel, WrongTerritory, across_territories, territory_scope


def tenant_models():
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_no_tenant_row_is_read_outside_a_scope(model):
    with pytest.raises(ScopeMissing):
        model._default_manager.all()


def test_a_row_is_not_seen_from_another_territory(toulouse):
    person = PersonFactory()
    with territory_scope(other_territory()):
        assert not Person.objects.filter(pk=person.pk).exists()


def test_a_row_of_one_territory_is_not_written_from_another(toulouse):
    person = PersonFactory()
    with territory_scope(other_territory()), pytest.raises(WrongTerritory):
        person.save()


def test_bulk_writing_claims_the_territory_too(toulouse):
    [person] = Person.objects.bulk_create([Person(last_name="Vidal", name_key="VIDAL")])
    assert person.territory_id == toulouse.pk


def test_leaving_the_scope_requires_a_reason(toulouse):
    with pytest.raises(ValueError, match="reason"), across_territories(reason=" "):
        pass

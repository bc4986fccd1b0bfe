import pytest
from django.apps import apps

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.actions import erase
from faitiere.apps.audit.inventory import field_rules, model_rules
from faitiere.apps.audit.rights import export
from faitiere.apps.cases.models import Entry, PinnedNote
from faitiere.apps.cases.tests.factories import CaseFactory, ParticipantFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.contacts.tests.factories import PersonFactory


def own_models():
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("faitiere.") and not hasattr(model, "page_ptr")
    ]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_of_the_project_is_classified(model):
    """A field added without saying what it is (GDPR article 30) fails the build."""
    label = model._meta.label
    assert label in model_rules()
    names = {field.name for field in model._meta.local_fields} - {"id", "territory"}
    known = {field for known_label, field in field_rules() if known_label == label} - {"territory"}
    assert names - {"territory"} == known


def test_the_export_holds_what_the_person_said(toulouse):
    case = CaseFactory(request="Isoler le toit", person__first_name="Yvette")
    document = export(Person.objects.get())
    assert document["dossier"][0]["request"] == "Isoler le toit"
    assert document["logement"][0]["address"] == case.home.address


def test_erasing_a_person_removes_names_notes_and_addresses(toulouse):
    case = CaseFactory(request="Isoler le toit")
    PinnedNote.objects.create(case=case, text="Appeler après 13 h")
    person = Person.objects.get()
    erase(actor=system_actor(toulouse), person=person)
    person.refresh_from_db()
    case.refresh_from_db()
    case.home.refresh_from_db()
    assert (person.last_name, person.email, person.phone) == ("", "", "")
    assert (case.title, case.request, case.home.address) == ("", "", "")
    assert not PinnedNote.objects.exists()


def test_a_case_shared_with_somebody_else_is_kept(toulouse):
    case = CaseFactory()
    ParticipantFactory(case=case, person=PersonFactory(first_name="Gérard", email=""), is_main=False)
    Entry.objects.create(case=case, kind="note", title="Visite")
    erase(actor=system_actor(toulouse), person=Person.objects.get(first_name="Yvette"))
    assert Entry.objects.count() == 1

import factory
from django.utils import timezone

from faitiere.apps.buildings.tests.factories import HomeFactory
from faitiere.apps.cases.actions import index_case
from faitiere.apps.cases.models import Case, Entry, Participant, Stage, Task
from faitiere.apps.contacts.tests.factories import HouseholdFactory, PersonFactory
from faitiere.apps.territories.tests.factories import OrganisationFactory


class StageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stage
        django_get_or_create = ("project_kind", "position")

    project_kind = "house"
    position = 1
    name = "Premier échange"
    public_text = "Vous avez parlé de votre projet avec le guichet."


class CaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Case
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"31-2026-{n + 1:04d}")
    title = "Yvette Cazalbou"
    home = factory.SubFactory(HomeFactory)
    household = factory.SubFactory(HouseholdFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    stage = factory.SubFactory(StageFactory)
    next_step = "Rappeler pour fixer la visite"

    @factory.post_generation
    def person(self, create, extracted, **kwargs):
        """The main contact: given, or Yvette."""
        if create and extracted is not False:
            person = extracted or PersonFactory(**kwargs)
            ParticipantFactory(case=self, person=person)
            self.household.people.add(person)
        if create:
            index_case(self)


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    case = factory.SubFactory(CaseFactory)
    person = factory.SubFactory(PersonFactory)
    is_main = True


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entry

    case = factory.SubFactory(CaseFactory)
    kind = "note"
    title = "Note"

    class Params:
        shared = factory.Trait(kind="mail", visibility="shared", title="Message")
        household = factory.Trait(kind="message", visibility="shared", title="Message", from_household=True)


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Task

    case = factory.SubFactory(CaseFactory)
    title = "Relancer pour l'avis d'impôt"
    due_on = factory.LazyFunction(timezone.localdate)

    class Params:
        relance = factory.Trait(kind="relance", message="Il nous manque votre avis d'impôt.")

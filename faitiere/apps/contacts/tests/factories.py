import factory

from faitiere.apps.contacts.enums import Occupancy
from faitiere.apps.contacts.models import Household, Person
from faitiere.apps.contacts.rules import name_key, phone_key


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    first_name = "Yvette"
    last_name = "Cazalbou"
    email = "yvette.cazalbou@example.org"
    phone = "+33639981433"
    name_key = factory.LazyAttribute(lambda person: name_key(person.last_name, person.first_name))
    phone_key = factory.LazyAttribute(lambda person: phone_key(person.phone))
    email_key = factory.LazyAttribute(lambda person: person.email.lower())


class HouseholdFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Household
        skip_postgeneration_save = True

    size = 2
    rfr_euros = 24_000
    occupancy = Occupancy.OWNER_OCCUPIER

    @factory.post_generation
    def people(self, create, extracted, **kwargs):
        if create and extracted:
            self.people.add(*extracted)

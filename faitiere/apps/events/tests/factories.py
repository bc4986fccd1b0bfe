import datetime as dt

import factory
from django.utils import timezone

from faitiere.apps.events.models import Event, Registration
from faitiere.apps.territories.tests.factories import CommuneFactory, OrganisationFactory


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Event

    kind = "meeting"
    title = "Rénover sa copropriété"
    organisation = factory.SubFactory(OrganisationFactory)
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=20))
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + dt.timedelta(hours=2))
    place = "Salle des fêtes"
    commune = factory.SubFactory(CommuneFactory)
    capacity = 2
    status = "published"

    class Params:
        past = factory.Trait(starts_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(days=3)))


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    last_name = "Cazalbou"
    first_name = "Yvette"
    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    standing = "registered"

import datetime as dt

import factory
from django.utils import timezone

from faitiere.apps.accounts.tests.factories import UserFactory
from faitiere.apps.booking.holidays import holiday_name
from faitiere.apps.booking.models import Appointment, Opening, Place, Question, Reason
from faitiere.apps.booking.reading import Wanted, find_slots
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.territories.tests.factories import OrganisationFactory


class ReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reason
        skip_postgeneration_save = True

    name = "Premier échange"
    minutes = 45
    ways = factory.LazyFunction(lambda: ["place", "phone"])


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    reason = factory.SubFactory(ReasonFactory)
    label = "Quel est votre chauffage ?"
    required = True


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Maison de la rénovation"
    address = "2 place des Tuileries-Hautes, 31000 Toulouse"


class OpeningFactory(factory.django.DjangoModelFactory):
    """A morning of three hours, on the clock of the territory."""

    class Meta:
        model = Opening
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    advisor = factory.SubFactory(UserFactory)
    calendar = factory.LazyAttribute(lambda made: made.advisor.pk)
    ways = factory.LazyFunction(lambda: ["phone"])
    start, end = dt.time(9), dt.time(12)


class AppointmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appointment

    reason = factory.SubFactory(ReasonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    case = factory.SubFactory(CaseFactory)
    person = factory.LazyAttribute(lambda made: made.case.participants.get(is_main=True).person)
    calendar = factory.LazyAttribute(lambda made: made.advisor.pk)
    way = "phone"
    status = "booked"
    starts_at = factory.LazyFunction(lambda: timezone.now() + dt.timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + dt.timedelta(minutes=45))


def monday(weeks: int = 1) -> dt.date:
    """A Monday to come that is no holiday of the metropole, `weeks` weeks away or a little more."""
    day = timezone.localdate() + dt.timedelta(weeks=weeks)
    day += dt.timedelta(days=(7 - day.weekday()) % 7)
    while holiday_name(day, "metropole"):
        day += dt.timedelta(weeks=1)
    return day


def slots_of(territory, reason, organisation, *, way="phone", day=None, **more):
    """Free slots of a day, the opening of the factory being on a Monday."""
    day = day or monday()
    wanted = Wanted(reason, organisation, way, **more)
    return find_slots(wanted, territory=territory, first=day, last=day)

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.utils import timezone

from faitiere.apps.accounts.actors import Actor
from faitiere.apps.accounts.models import Membership
from faitiere.apps.accounts.tests.factories import MembershipFactory
from faitiere.apps.booking.actions import Chosen, Given, book, hold
from faitiere.apps.booking.reading import Wanted
from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.territories.tests.factories import OrganisationFactory, other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import AppointmentFactory, OpeningFactory, PlaceFactory, ReasonFactory, monday, slots_of


@pytest.fixture(autouse=True)
def _no_rates():
    """What one test asks is not counted in the next."""
    cache.clear()


@pytest.fixture
def guichet(cast, toulouse):
    """An organisation that receives: a reason, an advisor open on Mondays from 9 h to 12 h, a place."""
    StageFactory()
    organisation = Membership.objects.get(user=cast.advisor).organisation
    place = PlaceFactory(organisation=organisation)
    opening = OpeningFactory(
        organisation=organisation, advisor=cast.advisor, place=place, ways=["place", "phone"], starts_on=monday(0)
    )
    return SimpleNamespace(
        territory=toulouse, organisation=organisation, reason=ReasonFactory(), opening=opening, place=place
    )


@pytest.fixture
def visitor(toulouse):
    return Actor(territory=toulouse)


@pytest.fixture
def foix(cast, guichet):
    """The advisor of Toulouse also receives in another territory, on the same Monday mornings."""
    territory = other_territory()
    with territory_scope(territory):
        StageFactory()
        organisation = OrganisationFactory(name="Guichet du Pays de Foix")
        MembershipFactory(user=cast.advisor, organisation=organisation)
        opening = OpeningFactory(organisation=organisation, advisor=cast.advisor, starts_on=monday(0))
        reason = ReasonFactory()
    return SimpleNamespace(
        territory=territory,
        opening=opening,
        reason=reason,
        organisation=organisation,
        visitor=Actor(territory=territory),
        wanted=Wanted(reason, organisation, "phone"),
    )


@pytest.fixture
def free(guichet):
    """`free()`: the slots of the Monday to come."""
    return lambda **more: slots_of(guichet.territory, guichet.reason, guichet.organisation, **more)


@pytest.fixture
def wanted(guichet):
    return Wanted(guichet.reason, guichet.organisation, "phone")


@pytest.fixture
def choose(free):
    """`choose(0)`: the first free slot, as a click sends it."""

    def _choose(rank: int = 0) -> Chosen:
        slot = free()[rank]
        return Chosen(slot.source.pk, slot.start)

    return _choose


@pytest.fixture
def appointment(cast, guichet, visitor, wanted, choose):
    """Yvette's appointment, on the first slot of the Monday to come."""
    case = CaseFactory(advisor=cast.advisor, organisation=guichet.organisation, person=PersonFactory())
    held = hold(actor=visitor, chosen=choose(), wanted=wanted)
    return book(actor=visitor, held=held, given=Given(case=case))


@pytest.fixture
def past(cast, guichet):
    """Yvette's appointment of yesterday."""
    return AppointmentFactory(
        reason=guichet.reason,
        organisation=guichet.organisation,
        advisor=cast.advisor,
        case__advisor=cast.advisor,
        case__organisation=guichet.organisation,
        starts_at=timezone.now() - dt.timedelta(days=1),
    )

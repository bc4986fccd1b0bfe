"""An advisor who receives in two territories is in one place at a time: the database says so, not the pages."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from faitiere.apps.booking.actions import Chosen, SlotTaken, book_freely, cancel, change_hours, hold
from faitiere.apps.booking.actions.booking import Given
from faitiere.apps.booking.models import Appointment, Opening, TakenQuarter
from faitiere.apps.booking.reading import Wanted
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.lib.tenancy import territory_scope

from .factories import slots_of
from .test_desk import fields_of


@pytest.fixture
def there(foix):
    """Free moments of the other territory, that Monday."""

    def _there() -> list:
        with territory_scope(foix.territory):
            return [slot.start for slot in slots_of(foix.territory, foix.reason, foix.organisation)]

    return _there


def test_an_hour_taken_here_is_neither_shown_nor_given_there(appointment, foix, there):
    assert len(there()) == 3
    assert appointment.starts_at not in there()
    with territory_scope(foix.territory), pytest.raises(SlotTaken):
        hold(actor=foix.visitor, chosen=Chosen(foix.opening.pk, appointment.starts_at), wanted=foix.wanted)


def test_given_back_here_it_is_free_there(appointment, there, visitor):
    cancel(actor=visitor, appointment=appointment)
    assert appointment.starts_at in there()


def test_a_hold_that_is_over_here_is_in_nobodys_way_there(visitor, wanted, choose, foix):
    held = hold(actor=visitor, chosen=choose(), wanted=wanted)
    Appointment.objects.filter(pk=held.pk).update(held_until=timezone.now() - dt.timedelta(minutes=1))
    with territory_scope(foix.territory):
        hold(actor=foix.visitor, chosen=Chosen(foix.opening.pk, held.starts_at), wanted=foix.wanted)
    assert not Appointment.objects.exists()


def test_an_hour_outside_the_openings_is_refused_too(appointment, foix):
    with territory_scope(foix.territory):
        wanted = Wanted(foix.reason, foix.organisation, "phone", advisor_id=foix.opening.advisor_id, desk=True)
        given = Given(case=CaseFactory(organisation=foix.organisation))
        with pytest.raises(SlotTaken):
            book_freely(actor=foix.visitor, wanted=wanted, start=appointment.starts_at, given=given)


def test_the_database_refuses_it_whatever_the_code_does(appointment, foix, toulouse):
    quarter = TakenQuarter.objects.first()
    with territory_scope(foix.territory):
        row = TakenQuarter(appointment=appointment, calendar=quarter.calendar, seat=quarter.seat, at=quarter.at)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_an_advisor_has_one_seat(guichet):
    guichet.opening.seats = 2
    with pytest.raises(IntegrityError), transaction.atomic():
        guichet.opening.save()


def test_hours_that_become_a_shared_desk_leave_the_calendar_of_the_advisor(guichet, visitor, cast):
    fields = fields_of(guichet.opening, advisor=None, seats=4)
    change_hours(actor=visitor, opening=guichet.opening, fields=fields, since=guichet.opening.starts_on)
    assert Opening.objects.get(pk=guichet.opening.pk).calendar != cast.advisor.pk

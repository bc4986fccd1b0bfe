"""A slot is taken once: by the constraint of the database, not by a check."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from faitiere.apps.booking.actions import (
    Chosen,
    Given,
    SlotTaken,
    add_absence,
    book,
    forget_old_holds,
    hold,
    release,
)
from faitiere.apps.booking.models import Appointment, TakenQuarter
from faitiere.apps.booking.reading import Wanted
from faitiere.apps.territories.tests.factories import OrganisationFactory

from .factories import OpeningFactory, PlaceFactory, monday


def end_hold(appointment) -> None:
    Appointment.objects.filter(pk=appointment.pk).update(held_until=timezone.now() - dt.timedelta(minutes=1))


def test_a_slot_takes_the_quarters_of_its_length_and_of_the_gap(guichet, visitor, wanted, choose):
    """45 minutes and 15 of gap: four quarters."""
    guichet.reason.gap_minutes = 15
    held = hold(actor=visitor, chosen=choose(), wanted=wanted)
    assert held.quarters.count() == 4


def test_a_held_slot_is_no_longer_offered(visitor, wanted, choose, free):
    before = [slot.start for slot in free()]
    hold(actor=visitor, chosen=choose(), wanted=wanted)
    assert [slot.start for slot in free()] == before[1:]


def test_the_second_is_refused(visitor, wanted, choose):
    chosen = choose()
    hold(actor=visitor, chosen=chosen, wanted=wanted)
    with pytest.raises(SlotTaken):
        hold(actor=visitor, chosen=chosen, wanted=wanted)
    assert Appointment.objects.count() == 1


def test_the_database_itself_refuses_a_second_row(visitor, wanted, choose):
    held = hold(actor=visitor, chosen=choose(), wanted=wanted)
    one = held.quarters.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        TakenQuarter.objects.create(appointment=held, calendar=one.calendar, seat=one.seat, at=one.at)


def test_a_hold_that_is_over_is_offered_again_and_taken_by_the_next(visitor, wanted, choose, free):
    chosen = choose()
    first = hold(actor=visitor, chosen=chosen, wanted=wanted)
    end_hold(first)
    assert free()[0].start == chosen.start
    assert hold(actor=visitor, chosen=chosen, wanted=wanted).pk != first.pk
    assert not Appointment.objects.filter(pk=first.pk).exists()


def test_a_hold_that_is_over_but_that_nobody_took_is_still_confirmed(guichet, visitor, wanted, choose, appointment):
    late = hold(actor=visitor, chosen=choose(), wanted=wanted)
    end_hold(late)
    assert book(actor=visitor, held=late, given=Given(case=appointment.case)).status == "booked"


def test_given_back_it_is_free_and_a_booked_one_is_never_given_back(visitor, wanted, choose, free, appointment):
    held = hold(actor=visitor, chosen=choose(), wanted=wanted)
    release(appointment=held)
    release(appointment=appointment)
    assert Appointment.objects.get() == appointment
    assert appointment.quarters.count() == 3


def test_old_holds_are_removed_by_the_job(visitor, wanted, choose):
    held = hold(actor=visitor, chosen=choose(), wanted=wanted)
    Appointment.objects.filter(pk=held.pk).update(held_until=timezone.now() - dt.timedelta(hours=1))
    assert forget_old_holds() == 1
    assert not TakenQuarter.objects.exists()


def test_three_at_once_then_no_more(guichet, visitor, wanted, choose):
    guichet.opening.advisor, guichet.opening.seats = None, 3
    guichet.opening.save()
    chosen = choose()
    for _ in range(3):
        hold(actor=visitor, chosen=chosen, wanted=wanted)
    with pytest.raises(SlotTaken):
        hold(actor=visitor, chosen=chosen, wanted=wanted)


def test_a_colleague_free_at_the_same_moment_takes_it(cast, guichet, visitor, wanted, choose):
    OpeningFactory(organisation=guichet.organisation, advisor=cast.teammate, starts_on=monday(0))
    chosen = choose()
    takers = {hold(actor=visitor, chosen=chosen, wanted=wanted).advisor for _ in range(2)}
    assert takers == {cast.advisor, cast.teammate}


def test_a_colleague_at_another_place_does_not(cast, guichet, visitor, free):
    elsewhere = PlaceFactory(organisation=guichet.organisation, name="Mairie de Cugnaux")
    OpeningFactory(
        organisation=guichet.organisation, advisor=cast.teammate, place=elsewhere, ways=["place"], starts_on=monday(0)
    )
    chosen = Chosen(guichet.opening.pk, free()[0].start)
    at_place = Wanted(guichet.reason, guichet.organisation, "place")
    hold(actor=visitor, chosen=chosen, wanted=at_place)
    with pytest.raises(SlotTaken):
        hold(actor=visitor, chosen=chosen, wanted=at_place)


@pytest.mark.parametrize("minutes", [-60, 5, 150, 60 * 24])
def test_a_moment_outside_the_hours_is_refused(minutes, guichet, visitor, wanted, free):
    """Before 9 h, at 9 h 05, at 11 h 30 (45 minutes end after noon), the day after."""
    start = free()[0].start + dt.timedelta(minutes=minutes)
    with pytest.raises(SlotTaken):
        hold(actor=visitor, chosen=Chosen(guichet.opening.pk, start), wanted=wanted)


def test_an_absence_closes_the_slots_and_what_was_on_the_screen(cast, visitor, wanted, choose, free):
    chosen = choose()
    fields = {"advisor": cast.advisor, "starts_at": chosen.start, "ends_at": chosen.start + dt.timedelta(hours=1)}
    add_absence(actor=visitor, fields=fields)
    assert chosen.start not in [slot.start for slot in free()]
    with pytest.raises(SlotTaken):
        hold(actor=visitor, chosen=chosen, wanted=wanted)


def test_the_opening_of_another_organisation_is_not_taken(guichet, visitor, choose):
    other = Wanted(guichet.reason, OrganisationFactory(association=True), "phone")
    with pytest.raises(SlotTaken):
        hold(actor=visitor, chosen=choose(), wanted=other)

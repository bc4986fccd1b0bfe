"""A colleague leaves: its appointments to come go to whoever takes the case, or are said to be moved."""

import datetime as dt

import pytest
from django.urls import reverse

from faitiere.apps.accounts.models import Membership
from faitiere.apps.booking.models import Absence, Appointment
from faitiere.apps.booking.tests.factories import AppointmentFactory
from faitiere.apps.cases.models import Case, Entry, Task
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.notifications.models import Notice, OutgoingMail
from faitiere.apps.territories.tests.factories import OrganisationFactory


@pytest.fixture
def address(cast):
    return reverse("cases:hand_over", args=[Membership.objects.get(user=cast.advisor).pk])


def see_off(cast, login, address):
    return login(cast.manager).post(address, {"colleagues": [str(cast.teammate.pk)], "retirer": "1"}, follow=True)


def test_the_screen_shows_the_appointments_to_come_and_not_those_gone_by(cast, login, address, appointment, past):
    held = login(cast.manager).get(address).context["held"]
    assert [thing.row for _, things in held.things for thing in things] == [appointment]


def test_an_appointment_goes_to_whoever_takes_the_case_at_the_same_hour(cast, login, address, appointment):
    see_off(cast, login, address)
    handed = Appointment.objects.get()
    assert (handed.advisor, handed.starts_at, handed.number) == (cast.teammate, appointment.starts_at, 0)
    assert set(handed.quarters.values_list("calendar", flat=True)) == {cast.teammate.pk}
    assert handed.quarters.count() == 3


def test_the_household_and_the_taker_are_told(cast, login, address, appointment):
    see_off(cast, login, address)
    mail = OutgoingMail.objects.get(kind="booking.handed")
    assert mail.recipient == "yvette.cazalbou@example.org"
    assert "Avec : Karim Benhaddou" in mail.text
    assert Entry.objects.filter(title__endswith="avec Karim Benhaddou", visibility="shared").exists()
    assert Notice.objects.filter(user=cast.teammate, kind="appointment_taken").exists()


def test_of_somebody_elses_case_the_appointment_goes_to_whoever_follows_it(cast, login, address, appointment):
    Case.objects.update(advisor=cast.teammate)
    login(cast.manager).post(address, {"retirer": "1"})
    assert Appointment.objects.get().advisor == cast.teammate


def test_a_taker_who_receives_somebody_else_then_is_said_and_has_it_to_move(cast, login, address, appointment):
    theirs = AppointmentFactory(
        reason=appointment.reason, organisation=appointment.organisation, advisor=cast.teammate,
        starts_at=appointment.starts_at,
    )  # fmt: skip
    theirs.quarters.create(calendar=cast.teammate.pk, seat=0, at=appointment.starts_at)
    page = see_off(cast, login, address).content.decode()
    assert "Karim Benhaddou a déjà un rendez-vous à cette heure" in page
    appointment.refresh_from_db()
    assert (appointment.advisor, appointment.quarters.count()) == (cast.advisor, 3)
    assert Task.objects.get(assignee=cast.teammate, case=appointment.case).title.startswith("À déplacer : Rendez-vous")


@pytest.mark.parametrize("who", ["advisor", "organisation"])
def test_a_taker_who_is_away_then_is_said(cast, login, address, appointment, who):
    start = appointment.starts_at - dt.timedelta(hours=1)
    absent = {"advisor": {"advisor": cast.teammate}, "organisation": {"organisation": appointment.organisation}}[who]
    Absence.objects.create(starts_at=start, ends_at=start + dt.timedelta(hours=8), **absent)
    assert "Karim Benhaddou ne reçoit pas à cette heure" in see_off(cast, login, address).content.decode()
    assert Appointment.objects.get().advisor == cast.advisor


def test_a_manager_does_not_learn_of_appointments_of_cases_it_may_not_open(cast, login, address, appointment):
    elsewhere = OrganisationFactory(association=True)
    hidden = AppointmentFactory(
        reason=appointment.reason, advisor=cast.advisor, case=CaseFactory(organisation=elsewhere)
    )
    held = login(cast.manager).get(address).context["held"]
    assert hidden.pk not in [thing.pk for _, things in held.things for thing in things]

"""The household takes, moves and cancels its appointments in its space."""

import re

import pytest

from faitiere.apps.booking.actions import hold, mark_outcome
from faitiere.apps.booking.models import Appointment
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory

from .factories import QuestionFactory


@pytest.fixture
def case(cast, guichet, appointment):
    person = appointment.person
    person.user = cast.household
    person.save()
    return appointment.case


@pytest.fixture
def household(cast, login):
    return login(cast.household)


def test_it_sees_its_appointment_and_the_card_of_its_home_page(household, case):
    assert "Premier échange, par téléphone" in household.get(f"/espace/{case.pk}/rendez-vous/").content.decode()
    assert "Votre prochain rendez-vous" in household.get(f"/espace/{case.pk}/").content.decode()


def test_it_takes_one_more_with_its_answers(household, guichet, case):
    question = QuestionFactory(reason=guichet.reason, required=False)
    address = f"/espace/{case.pk}/rendez-vous/nouveau/?motif={guichet.reason.pk}&maniere=phone"
    page = household.get(address).content.decode()
    value = re.search(r'name="creneau" value="([^"]+)"', page).group(1)
    confirm = household.post(address, {"creneau": value}).headers["Location"]
    assert household.post(confirm, {f"question-{question.pk.hex}": "Au bois"}).status_code == 302
    taken = Appointment.objects.filter(case=case, online=True).latest("created_at")
    assert (taken.answers[0]["answer"], taken.person.user.first_name) == ("Au bois", "Yvette")


def test_it_moves_it(household, case, appointment, free):
    slot = free()[-1]
    value = {"creneau": f"{slot.source.pk}|{slot.start.isoformat()}"}
    household.post(f"/espace/{case.pk}/rendez-vous/{appointment.pk}/deplacer/", value)
    assert Appointment.objects.get().starts_at == slot.start


def test_a_slot_just_taken_is_said_with_the_nearest(household, case, appointment, choose, visitor, wanted):
    chosen = choose()
    hold(actor=visitor, chosen=chosen, wanted=wanted)
    value = {"creneau": f"{chosen.opening_id}|{chosen.start.isoformat()}"}
    answer = household.post(f"/espace/{case.pk}/rendez-vous/{appointment.pk}/deplacer/", value)
    assert answer.status_code == 409
    assert Appointment.objects.get(pk=appointment.pk).starts_at == appointment.starts_at


def test_it_waits_for_an_earlier_one_then_cancels(household, case, appointment):
    household.post(f"/espace/{case.pk}/rendez-vous/{appointment.pk}/attendre/")
    assert Appointment.objects.get().wants_earlier
    household.post(f"/espace/{case.pk}/rendez-vous/{appointment.pk}/annuler/")
    assert Appointment.objects.get().status == "cancelled"


def test_the_appointment_of_another_case_is_not_found(household, cast, case, appointment, guichet):
    other = CaseFactory(person=PersonFactory(email="autre@example.org"), organisation=guichet.organisation)
    Appointment.objects.filter(pk=appointment.pk).update(case=other)
    for gesture in ("annuler", "deplacer", "attendre"):
        assert household.post(f"/espace/{case.pk}/rendez-vous/{appointment.pk}/{gesture}/").status_code == 404
    assert household.get(f"/espace/{other.pk}/rendez-vous/").status_code == 404
    assert Appointment.objects.get().status == "booked"


def test_what_took_place_is_kept_below(household, case, past, visitor):
    Appointment.objects.filter(pk=past.pk).update(case=case)
    mark_outcome(actor=visitor, appointment=Appointment.objects.get(pk=past.pk), outcome="honoured")
    assert "Passés" in household.get(f"/espace/{case.pk}/rendez-vous/").content.decode()

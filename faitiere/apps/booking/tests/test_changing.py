"""Moved, cancelled, offered to who waits, honoured: by the links of the mails, each good for one gesture, once."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.booking.actions import Chosen, Given, book, cancel, hold, mark_outcome, move, wait_for_earlier
from faitiere.apps.booking.models import Appointment
from faitiere.apps.booking.tasks import remind_everywhere
from faitiere.apps.booking.tokens import CANCEL, MOVE, sign
from faitiere.apps.cases.models import Entry
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail

from .factories import AppointmentFactory


def link_in(mail, name: str) -> str:
    return re.search(rf"(/rendez-vous/{name}/\S+)", mail.text).group(1)


def last_mail() -> OutgoingMail:
    return OutgoingMail.objects.exclude(kind="desk.notices").latest("created_at")


def test_one_tap_cancels_and_gives_the_slot_back(client, appointment, free):
    link = link_in(last_mail(), "annuler")
    assert client.get(link).status_code == 200
    assert Appointment.objects.get().status == "booked"
    assert client.post(link).status_code == 200
    assert Appointment.objects.get().status == "cancelled"
    assert appointment.starts_at in [slot.start for slot in free()]


def test_the_household_and_the_case_are_told_of_the_cancelling(client, appointment):
    client.post(link_in(last_mail(), "annuler"))
    assert "METHOD:CANCEL" in last_mail().calendar
    assert Entry.objects.filter(title__startswith="Rendez-vous annulé", visibility="shared").exists()


def test_a_link_used_twice_says_so_and_tells_nothing(client, appointment):
    link = link_in(last_mail(), "annuler")
    client.post(link)
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 410
        assert "Ce lien a déjà servi" in answer.content.decode()
        assert "Cazalbou" not in answer.content.decode()


def test_the_link_that_cancels_does_not_move(client, appointment):
    token = sign(CANCEL, appointment)
    assert client.get(f"/rendez-vous/deplacer/{token}/").status_code == 410


def test_a_click_moves_and_the_links_sent_before_are_worth_nothing(client, appointment, free):
    link, other = link_in(last_mail(), "deplacer"), free()[-1]
    answer = client.post(link, {"creneau": f"{other.source.pk}|{other.start.isoformat()}"})
    assert answer.status_code == 302
    moved = Appointment.objects.get()
    assert (moved.starts_at, moved.number, moved.quarters.count()) == (other.start, 1, 3)
    assert client.get(link).status_code == 410
    assert "SEQUENCE:1" in last_mail().calendar


def test_moving_to_a_slot_just_taken_changes_nothing(client, appointment, visitor, wanted, choose):
    chosen = choose()
    hold(actor=visitor, chosen=chosen, wanted=wanted)
    value = f"{chosen.opening_id}|{chosen.start.isoformat()}"
    answer = client.post(f"/rendez-vous/deplacer/{sign(MOVE, appointment)}/", {"creneau": value})
    assert answer.status_code == 409
    kept = Appointment.objects.get(pk=appointment.pk)
    assert (kept.starts_at, kept.quarters.count(), kept.number) == (appointment.starts_at, 3, 0)


def test_moving_by_a_quarter_steps_over_its_own_slot(appointment, visitor, guichet):
    """From 9 h to 9 h 15: its own three quarters are not in its way."""
    later = Chosen(guichet.opening.pk, appointment.starts_at + dt.timedelta(minutes=15))
    assert move(actor=visitor, appointment=appointment, chosen=later).starts_at == later.start


def test_two_who_change_the_same_appointment_the_second_is_told(appointment, visitor):
    again = Appointment.objects.get(pk=appointment.pk)
    cancel(actor=visitor, appointment=appointment)
    with pytest.raises(Refused, match="a changé entre-temps"):
        cancel(actor=visitor, appointment=again)


def test_a_past_appointment_is_no_longer_moved_nor_cancelled(client, past):
    for screen, purpose in (("annuler", CANCEL), ("deplacer", MOVE)):
        answer = client.get(f"/rendez-vous/{screen}/{sign(purpose, past)}/")
        assert answer.status_code == 410
        assert "est passé" in answer.content.decode()


@pytest.fixture
def waiting(cast, guichet, visitor, wanted, choose, appointment):
    """Two people booked later the same morning and wait for an earlier slot."""
    found = []
    for name in ("Odile", "Bernard"):
        person = PersonFactory(first_name=name, email=f"{name.lower()}@example.org", phone="")
        case = CaseFactory(person=person, organisation=guichet.organisation, advisor=cast.advisor)
        held = hold(actor=visitor, chosen=choose(1), wanted=wanted)
        found.append(book(actor=visitor, held=held, given=Given(case=case)))
        wait_for_earlier(actor=visitor, appointment=found[-1], waits=True)
    return found


def offers() -> dict[str, str]:
    mails = OutgoingMail.objects.filter(kind="booking.offer")
    return {mail.recipient: link_in(mail, "plus-tot") for mail in mails}


def test_a_freed_slot_is_offered_to_who_waits(appointment, visitor, waiting):
    cancel(actor=visitor, appointment=appointment)
    assert set(offers()) == {"odile@example.org", "bernard@example.org"}


def test_the_first_to_click_has_it_the_other_keeps_its_own(client, appointment, visitor, waiting):
    freed = appointment.starts_at
    cancel(actor=visitor, appointment=appointment)
    links = offers()
    assert client.get(links["bernard@example.org"]).status_code == 200
    assert client.post(links["bernard@example.org"]).status_code == 302
    answer = client.post(links["odile@example.org"])
    assert answer.status_code == 409
    assert "Quelqu'un a été plus rapide" in answer.content.decode()
    odile, bernard = (Appointment.objects.get(pk=one.pk) for one in waiting)
    assert bernard.starts_at == freed
    assert (odile.starts_at, odile.wants_earlier) == (waiting[0].starts_at, True)


def test_nobody_is_offered_a_slot_later_than_its_own(visitor, waiting, appointment):
    cancel(actor=visitor, appointment=waiting[1])
    assert set(offers()) == set()


def test_honoured_or_not_is_said_once_it_has_begun(past, appointment, visitor):
    mark_outcome(actor=visitor, appointment=past, outcome="missed")
    mark_outcome(actor=visitor, appointment=past, outcome="honoured")
    assert Appointment.objects.get(pk=past.pk).status == "honoured"
    with pytest.raises(Refused, match="n’a pas commencé"):
        mark_outcome(actor=visitor, appointment=appointment, outcome="honoured")


def in_hours(guichet, hours: float, **fields) -> Appointment:
    return AppointmentFactory(
        reason=guichet.reason,
        organisation=guichet.organisation,
        advisor=guichet.opening.advisor,
        starts_at=timezone.now() + dt.timedelta(hours=hours),
        **fields,
    )


def reminders() -> int:
    return OutgoingMail.objects.filter(kind="booking.reminder").count()


def test_a_reminder_leaves_once_48_hours_before(guichet):
    in_hours(guichet, 47, created_at=timezone.now() - dt.timedelta(days=5))
    for _ in range(2):
        remind_everywhere.call()
    assert reminders() == 1


def test_no_reminder_for_what_was_taken_yesterday_or_comes_later(guichet):
    in_hours(guichet, 20, created_at=timezone.now() - dt.timedelta(hours=3))
    in_hours(guichet, 60, created_at=timezone.now() - dt.timedelta(days=5))
    in_hours(guichet, 40, created_at=timezone.now() - dt.timedelta(days=5), status="cancelled")
    remind_everywhere.call()
    assert reminders() == 0


def test_who_asked_to_be_left_alone_gets_no_mail(guichet, appointment, toulouse):
    person = appointment.person
    person.do_not_contact_at = timezone.now()
    person.save()
    before = OutgoingMail.objects.filter(recipient=person.email).count()
    cancel(actor=system_actor(toulouse), appointment=appointment)
    assert OutgoingMail.objects.filter(recipient=person.email).count() == before

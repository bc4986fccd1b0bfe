"""Relances that leave by themselves when nothing moved, alerts of the day, and people who must not be written to."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.cases import actions, tasks
from faitiere.apps.cases.models import Entry
from faitiere.apps.cases.rules import Refused
from faitiere.apps.contacts.actions import forbid_contact
from faitiere.apps.notifications.models import OutgoingMail

from .factories import EntryFactory, TaskFactory

TEXT = "Où en est votre projet ?"


@pytest.fixture
def relance(case, cast, actor):
    """A relance due in a week, left to leave alone."""
    due = timezone.localdate() + dt.timedelta(days=7)
    task = TaskFactory(case=case, relance=True, due_on=due, assignee=cast.advisor)
    actions.schedule_relance(actor=actor, task=task, subject="Votre projet", text=TEXT)
    task.refresh_from_db()
    return task


def in_days(days: int, hour: int = 9):
    moment = timezone.localtime().replace(hour=hour, minute=0) + dt.timedelta(days=days)
    return time_machine.travel(moment, tick=False)


def run(territory) -> None:
    tasks.send_relances_of.call(territory_id=str(territory.pk))


def sent() -> list[str]:
    return list(OutgoingMail.objects.filter(kind="case.message").values_list("recipient", flat=True))


def test_a_relance_leaves_on_its_date_once_signed_by_the_advisor(relance, toulouse):
    with in_days(6):
        run(toulouse)
    assert sent() == []
    for _ in range(2):
        with in_days(7):
            run(toulouse)
    relance.refresh_from_db()
    assert sent() == ["yvette.cazalbou@example.org"]
    assert "Inès Delmas" in OutgoingMail.objects.get(kind="case.message").text
    assert (relance.outcome, relance.done_at is not None) == ("sent", True)


@pytest.mark.parametrize("news", [{"household": True}, {"kind": "call"}, {"kind": "meeting"}])
def test_a_relance_is_useless_once_the_household_gave_news(relance, toulouse, news):
    EntryFactory(case=relance.case, at=timezone.now() + dt.timedelta(days=2), **news)
    with in_days(7):
        run(toulouse)
    relance.refresh_from_db()
    assert (sent(), relance.outcome) == ([], "moved")
    assert Entry.objects.get(title__startswith="Relance non envoyée").visibility == "internal"


def test_a_note_of_the_desk_does_not_stop_a_relance(relance, toulouse):
    EntryFactory(case=relance.case, at=timezone.now() + dt.timedelta(days=2), kind="note")
    with in_days(7):
        run(toulouse)
    assert len(sent()) == 1


@pytest.mark.parametrize("why", ["silence", "pause", "address"])
def test_a_relance_that_cannot_leave_stays_to_do_and_the_advisor_is_told(relance, toulouse, actor, why):
    person = relance.case.active_participants().get().person
    if why == "silence":
        forbid_contact(actor=actor, person=person, reason="A demandé au téléphone")
    elif why == "pause":
        actions.pause(actor=actor, case=relance.case, reason="Vend sa maison")
    else:
        type(person).objects.update(email="")
    with in_days(7):
        run(toulouse)
    relance.refresh_from_db()
    assert (sent(), relance.outcome, relance.done_at, relance.scheduled_at) == ([], "blocked", None, None)


def test_nobody_is_written_to_before_seven(relance):
    with in_days(7, hour=5):
        tasks.send_due_relances.call()
    assert sent() == []


def test_a_relance_with_a_field_left_cannot_be_left_alone(case, actor):
    task = TaskFactory(case=case, relance=True)
    with pytest.raises(Refused, match="ce qui manque au dossier"):
        actions.schedule_relance(actor=actor, task=task, subject="Votre projet", text="Il manque {manque}.")


def test_the_second_button_leaves_the_relance_for_its_date(desk, case):
    task = TaskFactory(case=case, relance=True, due_on=timezone.localdate() + dt.timedelta(days=3))
    url = reverse("cases:relance", args=[case.pk, task.pk])
    desk.post(url, {"subject": "Votre projet", "text": TEXT, "plus_tard": "1"})
    task.refresh_from_db()
    assert task.scheduled_at
    assert sent() == []
    assert "Partira seule" in desk.get(reverse("cases:timeline", args=[case.pk])).content.decode()


def test_who_must_not_be_contacted_gets_no_message_either(desk, case, actor):
    forbid_contact(actor=actor, person=case.active_participants().get().person, reason="A demandé")
    answer = desk.post(reverse("cases:write", args=[case.pk]), {"text": TEXT, "kind": "note", "visibility": "shared"})
    assert "ne plus être contactée" in answer.content.decode()
    assert sent() == []

"""Tasks: added, ticked, undone; a relance is read again, then sent once."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases import actions
from faitiere.apps.cases.models import Entry, Task
from faitiere.apps.cases.reading import relance_text
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.tests.factories import TaskFactory
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.models import OutgoingMail


def typed(cast, **given) -> dict:
    due = (timezone.localdate() + dt.timedelta(days=2)).isoformat()
    known = {"kind": "task", "title": "Rappeler", "due_on": due, "assignee": str(cast.teammate.pk), "message": ""}
    return {f"tache-{key}": value for key, value in (known | given).items()}


def test_a_task_is_given_to_a_colleague(desk, cast, case):
    desk.post(reverse("cases:task_add", args=[case.pk]), typed(cast))
    assert Task.objects.get().assignee == cast.teammate


@pytest.mark.parametrize(
    "given", [{"title": ""}, {"due_on": ""}, {"due_on": "2020-01-01"}, {"kind": "x"}, {"assignee": "x"}]
)
def test_a_bad_task_is_refused(desk, cast, case, given):
    assert desk.post(reverse("cases:task_add", args=[case.pk]), typed(cast, **given)).status_code == 200
    assert not Task.objects.exists()


def test_a_task_cannot_be_given_outside_the_case(desk, cast, case):
    desk.post(reverse("cases:task_add", args=[case.pk]), typed(cast, assignee=str(cast.other_organisation.pk)))
    assert not Task.objects.exists()


def test_a_task_is_ticked_then_undone(desk, cast, case):
    task = TaskFactory(case=case, assignee=cast.advisor)
    page = desk.post(reverse("cases:task_tick", args=[case.pk, task.pk]), follow=True).content.decode()
    assert reverse("cases:task_untick", args=[case.pk, task.pk]) in page
    assert Task.objects.get().done_at
    desk.post(reverse("cases:task_untick", args=[case.pk, task.pk]))
    assert Task.objects.get().done_at is None


def change(desk, task, **given):
    page = desk.get(reverse("cases:task_change", args=[task.case_id, task.pk])).context["form"]
    known = {"title": task.title, "due_on": task.due_on.isoformat(), "assignee": str(task.assignee_id)}
    base = page["base"].value()
    return desk.post(reverse("cases:task_change", args=[task.case_id, task.pk]), known | {"base": base} | given)


def test_the_words_the_day_and_the_assignee_of_a_task_are_changed(desk, cast, case):
    task, day = TaskFactory(case=case, assignee=cast.advisor), timezone.localdate() + dt.timedelta(days=9)
    change(desk, task, title="Rappeler le soir", due_on=day.isoformat(), assignee=str(cast.teammate.pk))
    task.refresh_from_db()
    assert (task.title, task.due_on, task.assignee) == ("Rappeler le soir", day, cast.teammate)
    assert AuditEvent.objects.get(verb="task.changed").details["fields"] == ["assignee", "due_on", "title"]


def test_a_late_task_keeps_its_day_when_only_its_words_change(desk, cast, case):
    late = TaskFactory(case=case, assignee=cast.advisor, due_on=timezone.localdate() - dt.timedelta(days=3))
    change(desk, late, title="Rappeler le soir")
    assert Task.objects.get().title == "Rappeler le soir"


@pytest.mark.parametrize("given", [{"title": ""}, {"due_on": "2020-01-01"}, {"assignee": "x"}, {"title": "x" * 201}])
def test_a_bad_change_is_refused(desk, cast, case, given):
    task = TaskFactory(case=case, assignee=cast.advisor)
    assert change(desk, task, **given).status_code == 200
    assert Task.objects.get().title == task.title


def test_two_advisors_on_one_task_are_told_apart(desk, cast, case):
    task = TaskFactory(case=case, assignee=cast.advisor)
    base = desk.get(reverse("cases:task_change", args=[case.pk, task.pk])).context["form"]["base"].value()
    Task.objects.update(title="Rappeler à midi")
    told = change(desk, task, title="Rappeler le soir", base=base)
    assert "maintenant « Rappeler à midi »" in told.content.decode()
    change(desk, task, title="Rappeler le soir", base=told.context["form"]["base"].value())
    assert Task.objects.get().title == "Rappeler le soir"


def test_a_task_that_is_no_longer_to_do_is_deleted_and_journalled(desk, case):
    task = TaskFactory(case=case)
    answer = desk.post(reverse("cases:task_delete", args=[case.pk, task.pk]), {"retour": "/bureau/taches/"})
    assert answer.url == "/bureau/taches/"
    assert not Task.objects.exists()
    assert AuditEvent.objects.filter(verb="task.deleted", case_id=case.pk).exists()


def test_a_task_already_done_is_neither_changed_nor_deleted(desk, case):
    task = TaskFactory(case=case, done_at=timezone.now())
    assert desk.get(reverse("cases:task_change", args=[case.pk, task.pk])).status_code == 404
    page = desk.post(reverse("cases:task_delete", args=[case.pk, task.pk]), follow=True).content.decode()
    assert "a été faite ou supprimée entre-temps" in page.replace("&#x27;", "'")
    assert Task.objects.exists()


@pytest.mark.parametrize(
    ("asked", "leads"), [("/bureau/taches/", "/bureau/taches/"), ("//evil.example", None), ("https://e.example", None)]
)
def test_ticking_goes_back_where_it_was_pressed_never_outside(desk, case, asked, leads):
    task = TaskFactory(case=case)
    answer = desk.post(reverse("cases:task_tick", args=[case.pk, task.pk]), {"retour": asked})
    assert answer.url == (leads or reverse("cases:timeline", args=[case.pk]))


def test_my_tasks_come_late_first(desk, cast, case):
    soon = TaskFactory(case=case, assignee=cast.advisor, due_on=timezone.localdate() + dt.timedelta(days=3))
    late = TaskFactory(case=case, assignee=cast.advisor, due_on=timezone.localdate() - dt.timedelta(days=3))
    TaskFactory(case=case, assignee=cast.teammate)
    TaskFactory(case=case, assignee=cast.advisor, done_at=timezone.now())
    page = desk.get(reverse("cases:tasks"))
    assert page.context["tasks"] == [late, soon]
    assert page.context["late"] == 1


def test_a_relance_is_shown_before_it_is_sent(desk, case):
    task = TaskFactory(case=case, relance=True)
    page = desk.get(reverse("cases:relance", args=[case.pk, task.pk])).content.decode()
    assert "Il nous manque votre avis" in page
    assert "yvette.cazalbou@example.org" in page
    assert not OutgoingMail.objects.exists()


def test_a_relance_is_sent_kept_in_the_timeline_and_ticked(desk, case):
    task = TaskFactory(case=case, relance=True)
    desk.post(reverse("cases:relance", args=[case.pk, task.pk]), {"subject": "Votre projet", "text": "Bonjour"})
    assert OutgoingMail.objects.get().subject == "Votre projet"
    assert Entry.objects.get().visibility == "shared"
    assert Task.objects.get().done_at


def test_a_relance_leaves_once(actor, case):
    task = TaskFactory(case=case, relance=True)
    actions.send_relance(actor=actor, task=task, subject="a", text="b")
    with pytest.raises(Refused, match="déjà partie"):
        actions.send_relance(actor=actor, task=task, subject="a", text="b")
    assert OutgoingMail.objects.count() == 1


def test_a_relance_without_address_is_not_ticked(desk, case):
    Person.objects.update(email="")
    task = TaskFactory(case=case, relance=True)
    page = desk.post(reverse("cases:relance", args=[case.pk, task.pk]), {"subject": "a", "text": "b"}).content.decode()
    assert "adresse e-mail" in page
    assert Task.objects.get().done_at is None


def test_a_plain_task_sends_nothing(desk, case):
    task = TaskFactory(case=case)
    assert desk.get(reverse("cases:relance", args=[case.pk, task.pk])).status_code == 404


def test_the_first_words_of_a_relance_name_what_is_missing(case):
    case.missing = "l'avis d'impôt 2026"
    assert "il nous manque\u00a0: l'avis d'impôt 2026." in relance_text(case)

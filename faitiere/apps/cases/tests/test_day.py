"""Ma journée: what waits for this advisor, and only what it may see."""

import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.cases.day import day_of
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.tests.factories import CaseFactory, EntryFactory, TaskFactory
from faitiere.apps.territories.tests.factories import OrganisationFactory


@pytest.fixture
def today():
    return timezone.localdate()


def test_a_portal_request_waits_until_someone_takes_it(actor, cast, case):
    waiting = CaseFactory(origin="portal", stage=case.stage)
    assert day_of(actor).requests.rows == [waiting]
    Case.objects.filter(pk=waiting.pk).update(advisor=cast.teammate)
    assert not day_of(actor).requests


def test_a_request_of_another_organisation_is_not_mine_to_see(actor, case):
    CaseFactory(organisation=OrganisationFactory(association=True), stage=case.stage)
    assert not day_of(actor).requests


def test_late_and_due_tasks_wait_not_those_to_come(actor, cast, case, today):
    late = TaskFactory(case=case, assignee=cast.advisor, due_on=today - dt.timedelta(days=1))
    due = TaskFactory(case=case, assignee=cast.advisor)
    TaskFactory(case=case, assignee=cast.advisor, due_on=today + dt.timedelta(days=1))
    TaskFactory(case=case, assignee=cast.teammate)
    assert day_of(actor).tasks.rows == [late, due]


@pytest.mark.parametrize(("days", "waits"), [(-3, True), (0, True), (1, False)])
def test_a_next_step_due_waits(actor, case, today, days, waits):
    Case.objects.update(next_step_on=today + dt.timedelta(days=days))
    assert bool(day_of(actor).steps) is waits


def test_a_case_without_next_step_is_never_forgotten(actor, case):
    Case.objects.update(next_step="")
    assert day_of(actor).without.rows == [case]
    Case.objects.update(status="paused", pause_reason="Attend la vente")
    assert not day_of(actor).without


def test_a_message_waits_until_someone_answers_or_calls(actor, case):
    EntryFactory(case=case, household=True, at=timezone.now() - dt.timedelta(hours=2), text="Et la chaudière ?")
    assert [row.last_said for row in day_of(actor).messages.rows] == ["Et la chaudière ?"]
    EntryFactory(case=case, at=timezone.now() - dt.timedelta(hours=1))
    assert day_of(actor).messages
    EntryFactory(case=case, kind="call")
    assert not day_of(actor).messages


def test_a_long_list_is_cut_and_counted(actor, case):
    for _ in range(10):
        CaseFactory(stage=case.stage)
    requests = day_of(actor).requests
    assert (len(requests.rows), requests.total) == (8, 10)


def test_an_empty_morning_says_so(desk, cast):
    page = desk.get("/bureau/").content.decode()
    assert "Rien ne presse ce matin" in page
    assert "Aucune demande n’attend" in page


def test_the_morning_asks_a_constant_number_of_queries(desk, case, django_assert_max_num_queries):
    for _ in range(10):
        TaskFactory(case=CaseFactory(stage=case.stage), assignee=case.advisor)
    with django_assert_max_num_queries(18):
        desk.get("/bureau/")

"""Ma journée: what waits for this advisor, and only what it may see."""

import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.cases import day
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.tests.factories import CaseFactory, EntryFactory, TaskFactory
from faitiere.apps.territories.tests.factories import OrganisationFactory


@pytest.fixture
def today():
    return timezone.localdate()


def test_a_portal_request_waits_until_someone_takes_it(actor, cast, case):
    waiting = CaseFactory(origin="portal", stage=case.stage)
    assert day.requests(actor).rows == [waiting]
    Case.objects.filter(pk=waiting.pk).update(advisor=cast.teammate)
    assert not day.requests(actor)


def test_a_request_of_another_organisation_is_not_mine_to_see(actor, case):
    CaseFactory(organisation=OrganisationFactory(association=True), stage=case.stage)
    assert not day.requests(actor)


def test_late_and_due_tasks_wait_not_those_to_come(actor, cast, case, today):
    late = TaskFactory(case=case, assignee=cast.advisor, due_on=today - dt.timedelta(days=1))
    due = TaskFactory(case=case, assignee=cast.advisor)
    TaskFactory(case=case, assignee=cast.advisor, due_on=today + dt.timedelta(days=1))
    TaskFactory(case=case, assignee=cast.teammate)
    assert day.tasks(actor).rows == [late, due]


@pytest.mark.parametrize(("days", "waits"), [(-3, True), (0, True), (1, False)])
def test_a_next_step_due_waits(actor, case, today, days, waits):
    Case.objects.update(next_step_on=today + dt.timedelta(days=days))
    assert bool(day.steps(actor)) is waits


def test_a_case_without_next_step_is_never_forgotten(actor, case):
    Case.objects.update(next_step="")
    assert day.without(actor).rows == [case]
    Case.objects.update(status="paused", pause_reason="Attend la vente")
    assert not day.without(actor)


def test_a_message_waits_until_someone_answers_or_calls(actor, case):
    EntryFactory(case=case, household=True, at=timezone.now() - dt.timedelta(hours=2), text="Et la chaudière ?")
    assert [row.last_said for row in day.messages(actor).rows] == ["Et la chaudière ?"]
    EntryFactory(case=case, at=timezone.now() - dt.timedelta(hours=1))
    assert day.messages(actor)
    EntryFactory(case=case, kind="call")
    assert not day.messages(actor)


def test_a_long_list_is_cut_and_counted(actor, case):
    for _ in range(10):
        CaseFactory(stage=case.stage)
    requests = day.requests(actor)
    assert (len(requests.rows), requests.total) == (8, 10)


def test_an_empty_morning_says_so(desk, cast):
    page = desk.get("/bureau/").content.decode()
    assert "Rien ne presse ce matin" in page
    assert "Aucune demande n’attend" in page


def test_the_morning_asks_a_constant_number_of_queries(desk, case, django_assert_max_num_queries):
    for _ in range(10):
        TaskFactory(case=CaseFactory(stage=case.stage), assignee=case.advisor)
    with django_assert_max_num_queries(25):
        desk.get("/bureau/")


def keys(page, place: str) -> list[str]:
    return [shown.block.key for shown in page.context[place]]


def arrange(desk, key: str, gesture: str):
    return desk.post("/bureau/organiser/", {"bloc": key, "geste": gesture})


def test_everybody_finds_the_same_day_at_first(desk, cast):
    page = desk.get("/bureau/")
    assert keys(page, "main_blocks") == ["rendez-vous", "demandes", "taches", "etapes", "a-venir", "sans-suite"]
    assert keys(page, "aside_blocks") == ["messages", "mon-mois", "mes-dossiers", "recents"]


def test_a_block_moves_is_put_away_and_comes_back(desk, cast):
    arrange(desk, "sans-suite", "monter")
    arrange(desk, "demandes", "ranger")
    assert keys(desk.get("/bureau/"), "main_blocks") == ["rendez-vous", "taches", "etapes", "sans-suite", "a-venir"]
    arrange(desk, "demandes", "montrer")
    assert keys(desk.get("/bureau/"), "main_blocks")[:2] == ["rendez-vous", "demandes"]


def test_the_arrangement_is_that_of_one_person(desk, cast, login):
    arrange(desk, "demandes", "ranger")
    assert "demandes" in keys(login(cast.teammate).get("/bureau/"), "main_blocks")


@pytest.mark.parametrize(("key", "gesture"), [("inconnu", "monter"), ("demandes", "voler"), ("rendez-vous", "monter")])
def test_a_gesture_that_means_nothing_changes_nothing(desk, cast, key, gesture):
    assert arrange(desk, key, gesture).status_code == 302
    assert keys(desk.get("/bureau/"), "main_blocks")[:2] == ["rendez-vous", "demandes"]


def test_a_new_block_comes_last_and_a_gone_one_is_forgotten(desk, cast, settings):
    arrange(desk, "taches", "monter")
    settings.DAY_BLOCKS = [one for one in settings.DAY_BLOCKS if not one.endswith("STEPS")]
    assert keys(desk.get("/bureau/"), "main_blocks") == ["rendez-vous", "taches", "demandes", "a-venir", "sans-suite"]


def test_everything_put_away_says_what_to_do_and_can_be_undone(desk, cast):
    for key in keys(desk.get("/bureau/"), "main_blocks") + keys(desk.get("/bureau/"), "aside_blocks"):
        arrange(desk, key, "ranger")
    assert "Tous les blocs sont rangés" in desk.get("/bureau/").content.decode()
    arrange(desk, "", "defaut")
    assert len(keys(desk.get("/bureau/"), "main_blocks")) == 6


def test_tasks_of_the_week_to_come_are_a_block_of_their_own(actor, cast, case, today):
    soon = TaskFactory(case=case, assignee=cast.advisor, due_on=today + dt.timedelta(days=7))
    TaskFactory(case=case, assignee=cast.advisor, due_on=today + dt.timedelta(days=8))
    TaskFactory(case=case, assignee=cast.advisor)
    assert day.coming(actor).rows == [soon]

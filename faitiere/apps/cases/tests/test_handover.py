"""A colleague leaves: what it had in hand goes on, and its access ends."""

import pytest
from django.urls import reverse

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.accounts.models import Membership
from faitiere.apps.accounts.tests.factories import member
from faitiere.apps.cases.models import Case, Task
from faitiere.apps.cases.rules import share_out
from faitiere.apps.cases.tests.factories import CaseFactory, TaskFactory
from faitiere.apps.notifications.models import Notice
from faitiere.apps.territories.tests.factories import OrganisationFactory


@pytest.fixture
def address(cast):
    return reverse("cases:hand_over", args=[Membership.objects.get(user=cast.advisor).pk])


@pytest.fixture
def third(cast):
    """A third advisor of the same organisation."""
    return member(
        "advisor", Membership.objects.get(user=cast.advisor).organisation, first_name="Zoé", last_name="Zabal"
    )


@pytest.fixture
def four(cast, case):
    return [case, *(CaseFactory(advisor=cast.advisor, stage=case.stage) for _ in range(3))]


def test_things_are_shared_out_evenly_among_those_who_may_take_them():
    wanted = [("a", ["x", "y"]), ("b", ["x", "y"]), ("c", ["x"]), ("d", ["x", "y"]), ("e", [])]
    assert share_out(wanted) == {"a": "x", "b": "y", "c": "x", "d": "y"}


def test_several_colleagues_share_the_cases_and_the_tasks_follow(cast, login, address, four, third):
    task = TaskFactory(case=four[0], assignee=cast.advisor)
    given = {"colleagues": [str(cast.teammate.pk), str(third.pk)], "retirer": "1"}
    assert login(cast.manager).post(address, given).status_code == 302
    shares = [Case.objects.filter(advisor=one).count() for one in (cast.teammate, third, cast.advisor)]
    assert shares == [2, 2, 0]
    task.refresh_from_db()
    assert task.assignee == Case.objects.get(pk=four[0].pk).advisor


def test_one_case_goes_to_somebody_chosen(cast, login, address, four, third):
    given = {"colleagues": [str(cast.teammate.pk)], f"dossier_{four[0].pk.hex}": str(third.pk), "confier": "1"}
    login(cast.manager).post(address, given)
    assert list(Case.objects.filter(advisor=third)) == [four[0]]
    assert Case.objects.filter(advisor=cast.teammate).count() == 3


def test_two_sessions_die_and_the_role_ends(cast, login, address, case, toulouse):
    sessions = [login(cast.advisor), login(cast.advisor, host="toulouse.localhost")]
    login(cast.manager).post(address, {"colleagues": [str(cast.teammate.pk)], "retirer": "1"})
    answers = [one.get("/bureau/").headers["Location"].startswith("/compte/login/") for one in sessions]
    assert answers == [True, True]
    assert actor_for(cast.advisor, toulouse).roles == frozenset()


def test_handing_over_only_leaves_the_access(cast, login, address, case):
    client = login(cast.advisor)
    login(cast.manager).post(address, {"colleagues": [str(cast.teammate.pk)], "confier": "1"})
    assert client.get("/bureau/").status_code == 200


def test_each_taker_is_told_once(cast, login, address, four):
    login(cast.manager).post(address, {"colleagues": [str(cast.teammate.pk)], "confier": "1"})
    notice = Notice.objects.get()
    assert notice.user == cast.teammate
    assert "4\u00a0dossiers" in notice.text


def test_nobody_ticked_and_nothing_changes(cast, login, address, four):
    answer = login(cast.manager).post(address, {"retirer": "1"})
    assert answer.status_code == 422
    assert "Cochez au moins une personne" in answer.content.decode()
    assert Case.objects.filter(advisor=cast.advisor).count() == 4
    assert Membership.objects.active().filter(user=cast.advisor).exists()


def test_someone_who_cannot_open_the_case_cannot_take_it(cast, login, address, case):
    for given in ({"colleagues": [str(cast.other_organisation.pk)]}, {f"dossier_{case.pk.hex}": str(cast.funder.pk)}):
        assert login(cast.territory_admin).post(address, given | {"retirer": "1"}).status_code == 422
    case.refresh_from_db()
    assert case.advisor == cast.advisor


def test_a_task_of_somebody_elses_case_goes_back_to_whoever_follows_it(cast, login, address, stages):
    case = CaseFactory(advisor=cast.teammate, stage=stages[0])
    TaskFactory(case=case, assignee=cast.advisor)
    assert login(cast.manager).post(address, {"retirer": "1"}).status_code == 302
    assert Task.objects.get().assignee == cast.teammate


def test_a_manager_does_not_learn_of_the_cases_of_another_organisation(cast, login, address, case):
    hidden = CaseFactory(advisor=cast.advisor, organisation=OrganisationFactory(association=True), stage=case.stage)
    page = login(cast.manager).get(address).content.decode()
    assert case.number in page
    assert hidden.number not in page


def test_closed_and_archived_cases_keep_the_name_of_who_followed_them(cast, login, address, case):
    Case.objects.update(status="closed")
    login(cast.manager).post(address, {"retirer": "1"})
    case.refresh_from_db()
    assert case.advisor == cast.advisor


def test_the_screen_costs_the_same_for_many_cases(cast, login, address, four, django_assert_max_num_queries):
    client = login(cast.manager)
    with django_assert_max_num_queries(22):
        client.get(address)
